"""A row that was left out: the totals of a table exceed their rows in many columns at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from flows.judging.intervals import factor_of, plain_number
from flows.judging.register import rules
from flows.model.facts import Comparison, Figure

# Two columns may each hold a wrong number; three that all lack something lack it together. Of a classification two
# do, where they lack the same: what was spent on a line is all basic or all project expenditure.
_CLASSES = "levels_of_codes"
_LEAST_COLUMNS = {"units_to_total": 3, _CLASSES: 2}


def omitted_rows(comparisons: Sequence[Comparison], figures: Sequence[Figure]) -> Mapping[int, str]:
    """What the row left out would hold, in Chinese, by the numbers of the comparisons whose totals lack it."""
    tables: defaultdict[tuple[object, ...], list[Comparison]] = defaultdict(list)
    for comparison in comparisons:
        place, kind = comparison.place, _kind(comparison)
        if kind in _LEAST_COLUMNS and comparison.relation == "eq" and place and comparison.status != "not_applicable":
            row_no = place.row_no if kind == _CLASSES else None  # each class is the total of its groups
            key = (comparison.rule_code, comparison.report_no, place.table_no, comparison.scope_name, row_no)
            tables[key].append(comparison)
    by_number = {figure.figure_no: figure for figure in figures}
    words: dict[int, str] = {}
    for columns in tables.values():
        failing = [comparison for comparison in columns if comparison.status == "fail"]
        if _lack_together(failing, len(columns)):
            words.update(dict.fromkeys((one.comparison_no for one in failing), _words(failing, by_number)))
    return words


def _kind(comparison: Comparison) -> str:
    """What the comparison's rule adds up, as the register says."""
    return rules()[comparison.rule_code].scope_relation


def _lack_together(failing: Sequence[Comparison], columns: int) -> bool:
    if not failing or len(failing) < _LEAST_COLUMNS[_kind(failing[0])] or 2 * len(failing) <= columns:
        return False
    lacks = {_lack(comparison) for comparison in failing}
    return all(lack > 0 for lack in lacks) and (_kind(failing[0]) != _CLASSES or len(lacks) == 1)


def _lack(failing: Comparison) -> Decimal:
    """What the parts lack to the total."""
    return (failing.left_value or Decimal(0)) - (failing.right_value or Decimal(0))


def _words(failing: Sequence[Comparison], figures: Mapping[int, Figure]) -> str:
    lacking = []
    for comparison in failing:
        number = comparison.terms[0].figure_no if comparison.terms else None
        total = figures.get(number) if number is not None else None
        lacking.append(plain_number(_lack(comparison) / factor_of(total) if total else _lack(comparison)))
    return (
        f"疑似漏列一行：该合计行有 {len(failing)} 栏都大于所列各行之和，依次少 {'、'.join(lacking)}，"
        "请核对是否漏填一个单位、项目或科目"
    )
