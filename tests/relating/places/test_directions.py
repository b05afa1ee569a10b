"""Which way a change goes, told in words, beside amounts that stand in another place: they prove each other wrong."""

import pytest

from flows.extraction import SourceClues, extract
from tests.extraction.printed_tables import report, table
from tests.relating.places.asking import errors, failing, held, numbers

TITLE = "苍梧县水利局2023年度部门决算"
CAPTION = "项目支出情况表（单位：万元）"
TWO_YEARS = table(
    "项目名称 | 2023年决算数 | 2022年决算数",
    "河道清淤疏浚 | 318.46 | 291.05",
    "水库除险加固 | 742.10 | 805.35",
    "山洪灾害防治 | 96.00 | 104.00",
)
BUDGETED = table(
    "项目名称 | 年初预算数 | 决算数 | 增减",
    "节水型社会建设 | 115.20 | 97.60 | -17.60",
    "农村饮水维修养护 | 388.00 | 402.75 | 14.75",
    "水文监测站网 | 64.30 | 64.30 | 0.00",
)
CARRIED = table(
    "收入 | 决算数 | 支出 | 决算数", "年初结转 | 63.18 | 年末结转 | 41.36", "本年收入 | 905.40 | 本年支出 | 927.22"
)


@pytest.mark.parametrize(
    ("tables", "sentence", "joined"),
    [
        (TWO_YEARS, "河道清淤疏浚支出318.46万元，比上年增加27.41万元。", ("27.41", "318.46", "291.05")),
        (TWO_YEARS, "水库加固共支出742.10万元，较上年减少63.25万元。", ("63.25", "742.10", "805.35")),
        (TWO_YEARS, "全年用于山洪灾害监测预警，计96.00万元，比上年减少8.00万元。", ("8.00", "96.00", "104.00")),
        (BUDGETED, "节水型社会建设支出97.60万元，比年初预算减少17.60万元。", ("17.60", "97.60", "115.20")),
        (BUDGETED, "农村饮水维修养护支出402.75万元，较年初预算增加14.75万元。", ("14.75", "402.75", "388.00")),
        (CARRIED, "年末结转41.36万元，主要是质保金，比年初减少21.82万元。", ("21.82", "41.36", "63.18")),
    ],
)
def test_a_change_between_cells_goes_the_way_that_they_show(tables, sentence, joined):
    assert numbers(*joined) in held(TITLE, CAPTION, tables, sentence)
    ways = {"增加": "减少", "减少": "增加"}
    turned = next(sentence.replace(way, other) for way, other in ways.items() if way in sentence)
    assert failing(TITLE, CAPTION, tables, turned) == {numbers(*joined)}


def test_it_is_sure_where_the_row_is_named_in_the_sentence_too():
    assert errors(TITLE, CAPTION, TWO_YEARS, "河道清淤疏浚支出318.46万元，比上年减少27.41万元。")
    assert not errors(TITLE, CAPTION, TWO_YEARS, "全年完成投资318.46万元，比上年减少27.41万元。")
    assert not errors(TITLE, CAPTION, TWO_YEARS, "河道清淤疏浚支出318.46万元，减少27.41万元。")


def test_a_slip_in_the_change_of_what_was_carried_over_is_asked_about():
    told = "年末结转41.36万元，主要是质保金，比年初结转减少{}万元。"
    assert failing(TITLE, CAPTION, CARRIED, told.format("22.82")) == {numbers("22.82", "41.36", "63.18")}
    assert not failing(TITLE, CAPTION, CARRIED, told.format("9.05"))  # another carry-over


def test_a_sentence_rounds_what_a_table_prints_in_yuan():
    grid = table("收入 | 决算数 | 支出 | 决算数", "年初结转 | 86714.30 | 年末结转 | 130714.30")
    blocks = (TITLE, "收入支出决算总表", "单位：元", grid)
    told = "年末结转13.07万元，较年初{}4.40万元。"
    joined = numbers("4.40", "130714.30", "86714.30")
    assert joined in held(*blocks, told.format("增加"))
    assert failing(*blocks, told.format("减少")) == {joined}


@pytest.mark.parametrize(
    "sentence",
    [
        "河道清淤疏浚支出318.46万元，其中人工费比上年减少8.20万元。",
        "河道清淤疏浚支出318.46万元，比2021年减少27.14万元。",
        "山洪灾害防治支出96.00万元，比上月增加8.00万元。",
        "全年采购设备318.46万元，比计划减少27.41万元。",
    ],
)
def test_a_change_that_no_two_cells_make_states_nothing(sentence):
    assert not failing(TITLE, CAPTION, TWO_YEARS, sentence)


@pytest.mark.parametrize(
    ("right", "wrong", "joined"),
    [
        ("节水型社会建设低于预算，因合同延期。", "节水型社会建设高于预算，因合同延期。", ("115.20", "97.60")),
        (
            "农村饮水维修养护支出超过年初预算的主要原因是应急抢修。",
            "农村饮水维修养护支出低于年初预算的主要原因是应急抢修。",
            ("388.00", "402.75"),
        ),
    ],
)
def test_a_clause_without_amounts_goes_the_way_of_the_row_that_it_names(right, wrong, joined):
    assert not failing(TITLE, CAPTION, BUDGETED, right)
    assert failing(TITLE, CAPTION, BUDGETED, wrong) == {numbers(*joined)}
    assert not errors(TITLE, CAPTION, BUDGETED, wrong)


