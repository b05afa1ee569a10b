"""Every total and every percentage that a report prints: decided with others, or declared open with a reason."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from flows.judging.evidence import is_total_name

_PERCENT = "%"
_DECIDED = ("pass", "fail")
_COLUMNS = ["figure_id", "source_path", "matter", "fault"]


def open_again(
    figures: pd.DataFrame,
    terms: pd.DataFrame,
    comparisons: pd.DataFrame,
    operands: pd.DataFrame,
    declared: pd.DataFrame,
) -> pd.DataFrame:
    """A row for each figure that is worded as a total or is a percentage, with `fault`: it is neither a term of a
    decided comparison nor declared open, it is both, or the reason that it is declared open with is not so. None where
    all is well.
    """
    decided = set(comparisons["comparison_id"][comparisons["status"].isin(_DECIDED)])
    in_decided = terms["comparison_id"].isin(decided)
    asked = set(terms["figure_id"][in_decided])
    left_open = set(terms["figure_id"][~in_decided])
    stated = set(operands["figure_id"])
    reasons = dict(zip(declared["figure_id"], declared["reason_code"], strict=True))
    holds = {"left_open": left_open, "unsure": stated - left_open}
    rows = []
    for row in figures.to_dict("records"):
        if matter := matter_of(row):
            key, reason = row["figure_id"], reasons.get(row["figure_id"])
            told = f"{row['source_path']} {row['place_in_words']} 的“{row['printed']}”"
            fault = None
            if (key in asked) is (reason is not None):
                fault = f"{told}既{'已判定又列为未核对' if reason else '未判定也未列为未核对'}"
            elif (reason == "unstated" and key in stated | left_open) or key not in holds.get(str(reason), {key}):
                fault = f"{told}列为未核对的原因 {reason} 不成立"
            rows.append((key, row["source_path"], matter, fault))
    return pd.DataFrame(rows, columns=_COLUMNS, dtype=object)


def matter_of(figure: Mapping[Any, Any]) -> str:
    """`percentage`, or `total` where the figure's scope, row or a part of its label says so; '' for any other."""
    if figure["unit"] == _PERCENT:
        return "percentage"
    words = (figure["scope_name"], figure["row_head"], figure["label"])
    return "total" if any(word and is_total_name(str(word)) for word in words) else ""
