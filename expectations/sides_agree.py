"""The expectation behind every rule: the two sides of a comparison satisfy its relation within its slack."""

from typing import Any, ClassVar

import pandas as pd
from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
from great_expectations.expectations.expectation import MulticolumnMapExpectation
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_condition_partial import (
    multicolumn_condition_partial,
)
from great_expectations.expectations.metrics.map_metric_provider.multicolumn_map_metric_provider import (
    MulticolumnMapMetricProvider,
)

from expectations.exactness import agrees

SIDES = ["left_parts", "right_parts", "slack_parts", "relation"]


class SidesAgreeMetric(MulticolumnMapMetricProvider):
    """Decides row by row, in whole ten-thousandths."""

    condition_metric_name = "multicolumn_values.sides_agree"
    condition_domain_keys = (
        "batch_id",
        "table",
        "column_list",
        "row_condition",
        "condition_parser",
        "ignore_row_if",
    )
    condition_value_keys = ()

    @multicolumn_condition_partial(engine=PandasExecutionEngine)  # type: ignore[untyped-decorator]
    def _pandas(cls, column_list: pd.DataFrame, **kwargs: Any) -> "pd.Series[bool]":
        rows = column_list[SIDES].itertuples(index=False, name=None)
        return pd.Series([agrees(*row) for row in rows], index=column_list.index, dtype=bool)


class ExpectSidesToAgree(MulticolumnMapExpectation):
    """Expect both sides of each comparison to satisfy its relation within the slack that rounding leaves."""

    map_metric: ClassVar[str] = "multicolumn_values.sides_agree"
