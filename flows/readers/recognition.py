"""Whether and how far pictures of text can be read here: the optional extra `ocr` and its limits.

The library takes a second to import and half a gigabyte to run, so it is loaded for the first picture only.
"""

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from flows.model.exceptions import MissingTool

MOST_RECOGNISED = 200  # pages of one document: some twenty minutes
# The folder of the project, as README.md says: an index would give whatever has the name there.
PACKAGE = ".venv/bin/python -m pip install --no-build-isolation --editable '.[ocr]'"
RESOLUTION = 200  # pixels an inch: characters are then about as high as the models want them


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
