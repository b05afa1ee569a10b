"""The checkpoint: contracts of the tables, every comparison decided again, and Data Docs of both."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
from great_expectations.data_context.types.base import ProgressBarsConfig

from expectations.again import AGAIN
from expectations.exactness import whole_column
from expectations.outcomes import check_of, raised, rule_code
from expectations.pages import site
from expectations.sides_agree import SIDES
from expectations.suites import (
    COMPARISONS,
    again_suite,
    contract_suite,
    decided_suite,
    dimension_suite,
    rules_by_dimension,
    table_contracts,
)
from flows.judging.register import Rule
from flows.model.outcomes import Check

_MOST_EXAMPLES = 5
# What a page shows of each comparison whose sides do not agree, where the table has it.
_AMOUNTS = ("left_value", "right_value", "difference", "slack")
_SHOWN = ("comparison_id", "source_path", "place", *_AMOUNTS, "unit")


@dataclass(frozen=True, slots=True)
class DimensionCount:
    """How the comparisons of one dimension ended when Great Expectations decided them."""

    passed: int
    failed: int
    not_applicable: int


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """`broken` names in Chinese what is wrong with ourselves; findings of reports are only counted."""

    broken: tuple[str, ...]
    counts: Mapping[str, DimensionCount]
    checks: tuple[Check, ...]


def validate(frames: Mapping[str, pd.DataFrame], docs_folder: Path) -> ValidationResult:
    """Checks tables by their names (`quality.comparisons`, `marts.fct_figures` …) and writes Data Docs.

    `docs_folder` then holds `index.html`. An expectation that raised, a table that is missing and a verdict
    that differs from the judge's are broken contracts.
    """
    checkpoint = _Checkpoint(docs_folder)
    broken = [
        f"缺少数据表 {contract.name}"
        for contract in table_contracts()
        if contract.is_required and contract.name not in frames
    ]
    for contract in table_contracts():
        if contract.name in frames:
            result = checkpoint.run(contract.name, frames[contract.name], contract_suite(contract))
            broken += _failures(result, counts_failures=True)
    counts: dict[str, DimensionCount] = {}
    if COMPARISONS in frames:
        decided, unreadable = _decided(frames[COMPARISONS])
        broken += unreadable
        for again in () if unreadable else AGAIN:
            if all(name in frames for name in again.tables):
                asked = again.ask(frames, decided)
                result = checkpoint.run(again.name, asked, again_suite(again.name, again.faults))
                broken += _failures(result, counts_failures=True)
        broken += _failures(checkpoint.run("decided", decided, decided_suite()), counts_failures=True)
        for dimension, chosen in rules_by_dimension(set(decided["rule_code"])).items():
            counts[dimension], found = _judge_again(checkpoint, dimension, chosen, frames[COMPARISONS], decided)
            broken += found
    checkpoint.write_docs()
    return ValidationResult(tuple(dict.fromkeys(broken)), counts, tuple(checkpoint.checks))


class _Checkpoint:
    """Runs suites, writes down how each expectation ended, and makes pages of it all."""

    def __init__(self, docs_folder: Path) -> None:
        self._context, self._docs_folder = _context(docs_folder), docs_folder
        self.checks: list[Check] = []

    def run(self, name: str, frame: pd.DataFrame, suite: gx.ExpectationSuite) -> ExpectationSuiteValidationResult:
        """The result of a suite over a frame; every failing comparison is named, not only the first ones."""
        source = self._context.data_sources.add_pandas(suite.name)
        batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
        definition = gx.ValidationDefinition(name=suite.name, data=batch, suite=self._context.suites.add(suite))
        form: dict[str, Any] = {"result_format": "SUMMARY"}
        if "comparison_id" in frame.columns:
            named = [column for column in _SHOWN if column in frame.columns]
            form = {"result_format": "COMPLETE", "unexpected_index_column_names": named}
        result = self._context.validation_definitions.add(definition).run(
            batch_parameters={"dataframe": frame}, result_format=form
        )
        self.checks += [check_of(suite.name, one) for one in result.results]
        return result

    def write_docs(self) -> None:
        """Leave a page for each suite, and the first page that leads to them."""
        self._context.build_data_docs()
        # Great Expectations tells its log alone of a page that it could not make, and leaves it out or empty.
        wanted = 1 + len({check.suite_name for check in self.checks})
        written = [page for page in self._docs_folder.rglob("*.html") if page.stat().st_size]
        if len(written) != wanted:
            raise RuntimeError(f"{wanted} pages of Data Docs were to be written, {len(written)} were")
        # Pictures and fonts of the pages that it would have made.
        shutil.rmtree(self._docs_folder / "static")


def _context(docs_folder: Path) -> AbstractDataContext:
    """A context in memory whose only site of Data Docs is the folder."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for name in list(context.get_site_names()):
        context.delete_data_docs_site(name)
    docs_folder.mkdir(parents=True, exist_ok=True)
    context.add_data_docs_site("quality", site(docs_folder))
    return context


