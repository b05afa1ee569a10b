"""Suites made from the register of rules and from the contracts of the tables, one a dimension."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import great_expectations as gx
from great_expectations.expectations.core.expect_column_values_to_be_between import (
    ExpectColumnValuesToBeBetween,
)
from great_expectations.expectations.core.expect_column_values_to_be_in_set import ExpectColumnValuesToBeInSet
from great_expectations.expectations.core.expect_column_values_to_be_null import ExpectColumnValuesToBeNull
from great_expectations.expectations.core.expect_column_values_to_be_unique import (
    ExpectColumnValuesToBeUnique,
)
from great_expectations.expectations.core.expect_column_values_to_not_be_null import (
    ExpectColumnValuesToNotBeNull,
)
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.metadata_types import FailureSeverity
from great_expectations.expectations.row_conditions import Column

from expectations.sides_agree import SIDES, ExpectSidesToAgree
from flows.judging.register import DIMENSIONS, RELATIONS, SEVERITIES, Rule, rules

COMPARISONS = "quality.comparisons"
TERMS = "quality.comparison_terms"
FIGURES = "marts.fct_figures"
AMOUNTS = "marts.fct_department_finances"
STATED = "marts.fct_relations"
OPERANDS = "marts.fct_relation_terms"
OPEN = "quality.open_figures"
ROLES = ("addend", "dividend", "divisor", "factor", "source")
STATUSES = ("pass", "fail", "not_applicable")
FIGURE_KINDS = (
    "finance",
    "staffing",
    "project",
    "voucher",
    "indicator_weight",
    "indicator_score",
    "evaluation_score",
    "target",
    "prose",
    "percentage",
)
BASES = (
    "initial_budget",
    "annual_budget",
    "adjusted_budget",
    "budget",
    "actual",
    "planned",
    "received",
    "spent",
    "balance",
    "weight",
    "score",
    "target",
)
FIGURE_ROLES = (
    "amount",
    "change",
    "growth",
    "share",
    "completion",
    "per_head",
    "count",
    "rate",
    "target",
    "score",
    "weight",
)
CLAIM_KINDS = (
    "part_of",
    "share",
    "rate",
    "change",
    "direction",
    "within_limit",
    "all_done",
    "grade",
    "grade_step",
    "reason_column",
    "placeholder",
    "sample_row",
    "form_title",
    "form_date",
    "personal",
)
OPEN_REASONS = ("left_open", "unsure", "unstated")
LIFECYCLES = ("new", "known", "gone", "regressed", "waived")
_SEVERITIES = {
    "error": FailureSeverity.CRITICAL,
    "warn": FailureSeverity.WARNING,
    "info": FailureSeverity.INFO,
}


@dataclass(frozen=True, slots=True)
class TableContract:
    """What must be true of a table: its key, the columns never empty, the words a column may hold."""

    name: str
    key: tuple[str, ...]
    filled: tuple[str, ...] = ()
    words: dict[str, tuple[str, ...]] = field(default_factory=dict)
    is_required: bool = False


def table_contracts() -> tuple[TableContract, ...]:
    """The contracts of the tables that are checked, those that must be there first."""
    codes = tuple(rules())
    return (
        TableContract(
            COMPARISONS,
            ("comparison_id",),
            ("rule_code", "status", "severity", "relation", "explanation", "slack"),
            {"rule_code": codes, "status": STATUSES, "severity": SEVERITIES, "relation": RELATIONS},
            is_required=True,
        ),
        TableContract(
            TERMS,
            (),
            ("comparison_id", "term_no", "side", "sign", "role"),
            {"side": ("left", "right"), "role": ROLES},
            is_required=True,
        ),
        TableContract(
            FIGURES,
            ("figure_id",),
            ("report_id", "document_id", "source_path", "block_no", "printed", "figure_kind"),
            {"figure_kind": FIGURE_KINDS, "basis": BASES, "figure_role": FIGURE_ROLES},
            is_required=True,
        ),
        TableContract(
            AMOUNTS, (), ("report_id", "measure_code", "amount_yuan", "figure_id"), {"basis": BASES}, is_required=True
        ),
        TableContract(STATED, ("relation_id",), ("document_id", "relation_kind"), is_required=True),
        TableContract(OPERANDS, (), ("relation_id", "side", "sign", "figure_id"), is_required=True),
        TableContract(OPEN, ("figure_id",), ("reason",), {"reason_code": OPEN_REASONS}, is_required=True),
        TableContract("marts.dim_reports", ("report_id",), ("document_id", "report_kind"), is_required=True),
        TableContract("marts.dim_documents", ("document_id",), ("source_path", "format"), is_required=True),
        TableContract("marts.dim_departments", ("department_id",), ("department_name",)),
        TableContract("marts.dim_projects", ("project_id",), ("project_name",)),
        TableContract("marts.dim_measures", ("measure_code",), ("measure_name",)),
        TableContract("marts.fct_claims", (), ("claim_kind",), {"claim_kind": CLAIM_KINDS}),
        TableContract("marts.fct_number_ledger", (), ("document_id", "block_no")),
        TableContract(
            "quality.findings",
            ("finding_id",),
            ("rule_code", "rule_name", "severity", "status"),
            {"rule_code": codes, "severity": SEVERITIES, "status": STATUSES, "lifecycle": LIFECYCLES},
        ),
    )


def contract_suite(contract: TableContract) -> gx.ExpectationSuite:
    """The suite of one table's contract."""
    return gx.ExpectationSuite(f"contract.{contract.name}", expectations=list(_contract_expectations(contract)))


