"""A staging file becomes marts that open alone and hold nobody's telephone number."""

import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from tests.dbt_project.building import build, copied, key_of, rows, rows_of
from tests.dbt_project.invented_night import RULE, figure, invented_night, one_figure_report
from tests.dbt_project.staging_file import create_staging, number_nights


def test_the_built_file_opens_alone_under_any_name_and_holds_marts_quality_and_their_views(
    night: Path, tmp_path: Path
) -> None:
    alone = copied(night / "jixiao.duckdb", tmp_path / "elsewhere").rename(tmp_path / "another.duckdb")

    schemas = rows_of(alone, "select distinct schema_name from duckdb_tables() order by all")
    views = rows_of(alone, "select schema_name || '.' || view_name from duckdb_views() where not internal")

    assert schemas == [("marts",), ("quality",)]
    assert {view.split(".")[0] for (view,) in views} == {"查询", "interop"}
    for (view,) in views:
        rows_of(alone, f"from {view}")
    assert rows_of(alone, "select count(*) from marts.fct_figures") == [(13,)]


def test_spellings_of_a_department_are_one_department(night: Path) -> None:
    departments = rows(night, "select county_id, canonical_name, function_code, budget_code from marts.dim_departments")
    spellings = rows(night, "select distinct printed_department_name from marts.dim_reports order by all")

    assert departments == [("990101", "住房和城乡建设局", "HUR", "303001")]
    assert spellings == [("住房和城乡建设局",), ("青禾县住建局",), (None,)]


def test_a_rendition_points_to_the_first_and_a_replaced_file_is_an_older_version(night: Path) -> None:
    documents = rows(
        night, "select document_id, version, is_current, rendition_of from marts.dim_documents order by all"
    )

    assert documents == [
        ("a", 2, True, None),
        ("b", 2, True, "a"),
        ("lost", 1, True, None),
        ("old", 1, False, None),
    ]


def test_a_correction_under_another_name_replaces_the_earlier_report_and_nothing_is_deleted(
    night: Path, next_night: Path, tmp_path: Path
) -> None:
    """The same report with another amount appears beside the old file; then the old file is taken away."""
    staging = Path(shutil.copy(next_night / "staging.duckdb", tmp_path / "staging.duckdb"))
    with duckdb.connect(str(staging)) as connection:
        columns = "columns(lambda name: name not in ('document_id', 'source_path', 'content_fingerprint', 'first_seen_at', 'first_night_no'))"
        for table in ("figures", "headings", "projects", "tokens"):
            connection.execute(
                f"insert into {table} by name select 'corrected' as document_id, "
                f"columns(lambda name: name <> 'document_id') from {table} where document_id = 'new'"
            )
        connection.execute("update figures set value = value + 1 where document_id = 'corrected' and figure_no = 0")
        connection.execute(
            "insert into runs (run_id, started_at, ended_at, is_published) values ('night4', '2031-01-07 02:00', null, false); update current_run set run_id = 'night4'; "
            "insert into documents by name select 'corrected' as document_id, '青禾县/2020/更正.docx' as source_path, "
            f"'f3' as content_fingerprint, timestamptz '2031-01-07 02:00:00Z' as first_seen_at, {columns} "
            "from documents where document_id = 'new'; "
            "insert into document_paths (source_path, document_id, is_present, present_since) values ('青禾县/2020/更正.docx', 'corrected', true, '2031-01-07 02:00')"
        )
        number_nights(connection)
    assert build(staging, tmp_path / "jixiao.duckdb", tmp_path) == []
    described = "select document_id, version, is_current, is_withdrawn, replaces from marts.dim_documents order by all"
    found = {row[0]: row[1:] for row in rows(tmp_path, described)}
    assert found["corrected"] == (4, True, False, "new")
    assert found["new"] == (3, False, False, "a")
    assert "old" in found
    [(count,)] = rows(tmp_path, "select count(*) from marts.fct_figures where document_id = 'new' and not is_primary")
    assert count


