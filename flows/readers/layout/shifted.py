"""Tables of scanned pages: no sheet lies on the glass exactly as the one before it."""

from collections.abc import Sequence
from dataclasses import replace

from flows.readers.layout.rulings import boundaries, nearest
from flows.readers.layout.tables import Box, Piece

_MOST_SHIFT = 30.0  # points: a centimetre
_MOST_STRETCH = 0.02
_SAME_COLUMN = 4.0  # points


def laid_under(following: Piece, piece: Piece) -> Piece:
    """The piece of the next page, moved and stretched sideways so that edges and columns that are nearly those
    of the piece before are exactly those.

    It comes back as it is where it is not as wide, or lies somewhere else.
    """
    width, other = piece.right - piece.left, following.right - following.left
    if abs(other / width - 1) > _MOST_STRETCH or abs(following.left - piece.left) > _MOST_SHIFT:
        return following
    columns = boundaries(x for box in piece.all_boxes() for x in (box.left, box.right))
    stretch = width / other

    def moved(x: float) -> float:
        return piece.left + (x - following.left) * stretch

    boxes = tuple(
        _moved(box, _snapped(moved(box.left), columns), _snapped(moved(box.right), columns)) for box in following.boxes
    )
    return replace(following, boxes=boxes, left=piece.left, right=piece.right)


def _snapped(x: float, columns: Sequence[float]) -> float:
    near = columns[nearest(columns, x)]
    return near if abs(near - x) <= _SAME_COLUMN else x


def _moved(box: Box, left: float, right: float) -> Box:
    """The box between other edges, its lines as far from the left one as before."""
    shift = left - box.left
    lines = tuple(replace(line, x0=line.x0 + shift, x1=line.x1 + shift) for line in box.lines)
    return replace(box, left=left, right=right, lines=lines)
