"""Documents in the national layout format (.ofd), read from the text and the lines that their pages place.

Not read: pictures, electronic seals and attachments, which notes name; marks that are laid over a page as a watermark.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from lxml import etree

from flows.model.exceptions import DamagedReport, EncryptedReport, OversizedReport, UnsupportedFormat
from flows.model.report import Report
from flows.readers import notes
from flows.readers.layout.assembling import report_of
from flows.readers.layout.outlines import Matrix, rulings_of, times
from flows.readers.layout.page import Frame, Page
from flows.readers.layout.upright import most_upright
from flows.readers.ofd.numbers import box_of
from flows.readers.ofd.objects import Count, Printed
from flows.readers.ofd.parts import Parts, first, local, named, open_parts, text_of

MOST_PAGES = 2_000

_POINTS = 72 / 25.4  # of a millimetre
_A4 = (0.0, 0.0, 210.0, 297.0)
_FEW = 40  # characters: a running head and a page number beside a picture
_MANY_OUTLINES = 150  # of a page without characters: they are drawn
_FULL = 0.5  # of the page: pictures that cover more are its content
_MOST_NAMES = 100
_RESOURCES = ("DocumentRes", "PublicRes")


@dataclass(slots=True)
class _Reading:
    """What the pages of a file share, and what is found out while they are read."""

    parts: Parts
    count: Count
    templates: dict[str, etree._Element] = field(default_factory=dict)
    pictured: list[int] = field(default_factory=list)
    has_pictures: bool = False
    page_count: int = 0


@dataclass(frozen=True, slots=True)
class _Document:
    """One document of the file: the part that lists its pages, their usual box, templates, and notes laid over them.

    `templates` gives a template's part by its number, `overlays` the parts of a page's notes.
    """

    name: str
    root: etree._Element
    box: tuple[float, float, float, float]
    templates: dict[str, str]
    overlays: dict[str, list[str]]


def read_ofd(data: bytes, source: Path) -> Report:
    """The paragraphs and tables of all documents in the file, as those of a PDF's pages.

    Raises `DamagedReport`, `EncryptedReport` or `OversizedReport`, and `UnsupportedFormat` for a file of pictures
    only.
    """
    reading = _Reading(open_parts(data, source), Count(source))
    documents = list(_documents(reading))
    pages = list(_pages(reading, documents))
    if reading.has_pictures and not any(page.glyphs for page in pages):
        raise UnsupportedFormat(source, "只有图片的 OFD 版式文档", "PDF 或 .docx")
    report = report_of("ofd", pages, source)
    own = [_pictures_note(reading.pictured)] if reading.pictured else []
    for document in documents:
        own.extend(_attachments(reading, document))
    return replace(report, notes=(*report.notes, *own))


def _documents(reading: _Reading) -> Iterator[_Document]:
    parts = reading.parts
    root = parts.xml("ofd.xml")
    bodies = [body for body in root.iter() if local(body) == "DocBody"]
    for body in bodies:
        location = text_of(first(body, "DocRoot"))
        name = parts.find("ofd.xml", location)
        if not name:
            if first(root, "Encryptions") is not None or parts.package.has("encryptions.xml"):
                raise EncryptedReport(parts.source)
            raise DamagedReport(parts.source, f"缺少 {location[:80] or '文档'}")
        yield _document(parts, name)
    if not bodies:
        raise DamagedReport(parts.source, "OFD.xml 中没有文档")


def _document(parts: Parts, name: str) -> _Document:
    root = parts.xml(name)
    common = first(root, "CommonData")
    templates = {
        template.get("ID", ""): parts.find(name, template.get("BaseLoc", ""))
        for template in named(common, "TemplatePage")
    }
    return _Document(name, root, _box(first(common, "PageArea")) or _A4, templates, _overlays(parts, name, root))


def _overlays(parts: Parts, name: str, root: etree._Element) -> dict[str, list[str]]:
    """The parts that hold the notes on each page, by the page's number."""
    found: dict[str, list[str]] = {}
    for location in named(root, "Annotations"):
        listing = parts.find(name, text_of(location))
        for page in named(parts.xml(listing), "Page") if listing else ():
            paths = [parts.find(listing, text_of(file)) for file in named(page, "FileLoc")]
            found.setdefault(page.get("PageID", ""), []).extend(path for path in paths if path)
    return found


def _pages(reading: _Reading, documents: list[_Document]) -> Iterator[Page]:
    for document in documents:
        drawings = _drawings(reading.parts, document)
        for entry in named(first(document.root, "Pages"), "Page"):
            reading.page_count += 1
            if reading.page_count > MOST_PAGES:
                raise OversizedReport(reading.parts.source, "页数", MOST_PAGES, reading.page_count)
            yield _page(reading, document, entry, drawings)
    if not reading.page_count:
        raise DamagedReport(reading.parts.source, "OFD 中没有页面")


