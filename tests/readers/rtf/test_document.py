"""Rich text: characters by code page and number, tables by the edges of cells, and what stands beside the text."""

from pathlib import Path

import pytest

from flows.model.exceptions import DamagedReport, OversizedReport, UnsupportedFormat
from flows.model.report import Block, Paragraph, Table
from flows.readers.rtf.document import read_rtf
from tests.samples.write_rtf import escaped

HERE = Path("报告.rtf")
FONTS = "{\\fonttbl{\\f0\\froman\\fcharset0 Times New Roman;}{\\f1\\fnil\\fcharset134{\\*\\panose 02}SimSun;}{\\f2\\fnil\\fcharset2 Wingdings;}}"


def rtf(content: str | bytes, page: int = 936) -> bytes:
    said = content.encode("ascii") if isinstance(content, str) else content
    return b"{\\rtf1\\ansi\\ansicpg%d\\deff0\\uc1%s\n%s}" % (page, FONTS.encode(), said)


def blocks(content: str | bytes, page: int = 936) -> tuple[Block, ...]:
    return read_rtf(rtf(content, page), HERE).blocks


def said(content: str | bytes, page: int = 936) -> list[str]:
    return [block.text for block in blocks(content, page) if isinstance(block, Paragraph)]


def grid(table: Block) -> list[tuple[int, int, int, int, str]]:
    assert isinstance(table, Table)
    return [(cell.row, cell.column, cell.row_span, cell.column_span, cell.text) for cell in table.cells]


def hexed(text: str, encoding: str = "gbk") -> str:
    return "".join(f"\\'{byte:02x}" for byte in text.encode(encoding))


@pytest.mark.parametrize(
    ("content", "page", "expected"),
    [
        (hexed("年初预算") + "120.5", 936, "年初预算120.5"),
        ("\\f1 " + hexed("决算"), 1252, "决算"),
        ("\\f0\\loch\\af0\\hich\\af0\\dbch\\af1 " + hexed("决算"), 1252, "决算"),
        ("caf\\'e9", 1252, "café"),
        (hexed("收入", "cp950"), 950, "收入"),
        (hexed("支出", "utf-8"), 65001, "支出"),
        ("\\u24180?\\u-26503?x", 936, "年\u9879x"),
        ("{\\uc2\\u24180\\'c4\\'ea}\\u24230\\'b6x", 936, "年度x"),
        ("{\\uc0\\u24180\\u24230}x", 936, "年度x"),
        ("\\u-10179?\\u-8704?", 936, "😀"),
        ("\\u24180\\endash x\\u24230\\par", 936, "年x度"),
        ("\\f2\\'fc\\f0 x{\\f2\\u-3842?}", 936, "✓x☑"),
        ("a\\~b\\_c\\-d\\emdash\\{e\\}\\\\", 936, "a\xa0b-cd—{e}\\"),
    ],
)
def test_characters_are_those_of_their_code_page_or_number(content: str, page: int, expected: str) -> None:
    assert said(content, page) == [expected]


@pytest.mark.parametrize("word", ["誠", "乗", "亄", "俓"])
def test_a_second_byte_may_look_like_a_control(word: str) -> None:
    """Bytes of GBK without an escape: their second is a backslash, a brace or a letter."""
    assert said(word.encode("gbk") + b"12\\par x") == [f"{word}12", "x"]


def test_a_number_without_its_replacement_swallows_no_mark() -> None:
    row = "\\trowd\\cellx1000\\cellx2000 \\pard\\intbl \\u24180\\cell\\u24230\\cell\\row"

    [table] = blocks(row)

    assert grid(table) == [(0, 0, 1, 1, "年"), (0, 1, 1, 1, "度")]


def test_cells_are_merged_by_marks_and_by_edges() -> None:
    first = "\\trowd\\trleft-108\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000 \\pard\\intbl a\\cell b\\cell\\cell\\row"
    second = (
        "\\trowd\\trleft-108\\clvmrg\\cellx1000\\cellx2005\\cellx3000 \\pard\\intbl x\\cell c\\par d\\cell e\\cell\\row"
    )
    third = "\\trowd\\trleft-108\\cellx2000\\cellx3000 \\pard\\intbl f\\cell g\\cell\\row\\pard "

    table, after = blocks(f"{first}{second}{third} end\\par")

    assert grid(table) == [
        (0, 0, 2, 1, "a"), (0, 1, 1, 2, "b"), (1, 1, 1, 1, "c\nd"), (1, 2, 1, 1, "e"), (2, 0, 1, 2, "f"), (2, 2, 1, 1, "g"),
    ]  # fmt: skip
    assert after == Paragraph(1, "end")


def test_a_row_may_be_defined_behind_its_cells() -> None:
    row = "{\\pard\\intbl a\\cell b\\cell}{\\trowd\\cellx1000\\cellx3000\\row}"

    assert grid(blocks(row * 2)[0]) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b"), (1, 0, 1, 1, "a"), (1, 1, 1, 1, "b")]


@pytest.mark.parametrize("end", [r"a\nestcell", r"{\*\nesttableprops\trowd\cellx400\nestrow}"])
def test_a_depth_that_no_document_has_opens_no_tables_without_end(end: str) -> None:
    with pytest.raises(DamagedReport):
        blocks(rf"\pard\intbl\itap2147483647 {end}")


