"""Tables that go on in the next table: what says so, and what parts two tables that only look alike."""

from pathlib import Path

import pytest

from flows.model.report import Block, Cell, Paragraph, Table
from flows.readers import overleaf
from flows.readers.overleaf import Laid, whole, with_rests
from tests.extraction.printed_tables import table

SOURCE = Path("甲.docx")
HEADED = ("序号 | 项目 | 预算数 | 决算数", "1 | 校舍维修 | 800.00 | 640.00", "2 | 水库加固 | 500.00 | 495.00")
REST = ("3 | 河道整治 | 150.00 | 145.00", "合计 |  | 1450.00 | 1280.00")


def rows(block: Block) -> list[str]:
    assert isinstance(block, Table)
    covered = [cell for cell in block.cells for _ in range(cell.row_span * cell.column_span)]
    assert len(covered) == block.row_count * block.column_count
    return [" | ".join(cell.text for cell in row) for row in block.rows()]


def join(*blocks: Table | str) -> list[Block]:
    return with_rests([Paragraph(0, block) if isinstance(block, str) else block for block in blocks], SOURCE)


def test_rows_without_a_heading_go_on_the_table_above() -> None:
    (only,) = join(table(*HEADED), table(*REST))
    assert rows(only) == [*HEADED, *REST]


def test_a_repeated_heading_stands_once() -> None:
    (only,) = join(table(*HEADED), table(HEADED[0], *REST))
    assert rows(only) == [*HEADED, *REST]


def test_a_heading_of_two_rows_that_is_repeated_stands_once() -> None:
    heading = ("项目 | <2>金额 | 备注", "^ | 预算数 | 决算数 | ^")
    (only,) = join(
        table(*heading, "校舍维修 | 800 | 640 | "), table(*heading, "水库加固 | 500 | 495 | ", "河道 | 1 | 2 | ")
    )
    assert rows(only)[2:] == ["校舍维修 | 800 | 640 | ", "水库加固 | 500 | 495 | ", "河道 | 1 | 2 | "]


def test_a_heading_in_the_middle_of_a_form_is_repeated_too() -> None:
    scores = ("一级指标 | 二级指标 | 指标值 | 分值", "产出 | 数量 | ≥5 | 50")
    (only,) = join(
        table("项目名称 | <3>校舍维修", "资金总额 | 10 | 9 | 90%", *scores), table(scores[0], "效益 | 社会 | 明显 | 50")
    )
    assert rows(only)[2:] == [*scores, "效益 | 社会 | 明显 | 50"]


def test_a_heading_in_a_table_of_its_own_heads_the_next() -> None:
    (only,) = join(table(HEADED[0]), table(*HEADED[1:], *REST))
    assert rows(only) == [*HEADED, *REST]


@pytest.mark.parametrize("words", ["续表", "（续表）", "续上表：", "(续表1)"])
def test_words_that_say_so_may_stand_between_and_are_kept(words: str) -> None:
    whole_table, said = join(table(*HEADED), words, table(*REST))
    assert rows(whole_table) == [*HEADED, *REST]
    assert said == Paragraph(0, words)


@pytest.mark.parametrize("number", ["第 1 页 共 2 页", "- 3 -", "第3页", "2/9"])
def test_the_number_of_a_page_may_stand_between_and_is_kept(number: str) -> None:
    whole_table, said = join(table(*HEADED), number, table(*REST))
    assert rows(whole_table) == [*HEADED, *REST]
    assert said == Paragraph(0, number)


def test_title_and_unit_may_be_printed_again_above_the_rest() -> None:
    blocks = join(
        "项目支出明细表",
        "单位：万元",
        table(*HEADED),
        "第1页",
        "项目支出明细表（续）",
        "单位：万元",
        table(*HEADED[:1], *REST),
    )
    assert [rows(block) for block in blocks if isinstance(block, Table)] == [[*HEADED, *REST]]


def test_another_title_parts_tables() -> None:
    blocks = join("项目支出明细表", table(*HEADED), "基建支出明细表", table(*HEADED[:1], *REST))
    assert len([block for block in blocks if isinstance(block, Table)]) == 2


