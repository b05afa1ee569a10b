"""Projects counted in a sentence against the rows of the table whose total it names."""

from dataclasses import replace

from tests.judging.sheets import Sheet


def counted(said: str, total: str = "100") -> list[str]:
    sheet = Sheet()
    for row, (scope, printed) in enumerate((("校舍维修", "60"), ("操场改造", "40"), ("合计", "100"))):
        sheet.cell("project_budget", printed, scope=scope, basis="budget", row=row)
    numbers = sheet.word(None, total, label="重点项目预算"), sheet.word(None, said, "个", label="包含项目")
    for number in numbers:
        figure = sheet.figures[number]
        place = replace(figure.place, block_no=7)
        sheet.figures[number] = replace(figure, place=place, quote=f"重点项目预算共{total}万元，包含项目{said}个")
    return sheet.statuses("X04")


def test_as_many_projects_are_counted_as_the_table_lists():
    assert (counted("2"), counted("3")) == (["pass"], ["fail"])


def test_a_sentence_that_names_no_total_of_the_table_may_count_other_projects():
    assert counted("3", total="90") == []
