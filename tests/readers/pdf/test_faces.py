"""PDF: faces that a document names and does not embed are measured alike on every machine."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from flows.model.report import Paragraph
from flows.readers import recognition
from flows.readers.layout.page import Glyph, Page
from flows.readers.pdf import document
from flows.readers.pdf.document import read_pages, read_pdf
from tests.readers.pdf.drawn import drawn, tables, texts
from tests.readers.pdf.written import HERE, PICTURE, pdf

HAN = "7387"  # 率
TURNED = [(1, 0, 0, 1, "/Rotate 90"), (0, 1, -1, 0, "/Rotate 0"), (-1, 0, 0, -1, "/Rotate 0")]


def composite(name: str, ordering: str, encoding: str, to_unicode: str = "") -> str:
    """A font of two-byte codes, every character as wide as it is high."""
    return (
        f"<< /Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /{encoding} {to_unicode} /DescendantFonts [<< "
        f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{name} /DW 1000 /CIDSystemInfo "
        f"<< /Registry (Adobe) /Ordering ({ordering}) /Supplement 0 >> /FontDescriptor {descriptor(name)} >>] >>"
    )


def simple(name: str, width: int) -> str:
    """A font of one-byte codes, every character as wide as said, in thousandths of its height."""
    widths = " ".join([str(width)] * 95)
    return (
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{name} /Encoding /WinAnsiEncoding /FirstChar 32 /LastChar 126 "
        f"/Widths [{widths}] /FontDescriptor {descriptor(name)} >>"
    )


def descriptor(name: str) -> str:
    return (
        f"<< /Type /FontDescriptor /FontName /{name} /Flags 32 /FontBBox [0 -200 1000 900] /Ascent 900 /Descent -200 "
        "/ItalicAngle 0 /CapHeight 700 /StemV 80 >>"
    )


def glyphs(content: str, font: str) -> Sequence[Glyph]:
    [page] = read_pages(pdf(content, font=font), HERE)
    return page.glyphs


def printed(code: str, x: float = 100, y: float = 700) -> str:
    return f"BT /F 10 Tf {x} {y} Td <{code}> Tj ET\n"


def test_a_character_that_stands_alone_is_read():
    assert texts([(50, 100, "率")]) == ["率"]


def test_the_last_character_of_a_label_that_stands_on_a_line_of_its_own_in_its_cell_is_read():
    grid = [(50, y, 250, y) for y in (100, 140)] + [(x, 100, x, 140) for x in (50, 120, 250)]
    [table] = tables([*grid, (52, 115, "公用经费控制"), (82, 130, "率"), (130, 122, "8")])
    assert [cell.text for cell in table.cells] == ["公用经费控制率", "8"]


@pytest.mark.parametrize(
    ("font", "code"),
    [
        pytest.param(composite("SimSun", "GB1", "UniGB-UCS2-H"), HAN, id="its code is Unicode"),
        pytest.param(composite("SimSun", "GB1", "GBK-EUC-H"), "C2CA", id="its code is GBK"),
        pytest.param(composite("SimSun", "GB1", "UniGB-UCS2-V"), HAN, id="it is set downwards"),
        pytest.param(composite("TimesNewRomanPSMT", "GB1", "UniGB-UCS2-H"), HAN, id="in a Latin face"),
    ],
)
def test_a_lone_character_is_read_however_its_face_is_named_and_encoded(font: str, code: str):
    assert [glyph.text for glyph in glyphs(printed(code), font)] == ["率"]


def test_a_lone_character_whose_face_has_a_map_of_its_own_is_read():
    to_unicode = "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfchar <0123> <7387> endbfchar"
    font = composite("SimSun", "Identity", "Identity-H", "/ToUnicode 5 0 R")
    _, page = read_pages(pdf(f"{to_unicode} endcmap", printed("0123"), font=font), HERE)
    assert [glyph.text for glyph in page.glyphs] == ["率"]


@pytest.mark.parametrize(("a", "b", "c", "d", "rotation"), TURNED)
def test_a_lone_character_is_read_on_a_turned_page(a: int, b: int, c: int, d: int, rotation: str):
    content = f"BT /F 10 Tf {a} {b} {c} {d} 300 400 Tm <{HAN}> Tj ET\n"
    data = pdf(content, font=composite("SimSun", "GB1", "UniGB-UCS2-H"))
    data = data.replace(b"/Type /Page ", f"/Type /Page {rotation} ".encode())
    assert read_pdf(data, HERE).blocks == (Paragraph(0, "率", page_no=1),)


@pytest.mark.parametrize("blank", ["0020", "00A0", "3000"])
def test_a_blank_that_stands_alone_is_no_character(blank: str):
    font = composite("SimSun", "GB1", "UniGB-UCS2-H")
    assert [glyph.text for glyph in glyphs(printed(HAN) + printed(blank, 300), font)] == ["率"]


@pytest.mark.parametrize("name", ["DejaVuSans", "SimSun", "Calibri", "NoSuchFace"])
def test_a_character_is_as_wide_as_the_document_says_whether_or_not_the_machine_has_its_face(name: str):
    [wide] = glyphs(printed("57"), simple(name, 300))
    assert (wide.text, wide.x0, wide.x1) == ("W", 100, 103)


def test_digits_between_han_are_as_wide_as_their_face_says():
    [page] = read_pages(drawn([(50, 100, "共8户")]), HERE)
    assert [round(glyph.x1 - glyph.x0, 2) for glyph in page.glyphs] == [10, 4.62, 10]


def test_what_is_printed_over_a_picture_in_a_face_not_embedded_is_seen_when_the_page_is_recognised(
    monkeypatch: pytest.MonkeyPatch,
):
    pictures: list[Any] = []

    def seen(picture: Any, page_no: int, width: float, height: float) -> Page:
        pictures.append(picture)
        return Page(page_no, width, height, (), (), 1, 0, 0, "picture")

    monkeypatch.setattr(recognition, "recogniser", lambda: object())
    monkeypatch.setattr(document, "page_of", seen)
    white = PICTURE.replace("\x00", "\xff")
    list(read_pages(pdf(white + printed("31"), white, font=simple("Calibri", 500)), HERE))
    assert [bool(np.any(picture < 128)) for picture in pictures] == [True, False]