def _contract_expectations(contract: TableContract) -> Iterator[Expectation]:
    for column in contract.key:
        yield ExpectColumnValuesToBeUnique(column=column, description=f"{contract.name} 的键 {column} 不重复")
    for column in (*contract.key, *contract.filled):
        yield ExpectColumnValuesToNotBeNull(column=column, description=f"{contract.name}.{column} 不为空")
    for column, words in contract.words.items():
        allowed = "规则登记表所列编码" if column == "rule_code" else "、".join(words)
        yield ExpectColumnValuesToBeInSet(
            column=column, value_set=list(words), description=f"{contract.name}.{column} 只取：{allowed}"
        )


def decided_suite() -> gx.ExpectationSuite:
    """What must be true of decided comparisons: both sides are there, the slack is not negative."""
    expectations = [
        ExpectColumnValuesToNotBeNull(column=column, description=f"已判定的比对 {column} 不为空")
        for column in ("left_parts", "right_parts")
    ]
    slack = ExpectColumnValuesToBeBetween(column="slack_parts", min_value=0, description="允许的误差不为负")
    return gx.ExpectationSuite("contract.decided", expectations=[*expectations, slack])


def again_suite(name: str, faults: Mapping[str, str]) -> gx.ExpectationSuite:
    """What was worked out anew of what is printed agrees with what the judge said: no row has a fault in these columns,
    each with what it asks in Chinese.
    """
    expectations = [ExpectColumnValuesToBeNull(column=column, description=asked) for column, asked in faults.items()]
    return gx.ExpectationSuite(f"contract.{name}", expectations=expectations)


def rules_by_dimension(present: Collection[str]) -> dict[str, tuple[Rule, ...]]:
    """The rules to decide again: active ones, and those the warehouse has compared itself (`present`)."""
    chosen = [rule for rule in rules().values() if rule.is_active or rule.code in present]
    found = {name: tuple(rule for rule in chosen if rule.dimension == name) for name in DIMENSIONS}
    return {name: some for name, some in found.items() if some}


def dimension_suite(dimension: str, chosen: Sequence[Rule]) -> gx.ExpectationSuite:
    """One expectation a rule: its comparisons are decided again from their sides."""
    return gx.ExpectationSuite(dimension, expectations=[_rule_expectation(rule) for rule in chosen])


def _rule_expectation(rule: Rule) -> Expectation:
    return ExpectSidesToAgree(
        column_list=SIDES,
        row_condition=Column("rule_code") == rule.code,
        ignore_row_if="never",
        severity=_SEVERITIES[rule.severity],
        description=f"{rule.code} {rule.name}：{rule.equation}",
        notes=[
            f"依据：{rule.basis_document}",
            f"不适用：{rule.not_applicable_when}",
            f"更正：{rule.how_to_fix}",
        ],
        meta={"rule_code": rule.code, "dimension": rule.dimension},
    )
