"""Ways to break a document: as bytes, as text, as a zip archive, as a PDF, as a compound file. All from one dice."""

import contextlib
import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from copy import deepcopy

from lxml import etree

Mutation = Callable[[bytes, random.Random], bytes]

_INTEGERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFE, 0xFFFF_FFFF)
_PRINTED = (
    b"0", b"-1", b"1", b"255", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"9" * 60, b"9" * 5000,
    b"1e308", b"-1e309", b"1e-320", b"nan", b"0.0000000000001", b"\xd9\xa3", b"\xef\xbc\x95", b"",
)  # fmt: skip
_HOSTILE = (
    "绩效", "\t", "\n", "\n\n\t", "　", "|", "\u202e", "\u0000", "\ufffe", "\U0001f600", "&#0;", "&#xD800;", "&#1114112;",
    "%PDF-1.7", "]]>", "<!--", "-->", "<![CDATA[", "<!DOCTYPE x [<!ENTITY a 'b'>]>", "&a;", "<table>", "</table>",
    "<td colspan=99999999>", "<td rowspan=0>", "（", "“", "123456789012345678901234567890亿元", "其中：", "占100%",
    "比上年增加", "2020年", "99999年", "1,234,567.89万元", "-－△▲5", "①②⒛", "一百二十万元", "0%", "100%",
)  # fmt: skip
_NUMBER = re.compile(rb"[-+]?\d+(?:\.\d+)?")
_TAG = re.compile(rb"<[^<>]{1,400}>")
_ATTRIBUTE = re.compile(rb"""=\s*("[^"]*"|'[^']*'|[^\s>"']+)""")
_STREAM = re.compile(rb"stream\r?\n")
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]+")
_CONTROL = re.compile(rb"\\[a-z]+-?\d*")
_CONTROLS = (
    b"\\trowd", b"\\cell", b"\\row", b"\\nestcell", b"\\nestrow", b"\\itap2", b"\\cellx100", b"\\clmrg", b"\\clvmrg", b"\\intbl",
    b"\\pard", b"\\u-1", b"\\uc9", b"\\bin", b"\\footnote", b"\\shptxt", b"\\field", b"\\listtext", b"\\fonttbl", b"\\v", b"\\f2",
)  # fmt: skip
_SECTOR = 512


def mutate(format_name: str, data: bytes, dice: random.Random) -> bytes:
    """The document broken in one to four ways that its format allows, sometimes in its bare bytes."""
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        data = dice.choice(_OF_FORMAT[format_name])(data, dice)
    return data


# Bytes


def _flip(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 4, 16, 64)) if data else 0):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def _overwrite(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8) if len(data) > 4 else 0):
        at = dice.randrange(len(changed) - 4)
        form = dice.choice(("<B", "<H", ">H", "<I", ">I"))
        struct.pack_into(form, changed, at, dice.choice(_INTEGERS) & (256 ** struct.calcsize(form) - 1))
    return bytes(changed)


def _truncate(data: bytes, dice: random.Random) -> bytes:
    return data[: dice.randrange(len(data) + 1)]


