"""Picture files up to the point where their text is recognised, which `test_scan.py` is about."""

import io
import struct
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from flows.model.exceptions import DamagedReport, MissingTool, OversizedReport, UnsupportedFormat
from flows.model.report import Paragraph
from flows.readers import read, recognition
from flows.readers.layout.page import Glyph, Page
from flows.readers.scan.image import read_image


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[np.ndarray]:
    """The pictures that are handed on to be recognised; each is taken to say its number."""
    pictures: list[np.ndarray] = []

    def page_of(picture: np.ndarray, page_no: int, width: float, height: float) -> Page:
        pictures.append(picture)
        glyph = Glyph(f"{page_no}st", 100, 106, 300, 310, 103, 305, 10, 0.75)
        return Page(page_no, width, height, (glyph,), (), 1, 0, 0, "picture")

    monkeypatch.setattr(recognition, "recogniser", lambda: "a recogniser")
    monkeypatch.setattr("flows.readers.scan.image.page_of", page_of)
    return pictures


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


RED = Image.new("RGB", (40, 20), (200, 10, 10))
LEFT_BLACK = Image.fromarray(np.array([[0] * 20 + [255] * 20] * 20, np.uint8))


@pytest.mark.parametrize(("form", "name"), [("PNG", "a.png"), ("JPEG", "a.jpg"), ("TIFF", "a.tif"), ("BMP", "a.bmp"),
                                            ("WEBP", "a.webp"), ("GIF", "a.gif")])  # fmt: skip
def test_every_form_of_picture_is_a_page_in_blue_green_red(form: str, name: str, seen: list[np.ndarray]):
    report = read(encoded(RED, form), Path(name))
    assert report.format == "image"
    [block] = report.blocks
    assert isinstance(block, Paragraph)
    assert (block.text, block.page_no, str(block.confidence)) == ("1st", 1, "0.750")
    assert report.notes == ("第 1 页的文字由图片识别，请对照原件核对",)
    [picture] = seen
    assert picture.shape == (20, 40, 3)
    assert np.abs(picture.astype(int) - (10, 10, 200)).max() < 12


def test_a_name_that_says_otherwise_is_noted(seen: list[np.ndarray]):
    assert read(encoded(RED, "PNG"), Path("a.pdf")).notes[0] == "扩展名“.pdf”与内容不符：内容是图片，已按内容读取"


def test_every_page_of_a_tiff_is_read(seen: list[np.ndarray]):
    pages = [Image.new("L", (30, 40 + number), 255) for number in range(3)]
    report = read_image(encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:]), Path("a.tif"))
    assert [(block.text, block.page_no) for block in report.blocks] == [("1st", 1), ("2st", 2), ("3st", 3)]
    assert [picture.shape[0] for picture in seen] == [40, 41, 42]
    assert report.notes == ("第 1–3 页的文字由图片识别，请对照原件核对",)


def test_only_the_first_picture_of_a_moving_one_is_read(seen: list[np.ndarray]):
    frames = [Image.new("RGB", (30, 40), color) for color in ("white", "black", "red")]
    read_image(encoded(frames[0], "GIF", save_all=True, append_images=frames[1:]), Path("a.gif"))
    assert len(seen) == 1


def test_a_photograph_is_turned_as_the_camera_was_held(seen: list[np.ndarray]):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera stood on its left side: the top of the page is at the right
    read_image(encoded(LEFT_BLACK, "JPEG", exif=exif), Path("a.jpg"))
    [picture] = seen
    assert picture.shape == (40, 20, 3)
    assert picture[:15].max() < 60 and picture[25:].min() > 200


def test_what_is_transparent_is_paper(seen: list[np.ndarray]):
    read_image(encoded(Image.new("RGBA", (30, 40), (0, 0, 0, 0)), "PNG"), Path("a.png"))
    assert seen[0].min() == 255


@pytest.mark.parametrize("bits", ["I;16", "1", "P", "LA", "CMYK", "F"])
def test_every_depth_of_colour_is_read(bits: str, seen: list[np.ndarray]):
    values = np.asarray(LEFT_BLACK)
    if bits == "I;16":
        image = Image.fromarray(values.astype(np.uint16) * 257)
    elif bits == "F":
        image = Image.fromarray(values.astype(np.float32))
    else:
        image = LEFT_BLACK.convert(bits)
    read_image(encoded(image, "TIFF" if bits in ("F", "CMYK") else "PNG"), Path("a.png"))
    assert seen[0][:, :18].max() < 40 and seen[0][:, 22:].min() > 215


def test_a_large_picture_is_made_smaller(seen: list[np.ndarray]):
    read_image(encoded(Image.new("L", (5000, 2500), 255), "PNG"), Path("a.png"))
    assert seen[0].shape == (1650, 3300, 3)


def test_a_picture_that_would_fill_the_memory_is_refused_before_it_is_unpacked(seen: list[np.ndarray]):
    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    for side, found in ((9_000, 81_000_000), (100_000, None)):
        header = chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0))
        bomb = b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
        with pytest.raises(OversizedReport) as caught:
            read_image(bomb, Path("a.png"))
        assert (caught.value.what, caught.value.limit) == ("图片的像素数", 80_000_000)
        assert found is None or caught.value.found == found
    assert not seen


def test_too_many_pages_are_refused(seen: list[np.ndarray], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recognition, "MOST_RECOGNISED", 2)
    page = Image.new("1", (8, 8), 1)
    with pytest.raises(OversizedReport, match="图片的页数为 3，超过上限 2"):
        read_image(encoded(page, "TIFF", save_all=True, append_images=[page, page]), Path("a.tif"))


@pytest.mark.parametrize("form", ["PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF"])
def test_a_picture_cut_short_is_damaged(form: str, seen: list[np.ndarray]):
    noise = Image.fromarray(np.random.default_rng(1).integers(0, 255, (60, 60, 3), np.uint8))
    data = encoded(noise, form)
    for length in (40, len(data) // 2):
        with pytest.raises(DamagedReport, match="图片无法解码"):
            read_image(data[:length], Path("a.png"))


def test_without_the_extra_the_outcome_names_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(recognition, "recogniser", lambda: "")
    with pytest.raises(MissingTool) as caught:
        read(encoded(RED, "PNG"), Path("a.png"))
    assert caught.value.reason == (
        f"读取需要 图片文字识别组件（{recognition.PACKAGE}）：请安装后重试，或另存为带文字层的 PDF 或 .docx"
    )


def test_a_picture_without_text_says_so(seen: list[np.ndarray], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(
        "flows.readers.scan.image.page_of",
        lambda _, number, wide, high: Page(number, wide, high, (), (), 1, 0, 0, "picture"),
    )
    with pytest.raises(UnsupportedFormat, match="看不出文字的图片"):
        read(encoded(RED, "PNG"), Path("a.png"))
