"""Numbered heads that name a project hold for the numbers behind them; others name none."""

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.lexicon.project_heads import heads
from tests.extraction.printed_tables import report, table


def scopes(*blocks) -> list[tuple[str, str | None, str]]:
    found = extract(report("青禾县2022年重点项目绩效评价报告", *blocks), SourceClues("青禾县/2022/a.docx"))
    return [(f.scope_name, f.measure_code, f.printed) for f in found.figures if f.place.table_no is None]


def test_a_head_at_the_beginning_of_a_paragraph_names_the_project_of_its_figures():
    assert scopes(
        "（一）社区提质改造项目。计划投资500万元，其中区级资金400万元，改造小区6个。",
        "（二）老旧小区加装电梯补助项目：完成加装电梯30台，共计补助300万元。",
        "以上共惠及居民2610户。",
    ) == [
        ("社区提质改造项目", "project_planned", "500"),
        ("社区提质改造项目", None, "400"),
        ("社区提质改造项目", None, "6"),
        ("老旧小区加装电梯补助项目", None, "30"),
        ("老旧小区加装电梯补助项目", None, "300"),
        ("", None, "2610"),
    ]


def test_a_head_alone_holds_until_the_next_one_of_its_level():
    assert scopes(
        "1、农村饮水安全巩固提升工程实施情况",
        "计划投资1200万元，实际到位资金900万元。",
        "（1）受益人口3.2万人。",
        "2、存在的问题",
        "后期管护资金缺口300万元。",
    ) == [
        ("农村饮水安全巩固提升工程", "project_planned", "1200"),
        ("农村饮水安全巩固提升工程", "project_received", "900"),
        ("农村饮水安全巩固提升工程", None, "3.2"),
        ("", None, "300"),
    ]


def test_several_projects_in_one_paragraph_and_a_table_that_ends_them():
    assert scopes(
        "1.2022年农村公路安防工程（200万元）。已完成12公里。2.畜禽粪污资源化利用项目。到位资金90万元。",
        "①义务教育薄弱环节改善专项",
        table("年度 | 备注", "本年 | 无"),
        "到位资金70万元。",
    ) == [
        ("2022年农村公路安防工程", None, "200"),
        ("2022年农村公路安防工程", None, "12"),
        ("畜禽粪污资源化利用项目", "project_received", "90"),
        ("", "project_received", "70"),
    ]


def test_a_name_of_the_project_table_needs_no_telling_end():
    grid = table("序号 | 项目名称 | 预算金额", "1 | 背街小巷整治 | 256", "2 | 河长制 | 30")
    assert [scope for scope, *_ in scopes("（1）背街小巷整治：整治8条。", grid)] == ["背街小巷整治"]
    assert [scope for scope, *_ in scopes("（1）背街小巷整治：整治8条。")] == [""]


@pytest.mark.parametrize(
    "head",
    [
        "该项目",
        "重点建设项目",
        "加快推进老旧小区改造项目",
        "城市管理类项目",
        "项目实施情况",
        "资金使用情况",
        "县级专项",
    ],
)
def test_heads_that_name_no_project(head):
    assert [found.project_name for found in heads(f"（二）{head}。投资5万元。", {})] == [""]


def test_the_measures_of_the_department_keep_their_scope():
    assert scopes("（一）社区提质改造项目。到位资金500万元，三公经费支出3万元，编制人数20人。") == [
        ("社区提质改造项目", "project_received", "500"),
        ("", "sangong_total", "3"),
        ("", "staff_quota", "20"),
    ]


def test_each_form_of_a_report_is_about_the_project_that_it_names():
    first, second = (
        table(
            f"项目名称 | <3>{name}",
            "项目资金（万元） | 全年预算数 | 全年执行数 | 执行率",
            f"年度资金总额 | {amount} | {amount} | 100%",
        )
        for name, amount in (("森林防火专项", "36.00"), ("病虫害防治", "24.00"))
    )
    blocks = report("青禾县林业局2022年度项目支出绩效自评表", "项目一", first, "项目二", second)
    found = extract(blocks, SourceClues("青禾县/2022/自评表.docx"))
    assert [one.scope_name for one in found.figures if one.figure_kind == "project"] == [
        "森林防火专项", "森林防火专项", "病虫害防治", "病虫害防治",
    ]  # fmt: skip