def _block(data: bytes, dice: random.Random) -> tuple[int, int]:
    start = dice.randrange(len(data) + 1)
    return start, min(len(data), start + dice.choice((1, 7, 64, 512, 4096, len(data) // 3 + 1)))


def _delete(data: bytes, dice: random.Random) -> bytes:
    start, end = _block(data, dice)
    return data[:start] + data[end:]


def _repeat(data: bytes, dice: random.Random) -> bytes:
    start, end = _block(data, dice)
    times = min(dice.choice((2, 2, 3, 20, 300)), 200_000 // (end - start + 1) + 1)
    return data[:end] + data[start:end] * times + data[end:]


def _exchange(data: bytes, dice: random.Random) -> bytes:
    (a, b), (c, d) = sorted((_block(data, dice), _block(data, dice)))
    return data if b > c else data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


_BYTES: tuple[Mutation, ...] = (_flip, _flip, _overwrite, _overwrite, _truncate, _delete, _repeat, _exchange)


def _any_bytes(data: bytes, dice: random.Random) -> bytes:
    return dice.choice(_BYTES)(data, dice)


# Text and markup


def _replace_one(pattern: re.Pattern[bytes], data: bytes, dice: random.Random, new: bytes, group: int = 0) -> bytes:
    spans = [match.span(group) for match in pattern.finditer(data)]
    if not spans:
        return data
    start, end = dice.choice(spans)
    return data[:start] + new + data[end:]


def _number(data: bytes, dice: random.Random) -> bytes:
    return _replace_one(_NUMBER, data, dice, dice.choice(_PRINTED))


def _say(data: bytes, dice: random.Random) -> bytes:
    at = dice.randrange(len(data) + 1)
    said = dice.choice(_HOSTILE) * dice.choice((1, 1, 1, 2, 50))
    return data[:at] + said.encode(dice.choice(("utf-8", "utf-8", "gb18030")), "replace") + data[at:]


def _attribute(data: bytes, dice: random.Random) -> bytes:
    value = dice.choice((*_PRINTED, b"continue", b"restart", b"display:none", b"../../x.xml", b"External", b"x" * 3000))
    return _replace_one(_ATTRIBUTE, data, dice, b'"' + value + b'"', 1)


def _tag(data: bytes, dice: random.Random) -> bytes:
    tags = [match.span() for match in _TAG.finditer(data)]
    if len(tags) < 2:
        return _any_bytes(data, dice)
    (a, b), (c, d) = sorted(dice.sample(tags, 2))
    match dice.randrange(5):
        case 0:
            return data[:a] + data[b:]
        case 1:
            return data[:a] + data[c:d] + data[b:]
        case 2:  # all between the two once more
            return data[:d] + data[a:d] + data[d:] if d - a < 50_000 else data[:b] + data[a:b] + data[b:]
        case 3:
            return data[:a] + data[a:b] * dice.choice((2, 30, 250, 2000)) + data[b:]
        case _:
            return data[:a] + data[c:d] + data[b:c] + data[a:b] + data[d:]


def _recode(data: bytes, dice: random.Random) -> bytes:
    """The same text in another encoding, as a whole or from a place on."""
    text = data.decode("utf-8", "replace")
    at = dice.choice((0, 0, dice.randrange(len(text) + 1)))
    encoding = dice.choice(
        ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "gb18030", "gbk", "big5", "shift_jis", "utf-8-sig")
    )
    return text[:at].encode("utf-8", "replace") + text[at:].encode(encoding, "replace")


def _lines(data: bytes, dice: random.Random) -> bytes:
    lines = data.split(b"\n")
    a, b = sorted(dice.randrange(len(lines)) for _ in range(2))
    match dice.randrange(5):
        case 0:
            lines[a:b] = []
        case 1:
            lines[a:b] = lines[a:b] * 2
        case 2:
            dice.shuffle(lines)
        case 3:
            lines[a] = dice.choice((b"\t", b"", b" ", b"|", "　".encode())) * dice.choice((1, 3, 200)) + lines[a]
        case _:
            return dice.choice((b"", b"\r", b"\t", b" ", b"\n\n")).join(lines)
    return b"\n".join(lines)


def _separators(data: bytes, dice: random.Random) -> bytes:
    """A quotation mark that none closes, a separator more or another one, here and there or everywhere."""
    old, new = dice.sample((b",", b";", b"\t", b'"', b"\n", b"=", b"--", b"sep=;\n"), 2)
    if dice.randrange(2):
        return data.replace(old, new, dice.choice((1, 5, 1000)))
    at = dice.randrange(len(data) + 1)
    return data[:at] + new * dice.choice((1, 1, 3, 2000)) + data[at:]


_MARKUP: tuple[Mutation, ...] = (_tag, _tag, _tag, _attribute, _attribute, _number, _say, _any_bytes)
_TEXT: tuple[Mutation, ...] = (_lines, _lines, _say, _say, _number, _recode, _any_bytes)


def _tree(data: bytes, dice: random.Random) -> bytes:
    """Markup that stays well-formed: elements dropped, repeated, moved, renamed, their attributes and texts changed."""
    try:
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        return _any_bytes(data, dice)
    for _ in range(dice.choice((1, 2, 4, 12))):
        elements = [element for element in root.iter() if isinstance(element.tag, str)][1:]
        if not elements:
            break
        _change_tree(dice.choice(elements), dice.choice(elements), dice)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True)


def _change_tree(element: etree._Element, other: etree._Element, dice: random.Random) -> None:
    parent = element.getparent()
    match dice.randrange(8):
        case 0:
            parent.remove(element)
        case 1:
            for _ in range(dice.choice((1, 1, 3, 100)) if len(element) < 50 else 1):
                parent.insert(parent.index(element), deepcopy(element))
        case 2 if not any(ancestor is element for ancestor in other.iterancestors()) and other is not element:
            other.append(element)
        case 3:
            element.tag = other.tag
        case 4 | 5 if element.attrib:
            name = dice.choice(list(element.attrib))
            element.set(name, dice.choice(_PRINTED).decode())
        case 6:
            element.text = dice.choice(
                [said for said in _HOSTILE if said >= " " and said[0] < "\ufffe"] + ["1e999", "9" * 30]
            )
        case _:
            for name, value in other.attrib.items():
                element.set(name, value)


def _any_markup(data: bytes, dice: random.Random) -> bytes:
    return dice.choice(_MARKUP)(data, dice)


# Zip


def _members(data: bytes, dice: random.Random) -> bytes:
    """One member broken, renamed, left out or given twice; the archive around it is whole."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [(info.orig_filename, archive.read(info)) for info in archive.infolist()]
    except Exception:  # an earlier mutation broke the archive
        return _any_bytes(data, dice)
    inner = [
        at for at, (name, _) in enumerate(members) if not name.startswith(("docProps", "word/theme", "word/styles"))
    ]
    if not inner:
        return _any_bytes(data, dice)
    at = dice.choice(inner)
    name, content = members[at]
    match dice.randrange(12):
        case 0:
            del members[at]
        case 1:
            members.append((name, _any_markup(content, dice)))
        case 2:
            members[at] = (
                dice.choice(("word/document.xml", "xl/workbook.xml", "../x", "a" * 3000, "\0", name.upper())),
                content,
            )
        case 3:
            members[at] = (name, b"")
        case 4:
            members[at] = (name, dice.choice(members)[1])
        case _:
            is_markup = content.lstrip()[:1] == b"<"
            breaks = dice.choice((_tree, _tree, _any_markup)) if is_markup else _inside_member
            for _ in range(dice.randint(1, 3)):
                content = breaks(content, dice)
            members[at] = (name, content)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members:
            archive.writestr(zipfile.ZipInfo(name), content)
    return buffer.getvalue()


def _inside_member(content: bytes, dice: random.Random) -> bytes:
    return (_members if content.startswith(b"PK") else _any_bytes)(content, dice)


def _headers(data: bytes, dice: random.Random) -> bytes:
    """A field of a member's header or of the directory says something else."""
    places = [match.start() for match in re.finditer(rb"PK[\x01\x03\x05][\x02\x04\x06]", data)]
    if not places:
        return _any_bytes(data, dice)
    changed, at = bytearray(data), dice.choice(places) + 4 + 2 * dice.randrange(20)
    form = dice.choice(("<H", "<I"))
    if at + 4 <= len(changed):
        struct.pack_into(form, changed, at, dice.choice(_INTEGERS) & (256 ** struct.calcsize(form) - 1))
    return bytes(changed)


# Rich text


def _control(data: bytes, dice: random.Random) -> bytes:
    """One control word takes the place of another, or stands once more, with another number."""
    words = [match.span() for match in _CONTROL.finditer(data)]
    if len(words) < 2:
        return _any_bytes(data, dice)
    (a, b), (c, d) = dice.sample(words, 2)
    word = dice.choice((data[c:d], *_CONTROLS))
    if dice.randrange(3):
        word = word.rstrip(b"-0123456789") + dice.choice((b"", *_PRINTED))
    return data[: dice.choice((a, b))] + word + b" " * dice.randrange(2) + data[b:]


def _group(data: bytes, dice: random.Random) -> bytes:
    """A brace dropped, put in, or many of them."""
    at = dice.randrange(len(data) + 1)
    braces = [match.start() for match in re.finditer(rb"[{}]", data)]
    if braces and dice.randrange(2):
        at = dice.choice(braces)
        return data[:at] + data[at + 1 :]
    return data[:at] + dice.choice((b"{", b"}", b"{\\*", b"\\'")) * dice.choice((1, 1, 2, 50, 3000)) + data[at:]


# PDF


def _stream(data: bytes, dice: random.Random) -> bytes:
    """One stream broken after it was inflated, deflated again, with its new length."""
    starts = [match.end() for match in _STREAM.finditer(data)]
    if not starts:
        return _any_bytes(data, dice)
    start = dice.choice(starts)
    end = data.find(b"endstream", start)
    if end < 0:
        return _any_bytes(data, dice)
    content, is_deflated = data[start:end], False
    with contextlib.suppress(zlib.error):
        content, is_deflated = zlib.decompressobj().decompress(content, 5_000_000), True
    broken = dice.choice((_number, _number, _operator, _any_bytes, _say))(content, dice)
    written = zlib.compress(broken, 1) if is_deflated else broken
    head = re.sub(
        rb"/Length \d+(?: 0 R)?(?=[^/]*$|[^>]*>>\s*stream\r?\n$)",
        b"/Length %d" % len(written),
        data[max(0, start - 300) : start],
    )
    return data[: max(0, start - 300)] + head + written + data[end:]


def _operator(content: bytes, dice: random.Random) -> bytes:
    words = content.split(b" ")
    at = dice.randrange(len(words))
    words[at] = dice.choice(
        (b"q", b"Q", b"BT", b"ET", b"Tj", b"Do", b"cm", b"re", b"S", b"f", b"BI", b"EI", b"[", b"]", b"<", b"(")
    )
    return b" ".join(words)


def _reference(data: bytes, dice: random.Random) -> bytes:
    return _replace_one(_REFERENCE, data, dice, b"%d 0 R" % dice.choice((0, 1, 2, 3, 4, 5, 6, 9, 99, 8_388_607)))


def _name(data: bytes, dice: random.Random) -> bytes:
    names = _NAME.findall(data) or [b"/X"]
    return _replace_one(_NAME, data, dice, dice.choice(names))


# Compound files


def _sectors(data: bytes, dice: random.Random) -> bytes:
    """Two sectors exchanged, or one of them given the content of the other."""
    count = len(data) // _SECTOR
    if count < 3:
        return _any_bytes(data, dice)
    a, b = sorted(dice.sample(range(count), 2))
    sectors = [data[at * _SECTOR : (at + 1) * _SECTOR] for at in range(count + 1)]
    sectors[a], sectors[b] = sectors[b], dice.choice((sectors[a], sectors[b]))
    return b"".join(sectors)


def _in_sector(data: bytes, dice: random.Random) -> bytes:
    """Numbers inside one sector: the header, a table of sectors, the directory, or a page of the document."""
    count = max(len(data) // _SECTOR, 1)
    start = _SECTOR * dice.choice((0, 1, 2, 3, dice.randrange(count), dice.randrange(count), count - 1))
    changed = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = start + dice.randrange(_SECTOR - 4)
        if at + 4 <= len(changed):
            form = dice.choice(("<B", "<H", "<I"))
            value = dice.choice((*_INTEGERS, dice.randrange(count), dice.randrange(600)))
            struct.pack_into(form, changed, at, value & (256 ** struct.calcsize(form) - 1))
    return bytes(changed)


_OF_FORMAT: Mapping[str, tuple[Mutation, ...]] = {
    "docx": (_members,) * 8 + (_headers, _any_bytes),
    "xlsx": (_members,) * 8 + (_headers, _any_bytes),
    "ofd": (_members,) * 8 + (_headers, _any_bytes),
    "rtf": (_control, _control, _control, _group, _group, _number, _say, _any_bytes),
    "bundle": (_members,) * 4 + (_headers,) * 3 + (_any_bytes,) * 3,
    "pdf": (_stream,) * 5 + (_number, _reference, _name, _any_bytes, _any_bytes),
    "csv": (*_TEXT, _separators, _separators),
    "mht": (*_MARKUP, _lines, _lines, _separators),
    "excelml": (_tree,) * 5 + (_any_markup,) * 3 + (_recode, _lines),
    "html": (*_MARKUP, _recode, _lines),
    "txt": _TEXT,
    "doc": (_in_sector,) * 5 + (_sectors, _any_bytes),
    "xls": (_in_sector,) * 5 + (_sectors, _any_bytes),
}
