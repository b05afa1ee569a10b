"""Which extractor made a row: documents of another version are read again."""

import hashlib
from functools import cache
from pathlib import Path

from flows.extraction import EXTRACTOR_VERSION
from flows.readers.recognition import recogniser
from flows.words import SEEDS

_FLOWS = Path(__file__).resolve().parent
_PARTS = ("readers", "extraction", "judging")
_MODULES = ("facts.py", "report.py", "understanding.py", "words.py")


@cache
def extractor_version() -> str:
    """The number of the version and a digest of the words and of the code that turn bytes into rows.

    A new word is a new row of a seed: nobody has to remember that it must be applied to the reports at hand. What
    recognises pictures counts too: with another, or none, they say something else.
    """
    sources = [_FLOWS / name for name in _MODULES]
    for part in _PARTS:
        sources += (_FLOWS / part).glob("*.py")
    sources += SEEDS.glob("*.csv")
    digest = hashlib.sha256(recogniser().encode())
    for source in sorted(sources):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return f"{EXTRACTOR_VERSION}-{digest.hexdigest()[:12]}"
