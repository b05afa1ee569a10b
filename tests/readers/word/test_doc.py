"""Old Word documents: each test writes the bytes that Word would write and asks for the exact cells."""

import random
from pathlib import Path

import pytest

from flows.model.exceptions import DamagedReport, EncryptedReport, ReportError, UnsupportedFormat
from flows.model.report import Block, Cell, Paragraph, Table
from flows.readers import read
from flows.readers.word.doc import read_doc
from tests.beside import SAMPLES, needs_shared
from tests.readers.lists import without_lists
from tests.readers.word.word97 import (
    INNER_CELL_END,
    INNER_ROW_END,
    Typed,
    cell,
    compound_file,
    depth,
    document,
    row_definition,
    row_end,
)

HERE = Path("自评报告.doc")
DELETED, HIDDEN, SYMBOL = (bytes.fromhex(code) for code in ("000801", "3C0801", "096A00000000"))
TWO = (0, 3000, 6000)


def blocks(*stretches: Typed, **options: object) -> tuple[Block, ...]:
    return read_doc(document(*stretches, **options), HERE).blocks  # type: ignore[arg-type]


def table(*stretches: Typed) -> Table:
    [found] = [block for block in blocks(*stretches) if isinstance(block, Table)]
    return found


def test_paragraphs_and_a_table_come_in_order() -> None:
    found = blocks(
        Typed("青禾县教育局\r"),
        cell("收入"),
        cell("1,234.50"),
        row_end(TWO),
        Typed("单位：万元\r"),
        Typed("\r"),
    )
    assert found == (
        Paragraph(0, "青禾县教育局"),
        Table(1, 0, 1, 2, (Cell(0, 0, "收入"), Cell(0, 1, "1,234.50"))),
        Paragraph(2, "单位：万元"),
    )


def test_borders_of_all_rows_make_the_columns() -> None:
    found = table(
        cell("总计"),
        cell("9"),
        row_end((0, 4000, 6000)),
        cell("一"),
        cell("二"),
        cell("三"),
        row_end((0, 2000, 4000, 6000)),
    )
    assert found.cells == (
        Cell(0, 0, "总计", column_span=2),
        Cell(0, 2, "9"),
        Cell(1, 0, "一"),
        Cell(1, 1, "二"),
        Cell(1, 2, "三"),
    )


def test_borders_that_nearly_meet_are_one() -> None:
    found = table(cell("一"), cell("二"), row_end((0, 3000, 6000)), cell("三"), cell("四"), row_end((0, 3009, 5994)))
    assert (found.column_count, len(found.cells)) == (2, 4)


def test_cells_narrower_than_that_are_kept() -> None:
    found = table(cell("一"), cell("二"), cell("三"), row_end((0, 3000, 3005, 6000)))
    assert [box.text for box in found.cells] == ["一", "二", "三"]


def test_a_tall_cell_stands_once_and_what_it_covers_is_not_read() -> None:
    found = table(
        cell("过程"),
        cell("1"),
        row_end(TWO, (0x60,)),
        cell("看不见"),
        cell("2"),
        row_end(TWO, (0x20,)),
        cell("另一个"),
        cell("3"),
        row_end(TWO, (0x60,)),
    )
    assert found.cells == (
        Cell(0, 0, "过程", row_span=2),
        Cell(0, 1, "1"),
        Cell(1, 1, "2"),
        Cell(2, 0, "另一个"),
        Cell(2, 1, "3"),
    )


@pytest.mark.parametrize("marks", [(1, 2, 2), (2, 1, 1)])
def test_a_wide_cell_is_the_same_whichever_mark_begins_it(marks: tuple[int, ...]) -> None:
    found = table(cell("合并"), cell(""), cell(""), cell("右"), row_end((0, 1000, 2000, 3000, 4000), marks))
    assert found.column_count == 2
    assert found.cells == (Cell(0, 0, "合并"), Cell(0, 1, "右"))


def test_two_wide_cells_beside_each_other_stay_two() -> None:
    found = table(cell("甲"), cell(""), cell("乙"), cell(""), row_end((0, 1000, 2000, 3000, 4000), (1, 2, 1, 2)))
    assert [box.text for box in found.cells] == ["甲", "乙"]


