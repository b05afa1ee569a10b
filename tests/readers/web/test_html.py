"""Web pages: the report's text and grids stay, the site around them goes."""

from pathlib import Path

import pytest

from flows.model.exceptions import DamagedReport, OversizedReport
from flows.model.report import Block, Cell, Paragraph, Table
from flows.readers.web.html import decode_html, read_html
from flows.readers.word.docx import read_docx
from tests.beside import SAMPLES, needs_shared
from tests.readers.lists import without_lists

HERE = Path("自评报告.html")


def blocks(body: str) -> tuple[Block, ...]:
    return read_html(f"<html><body>{body}</body></html>".encode(), HERE).blocks


def texts(body: str) -> list[str]:
    return [block.text for block in blocks(body) if isinstance(block, Paragraph)]


def table(rows: str) -> Table:
    [found] = [
        block
        for block in blocks(f"<table border=1>{rows}</table>")
        if isinstance(block, Table) and block.part == "body"
    ]
    covered = [
        (row, column)
        for cell in found.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(found.row_count) for column in range(found.column_count)]
    return found


def test_spans_make_a_full_grid():
    found = table(
        "<thead><tr><th rowspan=2>机构<th colspan=2>其中</tr><tr><th>拨款<th>其他</tr></thead>"
        "<tbody><tr><td>甲<td>8<td>1</tr></tbody>"
    )
    assert found.cells == (
        Cell(0, 0, "机构", row_span=2),
        Cell(0, 1, "其中", column_span=2),
        Cell(1, 1, "拨款"),
        Cell(1, 2, "其他"),
        Cell(2, 0, "甲"),
        Cell(2, 1, "8"),
        Cell(2, 2, "1"),
    )


def test_short_rows_are_filled_with_empty_cells():
    assert table("<tr><td>甲<td>1</tr><tr><td>乙</tr>").cells[2:] == (Cell(1, 0, "乙"), Cell(1, 1, ""))


def test_absurd_spans_end_with_the_table():
    found = table('<tr><td rowspan="99999999999">甲<td>1</tr><tr><td>2</tr>')
    assert (found.row_count, found.cells[0]) == (2, Cell(0, 0, "甲", row_span=2))


def test_a_span_of_zero_rows_reaches_the_end_and_a_broken_one_is_one():
    found = table('<tr><td rowspan=0>甲<td colspan="x">1</tr><tr><td>2</tr><tr><td>3</tr>')
    assert found.cells == (Cell(0, 0, "甲", row_span=3), Cell(0, 1, "1"), Cell(1, 1, "2"), Cell(2, 1, "3"))


def test_a_wide_cell_stops_before_one_that_comes_from_above():
    found = table("<tr><td>1<td rowspan=2>高<td>3</tr><tr><td colspan=3>宽</tr>")
    assert found.cells == (
        Cell(0, 0, "1"),
        Cell(0, 1, "高", row_span=2),
        Cell(0, 2, "3"),
        Cell(1, 0, "宽"),
        Cell(1, 2, ""),
    )


def test_a_row_of_spans_that_would_fill_the_memory_is_too_much():
    cells = "<td colspan=1000>x" * 5
    with pytest.raises(OversizedReport, match="一张表格的列数"):
        blocks(f"<table border=1><tr>{cells}</tr></table>")


def test_a_table_in_a_cell_takes_the_place_of_the_cell():
    nested = "<table border=1><tr><td>内</td><td>1</td></tr></table>"
    (grid,) = blocks(f"<table border=1><tr><td>外</td><td>{nested}</td></tr></table>")
    assert isinstance(grid, Table)
    assert grid.cells == (Cell(0, 0, "外"), Cell(0, 1, "内"), Cell(0, 2, "1"))


def test_a_table_between_words_of_a_cell_is_the_next_block():
    nested = "<table border=1><tr><td>内</td></tr></table>"
    outer, inner = blocks(f"<table border=1><tr><td>外{nested}后</td><td>2</td></tr></table>")
    assert isinstance(outer, Table) and isinstance(inner, Table)
    assert (outer.table_no, outer.cells) == (0, (Cell(0, 0, "外\n后"), Cell(0, 1, "2")))
    assert (inner.block_no, inner.table_no, inner.cells) == (1, 1, (Cell(0, 0, "内"),))


