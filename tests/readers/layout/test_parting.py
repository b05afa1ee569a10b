"""Ruled cells of several lines: rows where numbers share baselines, one row where a cell's width wrapped them."""

from itertools import pairwise

from flows.model.report import Table
from tests.readers.layout.grids import grid
from tests.readers.pdf.drawn import blocks, tables, texts

WIDE = (60, 120, 300, 380, 460)
NARROW = (60, 108, 300, 348, 396)  # as wide as the numbers
HEADER = ("编码", "科目名称", "合计", "项目")
GROUP = (
    ("201", "20103", "2010301"),
    ("一般公共服务支出", "政府办公厅（室）及相关机构事务", "行政运行"),
    ("7,723,293", "7,723,293", "5,000,293"),
    ("2,723,000", "", "2,723,000"),
)
ROWS = [
    ["201", "一般公共服务支出", "7,723,293", "2,723,000"],
    ["20103", "政府办公厅（室）及相关机构事务", "7,723,293", ""],
    ["2010301", "行政运行", "5,000,293", "2,723,000"],
]


def test_lines_of_numbers_in_a_ruled_cell_are_rows_however_narrow_the_cell_is():
    for xs in (WIDE, NARROW):
        assert texts(grid(100, xs, HEADER, GROUP)) == [[list(HEADER), *ROWS]]


def test_a_header_in_the_cell_of_the_total_is_a_row_of_its_own():
    first = ("编码", ("科目名称", "合计"), ("合计", "9,027,205"), ("项目", "2,723,000"))
    for xs in (WIDE, NARROW):
        assert texts(grid(100, xs, first, GROUP)) == [
            [list(HEADER), ["", "合计", "9,027,205", "2,723,000"], *ROWS],
        ]


def test_every_row_has_its_own_place_on_the_page():
    [table] = tables(grid(100, WIDE, HEADER, GROUP))
    boxes = [cell.box for cell in table.cells if cell.column == 2]
    assert all(one and other and one[3] <= other[1] for one, other in pairwise(boxes))


def test_a_wrapped_label_in_a_group_stays_one_label_beside_its_number():
    label = ("机关事业单位基本养", "老保险缴费支出", "住房公积金")
    xs = (60, 158, 240)
    for numbers in (("793,704", "", "510,208"), ("", "793,704", "510,208")):
        assert texts(grid(100, xs, ("科目", "合计"), (label, numbers))) == [
            [["科目", "合计"], ["机关事业单位基本养老保险缴费支出", "793,704"], ["住房公积金", "510,208"]]
        ]


def test_a_label_beside_all_lines_reaches_over_their_rows():
    page = [
        *grid(100, (60, 160, 300, 400), ("", ("甲", "乙"), ("1,000.00", "2,000.00"))),
        (70, 120, "项目资金"),
    ]
    [table] = tables(page)
    assert [(c.row, c.column, c.row_span, c.text) for c in table.cells] == [
        (0, 0, 2, "项目资金"),
        (0, 1, 1, "甲"),
        (0, 2, 1, "1,000.00"),
        (1, 1, 1, "乙"),
        (1, 2, 1, "2,000.00"),
    ]


def test_numbers_beside_several_ruled_rows_stand_in_the_row_that_they_are_level_with():
    lines = [(60, y, 200, y) for y in (116, 132)] + [(60, y, 300, y) for y in (100, 148)]
    page = [*lines, *((x, 100, x, 148) for x in (60, 200, 300))]
    page += [(64, 112 + 16 * place, name) for place, name in enumerate("甲乙丙")]
    page += [(210, 112, "1,000.00"), (210, 144, "3,000.00")]
    assert texts(page) == [[["甲", "1,000.00"], ["乙", ""], ["丙", "3,000.00"]]]


def test_a_number_that_its_cell_wrapped_stays_one_beside_a_wrapped_label():
    xs = (60, 142, 180, 240)
    label = ("机关事业单位基本", "养老保险缴费支出")
    for number in (("12,805,", "000.00"), ("12,805,0", "00.00"), ("1280500", "0.00")):
        [row] = texts(grid(100, xs, (label, number, "94.85%")))[0]
        assert isinstance(row, list)
        assert ["".join(cell.split()) for cell in row] == ["".join(label), "".join(number), "94.85%"]


def test_prose_beside_one_number_is_one_row():
    goals = ("目标一：完成培训。", "目标二：按期支付。", "目标三：群众满意。")
    done = ("完成一。", "完成二。", "完成三。")
    assert texts(grid(100, (60, 200, 300, 400), (goals, done, ("", "10.00", "")))) == [
        [["\n".join(goals), "\n".join(done), "10.00"]]
    ]


def test_a_square_that_holds_only_a_blank_is_no_table():
    square = [(60, 200, 70, 200), (60, 210, 70, 210), (60, 200, 60, 210), (70, 200, 70, 210)]
    found = blocks([(60, 100, "支出合计 120.50 万元。"), *square, (62, 208, "　")])
    assert not any(isinstance(block, Table) for block in found) and len(found) == 1
