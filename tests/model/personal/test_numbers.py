"""A number of a person is recognised in every form in which people write it, and amounts and codes never are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.model.personal import is_identity_number, masked, personal

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
    # groups with dots, blanks or line ends between them, without a label
    "请拨139 0001 0001咨询": ("mobile", "139 0001 0001"),
    "请拨139.0001.0001咨询": ("mobile", "139.0001.0001"),
    "请拨139_0001_0001咨询": ("mobile", "139_0001_0001"),
    "请拨139·0001·0001咨询": ("mobile", "139·0001·0001"),
    "请拨139 000 10001咨询": ("mobile", "139 000 10001"),
    "请拨139-000-10001咨询": ("mobile", "139-000-10001"),
    "请拨1390 001 0001咨询": ("mobile", "1390 001 0001"),
    "请拨139 - 0001 - 0001咨询": ("mobile", "139 - 0001 - 0001"),
    "请拨139\u30000001\u30000001咨询": ("mobile", "139\u30000001\u30000001"),
    "请拨139\n0001\n0001咨询": ("mobile", "139\n0001\n0001"),
    "请拨1390001\n0001咨询": ("mobile", "1390001\n0001"),
    "请拨1 3 9 0 0 0 1 0 0 0 1咨询": ("mobile", "1 3 9 0 0 0 1 0 0 0 1"),
    "请拨+86-139-0001-0001咨询": ("mobile", "+86-139-0001-0001"),
    "张三（13900010001）": ("mobile", "13900010001"),
    # read aloud
    "请拨一三九零零零一零零零一咨询": ("mobile", "一三九零零零一零零零一"),
    "请拨幺三九〇〇〇幺〇〇〇幺咨询": ("mobile", "幺三九〇〇〇幺〇〇〇幺"),
    "电话：四二三〇〇〇〇": ("telephone", "四二三〇〇〇〇"),
    # no amount has such digits where no word of money stands before it
    "请汇至13900010001元": ("mobile", "13900010001"),
    "请拨13900010001.0咨询": ("mobile", "13900010001"),
    "请拨13900010001％咨询": ("mobile", "13900010001"),
    "8613900010001元": ("mobile", "8613900010001"),
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
    "请拨0999 4230000咨询": ("telephone", "0999 4230000"),
    "请拨09994230000咨询": ("telephone", "09994230000"),
    "请拨010-84560000咨询": ("telephone", "010-84560000"),
    "请拨0999-4230000-801咨询": ("telephone", "0999-4230000-801"),
    "请拨0999-4230000转801咨询": ("telephone", "0999-4230000转801"),
    "请拨+86-999-4230000咨询": ("telephone", "+86-999-4230000"),
    "电话：0999-423 0000": ("telephone", "0999-423 0000"),
    "电话（办公室）：4230000": ("telephone", "4230000"),
    "电话：王主任 4230000": ("telephone", "4230000"),
    "联系人及电话：4230000": ("telephone", "4230000"),
    "服务热线：4230000": ("telephone", "4230000"),
    "座机4230000": ("telephone", "4230000"),
    "Tel:0999-4230000": ("telephone", "0999-4230000"),
    "联 系 电 话：4230000": ("telephone", "4230000"),
    "联系电\n话：4230000": ("telephone", "4230000"),
    "电话：____4230000____": ("telephone", "4230000"),
    "银行账（卡）号：6217 0012 3456 7": ("account", "6217 0012 3456 7"),
    # papers, accounts and addresses behind their label
    "护照号码：E12345678": ("identity", "E12345678"),
    "军官证号：湘字第20180123": ("identity", "湘字第20180123"),
    "残疾证号：99010119800101001443": ("identity", "99010119800101001443"),
    "账号：6222021907001234567": ("account", "6222021907001234567"),
    "账号：6222 0219 0700 1234 567": ("account", "6222 0219 0700 1234 567"),
    "一卡通账号81010000123456789": ("account", "81010000123456789"),
    "汇入6228480402564890018卡": ("account", "6228480402564890018"),
    "微信号：wx_abc123": ("account", "wx_abc123"),
    "QQ：12345678": ("account", "12345678"),
    "邮箱 wang.jg@example.gov.cn，": ("mail", "wang.jg@example.gov.cn"),
    "邮箱：wangjg @ example.com": ("mail", "wangjg @ example.com"),
    "家庭住址：青禾县城关镇幸福路12号3栋502室，": ("address", "青禾县城关镇幸福路12号3栋502室"),
    "公务车湘F12345维修": ("plate", "湘F12345"),
    "公务车湘F·D1234警维修": ("plate", "湘F·D1234警"),
    "新能源车湘FD12345维修": ("plate", "湘FD12345"),
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
    "发放给990101 19800101 0014": ("identity", "990101 19800101 0014"),
    "发放给990101-19800101-0014": ("identity", "990101-19800101-0014"),
    "发放给9901 0119 8001 0100 14": ("identity", "9901 0119 8001 0100 14"),
    "身份证号：990101 19800101 0014": ("identity", "990101 19800101 0014"),
    f"发放给{_IDENTITY}500元": ("identity", _IDENTITY),
}  # fmt: skip

OTHERS = [
    # amounts and rates
    "收入合计13900010001元",
    "收入合计13900010001 元",
    "收入合计13900010001 万元",
    "收入13900010001.50元",
    "支出13900010001万元",
    "电话费4230000元",
    "电话：4230000元",
    "传真 84560000 元",
    "110101900307001元",
    "0.13900010001",
    "手机（5000000元）",
    "电话1234567.50元",
    "手机 5 部",
    "收入总计 | 13900010001 | 13900010002",
    "本年支出合计：15234567890",
    "资产总额为15234567890元",
    "139 1234 5678 91.5",
    "收入 139 1234 5678 元",
    "账户余额12345678元",
    "账户 12345678.90元",
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
    "99010120T0000000012345",
    "990101200110000012345",
    "合同202103150101001",
    "国标201905201905200001",
    "采购计划 532301-20210315-0001",
    "川B2020001项目",
    "新S21801线",
    "基本户余额13987654321.00",
    "收入合计 13987654321 15987654321",
    "户数 139 8765 4321",
    "得分 1 3 5 8 7 6 5 4 3 2 1",
    "手机 1234567 部",
    "户籍所在地为本县的农村居民每人补助500元",
    "居住地为农村的每村补助12.5万元。",
    "990101198001010014500",
    "邮编：41420000001",
    "科目2050201",
    "预算编码：13900010001",
    "青财预〔2020〕13900010001号",
    "湘财预〔2020〕152号",
    # longer and shorter runs of digits
    "1390001000155",
    "84560001",
    "139-0000.00",
    "0999.4230000",
    "2021-2035年",
    "①3900010001",
    "",
]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_of_a_person_is_told_with_its_kind_and_its_place_in_the_text_as_given(text: str):
    kind, number = NUMBERS[text]
    assert [(part.kind, text[part.start : part.end]) for part in personal(text)] == [(kind, number)]
    assert masked(text) == text.replace(number, "***")


@pytest.mark.parametrize("text", OTHERS)
def test_amounts_codes_and_numbers_of_documents_are_nobody_s(text: str):
    assert personal(text) == ()
    assert masked(text) == text


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


LISTS = {
    "联系电话：4230001/4230002": ["4230001", "4230002"],
    "联系电话：4230001\n4230002": ["4230001", "4230002"],
    "电话：财务室 4230001 办公室 4230002": ["4230001", "4230002"],
    "联系电话：4230001、4230002，4230003元": ["4230001", "4230002"],
    "请拨0999-4230001（办）、4230002": ["0999-4230001", "4230002"],
    "请拨13900010001/13900010002咨询": ["13900010001", "13900010002"],
    "请拨13900010001、4230002": ["13900010001", "4230002"],
    f"发放给{_IDENTITY}、{_WITH_X}": [_IDENTITY, _WITH_X],
}


@pytest.mark.parametrize("text", LISTS)
def test_each_number_of_a_list_is_told(text: str):
    assert [text[part.start : part.end] for part in personal(text)] == LISTS[text]


def test_long_texts_cost_no_more_than_their_length():
    assert masked("电话" * 20_000 + "1 " * 20_000 + "(" * 20_000).count("*") == 0
    assert masked("13900010001，" * 2_000).count("***") == 2_000
    assert masked("住址：" * 20_000).count("*") == 0