def test_a_table_that_only_lays_out_the_page_is_unwrapped():
    data = "<table border=1><tr><td>收入<td>29</table>"
    page = f"<table><tr><td colspan=2>标题</td></tr><tr><td>左</td><td><p>正文</p>{data}</td></tr></table>"
    title, left, prose, found = blocks(page)
    assert [title, left, prose] == [Paragraph(0, "标题"), Paragraph(1, "左"), Paragraph(2, "正文")]
    assert isinstance(found, Table) and found.cells == (Cell(0, 0, "收入"), Cell(0, 1, "29"))


def test_a_box_with_one_cell_of_blocks_is_unwrapped_unless_it_has_a_border():
    assert blocks("<table><tr><td><p>一</p><p>二</p></td></tr></table>") == (
        Paragraph(0, "一"),
        Paragraph(1, "二"),
    )
    [box] = blocks('<table><tr><td style="border: 1px solid"><p>一</p><p>二</p></td></tr></table>')
    assert isinstance(box, Table) and box.cells == (Cell(0, 0, "一\n二"),)


def test_the_site_around_the_report_is_left_out():
    menu = "<ul><li><a href='/a'>首页</a><li><a href='/b'>政务公开</a><li><a href='/c'>财政预决算</a></ul>"
    page = (
        f"<header>青禾县人民政府</header><nav>导航</nav>{menu}<script>var x</script><style>p {{}}</style>"
        "<form><input value=搜索><select><option>站内</select></form><p style='display: none'>隐藏</p>"
        f"<article><header><h1>自评报告</h1></header><p>正文第一段。</p></article><footer>版权</footer>"
    )
    assert texts(page) == ["自评报告", "正文第一段。"]


def test_a_form_that_wraps_the_whole_page_stays():
    assert texts("<form id=aspnetForm><input type=hidden><p>正文第一段。</p></form>") == ["正文第一段。"]


def test_links_inside_the_document_are_no_menu():
    contents = "".join(f"<p><a href='#_Toc{number}'>第{number}章</a></p>" for number in range(4))
    assert texts(f"<div>{contents}</div>") == ["第0章", "第1章", "第2章", "第3章"]


def test_links_to_attachments_in_a_table_stay():
    rows = "".join(f"<tr><td>{n}<td><a href='/{n}.pdf'>附件{n}</a>" for n in range(4))
    assert len(table(rows).cells) == 8


def test_a_line_break_of_the_source_is_none_of_the_page():
    assert texts("<p>支出\n  合计 budget\n  total</p>") == ["支出合计 budget total"]
    assert texts("<p>一<br>二</p>") == ["一\n二"]
    assert texts("<pre>一\n二\n\n三</pre>") == ["一\n二", "三"]


def test_paragraphs_made_of_breaks_and_indents_are_paragraphs():
    assert texts("<div>　　一、概况<br>　　现有编制<b>143</b>人。<br><br>二、支出</div>") == [
        "一、概况",
        "现有编制143人。",
        "二、支出",
    ]


def test_lines_of_a_cell_keep_the_blank_ones_between_them():
    assert table("<tr><td><p><br></p><p>一</p><p><br></p><p>二</p></td></tr>").cells == (Cell(0, 0, "一\n\n二"),)


def test_a_caption_is_a_paragraph_before_its_table():
    caption, found = blocks("<table border=1><caption>单位：万元</caption><tr><td>1</table>")
    assert caption == Paragraph(0, "单位：万元")
    assert isinstance(found, Table) and found.block_no == 1


