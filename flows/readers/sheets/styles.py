"""The styles of an Excel workbook, which its cells refer to by number."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from flows.readers.sheets.looks import PLAIN, Font, font_of, is_white_fill
from flows.readers.sheets.number_format import BUILT_IN
from flows.readers.sheets.references import index_of

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SIDES = frozenset(f"{_S}{side}" for side in ("left", "right", "top", "bottom", "start", "end"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell shows its number, whether lines are drawn around it, its font, and whether its paper is white."""

    code: str = "General"
    is_boxed: bool = False
    font: Font = PLAIN
    is_on_white: bool = True


UNSTYLED = Style()


def styles_of(root: etree._Element) -> Iterator[Style]:
    """The styles that cells refer to by number, in its order."""
    codes = {
        element.get("numFmtId", ""): element.get("formatCode", "")
        for element in root.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    borders = [_is_boxed(element) for element in root.iterfind(f"{_S}borders/{_S}border")]
    fonts = [font_of(element) for element in root.iterfind(f"{_S}fonts/{_S}font")]
    fills = [is_white_fill(element) for element in root.iterfind(f"{_S}fills/{_S}fill")]
    for element in root.iterfind(f"{_S}cellXfs/{_S}xf"):
        number = element.get("numFmtId", "0")
        code = codes.get(number) or BUILT_IN.get(index_of(number), "General")
        border, font, fill = (index_of(element.get(f"{of}Id")) for of in ("border", "font", "fill"))
        yield Style(
            code,
            0 <= border < len(borders) and borders[border],
            fonts[font] if 0 <= font < len(fonts) else PLAIN,
            not 0 <= fill < len(fills) or fills[fill],
        )


def _is_boxed(border: etree._Element) -> bool:
    """Whether two sides are drawn: one alone is a line under a title."""
    return sum(1 for side in border if side.tag in _SIDES and side.get("style", "none") != "none") > 1
