"""Looks of Word's characters that matter to what is read: hidden, struck out, white on white paper, above the line."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from lxml import etree

from flows.readers.marks import Raised, Rise, risen
from flows.readers.unseen import WHITE, Kind

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = f"{W}val"
OFF = frozenset({"0", "false", "off"})

_BACKGROUNDS = frozenset({"background1", "light1"})
_MOST_STYLES = 20  # based on each other
_RUN_PROPERTIES, _PARAGRAPH_PROPERTIES = f"{W}rPr", f"{W}pPr"
_SHADING = f"{W}shd"
_VANISH, _COLOR, _HIGHLIGHT = f"{W}vanish", f"{W}color", f"{W}highlight"
_VERTICAL, _POSITION, _SIZE = f"{W}vertAlign", f"{W}position", f"{W}sz"
_LENGTH = re.compile(r"\s*(-?\d{1,6}(?:\.\d{1,6})?)\s*(pt)?\s*")
_STRIKES = frozenset({f"{W}strike", f"{W}dstrike"})
_STYLES = {f"{W}tbl": "tblStyle", f"{W}p": "pStyle"}  # what names the style of each


def value(element: etree._Element | None) -> str:
    """The element's `w:val`, '' where either is missing."""
    return "" if element is None else element.get(VAL, "")


class Run(NamedTuple):
    """What of a run's looks may hide it; `has_paper` says that it lies on a colour of its own. `rise` says whether it
    stands above the line.
    """

    is_hidden: bool = False
    is_struck: bool = False
    is_white: bool = False
    has_paper: bool = False
    rise: Rise = None

    @property
    def hides(self) -> Kind | None:
        """Why nobody is to read it, None where it is; what is white must lie on white besides."""
        if self.is_hidden:
            return "hidden"
        if self.is_struck:
            return "struck"
        return "white" if self.is_white and not self.has_paper else None


PLAIN = Run()


def with_properties(run: Run, properties: etree._Element) -> Run:
    """The looks with what a `w:rPr` changes of them."""
    hidden, struck, white, has_paper, rise = run
    height: float | None = None
    size: float | None = None
    for element in properties:
        tag = element.tag
        if tag == _VANISH:
            hidden = value(element) not in OFF
        elif tag in _STRIKES:
            struck = value(element) not in OFF
        elif tag == _COLOR:
            white = is_white(element.get(f"{W}themeColor", ""), value(element), element)
        elif tag == _SHADING:
            has_paper = has_paper or is_shaded(element)
        elif tag == _HIGHLIGHT:
            has_paper = value(element) not in {"none", "white", ""}
        elif tag == _VERTICAL:
            rise = Raised if value(element) == "superscript" else None
        elif tag == _POSITION:
            height = _points(value(element))
        elif tag == _SIZE:
            size = _points(value(element))
    if height is not None and rise is not Raised:
        rise = risen(height, size)
    return Run(hidden, struck, white, has_paper, rise)


def _points(length: str) -> float | None:
    """A length of half points, or with its unit, in points; None for a broken one."""
    match = _LENGTH.fullmatch(length)
    return None if match is None else float(match[1]) / (1 if match[2] else 2)


def is_white(theme: str, number: str, element: etree._Element) -> bool:
    """Whether a colour is that of paper: by the theme where it names one, else by its number."""
    if theme:
        return theme in _BACKGROUNDS and element.get(f"{W}themeShade") is None
    try:
        return len(number) == 6 and min(bytes.fromhex(number)) >= WHITE
    except ValueError:
        return False


def is_shaded(shading: etree._Element) -> bool:
    """Whether a `w:shd` lays another colour than white under the text; a pattern does."""
    if value(shading) not in {"clear", "nil", ""}:
        return True
    theme, fill = shading.get(f"{W}themeFill", ""), shading.get(f"{W}fill", "auto")
    if theme:
        return theme not in _BACKGROUNDS or shading.get(f"{W}themeFillShade") is not None
    return fill != "auto" and not is_white("", fill, shading)


@dataclass(slots=True)
class Looks:
    """What the styles of a document do to looks. `parse` gives the root of `styles.xml`, None where there is none: it
    is asked only where something depends on it. `may_matter` says whether the styles say anything of the kind at all,
    `may_change` whether one does that a part met so far names: nearly every document has a style of raised numbers of
    notes, and next to none has text in it.
    """

    parse: Callable[[], etree._Element | None]
    may_matter: bool
    may_change: bool = False
    _styles: Mapping[str, etree._Element] | None = None
    _known: dict[tuple[str, Run], Run] = field(default_factory=dict)

    def meet(self, root: etree._Element) -> None:
        """Takes note of the styles that a part of the document names, before it is read."""
        if self.may_matter and not self.may_change:
            names = {value(element) for element in root.iter(f"{W}pStyle", f"{W}rStyle")}
            self.may_change = any(self._added(PLAIN, name) != PLAIN for name in names)

    def of_paragraph(self, paragraph: etree._Element | None) -> Run:
        """The looks that a paragraph's style gives its runs."""
        if paragraph is None or not self.may_change:
            return PLAIN
        return self._added(PLAIN, value(paragraph.find(f"{_PARAGRAPH_PROPERTIES}/{W}pStyle")))

    def of_run(self, properties: etree._Element) -> Run:
        """The looks of a run with these properties: its paragraph's style, then its own, then what it says itself."""
        base = PLAIN
        if self.may_change:
            base = self.of_paragraph(next(properties.iterancestors(f"{W}p"), None))
            if name := value(properties.find(f"{W}rStyle")):
                base = self._added(base, name)
        return with_properties(base, properties)

    def is_on_white(self, run: etree._Element) -> bool:
        """Whether nothing around a run lays a colour under it; in a text box, which may be filled, that is not sure."""
        for element in run.iterancestors():
            if element.tag in (f"{W}txbxContent", f"{W}background"):
                return False
            if element.tag == f"{W}document":
                return element.find(f"{W}background") is None
            properties = element.find(f"{element.tag}Pr")
            if properties is None:
                continue
            if (shading := properties.find(_SHADING)) is not None and is_shaded(shading):
                return False
            style = value(properties.find(f"{W}{_STYLES.get(element.tag, '')}")) if element.tag in _STYLES else ""
            if style and any(any(map(is_shaded, one.iter(_SHADING))) for one in self._chain(style)):
                return False
        return True

    def _added(self, base: Run, name: str) -> Run:
        key = name, base
        if key not in self._known:
            run = base
            for style in reversed(self._chain(name)):
                own = style.find(_RUN_PROPERTIES)
                run = run if own is None else with_properties(run, own)
            # A run in a white style may have its own colour cut away with its other looks.
            self._known[key] = Run(run.is_hidden, run.is_struck, rise=run.rise)
        return self._known[key]

    def _chain(self, name: str) -> list[etree._Element]:
        """The style and those that it is based on."""
        if self._styles is None:
            root = self.parse()
            styles = () if root is None else root.iterfind(f"{W}style")
            self._styles = {style.get(f"{W}styleId", ""): style for style in styles}
        chain: list[etree._Element] = []
        while (style := self._styles.get(name)) is not None and len(chain) < _MOST_STYLES:
            chain.append(style)
            name = value(style.find(f"{W}basedOn"))
        return chain
