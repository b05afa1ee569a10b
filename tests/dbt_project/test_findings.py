"""Comparisons become findings that keep their keys, and so their story, from night to night."""

from decimal import Decimal
from pathlib import Path

from tests.dbt_project.building import key_of_the_bureau_s_finding, rows


def test_a_finding_shows_both_sides_and_where_to_look(night: Path) -> None:
    query = """
        select rule_code, severity, left_value, right_value, difference, slack, explanation, places, lifecycle
        from quality.findings where document_id = 'a' and status = 'fail'
    """

    assert rows(night, query) == [
        (
            "A01",
            "error",
            Decimal(1000),
            Decimal(982),
            Decimal(18),
            Decimal(1),
            "收入合计 1000 ≠ 982，相差 18；联系电话：***",
            "表1 行3 列2；表1 行3 列3",
            "new",
        )
    ]


def test_the_terms_of_a_finding_are_rows_with_the_keys_of_their_figures(night: Path) -> None:
    query = """
        select
            terms.side, terms.sign, terms.label, terms.value, terms.printed, figures.printed, terms.row_no,
            terms.column_no, terms.place_in_words
        from quality.comparison_terms as terms
        join quality.findings on terms.comparison_id = findings.finding_id
        left join marts.fct_figures as figures using (figure_id)
        where findings.document_id = 'a' and findings.status = 'fail' order by terms.term_no
    """
    assert rows(night, query) == [
        ("right", 1, "一般公共预算财政拨款", 982, "982", "982", 2, 2, "表1 行3 列3"),
        ("left", 1, "收入合计", 1000, "1000", "1000", 2, 1, "表1 行3 列2"),
    ]


def test_what_does_not_apply_says_why_and_has_no_sides(night: Path) -> None:
    findings = "select explanation, left_value, places, lifecycle from quality.findings"

    assert rows(night, f"{findings} where status = 'not_applicable'") == [("没有填政府采购明细", None, "", None)]


def test_every_comparison_is_a_finding_of_its_own(night: Path) -> None:
    counts = "select count(*), count(distinct finding_id) from "

    assert rows(night, counts + "quality.findings") == rows(night, counts + "quality.comparisons") == [(5, 5)]


def test_a_corrected_report_keeps_the_keys_of_its_findings(night: Path, next_night: Path) -> None:
    query = "select finding_id from quality.findings where rule_code = 'A01' and document_id = "

    assert rows(night, query + "'a'") == [(key_of_the_bureau_s_finding("A01"),)]
    assert rows(next_night, query + "'new'") == [(key_of_the_bureau_s_finding("A01"),)]


def test_a_finding_is_new_known_regressed_or_gone(next_night: Path) -> None:
    current = """
        select documents.document_id, findings.rule_code, findings.status, findings.lifecycle
        from quality.findings as findings join marts.dim_documents as documents using (document_id)
        where documents.is_current and documents.rendition_of is null order by all
    """

    assert rows(next_night, current) == [
        ("lost", "A01", "fail", "known"),
        ("new", "A01", "pass", "gone"),
        ("new", "A02", "fail", "new"),
        ("new", "A03", "fail", "regressed"),
    ]


def test_the_history_keeps_the_past_and_says_what_ended(next_night: Path) -> None:
    query = """
        select history.run_id, history.status, count(*)
        from quality.finding_history as history group by all order by all
    """
    mended = """
        select history.status from quality.finding_history as history
        join quality.findings as findings using (finding_id)
        where findings.lifecycle = 'gone' and findings.document_id = 'new' order by history.run_id
    """

    assert rows(next_night, query)[:2] == [("night1", "fail", 1), ("night2", "fail", 3)]
    assert rows(next_night, mended) == [("fail",), ("pass",)]
