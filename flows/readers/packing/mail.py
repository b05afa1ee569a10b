"""Messages of the mail kind: letters with attachments (.eml) and web pages saved in one file (.mht)."""

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from pathlib import Path

from flows.model.exceptions import DamagedReport
from flows.readers.encoding import decode
from flows.readers.packing.names import path_in_words

HEAD = 64 * 1024  # enough for the lines of all the servers that a letter went through

# Its lines begin with a name of ASCII and a colon, or go on with a blank; before the first may stand where a box of
# letters begins.
_HEADERS = re.compile(r"\s*+(?:From [^\n]*\n)?((?:[!-9;-~]{1,80}:[^\n]*\n|[ \t][^\n]*\n)+)")
_MIME = re.compile(
    r"^(?:MIME-Version:|Content-Type:\s*(?:multipart/|text/html|message/))", re.IGNORECASE | re.MULTILINE
)
_SENT = re.compile(
    r"^(?:To|Cc|Bcc|Received|Delivered-To|Return-Path|Message-ID|Reply-To|X-Mailer):|^Content-Type:\s*(?:multipart/mixed|message/)",
    re.IGNORECASE | re.MULTILINE,
)
_SAVED_PAGE = re.compile(r"^(?:Snapshot-Content-Location|Content-Location):", re.IGNORECASE | re.MULTILINE)
_NESTING = re.compile(rb"(?:^|[\r\n])content-type:\s*(?:multipart|message)/", re.IGNORECASE)
_MOST_NESTED = 200  # parts that hold parts: the library goes down into them
_AMOUNT = re.compile(r"(?<![\d,])\d[\d,]*+(?:\.\d+|\s{0,4}(?:万元|亿元|元|%|％))")
_REPORTED = 8  # so many amounts in the letter itself are a report, fewer a covering note
_TAGS = re.compile(r"<[^<>]{0,2000}>")
# What the library raises on broken bytes, which it checks only as it uses them.
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)


@dataclass(frozen=True, slots=True)
class Held:
    """A part of a message that is a file: its name in words, '' where it has none, and its bytes, None where they
    cannot be unwrapped.
    """

    name: str
    content: bytes | None


def is_mail_head(head: str) -> bool:
    """Whether the text begins with the headers of a message that has parts or is a page."""
    headers = _headers(head)
    return bool(_MIME.search(headers) or (_SENT.search(headers) and re.search(r"^From:", headers, re.M | re.I)))


def is_letter(head: str, source: Path) -> bool:
    """Whether such a message was sent to somebody; without a trace of that its name tells a letter from a page."""
    headers = _headers(head)
    if _SAVED_PAGE.search(headers):
        return False
    return bool(_SENT.search(headers)) or source.suffix.lower() == ".eml"


def may_be_letter(head: bytes, source: Path) -> bool:
    """The same of the first bytes of a file."""
    text = head.decode("latin-1")
    return is_mail_head(text) and is_letter(text, source)


def parse(data: bytes, source: Path) -> Message:
    """The message in the bytes; raises `DamagedReport` where its parts nest too deep."""
    if sum(1 for _ in _NESTING.finditer(data)) > _MOST_NESTED:
        raise DamagedReport(source, f"邮件各部分嵌套超过 {_MOST_NESTED} 处")
    try:
        return email.message_from_bytes(data.lstrip(b"\r\n\t \xef\xbb\xbf"))
    except _BROKEN as error:
        raise DamagedReport(source, "邮件结构不完整") from error


def leaves(message: Message) -> Iterator[Message]:
    """The parts that hold no parts, in order; a letter within the letter is one."""
    if message.is_multipart() and message.get_content_maintype() == "multipart":
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from leaves(part)
    else:
        yield message


def bytes_of(part: Message) -> bytes | None:
    """The content of a part as it was before it was wrapped, of a letter within the letter all of it; None where that
    is broken.
    """
    try:
        if part.get_content_maintype() == "message" and part.is_multipart():
            return b"\n".join(one.as_bytes() for one in part.get_payload() if isinstance(one, Message))
        content = part.get_payload(decode=True)
    except _BROKEN:
        return None
    return content if isinstance(content, bytes) else b""


def charset_of(part: Message) -> str:
    """The encoding that a part says its text is in, '' where it says none."""
    try:
        return (part.get_content_charset() or "").lower()
    except _BROKEN:
        return ""


