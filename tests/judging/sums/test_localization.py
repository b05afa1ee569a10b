"""The cell that is probably wrong: named where the sums point at one, and only there."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from flows.judging.judge import judge
from flows.model.facts import Comparison
from tests.beside import SAMPLES, needs_shared
from tests.judging.sheets import Sheet
from tests.planted import kind_of, measured, table_of, trials_of

SAMPLE = SAMPLES / "001" / "report.docx"


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
        assert words.startswith("基本可以确定的错格：第 1 个表格第 3 行第 8 列")
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


def test_two_cells_wrong_in_one_row_are_named_together():
    sheet = Sheet()
    unit(sheet, "合计", 0, "100.10", "42.50", "57.60")
    unit(sheet, "局机关", 1, "67.50", "30.70", "37.90")
    unit(sheet, "二级机构", 2, "32.60", "12.40", "20.20")
    failed = [one for code in ("A02", "A04") for one in sheet.judged(code) if one.status == "fail"]
    assert [one.rule_code for one in failed] == ["A02", "A04", "A04"]
    for words in accused(failed):
        assert words.startswith("最可能的错格有 2 处")
        assert "30.7若为 30.1" in words
        assert "37.9若为 37.4" in words


def test_a_cell_is_not_certain_while_a_sum_of_it_would_still_fail():
    """Row and column ask for 12.40; what it is the sum of itself asks for 11."""
    sheet = Sheet()
    unit(sheet, "合计", 0, "100.10", "42.50", "57.60")
    unit(sheet, "局机关", 1, "67.50", "30.10", "37.40")
    unit(sheet, "二级机构", 2, "32.60", "14.20", "20.20")
    sheet.cell("expenditure_personnel", "8", scope="二级机构", row=2)
    sheet.cell("expenditure_public", "3", scope="二级机构", row=2)
    failed = [one for code in ("A02", "A03", "A04") for one in sheet.judged(code) if one.status == "fail"]
    assert [one.rule_code for one in failed] == ["A02", "A03", "A04"]
    of_row, _, of_column = accused(failed)
    assert of_row.startswith("最可能的错格：第 1 个表格第 3 行第 8 列")
    assert "14.2，若为 12.4，2 条不符的等式会一并相符" in of_row
    assert of_column == of_row


def test_a_hint_does_not_point_away_from_the_accused_cell():
    for one in grid(basic_of_second="14.20"):
        assert [part for part in one.suggestion.split("；") if "则相符" in part and "12.4" not in part] == []


def laid(codes: Sequence[str], *rows: tuple[str, ...]) -> Sheet:
    """Rows of a scope and its amounts in the columns of these codes, blanks left out."""
    sheet = Sheet()
    for row, (scope, *numbers) in enumerate(rows):
        for column, (code, number) in enumerate(zip(codes, numbers, strict=True)):
            if number:
                sheet.cell(code, number, scope=scope, row=row)
                figure = sheet.figures[-1]
                sheet.figures[-1] = replace(figure, place=replace(figure.place, column_no=column))
    return sheet


def blank_grid(*blanks: str) -> Sheet:
    """Two units and their total in a grid, some cells of which are blank."""
    lines = (("合计", "100.10", "42.50", "57.60"), ("局机关", "67.50", "30.10", "37.40"),
             ("二级机构", "32.60", "12.40", "20.20"), ("质监站", "0", "0", "0"))  # fmt: skip
    codes = ("expenditure_total", "expenditure_basic", "expenditure_project")
    kept = [
        (scope, *("" if f"{scope} {code}" in blanks else number for code, number in zip(codes, printed, strict=True)))
        for scope, *printed in lines
    ]
    return laid(codes, *kept)


def fails(sheet: Sheet) -> list[Comparison]:
    return [one for one in judge(sheet.extract()) if one.status == "fail"]


@pytest.mark.parametrize(
    ("blank", "row", "column", "needed"),
    [
        ("局机关 expenditure_basic", 1, 1, "30.1"),
        ("二级机构 expenditure_total", 2, 0, "32.6"),
        ("合计 expenditure_total", 0, 0, "100.1"),
    ],
)
def test_a_blank_that_row_and_column_need_is_told_with_its_value(blank: str, row: int, column: int, needed: str):
    [found] = fails(blank_grid(blank))
    assert found.place is not None
    assert (found.place.row_no, found.place.column_no) == (row, column)
    assert "此格空白" in found.suggestion
    assert f"均应为 {needed}，" in found.suggestion


@pytest.mark.parametrize(
    "blanks",
    [
        ("质监站 expenditure_basic",),
        ("局机关 expenditure_basic", "局机关 expenditure_project"),
        ("局机关 expenditure_basic", "二级机构 expenditure_basic"),
    ],
    ids=["nothing to report", "row not broken down", "column not broken down"],
)
def test_a_blank_that_no_two_sums_need_is_left_alone(blanks: tuple[str, ...]):
    assert fails(blank_grid(*blanks)) == []


def shares(counts: Counter[str]) -> tuple[float, float]:
    """The part of the planted errors detected, and of those in two sums or more the part whose cell is named."""
    return counts["detected"] / counts["planted"], counts["named"] / counts["twofold"]


@needs_shared
def test_planted_errors_are_detected_and_their_cells_named():
    trials = trials_of(str(SAMPLE))
    told = table_of(map(trials.run, trials.errors(40)), kind_of)
    detected, named = shares(sum((counts for kind, counts in told.items() if "told" not in kind), Counter[str]()))
    assert detected >= 0.95
    assert named >= 0.9


@needs_shared
def test_of_a_figure_that_only_bounds_ask_no_error_within_them_is_planted():
    trials = trials_of(str(SAMPLE))
    bounded = {number for number, asked in trials.asked.items() if all(one.relation == "le" for one in asked)}
    printed = {
        error.printed
        for error in trials.errors(100_000)
        if error.figure.figure_no in bounded and error.figure.unit == "%"
    }
    assert {"1000000", "101"} <= printed
    assert "" not in printed
    assert all(Decimal(one) > 100 for one in printed)


@needs_shared
@pytest.mark.long
def test_five_thousand_planted_errors_are_detected_and_their_cells_named():
    told = table_of(measured(SAMPLE, 100_000), kind_of)
    every = sum(told.values(), Counter[str]())
    detected, named = shares(every)
    assert every["planted"] >= 5000
    assert detected >= 0.995
    assert named >= 0.95


def test_parts_that_other_rows_leave_out_are_counted_before_a_blank_is_accused():
    sheet = laid(
        ("income_total", "carry_in", "income_general", "income_fund", "income_other"),
        ("甲站", "20.50", "0.50", "20.00", "0.00", ""),
        ("乙站", "17.00", "", "10.00", "4.00", "3.00"),
        ("丙站", "14.00", "", "10.00", "", "4.00"),
    )
    assert fails(sheet) == []


def test_a_column_that_lacks_nothing_vouches_for_no_blank():
    rows = [(f"{name}站", f"{number}.00", f"{number - 5}.00", "5.00") for number, name in enumerate("甲乙丙丁戊己", 10)]
    sheet = laid(
        ("expenditure_total", "expenditure_basic", "expenditure_project"),
        *rows,
        ("庚站", "18.02", "18.00", ""),
        ("合计", "93.02", "63.00", "30.00"),
    )
    assert not any("此格空白" in one.suggestion for one in fails(sheet))
