"""Files that nobody meant as reports, told by their names: ours, the system's and half-written ones; and those that
editors keep beside an open document, told by what they hold too.
"""

from pathlib import PurePosixPath

_FOLDERS = {"__pycache__", "__macosx"}
_NAMES = {"manifest.csv", "waivers.csv", "readme.md", "thumbs.db", "desktop.ini"}
_SUFFIXES = {".py", ".pyc", ".tmp", ".part", ".crdownload"}

# What Office, WPS and LibreOffice put before the name of an open document: ~$自评.docx, .~lock.自评.docx#
_LOCKED = ("~$", ".~")
_MOST_LOCKED = 4096  # bytes: who has it open, and where; no document is as small
# Office's own such file is who has it open twice: after their number the bytes of the name, filled up, then in UTF-16.
_OWNER_LENGTHS = range(150, 171)
_OWNER_ROOM = 53


def is_leftover_folder(name: str) -> bool:
    """Whether nothing below a folder of this name is a report."""
    return (name.startswith(".") and name != "..") or name.lower() in _FOLDERS


def is_leftover(path: str) -> bool:
    """Whether the file at this path, with slashes, is no report: by its own name or by a folder's above it."""
    *folders, name = PurePosixPath(path).parts or ("",)
    return (
        any(map(is_leftover_folder, folders))
        or name.startswith((".", *_LOCKED))
        or name.lower() in _NAMES
        or PurePosixPath(name).suffix.lower() in _SUFFIXES
    )


def is_lock(name: str, data: bytes) -> bool:
    """Whether the file says only who has a document open: by its name, or whatever it is called by what it holds."""
    return (is_named_as_lock(name) and len(data) <= _MOST_LOCKED) or _is_owner_file(data)


def is_named_as_lock(name: str) -> bool:
    """Whether an editor calls a file so that it keeps beside an open document."""
    return PurePosixPath(name).name.startswith(_LOCKED)


def _is_owner_file(data: bytes) -> bool:
    if len(data) not in _OWNER_LENGTHS or not 0 < data[0] < _OWNER_ROOM:
        return False
    name, filling = data[1 : data[0] + 1], data[data[0] + 1 : _OWNER_ROOM]
    is_text = b"\0" not in data and (data[:1].isspace() or data[0] >= ord(" "))
    return min(name) >= ord(" ") and not filling.strip(b" \0") and not is_text
