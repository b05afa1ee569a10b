"""Projects and units counted in a sentence against the rows that a table lists."""

from dataclasses import replace

import pytest

from tests.judging.sheets import Sheet


def counted(said: str, total: str = "100") -> list[str]:
    sheet = Sheet()
    for row, (scope, printed) in enumerate((("校舍维修", "60"), ("操场改造", "40"), ("合计", "100"))):
        sheet.cell("project_budget", printed, scope=scope, basis="budget", row=row)
    numbers = sheet.word(None, total, label="重点项目预算"), sheet.word(None, said, "个", label="包含项目")
    for number in numbers:
        figure = sheet.figures[number]
        place = replace(figure.place, block_no=7)
        sheet.figures[number] = replace(figure, place=place, quote=f"重点项目预算共{total}万元，包含项目{said}个")
    return sheet.statuses("X04")


def test_as_many_projects_are_counted_as_the_table_lists():
    assert (counted("2"), counted("3")) == (["pass"], ["fail"])


def test_a_sentence_that_names_no_total_of_the_table_may_count_other_projects():
    assert counted("3", total="90") == []


def units(quote: str, said: str, *listed: str) -> list[tuple[str, str]]:
    sheet = Sheet()
    for row, scope in enumerate(listed):
        sheet.cell("expenditure_total", "100", scope=scope, row=row)
    sheet.word(None, said, "个", label="单位", quote=quote)
    return [(one.status, one.severity) for one in sheet.judged("X05")]


@pytest.mark.parametrize("quote", ["我局下属有3个二级事业单位", "所属单位共3个", "共有3个下属预算单位"])
def test_units_that_a_sentence_counts_are_those_that_the_accounts_list(quote: str):
    rows = ("局机关", "培训中心", "电教馆", "考试院", "汇总")
    assert units(quote, "3", *rows) == [("pass", "info")]
    assert units(quote, "3", *rows[:3], "汇总") == [("fail", "info")]


def test_the_office_of_the_department_is_none_of_the_units_below_it():
    quote = "我局下属有2个二级事业单位"
    assert units(quote, "2", "教育局（本级）", "机关服务中心", "电教馆", "汇总") == [("pass", "info")]
    assert units(quote, "2", "县教育局", "机关服务中心", "电教馆", "汇总") == [("pass", "info")]
    assert units(quote, "2", "县教育局", "机关服务中心", "电教馆", "考试院", "汇总") == [("fail", "info")]


def test_nothing_is_said_of_units_where_the_accounts_list_none_or_the_sentence_counts_others():
    assert units("下属有3个二级单位", "3", "汇总") == []
    assert units("检查了3个单位", "3", "局机关", "培训中心", "汇总") == []
    assert units("下属单位实施3个项目", "3", "局机关", "培训中心", "汇总") == []
    assert units("下属有8个二级单位，其中独立核算2个", "8", "局机关", "培训中心", "汇总") == []
