"""Tables without vertical lines, and text that only looks a little like one."""

import pytest

from tests.readers.pdf.drawn import Page, blocks, tables, texts

PROSE = "本单位上年度收入总计一千二百三十四万元，支出总计一千二百万元，收支相抵后有结余。"
ITEMS = [
    ("一、财政拨款", "9,501,164.00", "9,501,000.00"),
    ("二、事业收入", "2,620,000.00", ""),
    ("三、其他收入", "5.00", "3.00"),
    ("合　计", "12,121,169.00", "9,501,003.00"),
]
HEADER = ["项目", "预算数", "决算数"]


def row(y: float, label: str, *values: str) -> Page:
    """A label to the right of 60, numbers to the left of 300, 400 and so on."""
    return [(60, y, label), *((-300 - 100 * place, y, value) for place, value in enumerate(values) if value)]


def body(top: float, items: list[tuple[str, str, str]] = ITEMS, step: float = 20) -> Page:
    return [word for place, item in enumerate(items) for word in row(top + step * place, *item)]


def rows(items: list[tuple[str, str, str]] = ITEMS) -> list[list[str]]:
    return [[label.replace("　", " "), *values] for label, *values in items]


def test_numbers_in_line_below_each_other_are_a_table_with_its_header_between_the_paragraphs():
    page = [(60, 80, PROSE), *row(120, *HEADER), *body(140), (60, 240, PROSE)]
    assert texts(page) == [PROSE, [HEADER, *rows()], PROSE]


def test_cells_of_a_table_without_lines_have_page_and_box():
    [table] = tables([*row(120, *HEADER), *body(140)])
    total = table.cells[-1]
    assert (total.text, total.page_no) == ("9,501,003.00", 1)
    assert total.box is not None
    x0, top, x1, bottom = total.box
    assert x0 < 340 and x1 == 400 and top < 200 < bottom and bottom - top < 20


def test_a_title_and_a_unit_above_are_no_header():
    page = [
        (250, 80, "收支决算总表"),
        (60, 100, "编制单位：某局"),
        (-500, 100, "单位：万元"),
        *row(120, *HEADER),
        *body(140),
    ]
    assert texts(page) == ["收支决算总表", "编制单位：某局 单位：万元", [HEADER, *rows()]]


def test_a_table_without_lines_goes_on_over_pages_and_its_repeated_header_comes_once():
    pages = [
        [
            *row(60, *HEADER),
            *body(80, [(f"{name}{place}", f"{place}.00", "") for place in range(34)]),
            (290, 800, f"{no}"),
        ]
        for no, name in enumerate("甲乙丙丁", 1)
    ]
    [table] = tables(*pages)
    assert (table.row_count, table.column_count) == (1 + 4 * 34, 3)
    assert {cell.page_no for cell in table.cells} == {1, 2, 3, 4}
    assert [text for text in texts(*pages) if isinstance(text, str)] == []


def test_running_heads_and_page_numbers_do_not_part_a_table():
    pages = [
        [(240, 40, "青禾县决算"), *body(80 if no > 1 else 400), (240, 810, f"第 {no} 页 共 3 页")] for no in (1, 2, 3)
    ]
    [table, head] = blocks(*pages)
    assert table in tables(*pages) and table.row_count == 12
    assert (head.part, head.text) == ("header", "青禾县决算")


@pytest.mark.parametrize("offset", [0, 6, 12], ids=["top", "middle", "bottom"])
def test_a_wrapped_label_is_one_cell_however_its_numbers_stand(offset: float):
    page = [
        *body(100, ITEMS[:2], 24),
        (60, 148, "机关事业单位基本养老保险缴费支出和"),
        (60, 160, "职业年金缴费支出"),
        (-300, 148 + offset, "767,579.00"),
        (-400, 148 + offset, "767,579.00"),
        *body(184, ITEMS[2:], 24),
    ]
    long = ("机关事业单位基本养老保险缴费支出和职业年金缴费支出", "767,579.00", "767,579.00")
    assert texts(page) == [rows([*ITEMS[:2], long, *ITEMS[2:]])]


