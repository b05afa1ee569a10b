"""What Great Expectations decided stays in the warehouse, night by night."""

from pathlib import Path

from tests.dbt_project.building import rows_of


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
