"""What the reports themselves state, held against what the judge has asked of it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from expectations.printed_sides import printed_sides
from expectations.printed_slack import figures_of, slack_bounds
from flows.judging.asks import printed_relations

_PARTS = 10_000
_OF_RELATIONS = frozenset(code for question in printed_relations.QUESTIONS for code in question.codes)
_OPEN = "not_applicable"
_BOUNDS = ("part_of", "order")
_RATIO, _UPPER = "ratio", "dividend"

Row = Mapping[Any, Any]


def relations_again(
    relations: pd.DataFrame,
    operands: pd.DataFrame,
    figures: pd.DataFrame,
    terms: pd.DataFrame,
    comparisons: pd.DataFrame,
) -> pd.DataFrame:
    """A row for each relation with its key and `fault`: one that the printed numbers bear out, or that a table prints,
    and that no comparison asks; one whose comparison joins other numbers, or on another side. None where it is asked
    as it stands.

    What words leave unsure and the numbers do not bear out may be left unsaid, and so may a rate that another reading
    of it decides.
    """
    stated = _by(operands, "relation_id")
    asked = _by(terms, "comparison_id")
    explained = _explained(asked, comparisons)
    joined = {frozenset(str(term["figure_id"]) for term in own) for own in asked.values()}
    deciding = {
        str(row["relation_id"]): row for row in comparisons.to_dict("records") if not pd.isna(row["relation_id"])
    }
    borne_out = _borne_out(relations, operands, figures)
    tables = dict(zip(figures["figure_id"], figures["table_no"], strict=True))
    rows = []
    for relation in relations.to_dict("records"):
        key = str(relation["relation_id"])
        own = stated.get(key, [])
        fault = None
        if key in deciding:
            fault = _other_numbers(deciding[key], own, asked.get(str(deciding[key]["comparison_id"]), []))
        elif frozenset(str(one["figure_id"]) for one in own) not in joined:
            is_of_tables = all(not pd.isna(tables.get(one["figure_id"])) for one in own)
            is_explained = relation["relation_kind"] == _RATIO and _left(own) in explained
            if key in borne_out or (is_of_tables and not is_explained):
                fault = f"关系 {key}（{relation['relation_kind']}：{relation['quote']}）没有比对"
        rows.append((key, relation["relation_kind"], fault))
    return pd.DataFrame(rows, columns=["relation_id", "relation_kind", "fault"], dtype=object)


def _left(terms: Iterable[Row]) -> str | None:
    """The one number that stands on the left, None where several do."""
    left = [str(one["figure_id"]) for one in terms if one["side"] == "left"]
    return left[0] if len(left) == 1 else None


def _explained(asked: Mapping[str, list[Row]], comparisons: pd.DataFrame) -> set[str | None]:
    """The printed rates that a quotient decides: where one of several readings does, the others need not be asked."""
    decided = comparisons.loc[comparisons["status"] != _OPEN, "comparison_id"].astype(str)
    every = [asked.get(key, []) for key in decided]
    return {_left(own) for own in every if any(one["role"] == _UPPER for one in own)}


def _by(frame: pd.DataFrame, column: str) -> Mapping[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in frame.to_dict("records"):
        found[str(row[column])].append(row)
    return found


def _borne_out(relations: pd.DataFrame, operands: pd.DataFrame, figures: pd.DataFrame) -> set[str]:
    """The relations that hold however exactly their numbers are known."""
    values = operands.merge(figures[["figure_id", "value"]], on="figure_id", how="left")
    as_terms = values.rename(columns={"relation_id": "comparison_id"})
    sides, slacks = printed_sides(as_terms), slack_bounds(as_terms, figures_of(figures))
    found = set()
    for relation in relations.to_dict("records"):
        key = str(relation["relation_id"])
        left, right = sides.get((key, "left")), sides.get((key, "right"))
        if left is None or right is None or key not in slacks:
            continue
        least = int(slacks[key][0] * _PARTS)
        is_bound = relation["relation_kind"] in _BOUNDS
        if left[1] - right[0] <= least and (is_bound or right[1] - left[0] <= least):
            found.add(key)
    return found


def _other_numbers(comparison: Row, operands: Iterable[Row], terms: Iterable[Row]) -> str | None:
    stated, asked = ({(str(one["figure_id"]), one["side"], one["sign"]) for one in rows} for rows in (operands, terms))
    if comparison["status"] == _OPEN or stated == asked:
        return None
    # A rule of the field may put the same numbers on other sides: what is left over, or what there was.
    if comparison["rule_code"] not in _OF_RELATIONS and {one[0] for one in stated} == {one[0] for one in asked}:
        return None
    told = f"{comparison['rule_code']} 比对 {comparison['comparison_id']}"
    return f"{told} 所比的各项不是关系 {comparison['relation_id']} 的各项"
