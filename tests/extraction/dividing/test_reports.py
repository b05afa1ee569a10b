"""Many reports in one file, and many sheets that are one report."""

from decimal import Decimal

import pytest

from flows.extraction import SourceClues, extract
from flows.model.report import Table
from tests.extraction.dividing.printed_sheets import TITLE, accounts, faults, form, understood, workbook
from tests.extraction.printed_tables import report, table

DEPARTMENTS = ("民政局", "教育局", "财政局", "交通运输局")
WHOLE = "2023年度部门整体支出绩效自评表"


def test_each_sheet_of_a_department_is_a_report_and_none_is_held_against_another():
    found = understood(
        workbook(
            *(
                (f"Sheet{number}", f"青禾县{name}{WHOLE}", "单位：万元", accounts(2000 + number))
                for number, name in enumerate(DEPARTMENTS)
            )
        )
    )
    assert [heading.department_name for heading in found.headings] == [f"青禾县{name}" for name in DEPARTMENTS]
    assert [(heading.first_block_no, heading.last_block_no) for heading in found.headings] == [
        (0, 2), (3, 5), (6, 8), (9, 11),
    ]  # fmt: skip
    assert {figure.report_no: figure.value for figure in found.figures if figure.measure_code == "income_total"} == {
        number: Decimal(2000 + number) * 10_000 for number in range(4)
    }
    assert not faults(found)


@pytest.mark.parametrize(
    ("names", "departments"),
    [
        (("民政局", "教育局"), ["民政局", "教育局"]),
        (("1.民政局", "2.教育局"), ["民政局", "教育局"]),
        (("教育", "住建"), ["教育局", "住房和城乡建设局"]),
        (("河口镇", "东风街道"), ["河口镇", "东风街道"]),
        (("民政局2023", "教育局2023"), ["民政局", "教育局"]),
        (("民政局整体支出", "教育局自评表2"), ["民政局", "教育局"]),
    ],
)
def test_the_name_of_a_sheet_tells_the_department_where_the_form_does_not(names, departments):
    found = understood(workbook(*((name, WHOLE, accounts(2000)) for name in names)))
    assert [heading.department_name for heading in found.headings] == departments


def test_the_cover_on_a_sheet_goes_before_its_name():
    found = understood(
        workbook(
            *(
                (short, WHOLE, f"填报单位：青禾县{full}", accounts(2000))
                for short, full in (("教育", "教育体育局"), ("卫健", "卫生健康局"))
            )
        )
    )
    assert [heading.department_name for heading in found.headings] == ["青禾县教育体育局", "青禾县卫生健康局"]


def test_sheets_of_one_department_are_one_report_though_the_rows_repeat():
    lines = (
        "科目编码 | 科目名称 | 合计",
        "2080201 | 行政运行 | 5.00",
        "2080299 | 其他民政支出 | 7.00",
        " | 合计 | 12.00",
    )
    found = understood(
        workbook(
            ("封面", "青禾县民政局2023年度部门决算"),
            ("收入决算表", "收入决算表", "部门：青禾县民政局", table(*lines)),
            ("支出决算表", "支出决算表", "部门：青禾县民政局", table(*lines)),
            ("z03", "财政拨款支出决算表", table(*lines)),
        )
    )
    [heading] = found.headings
    assert (heading.title, heading.department_name) == ("青禾县民政局2023年度部门决算", "青禾县民政局")
    assert (len(found.figures), found.notes) == (9, ())


def test_untitled_sheets_behind_that_of_a_department_are_its_report():
    found = understood(
        workbook(
            ("Sheet1", "青禾县民政局2023年度部门决算公开表", accounts(2000)),
            ("Sheet2", table("项目 | 决算数", "公务接待费 | 5.00", "会议费 | 6.00", "培训费 | 7.00")),
        )
    )
    assert len(found.headings) == 1


def test_a_list_of_departments_in_front_is_no_report_and_their_summary_is_one():
    sheets = [(name, f"青禾县{name}{WHOLE}", accounts(2000)) for name in DEPARTMENTS]
    contents = ("目录", table("序号 | 部门 | 页码", *(f"{no} | {name} | {no}" for no, name in enumerate(DEPARTMENTS))))
    summary = (
        "汇总",
        "青禾县2023年度部门整体支出绩效自评情况汇总表",
        table("单位名称 | 支出合计", *(f"青禾县{name} | 2,000.00" for name in DEPARTMENTS)),
    )
    assert len(understood(workbook(contents, *sheets)).headings) == 4
    behind = understood(workbook(*sheets, summary)).headings
    assert [heading.department_name for heading in behind] == [*(f"青禾县{name}" for name in DEPARTMENTS), ""]
    in_front = understood(workbook(summary, *sheets)).headings
    assert [heading.department_name for heading in in_front] == ["", *(f"青禾县{name}" for name in DEPARTMENTS)]


