"""Small whole documents of every format, to be broken."""

import io
from collections.abc import Mapping
from datetime import datetime
from functools import cache

import xlsxwriter
import xlwt

from flows.readers.formats import known_formats
from tests.beside import SAMPLES
from tests.fixtures.making.archives import zipped
from tests.fixtures.making.packages import docx, paragraph
from tests.letters import forwarding, letter
from tests.readers.pdf.written import pdf, ruled, with_fields, with_map, words
from tests.readers.word.word97 import Typed, cell, document, row_end
from tests.samples.kaifu import STREET
from tests.samples.qinghe_civil import CIVIL_AFFAIRS
from tests.samples.qinghe_health import PUBLIC_HEALTH
from tests.samples.write_csv import write_csv
from tests.samples.write_docx import write_docx
from tests.samples.write_excelml import workbook, write_excelml
from tests.samples.write_html import write_html
from tests.samples.write_mht import saved_pages, write_mht
from tests.samples.write_ofd import box, ofd, page, text, write_ofd
from tests.samples.write_pdf import write_pdf
from tests.samples.write_rtf import write_rtf
from tests.samples.write_text import write_text

# Of every format that is read but pictures, which are read by what recognises them: others' to break.
SUFFIXES: Mapping[str, str] = {
    **{one.name: one.extensions[0] for one in known_formats().values() if one.reader and one.name != "image"},
    "bundle": ".zip",
}
_SHORT = ("000", "003", "004")  # the others are ten times as long


@cache
def originals(format_name: str) -> tuple[bytes, ...]:
    """The documents of a format; those of ../shared too where it is there."""
    own = _own(format_name)
    paths = [SAMPLES / number / f"report{SUFFIXES[format_name]}" for number in _SHORT]
    return (*own, *(path.read_bytes() for path in paths if path.is_file()))


def _own(format_name: str) -> tuple[bytes, ...]:
    match format_name:
        case "docx":
            return write_docx(CIVIL_AFFAIRS), write_docx(STREET), _merged_docx()
        case "doc":
            return _doc(), _doc(is_narrow=True)
        case "pdf":
            return write_pdf(PUBLIC_HEALTH), write_pdf(STREET), *_drawn_pdfs()
        case "html":
            return write_html(CIVIL_AFFAIRS), write_html(PUBLIC_HEALTH), write_html(STREET)
        case "xlsx":
            return _xlsx(True), _xlsx(False)
        case "xls":
            return _xls(3), _xls(40)
        case "ofd":
            return write_ofd(CIVIL_AFFAIRS), write_ofd(STREET), _layered_ofd()
        case "rtf":
            return write_rtf(CIVIL_AFFAIRS), write_rtf(STREET), _nested_rtf()
        case "txt":
            return tuple(write_text(sample) for sample in (CIVIL_AFFAIRS, PUBLIC_HEALTH, STREET))
        case "csv":
            return write_csv(CIVIL_AFFAIRS), write_csv(STREET, "\t", "gb18030"), write_csv(PUBLIC_HEALTH, ";", "utf-16")
        case "mht":
            return write_mht(CIVIL_AFFAIRS), saved_pages("<p>甲</p>", write_html(STREET).decode(), charset="gb18030")
        case "excelml":
            return write_excelml(CIVIL_AFFAIRS), write_excelml(STREET), _hidden_excelml()
        case "bundle":
            return _bundles()
        case _:
            raise ValueError(f"no document of {format_name} to break")


def _merged_docx() -> bytes:
    tall = '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>'
    rest = '<w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge/></w:tcPr>'
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('里')}</w:tc></w:tr></w:tbl>"
    box = f"<w:p><w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r></w:p>"
    rows = "".join(
        f"<w:tr>{start}{paragraph('年初预算')}</w:tc><w:tc>{paragraph('120.5')}{inner}</w:tc></w:tr>"
        for start in (tall, rest)
    )
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/>'
        '<w:t>3</w:t><w:fldChar w:fldCharType="end"/></w:r><w:ins><w:r><w:t>增</w:t></w:r></w:ins></w:p>'
    )
    return docx(paragraph("青禾县教育局2020年部门整体支出绩效自评报告") + f"<w:tbl>{rows}</w:tbl>{box}{field}")


