"""What stands on a PDF page: characters and ruling lines with their geometry.

Coordinates are points from the upper left corner of the page, turned so that most of its text is upright.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

from flows.model.report import Box
from flows.readers.unseen import Kind

Origin = Literal["text", "picture", "hidden", "unread"]

UNMAPPED = "\ufffd"  # a character whose font does not say which it is


class Glyph(NamedTuple):
    """One printed character and its box; `x` and `y` are its middle.

    A tuple, as a report has tens of thousands of them. `text` is longer than one for a ligature. `confidence`,
    from 0 to 1, is None where the file itself says which character it is.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    x: float
    y: float
    size: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line: `at` is its x where it is vertical, else its y; it runs from `start` to `end`."""

    is_vertical: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page's content; `slanted` counts characters left out as they do not stand upright or lie over others
    (watermarks), `unseen` those that are off the page or leave no ink.

    `origin` says where the characters come from: the file's own text, a picture of text that was recognised,
    the hidden text that a scanner's software laid under a picture, or a picture that was not read. `illegible`
    counts lines that recognition could make nothing of. `hidden` are words that are printed and not seen, and why.
    """

    page_no: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rulings: tuple[Ruling, ...]
    picture_count: int
    slanted: int
    unseen: int
    origin: Origin = "text"
    illegible: int = 0
    hidden: tuple[tuple[Kind, str], ...] = ()


def rounded(left: float, top: float, right: float, bottom: float) -> Box:
    """The box in whole points."""
    return round(left), round(top), round(right), round(bottom)


class Frame(NamedTuple):
    """A page's box in its own coordinates, which begin at the lower left, and how it is turned to be read.

    `turn` counts quarter turns clockwise.
    """

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        """From left to right as it is read."""
        return self.top - self.bottom if self.turn % 2 else self.right - self.left

    @property
    def height(self) -> float:
        """From top to bottom as it is read."""
        return self.right - self.left if self.turn % 2 else self.top - self.bottom

    def place(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the page's own coordinates is, from the upper left of the page as it is read."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def place_box(self, left: float, top: float, right: float, bottom: float) -> tuple[float, ...]:
        """Where a box of the page's own coordinates is: its left and right, its top and bottom."""
        (x0, y0), (x1, y1) = self.place(left, top), self.place(right, bottom)
        return min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
