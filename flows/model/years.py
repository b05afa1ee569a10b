"""How a year is printed: four digits, half or full width, or spelled out."""

import re

# A part of longer patterns; what follows the digits (年, 年度, an end) is said where it matters.
YEAR = r"(?:19|20|１９|２０)\d{2}"

_YEAR_ALONE = re.compile(YEAR)
_NO_PART_OF_A_NUMBER = re.compile(rf"(?<!\d){YEAR}(?!\d)")
_NAMED = re.compile(rf"({YEAR})\s*年")
_SPELLED = re.compile(r"[一二][〇○Ｏ零九][〇○Ｏ零一二三四五六七八九]{2}(?=\s*年)")
_SPELLED_DIGITS = str.maketrans("〇○Ｏ零一二三四五六七八九", "0000123456789")


def is_year(text: str) -> bool:
    """Whether a text is a year and nothing else: 2021, ２０２１."""
    return _YEAR_ALONE.fullmatch(text) is not None


def years_in(text: str) -> list[int]:
    """The years that stand in a text as numbers of their own, whatever follows them."""
    return [int(year) for year in _NO_PART_OF_A_NUMBER.findall(text)]


def named_years(text: str) -> list[int]:
    """The years that a text calls so, in figures or spelled out: 2020年, ２０２０ 年, 二〇二〇年."""
    figures = _SPELLED.sub(lambda match: match[0].translate(_SPELLED_DIGITS), text)
    return [int(year) for year in _NAMED.findall(figures)]
