"""The tables that the questions are asked of, and what several questions ask of them."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

Tables = Mapping[str, pd.DataFrame]
Given = Mapping[str, Any]

_PLACES = ["county_id", "province_name", "county_name"]


def with_counties(frame: pd.DataFrame, tables: Tables) -> pd.DataFrame:
    return frame.merge(tables["dim_counties"][_PLACES], on="county_id", how="left")


def with_departments(frame: pd.DataFrame, tables: Tables, how: Any = "left") -> pd.DataFrame:
    columns = ["department_id", "department_name", "canonical_name", "function_name"]
    return frame.merge(tables["dim_departments"][columns], on="department_id", how=how)


def only(frame: pd.DataFrame, **wanted: object) -> pd.DataFrame:
    for column, value in wanted.items():
        if value is not None:
            frame = frame[frame[column] == value]
    return frame


def rounded(numbers: "pd.Series[float]") -> "pd.Series[float]":
    """Half away from zero, as SQL rounds; pandas alone would round half to even."""
    return np.sign(numbers) * np.floor(numbers.abs() * 100 + 0.5) / 100
