"""Prose: subject, unit, year, basis and scope of each number; invented sentences in the manner of real reports."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract
from tests.extraction.printed_tables import report, table


def read(*sentences: str) -> Extract:
    return extract(report("2021年度部门整体支出绩效自评报告", *sentences), SourceClues("青禾县/2021/文.docx"))


def labels(*sentences: str) -> list[tuple[str, str]]:
    return [(f.label, f.printed) for f in read(*sentences).figures]


def test_the_subject_stands_before_or_behind_the_number():
    assert labels("全年改造小区12个，设置86个投放点，共计清运垃圾15.5吨。") == [
        ("全年改造小区", "12"),
        ("设置投放点", "86"),
        ("清运垃圾", "15.5"),
    ]


def test_what_one_number_counts_is_not_the_subject_of_the_next():
    assert labels("派出3名干部、2名队长和5名队员下乡。") == [("派出干部", "3"), ("队长", "2"), ("队员下乡", "5")]


def test_a_list_behind_分别为_is_matched_with_its_subjects():
    figures = read("重点项目2个，分别为道路养护项目、河道清淤项目；年初预算分别为80万元、60万元。").figures
    assert [(f.scope_name, f.label, f.basis, f.value) for f in figures[1:]] == [
        ("道路养护", "道路养护 / 年初预算", "initial_budget", Decimal(800000)),
        ("河道清淤", "河道清淤 / 年初预算", "initial_budget", Decimal(600000)),
    ]


def test_parts_behind_其中_keep_the_basis_of_their_whole():
    figures = read(
        "三公经费全年预算数10万元，其中公务接待费8万元、公务用车运行维护费2万元；全年支出数5.5万元。"
    ).figures
    assert [(f.measure_code, f.basis) for f in figures] == [
        ("sangong_total", "annual_budget"),
        ("sangong_reception", "annual_budget"),
        ("sangong_vehicle_running", "annual_budget"),
        ("sangong_total", "actual"),
    ]


@pytest.mark.parametrize(
    ("sentence", "bases"),
    [
        ("年初预算1,200万元，其中：人员经费800万元、公用经费400万元。", ["initial_budget"] * 3),
        ("年初预算1,200万元，其中：人员经费800万元，公用经费400万元。", ["initial_budget"] * 3),
        ("支出预算90万元，其中：①工资60万元；②补助20万元；③其他10万元。", ["budget"] * 4),
        ("年初预算90万元（其中工资60万元），支出80万元。", ["initial_budget", "initial_budget", "actual"]),
        ("年初预算90万元，其中工资60万元；支付80万元。", ["initial_budget", "initial_budget", "actual"]),
        ("年初预算90万元，其中工资60万元，支出80万元。", ["initial_budget", "initial_budget", "actual"]),
        ("年初预算90万元，其中工资60万元，工资决算50万元。", ["initial_budget", "initial_budget", "actual"]),
        ("年初预算90万元，其中工资60万元，比上年增加5万元。", ["initial_budget"] * 3),
        ("三公经费预算36万元。其中公务接待费3万元，公务用车运行维护费33万元。", ["budget"] * 3),
        ("三公经费预算36万元，比上年下降5%。其中公务接待费3万元。", ["budget"] * 3),
        ("三公经费预算36万元。公务接待费3万元。", ["budget", "actual"]),
        (
            "三公经费决算36万元，比年初预算40万元减少4万元。其中公务接待费3万元。",
            ["actual", "initial_budget", "actual", "actual"],
        ),
        ("三公经费决算36万元，年初预算40万元。其中公务接待费3万元。", ["actual", "initial_budget", "actual"]),
        ("支出预算100万元。其中完成基本支出60万元。", ["budget", "actual"]),
        ("三公经费预算36万元。其中公务接待费3万元；会议费5万元。", ["budget", "budget", "actual"]),
        ("三公经费预算36万元。其中心城区公务接待费3万元。", ["budget", "actual"]),
    ],
)
def test_parts_have_the_basis_of_their_whole_unless_they_say_their_own(sentence, bases):
    assert [figure.basis for figure in read(sentence).figures] == bases


@pytest.mark.parametrize(
    "text", ["改造12、13、14栋", "改造3栋、4栋", "拆除7、8号楼", "拆除7号楼和9号楼", "5、6单元漏水"]
)
def test_numbered_buildings_are_names_and_counted_ones_figures(text):
    extracted = read(text + "。")
    counted = [figure.printed for figure in extracted.figures]
    named = [token.printed for token in extracted.tokens if token.ignored_reason == "building_number"]
    assert (counted, named) == {
        "改造12、13、14栋": ([], ["12、13、14"]),
        "改造3栋、4栋": (["3", "4"], []),
        "拆除7、8号楼": ([], ["7、8"]),
        "拆除7号楼和9号楼": ([], ["7", "9"]),
        "5、6单元漏水": ([], ["5、6"]),
    }[text]


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("2020年支出5万元。", 2020),
        ("支出5万元。", 2021),
        ("上年支出5万元。", 2020),
        ("支出5万元，较上年有所增加。", 2021),
        ("2022年省定目标值为60%，今年完成63%。", 2022),
    ],
)
def test_the_year_comes_from_the_clause(sentence, year):
    assert read(sentence).figures[0].period_year == year


@pytest.mark.parametrize(
    ("sentence", "years"),
    [
        ("2019年度收入10万元，支出9万元；2020年度收入11万元，支出8万元。", [2019, 2019, 2020, 2020]),
        (
            "2019年度“三公”经费5万元，2020年度“三公”经费4万元，其中：公务接待费1万元、公务用车运行维护费3万元。",
            [2019, 2020, 2020, 2020],
        ),
        ("2020年支出10万元，其中：基本支出6万元；项目支出4万元。", [2020, 2020, 2020]),
        ("年末固定资产10万元；上年末固定资产9万元，上年末财政拨款结转和结余2万元。", [2021, 2020, 2021]),
    ],
)
def test_what_goes_on_without_a_year_is_of_the_year_that_opened_it(sentence, years):
    assert [figure.period_year for figure in read(sentence).figures] == years


def test_a_sentence_about_funds_gives_each_fund_as_scope():
    figures = read(
        "政府性基金预算财政拨款上年结转和结余0万元，政府性基金预算财政拨款收入40万元，"
        "政府性基金预算财政拨款支出15万元，政府性基金预算财政拨款年末结转和结余25万元。"
    ).figures
    assert [(f.scope_name, f.measure_code) for f in figures] == [
        ("政府性基金预算财政拨款", code) for code in ("carry_in", "income_total", "expenditure_total", "carry_out")
    ]


def test_short_words_of_measures_do_not_hide_in_longer_words():
    assert [f.measure_code for f in read("完成销售收入15亿元，支出合计8万元。").figures] == [None, "expenditure_total"]


def test_the_words_of_the_general_budget_are_no_budget_basis():
    assert read("一般公共预算财政拨款收入62万元。").figures[0].basis == "actual"


def test_a_money_figure_of_a_project_takes_the_project_the_sentence_names():
    projects = table("项目名称 | 预算金额 | 支出金额", "道路养护 | 80 | 79", "河道清淤 | 60 | 61")
    extracted = extract(
        report("2021年度重点项目绩效评价结果", projects, "道路养护计划投资80万元，实际到位资金75万元。"),
        SourceClues(""),
    )
    assert [(f.scope_name, f.basis) for f in extracted.figures[-2:]] == [
        ("道路养护", "planned"),
        ("道路养护", "received"),
    ]


def test_a_share_knows_its_part_and_its_whole():
    extracted = read("2021年支出合计200万元，其中：基本支出50万元，占本年支出合计的25%，项目支出150万元，占75%。")
    shares = [claim for claim in extracted.claims if claim.claim_kind == "share"]
    printed = [f.printed for f in extracted.figures]
    assert [
        (printed[c.part_figure_nos[0]], printed[c.whole_figure_no], printed[c.value_figure_no]) for c in shares
    ] == [
        ("50", "200", "25"),
        ("150", "200", "75"),
    ]


def test_claims_in_words_are_rows_of_their_own():
    extracted = read("三公经费支出总额较上年有减少，财政供养人员控制在编制以内，各项任务均完成目标。资金到位率为100%。")
    assert [(claim.claim_kind, claim.direction) for claim in extracted.claims] == [
        ("direction", "down"),
        ("within_limit", "编制"),
        ("all_done", ""),
        ("rate", ""),
    ]


def test_dates_and_numbers_of_papers_are_ignored_by_name():
    tokens = read("根据某财预〔2021〕152号文件，2021年12月31日前拨付8万元。").tokens
    assert [(t.printed, t.ignored_reason) for t in tokens if t.figure_no is None][-2:] == [
        ("2021〕152", "dispatch_number"),
        ("2021年12月31", "date"),
    ]


def test_notes_of_a_template_give_no_figures():
    extracted = read("注：1、其他资金指自有资金。", "2、定性指标按100%-80%、80%-60%填写。", "实际支出5万元。")
    assert [f.printed for f in extracted.figures] == ["5"]
    assert {t.ignored_reason for t in extracted.tokens if t.printed in {"80", "100-80"}} <= {"template_text"}


def test_the_quote_holds_the_number_even_in_a_very_long_sentence():
    extracted = read(
        "，".join(["积极推进各项重点工作不断取得新的成效"] * 30) + "，投入资金77.7万元，" + "继续努力，" * 50
    )
    [figure] = extracted.figures
    assert "77.7万元" in figure.quote
    assert len(figure.quote) <= 160


def test_a_long_paragraph_costs_no_more_than_its_length():
    sentence = "修复路灯120盏，清淤雨水井1300余口，占地5亩，" * 400
    assert len(read(sentence).figures) == 1200


def test_a_direction_behind_a_list_of_parts_is_said_of_the_whole():
    extracted = read("三公经费全年支出数5.5万元，其中公务接待费1万元，公务用车运行维护费4.5万元，比上年有所增加。")
    [claim] = [claim for claim in extracted.claims if claim.claim_kind == "direction"]
    assert (claim.measure_code, claim.direction) == ("sangong_total", "up")


def test_a_subject_behind_a_date_keeps_its_和():
    [figure] = read("2021年度上年结转和结余8万元。").figures
    assert (figure.label, figure.measure_code) == ("上年结转和结余", "carry_in")


def test_the_staff_in_post_are_not_the_establishment():
    assert [f.measure_code for f in read("编制90人，实有85人。").figures] == ["staff_quota", "staff_actual"]


def test_words_that_end_in_约_are_no_hedge():
    assert [(f.label, f.hedge) for f in read("较预算节约2万元。").figures] == [("较预算节约", "")]


def test_final_accounts_and_budgets_of_an_expense_are_the_expense():
    assert [f.measure_code for f in read("三公经费支出决算为23.45万元，公务接待费支出预算8万元。").figures] == [
        "sangong_total",
        "sangong_reception",
    ]


def test_a_share_without_its_own_amount_is_not_a_share_of_the_number_before():
    assert [c.claim_kind for c in read("实际支出450万元，结余50万元，支出占到位资金的90%。").claims] == []


@pytest.mark.parametrize(
    ("texts", "numbers"),
    [
        (["1 基本情况\n2 绩效情况"], {"1": "list_number", "2": "list_number"}),
        (["2、实施方案", "制定了方案。", "3改造项目符合规范"], {"2": "list_number", "3": "list_number"}),
        (["60岁以上老人均已参保"], {"60": ""}),
        (["60岁以上老人均已参保\n3岁以下儿童均已接种"], {"60": "", "3": ""}),
        (["2、实施方案", "60岁以上老人均已参保"], {"2": "list_number", "60": ""}),
    ],
)
def test_a_number_at_the_beginning_of_a_line_is_a_list_number_only_where_a_list_counts_on(texts, numbers):
    found = extract(report(*texts), SourceClues(""))
    assert {token.printed: token.ignored_reason for token in found.tokens} == numbers


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("公务接待费3万元，因公出国（境）费1万元。", ["sangong_reception", "sangong_abroad"]),
        ("公务接待费3万元，固定资产（原值）9万元。", ["sangong_reception", "assets_total"]),
    ],
)
def test_a_bracket_inside_a_name_does_not_part_it_from_its_number(sentence, expected):
    found = read(sentence).figures
    assert [figure.measure_code for figure in found] == expected
    assert "公务接待" not in found[1].label


@pytest.mark.parametrize(
    ("title", "bases"),
    [
        ("青禾县文化馆2022年部门预算公开", ["budget", "actual", "actual"]),
        ("青禾县文化馆2022年“三公”经费预算公开", ["budget", "actual", "actual"]),
        ("青禾县文化馆2022年部门决算公开", ["actual", "actual", "actual"]),
        ("青禾县文化馆2022年部门预算执行情况说明", ["actual", "actual", "actual"]),
    ],
)
def test_amounts_below_the_title_of_a_budget_are_budgeted_and_what_there_is_is_not(title, bases):
    text = "基本支出80万元。2021年基本支出决算数75万元。在职人数6人。"
    found = extract(report(title, text), SourceClues("")).figures
    assert [figure.basis for figure in found] == bases


def test_a_budget_of_the_department_made_at_the_start_of_the_year_is_an_initial_budget():
    assert read("年初部门预算收入70万元。").figures[0].basis == "initial_budget"


def test_a_total_of_the_three_public_costs_is_no_total_of_all_spending():
    assert read("“三公”经费支出合计7万元。").figures[0].measure_code == "sangong_total"


@pytest.mark.parametrize(
    ("sentence", "code"),
    [
        ("项目支出合计9万元。", "expenditure_project"),
        ("支出合计9万元。", "expenditure_total"),
        ("公务用车购置费支出总额9万元。", "sangong_vehicle_purchase"),
        ("公务接待费预算安排9万元。", "sangong_reception"),
        ("公用经费实际支出9万元。", "expenditure_public"),
        ("河堤加固资金实际支出9万元。", "project_spent"),
        ("我单位编制数9人。", "staff_quota"),
        ("全市编制数9人。", None),
    ],
)
def test_words_of_a_total_or_of_spending_close_a_name_and_are_none(sentence, code):
    assert read(sentence).figures[0].measure_code == code


def test_what_was_spent_of_a_budget_has_the_budgets_measure_and_a_project_has_its_own():
    text = "公务接待费预算6万元，实际支出5万元。三公经费预算9万元，其中公务接待费6万元；实际支出8万元。项目预算4万元，实际支出3万元。"
    spent = [(f.printed, f.measure_code, f.basis) for f in read(text).figures if "实际支出" in f.label]
    assert spent == [
        ("5", "sangong_reception", "actual"),
        ("8", "sangong_total", "actual"),
        ("3", "project_spent", "spent"),
    ]


def test_a_name_before_a_colon_is_the_subject_and_words_that_open_a_list_are_none():
    assert labels("编制人数：30人；自评得分：95.5分。") == [("编制人数", "30"), ("自评得分", "95.5")]
    assert labels("经费9万元，其中：设备8万元。")[1] == ("设备", "8")


def test_last_years_number_beside_a_budget_is_budgeted_too():
    found = read("公务接待费年初预算3万元，较上年的4万元减少1万元。").figures
    assert [(f.basis, f.period_year) for f in found[:2]] == [("initial_budget", 2021), ("initial_budget", 2020)]


def test_a_change_is_told_from_behind_last_years_own_number():
    [claim] = [c for c in read("三公经费3万元，比上年的4万元增加1万元。").claims if c.claim_kind == "change"]
    assert (claim.measure_code, claim.direction) == ("sangong_total", "up")


def test_a_heading_that_is_a_line_of_the_classification_names_the_paragraph_below_it_alone():
    found = extract(
        report(
            "2021年度部门决算公开",
            "1、教育支出（类）普通教育（款）小学教育（项）。",
            "年初预算为20万元，支出决算为22万元。",
            "支出决算为5万元。",
        ),
        SourceClues(""),
    ).figures
    assert [(f.item_name, f.basis) for f in found] == [
        ("小学教育", "initial_budget"),
        ("小学教育", "actual"),
        ("", "actual"),
    ]


def test_set_phrases_of_party_rules_are_no_counts():
    found = read("严格执行中央八项规定，落实八项制度。")
    assert [figure.value for figure in found.figures] == [Decimal(8)]
    assert [token.ignored_reason for token in found.tokens if token.figure_no is None][-1:] == ["set_phrase"]


def test_a_total_that_is_compared_with_is_of_the_year_it_is_compared_by():
    found = read("2021年收入总计800万元，比2020年收入总计700万元增加100万元。").figures
    assert [figure.period_year for figure in found[:2]] == [2021, 2020]


def test_parts_in_a_sentence_of_their_own_are_of_the_year_of_their_whole():
    extracted = read("2021年支出预算数为50万元。其中基本支出20万元。")
    assert [(figure.basis, figure.period_year) for figure in extracted.figures] == [("budget", 2021), ("budget", 2021)]


def test_a_score_that_is_compared_with_is_of_the_year_that_it_names():
    found = read("2023年度部门整体支出自评得分97.67分。与2022年度自评得分95.14分相比提高2.53分。").figures
    assert [figure.period_year for figure in found[:2]] == [2023, 2022]


def test_a_line_of_the_classification_holds_over_what_it_is_for():
    heading = "（三）一般公共预算财政拨款支出决算具体情况"
    line = "农林水支出（类）水利（款）行政运行（项）。主要用于：人员支出、公用支出。年初预算为40.20万元，支出决算为39.90万元。"
    told = [(one.item_name, one.value) for one in read(heading, line).figures]
    assert told == [("行政运行", Decimal(402000)), ("行政运行", Decimal(399000))]


def test_what_there_was_none_of_is_what_did_not_change():
    [claim] = read("公务接待费7.40万元，全年未发生因公出国（境）费，与上年持平。").claims
    assert (claim.measure_code, claim.direction, claim.whole_figure_no) == ("sangong_abroad", "same", None)


def test_an_amount_told_by_what_it_is_for_is_of_its_heading():
    [figure] = read("（一）基本支出情况。2023年用于保障机构运转的日常支出120.40万元。").figures
    assert (figure.measure_code, figure.value) == ("expenditure_basic", Decimal(1204000))


def test_only_an_amount_is_told_by_what_it_is_for():
    [people] = read("（一）基本支出情况。用于技能培训的学员35人。").figures
    assert people.label == "用于技能培训的学员"