def _page(
    reading: _Reading,
    document: _Document,
    entry: etree._Element,
    drawings: Callable[[str], etree._Element | None],
) -> Page:
    page_no = reading.page_count
    name = reading.parts.find(document.name, entry.get("BaseLoc", ""))
    if not name:
        raise DamagedReport(reading.parts.source, f"缺少第 {page_no} 页")
    content = reading.parts.xml(name)
    used = [_template(reading, document, template.get("TemplateID", "")) for template in named(content, "Template")]
    sheets = [sheet for sheet in used if sheet is not None]
    boxes = (_box(first(sheet, "Area")) for sheet in (content, *sheets))
    left, top, width, height = next((box for box in boxes if box), document.box)
    frame = Frame(0, 0, width * _POINTS, height * _POINTS, 0)
    # Millimetres from the upper left become points from the lower left.
    matrix: Matrix = (_POINTS, 0, 0, -_POINTS, -left * _POINTS, (top + height) * _POINTS)
    printed = Printed(frame, reading.count, drawings)
    for sheet in (*sheets, content):
        for container in named(sheet, "Content"):
            printed.print(container, matrix)
    for overlay in document.overlays.get(entry.get("ID", ""), ()):
        _print_notes(printed, reading.parts.xml(overlay), matrix)
    turn, glyphs, slanted = most_upright(printed.by_turn, 0)
    if _is_pictured(printed, len(glyphs)):
        reading.pictured.append(page_no)
    reading.has_pictures |= bool(printed.pictures) or len(printed.shapes) > _MANY_OUTLINES
    frame = frame._replace(turn=turn)
    rulings = rulings_of(printed.shapes, frame)
    slanted += printed.overlaid
    return Page(page_no, frame.width, frame.height, tuple(glyphs), rulings, 0, slanted, printed.unseen)


def _template(reading: _Reading, document: _Document, number: str) -> etree._Element | None:
    """The template's content; one that is missing prints nothing, as in the programs that show it."""
    name = document.templates.get(number, "")
    if name and name not in reading.templates:
        reading.templates[name] = reading.parts.xml(name)
    return reading.templates.get(name)


def _print_notes(printed: Printed, root: etree._Element, matrix: Matrix) -> None:
    """What is laid over a page; the characters of a watermark only count."""
    for note in named(root, "Annot"):
        aside = Printed(printed.frame, printed.count, printed.drawings)
        is_mark = note.get("Type") == "Watermark"
        is_seen = note.get("Visible", "true").lower() not in {"false", "0"}
        for appearance in named(note, "Appearance"):
            left, top, _, _ = box_of(appearance.get("Boundary")) or (0.0, 0.0, 0.0, 0.0)
            placed = times((1, 0, 0, 1, left, top), matrix)
            (aside if is_mark else printed).print(appearance, placed, is_seen)
        printed.overlaid += sum(len(glyphs) for glyphs in aside.by_turn.values())


def _drawings(parts: Parts, document: _Document) -> Callable[[str], etree._Element | None]:
    """What gives the content of a drawing by its number; the resources are parsed at the first question."""
    known: dict[str, etree._Element] = {}
    return partial(_drawing, parts, document, known, [])


def _drawing(
    parts: Parts, document: _Document, known: dict[str, etree._Element], asked: list[bool], number: str
) -> etree._Element | None:
    if not asked:
        asked.append(True)
        common = first(document.root, "CommonData")
        for kind in _RESOURCES:
            names = [parts.find(document.name, text_of(location)) for location in named(common, kind)]
            for root in (parts.xml(name) for name in names if name):
                for unit in (child for child in root.iter() if local(child) == "CompositeGraphicUnit"):
                    content = first(unit, "Content")
                    if content is not None:
                        known.setdefault(unit.get("ID", ""), content)
    return known.get(number)


def _box(area: etree._Element | None) -> tuple[float, float, float, float] | None:
    """The page's box in millimetres, None where none with an area is given."""
    box = box_of(text_of(first(area, "PhysicalBox")))
    return box if box and box[2] > 0 and box[3] > 0 else None


def _is_pictured(printed: Printed, glyph_count: int) -> bool:
    """Whether a page is a picture, with no more text than stands beside one, or its characters are drawn."""
    if not glyph_count and len(printed.shapes) > _MANY_OUTLINES:
        return True
    frame = printed.frame
    covered = sum(
        max(0.0, min(right, frame.right) - max(left, 0)) * max(0.0, min(high, frame.top) - max(low, 0))
        for (left, low), (right, high) in printed.pictures
    )
    return glyph_count < _FEW and covered >= _FULL * frame.right * frame.top


def _pictures_note(pages: list[int]) -> str:
    told = "、".join(map(str, pages))
    return f"第 {told} 页（共 {len(pages)} 页）是图片，未读取：请用 OFD 阅读软件另存为 PDF 后重新放入"


def _attachments(reading: _Reading, document: _Document) -> Iterator[str]:
    for location in named(document.root, "Attachments"):
        listing = reading.parts.find(document.name, text_of(location))
        files = list(named(reading.parts.xml(listing), "Attachment")) if listing else []
        if files:
            yield notes.attached("OFD ", [file.get("Name", "") for file in files[:_MOST_NAMES]], len(files))