def test_a_row_that_begins_further_right_leaves_an_empty_cell() -> None:
    found = table(cell("一"), cell("二"), row_end(TWO), cell("三"), row_end((3000, 6000)))
    assert found.cells == (Cell(0, 0, "一"), Cell(0, 1, "二"), Cell(1, 0, ""), Cell(1, 1, "三"))


def test_cells_that_the_row_does_not_define_are_kept() -> None:
    found = table(cell("一"), cell("二"), cell("三"), row_end(TWO))
    assert [box.text for box in found.cells] == ["一", "二", "三"]


def test_paragraphs_of_a_cell_are_lines() -> None:
    first = Typed("\r", cell("").properties), Typed("甲\r", cell("").properties)
    found = table(*first, cell("乙"), row_end((0, 3000)))
    assert found.cells == (Cell(0, 0, "甲\n乙"),)


def test_a_table_in_a_cell_comes_after_the_table() -> None:
    inner = cell("").properties + depth(2)
    found = blocks(
        Typed("内\r", inner + INNER_CELL_END),
        Typed("\r", inner + INNER_CELL_END + INNER_ROW_END + row_definition((0, 900))),
        cell("外"),
        row_end((0, 3000)),
    )
    assert found == (
        Table(0, 0, 1, 1, (Cell(0, 0, "外"),)),
        Table(1, 1, 1, 1, (Cell(0, 0, "内"),)),
    )


def test_a_field_says_its_result_and_a_page_number_nothing() -> None:
    code = Typed("编码\x13 FORMTEXT \x14303001\x15，第\x13 PAGE \x147\x15页\x13 SET x \x15\r")
    assert blocks(code) == (Paragraph(0, "编码303001，第页"),)


def test_deleted_text_is_gone_and_hidden_text_apart() -> None:
    found = blocks(
        Typed("收入"),
        Typed("旧数", characters=DELETED),
        Typed("新数"),
        Typed("底稿", characters=HIDDEN),
        Typed("。\r"),
    )
    assert found == (Paragraph(0, "收入新数。"), Paragraph(1, "底稿", "hidden"))


def test_a_mark_above_the_line_is_no_digit_of_the_number_before_it() -> None:
    raised = b"\x48\x2a\x01"
    assert blocks(Typed("1,280.50"), Typed("1", characters=raised), Typed("万元\r")) == (Paragraph(0, "1,280.50¹万元"),)
    lifted = b"\x45\x48\x07\x00\x43\x4a\x0d\x00"
    assert blocks(Typed("36.50"), Typed("2", characters=lifted), Typed("\r")) == (Paragraph(0, "36.50²"),)
    lowered = b"\x45\x48\xf9\xff"
    assert blocks(Typed("36.50"), Typed("2", characters=lowered), Typed("\r")) == (Paragraph(0, "36.502"),)


def test_a_cell_that_is_raised_as_a_whole_is_a_number() -> None:
    raised = b"\x48\x2a\x01"
    found = blocks(cell("水渠"), Typed("36.50", characters=raised), cell(""), row_end((0, 900, 1800)))
    assert [one.text for block in found if isinstance(block, Table) for one in block.cells] == ["水渠", "36.50"]


def test_a_sign_of_a_symbol_font_is_no_bracket() -> None:
    assert blocks(Typed("(", characters=SYMBOL), Typed("(合格)\r")) == (Paragraph(0, "(合格)"),)


def test_breaks_tabs_and_hyphens_are_characters() -> None:
    assert blocks(Typed("甲\t乙\x0b2020\x1e2021\x1f\r")) == (Paragraph(0, "甲\t乙\n2020-2021"),)


def test_rare_characters_of_two_units_shift_nothing() -> None:
    found = blocks(Typed("𠮷\r"), cell("𠮷林"), row_end((0, 3000)), Typed("后\r"))
    assert found == (Paragraph(0, "𠮷"), Table(1, 0, 1, 1, (Cell(0, 0, "𠮷林"),)), Paragraph(2, "后"))


def test_text_of_one_byte_a_character_is_read() -> None:
    assert blocks(Typed("Total – 5\r"), cell("x"), row_end((0, 900)), is_narrow=True) == (
        Paragraph(0, "Total – 5"),
        Table(1, 0, 1, 1, (Cell(0, 0, "x"),)),
    )


