"""What a document amounts to: by what it calls itself and by what it holds, never by its name."""

import pytest

from flows.extraction import SourceClues, extract
from flows.extraction.substance import substance_of
from flows.model.outcomes import substance
from flows.model.report import Report, Table
from flows.model.words import read_seed
from tests.extraction.printed_tables import report, table

BODY = "本年收入合计500.00万元，支出合计490.00万元，其中基本支出300.00万元，项目支出190.00万元。"
TITLE = "青禾县教育局2023年度部门整体支出绩效自评报告"


def code(*blocks: str | Table, notes: tuple[str, ...] = ()) -> str:
    paper = report(*blocks)
    paper = Report(paper.format, paper.blocks, notes)
    return substance_of(paper, extract(paper, SourceClues(""))).code


def form(amounts: str, score: str) -> list[str | Table]:
    return [
        "项目支出绩效自评表",
        table(
            f"项目名称 | <4>{'道路养护' if amounts else ''}",
            "项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 | 分值",
            f"年度资金总额 | {amounts} | {amounts} | {amounts} | 10",
        ),
        table("三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分", f"养护里程 |  |  | 90 | {score}"),
    ]


@pytest.mark.parametrize(
    "title",
    [
        "青禾县财政局关于开展2023年度预算绩效自评工作的通知",
        "关于2023年度绩效自评工作的通告",
        "2024年财政重点绩效评价工作方案",
        "关于印发《青禾县绩效管理考核办法》的通知（试行）",
    ],
)
def test_a_notice_is_no_report_though_it_names_a_threshold(title: str):
    assert code(title, "各单位：50万元以上的项目须开展自评，覆盖率达到100%。") == "notice"


def test_a_title_over_lines_and_the_form_behind_it_are_still_a_notice():
    assert code("青禾县财政局", "关于做好2023年度部门整体支出", "绩效自评工作的通知", *form("", "")) == "notice"


def test_what_a_notice_publishes_counts():
    assert code("关于批复教育局2023年度部门决算的通知", BODY, "年末结转和结余10.00万元，上年结转0万元。") == "whole"
    assert code("青禾县审计局决算公告", "2022年度支出合计100.00万元。") == "whole"
    assert code("关于2023年度决算公开的公告", "请各界监督。") == "notice"


@pytest.mark.parametrize(
    "title",
    ["关于报送2023年度绩效自评报告的函", "关于呈报绩效自评情况的请示", "水利局关于上报绩效自评材料的报告"],
)
def test_a_covering_letter_is_no_report_unless_the_report_follows(title: str):
    letter = (title, "县财政局：现将自评报告报送你局，涉及资金320万元，请审阅。")
    assert code(*letter) == "covering_letter"
    assert code(*letter, TITLE, BODY) == "whole"


def test_a_report_about_something_is_no_letter():
    assert code("青禾县司法局关于2023年度部门整体支出绩效自评情况的报告", BODY) == "whole"


def test_a_list_without_amounts_is_a_roster_and_one_with_amounts_is_not():
    names = "青禾县2023年度重点评价项目清单"
    assert code(names, table("序号 | 项目名称", "1 | 道路养护", "2 | 营养改善")) == "roster"
    assert code(names, table("项目名称 | 全年执行数（万元）", "道路养护 | 120.00", "营养改善 | 300.00")) == "whole"
    people = (
        "单位 | 联系人 | 联系电话",
        "教育局 | 张三 | 13800000001",
        "民政局 | 李四 | 13800000002",
        "水利局 | 王五 | 13800000003",
    )
    assert code(table(*people)) == "roster"


def test_a_form_with_its_points_alone_is_blank_and_one_of_zeros_is_filled():
    assert code(*form("", "")) == "blank_form"
    assert code(*form("0.00", "0")) == "whole"
    assert code("部门整体支出绩效自评报告", "XX局2023年收入XX万元，支出XX万元，结余____万元。") == "blank_form"


def test_a_short_report_counts_and_one_in_words_is_told():
    assert code("青禾县档案馆2023年度项目支出绩效自评报告", "项目预算20万元，执行19万元，执行率95%。") == "whole"
    assert code(TITLE, "各项任务全面完成，群众满意。存在的问题是指标设置不够细化，下一步将加强培训。") == "no_figures"
    assert code("会议纪要", "与会人员讨论了下一步工作。") == "nothing"


def test_titles_with_names_of_files_hold_attachments_alone():
    assert code("2023年度决算公开", "附件1：决算公开表.xlsx", "附件2：绩效自评报告.docx") == "attachments_only"
    assert code("2023年度决算公开", notes=("网页带有附件（表.pdf），附件未读取",)) == "attachments_only"
    assert code(TITLE, BODY, "附件：自评表.xlsx") == "whole"


def test_the_share_of_numbers_that_nothing_explains_decides_how_much_was_read():
    def read(figures: int, unexplained: int) -> str:
        paper = report(TITLE, *(f"支出合计{number}.00万元。" for number in range(1, figures + 1)))
        paper = report(
            *(block.text for block in paper.blocks), *(f"{number}.50" for number in range(700, 700 + unexplained))
        )  # type: ignore[union-attr]
        found = substance_of(paper, extract(paper, SourceClues("")))
        assert found.is_report
        return found.code

    assert read(30, 0) == read(30, 2) == "whole"
    assert read(20, 4) == "partly_read"
    assert read(3, 3) == "partly_read"
    assert read(3, 4) == read(0, 5) == "mostly_unread"


@pytest.mark.parametrize(("file_format", "asks"), [("pdf", True), ("html", True), ("docx", False), ("xlsx", False)])
def test_who_sends_the_original_is_not_asked_for_it(file_format: str, asks: bool) -> None:
    for found in (substance("mostly_unread", 3, 9, file_format), substance("partly_read", 30, 9, file_format)):
        assert ("Excel 原件" in found.reason) == asks
        assert found.reason.partition("：")[2]


def test_every_shortfall_is_told_with_a_way_out():
    for row in read_seed("substances"):
        is_whole = row["substance"] == "whole"
        assert bool(row["told"]) == bool(row["way_out"]) != is_whole
        assert row["is_report"] == "true" or row["is_compared"] == "false"


@pytest.mark.parametrize("heading", ["一、项目实施方案", "（一）资金管理办法", "1.项目联系人名单"])
def test_what_sections_are_called_makes_no_notice_of_a_report(heading: str) -> None:
    assert code(TITLE, heading, "预算20.00万元，支出20.00万元，执行率100%。") == "whole"


def test_a_report_that_is_sent_as_a_letter_is_one() -> None:
    sections = ("一、基本情况", "2023年收入合计500.00万元。", "二、自评情况", "2023年支出合计490.00万元。")
    assert code("关于报送2023年度预算绩效自评情况的报告", "县财政局：", *sections) == "whole"
