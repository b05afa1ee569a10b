"""PDF: the samples against the same reports in Word, and a real one."""

from collections import Counter

import pytest

from flows.extraction import SourceClues, extract
from flows.model.report import Report, Table
from flows.readers.pdf.document import read_pdf
from flows.readers.word.docx import read_docx
from tests.beside import SHARED, needs_shared


def squeezed(report: Report) -> Counter[str]:
    tables = [block for block in report.blocks if isinstance(block, Table)]
    return Counter(text for table in tables for cell in table.cells if (text := "".join(cell.text.split())))


@needs_shared
@pytest.mark.parametrize(("number", "least"), [("001", 0.99), ("002", 1.0), ("003", 1.0), ("004", 1.0)])
def test_a_sample_has_the_cells_of_its_word_document(number: str, least: float):
    page, document = (SHARED / "samples" / number / f"report.{kind}" for kind in ("pdf", "docx"))
    expected = squeezed(read_docx(document.read_bytes(), document))
    found = squeezed(read_pdf(page.read_bytes(), page))
    assert (expected & found).total() >= least * expected.total()
    assert (found - expected).total() <= (1 - least) * expected.total()


@needs_shared
@pytest.mark.parametrize("number", ["001", "003"])
def test_every_figure_of_a_sample_has_its_page_and_a_box_on_it(number: str):
    path = SHARED / "samples" / number / "report.pdf"
    figures = extract(read_pdf(path.read_bytes(), path), SourceClues("")).figures
    assert figures
    for figure in figures:
        assert figure.place.page_no and figure.place.box, figure.label
        x0, top, x1, bottom = figure.place.box
        assert 0 <= x0 < x1 <= 842 and 0 <= top < bottom <= 842, figure.label


@needs_shared
def test_budget_tables_of_a_spreadsheet_program_keep_rows_and_columns():
    path = SHARED / "real" / "js-zhengxie-2019-budget-tables.pdf"
    tables = [block for block in read_pdf(path.read_bytes(), path).blocks if isinstance(block, Table)]
    assert [(table.row_count, table.column_count) for table in tables] == [
        (26, 6),
        (13, 3),
        (2, 5),
        (7, 4),
        (18, 3),
        (27, 3),
        (18, 3),
        (27, 3),
        (4, 9),
        (5, 3),
        (13, 3),
        (21, 6),
    ]
    assert [cell.text for cell in tables[2].cells if cell.row == 1] == [
        "13,377.11",
        "6,522.75",
        "4,968.34",
        "1,886.02",
        "",
    ]
