"""PDF: small pages written by hand."""

import zlib

import pytest

from flows.model.exceptions import DamagedReport, EmptyReport, EncryptedReport, OversizedReport
from flows.model.report import Cell, Paragraph, Table
from flows.readers.pdf.document import read_pdf
from tests.readers.pdf.written import HEIGHT, HERE, blocks, lines, pdf, ruled, with_map, words


def only_table(*pages: str) -> Table:
    [table] = [block for block in blocks(*pages) if isinstance(block, Table)]
    covered = [
        (row, column)
        for cell in table.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(table.row_count) for column in range(table.column_count)]
    return table


def grid(table: Table) -> list[tuple[int, int, str, int, int]]:
    return [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in table.cells]


TWO_BY_TWO = ruled([100, 250, 400], [100, 130, 160])


def test_a_ruled_table_is_a_grid_between_the_paragraphs_around_it():
    page = TWO_BY_TWO + words((110, 120, "item"), (260, 120, "sum"), (110, 150, "a"), (260, 150, "80"))
    before, table, after = blocks(page + words((100, 80, "Before"), (100, 190, "After")))
    assert (before, after) == (Paragraph(0, "Before", page_no=1), Paragraph(2, "After", page_no=1))
    assert isinstance(table, Table)
    assert (table.block_no, table.table_no, table.page_no) == (1, 0, 1)
    assert table.cells == (
        Cell(0, 0, "item", page_no=1),
        Cell(0, 1, "sum", page_no=1),
        Cell(1, 0, "a", page_no=1),
        Cell(1, 1, "80", page_no=1),
    )


def test_every_paragraph_and_cell_has_its_box_on_its_page():
    full = "word " * 11 + "words"
    page = TWO_BY_TWO + words((110, 120, "item"), (260, 120, "sum"), (110, 150, "a"), (260, 150, "80"))
    table, paragraph = blocks(page + words((124, 690, full[:54]), (100, 710, full)), words((100, 100, "end.")))
    assert isinstance(table, Table) and isinstance(paragraph, Paragraph)
    assert [cell.box for cell in table.cells] == [
        (100, 100, 250, 130),
        (250, 100, 400, 130),
        (100, 130, 250, 160),
        (250, 130, 400, 160),
    ]
    assert paragraph.text.endswith("end.")  # overleaf: the box is where it begins
    assert paragraph.box == (100, 681, 460, 711)
    assert table.place_of(table.cells[3]).box == (250, 130, 400, 160)
    assert (paragraph.place.page_no, paragraph.place.box) == (1, paragraph.box)


def test_missing_lines_between_slots_are_spans():
    page = lines(
        *((100, y, 400, y) for y in (100, 160)),
        (200, 130, 400, 130),
        *((x, 100, x, 160) for x in (100, 200, 400)),
        (300, 130, 300, 160),
    )
    page += words((110, 135, "unit"), (210, 120, "of it"), (210, 150, "8"), (310, 150, "1"))
    assert grid(only_table(page)) == [
        (0, 0, "unit", 2, 1),
        (0, 1, "of it", 1, 2),
        (1, 1, "8", 1, 1),
        (1, 2, "1", 1, 1),
    ]


def test_lines_drawn_as_thin_rectangles_and_boxes_are_lines():
    def bar(x: float, y: float, width: float, height: float) -> str:
        return f"{x} {HEIGHT - y - height} {width} {height} re f\n"

    bars = "".join(bar(100, y, 300, 0.8) for y in (100, 130)) + "".join(bar(x, 100, 0.8, 30) for x in (100, 250, 400))
    boxes = f"100 {HEIGHT - 330} 150 30 re S 250 {HEIGHT - 330} 150 30 re S\n"
    page = bars + boxes + words((110, 120, "a"), (260, 120, "1"), (110, 320, "b"), (260, 320, "2"))
    first, second = blocks(page)
    assert isinstance(first, Table) and grid(first) == [(0, 0, "a", 1, 1), (0, 1, "1", 1, 1)]
    assert isinstance(second, Table) and grid(second) == [(0, 0, "b", 1, 1), (0, 1, "2", 1, 1)]


