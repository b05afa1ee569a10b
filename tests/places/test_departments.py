import pytest

from flows.places.apart import are_departments_apart
from flows.places.departments import conformed_department, department_called


@pytest.mark.parametrize(
    ("spellings", "name"),
    [
        (
            ["青禾县住房和城乡建设局", "县住建局", "住建局（本级）", "住 建 局", "青禾县住建局", "住房和城乡建设局（人民防空办公室）", "住房和城乡建设局(人防办)"],
            "住房和城乡建设局",
        ),
        (["东街街道", "东街街道办", "青禾县东街街道办事处"], "东街街道办事处"),
        (["河口镇", "河口镇政府", "青禾县河口镇人民政府"], "河口镇人民政府"),
        (["市场监督管理局", "县市场监督管理局", "青禾县市监局"], "市场监督管理局"),
        (["⽔利局", "水利局", "青禾县⽔利局"], "水利局"),
        (["第１中学", "第1中学"], "第1中学"),
        (["", "　"], ""),
    ],
)  # fmt: skip
def test_all_spellings_of_a_department_are_one_name(spellings: list[str], name: str):
    assert {conformed_department(spelling, "青禾县") for spelling in spellings} == {name}


def test_two_departments_stay_two():
    names = ["教育局", "教育体育局", "东街街道办事处", "西街街道办事处", "河口镇人民政府", "河口乡人民政府"]

    assert [conformed_department(name, "青禾县") for name in names] == names


def test_the_region_before_the_name_goes_where_the_county_is_known():
    assert conformed_department("湖南省长沙市开福区教育局", "开福区") == "教育局"
    assert conformed_department("县住建局", "") == "住房和城乡建设局"
    assert conformed_department("长沙市教育局", "") == "长沙市教育局"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青禾县民政局", "青禾县民政局"),
        ("教育", "教育局"),
        ("住建", "住建局"),
        ("大同乡", "大同乡"),
        ("收入决算表", ""),
        ("农村低保资金", ""),
        ("XX局", ""),
    ],
)
def test_a_text_is_called_by_a_department_or_it_is_none(text, name):
    assert department_called(text) == name


@pytest.mark.parametrize(
    ("name", "other", "are_apart"),
    [
        ("民政局", "青禾县民政局（本级）", False),
        ("卫健委", "青禾县卫生健康局", False),
        ("市监局", "青禾县市场监督管理局", False),
        ("青禾县民政局", "绿野县民政局", True),
        ("青禾县民政局", "青禾县教育局", True),
        ("河口镇", "东风镇", True),
        ("第一小学", "第二小学", True),
    ],
)
def test_two_names_are_of_two_departments_or_may_be_of_one(name, other, are_apart):
    assert are_departments_apart(name, other) is are_apart
