"""Sums: lists that are closed by words or digits, parts of a whole, totals, what is left over."""

import pytest

from tests.relating.sentences.stating import stated

PASSAGES = {
    "总投资500万元，其中中央300万元、省级120万元、其他70万元。": ["500 = 300 + 120 + 70"],
    "总投资500万元，由中央300万元、省级120万元和县级90万元构成。": ["500 = 300 + 120 + 90"],
    "总投资500万元，其中中央300万元、省级120万元。": ["120 <= 500", "300 <= 500"],
    "总投资500万元，其中中央300万元、省级240万元。": ["240 <= 500", "300 + 240 <= 500", "300 <= 500"],
    "全年走访120户，其中脱贫户45户，党员户90户。": ["45 <= 120", "90 <= 120"],
    "县本级42亿元，高新区9亿元，合计52亿元。": ["52 = 42 + 9"],
    "基建费450.00万元（续建300.00万元、新建150.00万元）。": ["450 = 300 + 150"],
    "保有车辆5辆（应急车4辆、执法车3辆）。": ["4 + 3 <= 5 ?"],
    "基建费450.00万元（预算300.00万元、上年200.00万元）。": [],
    "年初预算50.00万元，年中追加10.00万元，全年预算61.00万元。": ["61 = 50 + 10"],
    "展演61.00万元（其中下乡22.00万元）、普查30.00万元。": ["22 <= 61"],
    "桥梁养护21.00万元，路灯维护19.00万元，两项合计42.00万元。": ["42 = 21 + 19"],
    "年初林地30万亩，本年增加20万亩，减少5万亩，年末45万亩。": ["45 = 30 + 20 - 5"],
    "收到捐款50.00万元，支出58.00万元，结余8.00万元。": ["8 = 50 - 58"],
    "全年接待30批次，其中国内28批次、外事2批次。": ["30 = 28 + 2"],
    "管护费90.00万元，按树种分：松林50.00万元；杉林45.00万元。": ["90 = 50 + 45"],
    "管护费合计90.00万元。按树种划分，松林50.00万元，杉林45.00万元。": ["90 = 50 + 45"],
    "管护费90.00万元，按树种分：松林50.00万元；杉林30.00万元等。": ["30 <= 90", "50 <= 90"],
    "管护费90.00万元，按树种分：松林50.00万元，比上年增加2.00万元；杉林30.00万元。": ["50 <= 90"],
    "林场120家，按评级分类：一类60家、二类40家，其余未评级。": ["40 <= 120", "60 <= 120"],
    "林场收入90.00万元。分来源看，木材50.00万元，占55.56%；菌菇40.00万元，占44.44%。分季节看，上半年35.00万元，"
    "下半年45.00万元。": ["44.44% = 40 / 90", "55.56% = 50 / 90", "90 = 35 + 45", "90 = 50 + 40"],
    "采购总额80.00万元，分别为苗木50.00万元、农药10.00万元、农具15.00万元。": [
        "10 <= 80",
        "15 <= 80",
        "50 <= 80",
    ],
    "债务限额60.50亿元，其中一般债务限额20.40亿元、专项债务限额37.10亿元。": ["60.5 = 20.4 + 37.1"],
    "采购苗木90.00万元，其中货物50.00万元、工程20.00万元。": ["20 <= 90", "50 <= 90"],
    "自评总分91.2分。其中：投入（10分）得9分；过程（40分）得36.2分，扣3.8分；产出（50分）得47分，扣3分。": [
        "91.2 = 9 + 36.2 + 47 ?",
    ],
    "出动车辆60台，其中运输车35台、吊车30台。": ["30 <= 60", "35 + 30 <= 60 ?", "35 <= 60"],
    "支出比上年减少8.40万元，其中：管护费增加3.20万元；植保费增加11.60万元。": ["8.4 = -3.2 - 11.6"],
}


@pytest.mark.parametrize("text", PASSAGES)
def test_a_list_makes_up_its_whole_where_words_or_digits_say_so(text: str):
    assert stated(text) == PASSAGES[text]


