"""What a page shows and does not hold: frames, whose text lies in other files, and attachments behind links."""

import re
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from lxml import etree

from flows.model.exceptions import NoReport
from flows.model.personal import masked
from flows.readers.formats import known_formats

# Around frames stands what a browser without them would say.
_MOST_BESIDE_FRAMES = 200
_LONGEST_NAME = 60
_SITE = frozenset({"nav", "header", "footer", "aside", "head", "noscript", "template"})
_HELD_IN = {"a": "href", "iframe": "src", "embed": "src", "frame": "src", "object": "data"}
# Neither other pages nor pictures.
_NO_DOCUMENTS = frozenset({"html", "mht", "txt", "image"})
_UNSEEN = frozenset({"script", "style", "title", "noframes", "noscript", "template"})


def refuse_frames(root: etree._Element, beside: str, source: Path) -> None:
    """Raises `NoReport` where all that the page says stands in the files of its frames; `beside` is its own text."""
    length = len("".join(beside.split()))
    for frame in root.iter("frame", "iframe"):
        address = frame.get("src", "").strip()
        most = _MOST_BESIDE_FRAMES if frame.tag == "frame" else 0
        if address and not _document_in(address) and length <= most:
            raise NoReport(
                source,
                f"网页只有框架，正文在另外的文件里（{_clipped(unquote(address))}）",
                "请用 Excel 或 WPS 打开后另存为 .xlsx，或在浏览器中另存为单个文件（.mht）",
            )


def beginning_of(root: etree._Element, most: int) -> str:
    """What the page shows, a line an element, no further than some characters behind `most`."""
    lines: list[str] = []
    length = 0
    hidden: etree._Element | None = None
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if hidden is None and element.tag in _UNSEEN:
                hidden = element
            text = element.text
        else:
            if hidden is element:
                hidden = None
            text = element.tail
        if text and hidden is None:
            lines.append(text)
            length += len("".join(text.split()))
            if length > most:
                break
    return "\n".join(lines)


def is_made_by_script(root: etree._Element) -> bool:
    """Whether the page has a script that could have made its text."""
    return next(root.iter("script"), None) is not None


def attachments_of(root: etree._Element) -> tuple[str, ...]:
    """The names of the documents that the page leads to or shows in a frame, each once, in order."""
    names: dict[str, None] = {}
    for element in root.iter(*_HELD_IN):
        if next(element.iterancestors(*_SITE), None) is None and (name := _name_of(element)):
            names[name] = None
    return tuple(names)


def _name_of(element: etree._Element) -> str:
    in_address = _document_in(element.get(_HELD_IN[element.tag], ""))
    shown = " ".join("".join(map(str, element.itertext())).split()) if element.tag == "a" else ""
    if not in_address and PurePosixPath(shown).suffix.lower() not in _documents():
        return ""
    return _clipped(shown if PurePosixPath(shown).suffix.lower() in _documents() else in_address or shown)


def _document_in(address: str) -> str:
    """The file name of a document that an address leads to, in its path or in what it asks for; '' for none."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    for part in (parts.path, *re.split(r"[&=]", parts.query), parts.query):
        name = PurePosixPath(unquote(part)).name
        if PurePosixPath(name).suffix.lower() in _documents():
            return name
    return ""


@cache
def _documents() -> frozenset[str]:
    """The extensions of files that could be a report."""
    known = (one for name, one in known_formats().items() if name not in _NO_DOCUMENTS)
    return frozenset(extension for one in known for extension in one.extensions if extension)


def _clipped(name: str) -> str:
    name = masked(name)
    return name if len(name) <= _LONGEST_NAME else f"…{name[-_LONGEST_NAME:]}"
