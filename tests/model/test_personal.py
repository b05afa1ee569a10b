"""What belongs to a person is recognised in every form, wherever it is asked for, and amounts and codes never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extraction import SourceClues, extract
from flows.extraction.lexicon.scanning import scan
from flows.model.personal import PERSONAL_KINDS, is_identity_number, kind_of_cell, masked, personal
from flows.model.words import read_seed, split_words
from tests.extraction.printed_tables import report, table

# Of nobody: a county that does not exist, with the check digits that GB 11643 gives.
_IDENTITY = "990101198001010014"
_WITH_X = "99010119800101009X"

# What one of several recognisers took and another left: each form is taken by all who ask.
NUMBERS = {
    # letters, digits of full width and dashes of any width around or in a mobile number
    "请拨13900010001咨询": ("mobile", "13900010001"),
    "请拨Tel13900010001咨询": ("mobile", "13900010001"),
    "请拨１３９０００１０００１咨询": ("mobile", "１３９０００１０００１"),
    "请拨139-0001-0001咨询": ("mobile", "139-0001-0001"),
    "请拨139－0001－0001咨询": ("mobile", "139－0001－0001"),
    "请拨139–0001–0001咨询": ("mobile", "139–0001–0001"),
    "请拨139\u200b00010001咨询": ("mobile", "139\u200b00010001"),
    "手机13900010001.": ("mobile", "13900010001"),
    "请拨13900010001号咨询": ("mobile", "13900010001"),
    "微信号13900010001": ("mobile", "13900010001"),
    "主编：13900010001": ("mobile", "13900010001"),
    "支付宝账号：13900010001": ("mobile", "13900010001"),
    "负责人签字13900010001": ("mobile", "13900010001"),
    "13900010001": ("mobile", "13900010001"),
    "表_13900010001.html": ("mobile", "13900010001"),
    # numbers with the code of the country
    "请拨+8613900010001咨询": ("mobile", "+8613900010001"),
    "请拨86 13900010001咨询": ("mobile", "86 13900010001"),
    "请拨(86)13900010001咨询": ("mobile", "(86)13900010001"),
    "请拨008613900010001咨询": ("mobile", "008613900010001"),
    "请拨013900010001咨询": ("mobile", "013900010001"),
    "请拨+86 139 0001 0001咨询": ("mobile", "+86 139 0001 0001"),
    # groups with blanks, behind a label
    "手机 139 0001 0001": ("mobile", "139 0001 0001"),
    "手机：139\xa00001\xa00001": ("mobile", "139\xa00001\xa00001"),
    "联系电话 | 139 0001 0001": ("mobile", "139 0001 0001"),
    # what is called a telephone is no amount, whatever stands behind it
    "手机13900010001%": ("mobile", "13900010001"),
    "手机：13900010001元": ("mobile", "13900010001"),
    "手机13900010001.0": ("mobile", "13900010001"),
    # telephones with an area code, with a label, with both
    "请拨0999-4230000咨询": ("telephone", "0999-4230000"),
    "请拨0999－4230000咨询": ("telephone", "0999－4230000"),
    "请拨（0999） 84560000咨询": ("telephone", "（0999） 84560000"),
    "电话：4230000": ("telephone", "4230000"),
    "联系电话 | 84560005": ("telephone", "84560005"),
    "联系方式：4230000": ("telephone", "4230000"),
    "电话为4230000": ("telephone", "4230000"),
    "办公电话（4230000）": ("telephone", "4230000"),
    "电话:(0999)84560002": ("telephone", "(0999)84560002"),
    "电话 09994230000": ("telephone", "09994230000"),
    "联系电话：0999 4230000": ("telephone", "0999 4230000"),
    "联系电话：４２３００００": ("telephone", "４２３００００"),
    # identity numbers: by birth date, by check digit, by label
    f"发放给{_IDENTITY}": ("identity", _IDENTITY),
    f"发放给ID{_WITH_X}": ("identity", _WITH_X),
    f"发放给{_WITH_X[:-1]}Ｘ": ("identity", f"{_WITH_X[:-1]}Ｘ"),
    "发放给990101198001010010": ("identity", "990101198001010010"),
    f"编号：{_IDENTITY}": ("identity", _IDENTITY),
    "证件编号：990101198001010010": ("identity", "990101198001010010"),
    "身份证号：990101198013320010": ("identity", "990101198013320010"),
    "旧身份证990101800101003；": ("identity", "990101800101003"),
    "发放给No990101800101003": ("identity", "990101800101003"),
}  # fmt: skip

OTHERS = [
    # amounts and rates
    "收入合计13900010001元",
    "收入合计13900010001 元",
    "收入合计13900010001 万元",
    "收入13900010001.50元",
    "支出13900010001万元",
    "增长13900010001％",
    "电话费4230000元",
    "电话：4230000元",
    "传真 84560000 元",
    "8613900010001元",
    "110101900307001元",
    "0.13900010001",
    "手机（5000000元）",
    "电话1234567.50元",
    "手机 5 部",
    # codes, dispatch numbers and vouchers
    "项目编号：13900000000",
    "编码990101198001010017",
    "项目编码990101198001010017",
    "凭证号13900010001",
    "湘财预字13900010001号",
    "凭证第13900010001号",
    "统一社会信用代码914306001234567890",
    "114306230063456781",
    "指纹3f13900010001a9",
    # longer and shorter runs of digits
    "1390001000155",
    "84560001",
    "139-0000.00",
    "0999.4230000",
    "2021-2035年",
    "①3900010001",
    "",
]

NAMES = {
    "联系人：王建国，": "王建国",
    "填报人（签字）：李小红": "李小红",
    "填报人（签字）：　李小红": "李小红",
    "项目负责人 | 赵栋梁 | 联系电话": "赵栋梁",
    "评价组成员：张国伟、刘海洋、陈静怡。": "张国伟、刘海洋、陈静怡",
    "经办人孙丽华，": "孙丽华",
    "负责人为欧阳文静": "欧阳文静",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_of_a_person_is_told_with_its_kind_and_its_place_in_the_text_as_given(text: str):
    kind, number = NUMBERS[text]
    assert [(part.kind, text[part.start : part.end]) for part in personal(text)] == [(kind, number)]
    assert masked(text) == text.replace(number, "***")


@pytest.mark.parametrize("text", NUMBERS)
def test_the_ledger_ignores_what_the_masks_mask(text: str):
    kind, _ = NUMBERS[text]
    assert kind in [quantity.ignored_reason for quantity in scan(text)]


@pytest.mark.parametrize("text", OTHERS)
def test_amounts_codes_and_numbers_of_documents_are_nobody_s(text: str):
    assert personal(text) == ()
    assert masked(text) == text
    assert PERSONAL_KINDS.isdisjoint(quantity.ignored_reason for quantity in scan(text))


@pytest.mark.parametrize("text", NAMES)
def test_a_name_behind_its_label_is_masked(text: str):
    assert [(part.kind, text[part.start : part.end]) for part in personal(text)] == [("person", NAMES[text])]


@pytest.mark.parametrize("text", ["负责人签字", "联系人 5 名", "县教育局负责人在会上指出", "联系人：", "填报人：***"])
def test_a_label_without_a_name_has_none(text: str):
    assert personal(text) == ()


def test_every_label_of_a_person_is_one():
    [words] = [split_words(row["words"]) for row in read_seed("personal_labels") if row["role"] == "person"]
    assert [word for word in words if masked(f"{word}：王建国") != f"{word}：***"] == []


def test_a_number_and_a_name_that_touch_are_both_masked():
    assert masked("联系人：王建国13900010001，84560001元") == "联系人：***，84560001元".replace("***", "******")


def test_a_code_keeps_its_reason_in_the_ledger():
    assert [quantity.ignored_reason for quantity in scan("编码990101198001010017")] == ["code"]
    assert [quantity.ignored_reason for quantity in scan("凭证号13900010001")] == ["code"]


@pytest.mark.parametrize(
    ("text", "labels", "is_of_money", "kind"),
    [
        ("13900010001", (), False, "mobile"),
        ("13900010001", ("收入合计",), True, ""),
        ("139-0001-0001", ("收入合计",), True, "mobile"),
        ("0999-4230000", (), True, "telephone"),
        (_IDENTITY, (), True, "identity"),
        ("4230000", (), False, ""),
        ("4230000", ("单位", "联 系 电 话："), False, "telephone"),
        ("4230000", ("联系电话", "2021年"), True, "telephone"),
        ("990101198013320010", ("身份证号码",), False, "identity"),
        ("5", ("手机",), False, ""),
        ("4230000元", ("手机",), True, ""),
        ("4,230,000", ("手机",), True, ""),
        ("4230000", ("电话费",), True, ""),
        ("王建国13900010001", (), False, ""),
    ],
)
def test_a_cell_is_a_person_s_by_its_form_or_by_what_it_stands_under(text, labels, is_of_money, kind):
    assert kind_of_cell(text, labels, is_of_money=is_of_money) == kind


def test_a_telephone_under_its_heading_is_no_figure_and_its_text_stays_out_of_the_ledger():
    form = table("单位 | 身份证 | 固定电话", "教育局 | 990101198013320010 | 4230000", "民政局 | 无 | 4230001")
    found = extract(report(form), SourceClues("a.docx"))
    assert [figure.printed for figure in found.figures] == []
    assert [(token.printed, token.ignored_reason) for token in found.tokens] == [
        ("", "identity"), ("", "telephone"), ("", "telephone"),
    ]  # fmt: skip
    assert [(claim.subject, claim.quote) for claim in found.claims] == [("identity", "***")]


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (_IDENTITY, True),
        (_WITH_X, True),
        (_WITH_X.lower(), True),
        ("99010119800101001X", False),
        ("990101198002300010", False),
        ("990101198013010010", False),
        ("91430600MA4L12341X", False),
        ("990101800101003", False),
        ("", False),
    ],
)
def test_an_identity_number_has_a_birth_date_and_its_check_digit(text: str, is_one: bool):
    assert is_identity_number(text) is is_one


_ALPHABET = "0123456789１３９Xx.-–—+（）() 　\u200b\xa0\n|：:为，、。元万%号第字电话手机身份证编码联系人王建国①²"


@given(st.text(alphabet=_ALPHABET, max_size=60))
def test_what_is_masked_once_stays_as_it_is(text: str):
    assert masked(masked(text)) == masked(text)


@given(st.text(alphabet=_ALPHABET, max_size=60))
def test_parts_stand_in_order_and_none_overlaps(text: str):
    at = 0
    for part in personal(text):
        assert at <= part.start < part.end <= len(text)
        at = part.end


def test_long_texts_cost_no_more_than_their_length():
    assert masked("电话" * 20_000 + "1 " * 20_000 + "(" * 20_000).count("*") == 0
    assert masked("13900010001，" * 2_000).count("***") == 2_000
