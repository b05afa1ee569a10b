"""Pages that are pictures: one of ours turned, stamped and laid askew, and scans of the samples."""

import io
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from flows.extraction import SourceClues, extract
from flows.model.exceptions import UnsupportedFormat
from flows.model.report import Paragraph, Report, Table
from flows.readers import read
from tests.beside import SAMPLES, needs_ocr, needs_shared
from tests.readers.pdf.written import pdf, ruled, words

SCAN = Path(__file__).parent / "scans" / "scan.png"

pytestmark = needs_ocr

PROSE = (
    "2021年我局年初预算数为1234.56万元，全年预算数为1300万元，全年执行数为1287.90万元，预算执行率为99.07%，"
    "比上年增加45.6万元，增长3.67%。其中：基本支出887.90万元，项目支出400万元。"
)
TABLE = [
    [("类别", 2, 1), ("项目名称", 2, 1), ("预算金额", 1, 2), ("支出金额", 2, 1)],
    [("年初预算数", 1, 1), ("全年预算数", 1, 1)],
    [("经常性项目", 4, 1), ("校舍维修", 1, 1), ("180.5", 1, 1), ("200", 1, 1), ("199.95", 1, 1)],
    [("学生资助", 1, 1), ("1", 1, 1), ("7", 1, 1), ("0", 1, 1)],
    [("营养改善计划", 1, 1), ("150", 1, 1), ("163.05", 1, 1), ("163.05", 1, 1)],
    [("合计", 1, 1), ("331.5", 1, 1), ("370.05", 1, 1), ("363.00", 1, 1)],
]


@cache
def scan() -> Image.Image:
    """The page without its empty lower half."""
    return Image.open(SCAN).convert("RGB").crop((0, 0, 1240, 950))


def encoded(*pages: Image.Image, form: str = "PNG") -> bytes:
    buffer = io.BytesIO()
    options = {"save_all": True, "append_images": pages[1:], "resolution": 150} if form == "PDF" else {}
    pages[0].save(buffer, form, **options)
    return buffer.getvalue()


def grid(table: Table) -> list[list[tuple[str, int, int]]]:
    return [[(cell.text, cell.row_span, cell.column_span) for cell in row] for row in table.rows()]


def only_table(report: Report) -> Table:
    [table] = [block for block in report.blocks if isinstance(block, Table)]
    return table


@cache
def plain() -> Report:
    return read(encoded(scan()), Path("a.png"))


def test_a_scan_is_read_as_the_page_says_it():
    title, prose, unit, table = plain().blocks
    assert isinstance(title, Paragraph) and title.text == "青禾县教育局2021年度部门整体支出绩效自评报告"
    assert isinstance(prose, Paragraph) and prose.text == PROSE
    assert isinstance(unit, Paragraph) and unit.text == "金额单位：万元"
    assert isinstance(table, Table) and grid(table) == TABLE
    assert {block.page_no for block in plain().blocks} == {1}


def test_what_was_recognised_says_how_sure_it_is():
    sure = [block.confidence for block in plain().blocks if isinstance(block, Paragraph)]
    sure += [cell.confidence for cell in only_table(plain()).cells]
    assert all(value is not None and Decimal("0.5") < value <= 1 for value in sure)
    assert plain().notes == ("第 1 页的文字由图片识别，请对照原件核对",)


def test_the_same_bytes_give_the_same_report():
    assert read(encoded(scan()), Path("a.png")) == plain()


