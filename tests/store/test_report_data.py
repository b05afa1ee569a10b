"""The quality report's data come from the contract tables of a warehouse, nothing lost, nothing twice."""

from collections.abc import Callable
from dataclasses import fields
from datetime import date
from decimal import Decimal
from pathlib import Path
from zoneinfo import ZoneInfo

import duckdb
import pytest

from flows.model.overview import Checked, Rule, SkippedCheck, Spot, UnparsedRule, UnreadFile, WaiverNote
from flows.model.place_words import brief, with_page
from flows.model.report import Place
from flows.store.report_data import read_report_data

SCHEMA = """
    create schema marts; create schema quality;
    create table marts.dim_counties (
        county_id varchar, county_name varchar, city_name varchar, province_name varchar, valid_from date,
        valid_to date);
    create table marts.dim_departments (
        department_id varchar, county_id varchar, department_name varchar, function_code varchar,
        function_name varchar, budget_code varchar);
    create table marts.dim_documents (
        document_id varchar, source_path varchar, format varchar, version integer, is_current boolean,
        rendition_of varchar, place_source varchar);
    create table marts.dim_reports (
        report_id varchar, document_id varchar, report_kind varchar, county_id varchar, department_id varchar,
        fiscal_year integer, score decimal(18, 4), grade varchar);
    create table marts.fct_figures (
        figure_id varchar, document_id varchar, source_path varchar, label varchar, value decimal(38, 6),
        unit varchar, printed varchar, printed_unit varchar, block_no integer, table_no integer,
        row_no integer, column_no integer, page_no integer, char_start integer, char_end integer,
        quote varchar, sheet varchar, cell_address varchar, cell_no integer, row_head varchar,
        column_head varchar);
    create table marts.fct_claims (
        document_id varchar, subject varchar, quote varchar, block_no integer, table_no integer, row_no integer,
        column_no integer, page_no integer, char_start integer, char_end integer);
    create table marts.fct_number_ledger (
        document_id varchar, printed varchar, figure_id varchar, ignored_reason varchar);
    create table marts.fct_indicator_scores (
        indicator_score_id varchar, document_id varchar, label varchar, weight decimal(28, 8), rule_text varchar,
        rule_kind varchar, weight_figure_id varchar, score_figure_id varchar);
    create table quality.findings (
        finding_id varchar, rule_code varchar, rule_name varchar, severity varchar, status varchar,
        report_id varchar, document_id varchar, source_path varchar, county_id varchar, department_id varchar,
        fiscal_year integer, scope_name varchar, left_name varchar, right_name varchar, left_value decimal(38, 6), right_value decimal(38, 6),
        difference decimal(38, 6), slack decimal(38, 6), unit varchar, explanation varchar, suggestion varchar,
        places varchar, period_year integer, lifecycle varchar, waiver_id varchar, cause_id varchar);
    create table quality.waivers (
        waiver_id varchar, line_no integer, finding_id varchar, rule_code varchar, source_path varchar,
        document_id varchar, figure_id varchar, correct_value varchar, reason varchar, approved_by varchar,
        expires_on date, is_expired boolean, finding_count bigint);
    create table quality.comparisons (
        comparison_id varchar, finding_id varchar, document_id varchar, relation varchar, status varchar,
        block_no integer, table_no integer, row_no integer, column_no integer, char_start integer,
        char_end integer, page_no integer, place_in_words varchar, sheet varchar, cell_address varchar, cell_no integer, row_head varchar,
        column_head varchar);
    create table quality.comparison_terms (
        comparison_id varchar, term_no integer, side varchar, sign integer, role varchar, figure_id varchar,
        label varchar, value decimal(28, 8), printed varchar, document_id varchar, block_no integer,
        table_no integer, row_no integer, column_no integer, char_start integer, char_end integer,
        page_no integer, place_in_words varchar, sheet varchar, cell_address varchar, cell_no integer, row_head varchar,
        column_head varchar);
    create table quality.runs (
        run_id varchar, night_no integer, started_at timestamptz, ended_at timestamptz, is_published boolean);
    create table quality.outcomes (
        run_id varchar, source_path varchar, stage varchar, is_ok boolean, reason varchar, seconds double);
    create table quality.repeated_files (
        source_path varchar, document_id varchar, relation varchar, decided_by varchar, is_open boolean,
        counted_id varchar, counted_path varchar, county_id varchar, department_id varchar, department_name varchar,
        fiscal_year integer, report_kind varchar);
    insert into quality.runs values
        ('newest', 2, '2031-01-04 02:00:00Z', null, false), ('older', 1, '2031-01-05 02:00:00Z', '2031-01-05 02:01:00Z', true);
    insert into marts.dim_counties values
        ('990101', '旧青禾县', '乙市', '甲省', '2000-01-01', '2019-12-31'),
        ('990101', '青禾县', '乙市', '甲省', '2020-01-01', null),
        ('990102', '没有报告的县', '乙市', '甲省', null, null);
    insert into marts.dim_departments values
        ('d1', '990101', '水利局', '213', '农林水支出', '303'),
        ('d2', '990101', '教育局', '205', '教育支出', null);
    insert into marts.dim_documents values
        ('doc1', '青禾县/水利局.docx', 'docx', 2, true, null, 'heading'),
        ('doc1-old', '青禾县/旧/水利局.docx', 'docx', 1, false, null, 'heading'),
        ('doc1-pdf', '青禾县/水利局.pdf', 'pdf', 1, true, 'doc1', 'heading'),
        ('doc2', '青禾县/教育局.docx', 'docx', 1, true, null, 'heading'),
        ('doc3', '不知哪里.docx', 'docx', 1, true, null, 'none');
    insert into marts.dim_reports values
        ('r1', 'doc1', 'department_evaluation', '990101', 'd1', 2030, 98, '优'),
        ('r1-old', 'doc1-old', 'department_evaluation', '990101', 'd1', 2030, 97, '优'),
        ('r1-pdf', 'doc1-pdf', 'department_evaluation', '990101', 'd1', 2030, 98, '优'),
        ('r2', 'doc2', 'department_evaluation', '990101', 'd2', 2030, null, null),
        ('r3', 'doc3', null, null, null, null, null, null);
    insert into marts.fct_figures values
        ('g1', 'doc1', '青禾县/水利局.docx', '收入合计', 292010000, '元', '29201', '万元',
            14, 2, 3, 1, 4, 0, 5, '29201', '收支', 'B4', 2, '合计', ''),
        ('g2', 'doc1', '青禾县/水利局.docx', '基本支出', 18, '元', '18', '元',
            41, null, null, null, null, 2, 4, '共18元和19元', '', '', null, '', ''),
        ('g3', 'doc1', '青禾县/水利局.docx', '项目支出', 19, '元', '19', '元',
            41, null, null, null, null, 7, 9, '共18元和19元', '', '', null, '', '');
    insert into marts.fct_claims values
        ('doc1', '各项目标', '各项目标均已完成。', 50, null, null, null, null, 4, 8),
        ('doc1', '各项目标', '19元，目标均已完成。', 41, null, null, null, null, 12, 16);
"""


Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """A warehouse with two counties, four current documents and the rows a test adds."""

    def built(*statements: str) -> Path:
        path = tmp_path / "jixiao.duckdb"
        with duckdb.connect(str(path)) as connection:
            connection.execute(SCHEMA)
            for statement in statements:
                connection.execute(statement)
        return path

    return built


