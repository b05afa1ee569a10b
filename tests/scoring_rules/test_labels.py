"""A hundred scoring rules as counties word them, with the points that a rate earns by each: written before the grammar.

A row of `labels.csv` without points is one of which none may be told: its words leave them open, or ask for what no rate
of the report says.
"""

import csv
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from flows.judging.asks.points import points_for
from flows.judging.intervals import exact, rounded
from flows.scoring_rules.parsing import parse_scoring_rule

_FEWEST_READ = Decimal("0.9")
_FEWEST_TEXTS = 100


@dataclass(frozen=True, slots=True)
class Label:
    """A rule's text, a rate, and the least and the most points that it earns, None where none may be told."""

    style: str
    text: str
    weight: Decimal
    rate: Decimal
    points: tuple[Decimal, Decimal] | None

    @property
    def found(self) -> tuple[Decimal, Decimal] | None:
        """What the grammar makes of it."""
        rule = parse_scoring_rule(self.text, self.weight)
        points = points_for(rule, exact(self.rate), self.weight) if rule else None
        return (rounded(points.low), rounded(points.high)) if points else None


def labels() -> list[Label]:
    """All labels, in the order of the file."""
    with (Path(__file__).parent / "labels.csv").open(encoding="utf-8", newline="") as file:
        return [
            Label(
                row["style"],
                row["rule_text"],
                Decimal(row["weight"]),
                Decimal(row["rate"]),
                (Decimal(row["low"]), Decimal(row["high"])) if row["low"] else None,
            )
            for row in csv.DictReader(file)
        ]


LABELS = labels()


@pytest.mark.parametrize("label", LABELS, ids=[f"{label.style} {number}" for number, label in enumerate(LABELS)])
def test_no_rule_is_read_wrongly(label: Label):
    assert label.found in (None, label.points), label.text


def test_most_rules_are_read_whatever_their_style():
    """Of every style with points, and of all of them together."""
    asked = [label for label in LABELS if label.points]
    read = [label for label in asked if label.found == label.points]
    assert len({label.text for label in LABELS}) >= _FEWEST_TEXTS
    assert Decimal(len(read)) / len(asked) >= _FEWEST_READ
    assert {label.style for label in read} == {label.style for label in asked}
