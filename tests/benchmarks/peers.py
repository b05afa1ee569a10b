"""Other readers of Word files to be measured against; each is an optional package, and its absence is said."""

from collections.abc import Callable
from importlib.util import find_spec
from io import BytesIO

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

Peer = Callable[[bytes], object]


def missing(package: str) -> str:
    """Why a peer cannot be measured against, '' if it can."""
    return "" if find_spec(package) else f"{package} is not installed (make bench installs it)"


def kreuzberg() -> Peer:
    """Its text and tables, without its cache of earlier answers."""
    from kreuzberg import ExtractionConfig, extract_bytes_sync

    config = ExtractionConfig(use_cache=False)
    return lambda data: extract_bytes_sync(data, _WORD, config)


def markitdown() -> Peer:
    """Its Markdown."""
    from markitdown import MarkItDown

    converter = MarkItDown(enable_plugins=False)
    return lambda data: converter.convert_stream(BytesIO(data), file_extension=".docx")
