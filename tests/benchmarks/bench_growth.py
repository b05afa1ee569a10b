"""How the cost grows with the rows of a report, format by format: a line, never a square."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import xlsxwriter

from flows.extraction import SourceClues, extract
from flows.readers import READERS
from tests.benchmarks.timing import Result, Step, growth
from tests.samples.catalogue import WRITERS
from tests.samples.document import Grid, Sample
from tests.samples.hengshan import HOUSING

_GOAL = 1.1
_TIMES = (1, 5, 25)
_ROWS = 60  # of the smallest table: less would measure what every file costs
_CLUES = SourceClues("湖南省/衡阳市/衡山县/2020/自评报告")


def measure(rounds: int) -> Iterator[Result]:
    """A report with its tables again and again, and one table that goes on and on."""
    for suffix in (".docx", ".html", ".txt", ".pdf"):
        few = max(2, rounds // 3) if suffix == ".pdf" else rounds
        yield growth(f"read and extract {suffix}, more tables", _writer(suffix, _repeated), _TIMES, _GOAL, few)
        yield growth(f"read and extract {suffix}, longer tables", _writer(suffix, _stretched), _TIMES, _GOAL, few)
    yield growth(
        "read and extract .xlsx, a longer sheet", lambda times: _both(".xlsx", _sheet(times)), _TIMES, _GOAL, rounds
    )


def _writer(suffix: str, shape: Callable[[int], Sample]) -> Callable[[int], Step]:
    return lambda times: _both(suffix, WRITERS[suffix](shape(times)))


def _both(suffix: str, data: bytes) -> Step:
    path = Path(f"report{suffix}")
    reader = READERS[suffix.removeprefix(".")]
    return lambda: extract(reader(data, path), _CLUES)


def _repeated(times: int) -> Sample:
    return replace(HOUSING, blocks=HOUSING.blocks * times)


def _stretched(times: int) -> Sample:
    """Every table with its rows below the heading repeated; merged cells stay whole, as all rows repeat."""
    return replace(
        HOUSING, blocks=tuple(_longer(block, times) if isinstance(block, Grid) else block for block in HOUSING.blocks)
    )


def _longer(grid: Grid, times: int) -> Grid:
    return replace(grid, rows=grid.rows * times)


def _sheet(times: int) -> bytes:
    stream = BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet("收支")
        money = book.add_format({"num_format": "#,##0.00"})
        sheet.write_row(0, 0, ["单位：万元"])
        sheet.write_row(1, 0, ["单位名称", "收入合计", "基本支出", "项目支出", "支出合计"])
        for row in range(_ROWS * times):
            sheet.write_string(row + 2, 0, f"第{row}所")
            for column in range(1, 5):
                sheet.write_number(row + 2, column, row * 7.5 + column, money)
    return stream.getvalue()
