"""How far the sides of a comparison may lie apart, worked out anew from the decimals that are printed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import groupby
from typing import Any

import pandas as pd

from flows.model.words import read_seed

_MONEY, _PERCENT, _POINTS, _AVERAGE = "元", "%", "分", "per_head"
_FINEST = Fraction(1, 10_000)
_NUMBER = re.compile(r"[+\-−－]?(\d+)(?:\.(\d+))?")
_WIDE = str.maketrans("．０１２３４５６７８９，", ".0123456789,")
_LEAST_ROLES = {"addend"}

Doubt = tuple[Fraction, Fraction | None]


@dataclass(frozen=True, slots=True)
class Figures:
    """The printed figures by their keys, and the finest place that each document prints in each unit."""

    rows: Mapping[str, Mapping[Any, Any]]
    finest: Mapping[tuple[str, str, Fraction], Fraction]


def figures_of(frame: pd.DataFrame) -> Figures:
    """The figures of a frame, arranged to look them up."""
    rows = {str(row["figure_id"]): row for row in frame.to_dict("records")}
    finest: dict[tuple[str, str, Fraction], Fraction] = {}
    for row in rows.values():
        step, factor = step_of(row)
        key = _kind(row, factor)
        finest[key] = min(step, finest.get(key, step))
    return Figures(rows, finest)


def step_of(figure: Mapping[Any, Any]) -> tuple[Fraction, Fraction]:
    """One unit of the last place that a figure prints, in the base unit, and what one printed unit is worth.

    What is not printed in plain digits (三百, 0) does not tell its unit: there the figure's own step is taken.
    """
    number = _NUMBER.fullmatch(str(figure["printed"]).translate(_WIDE).replace(",", "").strip().rstrip("%"))
    places = len(number[2] or "") if number else 0
    stored = Fraction(figure["step"])
    printed = Fraction(f"{number[1]}.{number[2] or 0}") if number else Fraction()
    if not printed or pd.isna(figure["value"]):
        return stored, stored * 10**places
    factor = abs(Fraction(figure["value"])) / printed
    return factor / 10**places, factor


def slack_bounds(terms: pd.DataFrame, figures: Figures) -> Mapping[str, Doubt]:
    """The least and the most that rounding leaves between the sides of each comparison, by its key.

    The most is what the decimals of its own numbers leave, the least what they do where all are known as finely as the
    finest of the document; the least is 0 where more than rounding counts, the most None where a hedge has no bound. A
    comparison with a term that is no printed figure, or that is worked out in another way, is left out.
    """
    rows = terms.sort_values(["comparison_id", "side"]).to_dict("records")
    found = {}
    for key, own in groupby(rows, key=lambda row: row["comparison_id"]):
        if (bounds := _slack(list(own), figures)) is not None:
            found[str(key)] = bounds
    return found


def _slack(terms: Sequence[Mapping[Any, Any]], figures: Figures) -> Doubt | None:
    if any(pd.isna(term["value"]) or term["figure_id"] not in figures.rows for term in terms):
        return None
    sides = [[term for term in terms if term["side"] == side] for side in ("left", "right")]
    doubts = [_of_side(side, figures) for side in sides if side]
    if not doubts or None in doubts:
        return None
    known = [doubt for doubt in doubts if doubt is not None]
    least = sum((doubt[0] for doubt in known), Fraction())
    mosts = [doubt[1] for doubt in known]
    most = None if None in mosts else sum((one for one in mosts if one is not None), Fraction())
    is_plain = {term["role"] for term in terms} == _LEAST_ROLES
    return (least if is_plain else Fraction()), most


def _of_side(terms: Sequence[Mapping[Any, Any]], figures: Figures) -> Doubt | None:
    roles = {term["role"] for term in terms}
    doubts = {id(term): _of_term(figures.rows[term["figure_id"]], figures) for term in terms}
    if roles == {"addend"}:
        return _added(doubts.values())
    if any(most is None for _, most in doubts.values()):
        return Fraction(), None
    if roles == {"dividend", "divisor"}:
        upper, lower = ([term for term in terms if term["role"] == role] for role in ("dividend", "divisor"))
        points = [figures.rows[one["figure_id"]] for one in upper if _is_of_points(one, figures)]
        rounded = sum((step_of(one)[0] / 2 for one in points), Fraction())
        return _of_quotient(_middle(upper), _reach(upper, doubts) + rounded, _middle(lower), _reach(lower, doubts))
    if roles == {"factor"}:
        least, value, most = Fraction(1), Fraction(1), Fraction(1)
        for term in terms:
            own, half = Fraction(term["value"]), step_of(figures.rows[term["figure_id"]])[0] / 2
            reach = max(doubts[id(term)][1] or Fraction(), half)  # what is counted may be an average: 场均132人
            least *= term["sign"] * max(own - reach, Fraction())
            value *= term["sign"] * own
            most *= term["sign"] * (own + reach)
        return Fraction(), max(value - least, most - value)
    return None


def _is_of_points(term: Mapping[Any, Any], figures: Figures) -> bool:
    """Whether it is a number of points, which are rounded where a rate gives them (94.75% of 5 points)."""
    return bool(figures.rows[term["figure_id"]]["unit"] == _POINTS)


def _added(doubts: Iterable[Doubt]) -> Doubt:
    least, most = Fraction(), Fraction()
    is_bound = True
    for fewest, greatest in doubts:
        least += fewest
        is_bound = is_bound and greatest is not None
        most += greatest or Fraction()
    return least, most if is_bound else None


def _of_term(figure: Mapping[Any, Any], figures: Figures) -> Doubt:
    step, factor = step_of(figure)
    if figure["hedge"]:
        if pd.isna(figure["value_low"]) or pd.isna(figure["value_high"]):
            return Fraction(), None
        width = Fraction(figure["value_high"]) - Fraction(figure["value_low"])
        return Fraction(), max(width, step)
    if figure["unit"] in _counted() and factor == 1 and figure["figure_role"] != _AVERAGE:
        return Fraction(), Fraction()
    if figure["unit"] == _PERCENT:
        return Fraction(), step  # it may have been cut off, or moved so that shares make 100
    least = figures.finest[_kind(figure, factor)] / 2 if figure["unit"] == _MONEY else Fraction()
    return least, step / 2


def _middle(terms: Sequence[Mapping[Any, Any]]) -> Fraction:
    return sum((term["sign"] * Fraction(term["value"]) for term in terms), Fraction())


def _reach(terms: Sequence[Mapping[Any, Any]], doubts: Mapping[int, Doubt]) -> Fraction:
    return sum((abs(term["sign"]) * (doubts[id(term)][1] or Fraction()) for term in terms), Fraction())


def _of_quotient(upper: Fraction, up: Fraction, lower: Fraction, down: Fraction) -> Doubt | None:
    if lower - down <= 0:
        return None
    corners = [100 * one / other for one in (upper - up, upper + up) for other in (lower - down, lower + down)]
    value = 100 * upper / lower
    return Fraction(), max(value - min(corners), max(corners) - value)


def is_within(slack: Decimal, bounds: Doubt) -> bool:
    """Whether a stored slack, which is kept to four decimals, lies within the bounds."""
    least, most = bounds
    kept = Fraction(slack)
    return least - _FINEST <= kept and (most is None or kept <= most + 2 * _FINEST)


def _kind(figure: Mapping[Any, Any], factor: Fraction) -> tuple[str, str, Fraction]:
    return str(figure["document_id"]), str(figure["unit"]), factor


@cache
def _counted() -> frozenset[str]:
    return frozenset(row["base_unit"] for row in read_seed("units") if row["family"] in ("count", "points_scored"))
