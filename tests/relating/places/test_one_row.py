"""Cells of one row print different things of one name."""

from tests.extraction.printed_tables import table
from tests.relating.places.asking import failing

TITLE = "青禾县交通运输局2023年度项目支出绩效评价报告"
LINES = table(
    "三级指标 | 计划 | 实际 | 分值 | 得分",
    "改造里程 | 20.5公里 | 20.5公里 | 15 | 15",
    "按期完工路段 | 3条 | 2条 | 10 | 6.5",
)


def test_what_was_planned_is_not_said_to_be_what_was_done():
    assert not failing(TITLE, LINES)
