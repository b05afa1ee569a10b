"""What a Word paragraph says: the text of its runs, with tracked changes accepted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from flows.readers.marks import Raised, Rise
from flows.readers.unseen import Kind
from flows.readers.word.docx_looks import OFF, Looks, W
from flows.readers.word.docx_symbols import symbol

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Removed by a tracked change, settings of a content control, or a reading aid above the text.
_NOT_READ = ("sdtPr", "sdtEndPr", "delText", "delInstrText", "rt")
_PARAGRAPH_PROPERTIES = f"{W}pPr"
_TEXT = f"{W}t"
_CHARACTERS: Mapping[str, str] = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
_DEEPEST_FIELD = 20  # fields inside fields; Word writes three


@dataclass(slots=True)
class ParagraphText:
    """What a paragraph says: `shown` on the page, in pieces, those above the line `Raised`, and `unseen` by what hides
    it; `boxes` are the text boxes anchored in it, `objects` those of other programs, each with whether it is hidden.

    `looks` are those of the document's styles; `hides` is what hides the run that is read, `rise` what raises it.
    """

    looks: Looks
    shown: list[str] = field(default_factory=list)
    unseen: dict[Kind, list[str]] = field(default_factory=dict)
    boxes: list[etree._Element] = field(default_factory=list)
    objects: list[tuple[etree._Element, bool]] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    hides: Kind | None = None
    rise: Rise = None

    def read(self, paragraph: etree._Element) -> None:
        """Adds what one `w:p` says; of several, each goes on where the one before ended.

        Page-number fields say nothing, as their cached result is only that of one page.
        """
        if self.looks.may_change:
            styled = self.looks.of_paragraph(paragraph)
            self.hides, self.rise = styled.hides, styled.rise
        self._children(paragraph)

    def _children(self, element: etree._Element) -> None:
        before = self.hides, self.rise
        for child in element:
            tag = child.tag
            if tag == _TEXT:
                text = (child.text or "").replace("\n", " ")
                if self.fields or self.hides or self.rise:
                    self._say(text)
                else:
                    self.shown.append(text)
            elif tag != _PARAGRAPH_PROPERTIES:
                _ACTIONS.get(tag, ParagraphText._children)(self, child)
        # What hides or raises a run ends with it.
        self.hides, self.rise = before

    def _nothing(self, element: etree._Element) -> None:
        pass

    def _text(self, element: etree._Element) -> None:
        self._say((element.text or "").replace("\n", " "))

    def _symbol(self, element: etree._Element) -> None:
        self._say(symbol(element.get(f"{W}font", ""), element.get(f"{W}char", "")))

    def _denominator(self, element: etree._Element) -> None:
        """Half of a fraction: 1 over 2 must not become 12."""
        self._say("/")
        self._children(element)

    def _superscript(self, element: etree._Element) -> None:
        """An exponent: 10 to the 4th must not become 104."""
        self._say("^")
        self._children(element)

    def _character(self, element: etree._Element) -> None:
        self._say(_CHARACTERS[element.tag])

    def _say(self, text: str) -> None:
        if self.fields and any(set(code.upper().split()[:1]) & _PAGE_FIELDS for code in self.fields):
            return
        said = self.unseen.setdefault(self.hides, []) if self.hides else self.shown
        said.append(self.rise(text) if self.rise else text)

    def _run_properties(self, element: etree._Element) -> None:
        """They stand before what the run says."""
        run = self.looks.of_run(element)
        self.hides, self.rise = run.hides, run.rise
        if self.hides == "white" and not self.looks.is_on_white(element):
            self.hides = None

    def _note_reference(self, element: etree._Element) -> None:
        """Where the author gave a note a mark of his own, the rest of the run is that mark, however it looks."""
        if element.get(f"{W}customMarkFollows", "off") not in OFF:
            self.rise = Raised

    def _field_code(self, element: etree._Element) -> None:
        if self.fields:
            self.fields[-1] += element.text or ""

    def _complex_field(self, element: etree._Element) -> None:
        kind = element.get(f"{W}fldCharType")
        if kind == "begin" and len(self.fields) < _DEEPEST_FIELD:
            self.fields.append("")
        elif kind == "end" and self.fields:
            self.fields.pop()

    def _simple_field(self, element: etree._Element) -> None:
        self.fields.append(element.get(f"{W}instr", ""))
        self._children(element)
        self.fields.pop()

    def _box(self, element: etree._Element) -> None:
        self.boxes.append(element)

    def _object(self, element: etree._Element) -> None:
        self.objects.append((element, self.hides is not None))
        self._children(element)


# What to do with each element; the others only wrap what they contain.
_ACTIONS: Mapping[str, Callable[[ParagraphText, etree._Element], None]] = {
    **{f"{W}{name}": ParagraphText._nothing for name in _NOT_READ},
    **dict.fromkeys(_CHARACTERS, ParagraphText._character),
    f"{_M}t": ParagraphText._text,
    f"{_M}den": ParagraphText._denominator,
    f"{_M}sup": ParagraphText._superscript,
    f"{W}sym": ParagraphText._symbol,
    f"{W}rPr": ParagraphText._run_properties,
    f"{W}footnoteReference": ParagraphText._note_reference,
    f"{W}endnoteReference": ParagraphText._note_reference,
    f"{W}fldChar": ParagraphText._complex_field,
    f"{W}instrText": ParagraphText._field_code,
    f"{W}fldSimple": ParagraphText._simple_field,
    f"{W}txbxContent": ParagraphText._box,
    f"{W}object": ParagraphText._object,
}
