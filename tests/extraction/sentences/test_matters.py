"""What a number is about where its own words do not say: the number before it, the clause, the sentence, the heading."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.lexicon.scanning import scan
from flows.extraction.sentences.clauses import clause_before, passage
from flows.extraction.sentences.splitting import Sentence
from flows.model.facts import Figure
from tests.extraction.printed_tables import report, table
from tests.extraction.sentences.test_prose import labels, read


def told(*sentences: str, title: str = "青禾县审计局2022年度部门决算") -> list[tuple[str, str | None, str]]:
    found = extract(report(title, *sentences), SourceClues("")).figures
    return [(figure.label, figure.measure_code, figure.basis) for figure in found]


def roles(sentence: str) -> list[tuple[str, str, str | None]]:
    """Each figure by its role, with what is printed of the figure that it is of."""
    figures = read(sentence).figures
    return [(f.printed, f.figure_role, _printed(figures, f.of_figure_no)) for f in figures]


def _printed(figures: tuple[Figure, ...], number: int | None) -> str | None:
    return None if number is None else figures[number].printed


def test_a_change_and_a_growth_are_named_by_what_they_are_of_and_take_its_year_and_basis():
    figures = read("机关运行经费支出120.50万元，比2020年度增加12.50万元，增长11.57%。").figures
    assert [f.label for f in figures] == [
        "机关运行经费支出",
        "机关运行经费支出 / 增加",
        "机关运行经费支出 / 增长",
    ]
    assert {(f.period_year, f.basis) for f in figures} == {(2021, "actual")}
    assert [f.measure_code for f in figures] == ["operating_cost", None, None]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "公务接待费5万元，占三公经费的40%，人均0.5万元。",
            [("5", "amount", None), ("40", "share", "5"), ("0.5", "per_head", "5")],
        ),
        (
            "项目支出90万元，完成年初预算的95%，比上年减少3万元。",
            [("90", "amount", None), ("95", "completion", "90"), ("3", "change", "90")],
        ),
        (
            "2021年会议费5万元，2020年会议费6万元，减少1万元。",
            [("5", "amount", None), ("6", "amount", None), ("1", "change", "5")],
        ),
        ("群众满意率95%，比上年提高3个百分点。", [("95", "rate", None), ("3", "change", "95")]),
        ("培训干部90人，目标值不低于80人。", [("90", "count", None), ("80", "target", None)]),
        ("自评得分95分，标准分值100分。", [("95", "score", None), ("100", "weight", None)]),
        ("预备费占一般公共预算支出的1.5%。", [("1.5", "share", None)]),
    ],
)
def test_each_number_has_a_role_and_what_it_is_of(sentence, expected):
    assert roles(sentence) == expected


def test_what_is_beside_a_number_only_to_be_compared_with_is_not_what_changed():
    assert roles("三公经费决算36万元，比年初预算40万元减少4万元。")[-1] == ("4", "change", "36")


def test_a_growth_behind_a_change_is_of_the_same_matter():
    assert [label for label, _ in labels("与上年相比，基本支出增加3万元，增长5%；项目支出减少2万元，下降8%。")] == [
        "基本支出增加",
        "基本支出 / 增长",
        "项目支出减少",
        "项目支出 / 下降",
    ]


@pytest.mark.parametrize(
    ("sentence", "label", "code"),
    [
        ("会议费预算5万元，支出3.2万元。", "会议费 / 支出", "meeting_cost"),
        ("全年国内公务接待62批次，750人次，共计支出7.50万元。", "全年国内公务接待 / 支出", None),
        ("公务接待费2022年支出2.90万元。", "公务接待费 / 支出", "sangong_reception"),
        ("机关运行经费，主要用于保障机关运转，2022年支出120万元。", "机关运行经费 / 支出", "operating_cost"),
        ("收入预算90万元，支出80万元。", "支出", "expenditure_total"),
        ("支出80万元。", "支出", None),
        ("会议费5万元，培训费3万元，合计8万元。", "合计", None),
        ("支出80万元，其中：办公用品5万元。", "办公用品", None),
        ("本年支出合计80万元。", "本年支出合计", "expenditure_total"),
        ("青禾县审计局支出合计80万元。", "青禾县审计局支出合计", "expenditure_total"),
        ("民生相关支出合计80万元。", "民生相关支出合计", None),
    ],
)
def test_a_bare_expenditure_is_of_what_stands_nearest_and_never_of_the_whole_department(sentence, label, code):
    assert told(sentence)[-1][:2] == (label, code)


def test_income_and_expenditure_of_one_account_are_the_departments():
    assert [code for _, code, _ in told("2022年度收入90万元，支出80万元，年末结转和结余10万元。")] == [
        "income_total",
        "expenditure_total",
        "carry_out",
    ]


def test_a_bare_income_is_the_departments_where_a_list_of_its_sources_explains_it():
    assert told("2022年收入90万元，其中：一般公共预算财政拨款80万元，其他收入10万元。")[0] == (
        "收入",
        "income_total",
        "actual",
    )
    assert told("2022年支出90万元，其中：办公用品80万元，其他10万元。")[0] == ("支出", None, "actual")


def test_a_heading_names_what_stands_below_it_until_the_next():
    assert told(
        "（一）因公出国（境）费", "2022年支出0万元。", "（二）公务接待费", "2022年支出2.50万元，比上年减少1万元。"
    ) == [
        ("因公出国（境）费 / 支出", "sangong_abroad", "actual"),
        ("公务接待费 / 支出", "sangong_reception", "actual"),
        ("公务接待费 / 比上年减少", None, "actual"),
    ]
    assert [code for _, code, _ in told("1.公务接待费。2022年支出2.50万元。2.会议费。支出3万元。")] == [
        "sangong_reception",
        "meeting_cost",
    ]
    assert told("一、公务接待费", "二、存在的问题", "2022年支出2.50万元。") == [("支出", None, "actual")]


def test_a_name_that_opens_a_paragraph_is_what_its_amounts_are_of():
    assert [label for label, *_ in told("初中教育。年初预算为19万元，支出决算为20万元。")] == [
        "初中教育 / 年初预算",
        "初中教育 / 支出决算",
    ]
    assert [label for label, *_ in told("成效明显，群众满意。年初预算为19万元。")] == ["年初预算"]


def test_sections_tell_year_and_basis_of_what_they_report():
    found = extract(
        report(
            "青禾县审计局2023年部门预算",
            "一、2022年预算执行情况",
            "2022年支出合计100.00万元。",
            "二、2023年预算安排",
            "支出预算110.00万元。",
            "（一）政府性基金预算",
            "会议费5万元。",
        ),
        SourceClues(""),
    )
    assert [(f.value, f.period_year, f.basis) for f in found.figures] == [
        (Decimal(1000000), 2022, "actual"),
        (Decimal(1100000), 2023, "budget"),
        (Decimal(50000), 2023, "budget"),
    ]


def test_a_meeting_of_a_year_gives_its_year_to_nothing():
    figures = read("1.召开2019年度总结表彰大会。会议表彰先进单位22个。").figures
    assert [f.period_year for f in figures] == [2021]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("国内增值税（50%部分）306万元，增长20.51%。", [("国内增值税", "306"), ("国内增值税 / 增长", "20.51")]),
        (
            "国内公务接待共25批次(其中外事接待0批次),310人次。",
            [("国内公务接待批次", "25"), ("国内公务接待人次", "310")],
        ),
        (
            "调入存量资金700万元(2019年结存的收入50万元)、调入专项收入500万元。",
            [("调入存量资金", "700"), ("调入专项收入", "500")],
        ),
    ],
)
def test_what_stands_behind_brackets_goes_on_from_before_them(sentence, expected):
    outside = [one for one in labels(sentence) if one[1] not in {"50", "0"}]
    assert outside == expected


def test_the_year_in_brackets_is_of_what_stands_in_them():
    figures = read("会议费支出3.20万元（2019年4.00万元），培训费支出5.00万元。").figures
    assert [(f.measure_code, f.period_year) for f in figures] == [
        ("meeting_cost", 2021),
        ("meeting_cost", 2019),
        ("training_cost", 2021),
    ]


def test_last_years_number_without_a_unit_has_that_of_the_change_behind_it():
    figures = read("“三公”经费支出3.05万元，较上年3.18减少0.13万元。").figures
    assert [(f.value, f.unit, f.period_year) for f in figures][1] == (Decimal(31800), "元", 2020)


def test_a_column_of_changes_is_of_the_amount_of_the_later_year():
    changes = table("项目 | 2020年决算数 | 2021年决算数 | 增减额 | 增减率", "三公经费 | 20.1 | 18 | -2.1 | -10.45%")
    figures = read("单位：万元", changes).figures
    assert [(f.figure_role, f.of_figure_no, f.period_year, f.basis) for f in figures] == [
        ("amount", None, 2020, "actual"),
        ("amount", None, 2021, "actual"),
        ("change", 1, 2021, "actual"),
        ("growth", 1, 2021, "actual"),
    ]


def test_a_number_in_one_of_many_brackets_has_the_clause_of_its_own():
    text = "（支出1万元），" * 90
    here = passage(text, Sentence(0, len(text), scan(text)), has_lines=False)
    assert {clause_before(here, quantity) for quantity in here.sentence.quantities} == {"（支出"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "政府采购支出总额1321.74万元，其中：货物支出611.30万元、工程580万元、拟采购服务130.44万元。",
            ["procurement_total", "procurement_goods", "procurement_works", "procurement_services"],
        ),
        (
            "公务用车购置及运行维护费支出13.6万元，其中：购置费0万元，运行维护费13.6万元。",
            ["sangong_vehicles", "sangong_vehicle_purchase", "sangong_vehicle_running"],
        ),
        ("一般公共服务支出130.44万元，服务支出20万元。", [None, None]),
        ("政府采购支出320万元，养老护理服务支出12万元，道路工程支出80万元。", ["procurement_total", None, None]),
        ("公务用车购置及运行维护费10万元，信息系统运维费20万元。", ["sangong_vehicles", None]),
    ],
)
def test_short_words_for_a_part_hold_only_below_what_it_is_part_of(sentence, expected):
    assert [measure for _, measure, _ in told(sentence)] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("共有车辆6辆，价值271.50万元。", "车辆 / 价值"),
        ("全年受理投诉举报9512件，按时办结9233件。", "全年受理投诉举报 / 按时办结"),
        ("2022年食品抽检5012批次，不合格56批次。", "食品抽检 / 不合格批次"),
        ("国内公务接待48批次、人次476人次。", "国内公务接待 / 人次"),
    ],
)
def test_a_side_of_a_matter_is_named_behind_it_and_counted_by_no_measure(sentence, expected):
    assert told(sentence)[-1][:2] == (expected, None)


def test_what_there_is_of_assets_is_neither_planned_nor_spent():
    assert [measure for _, measure, _ in told("楼堂馆所预算投资2600万元，累计支出1180万元。")][1] is None


def test_a_side_of_a_matter_is_no_amount_of_its_measure():
    assert told("“三公”经费支出13万元。其中车辆5辆，单位价值10万元。")[-1][1] is None


def test_a_projects_amounts_are_told_by_its_name_and_the_stage():
    title = "青禾县2022年中小河流治理项目支出绩效自评报告"
    text = "该项目年初批复预算2846.40万元，调整后预算2920万元，下达资金2871.53万元，已支付2800万元。"
    assert [measure for _, measure, _ in told("项目名称：中小河流治理项目", text, title=title)] == [
        "project_budget",
        "project_budget",
        "project_received",
        "project_spent",
    ]


def test_counts_below_a_heading_of_goals_are_targets_until_what_was_reached():
    texts = ("（一）年度绩效目标", "覆盖学校64所，满意度90%。", "（二）绩效目标完成情况", "覆盖学校64所，满意度95%。")
    assert [basis for _, _, basis in told(*texts)] == ["target", "target", "actual", "actual"]


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (("本部门收入预算1583.62万元，比上年减少43.62万元，下降2.68%。",), "本部门收入预算 / 下降"),
        (("其他收入23.10万元。", "本年收入较2022年的8104.32万元增加831.33万元。"), "本年收入 / 增加"),
        (("房屋3260.50平方米，单价100万元（含）以上设备0台。",), "单价100万元（含）以上设备"),
        (("公务接待费5.48万元，累计接待66批次、498人次。",), "公务接待费 / 累计接待人次"),
        (("送戏下乡156场，每场补助4000元，支出62.40万元。",), "送戏下乡 / 支出"),
        (("重建18户，每户补助3万元，计54万元；维修48户，每户补助4500元。",), "维修 / 每户补助"),
        (("公务用车保有量6辆，平均每辆1.44万元。",), "公务用车保有量 / 平均每辆"),
        (("全体居民人均可支配收入25310元，增长5.2%。",), "全体居民人均可支配收入 / 增长"),
        (("图书馆服务6.28万人次。",), "图书馆服务人次"),
        (("系统管理率93.62%，比目标值94%低0.38个百分点。",), "系统管理率 / 比目标值低"),
        (("安装水表8426块，较计划8000块多426块。",), "安装水表 / 较计划多"),
        (("管网漏损率由18.5%降至12.1%，降低6.4个百分点。",), "管网漏损率 / 降低"),
        (("3个村滞后，占总数的3.49%；水费收缴率76.4%，低于80%的平均水平。",), "水费收缴率 / 低于"),
        (("受益人口5.62万人。", "累计到位资金3610.50万元。"), "累计到位资金"),
        (("政府采购支出132万元，其中：货物61万元、服务71万元。",), "政府采购支出 / 服务"),
        (("基本支出87万元，占63%，包括工资福利支出70万元、资本性支出17万元。",), "基本支出 / 资本性支出"),
        (("政府采购支出132万元，其中货物61万元；机关运行经费20万元。",), "机关运行经费"),
        (("馆藏文物4327件，其中珍贵文物386件，包括一级12件、二级74件。",), "珍贵文物 / 二级"),
        (("债券转贷38400万元（新增债券14200万元、再融资债券24200万元）。",), "债券转贷 / 再融资债券"),
        (("教育支出8亿元，交通3亿元。",), "交通"),
        (("项目总预算3630万元，比上年3465万元增加165万元。",), "项目总预算 / 增加"),
    ],
)
def test_a_label_alone_tells_what_a_number_is(sentences, expected):
    assert told(*sentences)[-1][0] == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("满意度86.7%，低于90%的目标值。", ("满意度 / 低于目标", "target")),
        ("带动就业1872人，未达到2000人的目标。", ("带动就业 / 目标", "target")),
        ("系统管理率93.62%，比目标值94%", ("系统管理率 / 比目标值", "target")),
        ("绩效指标为群众满意度≥90%。", ("绩效指标为群众满意度", "target")),
        ("接待20万人次，完成年度15万人次的目标任务。", ("完成年度目标", "target")),
        ("带动就业1872人，解决2000人的困难。", ("解决困难", "actual")),
    ],
)
def test_what_is_called_the_goal_of_a_number_is_a_target_of_its_matter(sentence, expected):
    label, _, basis = told(sentence)[-1]
    assert (label, basis) == expected


def test_what_a_year_parts_from_its_project_is_the_projects():
    title = "青禾县2023年度城乡公交运营补贴项目财政重点绩效评价报告"
    text = "城乡公交运营补贴项目2023年度预算4260万元，实际支出4038.46万元。"
    assert [code for _, code, _ in told(text, title=title)] == ["project_budget", "project_spent"]


def test_a_reason_is_no_matter():
    text = "“三公”经费支出16.42万元，比预算减少3.85万元，主要是从严控制公务接待；较2021年度决算减少1.26万元。"
    assert roles(text)[-1] == ("1.26", "change", "16.42")
    assert told(text)[-1][0] == "“三公”经费支出 / 决算减少"


def test_a_budget_that_its_sources_explain_is_the_departments():
    text = "收入预算864.52万元，比上年预算增加32.16万元，其中：一般公共预算拨款收入862.10万元，上年结转2.42万元。"
    assert told(text, title="青禾区教育局2024年部门预算公开")[0][1] == "income_grand_total"
    assert told("收入预算864.52万元。")[0][1] is None


def test_funds_of_the_budgets_of_projects_are_no_income():
    text = "纳入绩效目标管理的项目28个，涉及预算金额159万元，其中一般公共预算144万元，政府性基金15万元。"
    assert [code for _, code, _ in told(text, title="青禾区教育局2024年部门预算公开")] == [None] * 4


def test_what_is_there_at_the_end_of_a_year_is_no_budget():
    text = "截至2023年底，共有房屋120平方米，价值56万元。"
    assert told(text, title="青禾区教育局2024年部门预算公开")[-1][2] == "actual"


def test_a_rate_of_points_is_of_the_score():
    assert told("决策类20分，得16.90分，得分率84.50%。")[-1][2] == "score"


def test_how_much_of_a_plan_was_done_is_of_what_was_done():
    text = "核定里程1199.31公里，完成计划里程1180公里的101.64%。"
    assert roles(text)[1:] == [("1180", "target", None), ("101.64", "completion", "1199.31")]


def test_last_years_number_is_beside_what_was_spent_and_not_beside_its_budget():
    text = "三公经费支出24.86万元，年初预算30万元，比上年26.45万元减少1.59万元。"
    assert [basis for _, _, basis in told(text)] == ["actual", "initial_budget", "actual", "actual"]
    assert roles(text)[-1] == ("1.59", "change", "24.86")


def test_a_comma_between_digits_ends_no_clause():
    text = "政府性基金预算收入41,865万元，为年初预算58,000万元的72.18%。"
    assert roles(text)[-1][:2] == ("72.18", "completion")


def test_spending_of_the_year_is_of_the_heading_above_it():
    assert told("2.公务接待费。全年支出2.90万元。")[-1][1] == "sangong_reception"
    assert told("全年支出290万元。")[-1][1] == "expenditure_total"


def test_spending_behind_a_carry_over_is_none_of_it():
    assert [measure for _, measure, _ in told("年初结转和结余20万元。支出1480.25万元。")] == ["carry_in", None]


def test_a_name_with_its_stage_is_a_matter_of_its_own():
    text = "部门支出总额1950万元，其中基本支出执行数790万元，项目支出1160万元。"
    assert [measure for _, measure, _ in told(text)][1:] == ["expenditure_basic", "expenditure_project"]


def test_what_happened_is_no_target_below_a_heading_of_goals():
    texts = ("（一）绩效目标设定", "2021年培训480人。2022年培训500人。", "实际改造62户。")
    assert [basis for _, _, basis in told(*texts, title="青禾县审计局2022年度部门决算")] == [
        "actual",
        "target",
        "actual",
    ]


def test_points_of_a_note_that_tells_an_amount_say_how_the_form_is_filled_in():
    assert [
        label for label, _, _ in told("注：1.本表一式两份；2.年末结转20万元；3.得分＝执行率×10分，低于60%不得分。")
    ] == ["年末结转"]


def test_a_budget_behind_what_was_carried_over_is_a_matter_of_its_own_and_what_was_spent_is_none():
    found = read("上年结转12.00万元，年初预算支出1000.00万元，年末结余30.00万元。").figures
    assert [(f.measure_code, f.basis) for f in found] == [
        ("carry_in", "actual"), ("expenditure_total", "initial_budget"), ("carry_out", "actual"),
    ]  # fmt: skip
    found = read("上年结转12.00万元，支出10.00万元。").figures
    assert [f.measure_code for f in found] == ["carry_in", None]


def test_a_count_in_brackets_behind_an_average_is_none():
    assert roles("护林支出240.00万元，人均护林支出（按管护人口4.80万人）50元。")[1:] == [
        ("4.80", "count", None),
        ("50", "per_head", None),
    ]


def test_what_follows_a_step_of_a_budget_is_not_of_the_step():
    found = told("护林项目年初安排280.00万元，9月中央追加15.00万元、省级追加3.00万元，全年预算298.00万元。")
    assert "追加" not in found[-1][0]


def test_a_year_behind_an_amount_is_not_that_of_the_sentence():
    sentence = "本年收入98.00万元，2021年为91.00万元，增加7.00万元；年末结转和结余4.00万元。"
    found = extract(report("青禾县审计局2022年度部门决算", sentence), SourceClues("")).figures
    assert [figure.period_year for figure in found] == [2022, 2021, 2022, 2022]


def test_a_change_of_money_is_of_money():
    found = roles("执行率为93.30%，按20分分值计算得18.66分。实际支出500.09万元，得分18.66分，本年较上年增加24.00万元。")
    assert ("24.00", "change", "500.09") in found


def test_parts_by_fund_of_an_amount_that_is_no_income_are_no_income():
    money = "涉及财政性资金合计9655.99万元，其中一般公共预算8507.47万元、政府性基金预算1148.52万元。"
    assert [code for _, code, _ in told(f"14个项目开展了自评，{money}")[-2:]] == [None, None]
    assert told("收入合计90.00万元，其中：一般公共预算80.00万元、政府性基金预算10.00万元。")[-1][1] == "income_fund"


@pytest.mark.parametrize(
    ("sentence", "label"),
    [
        ("收到结算补助1200万元，共同财政事权转移支付88430万元。", "共同财政事权转移支付"),
        ("2021年下达3650.00万元。", "下达"),
        ("项目执行率仅30.00%。", "项目执行率"),
    ],
)
def test_words_that_lead_to_a_number_are_no_part_of_its_name_and_take_none_of_it(sentence: str, label: str):
    assert told(sentence)[-1][0].endswith(label)


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("公务用车运行维护费9.00万元，保有公务用车6辆，车均1.50万元。", ("公务用车运行维护费 / 车均", "9.00")),
        ("受助学生384人，人均2000元。", ("受助学生 / 人均", "384")),
        ("护林防火经费预算80万元，支出76万元，执行率95%。", ("护林防火经费 / 执行率", "76")),
        ("纯收入达13872元，比上年增加1527元。", ("纯收入 / 比上年增加", "13872")),
    ],
)
def test_an_average_a_bare_rate_and_a_change_are_of_the_amount_before_them(sentence, wanted):
    figures = read(sentence).figures
    last = figures[-1]
    assert (last.label.replace("达", ""), _printed(figures, last.of_figure_no)) == wanted


def test_what_something_rose_to_is_of_what_it_rose_from():
    told = read("治理区植被盖度由上年的42.5%提高到51.8%，提高9.3个百分点。").figures
    assert [figure.label.partition(" / ")[0] for figure in told] == ["治理区植被盖度"] * 3
    assert [figure.period_year for figure in told] == [2020, 2021, 2021]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("2021年预算资金比2020年增加392.00万元，增长6.16%。", "预算资金"),
        ("全年预算较2020年的6,120.40万元减少447.40万元，下降7.31%。", "全年预算"),
        ("与上年相比，今年支出增加366.8万元，增长3.6%。", "今年支出"),
    ],
)
def test_a_change_is_called_by_its_clause_however_little_that_says(sentence, name):
    assert all(figure.label.startswith(name) for figure in read(sentence).figures[-2:])


def test_an_amount_does_not_go_on_about_points():
    told = read("自评平均得分92.5分。全年预算较2020年的900.00万元减少40.00万元。").figures
    assert [figure.label for figure in told[1:]] == ["全年预算", "全年预算 / 减少"]


def test_a_total_whose_list_names_a_carry_over_is_the_grand_total():
    grand = "2022年部门总收入90.00万元，其中：上年结转8.00万元，本年收入82.00万元。"
    plain = "2022年部门总收入90.00万元，其中：财政拨款收入85.00万元，其他收入5.00万元。"
    assert [told(one)[0][1] for one in (grand, plain)] == ["income_grand_total", "income_total"]


def test_the_spending_that_a_report_on_a_project_tells_is_the_project_s():
    title = "青禾县2022年度高标准农田建设项目绩效自评报告"
    assert told("全年支出934.00万元，执行率97.2%。", title=title)[0][1] == "project_spent"
    assert told("全年支出934.00万元，比上年增长2%。")[0][1] == "expenditure_total"


def test_a_list_of_parts_with_their_shares_goes_on_behind_a_semicolon():
    listed = "全年支出100.00万元。其中：基本支出60.00万元，占60%；项目支出40.00万元，占40%。"
    figures = read(f"{listed}年中追加5.00万元，调整预算数105.00万元。").figures
    assert [figure.label for figure in figures[1:5]] == ["基本支出", "基本支出 / 占", "项目支出", "项目支出 / 占"]
    assert not any("项目支出" in figure.label for figure in figures[5:])