def test_a_clause_may_speak_of_last_year():
    assert not failing(TITLE, CAPTION, TWO_YEARS, "水库除险加固较上年有所下降，主要是工程完工。")
    assert failing(TITLE, CAPTION, TWO_YEARS, "水库除险加固较上年有所上升。") == {numbers("742.10", "805.35")}


@pytest.mark.parametrize(
    "sentence",
    [
        "节水型社会建设的材料价格高于预算，已作说明。",  # of a part of it
        "水文监测站网高于预算。",  # equal: not asked
        "若节水型社会建设高于预算，须报批。",
        "二级站水文监测低于预算。",
    ],
)
def test_a_clause_of_something_else_states_nothing(sentence):
    assert not failing(TITLE, CAPTION, BUDGETED, sentence)


def test_one_change_told_both_ways_is_asked_about():
    first = "上年同期预算数512.00万元，本年较上年增加24.00万元，增长4.69%。"
    joined = numbers("24.00", "24.00")
    assert failing(TITLE, first, "问题分析。", "三是预算数较上年减少24.00万元而任务未作相应调整。") == {joined}
    assert not failing(TITLE, first, "问题分析。", "三是预算数较上年增加24.00万元而任务未作相应调整。")


def test_the_amounts_beside_one_of_the_two_tell_which_is_wrong():
    first = "2023年度专项预算数536.00万元。上年同期预算数512.00万元，本年较上年增加24.00万元。"
    told = failing(TITLE, first, "问题分析。", "预算数较上年减少24.00万元。")
    assert told == {numbers("24.00", "536.00", "512.00")}


@pytest.mark.parametrize(
    "second",
    [
        "公用经费较上年减少24.00万元。",  # moved from one to the other
        "人员经费较年初减少24.00万元。",
        "人员经费中的津贴较上年减少24.00万元。",
    ],
)
def test_two_changes_of_different_things_may_go_different_ways(second):
    assert not failing(TITLE, "人员经费较上年增加24.00万元。", "说明。", second)


PARTS = (
    "全县一般公共预算收入98640万元，为预算101500万元的97.18%，同比增收3424万元。税收收入61418万元，同比{}1487万元；"
    "非税收入37222万元，同比增收4911万元。"
)


def test_changes_of_parts_make_that_of_the_whole():
    joined = numbers("3424", "1487", "4911")
    assert joined in held(TITLE, PARTS.format("减收"))
    assert failing(TITLE, PARTS.format("增收")) == {joined}
    assert not failing(TITLE, PARTS.format("增收").replace("37222", "37122"))  # no parts of it
    assert not failing(TITLE, PARTS.format("增收").replace("4911", "2905"))  # no direction explains it


def test_a_column_of_changes_is_in_the_unit_of_what_it_compares():
    grid = table(
        "科目 | 年初预算 | 决算 | 决算较预算增减",
        "灌区管护 | 512.00 | 534.41 | 22.41",
        "泵站维修 | 84.60 | 82.14 | -2.46",
        "水质监测 | 13.25 | 13.00 | -0.25",
        "合计 | 609.85 | 629.55 | 19.70",
    )
    found = extract(report(TITLE, "单位：万元", "财政拨款支出明细", grid), SourceClues(source_path="报告.docx"))
    assert {one.unit for one in found.figures if one.figure_role == "change"} == {"元"}


@pytest.mark.parametrize("amounts", ["全年支出318.46万元，上交主管部门3.20万元。", TWO_YEARS])
def test_a_change_of_a_printed_base_led_to_the_amount_that_stands_elsewhere(amounts):
    right, turned = (f"清淤支出比上年291.05万元{way}27.41万元，变动幅度9.42%。" for way in ("增加", "减少"))
    joined = numbers("27.41", "291.05", "318.46")
    assert joined in held(TITLE, CAPTION, amounts, right)
    assert joined in failing(TITLE, CAPTION, amounts, turned)
    assert joined not in errors(TITLE, CAPTION, amounts, turned)


def test_a_base_whose_change_leads_to_no_amount_tells_nothing():
    told = "清淤支出比上年281.05万元减少27.41万元，变动幅度9.75%。"
    assert not [one for one in failing(TITLE, CAPTION, TWO_YEARS, told) if "27.41" in one]


def test_the_end_of_last_year_is_the_beginning_of_this():
    told = "年末结转41.36万元，较上年末{}21.82万元。"
    joined = numbers("21.82", "41.36", "63.18")
    assert joined in held(TITLE, CAPTION, CARRIED, told.format("减少"))
    assert joined in failing(TITLE, CAPTION, CARRIED, told.format("增加"))


def test_a_change_of_a_row_by_its_name_and_amount_is_that_which_the_row_shows():
    told = "河道清淤疏浚支出318.46万元，比上年增加{}万元。"
    assert numbers("24.71", "318.46", "291.05") in failing(TITLE, CAPTION, TWO_YEARS, told.format("24.71"))
    assert not failing(TITLE, CAPTION, TWO_YEARS, told.format("27.41"))
