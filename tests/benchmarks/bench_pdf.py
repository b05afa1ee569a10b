"""How long reading a PDF takes against plain pdfplumber, and whether memory stays flat over many pages."""

from collections.abc import Iterator
from pathlib import Path

import pdfplumber

from flows.readers.pdf.document import read_pages, read_pdf
from tests.benchmarks.timing import Result, ratio, resident
from tests.beside import SHARED

_GOAL = 1 / 6
_MANY_PAGES = 300
_FLAT = 1.2  # times the memory after a tenth of the pages
_SLOW_ROUNDS = 3


def measure(rounds: int) -> Iterator[Result]:
    """Each PDF beside the repository, one after the other."""
    paths = [*sorted(SHARED.glob("samples/*/report.pdf")), *sorted(SHARED.glob("real/*.pdf"))]
    if not paths:
        yield Result("read_pdf / pdfplumber", 0, _GOAL, skipped="no samples beside the repository")
        return
    yield _memory(max(paths, key=lambda path: path.stat().st_size))
    for path in paths:
        data = path.read_bytes()
        yield ratio(
            f"read_pdf / pdfplumber, {path.parent.name}/{path.name}",
            lambda data=data, path=path: read_pdf(data, path),
            lambda path=path: _plain(path),
            _GOAL,
            min(rounds, _SLOW_ROUNDS),
        )


def _plain(path: Path) -> None:
    """What a script with pdfplumber does: text and tables of every page."""
    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_text()
            page.extract_tables()
            page.close()


def _memory(path: Path) -> Result:
    """Resident memory of this process after a tenth of the pages and at the end."""
    data, pages, early = path.read_bytes(), 0, 0.0
    while pages < _MANY_PAGES:
        for _ in read_pages(data, path):
            pages += 1
            if pages == _MANY_PAGES // 10:
                early = resident()
    late = resident()
    detail = f"{early:.0f} MB after {_MANY_PAGES // 10} pages, {late:.0f} MB after {pages}"
    return Result("memory over pages of PDF, late / early", late / early, _FLAT, detail)
