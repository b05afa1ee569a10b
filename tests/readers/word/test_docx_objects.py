"""Workbooks that lie in a Word document."""

import io
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from flows.model.report import Block, Paragraph, Report, Table
from flows.readers.word import docx_objects
from flows.readers.word.docx import read_docx
from tests.fixtures.making.archives import zipped
from tests.fixtures.making.packages import docx_parts, paragraph, relationships
from tests.readers.word.word97 import compound_file

HERE = Path("自评报告.docx")
UNREAD = "文档含 1 个嵌入对象（如 Excel 表格），其中内容未读取"


def workbook(*sheets: str, front: int = 0) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        for name in sheets:
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["项目", f"{name}（万元）"], book.add_format({"border": 1}))
            sheet.write_row(1, 0, ["支出", 120.5], book.add_format({"border": 1}))
        book.worksheets()[front].activate()
    return buffer.getvalue()


def old_workbook() -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    boxed = xlwt.easyxf("borders: left thin, right thin, top thin, bottom thin")
    for at, name in enumerate(("预算", "决算")):
        for column, said in enumerate(("支出", 120.5)):
            book.add_sheet(name) if not column else None
            book.get_sheet(at).write(0, column, said, boxed)
    book.set_active_sheet(1)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def held(body: str, **embedded: bytes) -> Report:
    """A document whose objects r0, r1 … are these parts, in this order."""
    targets = [("package", f"embeddings/{name.replace('_', '.')}", False) for name in embedded]
    parts = {
        **docx_parts(body),
        "word/_rels/document.xml.rels": relationships(*targets),
        **{f"word/embeddings/{name.replace('_', '.')}": content for name, content in embedded.items()},
    }
    return read_docx(zipped(parts), HERE)


def an_object(number: int = 0, properties: str = "") -> str:
    ole = f'<o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" Type="Embed" r:id="r{number}"/>'
    return f"<w:p><w:r>{properties}<w:object>{ole}</w:object></w:r></w:p>"


def said(block: Block) -> list[str]:
    return [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]


def test_the_sheet_in_front_is_read_where_its_object_stands() -> None:
    report = held(paragraph("前") + an_object() + paragraph("后"), a_xlsx=workbook("预算", "决算", "底稿", front=1))

    assert [said(block) for block in report.blocks] == [["前"], ["项目", "决算（万元）", "支出", "120.5"], ["后"]]
    assert report.notes == (
        "嵌入的工作簿 a.xlsx 已在其所在位置读取",
        "嵌入的工作簿另有 2 张工作表（“预算”“底稿”）没有显示在文档中，未读取",
    )


def test_a_workbook_in_a_cell_comes_after_its_table() -> None:
    row = f"<w:tr><w:tc>{paragraph('见表')}{an_object()}</w:tc></w:tr>"

    first, second = held(f"<w:tbl>{row}</w:tbl>", a_xlsx=workbook("预算")).blocks

    assert (said(first), said(second)) == (["见表"], ["项目", "预算（万元）", "支出", "120.5"])


def test_old_workbooks_and_wrapped_ones_are_read_too() -> None:
    wrapped = compound_file({"Package": workbook("预算")})

    report = held(an_object(0) + an_object(1), a_xls=old_workbook(), b_bin=wrapped)

    assert [said(block) for block in report.blocks] == [["支出", "120.5"], ["项目", "预算（万元）", "支出", "120.5"]]
    assert any("“预算”" in note for note in report.notes)


def test_a_workbook_in_hidden_text_is_hidden() -> None:
    hidden = an_object(properties="<w:rPr><w:vanish/></w:rPr>")

    report = held(paragraph("前") + hidden, a_xlsx=workbook("预算"))

    assert [block.part for block in report.blocks] == ["body", "hidden"]


def test_an_object_that_is_no_workbook_stays_noted() -> None:
    report = held(paragraph("前") + an_object(), a_docx=zipped(docx_parts(paragraph("里"))))

    assert report.blocks == (Paragraph(0, "前"),)
    assert report.notes == (UNREAD,)


def test_a_broken_workbook_costs_nothing_but_itself() -> None:
    report = held(paragraph("前") + an_object(), a_xlsx=workbook("预算")[:2000])

    assert report.blocks == (Paragraph(0, "前"),)
    assert report.notes == (
        "嵌入的工作簿 a.xlsx 未读取：文件已损坏（压缩结构不完整，可能没有下载完）：请用原软件打开并另存后重新放入",
        UNREAD,
    )


@pytest.mark.parametrize("limit", ["MOST_INFLATED", "_MOST_BYTES"])
def test_all_workbooks_together_are_bounded(limit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    size = 20_000 if limit == "MOST_INFLATED" else 8_000
    monkeypatch.setattr(docx_objects, limit, size)
    monkeypatch.setattr(docx_objects.Embedded.__init__, "__defaults__", _defaults(limit, size))
    bodies = paragraph("前") + "".join(an_object(number) for number in range(4))

    report = held(bodies, **{f"{name}_xlsx": workbook(name) for name in "abcd"})

    assert 1 < len(report.blocks) < 5
    assert any("超过上限" in note for note in report.notes)


def _defaults(limit: str, size: int) -> tuple[object, ...]:
    *others, inflated, held_bytes = docx_objects.Embedded.__init__.__defaults__ or ()
    return (*others, size, held_bytes) if limit == "MOST_INFLATED" else (*others, inflated, size)
