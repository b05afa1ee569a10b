"""Word documents: each test writes the XML that Word would write and asks for the exact cells."""

import io
import re
import zipfile

import pytest

from flows.model.exceptions import DamagedReport, EncryptedReport, OversizedReport, UnsupportedFormat
from flows.model.report import Cell, Paragraph, Table
from flows.readers.word.docx import read_docx
from tests.beside import SAMPLES, needs_shared
from tests.readers.word.written import (
    HERE,
    OFFICE,
    WORD,
    assert_full,
    blocks,
    p,
    package,
    table,
    tc,
    tr,
)


def test_a_plain_table_is_a_full_grid():
    assert table(tr(tc("项目"), tc("金额")), tr(tc("校舍维修"), tc("80"))).cells == (
        Cell(0, 0, "项目"),
        Cell(0, 1, "金额"),
        Cell(1, 0, "校舍维修"),
        Cell(1, 1, "80"),
    )


def test_merged_cells_stand_once_with_their_spans():
    found = table(
        tr(tc("机构", vMerge="restart"), tc("其中", gridSpan="2")),
        tr("<w:tc><w:tcPr><w:vMerge/></w:tcPr><w:p/></w:tc>", tc("拨款"), tc("其他")),
        tr(tc("甲"), tc("8"), tc("1")),
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


def test_a_vertical_merge_ends_with_the_row_that_lacks_it():
    found = table(
        tr(tc("产出", vMerge="restart")),
        tr(tc("", vMerge="continue")),
        tr(tc("效益")),
        tr(tc("满意度", vMerge="continue")),
    )
    assert found.cells == (Cell(0, 0, "产出", row_span=2), Cell(2, 0, "效益"), Cell(3, 0, "满意度"))


def test_two_vertical_merges_below_each_other_stay_two():
    found = table(tr(tc("产出", vMerge="restart")), tr(tc("", vMerge="continue")), tr(tc("效益", vMerge="restart")))
    assert found.cells == (Cell(0, 0, "产出", row_span=2), Cell(2, 0, "效益"))


def test_a_continuation_of_another_width_is_a_cell_of_its_own():
    found = table(tr(tc("甲", vMerge="restart", gridSpan="2")), tr(tc("乙", vMerge="continue"), tc("丙")))
    assert found.cells == (Cell(0, 0, "甲", column_span=2), Cell(1, 0, "乙"), Cell(1, 1, "丙"))


def test_old_horizontal_merges_are_one_cell_and_merge_vertically_too():
    found = table(
        tr(tc("单位", hMerge="restart", vMerge="restart"), tc("", hMerge="continue"), tc("1")),
        tr(tc("", hMerge="restart", vMerge="continue"), tc("", hMerge="continue"), tc("2")),
    )
    assert found.cells == (Cell(0, 0, "单位", 2, 2), Cell(0, 2, "1"), Cell(1, 2, "2"))


def test_skipped_grid_columns_are_empty_cells():
    found = table(
        tr(tc("甲"), tc("乙"), tc("丙")),
        tr(tc("中"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'),
        tr(tc("短")),
    )
    assert found.cells[3:] == (
        Cell(1, 0, ""),
        Cell(1, 1, "中"),
        Cell(1, 2, ""),
        Cell(2, 0, "短"),
        Cell(2, 1, ""),
        Cell(2, 2, ""),
    )


@pytest.mark.parametrize("span", ["0", "-3", "abc", ""])
def test_a_broken_span_counts_as_one(span: str):
    assert table(tr(tc("甲", gridSpan=span), tc("乙"))).column_count == 2


def test_paragraphs_of_a_cell_are_lines_without_blank_ones_around_them():
    cell = f"<w:tc><w:p/>{p('第一')}<w:p/>{p('第二')}{p('  ')}</w:tc>"
    assert table(tr(cell)).cells == (Cell(0, 0, "第一\n\n第二"),)


def test_a_table_in_a_cell_takes_the_place_of_the_cell():
    inner = f"<w:tbl>{tr(tc(''), tc('预算数'))}{tr(tc('总额'), tc('3'))}</w:tbl>"
    cell = f"<w:tc>{p('')}{inner}{p('')}</w:tc>"
    grid, after = blocks(f"<w:tbl>{tr(tc('名称'), tc('低保'))}{tr(tc('资金'), cell)}</w:tbl>{p('结尾')}")
    assert isinstance(grid, Table)
    assert_full(grid)
    assert [(cell.row, cell.column, cell.text, cell.row_span, cell.column_span) for cell in grid.cells] == [
        (0, 0, "名称", 1, 1),
        (0, 1, "低保", 1, 2),
        (1, 0, "资金", 2, 1),
        (1, 1, "", 1, 1),
        (1, 2, "预算数", 1, 1),
        (2, 1, "总额", 1, 1),
        (2, 2, "3", 1, 1),
    ]
    assert after == Paragraph(1, "结尾")


def test_a_table_of_one_cell_around_a_table_only_lays_it_out():
    inner = f"<w:tbl>{tr(tc('内'))}</w:tbl>"
    cell = f"<w:tc>{p('外')}{inner}{p('后')}</w:tc>"
    before, nested, after = blocks(f"<w:tbl>{tr(cell)}</w:tbl>")
    assert (before, after) == (Paragraph(0, "外"), Paragraph(2, "后"))
    assert isinstance(nested, Table) and (nested.table_no, nested.cells) == (0, (Cell(0, 0, "内"),))


def test_content_controls_are_transparent_around_blocks_rows_cells_and_runs():
    def control(content: str) -> str:
        return f'<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'

    row = f"<w:tr>{control(tc('单元'))}</w:tr>"
    body = control(p("段落")) + control(f"<w:tbl>{control(row)}</w:tbl>")
    body += f"<w:p>{control('<w:r><w:t>文字</w:t></w:r>')}</w:p>"
    first, found, last = blocks(body)
    assert (first, last) == (Paragraph(0, "段落"), Paragraph(2, "文字"))
    assert isinstance(found, Table) and found.cells == (Cell(0, 0, "单元"),)


def test_a_text_box_comes_once_after_the_paragraph_that_holds_it():
    def box(text: str) -> str:
        return f"<w:txbxContent>{p(text)}</w:txbxContent>"

    shape = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>"
        f"<w:drawing><wps:txbx>{box('框')}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box('框')}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert blocks(f"<w:p><w:r><w:t>前</w:t>{shape}<w:t>后</w:t></w:r></w:p>{p('下')}") == (
        Paragraph(0, "前后"),
        Paragraph(1, "框", "textbox"),
        Paragraph(2, "下"),
    )


def test_tracked_changes_are_read_as_accepted():
    body = (
        "<w:p><w:r><w:t>支出</w:t></w:r><w:del><w:r><w:delText>100</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>120</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>"
        "<w:moveTo><w:r><w:t>万元</w:t></w:r></w:moveTo></w:p>"
    )
    assert blocks(body) == (Paragraph(0, "支出120万元"),)


def deleted_end(text: str) -> str:
    return f"<w:p><w:pPr><w:rPr><w:b/><w:del/></w:rPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_paragraph_whose_end_was_deleted_goes_on_in_the_next():
    assert blocks(deleted_end("收入") + deleted_end("合计") + p("5057万元") + p("下")) == (
        Paragraph(0, "收入合计5057万元"),
        Paragraph(1, "下"),
    )


def test_a_deleted_end_before_a_table_or_at_the_end_of_a_cell_joins_nothing():
    cell = f"<w:tc>{p('上')}{deleted_end('下')}</w:tc>"
    first, found = blocks(deleted_end("题") + f"<w:tbl>{tr(cell)}</w:tbl>")
    assert first == Paragraph(0, "题")
    assert isinstance(found, Table) and found.cells == (Cell(0, 0, "上\n下"),)


def test_deleted_cells_are_gone_and_inserted_ones_stay():
    def cell(text: str, change: str) -> str:
        return f"<w:tc><w:tcPr><w:{change}/></w:tcPr>{p(text)}</w:tc>"

    found = table(tr(tc("甲"), cell("旧", "cellDel"), cell("新", "cellIns")), tr(tc("乙"), tc("1")))
    assert found.cells == (Cell(0, 0, "甲"), Cell(0, 1, "新"), Cell(1, 0, "乙"), Cell(1, 1, "1"))


def test_cells_that_a_tracked_change_merges_are_one():
    def cell(text: str, state: str) -> str:
        return f'<w:tc><w:tcPr><w:cellMerge w:vMerge="{state}" w:id="1"/></w:tcPr>{p(text)}</w:tc>'

    found = table(tr(cell("产出", "rest"), tc("1")), tr(cell("", "cont"), tc("2")))
    assert found.cells == (Cell(0, 0, "产出", row_span=2), Cell(0, 1, "1"), Cell(1, 1, "2"))


def test_formatting_kept_from_before_a_tracked_change_is_not_the_present_one():
    old = '<w:tcPrChange w:id="1"><w:tcPr><w:gridSpan w:val="3"/></w:tcPr></w:tcPrChange>'
    shown = (
        "<w:r><w:rPr><w:b/><w:rPrChange w:id='1'><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>80</w:t></w:r>"
    )
    found = table(f"<w:tr><w:tc><w:tcPr>{old}</w:tcPr><w:p>{shown}</w:p></w:tc></w:tr>")
    assert found.cells == (Cell(0, 0, "80"),)


def test_a_table_of_deleted_rows_is_gone():
    assert blocks(f"{p('上')}<w:tbl>{tr(tc('删'), properties='<w:del/>')}</w:tbl>") == (Paragraph(0, "上"),)


def test_a_row_of_continued_cells_only_adds_to_their_spans():
    found = table(
        tr(tc("单位", vMerge="restart"), tc("金额", vMerge="restart")),
        tr(tc("", vMerge="continue"), tc("", vMerge="continue")),
        tr(tc("甲"), tc("1")),
    )
    assert found.cells == (Cell(0, 0, "单位", 2), Cell(0, 1, "金额", 2), Cell(2, 0, "甲"), Cell(2, 1, "1"))


def test_a_row_deleted_by_a_tracked_change_is_gone():
    found = table(tr(tc("留")), tr(tc("删"), properties="<w:del/>"))
    assert (found.row_count, found.cells) == (1, (Cell(0, 0, "留"),))


def test_breaks_tabs_and_hyphens_are_characters():
    run = "<w:r><w:rPr><w:b/></w:rPr><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/>"
    run += "<w:t>2020</w:t><w:noBreakHyphen/><w:t>2021</w:t><w:softHyphen/>"
    run += "</w:r>"
    tab_stops = "<w:pPr><w:tabs><w:tab w:val='left' w:pos='100'/></w:tabs></w:pPr>"
    assert blocks(f"<w:p>{tab_stops}{run}</w:p>") == (Paragraph(0, "甲\t乙\n丙\n2020-2021"),)


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [("Symbol", "F0B3", "≥"), ("Symbol", "F035", "5"), ("Wingdings", "F0FE", "☑"), ("Wingdings", "F083", "③"), ("宋体", "4E00", "一"),
     ("Wingdings", "F04A", ""), ("Symbol", "zz", ""), ("Symbol", "", "")],
)  # fmt: skip
def test_a_symbol_is_the_character_that_it_prints(font: str, code: str, shown: str):
    sign = f'<w:sym w:font="{font}" w:char="{code}"/>'
    assert blocks(f"<w:p><w:r><w:t>率</w:t>{sign}<w:t>95%</w:t></w:r></w:p>") == (Paragraph(0, f"率{shown}95%"),)


def test_a_reading_aid_is_not_text():
    ruby = "<w:ruby><w:rt><w:r><w:t>jì</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>绩</w:t></w:r></w:rubyBase></w:ruby>"
    assert blocks(f"<w:p><w:r>{ruby}</w:r><w:r><w:t>效</w:t></w:r></w:p>") == (Paragraph(0, "绩效"),)


def test_formulas_keep_fractions_and_powers_apart():
    def math(text: str) -> str:
        return f"<m:r><m:t>{text}</m:t></m:r>"

    fraction = f"<m:f><m:num>{math('80')}</m:num><m:den>{math('100')}</m:den></m:f>"
    power = f"<m:sSup><m:e>{math('10')}</m:e><m:sup>{math('4')}</m:sup></m:sSup>"
    formula = (
        f'<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">{fraction}{power}</m:oMath>'
    )
    assert blocks(f"<w:p>{formula}</w:p>") == (Paragraph(0, "80/10010^4"),)


@pytest.mark.parametrize(
    "looks", ["<w:rFonts w:ascii='宋体'/><w:sz w:val='24'/>", "<w:b/><w:rStyle w:val='a'/>", "<w:lang/>"]
)
def test_looks_are_cut_and_text_is_not(looks: str):
    hidden = f"<w:r><w:rPr>{looks}<w:vanish/></w:rPr><w:t>底稿</w:t></w:r>"
    plain = f"<w:r><w:rPr>{looks}</w:rPr><w:t>正文</w:t></w:r>"
    assert blocks(f"<w:p>{plain}{hidden}{plain}</w:p>") == (Paragraph(0, "正文正文"), Paragraph(1, "底稿", "hidden"))


def test_text_that_looks_like_formatting_stays():
    literal = "<w:rPr><w:b/></w:rPr>"
    assert blocks(f"<w:p><w:r><w:t><![CDATA[{literal}]]></w:t></w:r></w:p>") == (Paragraph(0, literal),)


def test_comments_in_the_markup_part_no_text():
    assert blocks("<w:p><w:r><w:t>50<!-- x -->57</w:t></w:r><!-- y --></w:p>") == (Paragraph(0, "5057"),)


def test_a_field_says_its_result_and_a_page_number_nothing():
    def field(code: str, result: str) -> str:
        return (
            f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {code} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>'
            f'<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        )

    body = f"<w:p>{field('FORMTEXT', '303001')}</w:p><w:p>{field('PAGE', '7')}</w:p>"
    assert blocks(body) == (Paragraph(0, "303001"),)


def test_headers_and_footnotes_come_at_the_end():
    separator = f'<w:footnote w:type="separator" w:id="-1">{p("分隔")}</w:footnote>'
    found = blocks(
        p("正文"),
        header=p("青禾县财政局") + p("青禾县财政局"),
        footnotes=separator + f'<w:footnote w:id="2">{p("含税")}</w:footnote>',
    )
    assert found == (
        Paragraph(0, "正文"),
        Paragraph(1, "青禾县财政局", "header"),
        Paragraph(2, "含税", "footnote"),
    )


def test_empty_paragraphs_are_no_blocks():
    assert blocks(f"<w:p/>{p('　 ')}{p('一')}<w:p/>{p('二')}") == (Paragraph(0, "一"), Paragraph(1, "二"))


def test_the_strict_dialect_is_the_same_document():
    data = io.BytesIO(package(p("严格") + f"<w:tbl>{tr(tc('甲', gridSpan='2'))}</w:tbl>"))
    strict = io.BytesIO()
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(strict, "w") as new:
        for name in old.namelist():
            content = old.read(name).replace(WORD.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
            content = content.replace(OFFICE.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
            new.writestr(name, content)
    paragraph, found = read_docx(strict.getvalue(), HERE).blocks
    assert paragraph == Paragraph(0, "严格")
    assert isinstance(found, Table) and found.cells == (Cell(0, 0, "甲", column_span=2),)


def test_embedded_objects_are_noted():
    report = read_docx(package(f"{p('附表')}<w:p><w:r><w:object/></w:r></w:p>"), HERE)
    assert report.notes == ("文档含 1 个嵌入对象（如 Excel 表格），其中内容未读取",)


@pytest.mark.parametrize(
    ("element", "note"),
    [
        ("<w:altChunk/>", "文档含 1 处嵌入的外部文档，其中内容未读取"),
        (
            "<w:p><c:chart xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'/></w:p>",
            "文档含 1 个图表，其中内容未读取",
        ),
    ],
)
def test_what_is_shown_but_not_read_is_noted(element: str, note: str):
    assert read_docx(package(p("附表") + element), HERE).notes == (note,)


def test_a_column_merged_over_thousands_of_rows_is_one_cell():
    rows = [tr(tc("过程", vMerge="restart"), tc("1"))]
    rows += [tr(tc("", vMerge="continue"), tc(str(number))) for number in range(3999)]
    [found] = read_docx(package(f"<w:tbl>{''.join(rows)}</w:tbl>"), HERE).blocks
    assert isinstance(found, Table) and found.cells[0] == Cell(0, 0, "过程", row_span=4000)


def test_a_truncated_archive_is_damaged():
    with pytest.raises(DamagedReport, match="可能没有下载完"):
        read_docx(package(p("正文"))[:300], HERE)


def test_an_archive_with_broken_content_is_damaged():
    data = bytearray(package(p("正文" * 200)))
    middle = data.index(b"word/document.xml") + 40
    data[middle : middle + 20] = b"\xff" * 20
    with pytest.raises(DamagedReport, match=r"word/document\.xml 无法解压"):
        read_docx(bytes(data), HERE)


def test_markup_that_is_not_well_formed_is_damaged():
    with pytest.raises(DamagedReport, match="不是合法的 XML"):
        read_docx(package("<w:p>"), HERE)


def test_entities_are_never_expanded():
    laughs = "".join(f"<!ENTITY l{n} '" + f"&l{n - 1};" * 10 + "'>" for n in range(1, 10))
    bomb = f'<!DOCTYPE x [<!ENTITY l0 "哈">{laughs}]>'
    with pytest.raises(DamagedReport):
        read_docx(package(p("&l9;"), prologue=bomb), HERE)
    with pytest.raises(DamagedReport, match="DTD"):
        read_docx(package(p("x"), prologue='<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/hostname">]>'), HERE)


def test_a_bomb_of_one_part_is_damaged_before_it_is_inflated():
    buffer = io.BytesIO(package(p("正文")))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/styles.xml", b" " * 20_000_000)
    with pytest.raises(DamagedReport, match="压缩比异常"):
        read_docx(buffer.getvalue(), HERE)


def test_too_many_members_are_too_much():
    buffer = io.BytesIO(package(p("正文")))
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(5_000):
            archive.writestr(f"word/media/{number}", "")
    with pytest.raises(OversizedReport) as caught:
        read_docx(buffer.getvalue(), HERE)
    assert (caught.value.limit, caught.value.found) == (5_000, 5_003)


def test_spans_that_would_fill_the_memory_are_too_much():
    wide = tr(tc("x", gridSpan="999999"), tc("x", gridSpan="999999"))
    with pytest.raises(OversizedReport, match="一张表格的格数"):
        read_docx(package(f"<w:tbl>{wide * 600}</w:tbl>"), HERE)


def test_deep_nesting_is_damaged_and_ends():
    depth = 400
    nested = "<w:tbl><w:tr><w:tc>" * depth + p("底") + "</w:tc></w:tr></w:tbl>" * depth
    with pytest.raises(DamagedReport):
        read_docx(package(nested), HERE)


def test_nesting_as_deep_as_the_parser_allows_is_read():
    depth = 80
    nested = "<w:tbl><w:tr><w:tc>" * depth + p("底") + "</w:tc></w:tr></w:tbl>" * depth
    (found,) = blocks(nested)
    assert isinstance(found, Table) and found.cells == (Cell(0, 0, "底"),)


def test_a_member_with_a_password_is_encrypted():
    data = bytearray(package(p("正文")))
    for header in re.finditer(rb"PK\x01\x02", bytes(data)):
        data[header.start() + 8] |= 1
    with pytest.raises(EncryptedReport):
        read_docx(bytes(data), HERE)


def test_a_document_of_pictures_only_is_unsupported():
    buffer = io.BytesIO(package("<w:p/>"))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("word/media/image1.png", b"\x89PNG")
    with pytest.raises(UnsupportedFormat, match="只有图片的 Word 文档"):
        read_docx(buffer.getvalue(), HERE)


def test_a_package_without_its_main_part_is_damaged():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/styles.xml", "<x/>")
    with pytest.raises(DamagedReport, match=r"缺少 word/document\.xml"):
        read_docx(buffer.getvalue(), HERE)


@needs_shared
def test_a_sample_form_has_its_columns_spans_and_values():
    path = SAMPLES / "003" / "report.docx"
    [found] = [block for block in read_docx(path.read_bytes(), path).blocks if isinstance(block, Table)]
    assert_full(found)
    assert (found.row_count, found.column_count, len(found.cells)) == (5, 7, 28)
