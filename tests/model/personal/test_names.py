"""A name is recognised behind the label of a person's part, alone and in lists, and other words are not."""

import pytest

from flows.model.personal import masked, personal
from flows.model.personal.labels import words

NAMES = {
    "联系人：王建国，": "王建国",
    "填报人（签字）：李小红": "李小红",
    "填报人（签字）：　李小红": "李小红",
    "项目负责人 | 赵栋梁 | 联系电话": "赵栋梁",
    "评价组成员：张国伟、刘海洋、陈静怡。": "张国伟、刘海洋、陈静怡",
    "经办人孙丽华，": "孙丽华",
    "负责人为欧阳文静": "欧阳文静",
    # labels as people write them
    "联 系 人：王建国": "王建国",
    "联系人（办公室）：王建国": "王建国",
    "联系人一：王建国": "王建国",
    "联系人及电话：王建国 4230000": "王建国",
    "项目联系人是王建国": "王建国",
    "法定代表人 王建国": "王建国",
    "分管负责人：王建国": "王建国",
    "主办会计：王建国": "王建国",
    "审核：王建国 制表：": "王建国",
    "贫困户王建国，": "王建国",
    "低保对象：王建国领取500元": "王建国",
    # names as people write them
    "联系人：杨 二": "杨 二",
    "联系人：杨　二妹": "杨　二妹",
    "联系人：\n王建国": "王建国",
    "联系人：王建国电话：4230000": "王建国",
    "联系人：买买提·艾力，": "买买提·艾力",
    "联系人：阿依努尔，": "阿依努尔",
    "负责人：王建国同志": "王建国",
    "负责人签字：王建国": "王建国",
    "负责人（签字）王建国": "王建国",
    "注册会计师：王建国": "王建国",
    "驻村工作人员：王建国，": "王建国",
    "项目负\n责人：王建国": "王建国",
    "姓\n名：王建国": "王建国",
    "填报人（王建国）": "王建国",
    "填报人：____王建国____": "王建国",
    "填报人∶王建国": "王建国",
    "项目负责人：局长王建国": "王建国",
    "王建国同志": "王建国",
    "王建国 990101198001010014 500": "王建国",
    "联系人：李　红　梅": "李　红　梅",
    "成员：李学，": "李学",
    # lists
    "成员：1、王建国；2、李小红": "王建国；2、李小红",
    "成员：王建国县财政局局长、李小红县审计局局长": "王建国县财政局局长、李小红",
    "成员：王建国、\n李小红": "王建国、\n李小红",
    "评价组成员：次仁卓玛、扎西": "次仁卓玛、扎西",
    "评价组成员：甲乙，丙丁": "甲乙",
    "评价组成员：赵甲乙，钱丙丁，孙戊，时间：3月": "赵甲乙，钱丙丁，孙戊",
    "评价组成员：赵甲乙,钱丙丁": "赵甲乙,钱丙丁",
    "评价组成员：赵甲乙 钱丙丁": "赵甲乙 钱丙丁",
    "评价组成员：赵甲乙\n钱丙丁": "赵甲乙\n钱丙丁",
    "评价专家：赵甲乙（教授）、钱丙丁": "赵甲乙（教授）、钱丙丁",
    "评价专家：赵甲乙 教授；钱丙丁 高级会计师": "赵甲乙 教授；钱丙丁",
}

# The words that follow a label and are no name: nothing of these is a person's.
OTHERS = [
    "负责人签字",
    "联系人 5 名",
    "县教育局负责人在会上指出",
    "联系人：",
    "填报人：***",
    "受益人满意度，",
    "贫困户满意度95%",
    "贫困户危房改造，",
    "贫困户安置，",
    "负责人高度重视，",
    "会计核算规范，",
    "会计方法，会计年度，",
    "审核程序，审核金额，",
    "组长单位，",
    "项目负责人 | 联系电话 | 项目名称",
    "姓名 | 职务 | 单位",
    "负责人：县教育局",
    "填报人：财务股，",
    "单位负责人（签章）：  年月 日",
    "经办江苏项目",
    "局长办公会研究决定",
    "受益人：全县居民，",
    "补助对象：高龄老人、农户，",
    "会计：核算规范",
    "审核：程序合规、资料齐全",
    "单位负责人：审核意见：同意",
    "编制：事业编制12人",
    "贫困户马铃薯 500亩",
    "脱贫户石榴、核桃种植",
    "负责人：暂无",
    "负责人：见附件",
    "受益对象：农户",
    "全体同志",
    "验收：合格。",
]


@pytest.mark.parametrize("text", NAMES)
def test_a_name_behind_its_label_is_masked(text: str):
    assert [text[part.start : part.end] for part in personal(text) if part.kind == "person"] == [NAMES[text]]


@pytest.mark.parametrize("text", OTHERS)
def test_words_that_are_no_name_stay(text: str):
    assert personal(text) == ()


def test_every_label_of_a_person_is_one():
    labels = *words("person"), *words("recipient"), *words("duty")
    assert [word for word in labels if masked(f"{word}：王建国") != f"{word}：***"] == []


def test_every_surname_begins_a_name_of_a_list():
    surnames = [*words("surname"), *words("double_surname")]
    assert [name for name in surnames if masked(f"联系人：王建国，{name}甲乙") != "联系人：***"] == []


def test_a_number_and_a_name_that_touch_are_both_masked():
    assert masked("联系人：王建国13900010001，84560001元") == "联系人：***，84560001元".replace("***", "******")


def test_a_label_that_comes_again_and_again_costs_no_more_than_its_length():
    assert masked("联系人：王建国，" * 2_000).count("***") == 2_000
    assert masked("评价组成员：" + "王建国、" * 2_000).startswith("评价组成员：***")


def test_a_list_of_names_is_told_around_the_numbers_in_it():
    text = "联系人：李红梅（13900010001）、杨丽华，电话4230000；王建国"
    assert masked(text) == "联系人：***（***）、***，电话***；***"
    assert [text[part.start : part.end] for part in personal(text)] == [
        "李红梅", "13900010001", "杨丽华", "4230000", "王建国",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("评价组成员：何俊杰及诸葛孔明高级工程师", "诸葛孔明"),
        ("执笔：刘洋；周会计 杨二妮主任和", "杨二妮"),
        ("法人：赵小红|陈水利（教授）及钱七七主任|", "钱七七"),
        ("评价组成员：欧阳娜；陈水利；孙思邈副局长 周正（教授）", "周正"),
    ],
)
def test_a_name_before_its_own_title_is_no_title_of_the_one_before_it(text: str, hidden: str):
    assert hidden not in masked(text)
