"""Lists in sentences that tell the line of a table again."""

import pytest

from tests.extraction.printed_tables import table
from tests.relating.places.asking import errors, failing, held, numbers

TITLE = "青禾县财政局关于2023年度县级项目支出绩效自评情况的公告"
GRADES = table(
    "序号 | 部门 | 项目个数 | 优秀 | 良好 | 合格 | 不合格",
    "1 | 县林业局 | 21 | 14 | 5 | 1 | 1",
    "2 | 县水利局 | 33 | 25 | 6 | 2 | —",
    "合计 | | 54 | 39 | 11 | 3 | 1",
)
TOLD = "从评价等级看，优秀{}个，良好{}个，合格{}个，不合格{}个。"


def test_a_list_that_tells_the_total_row_holds():
    blocks = (TITLE, GRADES, TOLD.format(39, 11, 3, 1))
    assert not failing(*blocks)


def test_the_item_that_the_row_does_not_print_is_asked_about():
    blocks = (TITLE, GRADES, TOLD.format(39, 11, 5, 1))
    assert failing(*blocks) == {numbers("5", "3")}
    assert numbers("39") in held(*blocks)
    assert not errors(*blocks)


def test_a_list_with_shares_and_quotation_marks_is_one():
    told = "其中“优秀”39个，占72.22%；“良好”11个，占20.37%；“合格”5个，占5.56%；“不合格”1个，占1.85%。"
    assert failing(TITLE, GRADES, told) == {numbers("5", "3")}


@pytest.mark.parametrize(
    "told",
    [
        TOLD.format(25, 6, 2, 4),  # the water office is said to have four more: too few digits tell the row
        TOLD.format(40, 12, 3, 1),  # two numbers differ: a list of something else
        "从抽查结果看，优秀14个，良好5个，合格1个，不合格1个。",  # another row has all of them
    ],
)
def test_a_list_of_something_else_tells_nothing(told):
    assert not failing(TITLE, GRADES, told)


def test_names_in_the_rows_of_a_column_are_a_line_too():
    rows = ("等级 | 个数", "优秀 | 39", "良好 | 11", "合格 | 3", "不合格 | 1")
    assert failing(TITLE, table(*rows), TOLD.format(39, 11, 5, 1)) == {numbers("5", "3")}


def test_a_list_of_money_may_be_of_one_fund():
    spent = table("项目 | 木料 | 麻绳 | 石灰 | 红砖", "甲库 | 312.40 | 85.30 | 410.66 | 27.90")
    told = "其中：木料312.40万元，麻绳85.30万元，石灰398.66万元，红砖27.90万元。"
    assert not failing(TITLE, "支出表（单位：万元）", spent, told)


SPENT = table(
    "科目 | 调整预算 | 决算数",
    "教育支出 | 312.00 | 310.25",
    "社会保障和就业支出 | 140.50 | 138.75",
    "卫生健康支出 | 96.40 | 92.10",
    "农林水支出 | 75.00 | 74.95",
    "支出合计 | 623.90 | 616.05",
)
ACCOUNTS = ("青禾县2023年财政决算的报告", "支出决算表（单位：万元）", SPENT)


@pytest.mark.parametrize(
    "words", ["教育、社会保障和就业、卫生健康三项民生支出合计", "教育、社会保障和就业和卫生健康支出三项共计"]
)
def test_a_total_adds_up_the_rows_that_its_sentence_names(words):
    parts = ("310.25", "138.75", "92.10")
    assert numbers("541.10", *parts) in held(*ACCOUNTS, f"全县{words}541.10万元。")
    assert numbers("514.10", *parts) in failing(*ACCOUNTS, f"全县{words}514.10万元。")


@pytest.mark.parametrize("words", ["教育、卫生健康等三项民生支出合计", "教育、卫生健康、公共安全三项支出合计"])
def test_a_total_of_rows_that_are_not_all_named_tells_nothing(words):
    assert not failing(*ACCOUNTS, f"全县{words}514.10万元。")
