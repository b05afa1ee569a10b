"""What a report says beside last year's report and beside the final accounts of its department."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.model.facts import Extract, Figure
from flows.model.report import Place
from tests.dbt_project.building import Rows, build, copied, rows
from tests.dbt_project.invented_night import figure, heading, with_tokens
from tests.dbt_project.staging_file import create_staging

DAY, NEXT_DAY = datetime(2031, 1, 4, 2), datetime(2031, 1, 5, 2)
BUILT = "+findings +comparisons"


@dataclass(frozen=True)
class Paper:
    """A document with one report; `renders` names the document whose content it has in another format."""

    name: str
    bureau: str
    year: int
    figures: tuple[Figure, ...]
    kind: str = "department_evaluation"
    title: str = ""
    path: str = ""
    renders: str = ""
    is_present: bool = True
    seen: datetime = DAY

    @property
    def extract(self) -> Extract:
        head = heading(
            report_kind=self.kind, title=self.title, department_name=f"青禾县{self.bureau}", fiscal_year=self.year
        )
        return with_tokens(Extract(headings=(head,), figures=self.figures))


def amount(row: int, value: str, measure: str = "procurement_total", year: int = 2019, **changes: object) -> Figure:
    """What the base data table says of the whole department in 元."""
    words = {"scope_name": "", "label": f"{measure} / {year}年决算数", "measure_code": measure, "period_year": year}
    return figure(row, value, Place(3, 0, row, 1, 0, len(value)), **{**words, **changes})


def story(bureau: str, last_year: tuple[Figure, ...], this_year: tuple[Figure, ...]) -> list[Paper]:
    """The reports of two years of one bureau."""
    return [Paper(f"{bureau}2019", bureau, 2019, last_year), Paper(f"{bureau}2020", bureau, 2020, this_year)]


def papers() -> list[Paper]:
    own, said = (amount(0, "305800"),), (amount(0, "305800"),)
    planned = {"basis": "initial_budget"}
    return [
        *story("教育局", own, said),
        *story("交通运输局", own, (amount(0, "308500"),)),
        # Sub-units, budgets of which nobody says which, and a budget beside an actual are other facts.
        *story("水利局", own, (amount(0, "9", scope_name="质监站"), amount(1, "8", basis="budget"))),
        *story("林业局", own, (amount(0, "7", **planned),)),
        # One of two numbers, but which?
        *story("民政局", (amount(0, "305800"), amount(1, "305900")), (amount(0, "305800"),)),
        *story("文旅局", own, (amount(0, "305800"), amount(1, "305900"))),
        # 30.6 万元 is what 305800 元 is rounded to; 31 万元左右 holds it too.
        *story("司法局", own, (amount(0, "306000", step=Decimal(1000), printed="30.6", printed_unit="万元"),)),
        *story(
            "统计局",
            own,
            (amount(0, "310000", hedge="左右", value_low=Decimal(305000), value_high=Decimal(315000)),),
        ),
        *story("审计局", own, (amount(0, "999999", hedge="以内", value_high=Decimal(999999)),)),
        # The accounts of the bureau alone are not those of the department.
        Paper("own", "财政局", 2019, own, title="财政局（本级）2019年度部门整体支出绩效自评报告"),
        Paper("whole", "财政局", 2020, (amount(0, "1"),)),
        # Nothing that a slip of the hand explains.
        *story("住建局", own, (amount(0, "417263"),)),
        # A rendition is not another report.
        *story("粮食局", own, (amount(0, "308500"),)),
        Paper("粮食局pdf", "粮食局", 2020, (amount(0, "308500"),), renders="粮食局2020"),
        # What was corrected is not asked any longer.
        Paper("before", "体育局", 2019, (amount(0, "1"),), path="体育局2019", is_present=False),
        Paper("after", "体育局", 2019, own, path="体育局2019", seen=NEXT_DAY),
        Paper("体育局2020", "体育局", 2020, said),
        # The evaluation beside the accounts: 12.3 万元 and 12.34 万元; income with and without what was carried over.
        Paper(
            "evaluation",
            "卫健局",
            2020,
            (
                amount(0, "900", "expenditure_total", 2020),
                amount(1, "1100", "income_total", 2020),
                amount(2, "100", "carry_in", 2020),
                amount(3, "123000", "sangong_total", 2020, step=Decimal(1000), printed="12.3", printed_unit="万元"),
                amount(4, "5", "assets_total", 2020),
                amount(5, "27500", "sangong_reception", 2020),
            ),
        ),
        Paper(
            "accounts",
            "卫健局",
            2020,
            (
                amount(0, "800", "expenditure_total", 2020),
                amount(1, "1000", "income_total", 2020),
                amount(2, "123400", "sangong_total", 2020, step=Decimal(100), printed="12.34", printed_unit="万元"),
                amount(3, "6", "assets_total", 2020),
                # The treasury's part of it.
                amount(
                    4,
                    "9500",
                    "sangong_reception",
                    2020,
                    figure_kind="prose",
                    label="公务接待费",
                    quote="一般公共预算财政拨款“三公”经费支出8.95万元，其中公务接待费0.95万元。",
                ),
            ),
            kind="department_accounts",
        ),
    ]


def lay(folder: Path, found: list[Paper], run: str, failed: Rows = ()) -> None:
    tables: dict[str, list[list[object]]] = {
        "documents": [[one.name, _path(one), *_kept(one), one.seen, one.is_present, "[]"] for one in found],
        "document_paths": [[_path(one), one.name, one.is_present] for one in found],
        "runs": [["night1", DAY, DAY, True], ["night2", NEXT_DAY, None, run == "night3"]],
        "current_run": [[run]],
        "finding_history": [list(row) for row in failed],
    }
    if run == "night3":
        tables["runs"].append([run, datetime(2031, 1, 6, 2), None, False])
    create_staging(folder / "staging.duckdb", {one.name: one.extract for one in found}, {}, tables)


def _kept(paper: Paper) -> list[object]:
    """Format, size and fingerprint of what it says."""
    return ["pdf" if paper.renders else "docx", 1, paper.renders or paper.name]


def _path(paper: Paper) -> str:
    return f"青禾县/{paper.path or paper.name}.{'pdf' if paper.renders else 'docx'}"


@pytest.fixture(scope="module")
def beside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A night with every case, its bureaus apart from each other."""
    folder = tmp_path_factory.mktemp("beside")
    lay(folder, papers(), "night2")
    assert build(folder / "staging.duckdb", folder / "jixiao.duckdb", folder, BUILT) == []
    return folder


