"""Questions in words: every order, glued together or apart, and what is not understood."""

from dataclasses import replace

import pytest

from flows.asking.questions import understand
from flows.store.explain import CountyName, DepartmentName, Names

NAMES = Names(
    counties=(
        CountyName("990101", "青禾县", "乙市", "甲省", True),
        CountyName("990102", "青禾区", "丙市", "甲省", False),
        CountyName("990103", "白杨区", "丙市", "甲省", True),
        CountyName("990104", "新华区", "丙市", "甲省", False),
    ),
    departments=(
        DepartmentName("d1", "990101", ("青禾县住房和城乡建设局", "住房和城乡建设局", "住房和城乡建设")),
        DepartmentName("d2", "990103", ("住房和城乡建设局",)),
        DepartmentName("d3", "990103", ("新华书店",)),
    ),
    measures=(
        ("income_total", "收入合计", ("收入", "本年收入合计")),
        ("income_general", "一般公共预算财政拨款", ("财政拨款收入",)),
        ("sangong_total", "三公经费", ("“三公”经费",)),
    ),
    bases=(("actual", "决算"), ("initial_budget", "年初预算"), ("budget", "预算")),
)


@pytest.mark.parametrize(
    "text",
    [
        "青禾县 2020 三公经费",
        "三公经费，2020年度 青禾",
        "2020年青禾县的三公经费",
        "青禾县2020年“三公”经费是多少",
        "甲省乙市青禾县 三公经费 ２０２０",
    ],
)
def test_the_order_and_the_blanks_are_free(text: str) -> None:
    wanted = understand(text, NAMES).wanted
    assert (wanted.county_ids, wanted.years, wanted.measure_codes, wanted.words) == (
        ("990101",), (2020,), ("sangong_total",), (),
    )  # fmt: skip


def test_a_short_name_means_the_department_and_its_county_tells_which() -> None:
    assert understand("青禾县住建局收入", NAMES).wanted.department_ids == ("d1",)
    assert understand("住建局 收入", NAMES).wanted.department_ids == ("d1", "d2")


def test_a_city_means_its_counties_with_reports() -> None:
    assert understand("丙市 收入", NAMES).wanted.county_ids == ("990103",)


def test_two_counties_side_by_side_are_both_meant() -> None:
    assert understand("青禾县 白杨区 收入", NAMES).wanted.county_ids == ("990101", "990103")


def test_the_longest_word_of_a_measure_wins() -> None:
    assert understand("青禾财政拨款收入", NAMES).wanted.measure_codes == ("income_general",)


def test_what_a_department_and_its_county_call_alike_is_both() -> None:
    of_county = ("county_general_revenue", "财政拨款收入", ("地方财政收入", "收入"))
    names = replace(NAMES, measures=(*NAMES.measures, of_county))
    asked = ("财政拨款收入", "地方财政收入", "收入")
    assert [understand(f"青禾县 {word}", names).wanted.measure_codes for word in asked] == [
        ("income_general", "county_general_revenue"), ("county_general_revenue",), ("income_total",),
    ]  # fmt: skip


def test_a_basis_is_told_apart_from_a_measure() -> None:
    wanted = understand("青禾县 收入 决算数 年初预算", NAMES).wanted
    assert (wanted.bases, wanted.measure_codes) == (("actual", "initial_budget"), ("income_total",))


def test_a_county_s_bare_name_does_not_break_another_word() -> None:
    wanted = understand("新华书店 收入", NAMES).wanted
    assert (wanted.county_ids, wanted.department_ids) == ((), ("d3",))


def test_what_means_nothing_is_looked_for_in_labels() -> None:
    question = understand("青禾县 小水库 收入", NAMES)
    assert question.wanted.words == ("小水库",)
    assert question.in_words() == "县区：乙市青禾县；指标项：收入合计；标签或范围含：小水库"


@pytest.mark.parametrize(
    ("text", "asks"), [("青禾县 2020", False), ("青禾县 收入", True), ("小水库", True), ("", False)]
)
def test_a_question_needs_something_to_look_for(text: str, asks: bool) -> None:
    assert understand(text, NAMES).asks_for_a_number is asks
