"""Reports of different bodies and projects are told apart, versions of one report are not."""

import json

import pytest

from flows.model.telling_apart import (
    are_matters_apart,
    are_numbered_apart,
    are_stems_apart,
    are_told_apart,
    letters_apart,
)

TITLE = "青禾县教育局2020年度项目支出绩效自评报告"


def named(*pairs: tuple[str, str]) -> str:
    return json.dumps(pairs, ensure_ascii=False)


def test_what_stands_behind_one_label_tells_reports_apart():
    first, second = (named(("主管部门", "教育局"), ("实施单位", school)) for school in ("第一小学", "第二小学"))
    assert are_told_apart(TITLE, first, TITLE, second)
    assert not are_told_apart(TITLE, first, TITLE, first)


def test_a_label_that_only_one_prints_tells_nothing():
    assert not are_told_apart(TITLE, named(("实施单位", "第一小学")), TITLE, named(("主管部门", "教育局")))
    assert not are_told_apart(TITLE, "", TITLE, "")


def test_a_longer_spelling_is_the_same_body():
    assert not are_told_apart(TITLE, named(("单位", "教育局")), TITLE, named(("单位", "青禾县教育局")))


def test_of_several_values_one_that_both_have_is_enough():
    forms = named(("项目名称", "农村公路"), ("项目名称", "危桥改造"))
    assert not are_told_apart(TITLE, forms, TITLE, named(("项目名称", "危桥改造")))
    assert are_told_apart(TITLE, forms, TITLE, named(("项目名称", "校舍维修")))


@pytest.mark.parametrize(
    ("title", "other", "is_apart"),
    [
        ("青禾县第一小学2020年度部门整体支出绩效自评报告", "青禾县第二小学2020年度部门整体支出绩效自评报告", True),
        ("部门整体支出绩效自评报告（第一小学）", "部门整体支出绩效自评报告（第二小学）", True),
        ("青禾县教育局2020年度部门整体支出绩效自评报告", "2020年部门整体支出绩效评价报告（修改稿）", False),
        ("青禾县教育局自评报告", "", False),
    ],
)
def test_titles_tell_by_their_own_words(title: str, other: str, is_apart: bool):
    assert are_told_apart(title, "", other, "") is is_apart


def test_letters_apart_needs_something_of_its_own_on_both_sides():
    assert letters_apart("第一小学", "第二小学")
    assert not letters_apart("自评报告", "教育局自评报告")


def test_misread_letters_tell_nothing_and_other_numerals_do():
    school = named(("实施单位", "青禾县第一小学"))
    assert not are_numbered_apart(school, named(("实施单位", "青未县第—小字")))
    assert are_numbered_apart(school, named(("实施单位", "青未县第二小字")))


def test_digits_in_another_order_are_another_number():
    assert letters_apart("项目12", "项目21")
    assert not letters_apart("教育局", "教育局")


@pytest.mark.parametrize(
    ("title", "other", "is_apart"),
    [
        ("2020年度部门整体支出绩效自评表", "2020年度部门整体支出绩效自评报告", True),
        ("2020年度部门整体支出绩效自评报告（附自评表）", "2020年度部门整体支出绩效自评报告", False),
        ("2020年度部门整体支出绩效自评", "2020年度部门整体支出绩效自评报告", False),
    ],
)
def test_a_form_and_a_text_are_two_reports(title: str, other: str, is_apart: bool):
    assert are_told_apart(title, "", other, "") is is_apart
    assert are_stems_apart(title, other, TITLE, TITLE) is is_apart


@pytest.mark.parametrize(
    ("stem", "other", "title", "is_apart"),
    [
        ("水库管理所", "河道管理站", "2020年度部门整体支出绩效自评报告", True),
        ("水库管理所", "河道管理站", "青禾县2020年度部门整体支出绩效自评报告", True),
        ("水利局报告", "水利局部门报告", "2020年度部门整体支出绩效自评报告", False),
        ("张三交来", "李四交来", "青禾县水利局2020年度部门整体支出绩效自评报告", False),
    ],
)
def test_names_of_files_tell_units_where_no_title_does(stem: str, other: str, title: str, is_apart: bool):
    assert are_stems_apart(stem, other, title, title) is is_apart


@pytest.mark.parametrize(
    ("stem", "other", "is_apart"),
    [
        ("项目自评表", "项目自评表（社区矫正）", True),
        ("项目自评表", "青禾县司法局2020年度项目自评表", False),
        ("司法局项目自评表", "项目自评表（社区矫正）", True),
        ("项目自评表", "项目支出绩效自评表", False),
        ("5.12活动自评", "3.15活动自评", True),
    ],
)
def test_forms_without_a_project_go_by_all_that_their_names_say(stem: str, other: str, is_apart: bool):
    assert are_matters_apart(stem, other, "司法局") is is_apart
