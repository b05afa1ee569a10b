"""One digit of an annotated sum changed: whether the table itself then says that the sum fails, and how often without."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.aggregations.finding import Found, found_in

_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Told:
    """Of so many sums how many were told as failing with a digit changed, and how many as they are.

    `joined` are those whose total some failing sum joins with a digit changed, as a total or as a part of a larger one.
    """

    sums: int
    changed: int
    untouched: int
    joined: int

    def __str__(self) -> str:
        return (
            f"{self.sums} sums: {self.changed / self.sums:.1%} told with a digit changed, "
            f"{self.untouched / self.sums:.1%} untouched; some failing sum joins {self.joined / self.sums:.1%}"
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
    changed = untouched = joined = 0
    for table, cell in chosen:
        if id(table) not in failing:
            failing[id(table)] = {one.cell for one in _failing(table["table_array"], table["number_format"])}
        untouched += cell in failing[id(table)]
        texts = [list(row) for row in table["table_array"]]
        texts[cell[0]][cell[1]] = _with_another_digit(texts[cell[0]][cell[1]], chance)
        told = _failing(texts, table["number_format"])
        changed += any(one.cell == cell for one in told)
        joined += any(cell == one.cell or cell in one.others for one in told)
    return Told(len(chosen), changed, untouched, joined)


def _failing(texts: Sequence[Sequence[str]], notation: str) -> Sequence[Found]:
    """The sums that fail."""
    return [one for one in found_in(texts, notation) if one.fails and one.operator == "Sum"]


def _has_digit(table: dict[str, Any], cell: tuple[int, int]) -> bool:
    return any(character in _DIGITS for character in table["table_array"][cell[0]][cell[1]])


def _with_another_digit(text: str, chance: random.Random) -> str:
    at = chance.choice([place for place, character in enumerate(text) if character in _DIGITS])
    return text[:at] + chance.choice(_DIGITS.replace(text[at], "")) + text[at + 1 :]
