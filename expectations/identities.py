"""The identities of the register (basic + project = total …), derived again from the marts, beside the judge."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from expectations.printed_slack import step_of
from flows.judging.register import Reading, Rule, RuleTerm, rules
from flows.model.words import plain

_COLUMNS = ["rule_code", "source_path", "equation", "fault"]

Grain = tuple[str, str, object, str]
Amount = Mapping[Any, Any]


@dataclass(frozen=True, slots=True)
class _Sum:
    """A reading of an identity with the amounts of the marts: what lies between its sides, and what decimals leave."""

    gap: Fraction
    slack: Fraction
    lacks_parts: bool  # right, where they would add to what is there
    lacks_others: bool
    is_always: bool
    words: str

    @property
    def holds(self) -> bool:
        """Whether rounding explains what lies between its sides."""
        return abs(self.gap) <= self.slack

    @property
    def is_refuted(self) -> bool:
        """Whether no part that is not printed could mend it: all are, or those that are make too much already."""
        return not (self.holds or self.lacks_others) and (not self.lacks_parts or self.gap < 0)


def identities() -> tuple[Rule, ...]:
    """The active rules of the register that say of which measures another one is the sum."""
    return tuple(rule for rule in rules().values() if rule.is_active and rule.kind == "equality" and rule.equations)


def fits(rule: Rule, terms: Sequence[Mapping[Any, Any]]) -> bool:
    """Whether the terms stand on the sides, and with the signs, that one reading of the rule gives their measures."""
    sides = {(term["side"], term["measure_code"]): term["sign"] for term in terms}
    return len(sides) == len(terms) and any(
        _is_made_of(reading, sides) for readings in rule.equations for reading in readings
    )


def _is_made_of(reading: Reading, sides: Mapping[tuple[Any, Any], Any]) -> bool:
    signs = {(side, term.code): term.sign for side, term in _sided(reading) if term.sign}
    needed = {(side, term.code) for side, term in _sided(reading) if term.sign and not term.is_optional}
    has_both = {side for side, _ in sides} == {"left", "right"}
    return has_both and needed <= sides.keys() and all(signs.get(key) == sign for key, sign in sides.items())


def _sided(reading: Reading) -> Iterator[tuple[str, RuleTerm]]:
    yield from (("left", term) for term in reading.left)
    yield from (("right", term) for term in reading.right)


def identities_again(amounts: pd.DataFrame, figures: pd.DataFrame, comparisons: pd.DataFrame) -> pd.DataFrame:
    """A row for each identity of which the marts hold all sides for one report, scope, year and basis, in one table.

    `fault` says in Chinese where the judge has not asked it, has passed one that the amounts refute or failed one that
    they bear out; None where both agree, or where the judge left it open with a reason.
    """
    printed = {str(row["figure_id"]): row for row in figures.to_dict("records")}
    grains: defaultdict[Grain, dict[str, Amount]] = defaultdict(dict)
    for row in amounts.to_dict("records"):
        figure = printed.get(str(row["figure_id"]))
        if figure is not None and not figure["hedge"]:
            grains[_grain(row)].setdefault(str(row["measure_code"]), {**figure, **row})
    verdicts: defaultdict[tuple[str, Grain], set[str]] = defaultdict(set)
    for row in comparisons.to_dict("records"):
        verdicts[str(row["rule_code"]), _grain(row)].add(str(row["status"]))
    rows = [
        (rule.code, next(iter(held.values()))["source_path"], sums[0].words, _fault(sums, verdicts[rule.code, grain]))
        for grain, held in grains.items()
        for rule in identities()
        for readings in rule.equations
        if (sums := list(_sums(readings, held)))
    ]
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def _grain(row: Mapping[Any, Any]) -> Grain:
    year = None if pd.isna(row["period_year"]) else int(row["period_year"])
    return str(row["report_id"]), plain(str(row["scope_name"])), year, str(row["basis"])


def _sums(readings: Sequence[Reading], held: Mapping[str, Amount]) -> Iterator[_Sum]:
    for reading in readings:
        terms = [*reading.left, *reading.right]
        if any(term.code not in held and not term.is_optional for term in terms):
            continue
        left = [(term.sign, held[term.code]) for term in reading.left if term.sign and term.code in held]
        right = [(term.sign, held[term.code]) for term in reading.right if term.sign and term.code in held]
        own = [amount for _, amount in (*left, *right)]
        if right and _stand_together([held[term.code] for term in terms if term.code in held]):
            gap = _total(left) - _total(right)
            lacking = [(side, term.sign > 0) for side, term in _sided(reading) if term.code not in held]
            yield _Sum(
                gap,
                _slack(own),
                lacks_parts=("right", True) in lacking,
                lacks_others=any(one != ("right", True) for one in lacking),
                is_always=reading.holds_always,
                words=f"{_told(left)} 与 {_told(right)}",
            )


def _slack(amounts: Sequence[Amount]) -> Fraction:
    """What rounding leaves between the sides: each is known as finely as the finest in its unit, 0 beside 5.20 too."""
    steps = [step_of(amount) for amount in amounts]
    finest: dict[Fraction, Fraction] = {}
    for step, factor in steps:
        finest[factor] = min(step, finest.get(factor, step))
    return sum((finest[factor] / 2 for _, factor in steps), Fraction())


def _stand_together(amounts: Sequence[Amount]) -> bool:
    """Whether all stand in one table, each at one place alone: of several places nobody knows which one is meant."""
    tables = {amount["table_no"] for amount in amounts}
    return len(tables) == 1 and not pd.isna(tables.pop()) and all(amount["place_count"] == 1 for amount in amounts)


def _total(amounts: Sequence[tuple[int, Amount]]) -> Fraction:
    return sum((sign * Fraction(amount["amount_yuan"]) for sign, amount in amounts), Fraction())


def _told(amounts: Sequence[tuple[int, Amount]]) -> str:
    return " ".join(
        f"{'−' if sign < 0 else '+'}{amount['measure_name']} {amount['printed']}" for sign, amount in amounts
    )


def _fault(sums: Sequence[_Sum], verdicts: set[str]) -> str | None:
    """What the judge said otherwise of an identity; of its readings that need not hold always, one does."""
    if not verdicts:
        return f"{sums[0].words}：没有比对，也没有说明原因"
    always = [one for one in sums if one.is_always]
    others = [one for one in sums if not one.is_always]
    is_refuted = any(one.is_refuted for one in always) or (bool(others) and all(one.is_refuted for one in others))
    if not is_refuted and any(one.gap == 0 for one in sums) and verdicts == {"fail"}:
        return f"{sums[0].words}：相符，判定为 fail"
    if is_refuted and verdicts == {"pass"}:
        return f"{sums[0].words}：不相符，判定为 pass"
    return None
