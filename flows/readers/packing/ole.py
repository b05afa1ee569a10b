"""The compound file that old Office documents are: streams by name, as in a small file system."""

import struct
from collections.abc import Sequence
from pathlib import Path

import olefile

from flows.model.exceptions import DamagedReport

# All that olefile raises on broken bytes, which it does not check before it uses them.
_FAULTS = (
    OSError,
    struct.error,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def root_streams(data: bytes) -> frozenset[str]:
    """The names, in lower case, of the document's own streams, not of what is embedded in it.

    None where the file is broken.
    """
    try:
        with olefile.OleFileIO(data) as ole:
            return frozenset(path[0].lower() for path in ole.listdir() if len(path) == 1)
    except _FAULTS:
        return frozenset()


def has_macros(data: bytes) -> bool:
    """Whether the document keeps macros, as Word (Macros) or Excel (_VBA_PROJECT_CUR) does; it is not broken."""
    with olefile.OleFileIO(data) as ole:
        return any(ole.exists(name) for name in ("Macros", "_VBA_PROJECT_CUR"))


def streams(data: bytes, source: Path, names: Sequence[str]) -> dict[str, bytes]:
    """The content of those of the streams that exist; names are compared without case.

    Raises `DamagedReport` where the file is broken.
    """
    try:
        with olefile.OleFileIO(data) as ole:
            return {name: ole.openstream(name).read() for name in names if ole.exists(name)}
    except _FAULTS as error:
        raise DamagedReport(source, "复合文档结构不完整，可能没有下载完") from error
