"""What a Word paragraph says: the text of its runs, with tracked changes accepted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Removed by a tracked change, a formatting of something, a reading aid above it, or the code of a field.
_NOT_READ = frozenset(
    f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "delInstrText", "rt")
)
_CHARACTERS: Mapping[str, str] = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_OFF = frozenset({"0", "false", "off"})


@dataclass(slots=True)
class ParagraphText:
    """`shown` is what the page says, `hidden` what is formatted as hidden, `boxes` the text boxes anchored
    here.
    """

    shown: str = ""
    hidden: str = ""
    boxes: list[etree._Element] = field(default_factory=list)


def value(element: etree._Element | None) -> str:
    """The element's `w:val`, '' where either is missing."""
    return "" if element is None else element.get(f"{W}val", "")


def paragraph_text(paragraph: etree._Element) -> ParagraphText:
    """The text of one `w:p`; page-number fields say nothing, as their cached result is only that of one
    page.
    """
    walk = _Walk()
    walk.children(paragraph)
    return ParagraphText("".join(walk.shown), "".join(walk.hidden), walk.boxes)


@dataclass(slots=True)
class _Walk:
    """The walk over a paragraph's elements and what it has gathered."""

    shown: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    is_hidden: bool = False

    def children(self, element: etree._Element) -> None:
        for child in element:
            self.element(child)

    def element(self, element: etree._Element) -> None:
        tag = element.tag
        if tag in _TEXTS:
            self.say((element.text or "").replace("\n", " "))
        elif tag in _CHARACTERS:
            self.say(_CHARACTERS[tag])
        elif tag == f"{W}instrText":
            if self.fields:
                self.fields[-1] += element.text or ""
        elif tag not in _NOT_READ and isinstance(tag, str):
            _SPECIAL.get(tag, _Walk.children)(self, element)

    def say(self, text: str) -> None:
        if any(set(code.upper().split()[:1]) & _PAGE_FIELDS for code in self.fields):
            return
        (self.hidden if self.is_hidden else self.shown).append(text)

    def run(self, element: etree._Element) -> None:
        before = self.is_hidden
        vanish = element.find(f"{W}rPr/{W}vanish")
        self.is_hidden = before or (vanish is not None and value(vanish) not in _OFF)
        self.children(element)
        self.is_hidden = before

    def complex_field(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin":
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def simple_field(self, element: etree._Element) -> None:
        self.fields.append(element.get(f"{W}instr", ""))
        self.children(element)
        self.fields.pop()

    def alternate(self, element: etree._Element) -> None:
        """The choice says the same as the fallback, in newer words."""
        choice = element.find(f"{MC}Choice")
        self.children(element if choice is None else choice)

    def box(self, element: etree._Element) -> None:
        self.boxes.append(element)


_TEXTS = frozenset({f"{W}t", f"{_M}t"})
_SPECIAL: Mapping[str, Callable[[_Walk, etree._Element], None]] = {
    f"{W}r": _Walk.run,
    f"{W}fldChar": _Walk.complex_field,
    f"{W}fldSimple": _Walk.simple_field,
    f"{MC}AlternateContent": _Walk.alternate,
    f"{W}txbxContent": _Walk.box,
}
