"""Whose a number is, where a report speaks of several counties, and which subject of a list."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.model.words import read_seed
from flows.places.entities import county_spoken_of
from tests.extraction.printed_tables import report

# Any two of one city do: their names are data.
_NAMED = [row for row in read_seed("counties") if row["county_name"].endswith("县") and len(row["county_name"]) == 3]
HERE, THERE = (
    _NAMED[0]["county_name"],
    next(row["county_name"] for row in _NAMED if row["county_name"][:2] != _NAMED[0]["county_name"][:2]),
)


def scopes(text: str, folder: str = "") -> list[tuple[str, str, str | None]]:
    figures = extract(report("2021年度部门整体支出绩效自评报告", text), SourceClues(f"{folder}/2021/文.docx")).figures
    return [(figure.printed, figure.scope_name, figure.measure_code) for figure in figures]


def test_each_county_of_a_sentence_has_its_own_numbers():
    assert scopes(f"{HERE}支出1200万元，{THERE}支出900万元。") == [
        ("1200", HERE, "expenditure_total"),
        ("900", THERE, "expenditure_total"),
    ]


def test_the_own_county_under_its_usual_name_is_no_other_entity():
    assert county_spoken_of("恭城县支出", "恭城县支出1200万元。", "恭城瑶族自治县") == ("", "恭城县支出")
    beside = county_spoken_of("恭城县支出", f"恭城县支出1200万元，{THERE}支出900万元。", "恭城瑶族自治县")
    assert beside == ("恭城瑶族自治县", "支出")


def test_clauses_that_name_no_county_go_on_about_the_last_until_a_total():
    text = f"{HERE}收入1200万元，支出900万元；{THERE}收入800万元，合计2000万元。"
    assert [scope for _, scope, _ in scopes(text)] == [HERE, HERE, THERE, ""]


def test_what_two_counties_share_out_is_told_apart():
    assert scopes(f"{HERE}、{THERE}分别支出12万元、9万元。") == [
        ("12", HERE, "expenditure_total"),
        ("9", THERE, "expenditure_total"),
    ]


def test_another_county_than_the_reports_own_is_never_the_department():
    own = _NAMED[0]
    folder = f"{own['province_name']}/{own['city_name']}/{HERE}"
    assert scopes(f"支持{THERE}支出合计80万元。", folder) == [("80", THERE, "expenditure_total")]
    assert scopes(f"{HERE}支出合计80万元。", folder) == [("80", "", "expenditure_total")]


@pytest.mark.parametrize(
    ("subject", "expected"),
    [
        (f"{HERE}教育局支出合计", ""),
        (f"{HERE}支出合计", HERE),
        (f"{HERE}的支出合计", HERE),
        ("全县支出合计", ""),
    ],
)
def test_a_county_before_a_department_only_says_where_that_is(subject, expected):
    assert county_spoken_of(subject, subject, THERE)[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲镇、乙镇和丙镇分别为12万元、13万元和14万元。", [("甲镇", "12"), ("乙镇", "13"), ("丙镇", "14")]),
        ("新建道路、桥梁分别达3条、2座。", [("新建道路", "3"), ("桥梁", "2")]),
        ("收入、支出分别增长5%、6%。", [("收入增长", "5"), ("支出增长", "6")]),
        # one name fewer than numbers: nobody knows whose they are
        ("甲镇、乙镇分别为1万元、2万元、3万元。", [("甲镇、乙镇", "1"), ("甲镇、乙镇", "2"), ("甲镇、乙镇", "3")]),
    ],
)
def test_numbers_behind_分别_go_to_the_names_before_it(text, expected):
    figures = extract(report("2021年度部门整体支出绩效自评报告", text), SourceClues("")).figures
    assert [(figure.label, figure.printed) for figure in figures] == expected


def test_measures_and_bases_of_a_list_are_each_their_own():
    text = "公务接待费、公务用车运行维护费分别为8万元、2万元；会议费年初预算、支出决算分别为5万元、4万元。"
    figures = extract(report("2021年度部门整体支出绩效自评报告", text), SourceClues("")).figures
    assert [(figure.measure_code, figure.basis, figure.value) for figure in figures] == [
        ("sangong_reception", "actual", Decimal(80000)),
        ("sangong_vehicle_running", "actual", Decimal(20000)),
        ("meeting_cost", "initial_budget", Decimal(50000)),
        ("meeting_cost", "actual", Decimal(40000)),
    ]


def test_fourteen_items_of_one_sentence_are_fourteen_parts_of_their_whole():
    marks = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭"
    items = "；".join(f"{mark}{name}类补助{number}万元" for number, (mark, name) in enumerate(zip(marks, "甲乙丙丁戊己庚辛壬癸子丑寅卯", strict=True), 1))  # fmt: skip
    extracted = extract(
        report("2021年度部门整体支出绩效自评报告", f"支出合计105万元，其中：{items}。"), SourceClues("")
    )
    [claim] = [claim for claim in extracted.claims if claim.claim_kind == "part_of"]
    figures = extracted.figures
    assert len(claim.part_figure_nos) == 14
    assert sum(figures[number].value or 0 for number in claim.part_figure_nos) == figures[0].value
    assert [figures[number].label for number in claim.part_figure_nos[:2]] == ["甲类补助", "乙类补助"]
