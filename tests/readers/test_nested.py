"""Tables in a cell of a table: the grid of the inner one takes the place of the cell."""

from pathlib import Path

import pytest

from flows.model.report import Block, Paragraph, Table
from flows.readers import nested
from flows.readers.nested import Place, unfolded
from tests.extraction.printed_tables import table

SOURCE = Path("甲.docx")
FUNDS = table(" | 预算 | 决算", "总额 | 3 | 2")


def spots(block: Block) -> list[tuple[int, int, str, int, int]]:
    assert isinstance(block, Table)
    covered = sum(cell.row_span * cell.column_span for cell in block.cells)
    assert covered == block.row_count * block.column_count
    return [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in block.cells if cell.text]


def unfold(outer: Table, inner: dict[Place, list[Block]]) -> list[Block]:
    return unfolded(outer, inner, SOURCE)


def test_a_table_without_others_is_itself() -> None:
    outer = table("名称 | 低保")
    assert unfold(outer, {}) == [outer]


def test_cells_beside_and_below_reach_over_what_it_needs() -> None:
    (grid,) = unfold(table("资金 | ", "备注 | 无"), {(0, 1): [FUNDS]})
    assert spots(grid) == [
        (0, 0, "资金", 2, 1),
        (0, 2, "预算", 1, 1),
        (0, 3, "决算", 1, 1),
        (1, 1, "总额", 1, 1),
        (1, 2, "3", 1, 1),
        (1, 3, "2", 1, 1),
        (2, 0, "备注", 1, 1),
        (2, 1, "无", 1, 3),
    ]


def test_columns_that_are_there_are_used_and_the_last_one_of_fewer_fills_the_room() -> None:
    (grid,) = unfold(table("甲 | 乙 | 丙 | 丁", "资金 | <3>"), {(1, 1): [table("总额 | 3")]})
    assert spots(grid)[4:] == [(1, 0, "资金", 1, 1), (1, 1, "总额", 1, 1), (1, 2, "3", 1, 2)]


def test_two_tables_of_a_cell_stand_below_each_other() -> None:
    (grid,) = unfold(table("资金 | "), {(0, 1): [FUNDS, table("户数 | 5")]})
    assert spots(grid)[-2:] == [(2, 1, "户数", 1, 1), (2, 2, "5", 1, 2)]


def test_a_table_below_words_of_its_cell_comes_behind_the_others() -> None:
    outer, counts = table("资金 | 单位：万元", "指标 | "), table("户数 | 5")
    grid, apart = unfold(outer, {(0, 1): [Paragraph(0, "单位：万元"), FUNDS], (1, 1): [counts]})
    assert spots(grid)[-2:] == [(1, 1, "户数", 1, 1), (1, 2, "5", 1, 1)]
    assert apart == FUNDS


def test_two_tables_side_by_side_in_a_frame_stay_two() -> None:
    left, right = table("收入 | 3"), table("支出 | 2")
    assert unfold(table(" | "), {(0, 0): [left], (0, 1): [Paragraph(0, "右"), right]}) == [
        left,
        Paragraph(0, "右"),
        right,
    ]


@pytest.mark.parametrize(("limit", "most"), [("MOST_COLUMNS", 3), ("MOST_POSITIONS", 7), ("_MOST_CELLS", 5)])
def test_a_grid_that_would_be_too_large_leaves_the_tables_apart(
    monkeypatch: pytest.MonkeyPatch, limit: str, most: int
) -> None:
    monkeypatch.setattr(nested, limit, most)
    outer = table("资金 | ")
    assert unfold(outer, {(0, 1): [FUNDS]}) == [outer, FUNDS]
