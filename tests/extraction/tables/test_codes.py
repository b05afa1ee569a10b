"""Codes of the classification in columns of their own, beside 合计 and below each other."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.tables.codes import apart_from_total
from flows.extraction.tables.rows import rows_of
from flows.judging.judge import judge
from flows.model.facts import Extract
from tests.extraction.printed_tables import report, table

HEADING = (
    "<4>项目 | 本年支出合计 | 基本支出 | 项目支出",
    "<3>支出功能分类 | 科目名称 | ^ | ^ | ^",
    "<3>科目编码 | ^ | ^ | ^ | ^",
    "类 | 款 | 项 | 合计 | 940.00 | 336.90 | 603.10",
)
AMOUNTS = (
    "一般公共服务支出 | 840.00 | 236.90 | 603.10",
    "财政事务 | 840.00 | 236.90 | 603.10",
    "行政运行 | 236.90 | 236.90 |",
    "一般行政管理事务 | 603.10 |  | 603.10",
    "社会保障和就业支出 | 100.00 | 100.00 |",
)
CODES = ("201", "20106", "2010601", "2010602", "208")
PRINTED = {
    "each row its whole code": ("201 |  |", "201 | 06 |", "201 | 06 | 01", "201 | 06 | 02", "208 |  |"),
    "a level only where it begins": ("201 |  |", " | 06 |", " |  | 01", " |  | 02", "208 |  |"),
    "one cell over the rows of a level": ("201 |  |", "^ | 06 |", "^ | ^ | 01", "^ | ^ | 02", "208 |  |"),
    "numbers of a sheet": ("201 |  |", "201 | 6 |", "201 | 6 | 1", "201 | 6 | 2", "208 |  |"),
    "each level with those above": ("201 |  |", "201 | 20106 |", "201 | 20106 | 2010601", "201|20106|2010602", "208 |  |"),
}  # fmt: skip


def read(*rows: str) -> Extract:
    blocks = ("青禾县财政局2022年度部门决算", "支出决算表", "单位：万元", table(*rows))
    return extract(report(*blocks), SourceClues("青禾县/2022/决算.docx"))


def lines(printed: tuple[str, ...]) -> list[str]:
    return [f"{codes} | {amounts}" for codes, amounts in zip(printed, AMOUNTS, strict=True)]


@pytest.mark.parametrize("printed", PRINTED.values(), ids=PRINTED)
def test_codes_beside_the_total_are_no_amounts_and_tell_every_line(printed: tuple[str, ...]) -> None:
    found = read(*HEADING, *lines(printed))
    whole = [figure for figure in found.figures if figure.measure_code == "expenditure_total"]
    assert [(figure.item_code, figure.value) for figure in whole] == [
        ("", Decimal(9400000)),
        *zip(CODES, map(Decimal, (8400000, 8400000, 2369000, 6031000, 1000000)), strict=True),
    ]
    assert len(found.figures) == 15
    assert {c.status for c in judge(found) if c.rule_code == "A22"} == {"pass"}


@pytest.mark.parametrize("printed", PRINTED.values(), ids=PRINTED)
def test_a_line_that_is_not_the_sum_of_those_below_its_code_is_found(printed: tuple[str, ...]) -> None:
    found = read(*HEADING, *(line.replace("行政运行 | 236.90", "行政运行 | 246.90") for line in lines(printed)))
    wrong = [c for c in judge(found) if c.rule_code == "A22" and c.status == "fail"]
    assert [(c.left_value, c.right_value) for c in wrong] == [(Decimal(8400000), Decimal(8500000))]


def test_only_a_row_that_names_codes_beside_a_total_and_its_amounts_is_two() -> None:
    rows = rows_of(table("类 | 款 | 合计 | 3.00", "科目编码 | 科目名称 | 合计 | 基本支出", "301 | 01 | 合计 | 3.00"))
    assert [len(apart_from_total(row)) for row in rows] == [2, 1, 1]
    named, amounts = apart_from_total(rows[0])
    assert [slot.text for slot in named] == ["类", "款", "", ""]
    assert [slot.text for slot in amounts] == ["", "", "合计", "3.00"]


def named(heads: str, *rows: str) -> list[tuple[str, str, str]]:
    found = extract(
        report("青禾县财政局2022年度部门决算", "支出决算表", "单位：万元", table(heads, *rows)), SourceClues("")
    )
    return [(figure.item_code, figure.item_name, figure.printed) for figure in found.figures]


@pytest.mark.parametrize("heads", ["功能科目 | 名称", "经济分类 | 科目", "科目 | ", "科目编码 | 科目名称"])
def test_codes_are_known_by_themselves_whatever_heads_their_column(heads: str) -> None:
    rows = "301 | 工资福利支出 | 80.00", "30101 | 基本工资 | 50.00", "30102 | 津贴补贴 | 30.00"
    assert named(f"{heads} | 决算数", *rows) == [
        ("301", "工资福利支出", "80.00"), ("30101", "基本工资", "50.00"), ("30102", "津贴补贴", "30.00"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        ("120 | 人 | 36.00", "210 | 户 | 42.00", "300 | 台 | 15.00"),
        ("320 | 培训人次 | 36.00", "210 | 走访户数 | 42.00", "105 | 购置设备 | 15.00"),
        ("320.5 | 培训费 | 36.00", "330.5 | 走访费 | 42.00", "410.0 | 设备费 | 15.00"),
    ],
    ids=["units behind", "falling", "decimals"],
)
def test_numbers_with_words_behind_them_are_no_codes(rows: tuple[str, ...]) -> None:
    assert not any(code for code, _, _ in named("数量 | 内容 | 金额", *rows))
