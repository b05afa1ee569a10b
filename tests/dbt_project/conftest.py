"""Two invented nights, built once for all tests."""

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.dbt_project.building import build, key_of_the_bureau_s_finding, rows
from tests.dbt_project.invented_night import comparison, housing_report, invented_night
from tests.dbt_project.staging_file import create_staging


@pytest.fixture(scope="session")
def night(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented night: staging.duckdb, what dbt made of it, and dbt's own files."""
    folder = tmp_path_factory.mktemp("night")
    create_staging(folder / "staging.duckdb", *invented_night())
    assert build(folder / "staging.duckdb", folder / "jixiao.duckdb", folder) == []
    return folder


@pytest.fixture(scope="session")
def next_night(night: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A later night: the bureau corrected one number, broke another and repeats an old mistake."""
    folder = tmp_path_factory.mktemp("next")
    extracts, comparisons, tables = invented_night()
    path = "青禾县/2020/住建局.docx"
    extracts["new"] = housing_report()
    comparisons["new"] = [
        comparison(0, status="pass", left_value=Decimal(982), explanation="一致"),
        comparison(1, rule_code="A02", explanation="支出对不上"),
        comparison(2, rule_code="A03", explanation="又错了"),
    ]
    replaced, *others = tables["documents"]
    tables["documents"] = [
        ["new", path, "docx", 11, "f2", datetime(2031, 1, 6, 2), True, "[]"],
        [*replaced[:6], False, "[]"],
        *others,
    ]
    tables["document_paths"].append([path, "new", True])
    tables["runs"] = [
        ["night1", datetime(2031, 1, 4, 2), datetime(2031, 1, 4, 3), True],
        ["night2", datetime(2031, 1, 5, 2), datetime(2031, 1, 5, 3), True],
        ["night3", datetime(2031, 1, 6, 2), None, False],
    ]
    tables["current_run"] = [["night3"]]
    failed = rows(night, "select finding_id, 'night2', 'fail' from quality.findings where status = 'fail'")
    tables["finding_history"] = [[key_of_the_bureau_s_finding("A03"), "night1", "fail"], *map(list, failed)]
    create_staging(folder / "staging.duckdb", extracts, comparisons, tables)
    assert build(folder / "staging.duckdb", folder / "jixiao.duckdb", folder) == []
    return folder
