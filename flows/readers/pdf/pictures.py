"""Pages of a PDF that are pictures of text: which they are, and what they look like."""

from collections.abc import Sequence
from ctypes import c_void_p, cast, string_at
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.layout.page import UNMAPPED, Frame, Glyph, Origin
from flows.readers.pdf.calls import address_of, kind_of, object_on_page
from flows.readers.pdf.shapes import PictureBox
from flows.readers.recognition import RESOLUTION

if TYPE_CHECKING:
    from flows.readers.scan.picture import Picture

Need = Literal["none", "picture", "hidden", "unmapped"]

_FULL = 0.5  # of the page: pictures that cover more are its content
_FEW = 40  # characters: a running head, a page number and a stamp beside a picture
_MOST_UNMAPPED = 0.3
_UNKNOWN = 0.5  # confidence in text that nobody has vouched for
_MANY_OUTLINES = 150  # of a page without characters: they are drawn
_LONGEST = 3_300  # pixels: A4 at 280 an inch
_SHORTEST = 1_600


def need_of(
    page: Any, frame: Frame, glyphs: Sequence[Glyph], pictures: Sequence[PictureBox], outline_count: int
) -> Need:
    """Why a page's text must be recognised from its looks.

    `picture`: there is no text, or next to none beside a picture that fills the page. `hidden`: what text
    there is lies unseen under such a picture, as software of scanners puts it. `unmapped`: the fonts do not
    say which characters they print.
    """
    printed = "".join("".join([glyph.text for glyph in glyphs]).split())
    if not printed:
        return "picture" if pictures or outline_count > _MANY_OUTLINES else "none"
    if printed.count(UNMAPPED) > _MOST_UNMAPPED * len(printed):
        return "unmapped"
    if pictures and sum(_share(box, frame) for box in pictures) >= _FULL:
        if _is_hidden(page):
            return "hidden"
        if len(printed) < _FEW:
            return "picture"
    return "none"


def as_left(need: Need, glyphs: Sequence[Glyph]) -> tuple[Origin, tuple[Glyph, ...]]:
    """Where the characters of a page come from that is not recognised, and the characters.

    What lies unseen under a picture was recognised by we do not know what.
    """
    if need == "hidden":
        return "hidden", tuple([glyph._replace(confidence=_UNKNOWN) for glyph in glyphs])
    return "unread" if need == "picture" else "text", tuple(glyphs)


def _share(box: PictureBox, frame: Frame) -> float:
    """How much of the page the box covers."""
    width = min(box[2], frame.right) - max(box[0], frame.left)
    height = min(box[3], frame.top) - max(box[1], frame.bottom)
    area = (frame.right - frame.left) * (frame.top - frame.bottom)
    return max(0.0, width) * max(0.0, height) / area if area else 0.0


def _is_hidden(page: Any) -> bool:
    """Whether all text that stands on the page itself is set to be invisible."""
    address = address_of(page)
    objects = (object_on_page(address, index) for index in range(pdfium.FPDFPage_CountObjects(page)))
    texts = [entry for entry in objects if kind_of(entry) == pdfium.FPDF_PAGEOBJ_TEXT]
    return bool(texts) and all(
        pdfium.FPDFTextObj_GetTextRenderMode(cast(entry, pdfium.FPDF_PAGEOBJECT))
        == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE
        for entry in texts
    )


def picture_of(page: Any) -> "Picture":
    """The page as it looks on paper, without notes and stamps that were laid over it."""
    import numpy as np

    longer = max(pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page))
    drawn = drawn_on_white(page, min(max(longer * RESOLUTION / 72, _SHORTEST), _LONGEST) / longer, is_gray=False)
    rows = np.frombuffer(drawn.pixels, np.uint8).reshape(drawn.height, drawn.stride // 4, 4)
    return np.ascontiguousarray(rows[:, : drawn.width, :3])


class Drawn(NamedTuple):
    """A page as drawn: rows of `stride` bytes, a pixel one byte in gray, else four."""

    pixels: bytes
    width: int
    height: int
    stride: int


def drawn_on_white(page: Any, scale: float, *, is_gray: bool) -> Drawn:
    """The page drawn so many pixels a point, without notes and stamps."""
    wide, high = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    width, height = max(1, round(wide * scale)), max(1, round(high * scale))
    kind = pdfium.FPDFBitmap_Gray if is_gray else pdfium.FPDFBitmap_BGRx
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, kind, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        content = string_at(cast(pdfium.FPDFBitmap_GetBuffer(bitmap), c_void_p).value or 0, stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Drawn(content, width, height, stride)
