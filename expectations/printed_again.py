"""Every decided comparison held against what is printed: its sides, its slack, and what its rule or relation joins."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pandas as pd

from expectations.exactness import ten_thousandths
from expectations.identities import fits, identities
from expectations.printed_sides import Bounds, SideKey, printed_sides
from expectations.printed_slack import Doubt, figures_of, is_within, slack_bounds

_PARTS = 10_000
_COLUMNS = ["comparison_id", "rule_code", "source_path", "side_fault", "slack_fault", "term_fault"]
_SIDES = (("left", "左边"), ("right", "右边"))

Terms = Sequence[Mapping[Any, Any]]


def printed_again(terms: pd.DataFrame, figures: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """A row for each decided comparison with its key, rule and file, and in Chinese what is wrong with it, else None.

    `side_fault`: a side that its printed terms do not make up, to the four decimals that are stored; `slack_fault`: a
    slack that the printed decimals do not leave; `term_fault`: an identity of the register with a measure on a side, or
    of a sign, that no reading of it has.
    """
    sides = printed_sides(terms)
    slacks = slack_bounds(terms, figures_of(figures))
    measured = _with_measures(terms, figures)
    by_code = {rule.code: rule for rule in identities()}
    rows = []
    for row in decided.to_dict("records"):
        key, code = str(row["comparison_id"]), str(row["rule_code"])
        joined = None
        if code in by_code and not fits(by_code[code], measured.get(key, [])):
            joined = f"{code} 比对 {key} 的各项不是规则所列的各项"
        rows.append((key, code, row.get("source_path", ""), _sides(row, sides), _slack(row, slacks.get(key)), joined))
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def _with_measures(terms: pd.DataFrame, figures: pd.DataFrame) -> Mapping[str, Terms]:
    measures = dict(zip(figures["figure_id"], figures["measure_code"], strict=True))
    found: defaultdict[str, list[Mapping[Any, Any]]] = defaultdict(list)
    for term in terms.to_dict("records"):
        found[str(term["comparison_id"])].append({**term, "measure_code": measures.get(term["figure_id"])})
    return found


def _sides(row: Mapping[Any, Any], sides: Mapping[SideKey, Bounds]) -> str | None:
    faults = []
    for side, name in _SIDES:
        bounds, stored = sides.get((str(row["comparison_id"]), side)), row[f"{side}_value"]
        kept = ten_thousandths(stored)
        if bounds is not None and kept is not None and not bounds[0] <= kept <= bounds[1]:
            again = Decimal(bounds[0]) / _PARTS
            faults.append(
                f"{row['rule_code']} 比对 {row['comparison_id']} 的{name}为 {stored}，按所印各项重算为 {again}"
            )
    return "；".join(faults) or None


def _slack(row: Mapping[Any, Any], bounds: Doubt | None) -> str | None:
    if bounds is None or is_within(row["slack"], bounds):
        return None
    least, most = ("不限" if bound is None else f"{float(bound):f}" for bound in bounds)
    told = f"{least} 至 {most}"
    return f"{row['rule_code']} 比对 {row['comparison_id']} 允许的误差为 {row['slack']}，按所印小数位应为 {told}"