def _decided(comparisons: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The decided comparisons with their sides in ten-thousandths, and what could not be read."""
    decided = comparisons[comparisons["status"].isin(["pass", "fail"])].reset_index(drop=True)
    broken: list[str] = []
    for column in ("left", "right", "slack"):
        name = "slack" if column == "slack" else f"{column}_value"
        try:
            decided[f"{column}_parts"] = whole_column(decided[name])
        except (KeyError, ValueError) as error:
            broken.append(f"{COMPARISONS}.{name} 无法作为金额读取：{error}")
            decided[f"{column}_parts"] = pd.Series([None] * len(decided), dtype=object)
    return decided, broken


def _judge_again(
    checkpoint: _Checkpoint,
    dimension: str,
    chosen: Sequence[Rule],
    comparisons: pd.DataFrame,
    decided: pd.DataFrame,
) -> tuple[DimensionCount, list[str]]:
    """How the dimension's comparisons end when decided again, and where that differs from the judge."""
    codes = [rule.code for rule in chosen]
    mine = decided[decided["rule_code"].isin(codes)].dropna(subset=SIDES).reset_index(drop=True)
    # A page that got numbers would show them as floats.
    amounts = [column for column in _AMOUNTS if column in mine.columns]
    mine[amounts] = mine[amounts].map(lambda value: f"{Decimal(value).normalize():f}")
    result = checkpoint.run(dimension, mine, dimension_suite(dimension, chosen))
    broken = _failures(result, counts_failures=False)
    failed: set[object] = set()
    asked: set[str] = set()
    for one in result.results:
        if not raised(one.exception_info):
            asked.add(rule_code(one))
            failed |= {row["comparison_id"] for row in one.result.get("unexpected_index_list") or ()}
    for row in mine[mine["rule_code"].isin(asked)].itertuples(index=False):
        again = "fail" if row.comparison_id in failed else "pass"
        if again != row.status:
            broken.append(f"{row.rule_code} 比对 {row.comparison_id}：判定为 {row.status}，复核为 {again}")
    open_ones = comparisons["rule_code"].isin(codes) & (comparisons["status"] == "not_applicable")
    return DimensionCount(len(mine) - len(failed), len(failed), int(open_ones.sum())), broken


def _failures(result: ExpectationSuiteValidationResult, *, counts_failures: bool) -> list[str]:
    """The expectations of a suite that raised, and, for contracts, those that failed."""
    broken = []
    for one in result.results:
        said = one.expectation_config.description if one.expectation_config else ""
        if error := raised(one.exception_info):
            broken.append(f"{said}：检查未能执行（{error}）")
        elif counts_failures and not one.success:
            examples = [str(value) for value in (one.result.get("partial_unexpected_list") or ())[:_MOST_EXAMPLES]]
            count = one.result.get("unexpected_count", 0)
            broken.append(f"{said}：{count} 行不符" + (f"，如 {'、'.join(examples)}" if examples else ""))
    return broken
