"""A sample as a PDF with a text layer and ruled tables; a table that runs over a page repeats its heading.

The Chinese face is one that every PDF reader brings along, so no font file is needed or embedded.
"""

from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table
from reportlab.platypus import PageBreak as NewPage

from tests.samples.document import Grid, Line, Look, Sample, place_all

_FACE = "STSong-Light"
_MARGIN = 56
_WIDTH = A4[0] - 2 * _MARGIN


def _style(name: str, size: float, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=_FACE, fontSize=size, leading=size * 1.5, wordWrap="CJK", **more)


_CELL = _style("cell", 9, alignment=TA_CENTER)
_LOOKS: dict[Look, ParagraphStyle] = {
    "title": _style("title", 17, alignment=TA_CENTER, spaceBefore=10, spaceAfter=10),
    "heading": _style("heading", 12, spaceBefore=8, spaceAfter=2),
    "cover": _style("cover", 12, leftIndent=48, spaceAfter=8),
    "body": _style("body", 11, firstLineIndent=22, spaceAfter=3),
    "caption": _style("caption", 10, alignment=TA_RIGHT),
}


def write_pdf(sample: Sample) -> bytes:
    """The file's bytes; pages are not compressed, because compressors differ between builds of Python."""
    pdfmetrics.registerFont(UnicodeCIDFont(_FACE))
    flow: list[Flowable] = []
    for block in sample.blocks:
        if isinstance(block, Grid):
            flow += [_table(block), Spacer(1, 8)]
        elif isinstance(block, Line):
            flow.append(Paragraph(escape(block.text), _LOOKS[block.look]))
        else:
            flow.append(NewPage())
    stream = BytesIO()
    title = next(block.text for block in sample.blocks if isinstance(block, Line) and block.look == "title")
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=_MARGIN,
        invariant=1,
        pageCompression=0,
        title=title,
    )
    document.build(flow, onFirstPage=_number, onLaterPages=_number)
    return stream.getvalue()


def _number(canvas: Any, document: Any) -> None:
    canvas.setFont(_FACE, 9)
    canvas.drawCentredString(A4[0] / 2, _MARGIN / 2, f"- {document.page} -")


def _table(grid: Grid) -> Table:
    cells: list[list[Any]] = [["" for _ in grid.widths] for _ in grid.rows]
    rules: list[tuple[Any, ...]] = [
        ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ("LEFTPADDING", (0, 0), (-1, -1), 2),
        ("RIGHTPADDING", (0, 0), (-1, -1), 2),
    ]
    for placed in place_all(grid):
        text = escape(placed.slot.text).replace("\n", "<br/>")
        cells[placed.row][placed.column] = Paragraph(text, _CELL)
        last = (placed.column + placed.slot.across - 1, placed.row + placed.slot.down - 1)
        if last != (placed.column, placed.row):
            rules.append(("SPAN", (placed.column, placed.row), last))
    widths = [_WIDTH * width / sum(grid.widths) for width in grid.widths]
    return Table(cells, colWidths=widths, style=rules, repeatRows=grid.heading_rows)
