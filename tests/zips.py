"""Zip archives as offices, old programs and people out to harm make them."""

import io
import struct
import warnings
import zipfile
import zlib


def zipped(*files: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name given twice is what some tests are about
        for name, content in files:
            archive.writestr(name, content)
    return buffer.getvalue()


def named_in_gbk(*files: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """As old Windows programs write it: the bytes of GBK without a mark that says so."""
    placeholders = [f"{number:03d}{'x' * (len(name.encode('gbk')) - 3)}" for number, (name, _) in enumerate(files)]
    pairs = zip(placeholders, files, strict=True)
    data = zipped(*((placeholder, content) for placeholder, (_, content) in pairs), method=method)
    for placeholder, (name, _) in zip(placeholders, files, strict=True):
        data = data.replace(placeholder.encode(), name.encode("gbk"))
    return data


def named_twice(name: str, spelled: bytes, content: bytes, *, is_stale: bool = False) -> bytes:
    """As Info-ZIP writes it: a name in the local encoding, and in an extra field the same in UTF-8.

    Where the field is stale, a program has renamed the file since and did not know of it.
    """
    info = zipfile.ZipInfo("x" * len(spelled))
    field = b"\x01" + struct.pack("<L", zlib.crc32(b"" if is_stale else spelled)) + name.encode()
    info.extra = struct.pack("<HH", 0x7075, len(field)) + field
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(info, content)
    return buffer.getvalue().replace(b"x" * len(spelled), spelled)


def encrypted(data: bytes, *numbers: int) -> bytes:
    """The archive with the mark of encryption on the files of these numbers."""
    changed = bytearray(data)
    [at] = struct.unpack_from("<L", data, data.rindex(b"PK\x05\x06") + 16)
    for number in range(max(numbers) + 1):
        changed[at + 8] |= number in numbers
        at += 46 + sum(struct.unpack_from("<HHH", data, at + 28))
    return bytes(changed)
