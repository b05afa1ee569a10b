"""Text of a PDF page that is printed and that nobody sees: white on white, under a shape, in a layer that is off, or
part of a watermark that is strewn over the page.
"""

import re
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from ctypes import POINTER, byref, c_float, c_int, c_ulong, c_ushort, c_void_p, cast, create_string_buffer, string_at
from itertools import chain, islice, pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from flows.readers.pdf.calls import address_of, kind_of, object_in_form, object_on_page
from flows.readers.pdf.pictures import Drawn, drawn_on_white
from flows.readers.pdf.shapes import Drawing, TextObject, bounds_of
from flows.readers.unseen import WHITE, Kind

# How a document says that a layer is off: in its list of those, by the state all begin with, or for a purpose.
_OFF = re.compile(rb"/OFF\s*(?:\[\s*\d|\d)|State\s*/OFF")
_OFF_NAME = b"/OFF"  # looked for first, as it is found faster than its surroundings
_LAYERS = b"/OCProperties"
_PACKED = re.compile(rb"/ObjStm\b")
_STREAM = re.compile(rb"stream\r?\n")
_MOST_OF_ONE = 4 * 1024 * 1024  # bytes of objects packed together
_MOST_PACKED = 2_000
_MOST_LAYERS = 24  # of one page that are tried
_LONGEST = 1_500  # pixels of a page that is drawn to be looked at
_LARGEST_SCALE = 2.0
_CAPITALS = 0.7  # of the size of a face: how high its capitals are
_MOSTLY = 0.7  # rules run along a cell's edge, and under words

_WIDE = POINTER(c_ushort)

_FEWEST_TILES = 6
_SHORTEST_TILE = 2
_STEP = 3.0  # points: how far a tile may stand beside its place
_MOST_TILES = 5_000


class _Tile(NamedTuple):
    text: str
    shape: tuple[float, ...]
    x: float
    y: float
    address: int


def may_hide_layers(data: bytes) -> bool:
    """Whether a document switches any of its layers off."""
    has_layers = is_off = False
    for part in chain([data], _packed(data)):
        has_layers = has_layers or _LAYERS in part
        is_off = is_off or (_OFF_NAME in part and bool(_OFF.search(part)))
        if has_layers and is_off:
            return True
    return False


def _packed(data: bytes) -> Iterator[bytes]:
    """The objects that are packed together."""
    last = -1
    for match in islice(_PACKED.finditer(data), _MOST_PACKED):
        begin = _STREAM.search(data, match.end(), match.end() + 2_000)
        if begin is None or begin.end() == last:
            continue
        last = begin.end()
        try:
            yield zlib.decompressobj().decompress(data[begin.end() : begin.end() + _MOST_OF_ONE], _MOST_OF_ONE)
        except zlib.error:  # packed in another way, or encrypted
            continue


def unseen_on(document: Any, page: Any, text_page: Any, drawing: Drawing, has_layers: bool) -> Mapping[int, Kind]:
    """The addresses of the text objects that nobody sees, and why."""
    found: dict[int, Kind] = {}
    if drawing.white:
        found.update(dict.fromkeys(_white_on_white(page, text_page, drawing), "white"))
    if drawing.covers:
        found.update(dict.fromkeys(_covered(drawing), "covered"))
    if len(drawing.pale) >= _FEWEST_TILES:
        found.update(dict.fromkeys(_tiles(text_page, drawing), "watermark"))
    if has_layers:
        found.update(dict.fromkeys(_switched_off(document, page), "layer"))
    return found


def _covered(drawing: Drawing) -> Iterator[int]:
    """Text that lies under a shape which was drawn after it."""
    boxes = ((bounds_of(text.address, text.matrix), at) for at, text in enumerate(drawing.texts))
    ordered = sorted(((box[1] + box[3]) / 2, box, at) for box, at in boxes if box)
    heights = [middle for middle, _, _ in ordered]
    for (left, bottom, right, top), before in drawing.covers:
        for _, box, at in ordered[bisect_left(heights, bottom) : bisect_right(heights, top)]:
            is_inside = left <= box[0] + 1 and box[2] - 1 <= right and bottom <= box[1] + 1 and box[3] - 1 <= top
            if at < before and is_inside:
                yield drawing.texts[at].address