def finding(finding_id: str, **changes: object) -> str:
    """An insert of one finding of the water bureau's report."""
    row: dict[str, object] = {
        "finding_id": finding_id,
        "rule_code": "A01",
        "rule_name": "收入合计等于各项之和",
        "severity": "error",
        "status": "fail",
        "report_id": "r1",
        "document_id": "doc1",
        "county_id": "990101",
        "department_id": "d1",
        "scope_name": "局机关",
        "left_value": 292010000,
        "right_value": 291830000,
        "difference": 180000,
        "slack": 100,
        "explanation": "29201 ≠ 29183",
        "suggestion": "核对",
        "lifecycle": "new",
        **changes,
    }
    given = {name: value for name, value in row.items() if value is not None}
    values = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in given.values())
    return f"insert into quality.findings ({', '.join(given)}) values ({values})"


def water_report(path: Path) -> Checked:
    """The current report of the water bureau."""
    [county, *_] = read_report_data(path).counties
    [report] = next(one for one in county.departments if one.department_id == "d1").reports
    return report


def compared(finding_id: str, place: Place | None = None, relation: str = "eq", document_id: str = "doc1") -> str:
    """An insert of the comparison behind a failed finding, with its own place."""
    return _insert(
        "comparisons", comparison_id=finding_id, finding_id=finding_id, document_id=document_id, relation=relation,
        status="fail", **_place(place),
    )  # fmt: skip


