"""What a web site prints around a report, and lines of a report that only look like it."""

import pytest

from flows.extraction.frames import is_frame


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 部门决算",
        "您的位置: 首页>财政信息",
        "首页 » 政务公开 » 预决算公开",
        "主办：青禾县人民政府办公室  承办：青禾县大数据中心",
        "版权所有：青禾县人民政府",
        "示ICP备00000000号",
        "发布日期：2023-09-01 浏览次数：120",
        "【字体：大 中 小】发布时间：2023-09-01".removeprefix("【"),
        "来源：青禾县财政局 | 发布时间：2023年9月1日 10:20",
    ],
)
def test_a_line_of_the_page_is_no_line_of_the_report(line: str):
    assert is_frame(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "资金来源：县级财政100万元",
        "来源：县级财政安排100万元，上级补助20万元",
        "公开时间：2024年9月，共公开120个部门",
        "一般公共预算 > 政府性基金预算",
        "主办单位收入100万元。",
        "首页",
        "位置：青禾县河口镇，面积120亩",
    ],
)
def test_a_line_of_the_report_is_no_frame(line: str):
    assert not is_frame(line)