@pytest.mark.parametrize(
    "data",
    [
        "<p>绩效</p>".encode(),
        b"\xef\xbb\xbf" + "<meta charset=gb2312><p>绩效</p>".encode(),
        "<meta charset='gb2312'><p>绩效</p>".encode("gb18030"),
        "<meta http-equiv=Content-Type content='text/html; charset=GBK'><p>绩效</p>".encode("gb18030"),
        "<meta charset=unicode><p>绩效</p>".encode("gb18030"),
        "<meta charset=utf-8><p>绩效</p>".encode("gb18030"),
        "<p>绩效</p>".encode("utf-16"),
    ],
)
def test_the_characters_are_right_even_where_the_declaration_is_wrong(data: bytes):
    assert read_html(data, HERE).blocks[-1] == Paragraph(0, "绩效")


def test_one_broken_byte_does_not_cost_the_page():
    text = decode_html("<p>绩效自评报告</p>".encode() + b"\xff" + "<p>支出</p>".encode())
    assert text == "<p>绩效自评报告</p>\ufffd<p>支出</p>"


def test_a_declaration_that_is_no_character_set_is_passed_over():
    assert decode_html("<meta charset=hex><p>绩</p>".encode()) == "<meta charset=hex><p>绩</p>"


def test_nesting_too_deep_to_be_read_to_the_end_is_damaged():
    with pytest.raises(DamagedReport, match="嵌套过深"):
        blocks("<div>" * 5000 + "底")


def test_entities_of_a_page_are_characters():
    assert texts("<p>&ge;90%&nbsp;&lt;100&#x33A1;</p>") == ["≥90% <100㎡"]


@needs_shared
@pytest.mark.parametrize("number", ["000", "001", "002", "003", "004"])
def test_a_page_saved_from_a_word_document_has_the_same_grids(number: str):
    def grids(found: tuple[Block, ...]) -> list[list[tuple[int, int, int, int, str]]]:
        return [
            [(c.row, c.column, c.row_span, c.column_span, "".join(c.text.split())) for c in block.cells]
            for block in found
            if isinstance(block, Table)
        ]

    page, document = SAMPLES / number / "report.html", SAMPLES / number / "report.docx"
    assert grids(read_html(page.read_bytes(), page).blocks) == grids(
        read_docx(without_lists(document.read_bytes()), document).blocks
    )


@pytest.mark.parametrize(
    "hidden",
    [
        "<s>1,150.00</s>", "<del>1,150.00</del>", "<b style='text-decoration: line-through'>1,150.00</b>",
        "<b hidden>1,150.00</b>", "<b style='color:#fff'>1,150.00</b>", "<b class=old>1,150.00</b>",
        "<b id=old>1,150.00</b>", "<b style='visibility:hidden'>1,150.00</b>",
    ],
)  # fmt: skip
def test_what_the_page_does_not_show_comes_apart(hidden: str):
    style = "<style>b.old{display:none} #old{display:none}</style>"
    assert blocks(f"{style}<p>{hidden}1,280.50</p>") == (Paragraph(0, "1,280.50"), Paragraph(1, "1,150.00", "hidden"))


@pytest.mark.parametrize(
    "hiding",
    [
        "position:absolute;left:-9999px", "position:fixed;top:-200em", "position:absolute;left:-100%", "margin-left:-3000pt",
        "position:relative;right:-9999px", "text-indent:-9999px", "margin:0 0 0 -1500px", "opacity:0", "opacity: 0.0",
        "filter:opacity(0%)", "transform:scale(0)", "transform:translateX(-9999px)", "font-size:0", "color:transparent",
        "color:rgba(0,0,0,0)", "clip-path:inset(50%)", "clip-path:inset(100% 0 0 0 round 3px)", "clip-path:circle(0)",
        "position:absolute;clip:rect(0 0 0 0)", "position:absolute;clip:rect(1px,1px,1px,1px)",
        "width:0;overflow:hidden", "height:0px;overflow-y:clip", "max-height:0;overflow:hidden;padding:0",
        "width:1px;height:1px;overflow:hidden",
    ],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["b", "div"])
@pytest.mark.parametrize("is_inline", [True, False])
def test_what_is_out_of_sight_comes_apart(hiding: str, tag: str, is_inline: bool):
    style, said = ("", f"style='{hiding}'") if is_inline else (f"<style>.x{{{hiding}}}</style>", "class=x")
    found = blocks(f"{style}<div><{tag} {said}>40.20</{tag}>36.50</div>")
    assert sorted((block.text, block.part) for block in found if isinstance(block, Paragraph)) == [
        ("36.50", "body"),
        ("40.20", "hidden"),
    ]


