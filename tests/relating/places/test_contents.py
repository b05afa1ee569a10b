"""Tables of the list of contents that the document does not print."""

from flows.model.report import Table
from flows.relating.places.contents import missing_tables
from tests.extraction.printed_tables import report, table

CONTENTS = (
    "青禾县司法局2023年度部门决算",
    "目 录",
    "第一部分 部门概况",
    "第二部分 部门决算表",
    "一、收入支出决算总表……………3",
    "二、收入决算表……………4",
    "三、支出决算表……………5",
    "第三部分 部门决算情况说明",
)
FORM = table("项目 | 决算数", "合计 | 10.00")


def noted(*behind: str | Table) -> list[str]:
    return list(missing_tables(report(*CONTENTS, *behind).blocks))


def test_a_table_that_is_listed_and_not_printed_is_noted():
    notes = noted("第一部分 部门概况", "第二部分 部门决算表", "一、收入支出决算总表", FORM, "三、支出决算表", FORM)
    assert notes == ["目录列有“收入决算表”，文中没有找到这张表"]


def test_all_tables_are_printed():
    assert noted("收入支出决算总表", FORM, "收入决算表", FORM, table("支出决算表", "合计 | 10.00")) == []


def test_tables_in_a_file_of_their_own_are_not_missed():
    assert noted("第三部分 部门决算情况说明", "决算公开表见附件。") == []


def test_a_document_without_a_list_of_contents_misses_nothing():
    assert list(missing_tables(report("青禾县司法局2023年度部门决算", "收入决算表", FORM).blocks)) == []


def test_a_table_whose_title_is_the_end_of_another_one_is_missed_too():
    contents = (*CONTENTS, "四、一般公共预算财政拨款支出决算表……6")
    printed = ("收入支出决算总表", FORM, "收入决算表", FORM, "一般公共预算财政拨款支出决算表", FORM)
    missing = list(missing_tables(report(*contents, *printed).blocks))
    assert missing == ["目录列有“支出决算表”，文中没有找到这张表"]