def with_late_documents(staging: Path) -> None:
    """In a fourth night a correction, in a fifth the earlier text in another format, two nameless projects a night
    apart, a path whose earlier bytes came back, one where another department's report was saved, and two reports in
    two formats: of one night, and of two nights of one day; a scan with the figures of a text.
    """
    document = "columns(lambda name: name not in ('document_id', 'source_path', 'content_fingerprint', 'first_seen_at', 'first_night_no', 'is_present', 'format'))"
    fourth, noon, fifth, sixth = (
        "2031-01-07 02:00:00Z",
        "2031-01-07 12:00:00Z",
        "2031-01-08 02:00:00Z",
        "2031-01-09 02:00:00Z",
    )
    added = [
        ("corrected", "f3", fourth, fourth, "new", "住建局（更正）.docx", True), ("late", "f2", fifth, fifth, "new", "b.pdf", True),
        ("first", "f4", fourth, fourth, "new", "c.html", True), ("second", "f5", fifth, fifth, "new", "d.html", True),
        ("kept", "f6", fourth, sixth, "lost", "e.html", True), ("undone", "f7", fifth, fifth, "lost", "e.html", False),
        ("civil", "f8", fourth, fourth, "lost", "f.docx", False), ("education", "f9", fifth, fifth, "lost", "f.docx", True),
        ("m1", "f10", fourth, fourth, "lost", "g.pdf", True), ("m2", "f10", fourth, fourth, "lost", "h.docx", True),
        ("n2", "f11", fourth, fourth, "lost", "i.pdf", True), ("n1", "f11", noon, noon, "lost", "j.docx", True),
        ("scan", "f12", fourth, fourth, "lost", "k.pdf", True), ("text", "f13", fifth, fifth, "lost", "l.docx", True),
        ("other", "f14", fifth, fifth, "lost", "m.docx", True), ("pages", "f15", fourth, fourth, "new", "n.pdf", True),
    ]  # fmt: skip
    with duckdb.connect(str(staging)) as connection:
        connection.execute("update documents set content_fingerprint = 'f2' where document_id = 'new'")
        for name, fingerprint, seen_at, since, source, path, is_present in added:
            connection.execute(
                f"insert into documents by name select '{name}' as document_id, '{path}' as source_path, "
                f"'{fingerprint}' as content_fingerprint, timestamptz '{seen_at}' as first_seen_at, "
                f"{is_present} as is_present, '{path.partition('.')[2]}' as format, "
                f"{document} from documents where document_id = '{source}'; "
                f"insert into document_paths (source_path, document_id, is_present, present_since) values ('{path}', '{name}', {is_present}, '{since}')"
            )
            for table in ("figures", "headings", "tokens"):
                connection.execute(
                    f"insert into {table} by name select '{name}' as document_id, "
                    f"columns(lambda name: name <> 'document_id') from {table} where document_id = '{source}'"
                )
        connection.execute(
            "insert into projects by name select unnest(['corrected', 'late']) as document_id, "
            "columns(lambda name: name <> 'document_id') from projects where document_id = 'new'; "
            "update headings set report_kind = 'project_evaluation', title = document_id || '项目支出绩效自评报告', "
            "plain_title = document_id || '项目支出绩效自评报告' where document_id in ('first', 'second'); "
            "update headings set department_name = document_id, conformed_name = document_id "
            "where document_id in ('civil', 'education'); "
            f"insert into runs (run_id, started_at, ended_at, is_published) values ('night4', '{fourth}', null, false), ('noon', '{noon}', null, false), "
            f"('night5', '{fifth}', null, false), ('night6', '{sixth}', null, false); "
            "update current_run set run_id = 'night6'; "
            "update documents set figures_fingerprint = if(document_id = 'other', 'g2', 'g1'), "
            "is_recognised = document_id in ('scan', 'pages') where document_id in ('scan', 'text', 'other', 'pages'); "
            "update headings set department_name = '教育局', conformed_name = '教育局' where document_id = 'text'; "
            "update headings set department_name = '民政局', conformed_name = '民政局' where document_id = 'pages'"
        )
        number_nights(connection)


def test_what_comes_late_corrects_only_what_it_tells_of(next_night: Path, tmp_path: Path) -> None:
    staging = Path(shutil.copy(next_night / "staging.duckdb", tmp_path / "staging.duckdb"))
    with_late_documents(staging)
    select = "+dim_documents"
    assert build(staging, tmp_path / "jixiao.duckdb", tmp_path, select) == []
    described = "select document_id, is_current, is_withdrawn, replaces from marts.dim_documents"
    found = {row[0]: row[1:] for row in rows(tmp_path, described)}
    assert found["corrected"] == (True, False, "new")
    assert found["late"][0] is False
    assert found["first"] == (True, False, None)
    assert found["second"] == (True, False, None)
    assert found["undone"] == (False, False, "kept")
    assert found["civil"] == (False, True, None)
    assert found["education"] == (True, False, None)
    returned = "select document_id, returned_from, returned_on from marts.dim_documents where returned_on is not null"
    assert rows(tmp_path, returned) == [("kept", "undone", date(2031, 1, 9))]
    renditions = "select document_id, rendition_of from marts.dim_documents where content_fingerprint in ('f10', 'f11')"
    assert dict(rows(tmp_path, renditions)) == {"m1": "m2", "m2": None, "n1": "n2", "n2": None}
    scans = "select document_id, rendition_of from marts.dim_documents where document_id in ('scan', 'text', 'other', 'pages')"
    assert dict(rows(tmp_path, scans)) == {"scan": None, "text": "scan", "other": None, "pages": None}


