"""What is written into a PDF beside its pages' own text: the values of form fields, and text typed over a page.

They are set in the box that the page has for them, so that they land in the cell of the table that they are drawn in.
What a widget looks like is not asked: many are drawn by whoever opens the file.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from ctypes import byref, c_float, c_ushort
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from flows.model.exceptions import DamagedReport, OversizedReport
from flows.readers.layout.page import Frame, Glyph

_MOST = 10_000  # of a page
_LONGEST = 20_000  # characters of one
_UNSEEN = pdfium.FPDF_ANNOT_FLAG_INVISIBLE | pdfium.FPDF_ANNOT_FLAG_HIDDEN | pdfium.FPDF_ANNOT_FLAG_NOVIEW
_PASSWORD = 1 << 13  # of a text field's flags
_CHOICES = (pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)
_BOXES = (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON)
_TICK = "√"
_SIZE = re.compile(r"([\d.]{1,8})\s+Tf")
_MOST_CHARACTERS = 100_000  # of one page: the same text may be named ten thousand times
_USUAL_SIZE = 12.0  # where a field takes the size that fits it, and the box is higher
_FILLING = 0.75  # of the box: how high its only line is then
_LEADING = 1.2  # from line to line, in heights of the characters
_NARROW = 0.5  # of its height: how wide a character is that is no Han
_FIRST_WIDE = "\u2e80"
_Y = attrgetter("y")


class Entry(NamedTuple):
    """A text and its box in the page's own coordinates: left, bottom, right and top; `size` is 0 for what fits."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float


@contextmanager
def form_of(document: pypdfium2.PdfDocument, source: Path) -> Iterator[Any]:
    """What PDFium knows of the document's form, None where it has none; nothing that the form asks for is run.

    Raises `DamagedReport`.
    """
    if document.get_formtype() == pdfium.FORMTYPE_NONE:
        yield None
        return
    settings = pdfium.FPDF_FORMFILLINFO(version=2)
    form = pdfium.FPDFDOC_InitFormFillEnvironment(document.raw, byref(settings))
    if not form:
        raise DamagedReport(source, "表单无法解析")
    try:
        yield form
    finally:
        pdfium.FPDFDOC_ExitFormFillEnvironment(form)


def entries_on(page: Any, form: Any, source: Path) -> list[Entry]:
    """What is filled in on a page and can be seen; `form` is the document's form, None where it has none.

    Raises `OversizedReport` where that is more than any page has room for.
    """
    found: list[Entry] = []
    length = 0
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST)):
        for entry in _entries(page, form, index):
            found.append(entry)
            length += len(entry.text)
            if length > _MOST_CHARACTERS:
                raise OversizedReport(source, "一页中填写的字数", _MOST_CHARACTERS, length)
    return found


def _entries(page: Any, form: Any, index: int) -> Iterator[Entry]:
    note = pdfium.FPDFPage_GetAnnot(page, index)
    if not note:
        return
    try:
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        if kind not in {pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT}:
            return
        if pdfium.FPDFAnnot_GetFlags(note) & _UNSEEN:
            return
        text = _string(note, "Contents") if kind == pdfium.FPDF_ANNOT_FREETEXT else _value(form, note)
        box = pdfium.FS_RECTF()
        if text.strip() and pdfium.FPDFAnnot_GetRect(note, byref(box)):
            left, right = sorted((box.left, box.right))
            bottom, top = sorted((box.bottom, box.top))
            yield Entry(text.strip(), left, bottom, right, top, _size(form, note))
    finally:
        pdfium.FPDFPage_CloseAnnot(note)


def _value(form: Any, note: Any) -> str:
    """What a field shows: its text, the choices that are taken, a tick where it is on."""
    if form is None:
        return ""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    if kind in _BOXES:
        is_on = pdfium.FPDFAnnot_IsChecked(form, note) or _string(note, "AS") not in {"", "Off"}
        return _TICK if is_on else ""
    if kind in _CHOICES:
        count = min(pdfium.FPDFAnnot_GetOptionCount(form, note), _MOST)
        taken = [at for at in range(max(count, 0)) if pdfium.FPDFAnnot_IsOptionSelected(form, note, at)]
        if taken:
            return "\n".join(_told(pdfium.FPDFAnnot_GetOptionLabel, form, note, at) for at in taken)
    elif kind != pdfium.FPDF_FORMFIELD_TEXTFIELD or pdfium.FPDFAnnot_GetFormFieldFlags(form, note) & _PASSWORD:
        return ""
    return _told(pdfium.FPDFAnnot_GetFormFieldValue, form, note)


