"""What explains how a form is filled in gives no figure."""

import pytest

from tests.extraction.dividing.printed_sheets import TITLE, form, understood, workbook
from tests.extraction.printed_tables import report, table

EXPLAINED = table("栏目 | 怎样填", "执行率 | 如95÷100为95%", "全年预算数 | 100")


@pytest.mark.parametrize("name", ["填表说明", "自评表填报说明", "样表", "填写示例2"])
def test_a_sheet_that_explains_the_form_gives_no_figure(name):
    alone = understood(workbook(("自评表", TITLE, form())))
    for sheets in (
        [(name, EXPLAINED), ("自评表", TITLE, form())],
        [("自评表", TITLE, form()), (name, "示例：全年预算数100万元。", EXPLAINED)],
    ):
        found = understood(workbook(*sheets))
        assert len(found.headings) == 1
        assert len(found.figures) == len(alone.figures)
        assert sum(token.ignored_reason == "template_text" for token in found.tokens) >= 3


def test_the_only_sheet_is_read_whatever_it_is_called():
    assert understood(workbook(("样表", TITLE, form()))).figures


def test_a_heading_opens_notes_until_the_first_line_without_a_number():
    found = understood(
        report("填报说明", "1.执行率按全年执行数100万元计算。", "2.满分10分。", "2023年支出合计20万元。")
    )
    assert [figure.printed for figure in found.figures] == ["20"]


def test_the_factor_of_a_formula_is_no_figure():
    found = understood(report("执行率=全年执行数/全年预算数*100%。", "预算执行率为95/100×100%=95%。"))
    assert "100%" not in [f"{figure.printed}{figure.printed_unit}" for figure in found.figures]
    assert [token.printed for token in found.tokens if token.ignored_reason == "rule_text"] == ["100", "100"]