def test_the_rest_takes_its_place_under_cells_that_span_columns() -> None:
    form = table("单位 | <5>民政局", "<2>项目 | 预算 | <2>决算 | 备注", "<2>低保 | 8 | <2>7 | ")
    (only,) = join(form, table("特困 | 5 | 4 | ", "临时救助 | 3 | 2 | "))
    assert isinstance(only, Table)
    assert [(cell.column, cell.column_span) for cell in list(only.rows())[3]] == [(0, 2), (2, 1), (3, 2), (5, 1)]


@pytest.mark.parametrize(
    "below",
    [
        ("项目 | 单位 | 人数 | 面积", "校舍 | 教育局 | 3 | 4"),  # a heading of its own
        ("水库加固 | 水利局 | 500 | 495", "x | y | 1 | 2"),  # words where the serial numbers are
        ("3 | 河道整治 | 150.00",),  # other columns
        (HEADED[0], *HEADED[1:], "合计 |  | 1300.00 | 1135.00"),  # the same heading, and a total of its own
    ],
)
def test_another_table_stays_one(below: tuple[str, ...]) -> None:
    closed = table(*HEADED, "合计 |  | 1300.00 | 1135.00")
    assert len(join(table(*HEADED), table(*below))) == 2
    assert len(join(closed, table(*below))) == 2


def test_a_total_that_counts_the_rows_above_joins_them() -> None:
    assert len(join(table(*HEADED), table(*HEADED, "合计 |  | 2600.00 | 2270.00"))) == 1


def test_a_line_of_text_parts_tables() -> None:
    assert len(join(table(*HEADED), "二、其他项目", table(*REST))) == 3


def test_a_subtotal_closes_no_table() -> None:
    (only,) = join(table(*HEADED, "小计 |  | 1300.00 | 1135.00"), table(*REST))
    assert len(rows(only)) == 6


def test_two_columns_are_too_few_to_tell() -> None:
    assert len(join(table("项目 | 金额", "校舍 | 3"), table("水库 | 4"))) == 2


def test_hidden_rows_are_no_rest_of_shown_ones() -> None:
    hidden = Table(0, 0, 1, 4, tuple(Cell(0, at, text) for at, text in enumerate(("3", "河道", "1", "2"))), "hidden")
    assert len(with_rests([table(*HEADED), hidden], SOURCE)) == 2


def test_on_a_sheet_the_rest_keeps_its_columns_and_the_blank_rows_above_it() -> None:
    rest = table("河道整治 | 150.00 | 145.00")
    (only,) = whole([Laid(table(*HEADED), (2, 1)), Laid(rest, (6, 2))], SOURCE)
    assert rows(only) == [*HEADED, " |  |  | ", " | 河道整治 | 150.00 | 145.00"]


def test_on_a_sheet_rows_of_repeated_titles_and_headings_are_no_gap() -> None:
    title, unit = Paragraph(0, "项目支出明细表"), Paragraph(0, "单位：万元")
    again = [Laid(Paragraph(0, "第1页")), Laid(Paragraph(0, "项目支出明细表（续）")), Laid(unit)]
    second, third = table(HEADED[0], "3 | 河道 | 15.50 | 14.20"), table(HEADED[0], "4 | 道路 | 7.80 | 7.10")
    found = whole(
        [
            Laid(title),
            Laid(unit),
            Laid(table(*HEADED), (2, 1)),
            *again,
            Laid(second, (8, 1)),
            *again,
            Laid(third, (13, 1)),
        ],
        SOURCE,
    )
    assert [len(rows(block)) for block in found if isinstance(block, Table)] == [5]


@pytest.mark.parametrize("corner", [(9, 1), (2, 6), (5, 0)])
def test_what_lies_too_far_below_or_beside_is_another_table(corner: tuple[int, int]) -> None:
    assert len(whole([Laid(table(*HEADED), (2, 1)), Laid(table(*REST), corner)], SOURCE)) == 2


def test_a_table_too_large_for_one_stays_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overleaf, "MOST_POSITIONS", 16)
    assert len(join(table(*HEADED), table(*REST))) == 2