def stamped() -> Image.Image:
    seal = Image.new("RGBA", scan().size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(seal)
    red = (215, 35, 30, 190)
    pen.ellipse((760, 500, 1010, 750), outline=red, width=9)
    pen.regular_polygon((885, 625, 42), 5, fill=red)
    pen.text((820, 690), "No 430623", fill=red, font_size=26)
    return Image.alpha_composite(scan().convert("RGBA"), seal).convert("RGB")


def in_the_shade() -> Image.Image:
    height, width = scan().height, scan().width
    light = 0.5 + 0.5 * np.linspace(0, 1, width)[None, :, None] * np.linspace(0.6, 1, height)[:, None, None]
    noise = np.random.default_rng(7).normal(0, 6, (height, width, 3))
    return Image.fromarray(np.clip(np.asarray(scan()) * light + noise, 0, 255).astype(np.uint8))


def photographed() -> Image.Image:
    width, height = scan().size
    corners = (-25, -10, 10, height + 20, width + 15, height - 15, width - 5, 12)
    return scan().transform(scan().size, Image.Transform.QUAD, corners, Image.Resampling.BICUBIC, fillcolor="white")


def turned(degrees: float) -> Image.Image:
    return scan().rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(turned(92), id="on its left side and askew"),
        pytest.param(stamped(), id="stamped"),
        pytest.param(turned(180), id="on its head", marks=pytest.mark.long),
        pytest.param(turned(267), id="on its right side", marks=pytest.mark.long),
        pytest.param(turned(-4.3), id="askew", marks=pytest.mark.long),
        pytest.param(in_the_shade(), id="in the shade", marks=pytest.mark.long),
        pytest.param(photographed(), id="at an angle", marks=pytest.mark.long),
    ],
)
def test_however_the_page_lay_it_says_the_same(page: Image.Image):
    report = read(encoded(page), Path("a.png"))
    assert grid(only_table(report)) == TABLE
    # How wide a colon or a bracket is set, recognition does not tell for sure.
    texts = [block.text.replace(":", "：") for block in report.blocks if isinstance(block, Paragraph)]
    assert texts[1:] == [PROSE, "金额单位：万元"]


def as_scanned(*contents: str) -> bytes:
    """Each page a picture, each a little farther to one side and turned another way."""
    pages = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf(*contents))):
        image = page.render(scale=150 / 72).to_pil().convert("RGB")
        shift = (10 * (-1) ** number, 4 * number)
        pages.append(image.rotate(0.4 * (-1) ** number, Image.Resampling.BICUBIC, translate=shift, fillcolor="white"))
    return encoded(*pages, form="PDF")


def test_a_table_goes_on_over_scanned_pages():
    xs = [100, 250, 400]
    first = ruled(xs, [640, 670, 700, 730, 760]) + words(
        *((110, 660 + 30 * row, label) for row, label in enumerate(("Item", "Income", "Taxes", "Fees"))),
        *((260, 660 + 30 * row, value) for row, value in enumerate(("Amount", "1,234.56", "1,000.50", "234.06"))),
    )
    second = ruled(xs, [100, 130, 160, 190]) + words(
        *((110, 120 + 30 * row, label) for row, label in enumerate(("Item", "Outlay", "Balance"))),
        *((260, 120 + 30 * row, value) for row, value in enumerate(("Amount", "1,199.06", "35.50"))),
    )
    table = only_table(read(as_scanned(first, second), Path("a.pdf")))
    assert [[cell.text for cell in row] for row in table.rows()] == [
        ["Item", "Amount"],
        ["Income", "1,234.56"],
        ["Taxes", "1,000.50"],
        ["Fees", "234.06"],
        ["Outlay", "1,199.06"],
        ["Balance", "35.50"],
    ]
    assert [cell.page_no for cell in table.cells if cell.column == 1] == [1, 1, 1, 1, 2, 2]


@pytest.mark.parametrize("size", [(1, 1), (3000, 1), (30, 30), (1000, 30)])
def test_a_picture_too_small_for_text_says_nothing(size: tuple[int, int]):
    with pytest.raises(UnsupportedFormat, match="看不出文字的图片"):
        read(encoded(Image.new("L", size, 255)), Path("a.png"))


@pytest.mark.long
@needs_shared
@pytest.mark.parametrize("number", ["003", "004"])
def test_the_scan_of_a_report_says_what_the_report_says(number: str):
    expected, found = (rows(SAMPLES / number / name) for name in ("report.docx", "report.scanned.pdf"))
    share = (expected & found).total() / expected.total()
    print(f"{number}: {share:.1%} of {expected.total()} rows")
    for sign, different in (("-", expected - found), ("+", found - expected)):
        for row in different.elements():
            print(sign, *row)
    assert share >= 0.95


def rows(path: Path) -> Counter[tuple[str | None, Decimal | None, str]]:
    figures = extract(read(path.read_bytes(), path), SourceClues(path.name)).figures
    return Counter((figure.measure_code, figure.value, figure.unit) for figure in figures)