def test_a_label_without_numbers_is_a_row_of_its_own():
    page = [*body(100, [ITEMS[0], ("其中：", "", ""), *ITEMS[1:]])]
    assert texts(page)[0][1] == ["其中：", "", ""]


def test_a_word_above_several_columns_is_merged_over_them():
    page = [(60, 110, "项目"), (-350, 100, "上年数额情况"), (-290, 120, "预算"), (-390, 120, "决算"), *body(140)]
    [table] = tables(page)
    assert [(c.row, c.column, c.text, c.row_span, c.column_span) for c in table.cells if c.row < 2] == [
        (0, 0, "项目", 2, 1),
        (0, 1, "上年数额情况", 1, 2),
        (1, 1, "预算", 1, 1),
        (1, 2, "决算", 1, 1),
    ]


def lines(*ys: float) -> Page:
    return [(55, y, 405, y) for y in ys]


def test_three_rules_make_a_table_of_words_and_of_a_single_row():
    words = [*row(120, "指标", "目标", "完成"), *row(140, "质量", "优良", "优良"), *row(160, "时效", "年内", "已完成")]
    assert texts([(60, 80, PROSE), *words, *lines(106, 126, 168), (60, 240, PROSE)]) == [
        PROSE,
        [["指标", "目标", "完成"], ["质量", "优良", "优良"], ["时效", "年内", "已完成"]],
        PROSE,
    ]
    single = [*row(120, "合计", "基本", "项目"), *row(140, "100.00", "60.00", "40.00")]
    assert texts([*single, *lines(106, 126, 148)]) == [[["合计", "基本", "项目"], ["100.00", "60.00", "40.00"]]]


def test_rules_below_each_row_keep_wrapped_rows_whole():
    page = [*row(114, *HEADER), *row(131, *ITEMS[0]), *row(148, "机关事业单位养老", "", "")]
    page += [*row(160, "保险缴费", "7.00", "8.00"), *row(177, *ITEMS[2]), *lines(118, 135, 164, 181)]
    assert texts(page) == [[HEADER, list(ITEMS[0]), ["机关事业单位养老保险缴费", "7.00", "8.00"], list(ITEMS[2])]]


@pytest.mark.parametrize(
    "page",
    [
        [word for place in range(6) for word in ((60, 100 + 20 * place, "一、单位职能"), (-500, 100 + 20 * place, f"{2 + 3 * place}"))],
        [word for place in range(6) for word in ((60, 100 + 20 * place, f"{place + 1}"), (100, 100 + 20 * place, "完成 20 个"))],
        [word for place in range(6) for word in ((60, 100 + 20 * place, f"附表{place + 1}"), (160, 100 + 20 * place, "收支总表"))],
        [word for place in range(6) for word in ((60, 100 + 20 * place, "负责人：张三"), (300, 100 + 20 * place, "电话：4231757"))],
        [word for place in range(9) for word in ((60, 100 + 20 * place, PROSE[:20]), (310, 100 + 20 * place, "计12.5万元，全部到位"))],
        [word for place in range(9) for word in ((40, 100 + 20 * place, f"{place + 1}"), (60, 100 + 20 * place, PROSE))],
        [*((60, 100 + 20 * place, PROSE) for place in range(9)), *lines(60, 400, 780)],
        [(60, 100, "本年"), (120, 100, "收入"), (200, 100, "1,234.56"), (300, 100, "万元"), (60, 120, PROSE)],
    ],
    ids=["contents", "numbered", "annexes", "signatures", "two columns", "numbered lines", "rules around prose", "gaps"],
)  # fmt: skip
def test_what_is_no_table_becomes_none(page: Page):
    assert not tables(page)


def test_lines_that_end_in_a_number_set_apart_are_not_run_together():
    page = [
        (60, 100, "收入"),
        (-540, 100, "12.50"),
        (60, 120, "支出"),
        (-540, 120, "11.50"),
        (60, 140, PROSE),
        (60, 160, PROSE),
    ]
    assert texts(page)[:2] == ["收入 12.50", "支出 11.50"]