def test_notes_headers_and_boxes_are_parts() -> None:
    header = "页眉\r页脚\r"
    found = blocks(
        Typed("正文\r"),
        Typed("脚注\r"),
        Typed(header),
        Typed("框\r"),
        parts={1: 3, 2: 6, 6: 2},
        stories=(0, 0, 0, 0, 0, 0, 0, 3, 3, 6, 6, 6),
    )
    assert found == (
        Paragraph(0, "正文"),
        Paragraph(1, "页眉", "header"),
        Paragraph(2, "页脚", "footer"),
        Paragraph(3, "脚注", "footnote"),
        Paragraph(4, "框", "textbox"),
    )


def test_embedded_objects_are_noted() -> None:
    report = read_doc(document(Typed("附表\x13 EMBED Excel.Sheet.8 \x14\x01\x15\r")), HERE)
    assert report.blocks == (Paragraph(0, "附表"),)
    assert report.notes == ("文档含 1 个嵌入对象（如 Excel 表格），其中内容未读取",)


def test_a_locked_document_is_encrypted() -> None:
    with pytest.raises(EncryptedReport):
        read_doc(document(Typed("x\r"), is_encrypted=True), HERE)


def test_a_document_before_word_97_is_named() -> None:
    with pytest.raises(UnsupportedFormat, match="Word 95"):
        read_doc(document(Typed("x\r"), version=0x68), HERE)


def test_a_document_of_pictures_only_is_unsupported() -> None:
    with pytest.raises(UnsupportedFormat, match="只有图片的 Word 文档"):
        read_doc(document(Typed("\x01\r")), HERE)


def test_a_document_cut_short_is_damaged() -> None:
    with pytest.raises(DamagedReport):
        read_doc(document(Typed("正文" * 3000 + "\r"))[:9000], HERE)


def test_tables_nested_without_end_are_damaged() -> None:
    with pytest.raises(DamagedReport, match="嵌套过深"):
        read_doc(document(Typed("x\r", depth(65))), HERE)


def test_a_wps_document_is_a_word_document() -> None:
    report = read(document(Typed("正文\r")), Path("自评报告.wps"))
    assert (report.format, report.notes, report.blocks) == ("doc", (), (Paragraph(0, "正文"),))


def test_an_embedded_document_does_not_make_a_workbook_a_document() -> None:
    data = compound_file({"Workbook": b"WordDocument\0".decode().encode("utf-16-le").ljust(128, b"\0")})
    with pytest.raises(DamagedReport, match="工作簿"):
        read(data, Path("a.xls"))


def test_broken_bytes_end_in_an_outcome() -> None:
    whole = document(
        Typed("青禾县教育局\x13 PAGE \x147\x15\r"),
        *(cell("收入"), cell("1,234.50"), row_end(TWO, (0x60,))) * 3,
        Typed("底稿\r", characters=HIDDEN),
        Typed("页眉\r"),
        parts={2: 3},
        stories=(0, 0, 0, 0, 0, 0, 0, 3, 3),
    )
    dice = random.Random(97)
    outcomes = {"read": 0, "refused": 0}
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 8)):
            data[dice.randrange(512 if dice.random() < 0.1 else len(data))] = dice.randrange(256)
        if dice.random() < 0.2:
            del data[dice.randrange(len(data)) :]
        try:
            read_doc(bytes(data), HERE)
            outcomes["read"] += 1
        except ReportError:
            outcomes["refused"] += 1
    assert min(outcomes.values()) > 10


@needs_shared
@pytest.mark.parametrize("name", ["000", "001", "002", "003", "004"])
def test_a_sample_says_the_same_as_the_newer_format(name: str) -> None:
    old, new = (SAMPLES / name / f"report.{suffix}" for suffix in ("doc", "docx"))
    assert read(old.read_bytes(), old).blocks == read(without_lists(new.read_bytes()), new).blocks


@pytest.mark.parametrize("hiding", ["370801", "532A01", "7068FFFFFF00"])
def test_struck_out_and_white_words_come_apart(hiding: str) -> None:
    found = blocks(Typed("1,150.00", characters=bytes.fromhex(hiding)), Typed("1,280.50\r"))
    assert found == (Paragraph(0, "1,280.50"), Paragraph(1, "1,150.00", "hidden"))