def test_one_slip_of_the_pen_is_asked_about_and_a_round_rest_is_left_out():
    slip = "总投资586.40万元，其中：中央326.20万元、省级255.20万元。"
    assert stated(slip) == ["586.4 = 326.2 + 255.2 ?"]
    rest = "总投资986.40万元，其中中央326.20万元、省级160.20万元。"
    assert stated(rest) == ["160.2 <= 986.4", "326.2 <= 986.4"]


@pytest.mark.parametrize(
    "text",
    [
        "2022年末结转20.00万元，收入90.00万元，支出70.00万元，年末结转和结余41.00万元。",
        "全年拨付岗位补贴260.00万元。社保费仍由企业代扣，其中女职工部分312.00万元。",
        "3月末累计支出110.00万元，6月末累计支出245.00万元，9月末累计支出390.00万元。",
        "发放补助186.40万元，其中残疾人312人、未成年人97人。",
        "管护费90.00万元。按月划分，七月8.00万元，八月9.00万元。",
        "支出比上年增加9.60万元，其中：管护费增加6.00万元；植保费减少0.50万元。",
        "管护费90.00万元，较上年增加2.00万元（上年含救灾95.00万元）。",
    ],
)
def test_amounts_beside_each_other_state_nothing(text: str):
    assert stated(text) == []


def test_a_total_of_all_income_may_be_of_a_sentence_before():
    text = "林业收入10.35亿元。补助收入24.80亿元，转贷收入3.45亿元，收入总计38.60亿元。"
    assert stated(text) == ["38.6 = 10.35 + 24.8 + 3.45"]
    assert stated(text.replace("38.60", "39.60")) == ["39.6 = 24.8 + 3.45 ?"]


def test_a_running_sum_is_no_whole_of_shares():
    assert stated("一季度支出52万元，占20%；二季度支出110万元，占42%，累计支出162万元。") == ["162 = 52 + 110"]


AMONG = {
    "不合格样品56批次；不合格样品中已处置65批次。": ["65 <= 56"],
    "发现问题林场38家。问题林场中已整改41家。": ["41 <= 38 ?"],
    "不合格样品56批次；合格样品中复检65批次。": [],
    "不合格样品56批次；不合格样品中累计处置65批次。": [],
    "不合格样品56批次；不合格样品中处置65批次（含上年9批次）。": ["9 <= 65"],
    "育苗室5间，育苗过程中损坏12间。": [],
    "育苗场5个，育苗中心12个。": [],
}


@pytest.mark.parametrize("text", AMONG)
def test_what_is_among_others_that_words_name_is_no_more_than_they_are(text: str):
    assert stated(text) == AMONG[text]


def test_a_total_is_of_the_list_behind_the_colon_and_not_of_what_stands_before():
    text = (
        "争取投资2.24亿元，发行债券4.4亿元，用于3个项目：厂房16800万元、医院12000万元、管网15{}00万元，合计44000万元。"
    )
    assert "44000 = 16800 + 12000 + 15200" in stated(text.format("2"))
    assert "44000 = 16800 + 12000 + 15700" in stated(text.format("7"))


def test_a_bare_together_adds_up_the_list_before_it():
    text = "访谈乡镇干部18人、合作社负责人9人、茶农37人，共{}人。"
    assert stated(text.format("64")) == ["64 = 18 + 9 + 37"]
    assert [told.rstrip(" ?") for told in stated(text.format("74"))] == ["74 = 18 + 9 + 37"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("在职214人，其中机关工作人员47人、学校人员163人。", ["214 = 47 + 163 ?"]),
        ("养护公路242.3公里，其中县道48.6公里、乡道73.2公里、村道112.4公里。", ["242.3 = 48.6 + 73.2 + 112.4 ?"]),
        # a part that is not told may be as large as one that is
        ("在职214人，其中机关工作人员47人、学校人员153人。", ["47 <= 214", "153 <= 214"]),
        ("在职214人，其中机关工作人员47人、学校人员163人等。", ["47 <= 214", "163 <= 214"]),
        ("在职120人，其中党员45人、女职工70人、硕士3人。", ["45 <= 120", "70 <= 120", "3 <= 120"]),
    ],
)
def test_what_is_counted_but_for_less_than_any_part_is_asked_about(text: str, told: list[str]):
    assert sorted(stated(text)) == sorted(told)


