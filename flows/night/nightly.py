"""The night: ingest, transform, validate, publish. Nothing but orchestration."""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from prefect import flow

from flows.model.exceptions import AlreadyRunning, ForeignWarehouse, Interrupted, NightError
from flows.model.outcomes import Outcome
from flows.model.settings import Settings, now, read_settings
from flows.night.alerts import send_alert
from flows.night.ingest import ingest
from flows.night.interruption import named_signals, reason_of
from flows.night.publish import publish
from flows.night.transform import transform
from flows.night.validate import validate
from flows.store.disk import on_disk, remove, set_aside, unsound
from flows.store.lock import lock_warehouse
from flows.store.staging import Staging
from flows.store.summary import summarize

_LOGGER = logging.getLogger(__name__)


@flow(name="nightly")
def nightly(raw: str, warehouse: str, accept_losses: bool = False) -> None:
    """Read what is new in `raw`, build the warehouse beside the published one, audit it, and let it take its
    place.

    Raises a `NightError` where the night cannot publish: yesterday's warehouse then stays as it is. Alerts go
    out on any failure and on new errors in reports.
    """
    settings = read_settings(Path(raw), Path(warehouse), accept_losses)
    try:
        with named_signals(), lock_warehouse(settings.warehouse):
            _run(settings)
    except AlreadyRunning:
        raise
    except (Exception, Interrupted) as error:
        send_alert(settings.alert_urls, "绩效夜间运行失败：未发布", reason_of(error))
        raise
    summary = summarize(settings.published)
    if summary.new_errors:
        send_alert(
            settings.alert_urls,
            f"绩效报告新增错误 {summary.new_errors} 处",
            str(settings.report / "index.html"),
        )


def _run(settings: Settings) -> None:
    run_id = _begin(settings)
    try:
        with _stage(settings, run_id, "ingest"):
            ingest(settings, run_id)
        with _stage(settings, run_id, "transform"):
            transform(settings)
        with _stage(settings, run_id, "validate"):
            validate(settings, run_id)
        with _stage(settings, run_id, "publish"):
            publish(settings, run_id)
    finally:
        with _without_masking("the end of the night"), Staging(settings.staging) as staging:
            staging.end_run(run_id, now())
    # Of a night that failed, what was built stays for a look, until the next one begins.
    with on_disk(settings.building):
        remove(settings.building)


def _begin(settings: Settings) -> str:
    """Clear what a killed night left, and open the row of this one; its id is the moment of its start and its number,
    which tells it from others where the clock says the same twice.

    A published warehouse that is damaged, or not ours, is set aside: this night makes it again.
    """
    with on_disk(settings.building):
        remove(settings.building)
    started_at = now()
    with Staging(settings.staging) as staging:
        fault = unsound(settings.published) or _not_adopted(staging, settings.published)
        latest = staging.latest_moment()
        if latest and started_at < latest:
            _LOGGER.warning(
                "the clock says %s, but a night ended at %s: set it right; nights keep their order", started_at, latest
            )
        run_id = f"{started_at:%Y%m%dT%H%M%SZ}-{staging.next_night_no()}"
        staging.begin_run(run_id, started_at)
        if fault:
            aside = set_aside(settings.published)
            _LOGGER.warning("%s cannot be used (%s): set aside as %s", settings.published, fault, aside.name)
            told = f"{settings.published.name} 不能用（{fault}）：已改名为 {aside.name}，本次重新生成"
            staging.record(run_id, [Outcome("", "begin", True, told)])
    return run_id


def _not_adopted(staging: Staging, published: Path) -> str:
    """Why nothing can be taken over from a published warehouse, '' where it was."""
    try:
        staging.adopt(published)
    except ForeignWarehouse as error:
        return error.detail
    return ""


@contextmanager
def _stage(settings: Settings, run_id: str, stage: str) -> Iterator[None]:
    """Leave an outcome of the stage, whether it succeeds or raises."""
    _LOGGER.info("%s: %s", run_id, stage)
    started = time.monotonic()

    def leave(reason: str) -> None:
        outcome = Outcome("", stage, not reason, reason, round(time.monotonic() - started, 3))
        with Staging(settings.staging) as staging:
            staging.record(run_id, [outcome])

    try:
        yield
    except BaseException as error:
        with _without_masking(stage):
            leave(reason_of(error))
        raise
    leave("")


@contextmanager
def _without_masking(what: str) -> Iterator[None]:
    """What stopped the night is told, even where it stops its record too: that is logged."""
    is_stopped = sys.exc_info()[0] is not None
    try:
        yield
    except NightError as error:
        if not is_stopped:
            raise
        _LOGGER.error("no record of %s: %s", what, error)