def test_a_caption_that_every_page_repeats_stays_with_its_table():
    def table(title: str) -> Page:
        grid = [(60, y, 400, y) for y in (100, 120, 140)] + [(x, 100, x, 140) for x in (60, 230, 400)]
        return [
            (200, 50, title),
            (-400, 90, "单位：万元"),
            *grid,
            (70, 115, title),
            (240, 115, "1.00"),
            (70, 135, "乙"),
        ]

    found = texts(*(table(f"{title}表") for title in "甲乙丙丁"))
    assert [found[place] for place in (1, 4, 7, 10)] == ["单位：万元"] * 4


def test_characters_set_below_each_other_are_one_word():
    grid = [(60, y, 400, y) for y in (100, 160)] + [(x, 100, x, 160) for x in (60, 230, 400)]
    page = [*grid, *((140, 112 + 12 * place, text) for place, text in enumerate("产出指标")), (240, 130, "1.00")]
    assert texts(page) == [[["产出指标", "1.00"]]]


@pytest.mark.parametrize("number", ["第 {} 页 共 3 页", "第{}页，共3页", "— {} —", "－{}－", "· {} ·"])
def test_a_page_number_in_chinese_is_no_content(number: str):
    pages = ([(60, 300, f"第{name}部分"), (270, 810, number.format(no))] for no, name in enumerate("甲乙丙", 1))
    assert texts(*pages) == ["第甲部分", "第乙部分", "第丙部分"]


FORM = [
    (("项目名称", 58, 232), ("农村低保资金", 232, 540)),
    (("主管部门", 58, 232), ("青禾县民政局", 232, 364), ("实施单位", 364, 430), ("低保服务中心", 430, 540)),
    (("全年预算数", 232, 296), ("全年执行数", 296, 364), ("执行率", 364, 430), ("得分", 430, 540)),
    (("年度资金总额", 142, 232), ("1,350.00", 232, 296), ("1,280.50", 296, 364), ("94.85%", 364, 430), ("9.49", 430, 540)),
    (("项目资金（万元）", 58, 142), ("其中：财政拨款", 142, 232), ("1,250.00", 232, 296), ("1,190.50", 296, 364), ("95.24%", 364, 430)),
    (("上年结转资金", 142, 232), ("60.00", 232, 296), ("60.00", 296, 364), ("100.00%", 364, 430)),
    (("其他资金", 142, 232), ("40.00", 232, 296), ("30.00", 296, 364), ("75.00%", 364, 430)),
]  # fmt: skip


@pytest.mark.parametrize("step", [16, 24])
def test_a_form_without_lines_keeps_the_rows_above_its_header_and_its_merged_label(step: float):
    page = [
        ((left + right) / 2 - 5 * sum(1 if c > "⺀" else 0.5 for c in text), 100 + step * place, text)
        for place, row in enumerate(FORM)
        for text, left, right in row
    ]
    [table] = tables(page)
    cells = {cell.text: (cell.row, cell.column, cell.row_span, cell.column_span) for cell in table.cells}
    assert table.column_count == 6
    assert [cells[text][:2] for text in ("项目名称", "主管部门", "全年预算数", "年度资金总额")] == [
        (0, 0),
        (1, 0),
        (2, 2),
        (3, 1),
    ]
    assert cells["青禾县民政局"] == (1, 2, 1, 2) and cells["低保服务中心"][0] == 1
    assert cells["项目资金（万元）"] == (2, 0, 5, 1)


def test_halves_of_a_wrapped_cell_belong_to_the_row_that_they_overlap():
    page = [*body(100, ITEMS[:2], 24), (60, 143, "机关事业单位基本养老保险缴费和"), (60, 154, "职业年金"), *row(148.5, "", "767.00", "76.00"), *body(172, ITEMS[2:], 24)]  # fmt: skip
    assert texts(page)[0][2] == ["机关事业单位基本养老保险缴费和职业年金", "767.00", "76.00"]