def _size(form: Any, note: Any) -> float:
    """The height of the characters, 0 where it is what fits the box."""
    if form is not None:
        size = c_float()
        if pdfium.FPDFAnnot_GetFontSize(form, note, byref(size)):
            return max(0.0, size.value)
    named = _SIZE.search(_string(note, "DA"))
    return float(named.group(1)) if named and named.group(1).count(".") < 2 and named.group(1) != "." else 0.0


def _string(note: Any, key: str) -> str:
    return _told(pdfium.FPDFAnnot_GetStringValue, note, key.encode())


def _told(call: Callable[..., int], *arguments: Any) -> str:
    """What PDFium says in words, asked first how long it is."""
    length = min(call(*arguments, None, 0), 2 * _LONGEST)
    if length <= 2:
        return ""
    buffer = (c_ushort * (length // 2 + 1))()
    call(*arguments, buffer, length)
    text = bytes(buffer)[:length].decode("utf-16-le", "replace").split("\0")[0]
    return text.replace("\r\n", "\n").replace("\r", "\n")


def glyphs_of(entries: Sequence[Entry], frame: Frame, printed: Sequence[Glyph]) -> list[Glyph]:
    """The characters of what is filled in, on the page as it is read; none where the page prints the same there.

    `printed` are the page's own.
    """
    result: list[Glyph] = []
    downwards = sorted(printed, key=_Y) if entries else []
    for entry in entries:
        x0, x1, top, bottom = frame.place_box(entry.left, entry.top, entry.right, entry.bottom)
        is_inside = x1 > 0 and x0 < frame.width and bottom > 0 and top < frame.height
        if is_inside and not _is_printed(entry.text, (x0, x1, top, bottom), downwards):
            result.extend(_set(entry, x0, x1, top, bottom))
    return result


def _is_printed(text: str, box: tuple[float, float, float, float], printed: Sequence[Glyph]) -> bool:
    x0, x1, top, bottom = box
    begin, end = bisect_left(printed, top, key=_Y), bisect_right(printed, bottom, key=_Y)
    inside = [glyph.text for glyph in printed[begin:end] if x0 <= glyph.x <= x1]
    return "".join(text.split()) in "".join("".join(inside).split())


def _set(entry: Entry, x0: float, x1: float, top: float, bottom: float) -> Iterator[Glyph]:
    """The lines of an entry from the top of its box, a single one in its middle; all of them stay in the box."""
    high = bottom - top
    size = min(entry.size or min(_USUAL_SIZE, _FILLING * high), high)
    lines = list(_wrapped(entry.text, max(x1 - x0, size), size))
    step = min(_LEADING * size, high / len(lines))
    size = min(size, step)
    first = top + (high - step) / 2 if len(lines) == 1 else top
    for number, line in enumerate(lines):
        upper = first + number * step + (step - size) / 2
        width = sum(map(_width, line)) * size
        narrowed = min(1.0, (x1 - x0) / width) if width else 1.0
        at = x0
        for character in line:
            end = at + _width(character) * size * narrowed
            middle = upper + size / 2
            yield Glyph(character, at, end, upper, upper + size, (at + end) / 2, middle, size)
            at = end


def _wrapped(text: str, width: float, size: float) -> Iterator[str]:
    """The lines of the text, those that are too long for the box in pieces; a single line stays one."""
    lines = text.split("\n")
    if len(lines) == 1 and len(text) * size <= 2 * width:
        yield text
        return
    for line in lines:
        begin, reached = 0, 0.0
        for at, character in enumerate(line):
            reached += _width(character) * size
            if reached > width and at > begin and not (character.isascii() and line[at - 1].isascii()):
                yield line[begin:at]
                begin, reached = at, _width(character) * size
        yield line[begin:]


def _width(character: str) -> float:
    return 1.0 if character >= _FIRST_WIDE else _NARROW
