"""Columns that add up have one unit, whichever of their rows say what it is."""

from decimal import Decimal

from flows.extraction import SourceClues, extract
from flows.model.facts import Figure
from tests.extraction.printed_tables import report, table

TITLE = "白桦县2023年财政决算报告"
SAID = "政府性基金支出完成54746万元，为预算58340万元的93.84%。"


def read(*rows: str) -> list[Figure]:
    found = extract(report(TITLE, SAID, table(*rows)), SourceClues("白桦县/2023/决算.docx"))
    return [figure for figure in found.figures if figure.place.table_no is not None]


def values(*rows: str) -> dict[str, tuple[Decimal | None, str]]:
    return {figure.printed: (figure.value, figure.unit) for figure in read(*rows)}


def test_what_stands_above_a_total_in_ten_thousand_yuan_is_in_it_too():
    found = values(
        "项目 | 预算数 | 决算数",
        "征地补偿 | 31500 | 29786",
        "农业农村支出 | 12800 | 12654",
        "合计 | 44300 | 42440",
    )
    assert set(found.values()) == {(Decimal(printed) * 10000, "元") for printed in found}


def test_a_column_of_another_unit_and_one_without_a_total_stay_as_they_are():
    found = values(
        "项目 | 涉及户数 | 决算数",
        "征地补偿 | 315 | 29786.00",
        "农业农村支出 | 128 | 12654.00",
        "合计 | 443 | 42440.00",
    )
    assert found["315"] == (Decimal(315), "")
    found = values("指标 | 决算数", "农业农村支出 | 12654", "古树名木 | 128")
    assert found["128"] == (Decimal(128), "")


def test_changes_that_are_those_of_their_rows_in_per_cent_are_growths():
    rows = ("征地补偿 | 31500 | 29786 | -5.44", "农业农村支出 | 12800 | 13440 | 5.00", "合计 | 44300 | 43226 | -2.42")
    found = {
        one.printed: (one.value, one.unit, one.figure_role) for one in read("项目 | 上年数 | 本年数 | 增减", *rows)
    }
    assert found["-5.44"] == (Decimal("-5.44"), "%", "growth")
    assert found["5.00"] == (Decimal(5), "%", "growth")
    found = {one.printed: (one.value, one.unit, one.figure_role) for one in read("项目 | 上年数 | 本年数 | 增减", *(
        "征地补偿 | 31500 | 29786 | -1714", "农业农村支出 | 12800 | 13440 | 640", "合计 | 44300 | 43226 | -1074",
    ))}  # fmt: skip
    assert found["640"] == (Decimal(6400000), "元", "change")


def test_a_row_of_many_amounts_proves_no_growth():
    head = " | ".join(f"第{number}项" for number in range(1, 15))
    grown = {1: "1.98", 2: "1.96", 3: "1.94"}  # what the third amount is over the first, in per cent
    rows = [" | ".join((f"项目{row}", *(str(100 + row + step) for step in range(14)), grown[row])) for row in grown]
    found = read(f"项目 | {head} | 增减", *rows)
    assert {one.figure_role for one in found if one.printed in grown.values()} == {"change"}
