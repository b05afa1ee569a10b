"""The saved questions asked of the same rows in pandas, as somebody who works in a notebook would write them.

Each takes the tables by name and the question's parameters, and gives the columns of the question in their order.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from tests.benchmarks.queries_in_pandas import counties, departments, judgements, projects
from tests.benchmarks.queries_in_pandas.tables import Given, Tables

ANSWERS: Mapping[str, Callable[[Tables, Given], pd.DataFrame]] = {
    function.__name__: function
    for function in (
        projects.balances_not_reported,
        departments.carry_over,
        departments.completeness,
        projects.cost_per_household,
        counties.county_finances,
        departments.department_comparison,
        projects.execution_by_programme,
        projects.execution_out_of_range,
        judgements.findings_by_department,
        departments.income_and_expenditure,
        judgements.indicators_by_county,
        departments.procurement_execution,
        departments.sangong_per_head,
        judgements.scores_against_rules,
    )
}
