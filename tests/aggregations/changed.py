"""One digit of an annotated sum changed: whether the table itself then says that the sum fails, and how often without."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.aggregations.finding import found_in

_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Told:
    """Of so many sums how many were told as failing with a digit changed, and how many as they are."""

    sums: int
    changed: int
    untouched: int

    def __str__(self) -> str:
        return (
            f"{self.sums} sums: {self.changed / self.sums:.1%} told with a digit changed, "
            f"{self.untouched / self.sums:.1%} untouched"
        )


def told_when_changed(tables: Sequence[dict[str, Any]], count: int, seed: int) -> Told:
    """Tells of sums chosen by the seed, among all annotated ones whose total prints a digit."""
    every = [
        (table, tuple(one["aggregator_index"]))
        for table in tables
        for one in table["aggregation_annotations"]
        if one["operator"] == "Sum"
    ]
    cells = list({(id(table), cell): (table, cell) for table, cell in every if _has_digit(table, cell)}.values())
    chance = random.Random(seed)
    chosen = chance.sample(cells, min(count, len(cells)))
    failing: dict[int, set[tuple[int, int]]] = {}
    changed = untouched = 0
    for table, cell in chosen:
        if id(table) not in failing:
            failing[id(table)] = _failing(table["table_array"], table["number_format"])
        untouched += cell in failing[id(table)]
        texts = [list(row) for row in table["table_array"]]
        texts[cell[0]][cell[1]] = _with_another_digit(texts[cell[0]][cell[1]], chance)
        changed += cell in _failing(texts, table["number_format"])
    return Told(len(chosen), changed, untouched)


def _failing(texts: Sequence[Sequence[str]], notation: str) -> set[tuple[int, int]]:
    """The totals of sums that fail."""
    return {one.cell for one in found_in(texts, notation) if one.fails and one.operator == "Sum"}


def _has_digit(table: dict[str, Any], cell: tuple[int, int]) -> bool:
    return any(character in _DIGITS for character in table["table_array"][cell[0]][cell[1]])


def _with_another_digit(text: str, chance: random.Random) -> str:
    at = chance.choice([place for place, character in enumerate(text) if character in _DIGITS])
    return text[:at] + chance.choice(_DIGITS.replace(text[at], "")) + text[at + 1 :]
