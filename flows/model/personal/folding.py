"""The form of a text in which personal numbers and names are searched, character by character like the text itself."""

import re
import unicodedata

_CHINESE_DIGITS = str.maketrans("〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖", "0001234567891123456789")
# Two may be the end of a name (王一二) or of a count; a number that is read aloud has more.
_READ_ALOUD = re.compile(r"[〇○零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖]{3,}")
_DOTS, _COLONS = "·・•‧∙⋅｡●", "∶︰ː꞉"
_SELECTORS = range(0xFE00, 0xFE10)  # which form of the character before is shown


class _Folds(dict[int, str]):
    """Each character in the form that is searched: NFKC where that is one character, every dash, dot and blank one.

    Numbers in a ring or above the line (①, ²) stay: they are no digits of the number that they stand beside.
    """

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        kind = unicodedata.category(letter)
        if kind == "Cf" or letter == "\r" or code in _SELECTORS:
            fold = ""
        elif kind == "Pd" or letter == "−":
            fold = "-"
        elif kind == "Zs" or letter == "\t":
            fold = " "
        elif letter in _DOTS:
            fold = "·"
        elif letter in _COLONS:
            fold = ":"
        else:
            form = unicodedata.normalize("NFKC", letter)
            fold = form if len(form) == 1 and kind not in {"No", "So"} else letter
        self[code] = fold
        return fold


_FOLDS = _Folds()


def fold(text: str) -> str:
    """The text with one form of each digit, dash, dot and blank, and without characters that nobody sees."""
    return text.translate(_FOLDS)


def with_digits(folded: str) -> str:
    """The folded text with numbers that are read aloud (一三九…) in digits, each at its place."""
    return _READ_ALOUD.sub(lambda match: match[0].translate(_CHINESE_DIGITS), folded)


def places(text: str) -> list[int]:
    """The place in the text of each character of its folded form."""
    return [place for place, letter in enumerate(text) if _FOLDS[ord(letter)]]
