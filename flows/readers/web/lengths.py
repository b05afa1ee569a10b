"""Lengths of style sheets in pixels, as far as they can be told without laying out the page."""

import re

FONT = 16.0  # pixels: how large a browser sets text of which nothing is said
_PIXELS = {
    "": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "in": 96.0, "cm": 96 / 2.54, "mm": 9.6 / 2.54, "rem": FONT, "vw": 10.0,
    "vh": 10.0,
}  # fmt: skip
_OF_FONT = {"em": 1.0, "ex": 0.5, "ch": 0.5}
_LENGTH = re.compile(r"([-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9}))\s*([a-z%]*)")
_BETWEEN = re.compile(r"[\s,]+")


def pixels(value: str, whole: float | None = None, font: float = FONT) -> float | None:
    """The length in pixels; a share is one of `whole`, and `font` is how large the characters are that it is told in.

    None for a word, and for a share of what is not known.
    """
    match = _LENGTH.fullmatch(value.strip())
    if match is None:
        return None
    number, unit = float(match[1]), match[2]
    if unit == "%":
        return None if whole is None else number * whole / 100
    worth = _PIXELS.get(unit, font * _OF_FONT[unit] if unit in _OF_FONT else None)
    return None if worth is None else number * worth


def sides(values: str) -> tuple[str, str, str, str]:
    """The values above, right, below and left, of which those that are not given are those opposite."""
    given = _BETWEEN.split(values.strip(" ,"))[:4]
    above, right = given[0], given[1] if len(given) > 1 else given[0]
    return above, right, given[2] if len(given) > 2 else above, given[3] if len(given) > 3 else right


def arguments(value: str, function: str) -> tuple[str, ...]:
    """What stands in the brackets behind the name of a function, () where it is not there."""
    match = re.search(rf"(?<![\w-]){function}\(([^()]*)\)", value)
    return tuple(filter(None, _BETWEEN.split(match[1].strip()))) if match else ()
