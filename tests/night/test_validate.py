"""What Great Expectations decided stays in the warehouse, night by night, and lies beside the report."""

from pathlib import Path

from lxml import html

from tests.dbt_project.building import rows_of
from tests.offline import broken, elsewhere, scripts


def test_two_nights_leave_how_every_expectation_ended_in_each(published: Path) -> None:
    warehouse = published / "jixiao.duckdb"
    nights = rows_of(warehouse, "select run_id from quality.runs where is_published order by all")
    asked = """
        select run_id, count(*) filter (where rule_code = 'A07'), count(*) filter (where suite_name like 'contract.%') > 9
        from quality.validations group by run_id order by run_id
    """
    assert len(nights) == 2
    assert rows_of(warehouse, asked) == [(run_id, 1, True) for (run_id,) in nights]


def test_a_rule_that_reports_broke_is_not_met_and_counts_what_failed(published: Path) -> None:
    warehouse = published / "jixiao.duckdb"
    last = "run_id = (select max(run_id) from quality.runs)"
    told = f"select unexpected_count, is_met from quality.validations where rule_code = 'A07' and {last}"
    [(failed,)] = rows_of(
        warehouse,
        "select count(*) from quality.comparisons where rule_code = 'A07' and status = 'fail'",
    )
    assert failed
    assert rows_of(warehouse, told) == [(failed, False)]


def test_the_report_leads_to_the_pages_of_great_expectations(published: Path) -> None:
    [link] = html.parse(str(published / "report" / "index.html")).xpath("//a[contains(@href, 'data_docs')]")
    assert link.get("href") == "data_docs/index.html"
    assert (published / "report" / link.get("href")).is_file()


def test_the_pages_need_no_network_no_script_and_nothing_that_is_missing(published: Path) -> None:
    pages = sorted((published / "report" / "data_docs").rglob("*.html"))
    assert len(pages) > 15
    assert [(page.name, elsewhere(page), broken(page)) for page in pages if elsewhere(page) or broken(page)] == []
    assert [page.name for page in pages if scripts(page)] == []


def test_the_pages_name_report_place_sides_and_slack_of_every_finding(published: Path) -> None:
    findings = rows_of(
        published / "jixiao.duckdb",
        "select finding_id, source_path, rule_code, left_value, right_value, slack from quality.findings "
        "where status = 'fail' and lifecycle <> 'gone'",
    )
    pages = (published / "report" / "data_docs" / "validations").rglob("*.html")
    rows = {
        cells[0]: (section.get("id"), cells[1], *cells[3:5], cells[6])
        for page in pages
        for section in html.parse(str(page), html.HTMLParser(encoding="utf-8")).xpath("//section[@id]")
        for cells in ([cell.text_content() for cell in row] for row in section.iterfind(".//tbody/tr"))
    }
    assert findings
    for finding_id, source_path, rule_code, *amounts in findings:
        assert rows[finding_id] == (rule_code, source_path, *(f"{amount.normalize():f}" for amount in amounts))
