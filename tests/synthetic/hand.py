"""How a person prints true amounts: rounded, cut off, nudged, hedged, left blank; every trick is right in itself.

Amounts are whole 分, so that what a form shows in 万元 is rounded from what is known.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, ROUND_DOWN, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random

_FEN = {"元": 100, "万元": 1_000_000, "亿元": 10_000_000_000}
_BLANKS = ("", "", "－", "—", "0", "0.00")
_HEDGES = (("约", ""), ("", "左右"), ("", "余"), ("近", ""), ("", "以上"), ("不超过", ""))


@dataclass(slots=True)
class Hand:
    """One writer's habits, and the traps laid so far. Not frozen: it draws and remembers."""

    random: Random
    unit: str = "万元"
    traps: set[str] = field(default_factory=set)
    rate_habit: str = ""
    share_habit: str = ""
    places: int = 2
    blanks: tuple[str, ...] = ("0",)

    def __post_init__(self) -> None:
        self.rate_habit = self.random.choice(("rounded", "rounded", "cut", "whole", "mixed"))
        self.share_habit = self.random.choice(("rounded", "nudged", "cut"))
        self.places = 2 if self.unit == "元" else self.random.choice((2, 2, 2, 4, 6))
        self.blanks = self.random.choice((("0",), ("",), ("－",), ("0.00",), _BLANKS))

    def trap(self, name: str) -> None:
        """Remembers a trap that was laid."""
        self.traps.add(name)

    def amount(self, fen: int) -> str:
        """An amount in a cell, in the table's unit; none at all as this writer prints nothing."""
        if not fen:
            blank = self.random.choice(self.blanks)
            self.trap(f"无数印作「{blank}」")
            return blank
        text = f"{in_unit(fen, self.unit, self.places):f}"
        return f"{Decimal(text):,}" if self.unit == "元" else text

    def said(self, fen: int) -> str:
        """An amount in a sentence, with its unit."""
        if fen >= 10_000_000_000 and self.random.random() < 0.3:
            self.trap("亿元两位小数")
            return f"{in_unit(fen, '亿元', 2):f}亿元"
        return f"{in_unit(fen, '万元', 2):f}万元"

    def hedged(self, fen: int) -> str:
        """An amount in a sentence that says itself that it is not exact."""
        before, after = self.random.choice(_HEDGES)
        self.trap(f"约数「{before or after}」")
        wan = Fraction(fen, _FEN["万元"])
        place = Decimal(10) ** (len(str(int(wan))) - self.random.choice((2, 3)))
        rounding = {"余": ROUND_FLOOR, "以上": ROUND_FLOOR, "不超过": ROUND_CEILING}.get(before or after, ROUND_HALF_UP)
        steps = (Decimal(wan.numerator) / wan.denominator / place).to_integral_value(rounding)
        if before == "近" and steps * place <= Decimal(wan.numerator) / wan.denominator:
            before = "约"
        return f"{before}{steps * place:f}{after}万元"

    def rate(self, part: int, whole: int) -> str:
        """A rate with its sign, rounded, cut off or without decimals as this writer does."""
        habit = self.random.choice(("rounded", "cut", "whole")) if self.rate_habit == "mixed" else self.rate_habit
        return f"{self._per_cent(part, whole, habit)}%"

    def _per_cent(self, part: int, whole: int, habit: str) -> Decimal:
        exact = Fraction(100 * part, whole)
        places = Decimal(1) if habit == "whole" else Decimal("0.01")
        wanted = _quantized(exact, places, ROUND_DOWN if habit == "cut" else ROUND_HALF_UP)
        if habit == "whole" and exact.denominator > 1:
            self.trap("比率取整")
        if habit == "cut" and wanted != _quantized(exact, places, ROUND_HALF_UP):
            self.trap("比率截尾")
        return wanted

    def shares(self, parts: Sequence[int]) -> list[str]:
        """The shares of parts that make up a whole; nudged ones add up to 100 by the largest remainders."""
        whole, habit = sum(parts), self.share_habit
        if habit != "nudged":
            return [f"{self._per_cent(part, whole, habit)}%" for part in parts]
        floors = [_quantized(Fraction(100 * part, whole), Decimal("0.01"), ROUND_DOWN) for part in parts]
        rest = int((100 - sum(floors)) * 100)
        order = sorted(range(len(parts)), key=lambda at: floors[at] - Decimal(100 * parts[at]) / whole)
        nudged = [floor + (Decimal("0.01") if at in order[:rest] else 0) for at, floor in enumerate(floors)]
        if any(own != _quantized(Fraction(100 * part, whole), Decimal("0.01"), ROUND_HALF_UP)
               for own, part in zip(nudged, parts, strict=True)):  # fmt: skip
            self.trap("占比凑成一百")
        return [f"{own}%" for own in nudged]


def in_unit(fen: int, unit: str, places: int) -> Decimal:
    """An amount rounded half up to so many places of a unit."""
    return _quantized(Fraction(fen, _FEN[unit]), Decimal(1).scaleb(-places), ROUND_HALF_UP)


def _quantized(exact: Fraction, place: Decimal, rounding: str) -> Decimal:
    digits = Decimal(exact.numerator * 10**12 // exact.denominator).scaleb(-12)
    if rounding == ROUND_DOWN and exact < 0:
        digits = -Decimal(-exact.numerator * 10**12 // exact.denominator).scaleb(-12)
    return digits.quantize(place, rounding)
