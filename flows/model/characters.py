"""A text as a person sees it: what nobody sees is gone, and what only looks like a character is that character.

Files hold more than their page shows: marks of zero width, byte order marks and hints for hyphens inside words,
radicals in place of whole characters (⻘⺠ where a font draws both alike), blanks of a dozen widths. Digits and letters
of full width stay as printed.
"""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache

from flows.model.words import read_seed

_PRIVATE = "\ue000-\uf8ff\U000f0000-\U0010ffff"  # what each font draws as it likes
# Radicals, strokes and compatibility forms of ideographs, and small forms of signs.
_ALIKE = "\u2e80-\u2fd5\u31c0-\u31e3\uf900-\ufaff\ufe50-\ufe6b\U0002f800-\U0002fa1f\u066a"
# Of no width, or fillers that stand for nothing.
_UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
# Of other widths than the usual blank; the ideographic one parts the words of a line and stays.
_BLANKS = "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800"
_WIDE_BLANK = "\ue5e5"  # as converters of GBK leave the ideographic blank
_LINE_ENDS = "\x85\u2028\u2029"
_APOSTROPHES = "'’‘ʼ＇′´`‚٬"  # and the commas of other scripts
_TO_FOLD = re.compile(rf"[{_UNSEEN}{_ALIKE}{_PRIVATE}{_BLANKS}{_LINE_ENDS}]|\d[{_APOSTROPHES}]\d")
_WHOLE_IDEOGRAPHS = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA20))
# 1 280.50 and 1'280.50 as printed abroad and by some programs: groups of three behind a first of one to three digits.
# The no-break blank stands in many other places, so that decimals, a unit or the end must say that the number is whole.
_THIN = "\u2004-\u200a\u202f\u205f"
_THOUSANDS = re.compile(
    rf"(?<![\d.,，．{_APOSTROPHES}])(?<!\d[{_BLANKS}])\d{{1,3}}(?P<mark>[{_APOSTROPHES}{_THIN}\xa0])\d{{3}}"
    rf"(?:(?P=mark)\d{{3}})*+(?![\d{_APOSTROPHES}]|[{_BLANKS}]\d)(?:(?<!\xa0\d{{3}})|(?=[.．]\d|\s*[万亿千百]{{0,2}}元|\s*$))"
)


class _Forms(dict[int, str]):
    """Each character as it is seen; blanks stay until the thousands that they part are told."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        form = character
        if seen := _look_alikes().get(character):
            form = seen
        elif any(code in block for block in _WHOLE_IDEOGRAPHS):
            form = unicodedata.normalize("NFKC", character)
        elif character == _WIDE_BLANK:
            form = "\u3000"
        elif _LINE_END.match(character):
            form = "\n"
        elif _NOTHING.match(character):
            form = ""
        self[code] = form
        return form


_NOTHING = re.compile(f"[{_UNSEEN}{_PRIVATE}]")
_LINE_END = re.compile(f"[{_LINE_ENDS}]")
_BLANK = re.compile(f"[{_BLANKS}]")
_OF_A_FONT = re.compile(f"[{_PRIVATE}]")
_forms = _Forms()


@cache
def _look_alikes() -> Mapping[str, str]:
    """What each character of `look_alikes.csv` is read as."""
    return {chr(int(row["code_point"], 16)): row["read_as"] for row in read_seed("look_alikes")}


def seen(text: str) -> str:
    """The text as a person sees it; most texts come back as they are, and a second time changes nothing."""
    if not _TO_FOLD.search(text):
        return text
    text = text.translate(_forms)
    return _BLANK.sub(" ", _THOUSANDS.sub(lambda match: match[0].replace(match["mark"], ","), text))


def unknown_count(text: str) -> int:
    """How many characters only the text's own font could show: `seen` drops them."""
    found = _OF_A_FONT.findall(text)
    return sum(1 for character in found if character != _WIDE_BLANK and character not in _look_alikes())
