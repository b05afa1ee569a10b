"""Dates and errors that a spreadsheet made of numbers are told, dates where a date belongs are not."""

from flows.extraction import SourceClues, extract
from flows.extraction.tables.misplaced import misplaced
from tests.extraction.printed_tables import report, table


def test_a_date_in_a_column_of_points_or_amounts_is_told_with_its_place():
    points = table("三级指标 | 分值 | 得分", "到位率 | 10月15日 | 10", "及时率 | 1900-01-10 00:00:00 | 10-Jan")
    assert [note.partition("“")[0] for note in misplaced(points)] == [
        "第 1 个表格第 2 行第 2 列",
        "第 1 个表格第 3 行第 2 列",
        "第 1 个表格第 3 行第 3 列",
    ]
    amounts = table("项目 | 年初预算数 | 执行数", "道路 | 2024/10/15 | 12")
    [note] = extract(report("自评表", amounts), SourceClues("")).notes
    assert "“年初预算数”一栏应是数字，写的是日期 2024/10/15" in note


def test_a_date_that_belongs_there_is_not_told():
    assert not [
        *misplaced(table("三级指标 | 完成时间 | 分值", "开工 | 2023-05-10 | 10")),
        *misplaced(table("指标 | 实际完成值 | 得分", "竣工时间 | 2023年12月 | 10", "填报日期 | | 2024-03-01")),
        *misplaced(table("填报人 | 张三 | 2024-03-01", "指标 | 分值 | 得分", "到位率 | 10.15 | 2020.10")),
    ]


def test_the_errors_of_formulas_are_told_with_their_places():
    amounts = table("项目 | 年初预算数 | 执行数", "道路 | #REF! | 12", "桥梁 | 8 | #########", "编号#3 | 1 | #1")
    [note] = extract(report("自评表", amounts), SourceClues("")).notes
    assert note.startswith("2 个单元格显示 “#REF!”、“########”，没有可核对的数字：第 1 个表格第 2 行「道路」行")
    assert note.endswith("请改正公式、加宽该列后重新放入")