def verdicts(folder: Path, rule_code: str) -> dict[str, str]:
    """The verdict on each report that the rule is asked of."""
    query = f"select document_id, status from quality.findings where rule_code = '{rule_code}'"
    found = rows(folder, query)
    assert len(found) == len(dict(found))
    return dict(found)


def test_last_year_s_number_is_asked_of_the_reports_that_can_be_asked_and_of_no_other(beside: Path) -> None:
    assert verdicts(beside, "X02") == {
        "教育局2020": "pass",
        "交通运输局2020": "fail",
        "民政局2020": "not_applicable",
        "文旅局2020": "not_applicable",
        "司法局2020": "pass",
        "统计局2020": "pass",
        "住建局2020": "fail",
        "粮食局2020": "fail",
        "体育局2020": "pass",
    }


def test_what_does_not_apply_says_which_report_has_several_numbers(beside: Path) -> None:
    query = "select explanation from quality.findings where status = 'not_applicable' and document_id = "
    assert rows(beside, query + "'民政局2020'") == [
        ("2019年政府采购金额（决算）：2019年部门整体支出绩效自评中有多个不同数值",)
    ]
    assert rows(beside, query + "'文旅局2020'") == [("2019年政府采购金额（决算）：本报告中有多个不同数值",)]


def test_a_failure_belongs_to_the_newer_report_and_shows_both_places(beside: Path) -> None:
    query = """
        select
            findings.severity, findings.left_value, findings.right_value, findings.slack, findings.unit,
            findings.places, findings.explanation
        from quality.findings
        where findings.document_id = '交通运输局2020'
    """
    [[severity, left, right, slack, unit, places, explanation]] = rows(beside, query)

    assert (severity, left, right, slack, unit) == ("warn", 308500, 305800, 1, "元")
    assert places == "表1 行1 列2；青禾县/交通运输局2019.docx 表1 行1 列2"
    assert explanation == (
        "2019年政府采购金额（决算） 30.85 ≠ 2019年部门整体支出绩效自评所印 30.58（万元）；"
        "相差 0.27，超过四舍五入允许的 0.0001"
    )

    terms = """
        select terms.document_id, side, sign, role, terms.value, figures.document_id, figures.value
        from quality.comparison_terms as terms
        join quality.comparisons using (comparison_id)
        join marts.fct_figures as figures using (figure_id)
        where comparisons.document_id = '交通运输局2020' order by term_no
    """
    assert rows(beside, terms) == [
        ("交通运输局2020", "left", 1, "addend", 308500, "交通运输局2020", 308500),
        ("交通运输局2019", "right", 1, "addend", 305800, "交通运输局2019", 305800),
    ]