def files_of(message: Message) -> Iterator[Held]:
    """The attachments of a letter by distinct names, and the letter itself where it is more than a note with them.

    Left out are the pictures that the letter shows and its own text, unless it holds a report or nothing else does.
    """
    shown = _shown_with_a_page(message)
    attached: list[tuple[str, Message]] = []
    own: list[Message] = []
    for part in leaves(message):
        name = _name_of(part)
        is_attachment = str(part.get("content-disposition", "")).strip().lower().startswith("attachment")
        if part.get_content_maintype() == "text" and not name and not is_attachment:
            own.append(part)
        elif is_attachment or id(part) not in shown:
            attached.append((name or f"附件{len(attached) + 1}{_suffix(part)}", part))
    body = _body(own)
    if body and (not attached or len(_AMOUNT.findall(_TAGS.sub(" ", _text(body)))) >= _REPORTED):
        attached.insert(0, ("邮件正文.html" if body.get_content_subtype() == "html" else "邮件正文.txt", body))
    taken: set[str] = set()
    for wanted, part in attached:
        stem, dot, suffix = wanted.rpartition(".")
        name, times = wanted, 1
        while name in taken:
            times += 1
            name = f"{stem or suffix} ({times}){dot if stem else ''}{suffix if stem else ''}"
        taken.add(name)
        yield Held(name, bytes_of(part))


def _headers(head: str) -> str:
    found = _HEADERS.match(head.replace("\r\n", "\n"))
    return found.group(1) if found else ""


def _shown_with_a_page(message: Message) -> frozenset[int]:
    """Which parts belong to a page within the letter, as the pictures of a signature."""
    return frozenset(
        id(part)
        for whole in message.walk()
        if whole.get_content_type() == "multipart/related"
        for part in leaves(whole)
        if part.get_content_maintype() == "image"
    )


def _body(own: list[Message]) -> Message | None:
    """The letter's own text; of two ways to write it the page, which keeps its tables."""
    pages = [part for part in own if part.get_content_subtype() == "html"]
    return next(iter(pages or own), None)


def _text(part: Message) -> str:
    decoded = decode(bytes_of(part) or b"")
    return decoded.text if decoded else ""


def _suffix(part: Message) -> str:
    return ".eml" if part.get_content_type() == "message/rfc822" else ""


def _name_of(part: Message) -> str:
    """The name of an attachment as its sender saw it, without a path: RFC 2231, RFC 2047, or bare bytes in GBK or
    UTF-8; of a letter without a name its subject.
    """
    try:
        name = _parameter(part, "filename", "content-disposition") or _parameter(part, "name", "content-type")
        if not name and part.get_content_type() == "message/rfc822":
            inner = next((one for one in part.get_payload() if isinstance(one, Message)), None)
            subject = _in_words(_raw(inner, "subject")) if inner is not None else ""
            name = f"{subject}.eml" if subject else ""
    except _BROKEN:
        return ""
    return re.sub(r"[\x00-\x1f]+", "", name.replace("\\", "/").replace("!/", "！/").rpartition("/")[2]).strip()[:200]


def _parameter(part: Message, name: str, header: str) -> str:
    raw = _raw(part, header)
    if not raw:
        return ""
    holder = Message()
    holder[header] = raw
    value = holder.get_param(name, header=header)
    if isinstance(value, tuple):
        charset, _, quoted = value
        return quoted.encode("latin-1", "replace").decode(_wide(charset or ""), "replace")
    return _in_words(value) if isinstance(value, str) else ""


def _raw(part: Message, header: str) -> str:
    """A header as written, on one line; bytes beyond ASCII in words."""
    for name, value in part.raw_items():
        if name.lower() == header:
            spelled = str(value).encode("utf-8", "surrogateescape")
            return re.sub(r"\r?\n[ \t]*", " ", path_in_words(spelled)).strip()
    return ""


def _in_words(text: str) -> str:
    """RFC 2047; words that were cut inside a character are one again."""
    words: list[tuple[str | bytes, str | None]] = decode_header(text)
    return "".join(
        word if isinstance(word, str) else word.decode(_wide(charset) if charset else "raw-unicode-escape", "replace")
        for word, charset in words
    )


def _wide(charset: str) -> str:
    """The encoding to read with: what is called GB 2312 mostly has characters of GBK."""
    name = charset.strip().lower()
    try:
        "".encode(name)
    except LookupError:
        return "utf-8"
    return "gb18030" if name in {"gb2312", "gbk", "gb_2312-80"} else name or "utf-8"