def term(finding_id: str, number: int, place: Place | None = None, **changes: object) -> str:
    """An insert of a term, the figure g1 unless it says otherwise."""
    row = {"figure_id": "g1", "label": "收入", "printed": "29201", "document_id": "doc1", **changes}
    return _insert("comparison_terms", comparison_id=finding_id, term_no=number, **row, **_place(place))


def _place(place: Place | None) -> dict[str, object]:
    if place is None:
        return {}
    names = [field.name for field in fields(Place) if field.name != "box"]
    return {**{name: getattr(place, name) for name in names}, "place_in_words": brief(place)}


def _insert(table: str, **row: object) -> str:
    given = {name: value for name, value in row.items() if value is not None}
    values = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in given.values())
    return f"insert into quality.{table} ({', '.join(given)}) values ({values})"


CELL = Place(14, 2, 3, 1, 0, 5, page_no=4, sheet="收支", cell_address="B4", cell_no=2, row_head="合计")


def test_a_finding_brings_both_sides_its_unit_and_what_is_printed_at_its_terms(build: Build) -> None:
    path = build(finding("f1"), compared("f1", CELL, "le"), term("f1", 0, CELL))

    [found] = water_report(path).findings

    assert (found.left_value, found.right_value) == (Decimal(292010000), Decimal(291830000))
    assert (found.difference, found.slack) == (Decimal(180000), Decimal(100))
    assert (found.unit, found.relation, found.lifecycle, found.suggestion) == ("元", "le", "new", "核对")
    assert found.spots == (
        Spot(
            CELL,
            label="收入合计",
            printed="29201",
            printed_unit="万元",
            quote="29201",
        ),
    )


def test_what_is_said_in_words_alone_is_quoted_at_its_place(build: Build) -> None:
    path = build(
        *(finding(name) for name in ("f1", "f2", "f3")),
        compared("f1", Place(50, char_start=4, char_end=8)),
        compared("f2", Place(41, char_start=12, char_end=16)),
        compared("f3", Place(50, char_start=0, char_end=1)),
    )

    said = [[(spot.label, spot.printed, spot.quote) for spot in one.spots] for one in water_report(path).findings]

    assert said == [
        [("各项目标", "", "各项目标均已完成。")],
        [("各项目标", "", "19元，目标均已完成。")],
        [("", "", "")],
    ]


def test_the_terms_of_the_comparison_come_first_and_no_place_comes_twice(build: Build) -> None:
    path = build(
        finding("f1"),
        finding("f2"),
        compared("f1", CELL),
        term("f1", 1, figure_id=None, label="各项之和", printed="29183"),
        term("f1", 0, CELL),
        compared("f2", Place(6)),
        term("f2", 0, CELL),
    )

    told = [
        [(spot.label, spot.printed, spot.printed_unit, spot.place) for spot in found.spots]
        for found in water_report(path).findings
    ]

    assert told == [
        [("收入合计", "29201", "万元", CELL), ("各项之和", "29183", "", None)],
        [("收入合计", "29201", "万元", CELL), ("", "", "", Place(6))],
    ]
    assert told[0][0][3] is not None and with_page(told[0][0][3]) == "第 4 页，单元格 收支!B4（「合计」行）"


def test_a_finding_without_any_place_has_none(build: Build) -> None:
    [found] = water_report(build(finding("f1"), compared("f1"))).findings

    assert found.spots == ()


def test_a_term_in_another_document_names_its_file(build: Build) -> None:
    path = build(
        finding("f1", report_id="r2", document_id="doc2"), compared("f1", document_id="doc2"), term("f1", 0, CELL)
    )

    [found] = read_report_data(path).findings()

    assert (found.spots[0].source_path, found.spots[0].printed) == ("青禾县/水利局.docx", "29201")


def test_renditions_and_older_versions_are_not_listed_again(build: Build) -> None:
    path = build(
        finding("f1"),
        finding("f1-pdf", report_id="r1-pdf", document_id="doc1-pdf"),
        finding("f1-old", report_id="r1-old", document_id="doc1-old"),
    )

    data = read_report_data(path)

    assert [found.finding_id for found in data.findings()] == ["f1"]
    assert sorted(report.report_id for report in data.reports()) == ["r1", "r2", "r3"]
    assert water_report(path).renditions == ("青禾县/水利局.pdf",)


