"""The last stage: the report page is written, and the night takes the place of the one before."""

from time import monotonic

from prefect import flow

from flows.model.outcomes import Outcome
from flows.model.settings import Settings, now
from flows.model.words import read_seed
from flows.pages.site import write_report
from flows.store.disk import on_disk
from flows.store.report_data import read_report_data
from flows.store.staging import Staging
from flows.store.swap import bring_folder, close_run, publish_file, publish_folder


@flow(name="publish", validate_parameters=False)
def publish(settings: Settings, run_id: str) -> None:
    """Publish the built warehouse and its report, then let staging know that this night was published.

    The warehouse goes first: a night that is killed in between shows yesterday's page, and the next one mends
    it.
    """
    started = monotonic()
    report = settings.building / "report"
    with Staging(settings.staging) as staging:
        earlier = [outcome for outcome in staging.outcomes(run_id) if outcome.stage in ("transform", "validate")]
        checks = staging.checks(run_id)
    own = Outcome("", "publish", True, "", round(monotonic() - started, 3))
    close_run(settings.build, run_id, now(), [*earlier, own], checks)
    equations = {row["rule_code"]: row["equation"] for row in read_seed("rules")}
    with on_disk(report):
        write_report(read_report_data(settings.build, equations, settings.zone), report, settings.dictionary)
    brought = bring_folder(report, settings.report, run_id)
    publish_file(settings.build, settings.published)
    publish_folder(brought, settings.report)
    with Staging(settings.staging) as staging:
        staging.adopt(settings.published)