def test_a_list_goes_on_in_one_breath_though_its_first_parts_make_up_the_whole():
    text = "税收共20068万元，其中甲镇8420万元、乙镇5316万元、丙镇4187万元、丁乡2145万元{}戊乡1873万元。"
    assert "20068 = 8420 + 5316 + 4187 + 2145" in stated(text.format("；"))
    assert "20068 = 8420 + 5316 + 4187 + 2145" not in stated(text.format("、"))
    assert any("1873" in one for one in stated(text.format("、")))


def test_what_two_make_up_together_is_no_list_of_the_first():
    assert stated("收入390万元，全部调入，与基金调出的2500万元共同构成调入资金2890万元。") == []


def test_what_each_of_two_lies_below_is_no_bound_of_their_whole():
    limits = "限额61.40亿元，其中一般债务限额21.50亿元、专项债务限额39.90亿元。"
    text = limits + "余额58.10亿元，其中一般债务20.90亿元、专项债务37.20亿元，分别低于限额0.60亿元和2.70亿元。"
    assert "58.1 <= 39.9" not in stated(text)
    assert "58.1 = 20.9 + 37.2" in stated(text)


def test_what_is_added_is_added_to_what_a_sentence_before_tells():
    text = "全县林场收入111.00万元，增长9.0%，其中木材收入100.00万元。加上补助等{}万元，收入总计156.00万元。"
    assert "156 = 111 + 45" in stated(text.format("45.00"))
    assert "156 = 111 + 54" in stated(text.format("54.00"))
    assert not any(
        one.startswith("20 =") for one in stated("林场收入111.00万元。加上补助45.00万元、转贷收入20.00万元。")
    )


def test_what_one_of_several_costs_adds_up_too():
    assert stated("人均补助640元，个人缴费380元，人均标准合计1002元。") == ["1002 = 640 + 380"]


def test_a_net_is_of_what_came_and_went_without_their_parts():
    text = "全年新增对象214人，退出138人，其中迁走97人、死亡41人，净增67人。"
    assert stated(text) == ["138 = 97 + 41", "67 = 214 - 138"]


def test_where_money_is_from_makes_up_what_was_divided_before():
    text = "预算2110.00万元：良种补贴1785.00万元，机收补贴325.00万元。资金来源为省级{}万元、县级165.00万元。"
    assert stated(text.format("1945.00")) == ["2110 = 1785 + 325", "2110 = 1945 + 165"]
    assert stated(text.format("1954.00")) == ["2110 = 1785 + 325", "2110 = 1954 + 165"]


def test_grades_behind_a_count_are_no_more_than_are_counted():
    text = "评价项目{}个，评价等级为优的12个、良的16个、中的3个。"
    assert stated(text.format(31)) == ["31 = 12 + 16 + 3"]
    assert "12 + 16 + 3 <= 30 ?" in stated(text.format(30))


def test_a_counted_total_is_of_what_stands_in_brackets_behind_each_name():
    text = "收回问卷400份，满意361份，意见集中在道路（21份）和噪声（18份），两项合计{}份。"
    assert "39 = 21 + 18" in stated(text.format(39))
    assert "93 = 21 + 18" in stated(text.format(93))


def test_parts_of_a_part_behind_it_are_none_of_the_whole():
    text = "发行债券12.42亿元。其中一般债券3.61亿元，投向公路2.42亿元、其他1.19亿元；专项债券{}亿元，投向市政8.81亿元。"
    assert stated(text.format("8.81")) == ["12.42 = 3.61 + 8.81"]
    assert stated(text.format("8.18")) == ["3.61 <= 12.42"]
    assert stated("总投资18.60亿元，其中中央9.00亿元、省级4.80亿元、市级3.00亿元、县级1.80亿元。") == [
        "18.6 = 9 + 4.8 + 3 + 1.8"
    ]
