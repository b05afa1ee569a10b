"""What a web page prints above the line: by tags, style attributes and the page's own style sheets."""

import re
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from flows.readers.marks import Raised, Rise, risen
from flows.readers.web.lengths import FONT, pixels
from flows.readers.web.sight import Declared
from flows.readers.web.styles import Sheets

# What a page says somewhere, in small letters, that raises anything in one of the ways followed here.
_RAISING_WORDS = (b"variant-position", b"relative")
_RAISING_ALIGNS = re.compile(rb"vertical-align\s*:\s*(?:super|text-top|top|[\d.])")
_TOPS = frozenset({"top", "text-top"})
_POINT = 0.75  # of a pixel
_LINE = 1.2 * FONT  # pixels: what a share of its height is taken of
_SMALLER, _LARGER = 5 / 6, 6 / 5
_SMALL = 0.9  # of the line around: what is larger is no mark
_NAMED = {
    "xx-small": 9.0, "x-small": 10.0, "small": 13.0, "medium": FONT, "large": 18.0, "x-large": 24.0, "xx-large": 32.0,
}  # fmt: skip
_OF_FONT_TAG = {"1": 10.0, "2": 13.0, "3": FONT, "4": 18.0, "5": 24.0, "6": 32.0, "7": 48.0, "-1": 13.0, "-2": 10.0}
_SMALL_TAGS = frozenset({"small", "sup", "sub"})
_SIZE_IN_FONT = re.compile(r"(?:^|\s)(\d[\d.]*(?:px|pt|em|rem|%))")


@dataclass(frozen=True, slots=True)
class Raising:
    """What the style sheets and elements of a page raise; `sheets` are None where only tags do."""

    sheets: Sheets | None

    def of(self, element: etree._Element) -> Rise:
        """Whether what an element of a line says stands above that line."""
        if element.tag == "sup":
            return Raised
        declared = self.sheets.declared(element) if self.sheets else {}
        if not declared:
            return None
        align = declared.get("vertical-align", "")
        if "super" in (align, declared.get("font-variant-position")):
            return Raised
        rise = _rise(declared, align)
        if align not in _TOPS and rise <= 0:
            return None
        size = min(self._size(one) for one in element.iter(etree.Element))
        if size > _SMALL * self._size(_line_of(element)):
            return None
        return Raised if align in _TOPS or risen(rise * _POINT, size * _POINT) else None

    def _size(self, element: etree._Element) -> float:
        """How large the characters of an element are, in pixels."""
        outer = element.getparent()
        around = FONT if outer is None else self._size(outer)
        declared = self.sheets.declared(element) if self.sheets else {}
        in_font = _SIZE_IN_FONT.search(declared.get("font", ""))
        given = declared.get("font-size", "") or (in_font[1] if in_font else "")
        if given in {"smaller", "larger"}:
            return around * (_SMALLER if given == "smaller" else _LARGER)
        if size := _NAMED.get(given) or pixels(given, around, around):
            return size
        if element.tag == "font":
            return _OF_FONT_TAG.get(element.get("size", ""), around)
        return around * _SMALLER if element.tag in _SMALL_TAGS else around


def raising_of(page: bytes, sheets: Sheets) -> Raising:
    """What a page raises; `page` is the page as written, in UTF-8 and small letters."""
    raises_some = any(word in page for word in _RAISING_WORDS) or _RAISING_ALIGNS.search(page)
    return Raising(sheets if raises_some else None)


def raises(name: str) -> bool:
    """Whether a property may raise what it is declared of."""
    return name in {"vertical-align", "font-variant-position"}


def _rise(declared: Declared, align: str) -> float:
    """How many pixels an element is set above its line."""
    if rise := pixels(align, _LINE):
        return rise
    if declared.get("position") != "relative":
        return 0
    return -(pixels(declared.get("top", "")) or 0) or pixels(declared.get("bottom", "")) or 0


def _line_of(element: etree._Element) -> etree._Element:
    """What an element stands in: the first around it that says more."""
    own = sum(len(str(text).strip()) for text in element.itertext())
    around = element
    for around in element.iterancestors():
        if any(said > own for said in accumulate(len(str(text).strip()) for text in around.itertext())):
            break
    return around
