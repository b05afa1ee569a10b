"""Real reports of two counties stand side by side in one answer, down to the place of each number."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from flows.model.settings import Settings
from flows.night.ingest import ingest
from flows.night.transform import transform
from flows.store.saved import ask_saved
from flows.store.staging import Staging
from tests.beside import SHARED, needs_shared
from tests.dbt_project.building import rows_of

_SEEDS = SHARED / "seeds"
_COUNTIES = {"衡山县", "华容县"}

pytestmark = needs_shared


@pytest.fixture(scope="module")
def warehouse(prefect_api: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    settings = Settings(raw=_SEEDS, warehouse=tmp_path_factory.mktemp("seeds"), settle_seconds=0)
    with Staging(settings.staging) as staging:
        staging.begin_run("night", datetime(2031, 1, 1, 2, tzinfo=UTC))
    ingest(settings, "night")
    transform(settings)
    return settings.build


@pytest.fixture(scope="module")
def compared(warehouse: Path) -> list[dict[str, object]]:
    answer = ask_saved(warehouse, "department_comparison", {"function": "住房和城乡建设", "year": "2020"})
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
    return [row for row in rows if row["县"] in _COUNTIES and row["报告类型"] == "部门整体支出绩效自评"]


@pytest.mark.parametrize(
    ("item", "hengshan", "huarong"),
    [
        ("收入合计", "103646500", "292010000"),
        ("支出合计", "54351200", "292010000"),
        ("三公经费", "55200", "34900"),
        # 衡山县's own form leaves its cells for 编制数 and 实际在职人数 blank, and its sentences give only parts.
        ("编制人数", None, "143"),
        ("实有人数", None, "162"),
    ],
)
def test_both_counties_stand_in_each_line(
    compared: list[dict[str, object]], item: str, hengshan: str | None, huarong: str
):
    found = {
        row["县"]: row["数值"]
        for row in compared
        if (row["项目"], row["口径"], row["数据年度"]) == (item, "决算", 2020)
    }
    assert found == {"衡山县": hengshan and Decimal(hengshan), "华容县": Decimal(huarong)}


def test_every_indicator_that_both_counties_score_has_a_line_of_each(
    warehouse: Path, compared: list[dict[str, object]]
):
    scored = rows_of(
        warehouse,
        "select county_name, indicator_name from marts.fct_indicator_scores join marts.dim_reports using (report_id) "
        "join marts.dim_counties on dim_counties.county_id = dim_reports.county_id "
        "join marts.dim_indicators using (indicator_code) "
        "where report_kind = 'department_evaluation' and fct_indicator_scores.score is not null",
    )
    of_each = {county: {name for found, name in scored if found == county} for county in _COUNTIES}
    shared = of_each["衡山县"] & of_each["华容县"]
    assert len(shared) >= 8
    for name in shared:
        assert {row["县"] for row in compared if row["项目"] == f"{name} 得分"} == _COUNTIES


def test_every_number_in_the_comparison_leads_to_its_words_in_the_report(
    warehouse: Path, compared: list[dict[str, object]]
):
    places = dict(
        rows_of(warehouse, "select figure_id, source_path || ' ' || quote from marts.fct_figures where quote <> ''")
    )
    said = [row for row in compared if row["数值"] is not None]
    assert said
    assert [row for row in said if row["数字编号"] not in places] == []


def test_the_households_of_a_report_about_one_project_are_that_project_s(warehouse: Path):
    answer = ask_saved(warehouse, "cost_per_household", {"programme": "老旧小区改造"})
    assert [tuple(map(str, row)) for row in answer.rows] == [
        ("老旧小区改造", "华容县", "2020", "1", "3458.00000000", "1560.87", "4513.79")
    ]
