"""What is filled into a PDF: values of fields and text typed over a page, where the page has them; files inside it."""

import pytest

from flows.model.report import Table
from flows.readers.pdf.document import read_pdf
from tests.readers.pdf.written import HEIGHT, HERE, pdf, ruled, with_fields, words

GRID = ruled([100, 250, 400], [100, 130, 160])
LABELS = words((110, 120, "item"), (260, 120, "sum"), (110, 150, "a"))
CELL = (255, 135, 395, 155)


def cells(data: bytes) -> list[str]:
    [table] = [block for block in read_pdf(data, HERE).blocks if isinstance(block, Table)]
    return [cell.text for cell in table.cells]


def free_text(said: str, more: str = "") -> str:
    left, top, right, bottom = CELL
    return (
        f"<< /Type /Annot /Subtype /FreeText /Contents ({said}) /DA (/F 9 Tf) {more} "
        f"/Rect [{left} {HEIGHT - bottom} {right} {HEIGHT - top}] >>"
    )


@pytest.mark.parametrize(
    ("kind", "said", "shown"),
    [
        ("/Tx", "/V (1,280.50)", "1,280.50"),
        ("/Tx", "/V <FEFF5E744E07>", "年万"),
        ("/Tx", "/V (first\\rsecond) /Ff 4096", "first\nsecond"),
        ("/Tx", "/V ()", ""),
        ("/Tx", "/V (secret) /Ff 8192", ""),
        ("/Tx", "/V (none) /F 2", ""),
        ("/Tx", "/V (none) /F 32", ""),
        ("/Ch", "/V (b) /Opt [(a) (b)] /Ff 131072", "b"),
        ("/Ch", "/V (2) /Opt [[(1) (low)] [(2) (high)]] /Ff 131072", "high"),
        ("/Btn", "/V /On /AS /On /AP << /N << /On 5 0 R /Off 5 0 R >> >>", "√"),
        ("/Btn", "/V /Off /AS /Off /AP << /N << /On 5 0 R /Off 5 0 R >> >>", ""),
    ],
)
def test_a_value_stands_in_the_cell_that_its_field_is_drawn_in(kind: str, said: str, shown: str) -> None:
    assert cells(with_fields(GRID + LABELS, (kind, said, CELL))) == ["item", "sum", "a", shown]


def test_a_value_too_long_for_its_box_stays_in_it() -> None:
    said = "The quick brown fox jumps over the lazy dog and goes home again"

    found = cells(with_fields(GRID + LABELS, ("/Tx", f"/V ({said}) /Ff 4096", CELL)))

    assert found[:3] == ["item", "sum", "a"]
    assert "".join(found[3].split()) == "".join(said.split())


def test_text_typed_over_a_page_is_read_and_sticky_notes_are_not() -> None:
    sticky = free_text("note").replace("/FreeText", "/Text")

    assert cells(with_fields(GRID + LABELS, notes=free_text("80.5") + sticky)) == ["item", "sum", "a", "80.5"]


@pytest.mark.parametrize("flag", [1, 2, 32])
def test_hidden_text_over_a_page_is_not_read(flag: int) -> None:
    assert cells(with_fields(GRID + LABELS, notes=free_text("80.5", f"/F {flag}"))) == ["item", "sum", "a", ""]


def test_a_value_that_the_page_prints_as_well_is_read_once() -> None:
    printed = words((260, 150, "1,280.50"))

    assert cells(with_fields(GRID + LABELS + printed, ("/Tx", "/V (1,280.50)", CELL)))[3] == "1,280.50"


def test_files_inside_are_named() -> None:
    files = "/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a.xlsx) /UF (a.xlsx) >> (b) << /F (b.pdf) >>] >> >>"
    data = pdf(words((100, 100, "Open it with a reader"))).replace(
        b"/Type /Catalog", f"/Type /Catalog {files}".encode()
    )

    assert read_pdf(data, HERE).notes == (
        "PDF 带有附件（a.xlsx、b.pdf），附件未读取：报告在附件中的，请取出附件后放入",
    )
