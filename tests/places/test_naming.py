"""Where a title names a department, and the regions before it."""

import pytest

from flows.places.naming import Named, department_named, region_at, region_named


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("青禾县总工会2023年度部门决算", Named("", "青禾县", "总工会")),
        ("2023年度青禾县人民检察院部门决算", Named("", "青禾县", "人民检察院")),
        ("关于青禾县民政局2023年度部门决算的说明", Named("", "青禾县", "民政局")),
        ("2023年度部门决算（青禾县民政局）", Named("", "青禾县", "民政局")),
        ("第二部分 青禾县民政局", Named("", "青禾县", "民政局")),
        ("中共青禾县委社会工作部2024年部门预算", Named("中共", "青禾县", "委社会工作部")),
        ("政协青禾县委员会2022年度部门决算", Named("政协", "青禾县", "委员会")),
        ("青禾县教育局教师进修学校2023年度单位决算", Named("", "青禾县", "教育局教师进修学校")),
        ("青禾县卫生健康局基本公共卫生服务项目支出绩效自评表", Named("", "青禾县", "卫生健康局")),
        ("柳坪区民政局2023年度部门决算", Named("", "柳坪区", "民政局")),
        ("示例省示例市柳坪县白石镇人民政府2023年部门决算", Named("", "柳坪县", "白石镇人民政府")),
        ("青禾县城市管理局2023年度部门决算", Named("", "青禾县", "城市管理局")),
        ("2023年度住建局部门整体支出绩效自评报告", Named("", "", "住建局")),
    ],
)
def test_a_title_names_its_department(line: str, named: Named):
    assert department_named(line) == named


@pytest.mark.parametrize(
    "line",
    [
        "——2022年9月30日在青禾县第十九届人民代表大会常务委员会第五次会议上",
        "青禾县人大常委会：",
        "联系单位：青禾县民政局",
        "青禾县财政局（制）",
        "青禾县XX局2024年度部门决算",
        "青禾县2021年财政决算报告",
        "2023年度乡镇卫生院能力提升项目绩效自评报告",
        "2023年度送戏下乡项目支出绩效自评报告",
        "2023年度文化馆、图书馆免费开放项目绩效自评报告",
        "一、办公室",
        "各乡镇人民政府",
        "某街道办事处",
        "内设机构办公室",
        "本单位财务中心",
        "二、部门决算情况",
        "2023年度引进大学生补助资金绩效自评报告",
    ],
)
def test_a_line_that_names_no_department(line: str):
    assert department_named(line) is None


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("示例省示例市柳坪县教育局", "柳坪县"),
        ("广东省清远市阳山县教育局", "阳山县"),
        ("旌阳山县教育局", "旌阳山县"),
        ("广西壮族自治区桂林市教育局", "桂林市"),
        ("云岭经济技术开发区管理委员会", "云岭经济技术开发区"),
        ("城市管理局", ""),
        ("老城区改造服务中心", ""),
        ("棚户区改造服务中心", ""),
        ("自然保护区管理局", ""),
        ("市场监督管理局", ""),
    ],
)
def test_the_region_before_a_name(text: str, region: str):
    assert region_at(text)[0] == region


@pytest.mark.parametrize(
    ("line", "region"),
    [
        ("关于柳坪县2023年财政决算草案的报告", "柳坪县"),
        ("2023年柳坪区本级财政决算", "柳坪区"),
        ("柳坪县乡村振兴项目", ""),
        ("全县2023年财政决算", ""),
    ],
)
def test_a_title_may_name_a_region_alone(line: str, region: str):
    assert region_named(line) == region
