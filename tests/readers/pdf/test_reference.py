"""The fast route against pdfplumber: the same characters on every page, the same cells in every table."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache

import pdfplumber
import pytest

from flows.readers.layout.page import Page
from flows.readers.layout.tables import tables_on
from flows.readers.pdf.document import read_pages
from tests.beside import SHARED, needs_shared

SAMPLES = [f"samples/{number:03}/report.pdf" for number in range(5)]
REAL = [
    f"real/{name}.pdf"
    for name in ("js-zhengxie-2019-budget-tables", "js-zhengxie-2019-budget", "sh-putuo-fly-2024-budget")
]

pytestmark = needs_shared

Grid = list[list[str | None]]


@cache
def ours(name: str) -> tuple[Page, ...]:
    path = SHARED / name
    return tuple(read_pages(path.read_bytes(), path))


@cache
def reference(name: str) -> tuple[tuple[str, list[Grid], tuple[float, float]], ...]:
    """Of each page its characters, its tables and its size as pdfplumber has them."""
    found = []
    with pdfplumber.open(SHARED / name) as document:
        for page in document.pages:
            text = "".join(char["text"] for char in page.chars if char["upright"])
            found.append((text, page.extract_tables(), (float(page.width), float(page.height))))
            page.close()
    return tuple(found)


def printed(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def our_cells(page: Page) -> Counter[str]:
    pieces, _, _ = tables_on(page)
    return Counter(text for piece in pieces for box in piece.boxes if (text := "".join(box.text.split())))


def their_cells(grids: Iterable[Grid]) -> Counter[str]:
    return Counter(text for grid in grids for row in grid for text in squeezed(row))


def squeezed(row: Iterable[str | None]) -> Iterator[str]:
    return (text for cell in row if cell and (text := "".join(cell.split())))


@pytest.mark.parametrize("name", [*SAMPLES, *REAL])
def test_every_page_has_the_characters_and_the_size_that_pdfplumber_finds(name: str):
    pages, expected = ours(name), reference(name)
    assert len(pages) == len(expected)
    for page, (text, _, size) in zip(pages, expected, strict=True):
        assert printed("".join(glyph.text for glyph in page.glyphs)) == printed(text), page.page_no
        assert (page.width, page.height) == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize("name", SAMPLES[1:])  # the first has no table
def test_every_cell_that_pdfplumber_finds_is_found(name: str):
    lost: Counter[str] = Counter()
    total = 0
    for page, (_, grids, _) in zip(ours(name), reference(name), strict=True):
        theirs = their_cells(grids)
        total += theirs.total()
        lost += theirs - our_cells(page)
    assert total
    assert not lost


@pytest.mark.parametrize("name", [SAMPLES[1], SAMPLES[2], REAL[0], REAL[2]])
def test_every_number_in_a_cell_stays_in_a_cell(name: str):
    lost: Counter[str] = Counter()
    for page, (_, grids, _) in zip(ours(name), reference(name), strict=True):
        lost += their_cells(grids) - our_cells(page)
    assert not [cell for cell in lost if cell.strip("-%").replace(",", "").replace(".", "").isdigit()]