def test_departments_of_one_text_are_reports_by_their_titles():
    found = understood(
        report(
            "青禾县民政局2023年度部门整体支出绩效自评报告", "2023年支出合计20万元。",
            "青禾县教育局2023年度部门整体支出绩效自评报告", "2023年支出合计30万元。",
        )
    )  # fmt: skip
    assert [heading.department_name for heading in found.headings] == ["青禾县民政局", "青禾县教育局"]
    assert not faults(found)


def test_departments_of_one_text_are_reports_by_headings_that_are_their_names():
    found = understood(
        report(
            "青禾县2023年度绩效自评汇编",
            "一、青禾县民政局", "2023年支出合计20万元。",
            "二、青禾县教育局", "2023年支出合计30万元。",
        )
    )  # fmt: skip
    assert [heading.department_name for heading in found.headings] == ["青禾县民政局", "青禾县教育局"]


def test_units_that_a_report_lists_are_no_reports():
    found = understood(
        report(
            "青禾县民政局2023年度部门决算", "1.青禾县民政局本级", "2.青禾县低保服务中心", "2023年支出合计20万元。",
        )
    )  # fmt: skip
    assert len(found.headings) == 1


@pytest.mark.parametrize("title", [(WHOLE,), ()])
def test_forms_of_one_text_are_reports_by_the_lines_of_their_covers(title):
    blocks = []
    for number, name in enumerate(DEPARTMENTS):
        blocks += [f"填报单位：青禾县{name}", *title, "单位：万元", accounts(2000 + number)]
    found = understood(report(*blocks))
    assert [heading.department_name for heading in found.headings] == [f"青禾县{name}" for name in DEPARTMENTS]
    assert not faults(found)


def test_a_form_that_stands_twice_counts_once_and_its_numbers_are_in_the_ledger():
    found = understood(workbook(("自评表", TITLE, form()), ("自评表 (2)", TITLE, form())))
    assert found.notes == ("同一表格出现两次：工作表“自评表 (2)”与工作表“自评表”内容完全相同，只计前一份",)
    assert len(found.headings) == 1
    assert not faults(found)
    assert len(found.figures) == len(understood(workbook(("自评表", TITLE, form()))).figures)
    copied = [token for token in found.tokens if token.ignored_reason == "copy"]
    assert {token.place.block_no for token in copied} == {3}
    assert all(token.figure_no is not None or token.ignored_reason for token in found.tokens)


@pytest.mark.parametrize("titles", [(TITLE, TITLE), (TITLE,)])
def test_a_form_that_stands_twice_in_a_text_counts_once(titles):
    blocks = [TITLE, form(), *titles[1:], form()]
    found = understood(report(*blocks))
    assert len(found.headings) == 1
    assert [note[:8] for note in found.notes] == ["同一表格出现两次"]
    assert not faults(found)


def test_two_copies_that_differ_are_kept_and_the_cell_is_told():
    found = understood(
        workbook(("自评表", TITLE, form()), ("备份", TITLE, form(spent="91.00", rate="91%")))
    )  # fmt: skip
    assert [heading.copy_no for heading in found.headings] == [0, 1]
    [note] = found.notes
    assert note == (
        "同一表格出现两次：工作表“自评表”与工作表“备份”有 2 处不同（"
        "第 2 个表格第 4 行「年度资金总额」行「全年执行数」栏（第4格）：90.00，91.00、"
        "第 2 个表格第 4 行「年度资金总额」行「执行率」栏（第6格）：90%，91%），按两份报告读：请核对留用哪一份"
    )
    spent = [figure.value for figure in found.figures if figure.measure_code == "project_spent"]
    assert spent == [Decimal(900_000), Decimal(910_000)]
    assert not faults(found)


def test_forms_of_two_years_are_two_reports():
    found = understood(
        workbook(("2023年", TITLE, form()), ("2022年", TITLE.replace("2023", "2022"), form(spent="91.00", rate="91%")))
    )
    assert [heading.fiscal_year for heading in found.headings] == [2023, 2022]
    spent = {figure.period_year: figure.value for figure in found.figures if figure.measure_code == "project_spent"}
    assert spent == {2023: Decimal(900_000), 2022: Decimal(910_000)}
    assert (faults(found), found.notes) == ([], ())


def test_texts_of_two_years_are_two_reports():
    found = understood(
        report(
            "青禾县民政局2022年度部门整体支出绩效自评报告", "收入合计2000万元。",
            "青禾县民政局2023年度部门整体支出绩效自评报告", "收入合计2100万元。",
        )
    )  # fmt: skip
    assert [heading.fiscal_year for heading in found.headings] == [2022, 2023]
    assert [figure.period_year for figure in found.figures] == [2022, 2023]
    assert not faults(found)


