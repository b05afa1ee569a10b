"""PDF documents of page descriptions written by hand, for what a writer of PDF would not let one draw."""

from collections.abc import Sequence
from pathlib import Path

from flows.model.report import Block
from flows.readers.pdf.document import read_pdf

HERE = Path("report.pdf")
HEIGHT = 800

# A page filled with one stretched pixel.
PICTURE = "q 500 0 0 700 50 50 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q\n"


def words(*lines: tuple[float, float, str]) -> str:
    """Text at x and at y from the top, 10 points high; every character is 6 points wide."""
    return "".join(f"BT /F 10 Tf {x} {HEIGHT - y} Td ({text}) Tj ET\n" for x, y, text in lines)


def ruled(xs: Sequence[float], ys: Sequence[float]) -> str:
    """A full grid of strokes."""
    return lines(*((xs[0], y, xs[-1], y) for y in ys), *((x, ys[0], x, ys[-1]) for x in xs))


def lines(*strokes: tuple[float, float, float, float]) -> str:
    return "".join(f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S\n" for x0, y0, x1, y1 in strokes)


COURIER = "<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>"


def pdf(
    *pages: str, trailer: str = "", font: str = COURIER, catalog: str = "", page: str = "", more: Sequence[str] = ()
) -> bytes:
    """A document of these content streams, by default in a font of fixed width.

    `catalog` and `page` are further entries of the catalog and of each page, where /P names what its content marks;
    `more` are further objects, the first of them 6 where there is one page.
    """
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        font,
    ]
    for number, content in enumerate(pages):
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 {HEIGHT}] /Contents {5 + 2 * number} 0 R "
            f"/Resources << /Font << /F 3 0 R >> {'/Properties << /P 6 0 R >>' if more else ''} >> {page} >>"
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
    objects += more
    body = "%PDF-1.4\n"
    offsets = []
    for number, entry in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{entry}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    end = f"trailer << /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{len(body)}\n%%EOF\n"
    return f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def with_map(entries: Sequence[tuple[str, str]], codes: str) -> bytes:
    """A page that prints the two-byte codes in a font whose map has only these entries."""
    mapped = "".join(f"<{code}> <{text}> " for code, text in entries)
    to_unicode = (
        "begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "
        f"{len(entries)} beginbfchar {mapped}endbfchar endcmap"
    )
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Unknown /Encoding /Identity-H /DescendantFonts [<< "
        "/Type /Font /Subtype /CIDFontType2 /BaseFont /Unknown /DW 1000 /CIDSystemInfo "
        "<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type /FontDescriptor "
        "/FontName /Unknown /Flags 4 /FontBBox [0 -200 1000 900] /Ascent 900 /Descent -200 /ItalicAngle 0 "
        "/CapHeight 700 /StemV 80 >> >>] /ToUnicode 5 0 R >>"
    )
    return pdf(to_unicode, f"BT /F 10 Tf 100 700 Td <{codes}> Tj ET\n", font=font)


def with_fields(content: str, *fields: tuple[str, str, tuple[float, float, float, float]], notes: str = "") -> bytes:
    """A page with a form: of each field its kind, what else it says, and left, top, right and bottom on the page.

    `notes` are further annotations. The file has no table of its objects, which is as good as a broken one.
    """
    numbers = " ".join(f"{20 + number} 0 R" for number in range(len(fields)))
    objects = "".join(
        f"{20 + number} 0 obj\n<< /Type /Annot /Subtype /Widget /FT {kind} /T (field{number}) {said} /DA (/F 10 Tf 0 g) "
        f"/Rect [{left} {HEIGHT - bottom} {right} {HEIGHT - top}] >>\nendobj\n"
        for number, (kind, said, (left, top, right, bottom)) in enumerate(fields)
    )
    whole = pdf(content).decode("latin-1").split("xref\n")[0]
    whole = whole.replace(
        "/Type /Catalog", f"/Type /Catalog /AcroForm << /Fields [{numbers}] /DR << >> /DA (/F 10 Tf) >>"
    )
    whole = whole.replace("/Type /Page /Parent", f"/Type /Page /Annots [{numbers} {notes}] /Parent")
    return f"{whole}{objects}trailer << /Size 40 /Root 1 0 R >>\n%%EOF\n".encode("latin-1")


def blocks(*pages: str) -> tuple[Block, ...]:
    return read_pdf(pdf(*pages), HERE).blocks
