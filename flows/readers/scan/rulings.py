"""The ruling lines of a picture of a page: made square, taken off, and told where they are."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from flows.readers.layout.page import Ruling
from flows.readers.scan.picture import Mask, Picture, ink_of

_SHORTEST = 9.0  # points: what is shorter is a stroke of a character
_LONG = 45.0  # what is longer is no stroke of a character, even of a title
_THICK = 4.0  # what is thicker is a bar or a picture
_TELLING = 100.0  # what is longer tells how the page leans
_MEETS = 1.2  # how near the end of a short line must come to a line across it; strokes in tight rows come near too
_MOST_LEAN = 0.05  # of its length: what leans more is no ruling
_LEAST_LEAN = 0.002
_MOST_STROKES = 5_000  # beyond, the page is a drawing
_SURROUNDINGS = 12.0


@dataclass(frozen=True, slots=True)
class _Stroke:
    """A straight run of ink, in pixels, and the number of its mask's component."""

    ruling: Ruling
    component: int


def rulings_in(picture: Picture, scale: float) -> tuple[list[Ruling], Picture]:
    """The ruling lines in points, and the picture with paper in their place; `scale` is pixels a point.

    A long straight run of ink is a line; a short one only where both its ends meet lines across it, as
    characters have straight strokes too.
    """
    ink = ink_of(picture, round(_SURROUNDINGS * scale))
    masks, strokes = [], []
    for is_vertical in (False, True):
        labels, found = _strokes(ink, is_vertical, scale)
        masks.append(labels)
        strokes.append(found)
    kept = _confirmed([stroke.ruling for found in strokes for stroke in found], scale)
    gone = np.zeros(ink.shape, np.uint8)
    for labels, found in zip(masks, strokes, strict=True):
        chosen = np.zeros(int(labels.max()) + 1, np.uint8)
        chosen[[stroke.component for stroke in found if stroke.ruling in kept]] = 255
        gone |= chosen[labels]
    points = [
        Ruling(ruling.is_vertical, ruling.at / scale, ruling.start / scale, ruling.end / scale)
        for ruling in sorted(kept, key=lambda ruling: (ruling.is_vertical, ruling.at, ruling.start))
    ]
    return points, _papered(picture, gone, scale)


def squared(picture: Picture, scale: float) -> Picture:
    """The picture with its long lines level and upright, as a photograph taken at an angle has them not.

    Lines of one direction may lean the more the farther they are to one side.
    """
    height, width = picture.shape[:2]
    ink = ink_of(picture, round(_SURROUNDINGS * scale))
    upright, level = (_lean(*_strokes(ink, is_vertical, scale), scale) for is_vertical in (True, False))
    if max(map(abs, (*upright(0.0, width), *level(0.0, height)))) < _LEAST_LEAN:
        return picture
    across, down = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)
    x, y = np.meshgrid(across, down)
    from_x = x + np.interp(across, (0, width), upright(0.0, width))[None, :] * (y - height / 2)
    from_y = y + np.interp(down, (0, height), level(0.0, height))[:, None] * (x - width / 2)
    turned = cv2.remap(
        picture,
        from_x.astype(np.float32),
        from_y.astype(np.float32),
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(turned, np.uint8)


def _lean(labels: np.ndarray, strokes: Sequence[_Stroke], scale: float) -> Callable[..., tuple[float, ...]]:
    """A function from positions across the lines to how much lines lean there: nothing where few lines tell."""
    leans, positions = [], []
    for ruling, number in ((stroke.ruling, stroke.component) for stroke in strokes):
        if ruling.end - ruling.start < _TELLING * scale:
            continue
        rows, columns = np.nonzero(labels == number)
        along, across = (rows, columns) if ruling.is_vertical else (columns, rows)
        leans.append(float(np.polyfit(along, across, 1)[0]))
        positions.append(ruling.at)
    if len(leans) < 2 or max(positions) - min(positions) < _TELLING * scale:
        return lambda *places: tuple(0.0 for _ in places)
    slope, base = np.polyfit(positions, leans, 1)
    return lambda *places: tuple(float(slope * place + base) for place in places)


def _strokes(ink: Mask, is_vertical: bool, scale: float) -> tuple[np.ndarray, list[_Stroke]]:
    """The straight runs of ink of one direction, and a picture of their components' numbers.

    Ink is first spread across by a pixel, so that a line that climbs by a pixel or two stays one.
    """
    length, thick = max(3, round(_SHORTEST * scale)), _THICK * scale
    along, across = ((1, length), (3, 1)) if is_vertical else ((length, 1), (1, 3))
    spread = cv2.dilate(ink, cv2.getStructuringElement(cv2.MORPH_RECT, across))
    runs = cv2.morphologyEx(spread, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, along))
    _, labels, boxes, middles = cv2.connectedComponentsWithStats(runs, connectivity=8)
    found = []
    for number in range(1, len(boxes)):
        left, top, width, height, area = (int(value) for value in boxes[number])
        start, span, breadth = (top, height, width) if is_vertical else (left, width, height)
        # A line that leans is broad as a whole, not at any place of it.
        if area / span <= thick and breadth <= max(thick, _MOST_LEAN * span) and span >= 2 * area / span:
            at = float(middles[number][0 if is_vertical else 1])
            found.append(_Stroke(Ruling(is_vertical, at, start, start + span), number))
    return np.asarray(labels), found


def _confirmed(rulings: Sequence[Ruling], scale: float) -> set[Ruling]:
    kept = {ruling for ruling in rulings if ruling.end - ruling.start >= _LONG * scale}
    if len(rulings) > _MOST_STROKES:
        return kept
    waiting = [ruling for ruling in rulings if ruling not in kept]
    while meeting := [ruling for ruling in waiting if _is_held(ruling, kept, max(2.0, _MEETS * scale))]:
        kept.update(meeting)
        waiting = [ruling for ruling in waiting if ruling not in kept]
    return kept


def _is_held(ruling: Ruling, kept: set[Ruling], reach: float) -> bool:
    """Whether both ends meet lines across."""
    return all(
        any(
            other.is_vertical is not ruling.is_vertical
            and abs(other.at - end) <= reach
            and other.start - reach <= ruling.at <= other.end + reach
            for other in kept
        )
        for end in (ruling.start, ruling.end)
    )


def _papered(picture: Picture, gone: Mask, scale: float) -> Picture:
    """The picture with the brightest of the surroundings where something is to go."""
    reach = 2 * round(1.5 * scale) + 1
    paper = cv2.dilate(picture, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach)))
    wide = cv2.dilate(gone, cv2.getStructuringElement(cv2.MORPH_RECT, (3, 3)))
    return np.asarray(np.where(wide[:, :, None] > 0, paper, picture), np.uint8)
