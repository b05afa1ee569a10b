"""Dates that a spreadsheet made of numbers are told, dates where a date belongs are not."""

from flows.extraction import SourceClues, extract
from flows.extraction.tables.dates import dates_for_numbers
from tests.extraction.printed_tables import report, table


def test_a_date_in_a_column_of_points_or_amounts_is_told_with_its_place():
    points = table("三级指标 | 分值 | 得分", "到位率 | 10月15日 | 10", "及时率 | 1900-01-10 00:00:00 | 10-Jan")
    assert [note.partition("“")[0] for note in dates_for_numbers(points)] == [
        "第 1 个表格第 2 行第 2 列",
        "第 1 个表格第 3 行第 2 列",
        "第 1 个表格第 3 行第 3 列",
    ]
    amounts = table("项目 | 年初预算数 | 执行数", "道路 | 2024/10/15 | 12")
    [note] = extract(report("自评表", amounts), SourceClues("")).notes
    assert "“年初预算数”一栏应是数字，写的是日期 2024/10/15" in note


def test_a_date_that_belongs_there_is_not_told():
    assert not [
        *dates_for_numbers(table("三级指标 | 完成时间 | 分值", "开工 | 2023-05-10 | 10")),
        *dates_for_numbers(table("指标 | 实际完成值 | 得分", "竣工时间 | 2023年12月 | 10", "填报日期 | | 2024-03-01")),
        *dates_for_numbers(table("填报人 | 张三 | 2024-03-01", "指标 | 分值 | 得分", "到位率 | 10.15 | 2020.10")),
    ]
