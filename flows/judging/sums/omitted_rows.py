"""A row that was left out: the totals of a table exceed their rows in many columns at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from flows.judging.intervals import factor_of, plain_number
from flows.model.facts import Comparison, Figure

# Two columns may each hold a wrong number; three that all lack something lack it together. Of a classification two
# do, where they lack the same: what was spent on a line is all basic or all project expenditure.
_LEAST_COLUMNS = {"A04": 3, "A13": 3, "A22": 2}
_CLASSES = "A22"


def omitted_rows(comparisons: Sequence[Comparison], figures: Sequence[Figure]) -> Mapping[int, str]:
    """What the row left out would hold, in Chinese, by the numbers of the comparisons whose totals lack it."""
    tables: defaultdict[tuple[object, ...], list[Comparison]] = defaultdict(list)
    for one in comparisons:
        if one.rule_code in _LEAST_COLUMNS and one.relation == "eq" and one.place and one.status != "not_applicable":
            row_no = one.place.row_no if one.rule_code == _CLASSES else None  # each class is the total of its groups
            tables[one.rule_code, one.report_no, one.place.table_no, one.scope_name, row_no].append(one)
    by_number = {figure.figure_no: figure for figure in figures}
    words: dict[int, str] = {}
    for columns in tables.values():
        failing = [one for one in columns if one.status == "fail"]
        if _lack_together(failing, len(columns)):
            said = _words(failing, by_number)
            words.update({one.comparison_no: said for one in failing})
    return words


def _lack_together(failing: Sequence[Comparison], columns: int) -> bool:
    if not failing or len(failing) < _LEAST_COLUMNS[failing[0].rule_code] or 2 * len(failing) <= columns:
        return False
    lacks = {(one.left_value or Decimal(0)) - (one.right_value or Decimal(0)) for one in failing}
    return all(map(_exceeds, failing)) and (failing[0].rule_code != _CLASSES or len(lacks) == 1)


def _exceeds(one: Comparison) -> bool:
    return one.left_value is not None and one.right_value is not None and one.left_value > one.right_value


def _words(failing: Sequence[Comparison], figures: Mapping[int, Figure]) -> str:
    lacking = []
    for one in failing:
        total = figures.get(one.terms[0].figure_no) if one.terms and one.terms[0].figure_no is not None else None
        lack = (one.left_value or Decimal(0)) - (one.right_value or Decimal(0))
        lacking.append(plain_number(lack / factor_of(total) if total else lack))
    return (
        f"疑似漏列一行：该合计行有 {len(failing)} 栏都大于所列各行之和，依次少 {'、'.join(lacking)}，"
        "请核对是否漏填一个单位、项目或科目"
    )