def _doc(is_narrow: bool = False) -> bytes:
    said = (lambda _: "Budget 120.5") if is_narrow else (lambda text: text)
    edges = [0, 1000, 2000, 3000]
    return document(
        Typed(said("青禾县教育局2020年部门整体支出绩效自评报告") + "\r"),
        cell(said("项目")),
        cell(said("预算（万元）")),
        cell(said("决算（万元）")),
        row_end(edges, [0x60]),
        cell(said("支出")),
        cell("120.5"),
        cell("118.2"),
        row_end(edges, [0x20]),
        Typed(said("年初预算120.5万元。") + "\x13PAGE\x143\x15\r"),
        is_narrow=is_narrow,
    )


def _drawn_pdfs() -> tuple[bytes, ...]:
    grid = ruled([100, 250, 400], [100, 130, 160]) + words((105, 120, "Item"), (255, 120, "120.5"))
    return (
        pdf(grid + words((100, 60, "Budget of the year 2020")), grid),
        with_fields(
            grid, ("/Tx", "/V (120.5)", (255, 105, 395, 125)), ("/Btn", "/V /On /AS /On", (105, 135, 120, 150))
        ),
        with_map([("0041", "5E74"), ("0042", "521D"), ("0043", "00310032")], "0041004200430099"),
    )


def _xlsx(has_lines: bool) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        boxed = book.add_format({"border": 1 if has_lines else 0, "num_format": "#,##0.00"})
        rate = book.add_format({"num_format": "0.00%"})
        day = book.add_format({"num_format": 'yyyy"年"m"月"d"日"'})
        paper = book.add_worksheet("自评表")
        paper.merge_range(0, 0, 0, 3, "青禾县教育局2020年绩效自评表")
        paper.write_row(1, 0, ["项目", "预算（万元）", "决算（万元）", "执行率"], boxed)
        for row in range(2, 8):
            paper.write_row(row, 0, [f"项目{row}", 120.5 * row, 118.2 * row], boxed)
            paper.write_formula(row, 3, f"=C{row + 1}/B{row + 1}", rate, 0.98)
        paper.write_datetime(9, 0, datetime(2020, 12, 31), day)
        behind = book.add_worksheet("底稿")
        behind.hide()
        behind.write_rich_string(0, 0, "说明", boxed, "数据来自决算")
        paper.insert_textbox(10, 0, "填表人")
    return buffer.getvalue()


def _xls(rows: int) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    paper = book.add_sheet("自评表")
    boxed = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin", num_format_str="#,##0.00")
    paper.write_merge(0, 0, 0, 2, "青禾县教育局2020年绩效自评表")
    for row in range(1, rows):
        paper.write(row, 0, f"项目{row}", boxed)
        paper.write(row, 1, 120.5 * row, boxed)
        paper.write(row, 2, xlwt.Formula(f"B{row + 1}*2"), boxed)
    behind = book.add_sheet("底稿")
    behind.visibility = 1
    behind.write(0, 0, 44196, xlwt.easyxf(num_format_str='yyyy"年"m"月"d"日"'))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _layered_ofd() -> bytes:
    """With a template, a drawing that is shared, a watermark and an attachment."""
    names = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    unit = f'<ofd:CompositeGraphicUnit ID="9"><ofd:Content>{text(0, 10, "图")}</ofd:Content></ofd:CompositeGraphicUnit>'
    mark = f'<ofd:Annot Type="Watermark"><ofd:Appearance Boundary="0 0 210 297">{text(9, 40, "样张")}</ofd:Appearance></ofd:Annot>'
    cells = (
        box(20, 20, 60, 10)
        + box(20, 30, 30, 10)
        + box(50, 30, 30, 10)
        + text(22, 27, "预算（万元）")
        + text(52, 37, "120.5")
    )
    turned = '<ofd:TextObject Boundary="20 60 90 9" Size="4" CTM="0 1 -1 0 0 0"><ofd:TextCode X="0" Y="4" DeltaX="g 5 4">青禾县教育局</ofd:TextCode></ofd:TextObject>'
    return ofd(
        f'<ofd:PageBlock>{cells}</ofd:PageBlock>{turned}<ofd:CompositeObject ResourceID="9" Boundary="30 90 20 20"/>',
        common='<ofd:TemplatePage ID="7" BaseLoc="T.xml"/><ofd:PublicRes>Res.xml</ofd:PublicRes>',
        more="<ofd:Annotations>A.xml</ofd:Annotations><ofd:Attachments>F.xml</ofd:Attachments>",
        **{
            "Doc_0/T.xml": page(text(30, 50, "附表")).encode(),
            "Doc_0/Res.xml": f"<ofd:Res {names}>{unit}</ofd:Res>".encode(),
            "Doc_0/A.xml": f'<ofd:Annotations {names}><ofd:Page PageID="0"><ofd:FileLoc>N.xml</ofd:FileLoc></ofd:Page></ofd:Annotations>'.encode(),
            "Doc_0/N.xml": f"<ofd:PageAnnot {names}>{mark}</ofd:PageAnnot>".encode(),
            "Doc_0/F.xml": f'<ofd:Attachments {names}><ofd:Attachment Name="附表"/></ofd:Attachments>'.encode(),
        },
    )


