"""Lines of text in a picture, found and recognised by rapidocr, whose models lie in its package."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
import rapidocr
from numpy.typing import NDArray

from flows.readers.scan.picture import Picture, Quad, cut_out, ink_of

_DETECTION_SIDE = 1440  # pixels: text of 7 points on A4 is found, and a page takes seconds
_UPRIGHT = 1.5  # a line this much higher than wide is written downwards, or is a narrow character
_PRINTED = 0.72  # how much of a found line's breadth its characters take
_WIDEST_PITCH = 1.9  # of characters written downwards, in their size
_HIGHEST = 1.3  # of a character, in its size
_STROKE_GAP = 0.3  # between strokes of a character, in its size
_SPECKS = 0.15  # of the ink of a row through a character
_VOTES = 16  # of the longest lines: enough to say which way up a page is

Counts = NDArray[np.float64]


class Reading(NamedTuple):
    """One recognised line: its corners, and for each character where its middle is along them and how sure
    it is.

    `places` are from 0 at the left to 1 at the right, `confidences` from 0 to 1.
    """

    quad: Quad
    text: str
    places: tuple[float, ...]
    confidences: tuple[float, ...]


@cache
def _engine() -> Any:
    """The models, loaded once a process. One thread: the pool has as many processes as it wants."""
    cv2.setNumThreads(1)
    models = Path(rapidocr.__file__).parent / "models"
    return rapidocr.RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.return_word_box": True,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            # A model that is named is never looked for on a network.
            "Det.model_path": str(models / "PP-OCRv6_det_small.onnx"),
            "Rec.model_path": str(models / "PP-OCRv6_rec_small.onnx"),
            "Cls.model_path": str(models / "ch_ppocr_mobile_v2.0_cls_mobile.onnx"),
            "Det.limit_type": "max",
            "Det.limit_side_len": _DETECTION_SIDE,
        }
    )


def find_lines(picture: Picture) -> list[Quad]:
    """Where lines of text are, from top to bottom."""
    found = _engine()._load_det_model()(picture)
    return [] if found.boxes is None else [np.asarray(quad, np.float32) for quad in found.boxes]


def is_sideways(quads: Iterable[Quad]) -> bool:
    """Whether most of the text runs up or down the picture."""
    level = upright = 0.0
    for quad in quads:
        width, height = extent(quad)
        if width > _UPRIGHT * height:
            level += width
        elif height > _UPRIGHT * width:
            upright += height
    return upright > level


def is_upside_down(picture: Picture, quads: Iterable[Quad]) -> bool:
    """Whether most of the longest lines stand on their heads."""
    longest = sorted(quads, key=lambda quad: -extent(quad)[0])[:_VOTES]
    if not longest:
        return False
    _, found = _engine().cls_and_rotate([cut_out(picture, quad) for quad in longest])
    votes = [score if label == "180" else -score for label, score in found.cls_res]
    return bool(sum(votes) > 0)


def extent(quad: Quad) -> tuple[float, float]:
    """Width and height."""
    return float(np.linalg.norm(quad[1] - quad[0])), float(np.linalg.norm(quad[3] - quad[0]))


def recognise(picture: Picture, quads: Sequence[Quad]) -> list[Reading]:
    """What the lines say; a line without a character is left out."""
    pieces = [piece for quad in quads for piece in _one_line_each(picture, quad)]
    if not pieces:
        return []
    found = _engine().recognize_txt([cut_out(picture, piece) for piece in pieces])
    results = zip(pieces, found.txts, found.word_results, strict=True)
    return [_reading(quad, text, words) for quad, text, words in results if text.strip()]


def _reading(quad: Quad, text: str, words: Any) -> Reading:
    columns = iter([column for word in words.word_cols for column in word])
    places: list[float] = []
    for character in text:
        # A blank has no place of its own: it is where the last character is.
        place = places[-1:] or [0.0]
        places += place if character.isspace() else [(next(columns) + 0.5) / words.line_txt_len]
    return Reading(quad, text, tuple(places), tuple(float(value) for value in words.confs))


def _one_line_each(picture: Picture, quad: Quad) -> list[Quad]:
    """The line itself; characters written one below the other, each by itself."""
    width, height = extent(quad)
    if height <= _UPRIGHT * width:
        return [quad]
    size = _PRINTED * width
    inked = _inked_rows(picture, quad)
    # Ink at an end of what was found is a character that was cut through.
    above, below = (size if inked[end].any() else 0.0 for end in (slice(0, 2), slice(-2, None)))
    if above or below:
        quad = _band(quad, -above / height, 1 + below / height)
        height += above + below
        inked = _inked_rows(picture, quad)
    rows = np.flatnonzero(inked)
    if not len(rows):
        return []
    characters = _characters(inked, int(rows[0]), int(rows[-1]) + 1, size)
    if len(characters) < 2:
        return [_widened(quad)]
    margin = size / 8
    return [_band(quad, (start - margin) / height, (end + margin) / height) for start, end in characters]


def _inked_rows(picture: Picture, quad: Quad) -> Counts:
    """How much ink each row of a found line has."""
    ink = ink_of(cut_out(picture, quad), round(extent(quad)[0]))
    return np.asarray(ink.sum(axis=1, dtype=np.float64))


def _characters(inked: Counts, top: int, bottom: int, size: float) -> list[tuple[int, int]]:
    """Where characters written one below the other begin and end, as the paper between them shows."""
    runs: list[tuple[int, int]] = []
    marks = np.diff(np.concatenate(([0], inked > _SPECKS * inked.max(), [0])).astype(np.int8))
    for start, end in zip(np.flatnonzero(marks > 0).tolist(), np.flatnonzero(marks < 0).tolist(), strict=True):
        if runs and start - runs[-1][1] < _STROKE_GAP * size and end - runs[-1][0] <= _HIGHEST * size:
            runs[-1] = runs[-1][0], end
        else:
            runs.append((start, end))
    if all(end - start <= _HIGHEST * size for start, end in runs):
        return runs
    counts = range(max(2, ceil((bottom - top) / (_WIDEST_PITCH * size))), int((bottom - top) / size) + 1)
    if not counts:
        return [(top, bottom)]
    # They stand close: the smallest number of equal parts that cut next to no ink is theirs.
    cut = {count: float(inked[_cuts(top, bottom, count)[1:-1]].mean()) for count in counts}
    clean = [count for count in counts if cut[count] < _SPECKS * float(inked.max())]
    count = clean[0] if clean else min(counts, key=lambda count: cut[count])
    return list(pairwise(_cuts(top, bottom, count)))


def _cuts(top: int, bottom: int, count: int) -> list[int]:
    return [round(top + (bottom - 1 - top) * part / count) for part in range(count + 1)]


def _band(quad: Quad, top: float, bottom: float) -> Quad:
    """The part of the corners between two shares of its height."""
    left, right = quad[3] - quad[0], quad[2] - quad[1]
    return np.array(
        [quad[0] + top * left, quad[1] + top * right, quad[1] + bottom * right, quad[0] + bottom * left], np.float32
    )


def _widened(quad: Quad) -> Quad:
    """The corners of a narrow character with paper beside it, so that it is no line written downwards."""
    width, height = extent(quad)
    grow = (height - width) / 2
    return quad + np.array([[-grow, 0], [grow, 0], [grow, 0], [-grow, 0]], np.float32)
