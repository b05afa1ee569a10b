"""Letters with attachments, as mail programs and old ones write them."""

import base64
from collections.abc import Sequence


def letter(*attachments: tuple[str, bytes], body: str = "附件为2023年自评表，请查收。", kind: str = "plain") -> bytes:
    """A letter; what stands before each attachment's bytes is its header lines, or a name in UTF-8 after RFC 2231."""
    parts = [f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}\n".encode()]
    for name, content in attachments:
        headers = name if "\n" in name or ":" in name else named(name)
        spelled = headers.encode("utf-8", "surrogateescape")
        parts.append(spelled + b"\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(content))
    return _mixed(parts)


def named(name: str) -> str:
    quoted = "".join(f"%{byte:02X}" for byte in name.encode())
    return f"Content-Type: application/octet-stream\nContent-Disposition: attachment;\n filename*=utf-8''{quoted}"


def forwarding(inner: bytes) -> bytes:
    """A letter that holds another one whole."""
    return _mixed([b"Content-Type: message/rfc822\n\n" + inner])


def _mixed(parts: Sequence[bytes]) -> bytes:
    head = b"From: a@example.org\nTo: b@example.org\nSubject: =?gb2312?B?19TGwLHt?=\nMIME-Version: 1.0\n"
    mark = f"part-{sum(map(len, parts))}".encode()
    body = b"".join(b"--" + mark + b"\n" + part + b"\n" for part in parts)
    return head + b'Content-Type: multipart/mixed; boundary="' + mark + b'"\n\n' + body + b"--" + mark + b"--\n"
