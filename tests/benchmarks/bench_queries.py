"""Every saved question on the warehouse of 2,000 invented reports: its milliseconds, beside SQLite and pandas.

All three hold the same rows in memory or in a warm file, and their answers are compared before anything is timed.
SQLite is asked the same text: amounts are REAL there, as it has no decimals, and what a query looks up is indexed.
"""

import hashlib
import shutil
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import UTC, datetime
from math import inf
from pathlib import Path

import duckdb
import pandas as pd

from flows.model.settings import Settings
from flows.night.prefect_server import configure, prefect_server
from flows.night.version import extractor_version, warehouse_version
from flows.store.query import open_for_reading
from flows.store.saved import SavedQuery, saved_queries
from flows.store.staging import Staging
from tests.benchmarks.queries_in_pandas import ANSWERS
from tests.benchmarks.timing import Result, in_turn
from tests.samples.catalogue import render
from tests.synthetic.reports import reports

_GOAL = 100  # milliseconds of processor time, of all threads
_COUNTIES = 100
_YEARS = range(2018, 2023)
# A comparison is asked for one function and year; every other question is asked for everything there is.
_GIVEN: Mapping[str, Mapping[str, str]] = {
    "department_comparison": {"function": "住房和城乡建设", "year": "2020"},
    "execution_out_of_range": {"low": "95"},
}

# The invented books hold no mistakes. Some questions ask for nothing else, so these rows are changed for all three.
_MISTAKES = """
update marts.fct_indicator_scores set score = recomputed_score_high + 1
where indicator_code = 'D01' and fiscal_year = 2020;
update quality.findings set status = 'fail', severity = if(hash(finding_id) % 3 = 0, 'warn', 'error')
where status = 'pass' and hash(finding_id) % 20 = 0;
update marts.fct_project_funds set department_id = housing.department_id
from (select county_id, department_id from marts.dim_departments where function_name = '住房和城乡建设') as housing
where fct_project_funds.county_id = housing.county_id;
update marts.fct_department_totals set value = 0
where fiscal_year = 2019 and measure_code in ('balance_year', 'carry_out');
update marts.dim_reports set is_primary = false
where fiscal_year = 2021 and report_kind = 'department_accounts';
insert into marts.fct_county_finances by name
select
    * exclude (measure_code, value, unit, scope_name),
    case measure_code
        when 'income_total' then 'county_general_revenue'
        when 'income_fiscal' then 'county_tax_revenue'
        when 'expenditure_total' then 'county_general_expenditure'
        when 'carry_in' then 'county_debt'
        else 'county_debt_limit'
    end as measure_code,
    value as amount_yuan,
    if(hash(figure_id) % 3 = 0, '', '全县') as scope_name,
    if(hash(figure_id) % 3 = 0, null, 'county') as scope_level
from marts.fct_department_totals
where measure_code in ('income_total', 'income_fiscal', 'expenditure_total', 'carry_in', 'carry_out');
"""

_TABLES: Mapping[str, Sequence[str]] = {
    "marts.dim_bases": ("basis",),
    "marts.dim_counties": ("county_id",),
    "marts.dim_departments": ("department_id",),
    "marts.dim_indicators": ("indicator_code",),
    "marts.dim_measures": ("measure_code",),
    "marts.dim_projects": ("project_id",),
    "marts.dim_reports": ("report_id", "department_id, fiscal_year"),
    "marts.fct_county_finances": ("county_id, period_year",),
    "marts.fct_department_totals": ("report_id, measure_code", "measure_code, basis"),
    "marts.fct_figures": ("report_id", "unit"),
    "marts.fct_indicator_scores": ("report_id", "indicator_code"),
    "marts.fct_project_execution": ("report_id",),
    "marts.fct_project_funds": ("report_id", "funding_source, stage"),
    "quality.findings": ("status", "report_id"),
}