def test_files_that_do_not_count_are_told_the_open_questions_first(build: Build) -> None:
    row = (
        "insert into quality.repeated_files values ('{}', '{}', '{}', {}, {}, 'doc1', '青禾县/水利局.docx', "
        "'990101', 'd1', '水利局', 2030, 'department_evaluation')"
    )
    data = read_report_data(
        build(
            row.format("青禾县/水利局.pdf", "doc1-pdf", "rendition", "null", "false"),
            row.format("青禾县/旧/水利局.docx", "doc1-old", "version", "'words'", "false"),
            row.format("青禾县/水利局另一份.docx", "doc1-other", "version", "'open'", "true"),
        )
    )

    assert [(file.relation, file.decided_by, file.is_open) for file in data.repeated] == [
        ("version", "open", True),
        ("version", "words", False),
        ("rendition", "", False),
    ]
    assert [file.source_path for file in data.versions_of("青禾县/水利局.docx")] == [
        "青禾县/水利局另一份.docx",
        "青禾县/旧/水利局.docx",
    ]


def test_counties_stand_with_their_latest_name_and_unplaced_reports_come_last(build: Build) -> None:
    counties = read_report_data(build()).counties

    assert [(county.county_id, county.name) for county in counties] == [("990101", "青禾县"), ("", "")]
    assert [department.name for department in counties[0].departments] == ["教育局", "水利局"]
    assert counties[1].departments[0].reports[0].source_path == "不知哪里.docx"


def test_a_comparison_of_no_single_report_stands_under_its_department(build: Build) -> None:
    path = build(finding("f1", rule_code="X07", report_id=None, document_id=None, department_id=None, places=None))

    *_, across = read_report_data(path).counties[0].departments

    assert (across.department_id, across.reports[0].report_id) == ("", "")
    assert [found.rule_code for found in across.findings()] == ["X07"]


def test_passed_skipped_waived_and_mended_checks_are_counted_apart(build: Build) -> None:
    path = build(
        finding("p1", status="pass", severity="error"),
        finding("p2", status="pass", severity="info"),
        finding("n1", status="not_applicable", explanation="没有填"),
        finding("n2", status="not_applicable", explanation="没有填", scope_name="二级机构"),
        finding("w1", lifecycle="waived", waiver_id="v"),
        "insert into quality.waivers values ('v', 3, null, 'A01', '水利局.docx', null, null, '5075', '口径不同', '财政局', "
        "'2031-02-01', false, 1)",
        finding("g1", status="pass", lifecycle="gone"),
        finding("f1", severity="warn", rule_code="X04"),
        finding("f2"),
    )

    report = water_report(path)

    assert (report.passed, report.rounded, report.gone) == (3, 1, 1)
    assert report.skipped == (SkippedCheck("A01", "收入合计等于各项之和", "没有填", 2),)
    [waived] = report.waived
    assert (waived.finding_id, waived.waived_because, waived.correct_value) == ("w1", "口径不同", "5075")
    assert read_report_data(path).waivers == (
        WaiverNote(3, "A01", "水利局.docx", "5075", "口径不同", "财政局", date(2031, 2, 1), False, 1),
    )
    assert [found.finding_id for found in report.findings] == ["f2", "f1"]


def test_what_one_cell_makes_fail_is_told_with_the_finding_that_leads_it(build: Build) -> None:
    path = build(
        finding("f1"), finding("f2", rule_code="A02", cause_id="f1"), finding("f3", rule_code="A04", cause_id="f1")
    )
    [told] = water_report(path).findings
    assert (told.finding_id, told.consequences) == ("f1", 2)


def test_what_hangs_on_an_accepted_finding_is_told_itself(build: Build) -> None:
    path = build(
        finding("f1", lifecycle="waived", waiver_id="v"),
        finding("f2", rule_code="A02", cause_id="f1"),
        "insert into quality.waivers values ('v', 3, 'f1', null, null, null, null, null, '口径不同', '财政局', "
        "'2031-02-01', false, 1)",
    )
    report = water_report(path)
    assert [one.finding_id for one in report.findings] == ["f2"]
    assert [one.finding_id for one in report.waived] == ["f1"]


