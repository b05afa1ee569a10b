"""A printed number as a hand that slips prints it; None where it cannot slip so."""

from itertools import pairwise
from random import Random

_FEWEST_DIGITS = 2


def digit(random: Random, printed: str) -> str | None:
    """With another digit in one place."""
    digits = _places(printed)
    if not digits:
        return None
    at = random.choice(digits)
    other = random.choice([digit for digit in "0123456789" if digit != printed[at]])
    return printed[:at] + other + printed[at + 1 :]


def swap(random: Random, printed: str) -> str | None:
    """With two neighbouring digits in each other's place."""
    pairs = [(one, other) for one, other in pairwise(_places(printed)) if printed[one] != printed[other]]
    if not pairs:
        return None
    one, other = random.choice(pairs)
    return printed[:one] + printed[other] + printed[one + 1 : other] + printed[one] + printed[other + 1 :]


def point(random: Random, printed: str) -> str | None:
    """With the decimal point one place too far to the left or to the right."""
    whole, _, decimals = printed.replace(",", "").partition(".")
    moved = []
    if len(decimals) > 1:
        moved.append(f"{whole.removeprefix('0')}{decimals[0]}.{decimals[1:]}")
    if decimals and len(whole.removeprefix("-")) > 1:
        moved.append(f"{whole[:-1]}.{whole[-1]}{decimals}")
    return random.choice(moved) if moved else None


def has_digits(printed: str) -> bool:
    """Whether it has enough digits for a slip that is one."""
    return len(_places(printed)) >= _FEWEST_DIGITS


def _places(printed: str) -> list[int]:
    return [at for at, character in enumerate(printed) if character.isdecimal()]
