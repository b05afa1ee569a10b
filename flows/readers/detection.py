"""Which format the bytes are in, told by the content; the extension only settles what the content leaves
open.
"""

import io
import re
import zipfile
from collections.abc import Collection, Iterable
from pathlib import Path

from flows.readers.encoding import decode
from flows.readers.formats import formats_by_extension, known_formats
from flows.readers.packing.leftovers import is_lock
from flows.readers.packing.mail import is_letter, is_mail_head
from flows.readers.packing.zipped import BROKEN
from flows.readers.separated import is_sheet

_HEAD = 64 * 1024
_HTML_START = re.compile(
    r"(?:\s|(?><!--.*?-->)|<\?xml[^>]*>)*+<(?:!doctype\s+html|(?:html|head|meta|title|style|script|link|body|div|span|font|table|caption|p|br|h[1-6]|"
    r"b|strong|center|form)[\s/>])",
    re.IGNORECASE | re.DOTALL,
)
# A fragment of a page, as programs save a table of theirs: its title may stand before it as bare text.
_HTML_TABLE = re.compile(r"<table(?:\s[^<>]{0,500})?>\s*<(?:caption|colgroup|col|thead|tbody|tr)[\s>/]", re.IGNORECASE)
_WORD_XML = re.compile(r"<w:wordDocument|<pkg:package")
_UOF_XML = re.compile(r"schemas\.uof\.org/cn/|<(?:uof:)?UOF[\s>]")


def detect(data: bytes, source: Path) -> str:
    """The name of a row of `formats.csv`; `unknown` where the bytes are no known format and no text that the name
    allows.
    """
    if is_lock(source.name, data):
        return "lock"
    marked = next((one.name for one in known_formats().values() if one.mark and one.mark.match(data)), "")
    if marked == "zip":
        return _zip_format(data, source)
    if marked == "ole":
        return _ole_format(data, source)
    if marked:
        return marked
    head = decode(data[:_HEAD], is_cut=len(data) > _HEAD)
    if head is None:
        # A page with broken bytes is still a page: its marks are ASCII.
        return _markup_format(data[:_HEAD].decode("latin-1"), source) or "unknown"
    return _markup_format(head.text, source) or _text_format(head.text, source)


def contradiction(found: str, source: Path) -> str:
    """What to tell a clerk whose file is named after another format than it holds; '' where name and content
    agree.
    """
    suffix = source.suffix.lower()
    if suffix in known_formats()[found].extensions:
        return ""
    return f"扩展名“{suffix or '（无）'}”与内容不符：内容是{known_formats()[found].chinese_name}，已按内容读取"


def _markup_format(head: str, source: Path) -> str:
    if _HTML_START.match(head):
        return "html"
    if is_mail_head(head):
        return "eml" if is_letter(head, source) else "mht"
    if _HTML_TABLE.search(head) and not _is_plain(source):
        return "html"
    if not head.lstrip().startswith("<"):
        return ""
    if _WORD_XML.search(head):
        return "wordml"
    if "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "excelml"
    return "uof" if _UOF_XML.search(head) else ""


def _is_plain(source: Path) -> bool:
    named = formats_by_extension().get(source.suffix.lower())
    return named is not None and named.plain_text == "always"


def _text_format(head: str, source: Path) -> str:
    """Texts look alike: the name tells which is which, and what can be none."""
    named = formats_by_extension().get(source.suffix.lower())
    if named and named.reader.startswith("sheets.") and is_sheet(head):
        return "csv"
    if named and named.plain_text == "never":
        return "unknown"
    return named.name if named and named.plain_text == "always" else "txt"


def zip_format(names: Iterable[str], source: Path) -> str:
    """The name of a row of `formats.csv` for a zip archive with members of these names: `zip` where they are files of
    their own and no parts of a document. A document of a kind that is not read is known by its extension, too.
    """
    names = {name.replace("\\", "/").lstrip("/").lower() for name in names}
    for one in known_formats().values():
        if any(all(_holds(names, wanted) for wanted in members) for members in one.zip_members):
            return one.name
    named = formats_by_extension().get(source.suffix.lower())
    return named.name if named and named.zip_members and not named.reader else "zip"


def _holds(names: Collection[str], wanted: str) -> bool:
    return wanted in names or (wanted.endswith("/") and any(name.startswith(wanted) for name in names))


def _zip_format(data: bytes, source: Path) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except BROKEN:
        return _broken_zip_format(data, source)
    return zip_format(names, source)


def _broken_zip_format(data: bytes, source: Path) -> str:
    """Of an archive without its directory, as a download cut short leaves it; names still stand before each
    member.
    """
    if b"word/document.xml" in data:
        return "docx"
    named = formats_by_extension().get(source.suffix.lower())
    if named and named.reader and named.zip_members:
        return named.name
    return "xlsx" if b"xl/workbook.xml" in data else "zip"


def _ole_format(data: bytes, source: Path) -> str:
    from flows.readers.packing.ole import root_streams  # a library that only old files need

    streams = root_streams(data)
    for one in known_formats().values():
        for stream in one.ole_streams:
            if stream.lower() in streams if streams else _has_stream(data, stream):
                return one.name
    # Without a directory, as a download cut short leaves it: the reader that the name asks for says so.
    named = formats_by_extension().get(source.suffix.lower())
    return named.name if named and named.reader and named.ole_streams and not streams else "ole"


def _has_stream(data: bytes, name: str) -> bool:
    """Whether the compound file's directory names the stream: entries are 128 bytes each, the name comes
    first.
    """
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0:
        if at % 128 == 0:
            return True
        at = data.find(wanted, at + 1)
    return False
