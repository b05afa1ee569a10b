"""The ledger of numbers: every digit of the text lies in exactly one token, recounted here from the text itself."""

from collections import Counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.extraction import SourceClues, extract
from flows.model.facts import Token
from flows.model.report import Cell, Paragraph, Report, Table
from flows.readers import read
from tests.beside import SHARED, needs_shared
from tests.extraction.printed_tables import report, table

FILES = [
    *(SHARED / "samples" / number / f"report.{suffix}" for number in ("000", "001", "002", "003", "004")
      for suffix in ("txt", "docx", "html", "pdf")),
    *sorted((SHARED / "real").glob("*.pdf")),
]  # fmt: skip


def texts(found: Report) -> dict[tuple[int, int | None, int | None], str]:
    every: dict[tuple[int, int | None, int | None], str] = {}
    for block in found.blocks:
        if isinstance(block, Paragraph):
            every[block.block_no, None, None] = block.text
        else:
            every |= {(block.block_no, cell.row, cell.column): cell.text for cell in block.cells}
    return every


def coverage(found: Report, tokens: tuple[Token, ...]) -> Counter[int]:
    """How many digits lie in no token, in one, in two …"""
    spans: dict[tuple[int, int | None, int | None], list[tuple[int, int]]] = {}
    for token in tokens:
        place = token.place
        assert place.char_start is not None
        assert place.char_end is not None
        spans.setdefault((place.block_no, place.row_no, place.column_no), []).append((place.char_start, place.char_end))
    counts: Counter[int] = Counter()
    for key, text in texts(found).items():
        for at, char in enumerate(text):
            if char in "0123456789０１２３４５６７８９":
                counts[sum(left <= at < right for left, right in spans.get(key, []))] += 1
    return counts


@needs_shared
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_every_digit_of_a_real_report_lies_in_exactly_one_token(path):
    found = read(path.read_bytes(), path)
    counts = coverage(found, extract(found, SourceClues("")).tokens)
    assert set(counts) == {1}


SNIPPETS = st.sampled_from(
    ["2021年度", "支出", "5万元", "，其中", "3.5%", "1、", "（2）", "〔2021〕15号", "12个", "约480万元", "8m2", "13900000000",
     "第3季度", "。", "\n", "-", "2020-2021年", "5000-6000元", "(100)", "1,234.50", "共", "0.5", "60号令", "B12", "①", "３４户"]
)  # fmt: skip


@settings(deadline=None)
@example("13900000000139000000008m2")  # no value, but a unit with a digit
@given(st.lists(SNIPPETS, max_size=25).map("".join))
def test_every_digit_of_any_paragraph_lies_in_exactly_one_token(text):
    found = report(text)
    assert set(coverage(found, extract(found, SourceClues("")).tokens)) <= {1}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(SNIPPETS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_every_digit_of_any_table_lies_in_exactly_one_token(rows):
    found = report(table(*(" | ".join(cell.replace("\n", "\\n") for cell in row) for row in rows)))
    assert set(coverage(found, extract(found, SourceClues("")).tokens)) <= {1}


def test_a_number_nobody_understands_is_neither_a_figure_nor_ignored():
    tokens = extract(report("幸运数字777。"), SourceClues("")).tokens
    assert [(t.printed, t.figure_no, t.ignored_reason) for t in tokens] == [("777", None, "")]


@pytest.mark.parametrize("printed", ["2020年年初预算120.5万元", "合计118.2万元"])
def test_a_number_in_a_row_of_one_cell_is_a_figure(printed):
    cells = (Cell(0, 0, printed, 1, 2), Cell(1, 0, "项目"), Cell(1, 1, "5"))
    found = extract(Report("docx", (Table(0, 0, 2, 2, cells),)), SourceClues(""))
    [figure] = [figure for figure in found.figures if figure.place.row_no == 0]
    assert f"{figure.printed}万元" == printed[-7:]


def test_every_number_of_a_text_without_a_full_stop_is_a_figure():
    text = "".join(f"项目{number}安排资金{number}.5万元，" for number in range(1, 2_000))
    found = extract(Report("txt", (Paragraph(0, text),)), SourceClues(""))
    assert [figure.printed for figure in found.figures if figure.unit == "元"] == [f"{n}.5" for n in range(1, 2_000)]