@pytest.mark.parametrize("lines", [(), ("（{}年度）",)])
def test_the_year_of_a_form_without_one_in_its_title_is_on_the_sheet(lines):
    found = understood(
        workbook(
            *(
                (str(year) if not lines else f"表{year - 2021}", "项目支出绩效自评表", *(line.format(year) for line in lines),
                 form(spent=f"{year - 1930}.00", rate=f"{year - 1930}%"))
                for year in (2022, 2023)
            )
        )
    )  # fmt: skip
    assert [heading.fiscal_year for heading in found.headings] == [2022, 2023]


def test_quarters_are_reports_that_contradict_nothing():
    found = understood(
        workbook(
            *(
                (f"{no}季度", TITLE, form(spent=f"{25 * at}.00", rate=f"{25 * at}%", points=f"{2.5 * at}"))
                for at, no in enumerate("一二三四", 1)
            )
        )
    )
    assert len(found.headings) == 4
    assert (faults(found), found.notes) == ([], ())


def test_projects_on_sheets_are_one_report_by_the_form_or_by_the_name_of_the_sheet():
    projects = ["农村低保资金", "城市低保资金", "特困供养资金"]
    named = understood(workbook(*((f"Sheet{no}", TITLE, form(project)) for no, project in enumerate(projects))))
    nameless = understood(workbook(*((project, TITLE, form("")) for project in projects)))
    for found in (named, nameless):
        spent = [figure for figure in found.figures if figure.measure_code == "project_spent"]
        assert len(found.headings) == 1
        assert len({figure.scope_name for figure in spent}) == len(spent) == 3
        assert (faults(found), found.notes) == ([], ())


def test_projects_of_one_name_are_their_departments_own():
    found = understood(
        workbook(
            *(
                (
                    f"Sheet{no}",
                    TITLE,
                    form("业务工作经费", spent=f"{no}0.00", rate=f"{no}0%", department=name, points=f"{no}"),
                )
                for no, name in enumerate(DEPARTMENTS, 1)
            )
        )
    )
    assert [heading.department_name for heading in found.headings] == [f"青禾县{name}" for name in DEPARTMENTS]
    assert not faults(found)


def test_annexes_of_projects_stay_with_the_report():
    found = understood(
        report(
            "青禾县民政局2023年度部门整体支出绩效自评报告", "2023年支出合计20万元。",
            "附件1", "项目支出绩效自评表", form("农村低保资金"),
            "附件2", "项目支出绩效自评表", form("城市低保资金"),
        )
    )  # fmt: skip
    assert [heading.report_kind for heading in found.headings] == ["department_evaluation", "project_evaluation"]


def test_the_row_of_the_manifest_names_no_department_of_a_file_of_many():
    read = workbook(*((name, f"青禾县{name}{WHOLE}", accounts(2000)) for name in DEPARTMENTS))
    found = extract(read, SourceClues("", manifest_department="青禾县财政局"))
    assert [heading.department_name for heading in found.headings] == [f"青禾县{name}" for name in DEPARTMENTS]


def test_headings_below_those_of_a_report_name_no_reports():
    read = report(
        "康乐县2023年度衔接资金绩效自评报告",
        "一、资金分配情况",
        "（一）农业农村局",
        "安排资金500.00万元。",
        "（二）水务局",
        "安排资金300.00万元。",
        "二、资金使用情况",
        "支出合计800.00万元。",
    )
    assert len(extract(read, SourceClues("")).headings) == 1


def test_of_copies_that_differ_no_name_and_no_telephone_is_told():
    def filled(name: str, number: str) -> Table:
        return table(
            "项目名称 | <6>农村低保资金",
            f"项目负责人 | {name} | 联系电话 | {number} | 备注 |  | ",
            "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
            "年度资金总额 | 100.00 | 100.00 | 90.00 | 10 | 90% | 9",
        )

    title = "青禾县民政局2023年度项目支出绩效自评表"
    read = report(title, filled("王建国", "4230000"), title, filled("李小红", "4231111"))
    notes = "".join(extract(read, SourceClues("")).notes)
    assert "出现两次" in notes
    assert not any(secret in notes for secret in ("王建国", "李小红", "4230000", "4231111"))


def test_a_title_that_stands_below_the_first_department_is_still_that_of_the_file():
    done = "全年安排的各项支出均按进度完成，年末支出857.5万元，完成率98%，服务对象满意度较高，群众反映良好，各项制度健全有效；"
    printed = report("民政局", done, "教育局", done, "2020年度重点项目绩效评价结果")
    found = extract(printed, SourceClues("青禾县/报告.html"))
    assert [heading.title for heading in found.headings] == ["2020年度重点项目绩效评价结果"] * len(found.headings)
    assert {figure.value for figure in found.figures} >= {Decimal(8_575_000)}
