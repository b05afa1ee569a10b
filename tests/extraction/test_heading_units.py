"""The unit that a heading declares, for the tables below it."""

from decimal import Decimal

from flows.extraction import SourceClues, extract
from tests.extraction.printed_tables import report, table

HEADING = "二、2021年度决算表（金额单位：元）"
TEXT = "（一）总体情况。2021年度本年收入5667.34万元，本年支出5623.04万元，比上年增加165.52万元。"
INCOME = "科目名称 | 财政拨款收入 | 其他收入 | 合计", "总计 | 56460808.56 | 212600.35 | 56673408.91"
FUNDS = "项目 | 合计 | 基本支出 | 项目支出", "合计 | 56031955.11 | 11364458.16 | 44667496.95"


def test_it_holds_for_every_form_of_the_report_and_not_behind_the_next_heading():
    blocks = (
        "青禾县农业农村局2021年度部门决算", HEADING,
        "表二 收入决算表", table(*INCOME), "表四 财政拨款收入支出决算总表", table(*FUNDS),
        "三、决算情况说明（金额单位：万元）", TEXT, "附表 收入情况", table("项目 | 金额", "其他收入 | 21.26"),
    )  # fmt: skip
    figures = extract(report(*blocks), SourceClues("")).figures
    values = {figure.printed: figure.value for figure in figures}
    assert values["56460808.56"] == Decimal("56460808.56")
    assert values["56031955.11"] == Decimal("56031955.11")
    assert values["21.26"] == Decimal("212600")


def test_a_head_that_counts_in_ten_thousands_scales_its_column():
    rows = table("运营企业 | 核定里程（万公里） | 补贴（万元）", "城乡公交 | 612.40 | 1286.04")
    figures = extract(report("青禾县交通运输局2023年度项目支出绩效自评报告", rows), SourceClues("")).figures
    assert [(one.value, one.unit) for one in figures] == [(Decimal(6_124_000_000), "米"), (Decimal(12_860_400), "元")]
