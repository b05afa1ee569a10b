"""Rows that are typed into one row of a table, a line each."""

from pathlib import Path

import pytest

from flows.model.report import Cell, Report, Table
from flows.readers import read
from flows.readers.stacked import with_stacks_parted

HEAD = ("科目名称", "合计", "基本支出")


def rows(*given: tuple[str, ...]) -> list[list[str]]:
    """The texts of the first table of a page with these rows, "/" between the lines of a cell."""
    cells = ("".join(f"<td>{'<br>'.join(cell.split('/'))}</td>" for cell in row) for row in (HEAD, *given))
    page = f"<h1>水务局2022年度部门决算</h1><table border=1>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"
    report = read(page.encode(), Path("报告.html"))
    [table] = (block for block in report.blocks if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows()][1:]


def test_a_row_of_stacked_labels_and_numbers_is_as_many_rows():
    assert rows(("教育支出/农林水支出/合计", "70.00/30.00/100.00", "50.00/—/50.00")) == [
        ["教育支出", "70.00", "50.00"],
        ["农林水支出", "30.00", "—"],
        ["合计", "100.00", "50.00"],
    ]


def test_what_has_one_line_reaches_over_the_rows():
    [first, second] = rows(("教育支出/农林水支出", "70.00/30.00", "50.00/20.00"))
    assert (first, second) == (["教育支出", "70.00", "50.00"], ["农林水支出", "30.00", "20.00"])
    assert rows(("教育支出/农林水支出/住房保障支出", "70/30/12", "见附表/（另附）"))[1] == ["农林水支出", "30"]
    assert rows(("教育支出/农林水支出/住房保障支出", "70.00/30.00/12.00", "见附表")) == [
        ["教育支出", "70.00", "见附表"],
        ["农林水支出", "30.00"],
        ["住房保障支出", "12.00"],
    ]


@pytest.mark.parametrize(
    "row",
    [
        ("教育/支出", "70.00", "50.00"),  # a label that is wrapped
        ("教育/支出", "1,200/000.00", "50.00"),  # a number that is broken
        ("公务用车购/置及运行费", "1,000/.50", "2,000/.50"),
        ("公务用车购/置及运行费", "12345/678", "22345/678"),
        ("教育支出/农林水支出/合计", "70.00/30.00", "50.00/20.00"),  # one of them stands nobody knows where
        ("合计", "70.00/30.00", "50.00/20.00"),  # nothing says what the lines are
        ("说明/如下", "见附表/另有说明", "50.00"),
    ],
)
def test_other_cells_of_several_lines_stay_one(row: tuple[str, ...]):
    assert rows(row) == [[cell.replace("/", "\n") for cell in row]]


def test_a_stack_that_would_be_more_than_a_table_may_hold_stays_as_it_is():
    lines, columns = 3_000, 400
    words = Cell(0, 0, "\n".join(["教育支出"] * lines))
    numbers = (Cell(0, column, "\n".join(["1.50"] * lines)) for column in range(1, columns))
    report = Report("docx", (Table(0, 0, 1, columns, (words, *numbers)),))
    assert with_stacks_parted(report) is report
