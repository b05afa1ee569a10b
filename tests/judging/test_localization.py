"""The cell that is probably wrong: named where the sums point at one, and only there."""

from collections import Counter
from pathlib import Path

import pytest

from flows.extraction import SourceClues
from flows.facts import Comparison
from flows.readers import read
from tests.judging.sheets import Sheet
from tests.planted import Trials

SAMPLE = Path(__file__).parents[3] / "shared" / "samples" / "001" / "report.docx"
needs_sample = pytest.mark.skipif(not SAMPLE.is_file(), reason="needs ../shared/samples beside the repository")


def unit(sheet: Sheet, scope: str, row: int, *printed: str) -> None:
    """A row of total, basic and project expenditure."""
    for code, number in zip(("expenditure_total", "expenditure_basic", "expenditure_project"), printed, strict=True):
        sheet.cell(code, number, scope=scope, row=row, label=code)


def grid(basic_of_second: str = "12.40", total: str = "100.10", second_total: str = "32.60") -> list[Comparison]:
    """Two units and their total: every cell stands in a row sum and in a column sum."""
    sheet = Sheet()
    unit(sheet, "合计", 0, total, "42.50", "57.60")
    unit(sheet, "局机关", 1, "67.50", "30.10", "37.40")
    unit(sheet, "二级机构", 2, second_total, basic_of_second, "20.20")
    return [one for code in ("A02", "A04") for one in sheet.judged(code) if one.status == "fail"]


def accused(failed: list[Comparison]) -> list[str]:
    return [one.suggestion.partition("；")[0] for one in failed]


@pytest.mark.parametrize(
    ("printed", "cause"),
    [
        ("14.20", "疑似相邻两位数字颠倒"),
        ("12.70", "疑似一位数字录错"),
        ("124000", "疑似单位错位，相差 10000 倍，请核对元与万元"),
        ("124.0", "疑似小数点错位"),
        ("95.31", ""),
    ],
)
def test_the_cell_in_both_failing_sums_is_named_with_the_value_that_mends_them(printed: str, cause: str):
    failed = grid(basic_of_second=printed)
    assert [one.rule_code for one in failed] == ["A02", "A04"]
    for words in accused(failed):
        assert words.startswith("最可能的错格：第 1 个表格第 3 行第 8 列")
        assert "若为 12.4，2 条不符的等式会一并相符" in words
        assert words.endswith(f"（{cause}）" if cause else "会一并相符")


def test_a_cell_whose_change_would_break_a_sum_that_holds_is_not_named():
    failed = grid(total="100.40", second_total="32.90")
    assert [one.rule_code for one in failed] == ["A02", "A02"]
    assert not any("错格" in words for words in accused(failed))


def test_where_nothing_sets_one_cell_apart_none_is_named():
    sheet = Sheet()
    unit(sheet, "局机关", 0, "77.70", "30.10", "37.40")
    [failed] = [one for one in sheet.judged("A02") if one.status == "fail"]
    assert "错格" not in failed.suggestion


def test_a_report_that_adds_up_accuses_nobody():
    assert grid() == []


def measured(count: int) -> dict[str, Counter[str]]:
    """Planted errors by kind: how many, detected, standing in two sums or more, and of these named and tied."""
    trials = Trials(read(SAMPLE.read_bytes(), SAMPLE), SourceClues("report.docx"))
    told: dict[str, Counter[str]] = {}
    for error in trials.errors(count):
        trial = trials.run(error)
        counts = told.setdefault(error.kind, Counter())
        counts["planted"] += 1
        counts["detected"] += trial.is_detected
        counts["open"] += trial.is_open and not trial.is_detected
        if trial.equations > 1 and trial.is_detected:
            counts["twofold"] += 1
            counts["named"] += trial.is_named
            counts["tied"] += trial.is_tied
    return told


def shares(told: dict[str, Counter[str]]) -> tuple[float, float]:
    """Of the wrong numbers, the part detected, and of those in two sums or more the part whose cell is named."""
    wrong = sum((counts for kind, counts in told.items() if kind != "dropped"), Counter[str]())
    return wrong["detected"] / wrong["planted"], wrong["named"] / wrong["twofold"]


@needs_sample
def test_planted_errors_are_detected_and_their_cells_named():
    detected, named = shares(measured(200))
    assert detected >= 0.99
    assert named >= 0.94
