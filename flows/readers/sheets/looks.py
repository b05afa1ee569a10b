"""Looks of an Excel cell that leave nothing to be read: struck-out letters, white ones on white."""

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from flows.readers.marks import Raised, with_marks
from flows.readers.unseen import WHITE, Kind

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_OFF = frozenset({"0", "false"})
_WHITE_INDEXES = frozenset({"1", "9"})  # of the palette that a workbook has unless it brings its own
_BACKGROUND = "0"  # of a theme: the colour of its paper
_HARDLY_DARKER = -0.02


class Font(NamedTuple):
    """Whether letters are struck out, and whether they are white."""

    is_struck: bool = False
    is_white: bool = False

    def hides(self, is_on_white: bool) -> Kind | None:
        """Why nobody is to read what is printed so, None where it is."""
        if self.is_struck:
            return "struck"
        return "white" if self.is_white and is_on_white else None


PLAIN = Font()

Runs = tuple[tuple[str, Font | None], ...]  # texts of one cell, with None for the font of the cell


def font_of(element: etree._Element | None) -> Font:
    """The font that a `font` or an `rPr` describes."""
    if element is None:
        return PLAIN
    strike = element.find(f"{_S}strike")
    color = element.find(f"{_S}color")
    is_struck = strike is not None and strike.get("val", "1") not in _OFF
    return Font(is_struck, color is not None and is_white(color))


def is_white_fill(fill: etree._Element) -> bool:
    """Whether a cell filled so is as white as paper."""
    pattern = fill.find(f"{_S}patternFill")
    if pattern is None:
        return len(fill) == 0
    kind = pattern.get("patternType", "none")
    color = pattern.find(f"{_S}fgColor")
    return kind == "none" or (kind == "solid" and color is not None and is_white(color))


def is_white(color: etree._Element) -> bool:
    """Whether a colour is that of paper, as a number, of the palette or of the theme."""
    try:
        tint = float(color.get("tint", "0"))
    except ValueError:
        return False
    if tint < _HARDLY_DARKER:
        return False
    if rgb := color.get("rgb", ""):
        try:
            return len(rgb) in {6, 8} and min(bytes.fromhex(rgb[-6:])) >= WHITE
        except ValueError:
            return False
    return color.get("theme") == _BACKGROUND or color.get("indexed") in _WHITE_INDEXES


def run_text(run: etree._Element) -> str:
    """What a run of a rich text says, `Raised` where it stands above the line."""
    text = "".join(element.text or "" for element in run.iterfind(f"{_S}t"))
    place = run.find(f"{_S}rPr/{_S}vertAlign")
    return Raised(text) if place is not None and place.get("val") == "superscript" else text


def runs_of(item: etree._Element) -> Runs:
    """The runs of a rich text, () where it is all as the cell is."""
    runs = item.findall(f"{_S}r")
    if not runs:
        return ()
    found: list[tuple[str, Font | None]] = []
    for run in runs:
        properties = run.find(f"{_S}rPr")
        font = None if properties is None else font_of(properties)
        found.append((run_text(run), font))
    return tuple(found)


def parted(runs: Runs, font: Font, is_on_white: bool) -> tuple[str, Sequence[tuple[Kind, str]]]:
    """What is seen of the runs in a cell of this font, and the pieces that are not."""
    shown: list[str] = []
    pieces: list[tuple[Kind, str]] = []
    for text, own in runs:
        kind = (font if own is None else own).hides(is_on_white)
        if kind is None:
            shown.append(text)
        elif pieces and pieces[-1][0] == kind:
            pieces[-1] = kind, pieces[-1][1] + text
        else:
            pieces.append((kind, text))
    return with_marks(shown), [(kind, text.strip()) for kind, text in pieces if text.strip()]
