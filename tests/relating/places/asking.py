"""Small reports, and what is asked of two places of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from flows.extraction import SourceClues, extract
from flows.judging.asks.printed_relations import QUESTIONS
from flows.judging.evidence import Evidence
from flows.model.facts import Comparison
from flows.model.report import Table
from tests.extraction.printed_tables import report, table

# 行政运行 stands below two heads.
ADMINISTRATION_TWICE = table(
    "科目编码 | 科目名称 | 小计 | 基本支出 | 项目支出",
    "201 | 一般公共服务支出 | 310.00 | 310.00 | ",
    "20110 | 人力资源事务 | 310.00 | 310.00 | ",
    "2011001 | 行政运行 | 310.00 | 310.00 | ",
    "208 | 社会保障和就业支出 | 655.20 | 655.20 | ",
    "20801 | 人力资源和社会保障管理事务 | 655.20 | 655.20 | ",
    "2080101 | 行政运行 | 655.20 | 655.20 | ",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A relation between places as it was decided: the printed numbers of both sides."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    status: str
    severity: str

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset((*self.left, *self.right))


def asked(*blocks: str | Table) -> Sequence[Asked]:
    """Every relation between places of a report, decided."""
    understood = extract(report(*blocks), SourceClues(source_path="报告.docx"))
    of_places = tuple(one for one in understood.relations if one.origin == "places")
    evidence = Evidence(replace(understood, relations=of_places))
    return [_decided(one) for question in QUESTIONS for one in question.asked(evidence)]


def failing(*blocks: str | Table) -> set[frozenset[str]]:
    """The numbers of every relation between places that does not hold."""
    return {one.numbers for one in asked(*blocks) if one.status == "fail"}


def errors(*blocks: str | Table) -> set[frozenset[str]]:
    """The numbers of every relation that does not hold and is surely meant."""
    return {one.numbers for one in asked(*blocks) if one.status == "fail" and one.severity == "error"}


def held(*blocks: str | Table) -> set[frozenset[str]]:
    """The numbers of every relation between places that holds."""
    return {one.numbers for one in asked(*blocks) if one.status == "pass"}


def numbers(*printed: str) -> frozenset[str]:
    return frozenset(printed)


def _decided(comparison: Comparison) -> Asked:
    return Asked(
        tuple(_side(comparison, "left")), tuple(_side(comparison, "right")), comparison.status, comparison.severity
    )


def _side(comparison: Comparison, side: str) -> Iterator[str]:
    return (term.printed.strip() for term in comparison.terms if term.side == side)
