"""What leads a person to a cell: the words of its row and its column, and which cell of the row it is."""

from flows.extraction import SourceClues, extract
from flows.model.place_words import brief
from tests.extraction.printed_tables import report, table

UNITS = table(
    "<6>二、收支情况",
    "<6>年度收入情况（万元）",
    "机构名称 | 收入合计 | <4>其中：",
    "^ | ^ | 上年结转 | 公共财\\n政拨款 | 政府基金拨款 | 其他收入",
    "局机关及所属单位汇总 | 300.5 | 0 | 200 | 100.5 | —",
    "1、局机关 | 200 | 0 | 150 | 50 | ",
)


def places(*blocks) -> dict[str, str]:
    """The words for the place of each figure, by what is printed there."""
    found = extract(report(*blocks), SourceClues("青禾县/2021/表.docx"))
    return {figure.printed: brief(figure.place) for figure in found.figures}


def test_a_value_is_led_to_by_its_row_and_its_column():
    assert places("2021年度部门整体支出绩效自评报告", UNITS) == {
        "300.5": "表1 行5「局机关及所属单位汇总」行「收入合计」栏（第2格）",
        "0": "表1 行6「1、局机关」行「上年结转」栏（第3格）",
        "200": "表1 行6「1、局机关」行「收入合计」栏（第2格）",
        "100.5": "表1 行5「局机关及所属单位汇总」行「政府基金拨款」栏（第5格）",
        "150": "表1 行6「1、局机关」行「公共财政拨款」栏（第4格）",
        "50": "表1 行6「1、局机关」行「政府基金拨款」栏（第5格）",
    }


def test_merged_cells_count_once_and_the_lowest_words_name_the_row():
    scores = table(
        "一级指标 | 二级指标 | <3>三级指标 | 分值 | 得分",
        "产出 | 数量指标 | <3>改造小区 | 10 | 9.5",
        "^ | ^ | <3>改造道路 | 12 | 11",
    )
    found = places("2021年度部门整体支出绩效自评报告", scores)
    assert found["9.5"] == "表1 行2「改造小区」行「得分」栏（第5格）"
    assert found["11"] == "表1 行3「改造道路」行「得分」栏（第5格）"


def test_the_last_level_of_indicators_names_the_row_though_no_cells_are_merged():
    scores = table(
        "一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 得分",
        "产出 | 数量指标 | 改造小区 | 5个 | 10 | 9.5",
        "产出 | 数量指标 | 改造道路 | 已改造 | 12 | 11",
    )
    found = places("2021年度部门整体支出绩效自评报告", scores)
    assert found["9.5"] == "表1 行2「改造小区」行「得分」栏（第6格）"
    assert found["11"] == "表1 行3「改造道路」行「得分」栏（第6格）"


def test_labels_beside_their_values_name_the_row():
    pairs = table("计划安排资金 | 137.5 | 实际到位资金 | 50.5", "实际支出 | 15.6 | 结余 | 34.9")
    found = places("2021年度项目支出绩效自评报告", pairs)
    assert found["50.5"] == "表1 行1「实际到位资金」行（第4格）"
    assert found["34.9"] == "表1 行2「结余」行（第4格）"


def test_a_value_that_reaches_down_is_led_to_by_the_label_where_it_begins():
    pairs = table("人员经费 | 5.5 | 公用经费 | 7.5", "差旅费 | 2.5 | 会议费 | ^")
    assert places("2021年度项目支出绩效自评报告", pairs)["7.5"] == "表1 行1「公用经费」行（第4格）"


def test_the_number_of_a_row_names_nothing():
    rows = table("序号 | 项目 | 预算数", "1. | 办公费 | 5.5", "（二） | 差旅费 | 6.5")
    found = places("2021年度部门整体支出绩效自评报告", rows)
    assert [found["5.5"], found["6.5"]] == [
        "表1 行2「办公费」行「预算数」栏（第3格）",
        "表1 行3「差旅费」行「预算数」栏（第3格）",
    ]


def test_tables_side_by_side_have_rows_of_their_own():
    budget = table(
        "<2>收入 | <2>支出",
        "项目 | 决算数 | 项目 | 决算数",
        "一、财政拨款 | 90.5 | 一、基本支出 | 30.5",
        "二、其他收入 | 9.5 | 二、项目支出 | 69.5",
    )
    assert places("收支决算总表", budget)["69.5"] == "表1 行4「二、项目支出」行「支出 / 决算数」栏（第4格）"


def test_what_belongs_to_a_person_leads_nowhere():
    people = table("姓名 | 联系电话 | 补助金额（元）", "张三 | 13800001234 | 500.5")
    assert "13800001234" not in str(places("2021年度项目支出绩效自评报告", people))
