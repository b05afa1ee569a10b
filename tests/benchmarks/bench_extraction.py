"""How long understanding takes: reading and extracting against markitdown's conversion, prose against its reading."""

import itertools
from collections.abc import Iterator, Sequence
from io import BytesIO
from math import inf
from pathlib import Path

from docx import Document

from flows.extraction import SourceClues, extract
from flows.readers.word.docx import read_docx
from tests.benchmarks import peers
from tests.benchmarks.timing import Result, ratio
from tests.beside import SHARED
from tests.samples.catalogue import SAMPLES
from tests.samples.document import Line

_LARGE = ("001", "002")
_OF_MARKITDOWN = 1 / 15
_OF_READING = 1.0
_PAGE, _LONG_LINE = 1_000, 60  # characters
_SLOW_ROUNDS = 3
_CLUES = SourceClues("湖南省/岳阳市/华容县/2020/自评报告.docx")


def measure(rounds: int) -> Iterator[Result]:
    """The large samples against a peer, then a page of prose against the reading of its Word file."""
    missing = peers.missing("markitdown")
    convert = None if missing else peers.markitdown()
    for number in _LARGE:
        path = SHARED / "samples" / number / "report.docx"
        subject = f"read and extract {number} / markitdown"
        if convert is None or not path.exists():
            why = missing or "no samples beside the repository"
            yield Result(subject, 0, _OF_MARKITDOWN, skipped=why)
            continue
        data = path.read_bytes()
        yield ratio(
            subject,
            lambda data=data, path=path: extract(read_docx(data, path), _CLUES),
            lambda data=data: convert(data),
            _OF_MARKITDOWN,
            min(rounds, _SLOW_ROUNDS),
        )
    yield from _prose(rounds)


def _prose(rounds: int) -> Iterator[Result]:
    """Each page of the samples' prose, every twentieth character of which is in a number.

    In a file with the styles that Word puts into each, and against python-docx, the usual way to read one. Our own
    reader takes a tenth of its time, less than anything that makes fifty figures of a page can: that ratio is told.
    """
    for number, lines in enumerate(_pages(), start=1):
        data = _word_file(lines)
        report = read_docx(data, Path("prose.docx"))
        yield ratio(
            f"extract page {number} of prose ({_PAGE} characters) / python-docx",
            lambda report=report: extract(report, _CLUES),
            lambda data=data: [paragraph.text for paragraph in Document(BytesIO(data)).paragraphs],
            _OF_READING,
            rounds * 5,
        )
        yield ratio(
            f"extract page {number} of prose ({_PAGE} characters) / read_docx",
            lambda report=report: extract(report, _CLUES),
            lambda data=data: read_docx(data, Path("prose.docx")),
            inf,
            rounds * 5,
        )


def _word_file(lines: Sequence[Line]) -> bytes:
    document, stream = Document(), BytesIO()
    for line in lines:
        document.add_paragraph(line.text)
    document.save(stream)
    return stream.getvalue()


def _pages() -> Iterator[tuple[Line, ...]]:
    page: list[Line] = []
    for block in itertools.chain.from_iterable(sample.blocks for sample in SAMPLES):
        if isinstance(block, Line) and block.look == "body" and len(block.text) > _LONG_LINE:
            page.append(block)
        if sum(len(line.text) for line in page) >= _PAGE:
            yield tuple(page)
            page = []