@pytest.mark.parametrize(
    "style",
    [
        "opacity:.5", "opacity:1", "position:absolute;left:-5px", "left:-9999px", "position:absolute;left:9999px",
        "position:relative;left:-100%", "margin-left:-100%", "text-indent:2em", "height:0", "width:0", "overflow:hidden",
        "height:auto;overflow:hidden", "height:0;overflow:visible", "height:0;overflow:hidden;padding-top:56%",
        "height:0;min-height:1em;overflow:hidden", "width:0%;overflow:hidden", "width:1px;overflow:hidden",
        "clip:rect(0 0 0 0)", "position:absolute;clip:rect(auto auto auto auto)", "position:absolute;clip:rect(0 90px 90px 0)",
        "clip-path:inset(10%)", "clip-path:none", "transform:scale(.9)", "transform:translate(-50%,-50%)",
        "opacity:0;animation:in 1s forwards", "color:transparent;background:linear-gradient(red,blue)", "color:rgba(0,0,0,.5)", "font-size:0.5em",
    ],
)  # fmt: skip
def test_what_is_moved_faint_or_small_is_seen(style: str):
    assert texts(f"<div style='{style}'>36.50</div>") == ["36.50"]


@pytest.mark.parametrize("handed_down", ["font-size:0", "text-indent:-9999px", "color:transparent"])
def test_what_takes_back_what_is_handed_down_is_seen(handed_down: str):
    assert texts(f"<div style='{handed_down}'><p style='font-size:9pt;text-indent:0;color:#000'>36.50</p></div>") == [
        "36.50"
    ]


def test_a_table_and_a_cell_that_grow_with_what_they_hold_are_seen():
    assert (
        len(table("<tbody style='height:0;overflow:hidden'><tr><td style='max-width:0;overflow:hidden'>36.50").cells)
        == 1
    )


def test_a_blank_that_nobody_sees_parts_words_all_the_same():
    assert texts("<p>36.50<span style='color:transparent'> </span>40.20</p>") == ["36.50 40.20"]


@pytest.mark.parametrize(
    ("hiding", "expected"),
    [
        ("opacity:0", ["甲", "", "2"]),
        ("width:0;height:0;overflow:hidden", ["甲", "", "2"]),
        ("position:absolute;left:-9999px", ["甲", "2"]),
    ],
)
def test_a_cell_out_of_sight_keeps_the_room_that_it_takes(hiding: str, expected: list[str]):
    found = table(f"<tr><td>甲<td style='{hiding}'>1<td>2<tr style='{hiding}'><td>乙<td>3<td>4")
    assert [cell.text for cell in found.cells] == expected


@pytest.mark.parametrize(
    "style, words",
    [
        ("@media print{.a{display:none}}", "<b class=a>5</b>"),
        (".tab .a{opacity:0}", "<b class=a>5</b>"),
        (".a{display:none} .a.on{display:inline}", "<b class='a on'>5</b>"),
        (".a{display:none} .tab .a{display:inline}", "<b class=a>5</b>"),
        ("", "<b style='background:#003366'><i style='color:#fff'>5</i></b>"),
    ],
)
def test_what_may_be_seen_is_read(style: str, words: str):
    assert blocks(f"<style>{style}</style><p>{words}</p>") == (Paragraph(0, "5"),)


def test_hidden_rows_and_cells_close_up():
    found = table("<tr><td>甲<td style='display:none'>1<td>2<tr style='display:none'><td>乙<td>3<td>4<tr><td>丙<td>6")
    assert [cell.text for cell in found.cells] == ["甲", "2", "丙", "6"]


def test_an_encoding_with_a_zero_byte_in_its_name_is_no_encoding():
    assert decode_html("<p>绩效</p>".encode(), "utf\0-8") == "<p>绩效</p>"
