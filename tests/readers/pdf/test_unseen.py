"""What a PDF prints and nobody sees: white, covered, switched off, struck out, strewn over the page."""

import pytest

from flows.model.report import Paragraph
from flows.readers.pdf.document import read_pdf
from tests.readers.pdf.written import HERE, blocks, pdf, words

OLD, NEW = "BT /F 10 Tf 100 400 Td (1150) Tj ET\n", "BT /F 10 Tf 100 300 Td (1280) Tj ET\n"


@pytest.mark.parametrize(
    "content, kind",
    [
        (f"1 g {OLD} 0 g {NEW}", "白色文字"),
        (f"{OLD} 1 g 90 390 60 30 re f 0 g {NEW}", "图形遮盖"),
        (f"{OLD} 99 403 m 123 403 l S {NEW}", "删除线"),
    ],
)
def test_words_that_are_printed_and_not_seen_come_apart(content: str, kind: str):
    report = read_pdf(pdf(content), HERE)
    assert report.blocks == (Paragraph(0, "1280", page_no=1), Paragraph(1, "1150", "hidden", 1))
    assert kind in report.notes[0] and "第 1 页" in report.notes[0]


@pytest.mark.parametrize(
    "content",
    [
        f"0 0 0.4 rg 90 390 60 30 re f 1 g {OLD}",  # white on a dark cell
        f"1 g 90 390 60 30 re f 0 g {OLD}",  # written on the shape
        f"{OLD} 99 398 m 123 398 l S",  # underlined
        f"{OLD} 20 403 m 500 403 l S",  # a rule across the page
        f"{OLD} q 200 200 50 50 re W n 1 g 90 390 60 30 re f Q",  # under a shape that is cut off beside it
        f"{OLD} q 90 390 m 150 390 l 120 420 l h 90 420 m 150 420 l 120 390 l h W n 1 g 90 390 60 30 re f Q",
    ],
)
def test_words_that_are_seen_stay(content: str):
    assert blocks(content) == (Paragraph(0, "1150", page_no=1),)


def test_a_pale_text_strewn_over_the_page_is_no_part_of_it():
    tiles = "".join(f"BT /F 12 Tf {x} {y} Td (Draft 2023) Tj ET\n" for x in (40, 200, 360) for y in (95, 245, 395, 545))
    report = read_pdf(pdf(f"0.8 g {tiles} 0 g {words((100, 100, 'Text of the page'))}"), HERE)
    assert [block.part for block in report.blocks].count("body") == 1
    assert "水印" in report.notes[0]


def test_a_shape_that_is_cut_down_covers_what_is_left_of_it():
    report = read_pdf(pdf(f"{OLD} q 95 395 40 20 re W n 1 g 0 0 600 800 re f Q 0 g {NEW}"), HERE)
    assert report.blocks == (Paragraph(0, "1280", page_no=1), Paragraph(1, "1150", "hidden", 1))


LAYER = "<< /Type /OCG /Name (Old) >>"


@pytest.mark.parametrize("state, seen", [("/OFF [6 0 R]", ["1280"]), ("/ON [6 0 R]", ["1150", "1280"])])
def test_a_layer_that_is_switched_off_comes_apart(state: str, seen: list[str]):
    catalog = f"/OCProperties << /OCGs [6 0 R] /D << {state} >> >>"
    report = read_pdf(pdf(f"/OC /P BDC {OLD} EMC {NEW}", catalog=catalog, more=[LAYER]), HERE)
    shown = [block.text for block in report.blocks if isinstance(block, Paragraph) and block.part == "body"]
    assert shown == seen
    assert ["图层" in note for note in report.notes] == [True] * (len(seen) == 1)


@pytest.mark.parametrize("flags, seen", [(4, ["1280"]), (2, ["1150", "1280"])])  # printed, hidden
def test_words_under_a_note_that_strikes_them_out_come_apart(flags: int, seen: list[str]):
    note = f"<< /Type /Annot /Subtype /StrikeOut /F {flags} /Rect [99 395 125 410]"
    page = f"/Annots [{note} /QuadPoints [99 410 125 410 99 395 125 395] >>]"
    report = read_pdf(pdf(f"{OLD} {NEW}", page=page), HERE)
    assert [block.text for block in report.blocks if isinstance(block, Paragraph) and block.part == "body"] == seen


def test_a_document_that_hides_all_it_says_tells_so():
    report = read_pdf(pdf(f"1 g {OLD} {NEW}"), HERE)
    assert {block.part for block in report.blocks} == {"hidden"}
    assert "全部内容都是隐藏的" in report.notes[-1]
