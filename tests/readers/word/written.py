"""Word documents written for the tests, and what is read of them."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from flows.model.report import Block, Table
from flows.readers.word.docx import read_docx

HERE = Path("自评报告.docx")


OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


NAMESPACES = (
    f'xmlns:w="{WORD}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def package(body: str, parts: Mapping[str, str] | None = None, prologue: str = "") -> bytes:
    """A .docx with this body; `parts` maps the kind of a further part (header, footnotes) to its content."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        document = f"{prologue}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        archive.writestr("word/document.xml", document)
        archive.writestr("_rels/.rels", relationships({"officeDocument": "word/document.xml"}))
        others = {kind: f"{kind}.xml" for kind in parts or {}}
        archive.writestr("word/_rels/document.xml.rels", relationships(others))
        for kind, content in (parts or {}).items():
            archive.writestr(f"word/{kind}.xml", f"<w:{kind} {NAMESPACES}>{content}</w:{kind}>")
    return buffer.getvalue()


def relationships(targets: Mapping[str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def blocks(body: str, **parts: str) -> tuple[Block, ...]:
    return read_docx(package(body, parts), HERE).blocks


def table(*rows: str) -> Table:
    [found] = [block for block in blocks(f"<w:tbl>{''.join(rows)}</w:tbl>") if isinstance(block, Table)]
    assert_full(found)
    return found


def assert_full(grid: Table) -> None:
    covered = [
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]
    assert sorted(covered) == [(row, column) for row in range(grid.row_count) for column in range(grid.column_count)]


def p(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def tc(text: str, **properties: str) -> str:
    marks = "".join(f'<w:{name} w:val="{setting}"/>' for name, setting in properties.items())
    return f"<w:tc><w:tcPr>{marks}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"
