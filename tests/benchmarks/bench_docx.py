"""How long reading a Word file takes against the parsing of its XML, and against kreuzberg."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree

from flows.readers.word.docx import read_docx
from tests.benchmarks import peers
from tests.benchmarks.timing import Result, ratio
from tests.beside import SHARED

_LARGE = ("001", "002")
_TIMES_THE_PARSE = 2.2
_TIMES_KREUZBERG = 1.0


def measure(rounds: int) -> Iterator[Result]:
    """Each large sample against the bare parse of the one part that every reader needs, and against a peer."""
    missing = peers.missing("kreuzberg")
    peer = None if missing else peers.kreuzberg()
    for number in _LARGE:
        path = SHARED / "samples" / number / "report.docx"
        parsed, peered = f"read_docx {number} / inflate and parse", f"read_docx {number} / kreuzberg"
        if not path.exists():
            yield Result(parsed, 0, _TIMES_THE_PARSE, skipped="no samples beside the repository")
            continue
        data = path.read_bytes()

        def ours(data: bytes = data, path: Path = path) -> object:
            return read_docx(data, path)

        yield ratio(parsed, ours, lambda data=data: _parse(data), _TIMES_THE_PARSE, rounds)
        if peer is None:
            yield Result(peered, 0, _TIMES_KREUZBERG, skipped=missing)
        else:
            yield ratio(peered, ours, lambda data=data: peer(data), _TIMES_KREUZBERG, rounds)


def _parse(data: bytes) -> object:
    with ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))
