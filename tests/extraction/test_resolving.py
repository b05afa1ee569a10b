"""One order in which labels are asked, for cells and for sentences."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.lexicon.scanning import read_cell
from flows.extraction.resolving import PRECEDENCE, Label, Source, in_unit, resolve
from flows.model.facts import Extract, Figure
from tests.extraction.printed_tables import report, table

TITLE = "云溪县林业局2022年度部门整体支出绩效自评报告"


def read(*blocks, title: str = TITLE) -> Extract:
    return extract(report(title, *blocks), SourceClues(""))


def figure(found: Extract, printed: str) -> Figure:
    [one] = [one for one in found.figures if one.printed == printed]
    return one


def number(text: str = "12.5万元"):
    quantity = read_cell(text)
    assert quantity is not None
    return quantity


def basis(
    *labels: Label, text: str = "12.5万元", role: str = "amount", code: str | None = None, of=None, **more
) -> str:
    return resolve(number(text), role, code, of, labels, **more).basis


@pytest.mark.parametrize("quality", ["basis", "year", "scope"])
def test_what_a_nearer_source_says_holds_in_whatever_order_labels_come(quality):
    values = {"basis": ("initial_budget", "planned"), "year": (2021, 2022), "scope": ("局机关", "林场")}[quality]
    order = [source for source in PRECEDENCE[quality] if source not in {Source.OF, Source.ROLE, Source.MEASURE}]
    attribute = {"basis": "basis", "year": "period_year", "scope": "scope_name"}[quality]
    for nearer, farther in pairwise(order):
        labels = [Label(nearer, **{quality: values[0]}), Label(farther, **{quality: values[1]})]
        for one in (labels, labels[::-1]):
            assert getattr(resolve(number(), "amount", None, None, one), attribute) == values[0]


def test_of_several_labels_of_a_source_the_last_that_says_it_holds():
    labels = [Label(Source.COLUMN, year=2021), Label(Source.COLUMN, year=2022), Label(Source.COLUMN, "planned")]
    told = resolve(number(), "amount", None, None, labels)
    assert (told.period_year, told.basis, told.scope_name) == (2022, "planned", "")


def test_what_nothing_says_is_unsaid_and_an_amount_of_no_basis_is_actual():
    told = resolve(number(), "amount", None, None, [])
    assert (told.period_year, told.basis, told.scope_name) == (None, "actual", "")


@pytest.mark.parametrize("source", [Source.HEADING, Source.TITLE, Source.DOCUMENT])
def test_what_stands_above_speaks_of_amounts_alone(source):
    above = Label(source, "budget")
    assert basis(above) == "budget"
    assert basis(above, text="12人", role="count") == "actual"
    assert basis(above, text="12", code="staff_actual") == "actual"
    assert basis(above, Label(Source.COLUMN, "planned"), text="12人", role="count") == "planned"


@pytest.mark.parametrize(
    ("code", "told", "wanted"),
    [
        ("expenditure_basic", "spent", "actual"),
        ("income_fiscal", "received", "actual"),
        ("carry_out", "balance", "actual"),
        ("project_spent", "spent", "spent"),
        ("expenditure_basic", "initial_budget", "initial_budget"),
        (None, "spent", "spent"),
    ],
)
def test_what_was_spent_of_what_goes_by_one_name_is_actual(code, told, wanted):
    assert basis(Label(Source.COLUMN, told), code=code) == wanted


def test_money_of_a_project_that_came_stays_apart_from_what_was_spent():
    assert basis(Label(Source.COLUMN, "received"), code="income_fiscal", is_of_project=True) == "received"


def test_a_rate_is_of_what_was_done_unless_words_say_a_target():
    labels = [Label(Source.COLUMN, "annual_budget"), Label(Source.DOCUMENT, "budget")]
    assert basis(*labels, text="96%", role="rate", code="exec_rate_of_budget") == "actual"
    labels.append(Label(Source.COLUMN, "target"))
    assert basis(*labels, text="96%", role="rate", code="exec_rate_of_budget") == "target"


def test_a_change_takes_year_and_basis_of_its_figure_and_a_completion_is_actual():
    found = read(table("项目 | 2021年决算数 | 2022年预算数", "会议费（万元） | 3.5 | 4.2"))
    of = replace(figure(found, "4.2"), basis="budget", period_year=2022)
    labels = [Label(Source.COLUMN, "actual", 2021)]
    assert resolve(number("0.7"), "change", None, of, labels).period_year == 2022
    assert basis(*labels, role="change", of=of) == "budget"
    assert basis(Label(Source.COLUMN, "annual_budget"), text="95%", role="completion", of=of) == "actual"
    assert basis(*labels, of=of) == "actual"


@pytest.mark.parametrize(
    ("labels", "wanted"),
    [
        ([Label(Source.TITLE, unit="万元"), Label(Source.COLUMN, unit="元")], (Decimal(36), "column")),
        ([Label(Source.DOCUMENT, unit="元"), Label(Source.TITLE, unit="万元")], (Decimal(360000), "caption")),
        ([Label(Source.TITLE, unit="万元"), Label(Source.MEASURE, unit="人")], (Decimal(36), "measure")),
        ([Label(Source.COLUMN, "planned")], (Decimal(36), "none")),
    ],
)
def test_a_unit_is_of_the_nearest_that_tells_one(labels, wanted):
    quantity, source = in_unit(number("36"), labels)
    assert (quantity.value, source) == wanted


def test_a_printed_unit_is_the_number_s_own():
    assert in_unit(number("36元"), [Label(Source.COLUMN, unit="万元")])[1] == "cell"


def test_cells_and_sentences_tell_the_same_basis():
    found = read(
        table("项目支出情况（万元） | 年初预算数 | 全年执行数", "基本支出 | 310.20 | 305.70"),
        "2022年，我局基本支出实际支出305.7万元，全部用于人员和公用开支。",
    )
    assert figure(found, "305.70").basis == figure(found, "305.7").basis == "actual"


@pytest.mark.parametrize(
    "words",
    [
        "项目到位资金82.00万元，实际支出80.50万元，结余1.50万元。",
        "截至12月底，该项目资金已全部到位；支出80.50万元，预算执行率98.17%；结余1.50万元，已交回财政。",
    ],
)
def test_what_is_left_of_a_project_is_a_balance_in_a_sentence_as_in_a_table(words):
    found = read(words, title="云溪县林业局2022年度退化林修复项目支出绩效自评报告")
    assert figure(found, "1.50").basis == "balance"


def test_the_year_of_the_column_goes_before_one_that_the_row_names():
    found = read(table("项目 | 2022年决算数（万元）", "2021年结转 | 45.60"))
    assert figure(found, "45.60").period_year == 2022


def test_what_is_counted_is_no_line_of_a_measure_of_money():
    found = read(
        table(
            "项目 | 决算数（元）", "“三公”经费合计 | 96,320.00", "国内公务接待批次（个） | 41", "接待人次（人） | 340"
        )
    )
    assert [figure(found, printed).measure_code for printed in ("96,320.00", "41", "340")] == [
        "sangong_total", None, None,
    ]  # fmt: skip


def test_a_rate_and_a_change_of_a_row_are_of_the_project_of_their_amounts():
    head = "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 执行率"
    found = read(
        table("项目名称 | <4>退化林修复", head, "年度资金总额 | 120.00 | 135.00 | 128.25 | 95%"),
        title="云溪县林业局2022年度项目支出绩效自评表",
    )
    assert figure(found, "95").scope_name == figure(found, "128.25").scope_name == "退化林修复"


def test_what_a_level_prints_of_its_points_is_a_weight():
    found = read(
        table(
            "一级指标 | 二级指标 | 三级指标 | 分值 | 得分", "投入（15分） | 预算配置（15分） | 在职人员控制率 | 5 | 5"
        )
    )
    assert {(one.label, one.figure_role, one.basis) for one in found.figures if one.printed == "15"} == {
        ("投入 / 分值", "weight", "weight"), ("预算配置 / 分值", "weight", "weight"),
    }  # fmt: skip