def measure(rounds: int) -> Iterator[Result]:
    """A line for each question, and how all of them together compare."""
    warehouse = _warehouse()
    with open_for_reading(warehouse) as ours, closing(sqlite3.connect(":memory:")) as theirs:
        frames = _frames(ours)
        _fill(theirs, frames)
        sums: Counter[str] = Counter()
        for name, query in saved_queries().items():
            taken, rows = _taken(query, _GIVEN.get(name, {}), ours, theirs, frames, rounds)
            sums.update(taken)
            yield _line(name, taken, rows, _GOAL)
        comparison = saved_queries()["department_comparison"]
        taken, rows = _taken(comparison, {}, ours, theirs, frames, max(2, rounds // 3))
        yield _line("department_comparison of everything", taken, rows, inf)
        counted = _counted(comparison, ours, rounds)
        yield Result("the same until its rows become Python's, ms", counted, _GOAL, f"{rows} rows")
    for other in ("SQLite", "pandas"):
        yield Result(f"all questions, as many times as long as {other}", sums["DuckDB"] / sums[other], inf)


def _line(name: str, taken: Mapping[str, float], rows: int, goal: float) -> Result:
    others = ", ".join(f"{other} {taken[other]:.1f} ms" for other in ("SQLite", "pandas"))
    return Result(f"{name}, ms", taken["DuckDB"], goal, f"{rows} rows; {others}")


def _taken(
    query: SavedQuery,
    given: Mapping[str, str],
    ours: duckdb.DuckDBPyConnection,
    theirs: sqlite3.Connection,
    frames: Mapping[str, pd.DataFrame],
    rounds: int,
) -> tuple[Mapping[str, float], int]:
    """Milliseconds of the fastest round of each, to the last row, and the number of rows."""
    values = dict(query.values(given))
    steps = {
        "DuckDB": lambda: ours.execute(query.sql, values).fetchall(),
        "SQLite": lambda: theirs.execute(query.sql, values).fetchall(),
        "pandas": lambda: ANSWERS[query.name](frames, values),
    }
    answer = _comparable(steps["DuckDB"]())
    others = {"SQLite": steps["SQLite"](), "pandas": ANSWERS[query.name](frames, values).itertuples(index=False)}
    for other, rows in others.items():
        if different := answer ^ _comparable(rows):
            raise AssertionError(f"{query.name}: {other} answers otherwise: {sorted(different, key=repr)[:4]}")
    if not answer:
        raise AssertionError(f"{query.name}: no rows, so nothing is measured")
    fastest = {name: 1000 * min(times) for name, times in in_turn(steps, rounds).items()}
    return fastest, sum(count for _, count in answer)


def _counted(query: SavedQuery, ours: duckdb.DuckDBPyConnection, rounds: int) -> float:
    """Milliseconds of the fastest round that sorts the whole answer and counts its cells, but hands none over."""
    values = dict(query.values({}))
    counting = f"select count(columns(*)) from ({query.sql} limit 1000000000)"
    return 1000 * min(in_turn({"": lambda: ours.execute(counting, values).fetchall()}, rounds)[""])


def _comparable(rows: object) -> set[tuple[tuple[object, ...], int]]:
    """Rows with how often each stands there; numbers to nine digits, as sums of doubles depend on their order."""
    return set(Counter(tuple(map(_plain, row)) for row in rows).items())  # type: ignore[attr-defined]


def _plain(value: object) -> object:
    if value is None or value is pd.NA or value != value:
        return None
    return value if isinstance(value, str) else f"{float(value) + 0.0:.9g}"  # type: ignore[arg-type]


def _frames(connection: duckdb.DuckDBPyConnection) -> Mapping[str, pd.DataFrame]:
    """The tables with amounts as doubles, by their names."""
    frames = {}
    for table in _TABLES:
        described = connection.execute(f"describe {table}").fetchall()
        columns = [f"{name}::double as {name}" if kind.startswith("DECIMAL") else name for name, kind, *_ in described]
        frames[table.partition(".")[2]] = connection.execute(f"select {', '.join(columns)} from {table}").df()
    return frames


def _fill(connection: sqlite3.Connection, frames: Mapping[str, pd.DataFrame]) -> None:
    connection.execute("attach ':memory:' as marts")
    connection.execute("attach ':memory:' as quality")
    for table, indexes in _TABLES.items():
        schema, _, name = table.partition(".")
        frame = frames[name].astype(object).where(frames[name].notna(), None)
        kinds = [f'"{column}" {_kind(frames[name][column])}' for column in frame]
        connection.execute(f"create table {table} ({', '.join(kinds)})")
        marks = ", ".join("?" * len(kinds))
        connection.executemany(f"insert into {table} values ({marks})", map(_storable, frame.itertuples(index=False)))
        for number, columns in enumerate(indexes):
            connection.execute(f"create index {schema}.{name}_{number} on {name} ({columns})")
    connection.execute("analyze")


def _kind(column: "pd.Series[object]") -> str:
    if pd.api.types.is_bool_dtype(column) or pd.api.types.is_integer_dtype(column):
        return "integer"
    return "real" if pd.api.types.is_float_dtype(column) else "text"


def _storable(row: Sequence[object]) -> Sequence[object]:
    return [value if value is None or isinstance(value, int | float | str) else str(value) for value in row]


def _warehouse() -> Path:
    """The built file, kept between runs until code, models or the invented reports change."""
    sources = [path for part in ("synthetic", "samples") for path in (Path(__file__).parents[1] / part).glob("*.py")]
    sources.append(Path(__file__))
    digest = hashlib.sha256(f"{extractor_version()} {warehouse_version()}".encode())
    for source in sorted(sources):
        digest.update(source.read_bytes())
    folder = Path(tempfile.gettempdir()) / f"jixiao-questions-{digest.hexdigest()[:12]}"
    kept = folder / "jixiao.duckdb"
    if not kept.is_file():
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        with tempfile.TemporaryDirectory() as scratch:
            built = _build(Path(scratch))
            with duckdb.connect(str(built)) as connection:
                connection.execute(_MISTAKES)
            shutil.move(built, kept)
    return kept


def _build(folder: Path) -> Path:
    # Prefect reads its settings when it is imported.
    configure(folder / "prefect")
    from flows.night.ingest import ingest
    from flows.night.transform import transform

    settings = Settings(raw=folder / "raw", warehouse=folder / "warehouse", settle_seconds=0)
    for report in reports(_COUNTIES, _YEARS):
        path = settings.raw / report.sample.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(render(report.sample))
    with Staging(settings.staging) as staging:
        staging.begin_run("night", datetime(2031, 1, 1, 2, tzinfo=UTC))
    with prefect_server():
        ingest(settings, "night")
    transform(settings)
    return settings.build