def _nested_rtf() -> bytes:
    """With a table within a table, a field, a text box, a footnote, hidden text and bytes of GBK."""
    inner = "\\pard\\intbl\\itap2 in\\nestcell 5\\nestcell{\\*\\nesttableprops\\trowd\\cellx400\\cellx800\\nestrow}"
    outer = f"\\trowd\\clvmgf\\cellx1000\\clmgf\\cellx2000\\clmrg\\cellx3000 {inner}\\pard\\intbl\\itap1 out\\cell 6\\cell\\cell\\row"
    said = "".join(f"\\'{byte:02x}" for byte in "年初预算".encode("gbk"))
    rest = "{\\field{\\*\\fldinst PAGE}{\\fldrslt 3}}{\\v 99}{\\shp{\\*\\shpinst{\\shptxt box\\par}}}{\\footnote note}{\\listtext 1.\\tab}one"
    fonts = "{\\fonttbl{\\f0\\fcharset0 Times;}{\\f1\\fcharset134 SimSun;}{\\f2\\fcharset2 Wingdings;}}"
    return f"{{\\rtf1\\ansi\\ansicpg936{fonts}{{\\header h\\par}}\\f1 {said}120.5\\par {outer}\\pard {rest}{{\\f2\\'fc}}\\par}}".encode()


def _bundles() -> tuple[bytes, ...]:
    said = "青禾县教育局2020年年初预算120.5万元。".encode()
    inner = zipped({"里/报告.txt": said, "里/表.docx": _merged_docx()})
    return (
        zipped({"甲/": b"", "甲/报告.txt": said, "乙.docx": _merged_docx(), "__MACOSX/._乙.docx": b"x"}),
        zipped({"外.txt": said * 20, "里.zip": inner, "深.zip": zipped({"中.zip": inner})}),
        zipped({"报告.html": write_html(STREET), "表.xlsx": _xlsx(True)}, "stored"),
        letter(("报告.txt", said), ("乙.docx", _merged_docx()), body="收入120.5万元，" * 9),
        forwarding(letter(("里.zip", inner), body="<p>见附件</p>", kind="html")),
    )


def _hidden_excelml() -> bytes:
    rows = "".join(
        f'<Row ss:Hidden="{row % 2}" ss:Span="1"><Cell ss:Index="2" ss:MergeAcross="1" ss:StyleID="d"><Data ss:Type="DateTime">'
        f'2020-12-{row + 10}T00:00:00.000</Data></Cell><Cell><Data ss:Type="Number">{row}.5</Data></Cell></Row>'
        for row in range(6)
    )
    style = '<Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>'
    sheet = (
        f'<Worksheet ss:Name="底稿"><Table><Column ss:Index="3" ss:Span="2" ss:Hidden="1"/>{rows}</Table></Worksheet>'
    )
    return workbook(sheet, styles=style)
