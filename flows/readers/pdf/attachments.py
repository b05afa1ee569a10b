"""The files inside a PDF, by their names."""

from collections.abc import Iterator
from ctypes import c_ushort
from typing import Any

import pypdfium2.raw as pdfium

from flows.readers import notes

_MOST_ASKED = 10
_LONGEST = 200  # characters of a name


def attachments_note(document: Any) -> Iterator[str]:
    """What a clerk should know of a document that holds other files, which are not read."""
    count = pdfium.FPDFDoc_GetAttachmentCount(document)
    if count > 0:
        yield notes.attached("PDF ", [_name(document, index) for index in range(min(count, _MOST_ASKED))], count)


def _name(document: Any, index: int) -> str:
    attachment = pdfium.FPDFDoc_GetAttachment(document, index)
    length = pdfium.FPDFAttachment_GetName(attachment, None, 0) if attachment else 0
    if not 2 < length <= 2 * _LONGEST:
        return "无名称"
    buffer = (c_ushort * (length // 2 + 1))()
    pdfium.FPDFAttachment_GetName(attachment, buffer, length)
    return bytes(buffer)[:length].decode("utf-16-le", "replace").split("\0")[0]
