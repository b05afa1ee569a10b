import pytest

from flows.places.departments import conformed_department


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
