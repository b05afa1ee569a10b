"""Lines that a page's width has cut are paragraphs again, whatever they were cut in; other lines stay as they are."""

import pytest

from flows.readers.plain.wrapped import unwrapped

PARAGRAPHS = [
    "2023年度收入总计1,284.36万元。与2022年度相比，收入总计增加102.60万元，增长8.68%，主要原因是渠道改造项目资金增加。",
    "二、收入决算情况说明",
    "本年收入合计1,190.04万元，其中：财政拨款收入1,150.04万元，占96.64%；其他收入40.00万元，占3.36%，与上年相比无变化。",
    "1.农林水支出（类）水利（款）水利工程运行与维护（项）。主要用于：渠道清淤。年初预算为82.40万元，支出决算为80.15万元。",
    "2.农林水支出（类）水利（款）行政运行（项）。主要用于：人员支出。年初预算为402.00万元，支出决算为399.97万元，完成99.50%。",
]


def cut(paragraph: str, width: int) -> list[str]:
    """A paragraph in lines of so many columns, as a page prints them: two to a Han character, the first line indented."""
    lines, room = [""], width - 4
    for sign in paragraph:
        room -= 1 if sign.isascii() else 2
        if room < 0:
            lines.append("")
            room = width - (1 if sign.isascii() else 2)
        lines[-1] += sign
    return lines


@pytest.mark.parametrize("width", range(48, 81, 2))
def test_a_paragraph_comes_back_wherever_a_line_was_cut(width):
    lines = [line for paragraph in PARAGRAPHS for line in cut(paragraph, width)]
    assert "".join(unwrapped(lines)) == "".join(PARAGRAPHS)
    whole = unwrapped(lines)
    amounts = [
        "1,284.36万元",
        "102.60万元",
        "8.68%",
        "1,190.04万元",
        "1,150.04万元",
        "82.40万元",
        "399.97万元",
        "99.50%",
    ]
    assert [amount for amount in amounts if not any(amount in line for line in whole)] == []
    assert "二、收入决算情况说明" in whole


def test_the_number_of_a_page_comes_behind_the_paragraph_that_it_cuts():
    first, *rest = cut(PARAGRAPHS[0], 66)
    lines = [first, "— 4 —", "", *rest, *cut(PARAGRAPHS[2], 66)]
    assert unwrapped(lines)[:2] == [PARAGRAPHS[0], "— 4 —"]


@pytest.mark.parametrize(
    "lines",
    [
        PARAGRAPHS,
        ["项目 预算数 决算数", "办公费 12.00 11.80", "差旅费 8.00 7.65", "公务接待费 2.00 1.95"],
        ["第一部分 部门概况", "一、主要职责", "贯彻执行水利法律法规。", "二、机构设置", "内设办公室、计财股。"],
        ["\t合计\t12", "办公费，\t3", "差旅费，\t4"],
    ],
)
def test_lines_that_no_width_has_cut_stay_as_they_are(lines):
    assert unwrapped(lines) == lines


def test_rows_of_a_table_between_cut_lines_stay_rows():
    rows = ["2130101 行政运行 399.97 399.97", "2130306 水利工程运行与维护 80.15 80.15"]
    lines = [*cut(PARAGRAPHS[0], 60), *rows, *cut(PARAGRAPHS[2], 60)]
    assert [line for line in rows if line not in unwrapped(lines)] == []
