"""Whose an amount of a sentence is: the department's, a fund's, a project's, or only that of parts of it."""

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract
from tests.extraction.printed_tables import report, table


def read(sentence: str) -> Extract:
    return extract(report("2021年度部门整体支出绩效自评报告", sentence), SourceClues("青禾县/2021/文.docx"))


def test_what_only_the_parts_of_a_sentence_name_does_not_name_their_whole():
    rows = "良种补贴 | 186.00 | 180.00", "草原防控 | 152.00 | 126.34", "合计 | 338.00 | 306.34"
    listed = table("项目名称 | 全年预算 | 实际支出", *rows, block_no=1)
    text = "表内2个项目全年预算338.00万元，实际支出306.34万元，其中草原防控项目未支出25.66万元。"
    found = extract(report("青禾县农业农村局2022年度项目支出绩效自评报告", listed, text), SourceClues("表.docx"))
    told = {figure.printed: figure.scope_name for figure in found.figures if figure.place.table_no is None}
    assert "草原防控" not in (told["338.00"], told["306.34"])


def test_a_side_of_an_account_is_of_the_fund_that_the_heading_above_names():
    account = "年初结转和结余0.00万元，本年收入180.00万元，本年支出180.00万元，年末结转和结余0.00万元。"
    title = "青禾县农业农村局2023年度部门决算"
    for heading, fund in (
        ("六、政府性基金预算财政拨款收入支出决算情况", "政府性基金预算财政拨款"),
        ("（四）彩票公益金", "彩票公益金"),
        ("六、收入支出决算总体情况", ""),
    ):
        found = extract(report(title, heading, account), SourceClues("")).figures
        assert {figure.scope_name for figure in found} == {fund}, heading


def test_what_others_are_a_share_of_is_no_account_of_the_fund():
    text = "一般公共预算财政拨款支出90.00万元，占本年支出合计100.00万元的90%。"
    found = extract(report("2023年度部门决算", "五、一般公共预算财政拨款支出决算情况", text), SourceClues("")).figures
    [whole] = [figure for figure in found if figure.printed == "100.00"]
    assert whole.scope_name == ""


def test_a_total_of_parts_that_are_counted_is_not_that_of_the_department():
    found = read("本年支出合计900万元。教育、卫生健康两项支出合计300万元，占全部支出的33.3%。").figures
    assert [(figure.printed, figure.measure_code) for figure in found if figure.unit == "元"] == [
        ("900", "expenditure_total"),
        ("300", None),
    ]


def test_of_names_as_long_as_each_other_the_last_that_is_named_is_meant():
    """However many there are: a name that is taken as a set happens to give it differs from night to night."""
    names = "水土保持", "山塘维修", "泵站改造", "灌区管护", "水质监测", "河道保洁"
    listed = table("项目名称 | 全年预算 | 实际支出", *(f"{name} | 188.00 | 180.00" for name in names), block_no=1)
    text = f"{'、'.join(names[:-1])}已做完，{names[-1]}预算安排195.00万元。"
    found = extract(report("青禾县水利局2024年度项目支出绩效自评报告", listed, text), SourceClues("")).figures
    assert [figure.scope_name for figure in found if figure.printed == "195.00"] == [names[-1]]


def test_what_the_units_below_spent_together_is_not_the_department_s():
    found = read("本年支出5749.91万元。局本级支出4174.97万元，三个下属单位支出合计1574.94万元。").figures
    assert [figure.measure_code for figure in found if figure.printed in ("5749.91", "1574.94")] == [
        "expenditure_total",
        None,
    ]


def test_a_share_is_of_the_whole_of_its_own_year():
    text = "2024年度“三公”经费支出决算6.95万元，比上年决算6.38万元增加0.57万元；公务用车运行维护费5.31万元，占“三公”经费的76.4%。"
    found = extract(report("青禾县林业局2024年度部门决算", text), SourceClues(""))
    [share] = [claim for claim in found.claims if claim.claim_kind == "share"]
    assert share.whole_figure_no is not None
    assert found.figures[share.whole_figure_no].printed == "6.95"


def test_the_parts_of_spending_below_the_heading_of_a_fund_are_the_fund_s():
    text = "基本支出90.00万元，包括人员经费70.00万元，公用经费20.00万元。"
    for heading, fund in (
        ("六、一般公共预算财政拨款基本支出决算情况", "一般公共预算财政拨款"),
        ("六、支出决算情况", ""),
    ):
        found = extract(report("2023年度部门决算", heading, text), SourceClues("")).figures
        assert {figure.scope_name for figure in found if figure.measure_code} == {fund}, heading


def test_the_parts_of_what_was_spent_or_carried_over_are_those_of_funds():
    sentence = (
        "年末结转122.85万元，包括一般公共预算107.00万元、政府性基金15.85万元；政府性基金预算财政拨款收入264.00万元。"
    )
    found = {figure.printed: (figure.measure_code, figure.scope_name) for figure in read(sentence).figures}
    assert found["15.85"] == ("carry_out", "政府性基金预算财政拨款")
    assert found["107.00"] == ("carry_out", "一般公共预算财政拨款")
    assert found["264.00"] == ("income_fund", "")


def test_the_parts_of_a_budget_are_where_its_money_comes_from():
    sentence = "调整预算数210.00万元，其中一般公共预算拨款185.00万元、其他资金25.00万元。"
    assert {figure.printed: figure.measure_code for figure in read(sentence).figures}["185.00"] == "income_general"
