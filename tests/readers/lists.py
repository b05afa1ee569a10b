"""Word files without list numbers, to be compared with what other formats hold."""

from io import BytesIO
from zipfile import ZipFile


def without_lists(data: bytes) -> bytes:
    """The document with its lists taken away: other formats of it do not print the numbers that Word counts."""
    stream = BytesIO()
    with ZipFile(BytesIO(data)) as whole, ZipFile(stream, "w") as bare:
        for name in whole.namelist():
            if name != "word/numbering.xml":
                bare.writestr(name, whole.read(name))
    return stream.getvalue()
