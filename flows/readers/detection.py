"""Which format the bytes are in, told by the content; the extension only settles what the content leaves
open.
"""

import codecs
import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from flows.readers.packing.zipped import BROKEN

NAMES: Mapping[str, str] = {
    "docx": "Word 文档（.docx）",
    "doc": "旧版 Word 文档（.doc）",
    "xlsx": "Excel 工作簿（.xlsx）",
    "xls": "旧版 Excel 工作簿（.xls）",
    "pptx": "PowerPoint 演示文稿",
    "odf": "OpenDocument 文档",
    "ole": "旧版 Office 文件",
    "wordml": "Word 2003 XML 文档",
    "excelml": "Excel 2003 XML 表格",
    "rtf": "RTF 文档",
    "pdf": "PDF",
    "html": "网页",
    "mht": "单一文件网页（MHT）",
    "image": "图片",
    "ofd": "OFD 版式文档",
    "zip": "压缩包里再套的压缩包",
    "archive": "这种压缩包（.rar、.7z、.gz）",
    "text": "纯文本",
    "encrypted": "加密文件",
    "unknown": "无法识别的文件",
}

_EXTENSIONS: Mapping[str, frozenset[str]] = {
    "doc": frozenset({".doc", ".dot", ".wps", ".wpt"}),
    "docx": frozenset({".docx", ".docm", ".dotx", ".dotm"}),
    "html": frozenset({".html", ".htm", ".xhtml", ".shtml", ".aspx", ".jsp", ".php"}),
    "image": frozenset({".png", ".jpg", ".jpeg", ".jpe", ".jfif", ".tif", ".tiff", ".bmp", ".dib", ".webp", ".gif"}),
    "pdf": frozenset({".pdf"}),
    "text": frozenset({".txt", ".text", ".md", ".csv", ".tsv", ".log", ""}),
    # WPS gives the old formats names of its own.
    "xls": frozenset({".xls", ".xlt", ".et", ".ett"}),
    "xlsx": frozenset({".xlsx", ".xlsm", ".xltx", ".xltm"}),
}

# Formats that are never plain text: such a name on bytes without the format's mark is a broken download.
_BINARY_EXTENSIONS = frozenset({".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pdf", ".ofd", ".zip", ".rar", ".7z"})

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
)
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "pptx"),
)
_ZIP_MEMBERS: tuple[tuple[str, str], ...] = (
    ("word/", "docx"),
    ("xl/", "xlsx"),
    ("ppt/", "pptx"),
    ("ofd.xml", "ofd"),
)

_HEAD = 64 * 1024
_HTML_START = re.compile(
    r"(?:\s|(?><!--.*?-->)|<\?xml[^>]*>)*+<(?:!doctype\s+html|(?:html|head|meta|title|style|body|div|table|p|center)[\s>])",
    re.IGNORECASE | re.DOTALL,
)
_MHT_START = re.compile(r"\s*(?:From:.*\r?\n)?(?:[\w-]+:.*\r?\n)*?MIME-Version:", re.IGNORECASE)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def detect(data: bytes, source: Path) -> str:
    """A key of `NAMES`; `unknown` where the bytes are no known format and no text that the name allows."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(data, source)
    if data.startswith(_OLE):
        return _ole_format(data, source)
    for mark, found in _MARKS:
        if data.startswith(mark):
            return found
    if data.startswith(b"BM") and data[6:10] == b"\0\0\0\0":
        return "image"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "image"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    head = decoded_head(data)
    if head is None:
        # A page with a broken byte is still a page: its marks are ASCII.
        return _markup_format(data[:_HEAD].decode("latin-1")) or "unknown"
    return _markup_format(head) or ("unknown" if source.suffix.lower() in _BINARY_EXTENSIONS else "text")


def contradiction(found: str, source: Path) -> str:
    """What to tell a clerk whose file is named after another format than it holds; '' where name and content
    agree.
    """
    suffix = source.suffix.lower()
    if suffix in _EXTENSIONS.get(found, frozenset()):
        return ""
    return f"扩展名“{suffix or '（无）'}”与内容不符：内容是{NAMES[found]}，已按内容读取"


def decoded_head(data: bytes) -> str | None:
    """The first 64 KB as text in the encodings Chinese offices use, None where they are not text.

    A character cut off at the end of the head is no fault.
    """
    head = data[:_HEAD]
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030", "big5"):
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            text = decoder.decode(head, final=len(data) <= _HEAD)
        except UnicodeDecodeError:
            continue
        return None if _NOT_TEXT.search(text) else text
    return None


def _markup_format(head: str) -> str:
    if _HTML_START.match(head):
        return "html"
    if _MHT_START.match(head[:2000]):
        return "mht"
    if head.lstrip().startswith("<?xml") and ("<w:wordDocument" in head or "<pkg:package" in head):
        return "wordml"
    if head.lstrip().startswith("<?xml") and "urn:schemas-microsoft-com:office:spreadsheet" in head:
        return "excelml"
    return ""


def zip_format(names: Iterable[str]) -> str:
    """A key of `NAMES` for a zip archive with members of these names: a document, or files of their own."""
    names = {name.replace("\\", "/").lstrip("/").lower() for name in names}
    if "mimetype" in names and any(name in names for name in ("content.xml", "meta-inf/manifest.xml")):
        return "odf"
    if "[content_types].xml" in names or "ofd.xml" in names:
        for beginning, found in _ZIP_MEMBERS:
            if any(name.startswith(beginning) for name in names):
                return found
    return "zip"


def _zip_format(data: bytes, source: Path) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    except BROKEN:
        return _broken_zip_format(data, source)
    return zip_format(names)


def _broken_zip_format(data: bytes, source: Path) -> str:
    """Of an archive without its directory, as a download cut short leaves it; names still stand before each
    member.
    """
    if b"word/document.xml" in data or source.suffix.lower() in _EXTENSIONS["docx"]:
        return "docx"
    return "xlsx" if b"xl/workbook.xml" in data or source.suffix.lower() == ".xlsx" else "zip"


def _ole_format(data: bytes, source: Path) -> str:
    from flows.readers.packing.ole import root_streams  # a library that only old files need

    streams = root_streams(data)
    for stream, found in _OLE_STREAMS:
        if stream.lower() in streams if streams else _has_stream(data, stream):
            return found
    # Without a directory, as a download cut short leaves it: the reader that the name asks for says so.
    named = [found for found in ("doc", "xls") if source.suffix.lower() in _EXTENSIONS[found]]
    return named[0] if named and not streams else "ole"


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