def _white_on_white(page: Any, text_page: Any, drawing: Drawing) -> Iterator[int]:
    """White text where the page without any text is white, but for the shade of a text in another colour."""
    with _inactive([text.address for text in drawing.texts]):
        paper = _drawn(page)
    mute = [box for text in drawing.texts if (box := _box_of_mute(text, text_page))]
    for text in drawing.white:
        box = bounds_of(text.address, text.matrix)
        if box is None or any(_are_near(box, other) for other in mute):
            continue
        if _share_of_white(page, paper, _room_of(text, box)) >= _MOSTLY:
            yield text.address


def _room_of(text: TextObject, box: Sequence[float]) -> Sequence[float]:
    """The box of a text, as high as its letters may be: a face that is not at hand has smaller ones."""
    size = c_float()
    pdfium.FPDFTextObj_GetFontSize(cast(text.address, pdfium.FPDF_PAGEOBJECT), size)
    a, b, c, d, _, y = text.placed()
    if abs(b) > abs(a) or abs(c) > abs(d):
        return box
    return box[0], min(box[1], y), box[2], max(box[3], y + _CAPITALS * size.value * abs(d))


def _box_of_mute(text: TextObject, text_page: Any) -> Sequence[float] | None:
    """Where a text stands that PDFium leaves out, as one that says the same lies right under it."""
    return None if _text_of(text.address, text_page) else bounds_of(text.address, text.matrix)


def _are_near(box: Sequence[float], other: Sequence[float]) -> bool:
    return all(abs(one - two) <= _STEP for one, two in zip(box, other, strict=True))


def _tiles(text_page: Any, drawing: Drawing) -> Iterator[int]:
    """Pale text that says the same over and over, in rows and columns that are not those of the other text."""
    by_look: dict[tuple[str, tuple[float, ...]], list[_Tile]] = {}
    pale = {text.address for text in drawing.pale}
    for text in drawing.pale[:_MOST_TILES]:
        a, b, c, d, x, y = text.placed()
        words = _text_of(text.address, text_page)
        tile = _Tile(words, (round(a, 2), round(b, 2), round(c, 2), round(d, 2)), x, y, text.address)
        if len(words) >= _SHORTEST_TILE:
            by_look.setdefault((words, tile.shape), []).append(tile)
    groups = [tiles for tiles in by_look.values() if len(tiles) >= _FEWEST_TILES and _are_strewn(tiles)]
    if not groups:
        return
    others = sorted(text.placed()[5] for text in drawing.texts if text.address not in pale)
    for tiles in groups:
        apart = sum(bisect_left(others, tile.y - 1) == bisect_right(others, tile.y + 1) for tile in tiles)
        if 2 * apart > len(tiles):
            yield from (tile.address for tile in tiles)


def _are_strewn(tiles: Sequence[_Tile]) -> bool:
    """Whether they stand in at least two rows and two columns, at even distances both ways."""
    return all(_is_even(sorted(values)) for values in ([tile.x for tile in tiles], [tile.y for tile in tiles]))


def _is_even(values: Sequence[float]) -> bool:
    places = [value for at, value in enumerate(values) if not at or value - values[at - 1] > _STEP]
    if len(places) < 2 or len(places) > len(values) / 2 + 1:
        return False
    steps = [after - before for before, after in pairwise(places)]
    return max(steps) - min(steps) <= 2 * _STEP


def _text_of(address: int, text_page: Any) -> str:
    entry = cast(address, pdfium.FPDF_PAGEOBJECT)
    length = pdfium.FPDFTextObj_GetText(entry, text_page, None, 0)
    if length <= 2 or length > 400:
        return ""
    buffer = create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(entry, text_page, cast(buffer, _WIDE), length)
    return buffer.raw[: length - 2].decode("utf-16-le", "replace").strip()


def _switched_off(document: Any, page: Any) -> Iterator[int]:
    """Text in layers and forms without which the page looks the same, though it has ink."""
    units: dict[object, list[int]] = {}
    top = address_of(page)
    _gather(pdfium.FPDFPage_CountObjects(page), lambda at: object_on_page(top, at), units)
    if not units:
        return
    whole = _drawn(page).pixels
    for addresses in list(units.values())[:_MOST_LAYERS]:
        texts = [text for address in addresses for text in _texts_in(address)]
        if not texts:
            continue
        with _inactive(addresses):
            without = _drawn(page).pixels
        if without == whole and any(_has_ink(document, page, text) for text in texts):
            yield from texts


