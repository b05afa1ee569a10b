"""A picture of a page set upright: a few degrees of skew taken out, quarter turns undone.

Pictures are arrays of rows, columns and blue, green, red; nothing here is imported unless a picture is read.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Mask = NDArray[np.uint8]  # 255 where something is, else 0
Quad = NDArray[np.float32]  # the four corners of a line of text, clockwise from its upper left

_WORKING_SIDE = 1200  # pixels: enough to see the rows of a page
_MOST_SKEW = 6.0  # degrees
_LEAST_SKEW = 0.05
_RED = 12  # of 180 hues, to either side of red
_STRONG = 60  # of 255: how much colour and light red ink has
_SEALS = (55.0, 200.0)  # points: from a personal seal of 2 cm to the largest
_OBLONG = 1.8
_INK = 12  # of 255: how much darker than the paper around it ink is


def ink_of(picture: Picture, reach: int) -> Mask:
    """Where the picture is darker than its surroundings, which `reach` pixels show; a shadow is no ink."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    block = max(3, reach | 1)
    ink = cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, _INK)
    return np.asarray(ink, np.uint8)


def straightened(picture: Picture) -> Picture:
    """The picture turned by the few degrees that it lies askew."""
    skew = skew_of(picture)
    if abs(skew) < _LEAST_SKEW:
        return picture
    return np.asarray(_turned(picture, skew, cv2.INTER_CUBIC, cv2.BORDER_REPLICATE), np.uint8)


def skew_of(picture: Picture) -> float:
    """The degrees, clockwise positive, to turn the picture by so that its lines run level or upright."""
    height, width = picture.shape[:2]
    scale = min(1.0, _WORKING_SIDE / max(height, width))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    ink = ink_of(np.asarray(small, np.uint8), round(max(small.shape) / 40))
    best = _sharpest(ink, np.arange(-_MOST_SKEW, _MOST_SKEW + 0.01, 0.5))
    best = _sharpest(ink, best + np.arange(-0.4, 0.41, 0.1))
    return _sharpest(ink, best + np.arange(-0.08, 0.09, 0.02))


def _sharpest(ink: Mask, degrees: NDArray[np.float64]) -> float:
    """The turn that sets rows and columns of ink apart most clearly."""
    return float(max(degrees, key=lambda turn: (_sharpness(ink, float(turn)), -abs(turn))))


def _sharpness(ink: Mask, degrees: float) -> float:
    turned = _turned(ink, degrees, cv2.INTER_LINEAR, cv2.BORDER_CONSTANT)
    rows, columns = (np.diff(turned.sum(axis=axis, dtype=np.float64)) for axis in (1, 0))
    return float((rows**2).sum() + (columns**2).sum())


def _turned(picture: Picture, degrees: float, interpolation: int, border: int) -> Picture:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), -degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(picture, matrix, (width, height), flags=interpolation, borderMode=border), np.uint8
    )


def without_seals(picture: Picture, scale: float) -> Picture:
    """The picture with paper in place of red seals, and what they were stamped on laid bare; `scale` is pixels
    a point.

    A seal is red, about as high as wide, and larger than a character: red headings stay.
    """
    colours = cv2.cvtColor(picture, cv2.COLOR_BGR2HSV)
    hue, strength, light = (colours[:, :, channel].astype(np.int16) for channel in range(3))
    red = ((hue < _RED) | (hue > 180 - _RED)) & (strength > _STRONG) & (light > _STRONG)
    marks = cv2.morphologyEx(red.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    result = picture
    for left, top, width, height, _ in boxes[1:].tolist():
        least, most = sorted((width, height))
        if not _SEALS[0] * scale <= least <= most <= _SEALS[1] * scale or most > _OBLONG * least:
            continue
        if result is picture:
            result = picture.copy()
        window = (slice(max(top - 2, 0), top + height + 2), slice(max(left - 2, 0), left + width + 2))
        part, wet = picture[window], cv2.dilate(red[window].astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
        # In red light the seal is nearly as bright as paper, and black under it stays black.
        seen = part[:, :, 2].astype(np.float64)
        paper, stamped = np.percentile(seen, 95), np.median(seen[red[window]])
        bare = np.clip(seen * (paper / stamped), 0, 255).astype(np.uint8)
        result[window] = np.where(wet[:, :, None], bare[:, :, None], part)
    return result


def quarter_turned(picture: Picture, turns: int) -> Picture:
    """The picture turned by so many quarters counter-clockwise."""
    return np.ascontiguousarray(np.rot90(picture, turns))


def cut_out(picture: Picture, quad: Quad) -> Picture:
    """The part of the picture within the corners, set level."""
    width = max(1, round(float(max(np.linalg.norm(quad[0] - quad[1]), np.linalg.norm(quad[3] - quad[2])))))
    height = max(1, round(float(max(np.linalg.norm(quad[0] - quad[3]), np.linalg.norm(quad[1] - quad[2])))))
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.asarray(quad, np.float32), corners)
    piece = cv2.warpPerspective(
        picture, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(piece, np.uint8)
