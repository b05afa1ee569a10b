"""PDF pages that are pictures, or whose text nobody sees: what is handed on to be recognised."""

from decimal import Decimal
from typing import Any

import pytest

from flows.model.exceptions import MissingTool
from flows.model.report import Paragraph, Report
from flows.readers import recognition
from flows.readers.layout.page import Glyph, Page
from flows.readers.pdf.document import read_pdf
from tests.readers.pdf.written import HERE, PICTURE, pdf, with_map, words

# Text that cannot be seen, as software of scanners lays it under its picture.
HIDDEN = "3 Tr " + words((100, 100, "Income 50.5"), (100, 120, "Expenditure 50.6 in all of the year 2020"))


@pytest.fixture
def no_recogniser(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where the extra is not installed."""
    monkeypatch.setattr(recognition, "recogniser", lambda: "")


@pytest.fixture
def recognised(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int, int]]:
    """The number, width and height of the pictures handed on to be recognised; each is taken to say `seen`."""
    pages: list[tuple[int, int, int]] = []

    def page_of(picture: Any, page_no: int, width: float, height: float) -> Page:
        pages.append((page_no, round(width), round(height)))
        assert picture.shape[2] == 3 and abs(picture.shape[0] / picture.shape[1] - height / width) < 0.01
        return Page(
            page_no, width, height, (Glyph("seen", 100, 120, 300, 310, 110, 305, 10, 0.9),), (), 1, 0, 0, "picture"
        )

    monkeypatch.setattr(recognition, "recogniser", lambda: "a recogniser")
    monkeypatch.setattr("flows.readers.pdf.document.page_of", page_of)
    return pages


def text_of(report: Report) -> list[tuple[str, int | None, str]]:
    return [
        (block.text, block.page_no, str(block.confidence)) for block in report.blocks if isinstance(block, Paragraph)
    ]


def test_a_scan_names_the_tool_it_needs(no_recogniser: None):
    with pytest.raises(MissingTool) as caught:
        read_pdf(pdf(PICTURE), HERE)
    assert caught.value.package == f"图片文字识别组件（{recognition.PACKAGE}）"


def test_a_scanned_page_among_others_is_noted_where_it_cannot_be_read(no_recogniser: None):
    report = read_pdf(pdf(words((100, 100, "Text")), PICTURE), HERE)
    assert text_of(report) == [("Text", 1, "None")]
    assert report.notes == (
        f"第 2 页是图片，未读取：请安装图片文字识别组件（{recognition.PACKAGE}），下一次运行会重新读取",
    )


def test_only_pages_without_text_are_recognised(recognised: list[tuple[int, int, int]]):
    report = read_pdf(pdf(words((100, 100, "Text")), PICTURE), HERE)
    assert recognised == [(2, 600, 800)]
    assert text_of(report) == [("Text", 1, "None"), ("seen", 2, "0.900")]
    assert report.notes == ("第 2 页的文字由图片识别，请对照原件核对",)


def test_a_page_number_printed_on_a_scan_makes_it_no_text(recognised: list[tuple[int, int, int]]):
    read_pdf(pdf(PICTURE + words((290, 780, "- 1 -"))), HERE)
    assert len(recognised) == 1


def test_a_picture_beside_text_is_not_recognised(recognised: list[tuple[int, int, int]]):
    small = "q 100 0 0 100 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"
    read_pdf(pdf(small + words((100, 100, "Text"))), HERE)
    read_pdf(pdf(PICTURE + words(*((60, 60 + 20 * number, "Text on a coloured page") for number in range(3)))), HERE)
    assert not recognised


def test_hidden_text_under_a_scan_is_not_what_the_page_shows(recognised: list[tuple[int, int, int]]):
    report = read_pdf(pdf(PICTURE + HIDDEN), HERE)
    assert text_of(report) == [("seen", 1, "0.900")]


def test_hidden_text_is_read_as_unsure_where_nothing_recognises(no_recogniser: None):
    report = read_pdf(pdf(PICTURE + HIDDEN), HERE)
    assert text_of(report) == [("Income 50.5", 1, "0.500"), ("Expenditure 50.6 in all of the year 2020", 1, "0.500")]
    assert report.notes == ("第 1 页是图片，文字取自扫描软件附带的隐藏文字层，未经核对",)


def test_pages_whose_fonts_name_nothing_are_recognised(recognised: list[tuple[int, int, int]]):
    report = read_pdf(with_map([("0041", "0041")], "00230024"), HERE)
    assert ("seen", 2, "0.900") in text_of(report)


def test_scans_beyond_the_limit_are_noted(recognised: list[tuple[int, int, int]], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recognition, "MOST_RECOGNISED", 2)
    report = read_pdf(pdf(*[PICTURE] * 4), HERE)
    assert [page_no for page_no, _, _ in recognised] == [1, 2]
    assert report.notes == (
        "第 1–2 页的文字由图片识别，请对照原件核对",
        "第 3–4 页是图片，未读取：每份文件最多识别 2 页，请拆分后重新放入",
    )


def test_unpainted_text_over_a_scan_is_its_text_layer_where_nothing_can_recognise_it(no_recogniser: None):
    report = read_pdf(pdf(f"{PICTURE}BT 3 Tr /F 10 Tf 100 700 Td (Read from the scan) Tj ET\n"), HERE)
    assert report.blocks == (Paragraph(0, "Read from the scan", page_no=1, confidence=Decimal("0.5")),)


def test_a_document_whose_fonts_name_nothing_needs_recognition(no_recogniser: None):
    with pytest.raises(MissingTool) as caught:
        read_pdf(with_map([("0041", "0041")], "00230024"), HERE)
    assert "--editable '.[ocr]'" in caught.value.package
