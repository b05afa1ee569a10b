"""What somebody accepted is waived until its day, comes back after it, and is told where it accepts nothing."""

import shutil
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.dbt_project.building import build, key_of_the_bureau_s_finding, rows
from tests.dbt_project.staging_file import insert

TODAY, YESTERDAY = date(2031, 1, 6), date(2031, 1, 5)
SAID = ("口径已说明，联系人：王建国", "县财政局绩效股")


@pytest.fixture(scope="module")
def waived(next_night: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The later night run again, after five lines were written into waivers.csv."""
    folder = tmp_path_factory.mktemp("waived")
    for name in ("staging.duckdb", "jixiao.duckdb"):
        shutil.copy(next_night / name, folder / name)
    [[figure_id]] = rows(
        next_night,
        """
        select figure_id from marts.fct_figures
        where document_id = 'b' and (block_no, row_no, column_no, char_start) = (3, 2, 1, 0)
        """,
    )
    lines = [
        [2, key_of_the_bureau_s_finding("A02"), "", "", "", "", "", *SAID, TODAY],
        [3, "", "A03", "青禾县/2020/住建局.docx", "", "", "", *SAID, YESTERDAY],
        [4, "", "", "", "", figure_id, "982", *SAID, TODAY],
        [5, "", "A01", "", "new", "", "", *SAID, TODAY],
        [6, "", "", "", "", figure_id, "1,000.00", *SAID, date(2031, 2, 1)],
    ]
    with duckdb.connect(str(folder / "staging.duckdb")) as connection:
        insert(connection, "waivers", lines)
    assert build(folder / "staging.duckdb", folder / "jixiao.duckdb", folder) == []
    return folder


def test_a_finding_is_waived_by_its_id_or_by_a_figure_it_compares_until_the_day_has_passed(waived: Path) -> None:
    failing = """
        select findings.document_id, findings.rule_code, findings.lifecycle, waivers.line_no
        from quality.findings left join quality.waivers on findings.waiver_id = waivers.waiver_id
        where findings.status = 'fail' and findings.document_id in ('b', 'lost', 'new') order by all
    """
    assert rows(waived, failing) == [
        ("b", "A01", "waived", 4),
        ("lost", "A01", "known", None),
        ("new", "A02", "waived", 2),
        ("new", "A03", "regressed", None),
    ]


def test_the_figure_that_is_known_to_be_wrong_stays_as_printed(waived: Path) -> None:
    figure = "select printed from marts.fct_figures join quality.waivers using (figure_id)"
    assert rows(waived, figure) == [("1000",)] * 2


def test_what_is_published_of_a_waiver_names_no_person_that_a_label_introduces(waived: Path) -> None:
    assert rows(waived, "select distinct reason from quality.waivers") == [("口径已说明，联系人：***",)]


def test_a_waiver_says_how_many_it_accepts_and_whether_it_has_expired(waived: Path) -> None:
    query = "select line_no, is_expired, finding_count, correct_value from quality.waivers order by all"
    assert rows(waived, query) == [
        (2, False, 1, None),
        (3, True, 0, None),
        (4, False, 1, "982"),
        (5, False, 0, None),
        (6, False, 0, "1,000.00"),
    ]
