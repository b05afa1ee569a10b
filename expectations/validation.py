"""The checkpoint: contracts of the tables, every comparison decided again, and Data Docs of both."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import great_expectations as gx
import pandas as pd
from great_expectations.core.expectation_validation_result import ExpectationSuiteValidationResult
from great_expectations.data_context.data_context.abstract_data_context import AbstractDataContext
from great_expectations.data_context.types.base import ProgressBarsConfig

from expectations.exactness import whole_column
from expectations.sides_agree import SIDES
from expectations.suites import (
    COMPARISONS,
    contract_suite,
    decided_suite,
    dimension_suite,
    rules_by_dimension,
    table_contracts,
)
from flows.judging.register import Rule

_MOST_EXAMPLES = 5
# The pages must open from a USB stick: what the library's templates load from elsewhere is left out.
_OUTSIDE = re.compile(
    r"<script[^>]*\ssrc=[\"']https?:[^>]*>\s*</script>|<(?:link|img)[^>]*\s(?:href|src)=[\"']https?:[^>]*>",
    re.IGNORECASE,
)


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

    @property
    def is_sound(self) -> bool:
        """Whether nothing is broken, so that the night may be published."""
        return not self.broken


def validate(frames: Mapping[str, pd.DataFrame], docs_folder: Path) -> ValidationResult:
    """Checks tables by their names (`quality.comparisons`, `marts.fct_figures` …) and writes Data Docs.

    `docs_folder` then holds `index.html`. An expectation that raised, a table that is missing and a verdict
    that differs from the judge's are broken contracts.
    """
    context = _context(docs_folder)
    broken = [
        f"缺少数据表 {contract.name}"
        for contract in table_contracts()
        if contract.is_required and contract.name not in frames
    ]
    for contract in table_contracts():
        if contract.name in frames:
            result = _run(context, contract.name, frames[contract.name], contract_suite(contract))
            broken += _failures(result, counts_failures=True)
    counts: dict[str, DimensionCount] = {}
    if COMPARISONS in frames:
        decided, unreadable = _decided(frames[COMPARISONS])
        broken += unreadable
        broken += _failures(_run(context, "decided", decided, decided_suite()), counts_failures=True)
        for dimension, chosen in rules_by_dimension(set(decided["rule_code"])).items():
            counts[dimension], found = _judge_again(context, dimension, chosen, frames[COMPARISONS], decided)
            broken += found
    context.build_data_docs()
    _cut_outside_references(docs_folder)
    return ValidationResult(tuple(dict.fromkeys(broken)), counts)


def _context(docs_folder: Path) -> AbstractDataContext:
    """A context in memory whose only site of Data Docs is the folder."""
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    for name in list(context.get_site_names()):
        context.delete_data_docs_site(name)
    docs_folder.mkdir(parents=True, exist_ok=True)
    context.add_data_docs_site(
        "quality",
        {
            "class_name": "SiteBuilder",
            "store_backend": {
                "class_name": "TupleFilesystemStoreBackend",
                "base_directory": str(docs_folder.resolve()),
            },
            "site_index_builder": {"class_name": "DefaultSiteIndexBuilder"},
        },
    )
    return context


def _cut_outside_references(docs_folder: Path) -> None:
    for page in docs_folder.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_OUTSIDE.sub("", text), encoding="utf-8")


def _run(
    context: AbstractDataContext, name: str, frame: pd.DataFrame, suite: gx.ExpectationSuite
) -> ExpectationSuiteValidationResult:
    """The result of a suite over a frame; every failing comparison is named, not only the first ones."""
    source = context.data_sources.add_pandas(suite.name)
    batch = source.add_dataframe_asset(name).add_batch_definition_whole_dataframe("whole")
    definition = gx.ValidationDefinition(name=suite.name, data=batch, suite=context.suites.add(suite))
    form: dict[str, Any] = {"result_format": "SUMMARY"}
    if "comparison_id" in frame.columns:
        form = {"result_format": "COMPLETE", "unexpected_index_column_names": ["comparison_id"]}
    return context.validation_definitions.add(definition).run(batch_parameters={"dataframe": frame}, result_format=form)


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
    context: AbstractDataContext,
    dimension: str,
    chosen: Sequence[Rule],
    comparisons: pd.DataFrame,
    decided: pd.DataFrame,
) -> tuple[DimensionCount, list[str]]:
    """How the dimension's comparisons end when decided again, and where that differs from the judge."""
    codes = [rule.code for rule in chosen]
    mine = decided[decided["rule_code"].isin(codes)].dropna(subset=SIDES).reset_index(drop=True)
    result = _run(context, dimension, mine, dimension_suite(dimension, chosen))
    broken = _failures(result, counts_failures=False)
    failed: set[object] = set()
    asked: set[str] = set()
    for one in result.results:
        if not _raised(one.exception_info):
            asked.add(_meta(one)["rule_code"])
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
        if error := _raised(one.exception_info):
            broken.append(f"{said}：检查未能执行（{error}）")
        elif counts_failures and not one.success:
            examples = [str(value) for value in (one.result.get("partial_unexpected_list") or ())[:_MOST_EXAMPLES]]
            count = one.result.get("unexpected_count", 0)
            broken.append(f"{said}：{count} 行不符" + (f"，如 {'、'.join(examples)}" if examples else ""))
    return broken


def _raised(info: Mapping[str, Any] | None) -> str:
    """The message of the exception an expectation ended with, '' where there was none."""
    return next(_messages(info or {}), "")


def _messages(info: Mapping[str, Any]) -> Iterator[str]:
    if "raised_exception" in info:
        if info["raised_exception"]:
            yield str(info.get("exception_message") or "未知错误")
        return
    for each in info.values():  # one entry a metric where the metrics were resolved together
        if isinstance(each, Mapping):
            yield from _messages(each)


def _meta(one: Any) -> Mapping[str, str]:
    meta: Mapping[str, str] = one.expectation_config.meta
    return meta