def test_dotted_lines_and_thick_bars_are_lines():
    def dots(x0: float, y0: float, x1: float, y1: float) -> str:
        count = round(max(x1 - x0, y1 - y0) / 3)
        spots = ((x0 + (x1 - x0) * i / count, y0 + (y1 - y0) * i / count) for i in range(count + 1))
        return "".join(f"{x:.2f} {HEIGHT - y:.2f} 1.5 1.5 re f\n" for x, y in spots)

    def bar(x: float, y: float, width: float, height: float) -> str:
        return f"{x} {HEIGHT - y - height} {width} {height} re f\n"

    dotted = "".join(dots(100, y, 400, y) for y in (100, 130, 160)) + dots(100, 100, 100, 160)
    dotted += dots(250, 100, 250, 160) + dots(400, 100, 400, 160)
    thick = bar(98, 98, 304, 4) + bar(98, 158, 304, 4) + bar(98, 98, 4, 64) + bar(398, 98, 4, 64)
    inner = lines((100, 130, 400, 130), (250, 100, 250, 160))
    assert grid(only_table(dotted + CELLS)) == grid(only_table(thick + inner + CELLS)) == FOUR


def test_shading_is_no_line():
    shade = f"0.9 g 120 {HEIGHT - 125} 60 12 re f 0 g\n"
    page = TWO_BY_TWO + shade + words((110, 120, "item"), (260, 120, "1"), (110, 150, "b"), (260, 150, "2"))
    assert (only_table(page).row_count, only_table(page).column_count) == (2, 2)


def test_a_last_row_without_a_closing_line_is_a_row():
    page = lines(*((100, y, 400, y) for y in (100, 130)), *((x, 100, x, 160) for x in (100, 250, 400)))
    page += words((110, 120, "a"), (260, 120, "1"), (110, 150, "b"), (260, 150, "2"))
    assert grid(only_table(page))[2:] == [(1, 0, "b", 1, 1), (1, 1, "2", 1, 1)]


def test_a_table_open_at_its_sides_keeps_its_outer_columns():
    page = lines(*((100, y, 400, y) for y in (100, 130, 160)), (250, 100, 250, 160))
    page += words((110, 120, "a"), (260, 120, "1"), (110, 150, "b"), (260, 150, "2"))
    assert [cell.text for cell in only_table(page).cells] == ["a", "1", "b", "2"]


def test_an_underline_makes_no_table():
    page = words((100, 100, "Code: 303001")) + lines((130, 103, 200, 103))
    assert blocks(page) == (Paragraph(0, "Code: 303001", page_no=1),)


def test_a_frame_around_the_page_makes_no_table():
    page = ruled([20, 580], [20, 780]) + words((100, 100, "Text"))
    assert blocks(page) == (Paragraph(0, "Text", page_no=1),)


def test_wrapped_lines_are_one_paragraph_and_short_lines_end_it():
    full = "word " * 11 + "words"  # 360 points, from margin to margin
    page = words(
        (124, 100, full[:54]),
        (100, 120, full),
        (100, 140, "end."),
        (124, 160, full[:54]),
        (100, 180, "done."),
        (100, 200, full),
    )
    assert [block.text for block in blocks(page) if isinstance(block, Paragraph)] == [
        f"{full[:54]} {full} end.",
        f"{full[:54]} done.",
        full,
    ]


def test_a_number_too_long_for_the_line_leaves_it_short_and_the_paragraph_goes_on():
    full = "word " * 11 + "words"
    page = words((124, 100, full[:50]), (100, 120, "1234567.89 yuan."), (124, 140, full[:56]), (100, 160, full))
    assert [block.text for block in blocks(page + words((100, 180, full))) if isinstance(block, Paragraph)] == [
        f"{full[:49]} 1234567.89 yuan.",
        f"{full[:56]} {full} {full}",
    ]


def test_a_paragraph_goes_on_over_the_page_and_page_numbers_are_dropped():
    full = "word " * 11 + "words"
    first = words(*((100, y, full) for y in (100, 120, 140))) + words((290, 780, "- 1 -"))
    second = words((100, 100, "rest.")) + words((290, 780, "- 2 -"))
    assert blocks(first, second) == (Paragraph(0, f"{full} {full} {full} rest.", page_no=1),)


@pytest.mark.parametrize("number", ["{}", "- {} -", "Page {} of 3", "{} / 3", ". {} ."])
def test_a_page_number_however_written_is_no_content(number: str):
    pages = [words((100, 100, f"Text {no}."), (290, 780, number.format(no))) for no in (1, 2, 3)]
    assert [block.text for block in blocks(*pages) if isinstance(block, Paragraph)] == ["Text 1.", "Text 2.", "Text 3."]


