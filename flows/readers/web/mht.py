"""Web pages saved in one file (.mht), as browsers, Word and Excel do: all pages in it, in their order."""

from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from pathlib import Path

from flows.model.exceptions import DamagedReport, EmptyReport, OversizedReport
from flows.model.report import Report
from flows.readers.packing.mail import bytes_of, charset_of, leaves, parse
from flows.readers.unseen import Item, Unseen, arranged
from flows.readers.web.html import decode_html, page_items

_MOST_PAGES = 300
_RUNNING = ("/header.htm", "/header.html")  # where Word keeps what stands above and below each page


def read_mht(data: bytes, source: Path) -> Report:
    """The paragraphs and tables of every page: of frames, and of the sheets of a workbook, one after the other.

    Raises `DamagedReport` where no page is in it, `EmptyReport`, and what `read_html` raises.
    """
    pages = [part for part in leaves(parse(data, source)) if part.get_content_type() == "text/html"]
    if not pages:
        raise DamagedReport(source, "其中没有网页")
    if len(pages) > _MOST_PAGES:
        raise OversizedReport(source, "其中的网页数", _MOST_PAGES, len(pages))
    return Report("mht", *arranged(item for page in pages for item in _items(page, source)))


def _items(page: Message, source: Path) -> Iterator[Item]:
    content = bytes_of(page)
    if content is None:
        raise DamagedReport(source, "其中一个网页的编码已损坏")
    text = decode_html(content, charset_of(page))
    if not text.strip():
        return
    is_running = str(page.get("content-location", "")).strip().lower().endswith(_RUNNING)
    try:
        for item in page_items(text, source):
            yield replace(item, part="header") if is_running and not isinstance(item, Unseen) else item
    except EmptyReport:
        return  # a frame that only holds others
