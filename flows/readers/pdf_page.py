"""What stands on a PDF page: characters and ruling lines with their geometry, taken from the library.

Coordinates are points from the upper left corner of the page.
"""

import io
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from flows.exceptions import DamagedReport, EncryptedReport, OversizedReport

MOST_PAGES = 2_000
THIN = 3.0  # what is not thicker than this is a line, however it was drawn
UNMAPPED = "\ufffd"  # a character whose font does not say which it is

_SLANT = 0.1  # rise over run of a line of text
# What the library warns of (a font without a box) is nothing that a clerk or an operator can act on.
logging.getLogger("pdfminer").setLevel(logging.ERROR)

_CID = re.compile(r"\(cid:\d+\)")
_Shape = dict[str, Any]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character and its box."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        """Its height."""
        return self.bottom - self.top

    @property
    def x(self) -> float:
        """Its middle from left to right."""
        return (self.x0 + self.x1) / 2

    @property
    def y(self) -> float:
        """Its middle from top to bottom."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: `at` is its x where it is vertical, else its y; it runs from `start` to `end`."""

    is_vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's content; `slanted` counts characters left out as they do not stand upright (watermarks)."""

    page_no: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    picture_count: int
    slanted: int


def read_pages(data: bytes, source: Path) -> Iterator[Page]:
    """The pages one after another; each is let go before the next, so memory does not grow with the pages.

    Raises `EncryptedReport`, `DamagedReport` or `OversizedReport`.
    """
    try:
        document = _guarded(source, "PDF 结构", lambda: pdfplumber.open(io.BytesIO(data)))
    except DamagedReport as error:
        if _is_locked(error.__cause__):
            raise EncryptedReport(source) from error
        raise
    pages = _guarded(source, "页目录", lambda: document.pages)
    if not pages:
        raise DamagedReport(source, "PDF 中没有页面")
    if len(pages) > MOST_PAGES:
        raise OversizedReport(source, "页数", MOST_PAGES, len(pages))
    for page_no, page in enumerate(pages, 1):
        chars, shapes, pictures = _guarded(source, f"第 {page_no} 页", partial(_objects, page))
        glyphs, slanted = _glyphs(chars)
        yield Page(page_no, float(page.width), float(page.height), glyphs, _rulings(shapes), pictures, slanted)
        page.close()


def _guarded(source: Path, what: str, step: Callable[[], _T]) -> _T:
    """Runs a step inside the library, which raises whatever it stumbles over in a broken file."""
    try:
        return step()
    except Exception as error:
        raise DamagedReport(source, f"{what}无法解析") from error


def _is_locked(error: BaseException | None) -> bool:
    return isinstance(error, PdfminerException) and isinstance(
        error.args[0] if error.args else None, PDFPasswordIncorrect | PDFEncryptionError
    )


def _objects(page: pdfplumber.page.Page) -> tuple[list[_Shape], list[_Shape], int]:
    return page.chars, [*page.lines, *page.rects, *page.curves], len(page.images)


def _glyphs(chars: Sequence[_Shape]) -> tuple[tuple[Glyph, ...], int]:
    """The characters, and how many were left out; where most stand on their side, the page does, and all are
    kept.
    """
    upright = [char for char in chars if abs(char["matrix"][1]) <= _SLANT * abs(char["matrix"][0])]
    if len(upright) * 2 < len(chars):
        upright = list(chars)
    glyphs = tuple(
        Glyph(_CID.sub(UNMAPPED, char["text"]), char["x0"], char["x1"], char["top"], char["bottom"]) for char in upright
    )
    return glyphs, len(chars) - len(upright)


def _rulings(shapes: Iterable[_Shape]) -> tuple[Ruling, ...]:
    """Lines, whether drawn as strokes, as thin rectangles or as outlines; shading and white are none."""
    return tuple(ruling for shape in shapes if not _is_white(shape) for ruling in _rulings_of(shape))


def _rulings_of(shape: _Shape) -> Iterator[Ruling]:
    x0, x1, top, bottom = shape["x0"], shape["x1"], shape["top"], shape["bottom"]
    if x1 - x0 <= THIN:
        if bottom - top > THIN:
            yield Ruling(True, (x0 + x1) / 2, top, bottom)
    elif bottom - top <= THIN:
        yield Ruling(False, (top + bottom) / 2, x0, x1)
    elif shape.get("stroke"):
        corners = [(x0, top), (x1, top), (x1, bottom), (x0, bottom), (x0, top)]
        points = corners if shape["object_type"] == "rect" else shape["pts"]
        for (ax, ay), (bx, by) in pairwise(points):
            if abs(ax - bx) < 1 and abs(ay - by) > THIN:
                yield Ruling(True, (ax + bx) / 2, min(ay, by), max(ay, by))
            elif abs(ay - by) < 1 and abs(ax - bx) > THIN:
                yield Ruling(False, (ay + by) / 2, min(ax, bx), max(ax, bx))


def _is_white(shape: _Shape) -> bool:
    color = shape.get("stroking_color") if shape.get("stroke") else shape.get("non_stroking_color")
    if not isinstance(color, tuple | list) or not all(isinstance(part, int | float) for part in color):
        return False
    return (len(color) in {1, 3} and all(part >= 0.99 for part in color)) or (len(color) == 4 and not any(color))
