"""The second stage: dbt builds and tests the night's warehouse beside the published one."""

import logging
from pathlib import Path

from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.artifacts.schemas.results import NodeStatus
from dbt.cli.main import dbtRunner, dbtRunnerResult
from prefect import flow

from flows.model.exceptions import BrokenContract, DamagedStaging, Interrupted, StageFailed, StorageFailed
from flows.model.settings import PROJECT, Settings
from flows.night.interruption import named_signals, reason_of
from flows.night.surroundings import environment
from flows.night.version import warehouse_version
from flows.store.disk import on_disk, tells_damage, way_out_of
from flows.store.swap import start_from

_LOGGER = logging.getLogger(__name__)
_DBT = PROJECT / "dbt_project"
_SHOWN = 5


@flow(name="transform", validate_parameters=False)
def transform(settings: Settings) -> None:
    """Build every model and run every dbt test, in this process.

    Leaves dbt's own documentation of the warehouse as one page in `settings.dictionary`.

    The night starts from a copy of the published warehouse where the same models built it, and builds what
    belongs to documents that changed; else it builds everything.

    Raises `BrokenContract` naming the tests that failed, `StageFailed` naming the models that could not be
    built, `StorageFailed` where the disk does not let them.
    """
    with on_disk(settings.building):
        settings.building.mkdir(mode=0o700, parents=True, exist_ok=True)
    start_from(settings.published, settings.build, warehouse_version())
    # Unit tests ask about the models, not about the night.
    with on_disk(settings.building):
        _raise_failure(settings, _dbt(settings, "build", "--exclude-resource-type", "unit_test"))
        _raise_failure(settings, _dbt(settings, "docs", "generate", "--static", "--no-compile"))
        _forget_folders(settings.dictionary)


def _forget_folders(page: Path) -> None:
    """The page is published: where jixiao and its files lie is nobody's business."""
    text = page.read_text(encoding="utf-8")
    for folder in (page.parent, _DBT):
        text = text.replace(str(folder), folder.name)
    page.write_text(text, encoding="utf-8")


def _dbt(settings: Settings, *command: str) -> dbtRunnerResult:
    folder = str(settings.building / "dbt")
    arguments = [
        "--quiet", "--no-use-colors", "--log-level-file", "none", "--no-print",
        *command, "--project-dir", str(_DBT), "--profiles-dir", str(_DBT),
        "--target-path", folder, "--log-path", folder,
    ]  # fmt: skip
    variables = {
        "JIXIAO_BUILD": str(settings.build),
        "JIXIAO_STAGING": str(settings.staging),
        "JIXIAO_VERSION": warehouse_version(),
        "JIXIAO_ZONE": settings.zone.key,
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
    }
    with environment(variables):
        try:
            # Of Ctrl+C alone dbt knows that its queries have to be stopped first: `Interrupted` is one of its kind.
            with named_signals():
                return dbtRunner().invoke(arguments)
        finally:
            # dbt keeps its connection, and with it the file, open until the process ends.
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]


def _raise_failure(settings: Settings, result: dbtRunnerResult) -> None:
    """Nothing where dbt succeeded: a night that goes on after dbt failed would publish half a warehouse."""
    if result.success:
        return
    if result.exception:
        error = getattr(result.exception, "exception", result.exception)  # dbt wraps what it did not expect
        if isinstance(error, Interrupted):
            raise Interrupted(error.number)  # anew: the old one holds dbt's connections, and they the files
        _raise_storage(settings, str(error))
        raise StageFailed("transform", reason_of(error)) from error
    nodes = getattr(result.result, "results", ())
    broken = [node for node in nodes if node.status in (NodeStatus.Error, NodeStatus.Fail, NodeStatus.RuntimeErr)]
    detail = "；".join(f"{node.node.name}：{node.message or node.status}" for node in broken[:_SHOWN])
    more = f"；另有 {len(broken) - _SHOWN} 项" if len(broken) > _SHOWN else ""
    if any(node.status == NodeStatus.Fail for node in broken):
        raise BrokenContract("dbt", detail + more)
    _raise_storage(settings, *(str(node.message) for node in broken))
    raise StageFailed("transform", (detail + more) or "dbt 未说明原因")


def _raise_storage(settings: Settings, *said: str) -> None:
    """Where dbt's words tell of the disk, the file and the way out instead of the models that suffered."""
    for message in said:
        # The build began from what was read through, or from nothing: it is not the one that is damaged.
        if damage := next(filter(tells_damage, message.splitlines()), ""):
            _LOGGER.error("dbt: %s", message)
            raise DamagedStaging(settings.staging, damage.strip())
        if way_out := way_out_of(message):
            _LOGGER.error("dbt: %s", message)
            raise StorageFailed(settings.staging if str(settings.staging) in message else settings.build, way_out)