def test_a_failure_names_the_slip_that_explains_it_as_findings_of_one_document_do(beside: Path) -> None:
    query = "select suggestion from quality.findings where status = 'fail' and document_id = "
    [[swapped]] = rows(beside, query + "'交通运输局2020'")
    assert swapped.startswith("疑似数字颠倒；")
    [[wrong_digit]] = rows(beside, query + "'evaluation'")
    assert wrong_digit.startswith("疑似一位数字录错；")
    [[unexplained]] = rows(beside, query + "'住建局2020'")
    assert "疑似" not in unexplained


def test_an_evaluation_is_held_against_the_final_accounts_in_its_totals(beside: Path) -> None:
    query = """
        select regexp_extract(explanation, '年(.*?)（', 1), status, severity
        from quality.findings where rule_code = 'X06' order by all
    """
    assert rows(beside, query) == [
        ("三公经费", "pass", "info"),
        ("支出合计", "fail", "error"),
        ("收入合计", "not_applicable", "error"),
    ]


def test_a_corrected_report_of_last_year_mends_what_was_said_of_this_year_s(beside: Path, tmp_path: Path) -> None:
    """The newer report does not change, so only what is built as a whole can notice; a full build says the same."""
    corrected = Paper("corrected", "交通运输局", 2019, (amount(0, "308500"),), path="交通运输局2019", seen=NEXT_DAY)
    found = [one for one in papers() if one.name != "交通运输局2019"]
    replaced = Paper("交通运输局2019", "交通运输局", 2019, (amount(0, "305800"),), is_present=False)
    failed = rows(beside, "select finding_id, 'night2', 'fail' from quality.findings where status = 'fail'")
    lay(tmp_path, [*found, replaced, corrected], "night3", failed)
    copied(beside / "jixiao.duckdb", tmp_path / "continued")
    for folder in ("continued", "full"):
        (tmp_path / folder).mkdir(exist_ok=True)
        built = tmp_path / folder / "jixiao.duckdb"
        assert build(tmp_path / "staging.duckdb", built, tmp_path / folder, BUILT) == []

    told = "select status, lifecycle from quality.findings where document_id = '交通运输局2020'"
    assert rows(tmp_path / "continued", told) == [("pass", "gone")]
    for table in ("quality.findings", "quality.comparisons", "quality.comparison_terms"):
        query = f"select * from {table} order by all"
        assert rows(tmp_path / "continued", query) == rows(tmp_path / "full", query)