def test_a_number_with_an_unknown_label_is_named_by_the_label_s_last_part(night: Path) -> None:
    figures = "select measure_code, measure_name, value from marts.fct_figures"

    assert rows(night, f"{figures} where document_id = 'a' and figure_no = 3") == [(None, "捐赠收入", Decimal(500))]


def test_sum_rows_are_no_units(night: Path) -> None:
    units = "select unit_name from marts.dim_units where department_id is not null order by all"

    assert rows(night, units) == [("局机关",), ("市政所",)]


def test_a_table_speaks_before_the_sentence_that_repeats_it(night: Path) -> None:
    query = """
        select finances.amount_yuan, finances.place_count, figures.block_no
        from marts.fct_department_finances as finances
        join marts.fct_figures as figures using (figure_id)
        where finances.document_id = 'a' and finances.scope_name = '局机关'
            and finances.measure_code = 'income_total'
    """

    assert rows(night, query) == [(Decimal(1000), 2, 3)]


def test_a_sentence_speaks_where_no_table_does_and_says_that_it_is_one(next_night: Path, tmp_path: Path) -> None:
    """The report says in words two amounts that none of its tables has, and of one how much it changed."""
    staging = Path(shutil.copy(next_night / "staging.duckdb", tmp_path / "staging.duckdb"))
    with duckdb.connect(str(staging)) as connection:
        own = "figure_no, figure_kind, measure_code, value, of_figure_no, figure_role, scope_name, scope_kind, char_start, char_end"
        connection.execute(
            "insert into figures by name with told (no, measure_code, value, whole, figure_role) as ("
            "values (100, 'carry_out', 300, null, 'amount'), (101, 'carry_out', 18, 100, 'change'), "
            "(102, 'sangong_total', 12, null, 'amount')) "
            "select told.no as figure_no, 'prose' as figure_kind, told.measure_code, told.value, told.whole as of_figure_no, "
            f"told.figure_role, '' as scope_name, 'whole' as scope_kind, told.no as char_start, told.no + 1 as char_end, figures.* exclude ({own}) "
            "from figures, told where figures.document_id = 'new' and figures.figure_no = 4"
        )
    assert build(staging, tmp_path / "jixiao.duckdb", tmp_path, "+fct_department_finances +fct_department_totals") == []

    told = "select measure_code, {} from marts.{} where document_id = 'new' and figure_kind = 'prose' order by all"
    amounts = [("carry_out", Decimal(300)), ("sangong_total", Decimal(12))]
    assert rows(tmp_path, told.format("amount_yuan", "fct_department_finances")) == amounts
    assert rows(tmp_path, told.format("value", "fct_department_totals")) == amounts


def test_people_are_no_money(night: Path) -> None:
    assert rows(night, "select count(*) from marts.fct_department_finances where measure_code = 'staff_actual'") == [
        (0,)
    ]


def test_project_money_goes_by_source_and_stage_and_leaves_out_the_sum_row(night: Path) -> None:
    funds = rows(
        night,
        "select project_name, funding_source, stage, amount_yuan from marts.fct_project_funds order by all",
    )
    projects = rows(night, "select project_name, project_type, programme_name from marts.dim_projects")

    assert funds == [
        ("城北老旧小区改造", "county", "received", Decimal(3000)),
        ("城北老旧小区改造", "total", "received", Decimal(7000)),
    ]
    assert projects == [("城北老旧小区改造", "经常性", "老旧小区改造")]


def test_an_indicator_line_knows_its_form_and_its_common_indicator(night: Path) -> None:
    scores = rows(night, "select label, indicator_code, weight, score from marts.fct_indicator_scores order by all")
    forms = rows(night, "select indicator_count, weight_total, report_count from marts.dim_templates")

    assert scores == [
        ("在职人员控制率", "D01", Decimal(5), Decimal(5)),
        ("本地创建任务", None, Decimal(5), Decimal(4)),
    ]
    assert forms == [(2, Decimal(10), 1)]


def test_a_rule_stands_beside_its_text_and_what_it_comes_to(night: Path) -> None:
    query = """
        select label, rule_kind, rule_parsed ->> '$.terms[0].standard', recomputed_rate, recomputed_score_low,
            recomputed_score_high
        from marts.fct_indicator_scores
        order by all
    """
    kinds = rows(
        night,
        "select distinct rule_text, rule_kind, rule_fits_weight, rule_parsed ->> '$.terms[0].step' from marts.dim_indicator_definitions",
    )

    assert rows(night, query) == [
        ("在职人员控制率", "deduction", "100", Decimal("102.5"), Decimal("3.5"), Decimal(4)),
        ("本地创建任务", "deduction", "100", None, None, None),
    ]
    assert kinds == [(RULE, "deduction", None, "1")]