def test_a_number_at_the_foot_that_does_not_count_the_pages_is_content():
    pages = [words((100, 100, f"Text {no}."), (290, 780, f"{no}")) for no in (1, 2, 3)]
    last = words((100, 100, "Text 4."), (100, 760, "1359"), (290, 780, "4"))
    assert [block.text for block in blocks(*pages, last) if isinstance(block, Paragraph)][-1] == "1359"


def test_running_lines_that_hold_the_page_number_are_dropped_as_such():
    pages = [words((100, 100, f"Text {no}."), (100, 780, "Qinghe 2020"), (490, 780, f"{no}")) for no in (1, 2, 3)]
    assert [(block.text, block.part) for block in blocks(*pages) if isinstance(block, Paragraph)] == [
        ("Text 1.", "body"),
        ("Text 2.", "body"),
        ("Text 3.", "body"),
        ("Qinghe 2020 1", "footer"),
    ]


def test_running_headers_come_once():
    pages = [words((250, 40, "Qinghe 2020"), (100, 200, f"Page text {number}.")) for number in "abc"]
    found = blocks(*pages)
    assert found[-1] == Paragraph(3, "Qinghe 2020", "header")
    assert [block.text for block in found if isinstance(block, Paragraph)][:3] == [
        "Page text a.",
        "Page text b.",
        "Page text c.",
    ]


def test_a_table_goes_on_over_the_page_without_its_repeated_header():
    first = ruled([100, 250, 400], [700, 730, 760])
    first += words((110, 720, "item"), (260, 720, "sum"), (110, 750, "a"), (260, 750, "1"), (290, 785, "1"))
    second = ruled([100, 250, 400], [60, 90, 120])
    second += words((110, 80, "item"), (260, 80, "sum"), (110, 110, "b"), (260, 110, "2"), (290, 785, "2"))
    table = only_table(first, second)
    assert [(cell.row, cell.text, cell.page_no) for cell in table.cells] == [
        (0, "item", 1),
        (0, "sum", 1),
        (1, "a", 1),
        (1, "1", 1),
        (2, "b", 2),
        (2, "2", 2),
    ]


def test_text_between_two_tables_keeps_them_apart():
    first = ruled([100, 250, 400], [700, 730]) + words((110, 720, "a"), (260, 720, "1"))
    second = ruled([100, 250, 400], [90, 120]) + words((100, 80, "Table 2"), (110, 110, "b"), (260, 110, "2"))
    assert [type(block).__name__ for block in blocks(first, second)] == ["Table", "Paragraph", "Table"]


def test_a_row_cut_by_the_page_is_one_row():
    long = "x" * 23  # fills its column
    first = ruled([100, 250, 400], [700, 760]) + words((110, 720, "goal"), (255, 720, long), (255, 740, long))
    second = ruled([100, 250, 400], [60, 90, 120]) + words((255, 80, "end."), (110, 110, "b"), (260, 110, "2"))
    assert grid(only_table(first, second)) == [
        (0, 0, "goal", 1, 1),
        (0, 1, f"{long} {long} end.", 1, 1),
        (1, 0, "b", 1, 1),
        (1, 1, "2", 1, 1),
    ]


def test_a_row_that_fills_every_cell_overleaf_is_a_row_of_its_own():
    """Both cells above break off in mid-sentence, as far as their shape tells."""
    first = ruled([100, 250, 400], [700, 760])
    first += words((110, 720, "repair of"), (110, 740, "schools"), (260, 720, "eight roofs"), (260, 740, "and a wall"))
    second = ruled([100, 250, 400], [60, 90, 120]) + words(
        (110, 80, "buses"), (260, 80, "5"), (110, 110, "b"), (260, 110, "2")
    )
    assert [[cell.text for cell in row] for row in only_table(first, second).rows()] == [
        ["repair of\nschools", "eight roofs\nand a wall"],
        ["buses", "5"],
        ["b", "2"],
    ]


def test_a_table_that_ends_high_on_its_page_is_not_joined_with_one_of_other_columns():
    second = ruled([100, 200, 300, 400], [60, 90, 120])
    second += words((110, 80, "name"), (210, 80, "plan"), (310, 80, "paid"))
    second += words((110, 110, "roof"), (210, 110, "3"), (310, 110, "2"))
    assert [[[cell.text for cell in row] for row in table.rows()] for table in blocks(TWO_BY_TWO + CELLS, second)] == [
        [["item", "sum"], ["a", "80"]],
        [["name", "plan", "paid"], ["roof", "3", "2"]],
    ]


