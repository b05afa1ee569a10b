"""The few PDFium functions that are called for every character or object of a page, bound for speed.

pypdfium2's own bindings check the type of each pointer and let go of the interpreter's lock around each call,
which takes three times as long as the call. These take addresses and keep the lock.
"""

from collections.abc import Callable
from ctypes import PYFUNCTYPE, c_double, c_int, c_void_p, cast
from typing import Any

import pypdfium2.raw as pdfium


def _bound(function: Any, result: Any, *arguments: Any) -> Callable[..., Any]:
    return PYFUNCTYPE(result, *arguments)(cast(function, c_void_p).value or 0)


def address_of(handle: Any) -> int:
    """The address that a handle of pypdfium2 points to, 0 for none."""
    return cast(handle, c_void_p).value or 0


# (text page, index of the character) -> whether PDFium put it in
is_generated = _bound(pdfium.FPDFText_IsGenerated, c_int, c_void_p, c_int)
# (text page, index of the character) -> whether its font does not say which it is
is_unmapped = _bound(pdfium.FPDFText_HasUnicodeMapError, c_int, c_void_p, c_int)
# (text page, index of the character, box to fill) -> whether it did
loose_box = _bound(pdfium.FPDFText_GetLooseCharBox, c_int, c_void_p, c_int, c_void_p)
# (text page, index of the character, matrix to fill) -> whether it did
matrix_of = _bound(pdfium.FPDFText_GetMatrix, c_int, c_void_p, c_int, c_void_p)
# (text page, index of the character) -> the size of its font before the matrix
font_size_of = _bound(pdfium.FPDFText_GetFontSize, c_double, c_void_p, c_int)
# (text page, index of the character) -> the address of the object that prints it
object_of = _bound(pdfium.FPDFText_GetTextObject, c_void_p, c_void_p, c_int)
# (text object) -> how it is painted
render_mode_of = _bound(pdfium.FPDFTextObj_GetTextRenderMode, c_int, c_void_p)
# (page, index of the object) -> the object's address, None where there is none
object_on_page = _bound(pdfium.FPDFPage_GetObject, c_void_p, c_void_p, c_int)
# (form, index of the object) -> the object's address, None where there is none
object_in_form = _bound(pdfium.FPDFFormObj_GetObject, c_void_p, c_void_p, c_int)
# (path, index of the segment) -> the segment's address, None where there is none
segment_of = _bound(pdfium.FPDFPath_GetPathSegment, c_void_p, c_void_p, c_int)
# (segment, x to fill, y to fill) -> whether it did
point_of = _bound(pdfium.FPDFPathSegment_GetPoint, c_int, c_void_p, c_void_p, c_void_p)
# (path, kind of filling to fill, whether it is stroked to fill) -> whether it did
draw_mode_of = _bound(pdfium.FPDFPath_GetDrawMode, c_int, c_void_p, c_void_p, c_void_p)
# (path) -> how many segments it has
segment_count = _bound(pdfium.FPDFPath_CountSegments, c_int, c_void_p)
# (object, red, green, blue and alpha to fill) -> whether it did
stroke_color_of, fill_color_of = (
    _bound(function, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
    for function in (pdfium.FPDFPageObj_GetStrokeColor, pdfium.FPDFPageObj_GetFillColor)
)
# (object, matrix to fill) -> whether it did
object_matrix_of = _bound(pdfium.FPDFPageObj_GetMatrix, c_int, c_void_p, c_void_p)
# (segment) -> one of PDFium's kinds
segment_kind = _bound(pdfium.FPDFPathSegment_GetType, c_int, c_void_p)
# (segment) -> whether it closes its outline
is_closing = _bound(pdfium.FPDFPathSegment_GetClose, c_int, c_void_p)
# (object) -> one of PDFium's kinds
kind_of = _bound(pdfium.FPDFPageObj_GetType, c_int, c_void_p)
# (object, left, bottom, right and top to fill) -> whether it did
object_bounds_of = _bound(pdfium.FPDFPageObj_GetBounds, c_int, c_void_p, c_void_p, c_void_p, c_void_p, c_void_p)
