"""Shares, completions and set percentages, averages and prices, limits."""

import pytest

from tests.relating.sentences.stating import stated

PASSAGES = {
    "养路费24.00万元，占养护资金96.00万元的25%，占总支出160.00万元的18%。": ["18% = 24 / 160", "25% = 24 / 96"],
    "护林费20.00万元，其中工资15.00万元，占70%；装备5.00万元，占25%。": [
        "20 = 15 + 5",
        "25% = 5 / 20",
        "70% = 15 / 20",
    ],
    "支出总额80.00万元。植保支出20.00万元，占支出总额的30%。": ["30% = 20 / 80"],
    "林木存量31.20亿元，采伐限额36.00亿元，存量占限额的86.67%。": ["86.67% = 31.2 / 36"],
    "木材收入58.00万元，菌菇收入26.00万元，菌菇收入占木材收入的比重为44.83%。": ["44.83% = 26 / 58"],
    "分3个标段采购管护服务，合同额80.00万元，资金到位75.00万元，到位率106.67%。": ["106.67% = 75 / 80 ?"],
    "年初预算80.00万元，全年预算100.00万元，支出决算90.00万元，完成年初预算的90%。": ["90% = 90 / 80"],
    "到位300.00万元，支出276.00万元，按到位资金计算执行率93%。": ["93% = 276 / 300"],
    "发放问卷300份，收回285份，回收率95%。": ["95% = 285 / 300"],
    "上级专项300.00万元，县级按15%的比例配套60.00万元。": ["15% = 60 / 300"],
    "购置电脑12台，单价0.5万元，计6.5万元。": ["6.5 = 12 * 0.5"],
    "为40名护林员每人每月补助300元，全年12个月共需14.4万元。": ["14.4 = 40 * 12 * 300"],
    "接待20批次180人次，支出1.80万元，人均120元。": ["1.8 = 180 * 120"],
    "设备费60.00万元，是上年24.00万元的2倍。": ["60 = 24 * 2"],
    "会议费4.20万元，控制在预算4.00万元以内。": ["4.2 <= 4"],
    "核定编制60名，在职63人，未超编制。": ["63 <= 60"],
    "任务数100户，实际完成250户，超任务40%。": ["40% = (250 - 100) / 100"],
    "基本支出90.00万元，其中：人员经费70.00万元，公用经费20.00万元。在职人员50人，人均公用经费0.30万元。": [
        "20 = 50 * 0.3",
        "90 = 70 + 20",
    ],
    "民生支出90.00万元。其中：教育支出60.00万元；社保支出30.00万元，与上年30.00万元持平。": [
        "30 = 30",
        "90 = 60 + 30",
    ],
}


@pytest.mark.parametrize("text", PASSAGES)
def test_a_rate_is_of_the_amounts_that_words_or_structure_name(text: str):
    assert stated(text) == PASSAGES[text]


@pytest.mark.parametrize(
    "text",
    [
        "支出总计80.00万元，占全县支出的5%。",
        "批复400.00万元，支出350.00万元，按实际到位资金计算的执行率为92%。",
        "社区8个，每个社区设2个收集点。",
        "省厅配发单价12.5万元的采样车3台，县级承担运费1.8万元。",
        "购置费预算0万元，支出决算0万元，完成预算的100%。",
        "执行率达到100%的项目17个，不足80%的1个。",
        "一等奖3名各20万元，二等奖5名各10万元，合计110万元。",
        "植保采购90.00万元；护林费预算50.00万元，控制率98%，得满分。",
    ],
)
def test_a_rate_of_what_is_not_printed_states_nothing(text: str):
    assert stated(text) == []


def test_a_long_text_costs_no_more_a_number_than_a_short_one():
    once = "收入380.20万元，比上年增加70.00万元，增长22.6%，其中：门票80.20万元，占21.1%；租金300.00万元，占78.9%。"
    assert len(stated(once * 200)) == 200 * len(stated(once))


BEHIND = {
    "回收问卷250份，表示满意的236份，满意度96.40%。": ["96.4% = 236 / 250"],
    "问卷250份，满意205份，基本满意36份，满意度96.40%。": [],
    "回收问卷250份，表示不满意的14份，满意度96.40%。": [],
    "问卷330份，非常满意160份，满意150份，满意度94.00%。": [],
    "回收问卷250份，走访236户，满意度96.40%。": [],
}


@pytest.mark.parametrize("text", BEHIND)
def test_a_rate_right_behind_a_whole_and_the_part_of_its_name_is_of_both(text: str):
    assert stated(text) == BEHIND[text]


VEHICLES = {
    "购车0辆，购置费0.00万元；车辆运行费27.60万元，保有量5辆，单车运行费5.92万元。": ["27.6 = 5 * 5.92"],
    "车辆购置费36.00万元，保有量9辆，单车运行费2.10万元。": [],
}


@pytest.mark.parametrize("text", VEHICLES)
def test_what_a_vehicle_costs_to_run_is_not_of_what_it_was_bought_for(text: str):
    assert stated(text) == VEHICLES[text]


BUDGETS_BEHIND = {
    "护林费决算41.60万元，完成预算91.25%，主要是尾款未付，预算数为48.00万元。": ["91.25% = 41.6 / 48"],
    "护林费决算41.60万元，完成预算91.25%，植保费预算48.00万元。": [],
    "护林费决算41.60万元，完成年初预算91.25%，调整预算数48.00万元。": [],
}


@pytest.mark.parametrize("text", BUDGETS_BEHIND)
def test_a_budget_behind_its_completion_is_what_it_is_of(text: str):
    assert stated(text) == BUDGETS_BEHIND[text]


def test_the_completion_of_a_matter_without_amounts_is_of_no_others():
    text = "支出年初预算80.00万元，支出决算76.00万元，完成年初预算的95%。原因是绿化未完成，其中{}完成92%。"
    assert stated(text.format("育苗服务较年初")) == ["95% = 76 / 80"]
    assert "92% = 76 / 80 ?" in stated(text.format("")) or "92% = 76 / 80" in stated(text.format(""))


def test_what_had_no_budget_completes_none():
    assert stated("年初预算0万元，支出决算30.50万元，完成年初预算的95.89%。") == ["95.89% = 30.5 / 0"]
