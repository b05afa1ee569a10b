"""The page that a picture shows: how large its paper is, and the time that recognising it takes.

The library takes a second to import and half a gigabyte to run, so it is loaded for the first picture only.
"""

from typing import TYPE_CHECKING

from flows.model.allowances import more_time
from flows.readers.layout.page import Page

if TYPE_CHECKING:
    from flows.readers.scan.picture import Picture

_SECONDS_A_PAGE = 60.0  # a page takes five, on a busy and slow machine ten times as long
_NARROWEST = 24  # pixels: no line of text is legible in less
_A4 = 842.0  # points, the longer side
_PLAUSIBLE = range(500, 1300)  # points: what the longer side of a page may say it is


def page_of(picture: "Picture", page_no: int, width: float, height: float) -> Page:
    """The page that a picture shows; its longer side is A4's where width and height in points are no paper's.

    Asks for the time that a page takes.
    """
    if min(picture.shape[:2]) < _NARROWEST:
        return Page(page_no, width, height, (), (), 1, 0, 0, "picture")
    from flows.readers.scan.page import recognised

    more_time(_SECONDS_A_PAGE)
    longer = max(width, height)
    scale = 1.0 if int(longer) in _PLAUSIBLE else _A4 / longer
    return recognised(picture, page_no, width * scale)
