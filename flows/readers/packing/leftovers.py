"""Files that nobody meant as reports, told by their names: ours, the system's and half-written ones."""

from pathlib import PurePosixPath

_FOLDERS = {"__pycache__", "__macosx"}
_NAMES = {"manifest.csv", "waivers.csv", "readme.md", "thumbs.db", "desktop.ini"}
_SUFFIXES = {".py", ".pyc", ".tmp", ".part", ".crdownload"}


def is_leftover_folder(name: str) -> bool:
    """Whether nothing below a folder of this name is a report."""
    return (name.startswith(".") and name != "..") or name.lower() in _FOLDERS


def is_leftover(path: str) -> bool:
    """Whether the file at this path, with slashes, is no report: by its own name or by a folder's above it."""
    *folders, name = PurePosixPath(path).parts or ("",)
    return (
        any(map(is_leftover_folder, folders))
        or name.startswith((".", "~$"))
        or name.lower() in _NAMES
        or PurePosixPath(name).suffix.lower() in _SUFFIXES
    )
