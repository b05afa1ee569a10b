"""What belongs to a person is covered before a report is understood: in sentences, in cells by their labels, in lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.extraction import SourceClues, extract
from flows.extraction.covering import cover_persons
from flows.model.facts import Extract
from flows.model.report import Paragraph, Table
from tests.extraction.printed_tables import report, table
from tests.model.personal.test_names import NAMES
from tests.model.personal.test_numbers import NUMBERS, OTHERS
from tests.work import operations


def understood(*blocks: str | Table) -> Extract:
    return extract(report(*blocks), SourceClues("a.docx"))


def covered(*blocks: str | Table) -> list[list[str]]:
    """The words that are covered in each block, as read."""
    read = report(*blocks).blocks
    parts = cover_persons(read).parts
    texts = {
        (block.block_no, *spot): text
        for block in read
        for spot, text in (
            [((None, None), block.text)]
            if isinstance(block, Paragraph)
            else [((cell.row, cell.column), cell.text) for cell in block.cells]
        )
    }
    return [
        [
            texts[place.block_no, place.row_no, place.column_no][place.char_start : place.char_end]
            for _, place in parts[block.block_no]
        ]
        for block in read
    ]


@pytest.mark.parametrize("text", NUMBERS)
def test_a_personal_number_is_in_the_ledger_with_its_kind_and_place_and_without_its_digits(text: str):
    kind, number = NUMBERS[text]
    start = text.index(number)
    ignored = [
        (token.ignored_reason, token.printed, token.place.char_start, token.place.char_end)
        for token in understood(text).tokens
        if token.ignored_reason == kind
    ]
    assert ignored == [(kind, "", start, start + len(number))]


@pytest.mark.parametrize("text", OTHERS)
def test_amounts_and_codes_are_read_as_they_stand(text: str):
    assert covered(text) == [[]]


@pytest.mark.parametrize("text", NAMES)
def test_a_covered_text_keeps_its_length(text: str):
    [block] = cover_persons(report(text).blocks).blocks
    assert isinstance(block, Paragraph)
    assert len(block.text) == len(text)
    assert NAMES[text] not in block.text


def test_no_row_that_is_understood_holds_a_word_of_what_is_covered():
    found = understood(
        "联系人：王建国，2021年培训费10.5万元，电话4230000。",
        table("项目 | 预算数（万元） | 备注", "培训费 | 10.5 | 联系人王建国13900010001", "贫困户王建国 | 3 |"),
    )
    assert "王建国" not in repr(found)
    assert "13900010001" not in repr(found)
    assert "4230000" not in repr(found)
    assert [figure.printed for figure in found.figures] == ["10.5", "10.5", "3"]
    assert [figure.label for figure in found.figures][-1] == "贫困户*** / 预算数"


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        # a column below its label
        (("单位 | 联系电话", "教育局 | 4230000"), ["4230000"]),
        (("单位 | 固定电话（办） | 金额", "教育局 | 4230000 | 4230001"), ["4230000"]),
        (("姓名 | 账号 | 金额", "王建国 | 6217001234567 | 500"), ["王建国", "6217001234567"]),
        (("姓名 | 职务 | 签名", "王建国 | 教授 |", "阿依努尔 | 科长 |"), ["王建国", "阿依努尔"]),
        (("序号 | 姓名 | 金额", "1 | 王建国、李小红 | 500", " | 合计 | 500"), ["王建国、李小红"]),
        (("姓名 | 联系人及电话", "王建国 | 李小红 4230000"), ["王建国", "李小红", "4230000"]),
        (("<2>评价组成员 | 电话", "姓名 | 单位 |", "王建国 | 财政局 | 4230000"), ["王建国", "4230000"]),
        (("户主 | 家庭住址", "王建国 | 青禾县城关镇幸福路12号"), ["王建国", "青禾县城关镇幸福路12号"]),
        # beside its label
        (("项目负责人 | 王建国 | 联系电话 | 4230000",), ["王建国", "4230000"]),
        (("评价组成员 | 王建国 | 李小红",), ["王建国", "李小红"]),
        (("会计 | 王建国 | 出纳 | 李小红",), ["王建国", "李小红"]),
        (("身份证号 | 990101198013320010",), ["990101198013320010"]),
        (("项目负责\\n人 | 王建国 | 电话 | 4230000",), ["王建国", "4230000"]),
        (("姓\\n名 | 联系\\n电话", "王建国 | 4230000"), ["王建国", "4230000"]),
        (("联系人/电话 | 王建国/4230000",), ["王建国", "4230000"]),
        # not what only stands near a label
        (("项目负责人 | 王建国 | 电话", "产出指标 | 数量 | 5", "马铃薯种植 | 数量 | 5"), ["王建国"]),
        (("户主 | 住址 | 银行账号", "王建国 | 幸福村三组 | 6217001234567"), ["王建国", "幸福村三组", "6217001234567"]),
        (("领款人 | 金额 | 签字", "王建国 | 5 | 王建国"), ["王建国", "王建国"]),
        (("凭证号 | 摘要", "13900010001 | 工程款"), []),
        (("项目负责人 | 联系电话 | 项目名称", "  | | 校舍维修"), []),
        (("联系电话 | 无 | 预算金额（元） | 4230000",), []),
        (("联系电话 | 预算数", "4230000 | 84560000"), ["4230000"]),
        (("手机 | 5", "电脑 | 4230000"), []),
    ],
)
def test_a_cell_is_a_person_s_by_the_label_above_or_beside_it(cells: tuple[str, ...], words: list[str]):
    assert covered(table(*cells)) == [words]


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (("项目 | 决算数（万元）", "培训费 | 13900010001"), ["13900010001"]),
        (("项目 | 决算数（元）", "张三 | 13900010001"), ["13900010001"]),
        (("项目 | 决算数（元）", "培训费3 | 13900010001"), ["13900010001"]),
        (("项目 | 决算数（元）", "收入总计 | 13900010001"), []),
        (("项目 | 决算数（元）", "教育支出 | 13900010001"), []),
        (("项目 | 决算数（元）", "公共安全支出 | 13900010001"), []),
        (("县 | 收入（元）", "甲县 | 13900010001", "乙县 | 13900010002"), []),
        (("县 | 收入（元）", "甲县 | 20900010001", "乙县 | 13900010001"), []),
        (("项目 | 决算数（万", "| 元）", "收入总计 | 13900010001"), ["13900010001"]),
        (("项目 | <2>决算数（万元）", "| 甲 | 乙", "收入总计 | 1 | 13900010001"), ["13900010001"]),
        (
            ("县 | 甲（元） | 乙（元）", "甲县 | 20900010001 | 3", "乙县 | 3 | 4", "丙 | 5 | 13900010001"),
            ["13900010001"],
        ),
    ],
)
def test_eleven_digits_in_a_column_of_money_are_an_amount_where_they_can_be_one(cells, words):
    assert covered(table(*cells)) == [words]


def test_the_unit_above_a_table_tells_what_can_be_an_amount():
    rows = table("项目 | 决算数", "收入总计 | 13900010001")
    assert covered("单位：万元", rows) == [[], ["13900010001"]]
    assert covered("单位：元", rows) == [[], []]


def test_a_list_below_its_label_is_covered_to_its_last_name():
    lines = "评价组成员名单：", "王建国 教授", "李小红", "本次评价历时三个月", "李小红"
    assert covered(*lines) == [[], ["王建国"], ["李小红"], [], []]


def test_a_number_that_a_merged_cell_repeats_is_told_once():
    form = table("姓名 | 电话 | 金额", "王建国 | 4230000 | 5", "^ | ^ | 6")
    assert covered(form) == [["王建国", "4230000"]]


def test_mobile_and_identity_numbers_are_claims_quoted_without_them():
    found = understood("联系人：王建国13900010001，身份证990101198001010014；电话4230000。")
    assert [(claim.subject, claim.quote) for claim in found.claims] == [
        ("mobile", "联系人：***，身份证***；电话***。"),
        ("identity", "联系人：***，身份证***；电话***。"),
    ]


def test_a_long_list_is_covered_in_proportion_to_its_rows():
    def work_of(rows: int) -> int:
        body = (f"第{row}户 | 139{row * 7:08} | {100 + row}" for row in range(rows))
        blocks = report(table("户名 | 联系电话 | 金额（元）", *body)).blocks
        return operations(lambda: cover_persons(blocks))

    few, many = 20, 100
    work_of(many)  # the words are read once
    assert work_of(many) <= work_of(few) * many / few


@given(
    st.lists(
        st.text(alphabet="0123456789Xx.-（）() 　|：:，、元万号电话身份证编码联系人王建国姓名", max_size=40), max_size=6
    )
)
def test_whatever_is_covered_leaves_every_text_as_long_as_it_was(texts: list[str]):
    blocks = report(*texts, table(*(text.replace("|", "") + " | 1" for text in texts or [""]))).blocks
    for old, new in zip(blocks, cover_persons(blocks).blocks, strict=True):
        if isinstance(old, Paragraph) and isinstance(new, Paragraph):
            assert len(old.text) == len(new.text)
        elif isinstance(old, Table) and isinstance(new, Table):
            assert [len(cell.text) for cell in old.cells] == [len(cell.text) for cell in new.cells]