def test_a_table_within_a_cell_comes_after_the_one_that_holds_it() -> None:
    inner = "\\pard\\intbl\\itap2 in\\nestcell 5\\nestcell{\\*\\nesttableprops\\trowd\\cellx400\\cellx800\\nestrow}{\\nonesttables\\par}"
    outer = f"\\trowd\\cellx1000\\cellx2000 {inner}\\pard\\intbl\\itap1 out\\cell 6\\cell\\row"

    first, second = blocks(outer)

    assert grid(first) == [(0, 0, 1, 1, "out"), (0, 1, 1, 1, "6")]
    assert grid(second) == [(0, 0, 1, 1, "in"), (0, 1, 1, 1, "5")]


@pytest.mark.parametrize(
    "hiding", ["{\\v 99}", "\\v 99\\v0 ", "{\\strike 99}", "{\\striked1 99}", "{\\deleted 99}", "\\strike 99\\plain "]
)
def test_hidden_struck_out_and_deleted_text_stands_apart(hiding: str) -> None:
    assert blocks(f"a{hiding}b\\par") == (Paragraph(0, "ab"), Paragraph(1, "99", "hidden"))


def test_hidden_text_of_a_cell_is_none_of_the_cell() -> None:
    table, hidden = blocks("\\trowd\\cellx1000 \\pard\\intbl 12{\\v 99}\\cell\\row")

    assert grid(table) == [(0, 0, 1, 1, "12")]
    assert hidden == Paragraph(1, "99", "hidden")


def test_headers_footers_notes_and_text_boxes_are_parts() -> None:
    head = "{\\header head\\par}{\\headerf head\\par}{\\footer {\\field{\\*\\fldinst PAGE}{\\fldrslt 3}} foot}"
    box = "{\\shp{\\*\\shpinst\\shpleft10{\\sp{\\sn fHidden}{\\sv 0}}{\\shptxt \\pard box\\par}}{\\shprslt{\\*\\do\\dptxbx{\\dptxbxtext box\\par}}}}"

    found = blocks(f"{head}a{box}{{\\footnote note\\par}}\\par b\\par")

    assert [(block.text, block.part) for block in found if isinstance(block, Paragraph)] == [
        ("a", "body"), ("box", "textbox"), ("b", "body"), ("head", "header"), ("foot", "footer"), ("note", "footnote"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("{\\field{\\*\\fldinst HYPERLINK x}{\\fldrslt link}}", "link"),
        ("{\\listtext\\f0 1.\\tab}one", "1. one"),
        ("{\\listtext\\f2\\'b7\\tab}one", "one"),
        ("{\\pntext " + escaped("一、") + "\\tab}one", "一、 one"),
        ("{\\upr{ab}{\\*\\ud{" + escaped("年") + "}}}", "年"),
        ("{\\info{\\title t}{\\upr{\\author a}{\\*\\ud{\\author b}}}}x", "x"),
        ("{\\*\\unknown y}x{\\pict\\bin4 }}}}z}", "x"),
        ("{\\stylesheet{\\s0 Normal;}}{ \\colortbl;\\red0;}x", "x"),
        ("{\\object\\objemb{\\*\\objclass Excel.Sheet.8}{\\*\\objdata 0105}{\\result seen}}", "seen"),
        ("{\\*\\moMath{\\mf{\\mnum{\\mr 1}}{\\mden{\\mr 2}}}}", "1/2"),
    ],
)
def test_groups_are_read_or_passed_over_by_their_name(content: str, expected: str) -> None:
    assert said(content + "\\par") == [expected]


def test_embedded_objects_are_noted() -> None:
    assert read_rtf(rtf("x{\\object\\objemb{\\result y}}"), HERE).notes == (
        "文档含 1 个嵌入对象（如 Excel 表格），其中内容未读取",
    )


def test_a_file_cut_off_is_read_with_a_note() -> None:
    report = read_rtf(rtf("120.5\\par 118")[:-1], HERE)

    assert [block.text for block in report.blocks if isinstance(block, Paragraph)] == ["120.5", "118"]
    assert report.notes == ("RTF 文件的结尾不完整，可能没有下载完：已读取实有的内容，请对照原件核对",)


def test_a_document_of_pictures_only_says_the_way_out() -> None:
    with pytest.raises(UnsupportedFormat, match="只有图片的 RTF 文档"):
        read_rtf(rtf("{\\pict 0102}"), HERE)


@pytest.mark.parametrize(
    ("content", "error"),
    [
        ("{" * 5_000, DamagedReport),
        ("\\pard\\intbl\\itap999999 x\\par", DamagedReport),
        ("\\trowd\\cellx1 \\pard\\intbl " + "\\cell" * 2_000 + "\\row", OversizedReport),
    ],
)
def test_what_no_page_holds_is_refused(content: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        blocks(content)


def test_what_is_no_rich_text_is_damaged() -> None:
    with pytest.raises(DamagedReport, match="缺少 RTF 的开头"):
        read_rtf(b"{\\rt", HERE)


def test_numbers_beyond_all_bounds_are_borne() -> None:
    content = "{\\uc99999999\\u-99999999999 x}\\bin-5 \\par\\trowd\\cellx-99999999999\\cellx99999999999 \\pard\\intbl a\\cell b\\cell\\row"

    assert grid(blocks(content)[-1]) == [(0, 0, 1, 1, "a"), (0, 1, 1, 1, "b")]