def test_rules_that_fired_are_counted_over_all_reports(build: Build) -> None:
    path = build(
        finding("f1"),
        finding("f2", report_id="r2", document_id="doc2"),
        finding("p1", status="pass"),
        finding("n1", status="not_applicable"),
        finding("p2", status="pass", rule_code="A02"),
    )

    rules = read_report_data(path, {"A01": "收入合计 = 各项收入之和"}).rules

    assert rules == (Rule("A01", "收入合计等于各项之和", "error", "收入合计 = 各项收入之和", 2, 1, 1),)


def test_only_files_that_the_newest_night_could_not_read_are_named(build: Build) -> None:
    path = build(
        """insert into quality.outcomes values
            ('older', '修好了.docx', 'read', false, '损坏', 0.1),
            ('newest', '修好了.docx', 'read', true, null, 0.1),
            ('newest', '坏.pdf', 'read', false, '已加密：请另存', 0.1),
            ('newest', '通知.docx', 'content', false, '这是通知：请放入报告本身', 0.1)"""
    )

    data = read_report_data(path, zone=ZoneInfo("Asia/Shanghai"))

    assert data.unread == (UnreadFile("坏.pdf", "read", "已加密：请另存"),)
    assert data.shortfalls == (UnreadFile("通知.docx", "content", "这是通知：请放入报告本身"),)
    # A clock was set back after the night before.
    assert data.night.run_id == "newest"
    assert str(data.night.started_at) == "2031-01-04 10:00:00+08:00"


def test_every_numeric_token_is_counted_once(build: Build) -> None:
    path = build(
        """insert into marts.fct_number_ledger values
            ('doc1', '29201', 'g1', null), ('doc1', '18', 'g2', ''), ('doc1', '2030', null, 'date'),
            ('doc1', '7', null, null), ('doc1', '8', null, ''), ('doc1-old', '9', null, null)"""
    )

    coverage = read_report_data(path).coverage

    assert (coverage.tokens, coverage.figures, coverage.ignored, coverage.unexplained) == (5, 2, 1, 2)
    assert coverage.ignored_reasons == (("date", 1),)
    assert water_report(path).unexplained == 2


def test_scoring_rules_are_counted_by_kind_and_unread_ones_stand_once_with_their_first_place(build: Build) -> None:
    path = build(
        """insert into marts.fct_indicator_scores values
            ('s1', 'doc1', '变动率', 5, '每超过1%扣1分', 'deduction', null, null),
            ('s2', 'doc1', '产出数量', 8, '见附件', 'unparsed', 'w2', null),
            ('s3', 'doc1', '产出质量', 8, '见附件', 'unparsed', 'w3', null),
            ('s4', 'doc1', '成本', null, '见附件', 'unparsed', null, null),
            ('s5', 'doc1', '无标准', 3, '', null, null, null),
            ('s6', 'doc1-old', '产出数量', 8, '见附件', 'unparsed', null, null)""",
        """insert into marts.fct_figures by name (select * from (values
            ('w2', 'doc1', 8, '分', 7, 3, 9, 4)) as rows(
            figure_id, document_id, value, unit, block_no, table_no, row_no, column_no))""",
    )

    rules = read_report_data(path).scoring_rules

    assert rules.kinds == (("unparsed", 3), ("deduction", 1)) and (rules.total, rules.unread) == (4, 3)
    document = "青禾县/水利局.docx"
    assert rules.unparsed == (
        UnparsedRule("见附件", Decimal(8), "产出数量", document, Place(7, 3, 9), 2),
        UnparsedRule("见附件", None, "成本", document, None, 1),
    )


def test_a_percentage_is_not_told_in_the_unit_of_its_terms(build: Build) -> None:
    people = """insert into marts.fct_figures by name (select * from (values
        ('h1', 'doc1', 162, '人', 2, 0, 1, 1), ('h2', 'doc1', 100, '%', 3, 0, 1, 2))
        as rows(figure_id, document_id, value, unit, block_no, table_no, row_no, column_no))"""
    terms = [term("f1", number, figure_id=figure_id) for number, figure_id in enumerate(("h1", "h2"))]

    [found] = water_report(build(people, finding("f1", left_value=113.29, right_value=100), *terms)).findings

    assert found.unit == "%"


def test_the_warehouse_is_not_changed_by_reading_it(build: Build) -> None:
    path = build(finding("f1"))
    path.chmod(0o444)
    before = path.read_bytes()

    read_report_data(path)

    assert path.read_bytes() == before