def test_a_row_that_the_page_cuts_without_a_line_is_one_row():
    first = lines(*((100, y, 400, y) for y in (680, 710)), *((x, 680, x, 790) for x in (100, 250, 400)))
    first += words((110, 700, "item"), (260, 700, "sum"), (110, 740, "goal"), (260, 740, "one:"))
    second = lines(*((100, y, 400, y) for y in (90, 120)), *((x, 20, x, 120) for x in (100, 250, 400)))
    second += words((260, 60, "two"), (110, 110, "b"), (260, 110, "2"))
    assert grid(only_table(first, second)) == [
        (0, 0, "item", 1, 1),
        (0, 1, "sum", 1, 1),
        (1, 0, "goal", 1, 1),
        (1, 1, "one:\ntwo", 1, 1),
        (2, 0, "b", 1, 1),
        (2, 1, "2", 1, 1),
    ]


def test_the_outer_side_of_a_merged_cell_that_fills_the_page_is_a_side_of_the_table():
    page = lines(*((250, y, 400, y) for y in (130, 160)), *((x, 100, x, 200) for x in (100, 250, 400)))
    page += words((110, 150, "label"), (260, 120, "1"), (260, 150, "2"), (260, 190, "3"))
    assert grid(only_table(page)) == [(0, 0, "label", 3, 1), (0, 1, "1", 1, 1), (1, 1, "2", 1, 1), (2, 1, "3", 1, 1)]


def test_a_merged_label_reaches_over_the_page():
    def part(top: float, label: str, *values: str) -> str:
        page = lines(*((100, y, 400, y) for y in (top, top + 60)), (250, top + 30, 400, top + 30))
        page += lines(*((x, top, x, top + 60) for x in (100, 250, 400)))
        return page + words((260, top + 20, values[0]), (260, top + 50, values[1]), (110, top + 30, label))

    assert grid(only_table(part(700, "output", "1", "2"), part(60, "", "3", "4"))) == [
        (0, 0, "output", 4, 1),
        (0, 1, "1", 1, 1),
        (1, 1, "2", 1, 1),
        (2, 1, "3", 1, 1),
        (3, 1, "4", 1, 1),
    ]


def test_bold_imitated_by_printing_twice_is_read_once():
    page = words((100, 100, "Total 11")) + words((100.4, 100, "Total 11"))
    assert blocks(page) == (Paragraph(0, "Total 11", page_no=1),)


def test_a_watermark_is_left_out_with_a_note():
    slanted = "BT /F 40 Tf 0.7 0.7 -0.7 0.7 200 300 Tm (DRAFT) Tj ET\n"
    report = read_pdf(pdf(words((100, 100, "Text of the page")) + slanted), HERE)
    assert report.blocks == (Paragraph(0, "Text of the page", page_no=1),)
    assert report.notes == ("有 5 个倾斜或压在正文上的字符（如水印）未读取",)


def test_a_large_watermark_that_lies_over_the_cells_is_left_out():
    report = read_pdf(pdf(f"{TWO_BY_TWO}{CELLS}0.9 g BT /F 60 Tf 100 640 Td (DRAFT) Tj ET\n"), HERE)
    [table] = report.blocks
    assert isinstance(table, Table) and grid(table) == FOUR
    assert report.notes == ("有 5 个倾斜或压在正文上的字符（如水印）未读取",)


def test_a_large_title_is_no_watermark():
    title = "BT /F 60 Tf 100 740 Td (Title) Tj ET\n"
    assert blocks(title + words((100, 100, "Text of the page")))[0] == Paragraph(0, "Title", page_no=1)


def test_text_that_nobody_sees_is_left_out_with_a_note():
    off = words((700, 120, "off"), (110, 850, "below"))
    unpainted = "BT 3 Tr /F 10 Tf 115 680 Td (77) Tj ET\n"
    report = read_pdf(pdf(TWO_BY_TWO + CELLS + off + unpainted), HERE)
    [table] = report.blocks
    assert isinstance(table, Table) and grid(table) == FOUR
    assert report.notes == ("有 10 个看不见的字符（隐藏文字，或在页面之外）未读取",)


CELLS = words((110, 120, "item"), (260, 120, "sum"), (110, 150, "a"), (260, 150, "80"))


FOUR = [(0, 0, "item", 1, 1), (0, 1, "sum", 1, 1), (1, 0, "a", 1, 1), (1, 1, "80", 1, 1)]


