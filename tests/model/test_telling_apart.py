"""Reports of different bodies and projects are told apart, versions of one report are not."""

import json

import pytest

from flows.model.telling_apart import are_numbered_apart, are_told_apart, letters_apart

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