def test_a_claim_leads_to_its_figures(night: Path) -> None:
    query = """
        select wholes.printed, parts.printed
        from marts.fct_claims as claims
        join marts.fct_figures as wholes on claims.whole_figure_id = wholes.figure_id
        join marts.fct_figures as parts on list_contains(claims.part_figure_ids, parts.figure_id)
    """

    assert rows(night, query) == [("1000", "982")]


def test_a_relation_leads_to_its_figures_and_names_no_person(night: Path) -> None:
    query = """
        select relation_kind, origin, is_closed, is_meant, fct_relations.confidence, side, sign, role, printed
        from marts.fct_relations
        join marts.fct_relation_terms using (relation_id)
        join marts.fct_figures using (figure_id)
        order by term_no
    """
    [[quote]] = rows(night, "select quote from marts.fct_relations")

    kind = ("part_of", "words", False, True, Decimal("0.9"))
    assert rows(night, query) == [(*kind, "left", 1, "addend", "982"), (*kind, "right", 1, "addend", "1000")]
    assert quote.startswith("收入1000元，其中拨款982元，联系人：")
    assert "张三" not in quote


def test_a_voucher_leads_to_its_project_and_keeps_its_number_s_zeros(night: Path) -> None:
    query = """
        select vouchers.voucher_no, vouchers.amount_yuan, projects.project_name
        from marts.fct_vouchers as vouchers join marts.dim_projects as projects using (project_id)
    """

    assert rows(night, query) == [("0012", Decimal(40), "城北老旧小区改造")]


def test_every_token_is_a_figure_or_ignored_by_name_or_neither(night: Path) -> None:
    tokens = "select printed, figure_id is not null, ignored_reason from marts.fct_number_ledger"
    ledger = rows(night, f"{tokens} where token_no < 4 and document_id = 'a' order by token_no")

    assert ledger == [
        ("1000", True, None),
        (None, False, "telephone"),
        ("2020年", False, "date"),
        ("77", False, None),
    ]


def test_neither_telephone_numbers_nor_names_leave_staging(night: Path) -> None:
    with duckdb.connect(str(night / "jixiao.duckdb"), read_only=True) as connection:
        tables = connection.execute("select schema_name || '.' || table_name from duckdb_tables()").fetchall()
        everything = "\n".join(str(connection.execute(f"select * from {name}").fetchall()) for (name,) in tables)

    assert "联系人：***，电话：***" in everything
    assert [secret for secret in ("13900000000", "4230000", "张三") if secret in everything] == []


def test_years_name_their_plan(night: Path) -> None:
    assert rows(night, "select * from marts.dim_years") == [(2020, 2019, "十三五")]


def test_keys_are_built_of_natural_parts(night: Path) -> None:
    figure_ids = """
        select figure_id from marts.fct_figures where document_id = 'a' and figure_no in (0, 4)
        order by figure_no
    """

    assert rows(night, "select report_id from marts.dim_reports where document_id = 'a'") == [(key_of("a", 0),)]
    assert rows(night, figure_ids) == [(key_of("a", 3, 0, 2, 1, 0),), (key_of("a", 9, None, None, None, 4),)]


def test_a_document_of_a_format_without_a_row_stops_the_build(night: Path, tmp_path: Path) -> None:
    staging = Path(shutil.copy(night / "staging.duckdb", tmp_path / "staging.duckdb"))
    with duckdb.connect(str(staging)) as connection:
        connection.execute("update documents set format = 'slip' where document_id = 'a'")

    failed = build(staging, tmp_path / "jixiao.duckdb", tmp_path, "+int_documents_versioned")

    assert failed == ["relationships_int_documents_versioned_format__format__ref_formats_"]


def test_a_scoring_rule_of_a_kind_without_a_row_stops_the_build(night: Path, tmp_path: Path) -> None:
    staging = Path(shutil.copy(night / "staging.duckdb", tmp_path / "staging.duckdb"))
    with duckdb.connect(str(staging)) as connection:
        connection.execute("update indicators set rule_kind = 'guess' where document_id = 'a'")

    failed = build(staging, tmp_path / "jixiao.duckdb", tmp_path, "rule_kinds +int_indicators_grouped_into_templates")

    assert failed == ["relationships_int_indicators_grouped_into_templates_rule_kind__rule_kind__ref_rule_kinds_"]


def test_two_figures_at_one_place_stop_the_build(tmp_path: Path) -> None:
    extracts, comparisons, tables = invented_night()
    report = one_figure_report("5")
    twin = figure(1, "6", report.figures[0].place)
    twice = {**extracts, "lost": replace(report, figures=(*report.figures, twin))}
    create_staging(tmp_path / "staging.duckdb", twice, comparisons, tables)

    failed = build(tmp_path / "staging.duckdb", tmp_path / "jixiao.duckdb", tmp_path, "+fct_figures")

    assert failed == ["unique_fct_figures_figure_id"]
