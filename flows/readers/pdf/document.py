"""The pages of a PDF, read with PDFium.

PDFium is not safe in threads: a process reads one document at a time.
"""

import re
from collections.abc import Iterator
from ctypes import byref
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from flows.model.exceptions import DamagedReport, EncryptedReport, OversizedReport
from flows.model.report import Report
from flows.readers import recognition
from flows.readers.layout.assembling import report_of
from flows.readers.layout.outlines import rulings_of
from flows.readers.layout.page import Frame, Page
from flows.readers.layout.upright import most_upright
from flows.readers.pdf.attachments import attachments_note
from flows.readers.pdf.characters import characters_of
from flows.readers.pdf.faces import measure_alike, standard_faces
from flows.readers.pdf.fields import entries_on, form_of, glyphs_of
from flows.readers.pdf.pictures import as_left, need_of, picture_of
from flows.readers.pdf.shapes import drawing_on
from flows.readers.pdf.struck import crossed_out, notes_on
from flows.readers.pdf.unseen import may_hide_layers, unseen_on
from flows.readers.scan.paper import page_of

if TYPE_CHECKING:
    from flows.readers.scan.picture import Picture

MOST_PAGES = 2_000

_COUNT = re.compile(rb"/Count(?=\s+[-+]?\d)")
_ENCRYPTED = b"/Encrypt"
_LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)


def read_pdf(data: bytes, source: Path) -> Report:
    """The document's paragraphs and tables; page numbers are dropped, running headers and footers come once
    at the end.

    Pages that are pictures, and pages whose fonts do not say which characters they print, are recognised.

    Raises `EncryptedReport`, `DamagedReport`, `OversizedReport`, `MissingTool` where all must be recognised
    and nothing here can, and `UnsupportedFormat` where recognition finds no text.
    """
    with _opened(data, source) as document:
        stated, attached = len(document), tuple(attachments_note(document.raw))
    report = report_of("pdf", read_pages(data, source), source, stated)
    return replace(report, notes=(*report.notes, *attached))


def read_pages(data: bytes, source: Path) -> Iterator[Page]:
    """The pages one after another; each is let go before the next, so memory does not grow with the pages.

    Raises `EncryptedReport`, `DamagedReport` or `OversizedReport`.
    """
    measure_alike()
    with _document(data, source) as document, form_of(document, source) as form:
        page_count = len(document)
        if page_count < 1:
            raise DamagedReport(source, "PDF 中没有页面")
        if page_count > MOST_PAGES:
            raise OversizedReport(source, "页数", MOST_PAGES, page_count)
        recognised = 0
        has_layers = may_hide_layers(data)
        for page_no in range(1, page_count + 1):
            may_recognise = recognised < recognition.MOST_RECOGNISED and bool(recognition.recogniser())
            page = _page(document.raw, form, page_no, data, source, may_recognise, has_layers)
            recognised += page.origin == "picture"
            yield page


def _document(data: bytes, source: Path) -> pypdfium2.PdfDocument:
    """The document with all the pages that its tree holds, whatever number of them it states.

    PDFium believes the number and loses the pages beyond it; where it finds none, it counts.
    """
    document = _opened(data, source)
    try:
        counted = pypdfium2.PdfDocument(_COUNT.sub(rb"/Coun_", data))
    except pypdfium2.PdfiumError:  # a tree without end, which only the stated number hides
        return document
    wrong, right = (document, counted) if 0 < len(counted) != len(document) else (counted, document)
    wrong.close()
    return right


def _opened(data: bytes, source: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        # Of a document without pages PDFium tells the error of the one before it.
        if error.err_code in _LOCKED and _ENCRYPTED in data:
            raise EncryptedReport(source) from error
        raise DamagedReport(source, "PDF 结构无法解析") from error


def _page(
    document: Any, form: Any, page_no: int, data: bytes, source: Path, may_recognise: bool, has_layers: bool
) -> Page:
    page = _loaded(document, page_no, source)
    try:
        box = pdfium.FS_RECTF()
        if not pdfium.FPDF_GetPageBoundingBox(page, byref(box)):
            raise DamagedReport(source, f"第 {page_no} 页没有页面尺寸")
        lying = Frame(box.left, box.bottom, box.right, box.top, 0)
        text = pdfium.FPDFText_LoadPage(page)
        if not text:
            raise DamagedReport(source, f"第 {page_no} 页的文字无法解析")
        drawing = drawing_on(page)
        hidden = unseen_on(document, page, text, drawing, has_layers)
        # Unpainted text over a picture is what a scanner's program read in it; elsewhere nobody sees it.
        unpainted = frozenset[int]() if drawing.pictures else drawing.unpainted
        try:
            characters, unseen, words = characters_of(text, lying, unpainted, hidden)
        finally:
            pdfium.FPDFText_ClosePage(text)
        rotation = pdfium.FPDFPage_GetRotation(page)
        turn, glyphs, slanted = most_upright(characters, rotation)
        entries = entries_on(page, form, source)
        glyphs.extend(glyphs_of(entries, lying._replace(turn=turn), glyphs))
        notes = notes_on(page)
        need = need_of(page, lying, glyphs, drawing.pictures, len(drawing.shapes))
    finally:
        pdfium.FPDF_ClosePage(page)
    if may_recognise and need != "none":
        seen = lying._replace(turn=rotation)
        found = page_of(_drawn(data, page_no, source), page_no, seen.width, seen.height)
        return replace(found, glyphs=(*found.glyphs, *glyphs_of(entries, seen, found.glyphs)))
    frame = lying._replace(turn=turn)
    glyphs, struck, rulings = crossed_out(glyphs, rulings_of(drawing.shapes, frame), notes, frame)
    words += (("struck", word) for word in struck)
    origin, printed = as_left(need, glyphs)
    pictures = len(drawing.pictures)
    return Page(
        page_no, frame.width, frame.height, printed, rulings, pictures, slanted, unseen, origin, hidden=tuple(words)
    )


def _drawn(data: bytes, page_no: int, source: Path) -> "Picture":
    """What the page looks like; the document is opened for it alone, as a face once asked for stays as it is."""
    with standard_faces(), _document(data, source) as document:
        page = _loaded(document.raw, page_no, source)
        try:
            return picture_of(page)
        finally:
            pdfium.FPDF_ClosePage(page)


def _loaded(document: Any, page_no: int, source: Path) -> Any:
    page = pdfium.FPDF_LoadPage(document, page_no - 1)
    if not page:
        raise DamagedReport(source, f"第 {page_no} 页无法解析")
    return page
