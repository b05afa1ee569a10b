"""PDF pages drawn word by word in a Chinese face that every PDF reader brings along."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from flows.model.report import Block, Paragraph, Table
from flows.readers.pdf.document import read_pdf

WIDTH, HEIGHT = 595, 842
_FACE = "STSong-Light"

Page = Sequence[tuple[float, ...] | tuple[float, float, str]]


def drawn(*pages: Page, size: float = 10) -> bytes:
    """A document of these pages, 595 by 842 points; y counts from the top.

    (x, y, text) puts text to the right of x, (-x, y, text) to its left; (x0, y0, x1, y1) is a line.
    """
    pdfmetrics.registerFont(UnicodeCIDFont(_FACE))
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT), invariant=1)
    for page in pages:
        canvas.setFont(_FACE, size)
        for entry in page:
            if len(entry) == 4:
                x0, y0, x1, y1 = entry
                canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)
                continue
            x, y, text = entry
            (canvas.drawString if x > 0 else canvas.drawRightString)(abs(x), HEIGHT - y, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def blocks(*pages: Page) -> tuple[Block, ...]:
    return read_pdf(drawn(*pages), Path("report.pdf")).blocks


def texts(*pages: Page) -> list[str | list[list[str]]]:
    """Paragraphs as text, tables as their rows' texts; a merged cell stands once."""
    return [
        block.text if isinstance(block, Paragraph) else [[cell.text for cell in row] for row in block.rows()]
        for block in blocks(*pages)
    ]


def tables(*pages: Page) -> list[Table]:
    return [block for block in blocks(*pages) if isinstance(block, Table)]
