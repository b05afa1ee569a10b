"""Pictures of pages: png, jpg, tiff with one page or many, bmp, webp and gif."""

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from flows.model.exceptions import DamagedReport, OversizedReport
from flows.model.report import Report
from flows.readers import recognition
from flows.readers.layout.assembling import report_of
from flows.readers.layout.page import Page
from flows.readers.scan.paper import page_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from flows.readers.scan.picture import Picture

MOST_PIXELS = 80_000_000  # A3 at 600 an inch

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP", "GIF")
_LONGEST = 3_300  # pixels of the longer side; more only take time
_A4 = 842.0  # points, the longer side


def read_image(data: bytes, source: Path) -> Report:
    """What the pictures show, each as a page; of a moving picture the first.

    Raises `MissingTool` without the extra `ocr`, `DamagedReport`, `OversizedReport`, and
    `UnsupportedFormat` where no text is found.
    """
    if not recognition.recogniser():
        raise recognition.missing(source)
    return report_of("image", _pages(data, source), source)


def _pages(data: bytes, source: Path) -> Iterator[Page]:
    for page_no, picture in enumerate(_pictures(data, source), 1):
        height, width = picture.shape[:2]
        # What a file says of its resolution is seldom true, so every page is taken for A4.
        points = _A4 / max(width, height)
        yield page_of(picture, page_no, width * points, height * points)


def _pictures(data: bytes, source: Path) -> Iterator["Picture"]:
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # sizes are checked here, and what is broken is refused
            opened = Image.open(io.BytesIO(data), formats=_FORMATS)
        with opened:
            count = getattr(opened, "n_frames", 1) if opened.format == "TIFF" else 1
            if count > recognition.MOST_RECOGNISED:
                raise OversizedReport(source, "图片的页数", recognition.MOST_RECOGNISED, count)
            for number in range(count):
                if count > 1:
                    opened.seek(number)
                if opened.width * opened.height > MOST_PIXELS:
                    raise OversizedReport(source, "图片的像素数", MOST_PIXELS, opened.width * opened.height)
                yield _as_printed(opened)
    except Image.DecompressionBombError as error:
        raise OversizedReport(source, "图片的像素数", MOST_PIXELS, 2 * (Image.MAX_IMAGE_PIXELS or 0)) from error
    except (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, MemoryError) as error:
        raise DamagedReport(source, "图片无法解码") from error


def _as_printed(image: "Image") -> "Picture":
    """The picture as it is seen: turned as its camera was held, on white paper, no larger than needed."""
    import numpy as np
    from PIL import Image, ImageOps

    image.load()
    seen = ImageOps.exif_transpose(image)
    if seen.mode.startswith(("I", "F")):  # 16 bits and more a point
        values = np.asarray(seen, np.float64)
        top = float(values.max()) or 1.0
        seen = Image.fromarray((values * (255 / max(top, 255.0))).astype(np.uint8))
    if seen.mode in ("RGBA", "LA", "PA", "P", "La", "RGBa"):
        seen = seen.convert("RGBA")
        paper = Image.new("RGBA", seen.size, "white")
        seen = Image.alpha_composite(paper, seen)
    seen = seen.convert("RGB")
    if max(seen.size) > _LONGEST:
        seen.thumbnail((_LONGEST, _LONGEST), Image.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(seen, np.uint8)[:, :, ::-1])
