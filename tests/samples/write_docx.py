"""A sample as a Word file, written part by part so that a report gives the same bytes on every machine.

The parts are stored without compression, because compressors differ between builds of Python.
"""

from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from tests.samples.document import Block, Grid, Line, Look, Placed, Sample, covering

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PAGE_WIDTH = 9400
_SAVED_AT = (2021, 4, 1, 8, 0, 0)

_CONTENT_TYPES = (
    f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MIME}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MIME}.styles+xml"/></Types>'
)
_STYLES = (
    f'{_HEAD}<w:styles xmlns:w="{_WORD}"><w:docDefaults><w:rPrDefault><w:rPr>'
    '<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="宋体"/><w:sz w:val="24"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:before="240" w:after="240"/><w:jc w:val="center"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="36"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="Normal"/>'
    '<w:pPr><w:spacing w:before="160" w:after="60"/><w:outlineLvl w:val="0"/></w:pPr>'
    '<w:rPr><w:b/><w:sz w:val="26"/></w:rPr></w:style></w:styles>'
)
_LOOKS: dict[Look, str] = {
    "title": '<w:pStyle w:val="Title"/>',
    "heading": '<w:pStyle w:val="Heading1"/>',
    "cover": '<w:spacing w:line="480" w:lineRule="auto"/><w:ind w:left="1200"/>',
    "body": '<w:spacing w:line="360" w:lineRule="auto"/><w:ind w:firstLine="480"/>',
    "caption": '<w:jc w:val="right"/>',
}
_PAGE = (
    '<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>'
    '<w:pgMar w:top="1440" w:right="1253" w:bottom="1440" w:left="1253"/></w:sectPr>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def write_docx(sample: Sample) -> bytes:
    """The file's bytes."""
    body = f"<w:body>{''.join(_block(block) for block in sample.blocks)}{_PAGE}</w:body>"
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _relation(f"{_OFFICE}/officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": _relation(f"{_OFFICE}/styles", "styles.xml"),
        "word/styles.xml": _STYLES,
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_WORD}">{body}</w:document>',
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_STORED) as package:
        for name, content in parts.items():
            entry = ZipInfo(name, _SAVED_AT)
            entry.create_system = 0
            package.writestr(entry, content.encode())
    return stream.getvalue()


def _relation(kind: str, target: str) -> str:
    only = f'<Relationship Id="rId1" Type="{kind}" Target="{target}"/>'
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{only}</Relationships>'


def _block(block: Block) -> str:
    if isinstance(block, Grid):
        return _table(block)
    if isinstance(block, Line):
        return _paragraph(block.text, _LOOKS[block.look])
    return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'


def _paragraph(text: str, properties: str, run_properties: str = "") -> str:
    run = f'<w:r>{run_properties}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>"


def _table(grid: Grid) -> str:
    widths = [_PAGE_WIDTH * width // sum(grid.widths) for width in grid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = []
    for row_no, row in enumerate(covering(grid)):
        repeated = "<w:tblHeader/>" if row_no < grid.heading_rows else ""
        cells = (_cell(placed, row_no, widths) for column, placed in enumerate(row) if placed.column == column)
        lines.append(f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>")
    ruled = f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>'
    properties = f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{ruled}</w:tblPr>'
    # Word wants a paragraph between two tables, and one before the end of the page.
    return f"<w:tbl>{properties}<w:tblGrid>{columns}</w:tblGrid>{''.join(lines)}</w:tbl><w:p/>"


def _cell(placed: Placed, row_no: int, widths: list[int]) -> str:
    slot = placed.slot
    width = sum(widths[placed.column : placed.column + slot.across])
    across = f'<w:gridSpan w:val="{slot.across}"/>' if slot.across > 1 else ""
    down = ""
    if slot.down > 1:
        down = '<w:vMerge w:val="restart"/>' if placed.row == row_no else "<w:vMerge/>"
    texts = slot.text.split("\n") if placed.row == row_no else [""]
    size = '<w:rPr><w:sz w:val="20"/></w:rPr>'
    content = "".join(_paragraph(text, '<w:jc w:val="center"/>', size) for text in texts)
    shape = f'<w:tcW w:w="{width}" w:type="dxa"/>{across}{down}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{shape}</w:tcPr>{content}</w:tc>"