def _gather(count: int, entry_at: Callable[[int], Any], units: dict[object, list[int]]) -> None:
    """Adds the objects of each layer under its name, and each form by itself."""
    for index in range(count):
        address = entry_at(index)
        if name := _layer_of(address):
            units.setdefault(name, []).append(address)
        elif kind_of(address) == pdfium.FPDF_PAGEOBJ_FORM:
            units.setdefault(address, []).append(address)
            inside = pdfium.FPDFFormObj_CountObjects(cast(address, pdfium.FPDF_PAGEOBJECT))
            _gather(inside, lambda at, form=address: object_in_form(form, at), units)  # type: ignore[misc]


def _layer_of(address: int) -> str:
    """The layer that an object is marked as part of, '' where it is of none."""
    entry = cast(address, pdfium.FPDF_PAGEOBJECT)
    buffer, size = create_string_buffer(512), c_ulong()
    for index in range(pdfium.FPDFPageObj_CountMarks(entry)):
        mark = pdfium.FPDFPageObj_GetMark(entry, index)
        words = cast(buffer, _WIDE)
        if not pdfium.FPDFPageObjMark_GetName(mark, words, 512, byref(size)) or _decoded(buffer, size) != "OC":
            continue
        named = pdfium.FPDFPageObjMark_GetParamStringValue(mark, b"Name", words, 512, byref(size))
        return f"OC {_decoded(buffer, size)}" if named else f"OC {address}"
    return ""


def _decoded(buffer: Any, size: Any) -> str:
    return str(buffer.raw[: max(size.value - 2, 0)].decode("utf-16-le", "replace"))


def _texts_in(address: int) -> Iterator[int]:
    kind = kind_of(address)
    if kind == pdfium.FPDF_PAGEOBJ_TEXT:
        yield address
    elif kind == pdfium.FPDF_PAGEOBJ_FORM:
        for index in range(pdfium.FPDFFormObj_CountObjects(cast(address, pdfium.FPDF_PAGEOBJECT))):
            yield from _texts_in(object_in_form(address, index))


def _has_ink(document: Any, page: Any, address: int) -> bool:
    """Whether a text object leaves any ink by itself: a face that is not at hand does not."""
    bitmap = pdfium.FPDFTextObj_GetRenderedBitmap(document, page, cast(address, pdfium.FPDF_PAGEOBJECT), 1.0)
    if not bitmap:
        return False
    try:
        size = pdfium.FPDFBitmap_GetStride(bitmap) * pdfium.FPDFBitmap_GetHeight(bitmap)
        return any(string_at(cast(pdfium.FPDFBitmap_GetBuffer(bitmap), c_void_p).value or 0, size))
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


@contextmanager
def _inactive(addresses: Sequence[int]) -> Iterator[None]:
    """While it lasts, the page is drawn without these objects."""
    entries = [cast(address, pdfium.FPDF_PAGEOBJECT) for address in addresses]
    for entry in entries:
        pdfium.FPDFPageObj_SetIsActive(entry, False)
    try:
        yield
    finally:
        for entry in entries:
            pdfium.FPDFPageObj_SetIsActive(entry, True)


def _share_of_white(page: Any, drawn: Drawn, box: Sequence[float]) -> float:
    """How much of a box in the page's own coordinates is white, 0 where it is off the page."""
    corners = [_on_picture(page, drawn, x, y) for x in box[::2] for y in box[1::2]]
    left, right = max(min(x for x, _ in corners), 0), min(max(x for x, _ in corners) + 1, drawn.width)
    top, bottom = max(min(y for _, y in corners), 0), min(max(y for _, y in corners) + 1, drawn.height)
    seen = b"".join(drawn.pixels[row * drawn.stride + left : row * drawn.stride + right] for row in range(top, bottom))
    return sum(level >= WHITE for level in seen) / len(seen) if seen else 0.0


def _on_picture(page: Any, drawn: Drawn, x: float, y: float) -> tuple[int, int]:
    across, down = c_int(), c_int()
    pdfium.FPDF_PageToDevice(page, 0, 0, drawn.width, drawn.height, 0, x, y, byref(across), byref(down))
    return across.value, down.value


def _drawn(page: Any) -> Drawn:
    longer = max(pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page), 1)
    return drawn_on_white(page, min(_LONGEST / longer, _LARGEST_SCALE), is_gray=True)