@pytest.mark.parametrize("rotation", [90, 180, 270])
@pytest.mark.parametrize("drawn", ["1 0 0 1 0 0", "0 1 -1 0 750 0", "-1 0 0 -1 600 800", "0 -1 1 0 -150 800"])
def test_a_page_is_read_the_way_its_text_stands_however_it_is_turned(rotation: int, drawn: str):
    data = pdf(f"q {drawn} cm\n{TWO_BY_TWO}{CELLS}Q\n")
    [table] = read_pdf(data.replace(b"/MediaBox", f"/Rotate {rotation} /MediaBox".encode()), HERE).blocks
    assert isinstance(table, Table) and grid(table) == FOUR


def test_a_page_that_does_not_begin_at_zero_keeps_its_table():
    data = pdf(TWO_BY_TWO + CELLS).replace(b"[0 0 600 800]", b"[50 60 600 800]")
    [table] = read_pdf(data, HERE).blocks
    assert isinstance(table, Table) and grid(table) == FOUR


def test_white_lines_are_no_lines():
    white = "1 G " + lines((150, 100, 150, 160)) + f"0 G 1 g 180 {HEIGHT - 160} 0.5 60 re f 0 g\n"
    assert grid(only_table(TWO_BY_TWO + white + CELLS)) == FOUR


def test_numbers_that_only_a_gap_keeps_apart_do_not_run_together():
    page = words((100, 100, "12"), (115, 100, "34"))
    assert blocks(page) == (Paragraph(0, "12 34", page_no=1),)


def test_a_hyphen_at_a_lines_end_is_a_hyphen():
    full = "word " * 11 + "well-"
    [paragraph] = blocks(words((100, 100, full), (100, 120, "known " * 10), (100, 140, "end.")))
    assert isinstance(paragraph, Paragraph) and "well-known" in paragraph.text.replace(" ", "")


def test_a_ligature_and_a_rare_character_are_read_whole():
    data = with_map([("0001", "00660069"), ("0002", "D840DC00"), ("0003", "0035")], "000100020003")
    assert read_pdf(data, HERE).blocks[-1].text == "fi\U00020000" + "5"  # type: ignore[union-attr]


def test_characters_that_the_font_does_not_name_are_counted_and_marked():
    report = read_pdf(with_map([("0041", "0041"), ("0042", "0042")], "0041" * 6 + "0099" + "0042"), HERE)
    assert report.blocks == (Paragraph(0, "AAAAAA\ufffdB", page_no=2),)
    [note] = report.notes
    assert note.startswith("有 1 个字符因字体缺少编码表而无法识别，显示为 \ufffd：文字不可信")


def test_a_page_tree_that_leads_back_to_itself_is_damaged():
    with pytest.raises(DamagedReport):
        read_pdf(pdf(words((100, 100, "Text"))).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]"), HERE)


def test_more_pages_than_the_limit_are_refused_with_both_numbers():
    with pytest.raises(OversizedReport) as caught:
        read_pdf(pdf(*[""] * 2_001), HERE)
    assert (caught.value.limit, caught.value.found) == (2_000, 2_001)


def test_a_table_of_many_pages_keeps_every_row_in_order():
    def part(page_no: int) -> str:
        rows = [(105, 75 + 20 * row, f"r{page_no * 30 + row}") for row in range(30)]
        return ruled([100, 250, 400], [60 + 20 * row for row in range(31)]) + words(*rows)

    table = only_table(*(part(page_no) for page_no in range(12)))
    assert [cell.text for cell in table.cells if cell.column == 0] == [f"r{row}" for row in range(360)]


def test_a_document_of_blank_pages_is_empty():
    with pytest.raises(EmptyReport):
        read_pdf(pdf(""), HERE)


def test_a_locked_document_is_encrypted():
    lock = f"/ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{'41' * 32}> /U <{'42' * 32}> >>"
    with pytest.raises(EncryptedReport):
        read_pdf(pdf(words((100, 100, "Text")), trailer=lock), HERE)
    with pytest.raises(DamagedReport):  # which the one before it says nothing of
        read_pdf(pdf(), HERE)


@pytest.mark.parametrize(
    "data", [b"%PDF-1.4\n", b"%PDF-1.7 nothing follows" * 50, pdf(words((100, 100, "Text")))[:200], pdf()]
)
def test_a_broken_document_is_damaged(data: bytes):
    with pytest.raises(DamagedReport):
        read_pdf(data, HERE)


def test_a_stream_that_does_not_inflate_ends_in_an_outcome():
    broken = zlib.compress(b"BT ET")[:-4].decode("latin-1")
    data = pdf(broken).replace(b"/Length", b"/Filter /FlateDecode /Length")
    with pytest.raises((DamagedReport, EmptyReport)):
        read_pdf(data, HERE)
