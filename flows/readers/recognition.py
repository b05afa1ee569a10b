"""Whether and how far pictures of text can be read here: the optional extra `ocr` and its limits.

The library takes a second to import and half a gigabyte to run, so it is loaded for the first picture only.
"""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from flows.exceptions import MissingTool
from flows.patience import more_time
from flows.readers.pdf_page import Page

if TYPE_CHECKING:
    from flows.readers.scan_picture import Picture

MOST_RECOGNISED = 200  # pages of one document: some twenty minutes
PACKAGE = "pip install 'jixiao[ocr]'"
RESOLUTION = 200  # pixels an inch: characters are then about as high as the models want them

_SECONDS_A_PAGE = 60.0  # a page takes five, on a busy and slow machine ten times as long
_NARROWEST = 24  # pixels: no line of text is legible in less
_A4 = 842.0  # points, the longer side
_PLAUSIBLE = range(500, 1300)  # points: what the longer side of a page may say it is


@cache
def recogniser() -> str:
    """The name and version of what recognises text, '' where it is not installed."""
    try:
        return f"rapidocr {version('rapidocr')} onnxruntime {version('onnxruntime')}"
    except PackageNotFoundError:
        return ""


def missing(source: Path) -> MissingTool:
    """What to raise for a document that is pictures only where they cannot be read."""
    return MissingTool(source, f"图片文字识别组件（{PACKAGE}）", "另存为带文字层的 PDF 或 .docx")


def why_unread() -> str:
    """What a clerk is told of pictures that were left out."""
    if recogniser():
        return f"每份文件最多识别 {MOST_RECOGNISED} 页，请拆分后重新放入"
    return f"请安装图片文字识别组件（{PACKAGE}），下一次运行会重新读取"


def page_of(picture: "Picture", page_no: int, width: float, height: float) -> Page:
    """The page that a picture shows; its longer side is A4's where width and height in points are no paper's.

    Asks for the time that a page takes.
    """
    if min(picture.shape[:2]) < _NARROWEST:
        return Page(page_no, width, height, (), (), 1, 0, 0, "picture")
    from flows.readers.scan_page import recognised

    more_time(_SECONDS_A_PAGE)
    longer = max(width, height)
    scale = 1.0 if int(longer) in _PLAUSIBLE else _A4 / longer
    return recognised(picture, page_no, width * scale)
