"""How an expectation ended, read from the result that Great Expectations gives."""

from collections.abc import Iterator, Mapping
from typing import Any

from flows.model.outcomes import Check


def check_of(suite_name: str, result: Any) -> Check:
    """What an expectation asked, of how many rows, and how many are not as expected."""
    return Check(
        suite_name=suite_name,
        rule_code=rule_code(result),
        description=result.expectation_config.description or result.expectation_config.type,
        row_count=result.result.get("element_count") or 0,
        unexpected_count=result.result.get("unexpected_count") or 0,
        error=raised(result.exception_info),
    )


def rule_code(result: Any) -> str:
    """The rule that the expectation asks, '' where it belongs to a contract."""
    return str((result.expectation_config.meta or {}).get("rule_code", ""))


def raised(info: Mapping[str, Any] | None) -> str:
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
