"""How a list prints the number of an item: in digits, letters, Roman or Chinese numerals."""

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_PLAIN = ("零一二三四五六七八九", "十百千")
_SIMPLIFIED = ("零壹贰叁肆伍陆柒捌玖", "拾佰仟")
_TRADITIONAL = ("零壹貳參肆伍陸柒捌玖", "拾佰仟")
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MOST_COUNTED = 9_999
_MOST_REPEATED = 780  # letters begin anew behind Z, one more each time


def list_number(number: int, number_format: str) -> str:
    """The number as Word's format of this name (`w:numFmt`) prints it; in digits where the format has none for
    it, or where we do not know the format.
    """
    if number_format == "none":
        return ""
    written = _FORMATS.get(number_format, str)(number) if number >= 0 else ""
    return written or str(number)


def _counted(number: int, numerals: tuple[str, str]) -> str:
    """一百零五; ten and the teens without their 一."""
    if number > _MOST_COUNTED:
        return ""
    digits, powers = numerals
    if number == 0:
        return digits[0]
    parts: list[str] = []
    printed = str(number)
    for place, digit in zip(range(len(printed) - 1, -1, -1), printed, strict=True):
        if digit != "0":
            parts.append(digits[int(digit)] + (powers[place - 1] if place else ""))
        elif parts and parts[-1] != digits[0]:
            parts.append(digits[0])
    written = "".join(parts).rstrip(digits[0])
    return written[1:] if 10 <= number < 20 and numerals is _PLAIN else written


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    written = ""
    for worth, sign in _ROMAN if number <= _MOST_COUNTED else ():
        count, number = divmod(number, worth)
        written += sign * count
    return written


def _letters(number: int) -> str:
    if not 0 < number <= _MOST_REPEATED:
        return ""
    repeats, letter = divmod(number - 1, 26)
    return chr(ord("A") + letter) * (repeats + 1)


def _from(signs: str) -> Callable[[int], str]:
    """Formats with a character for each of the first numbers only."""
    return lambda number: signs[number - 1] if 0 < number <= len(signs) else ""


def _run(first: str, count: int) -> str:
    return "".join(chr(ord(first) + offset) for offset in range(count))


def _counting(number: int) -> str:
    return _counted(number, _PLAIN)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimalZero": "{:02d}".format,
    "decimalFullWidth": lambda number: str(number).translate({ord("0") + i: ord("０") + i for i in range(10)}),
    "decimalFullWidth2": lambda number: str(number).translate({ord("0") + i: ord("０") + i for i in range(10)}),
    "numberInDash": "- {} -".format,
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "chineseLegalSimplified": lambda number: _counted(number, _SIMPLIFIED),
    "ideographLegalTraditional": lambda number: _counted(number, _TRADITIONAL),
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": _from(_run("㊀", 10)),
    "decimalEnclosedCircle": _from(_run("①", 20)),
    "decimalEnclosedCircleChinese": _from(_run("①", 20)),
    "decimalEnclosedParen": _from(_run("⑴", 20)),
    "decimalEnclosedFullstop": _from(_run("⒈", 20)),
}
