"""The third stage: Great Expectations checks the tables and decides each comparison again from its sides."""

import logging

from prefect import flow

from expectations.suites import COMPARISONS, table_contracts
from expectations.validation import validate as check
from flows.model.exceptions import BrokenContract
from flows.model.settings import Settings
from flows.store.disk import on_disk
from flows.store.frames import read_frames
from flows.store.privacy import mask_leftovers
from flows.store.staging import Staging

_LOGGER = logging.getLogger(__name__)
# It tells of its temporary folders at every start.
logging.getLogger("great_expectations.data_context.types.base").setLevel(logging.WARNING)


@flow(name="validate", validate_parameters=False)
def validate(settings: Settings, run_id: str) -> None:
    """Run every suite on the built warehouse and write the Data Docs beside it; nobody's number stays in it.

    How each expectation ended is kept in staging, whether or not the night may be published.

    Raises `BrokenContract` naming what failed: findings about reports are data, these are errors of ours.
    """
    with on_disk(settings.build):
        masked = mask_leftovers(settings.build)
    if masked:
        _LOGGER.warning("personal numbers that no model masked, masked now: %s", ", ".join(masked))
    names = {COMPARISONS, *(contract.name for contract in table_contracts())}
    frames = dict(read_frames(settings.build, names))
    there = frames["quality.findings"][["finding_id", "source_path", "places", "difference"]]
    frames[COMPARISONS] = (
        frames[COMPARISONS]
        .merge(there, on="finding_id", how="left", validate="one_to_one")
        .rename(columns={"places": "place"})
    )
    docs = settings.building / "report" / "data_docs"
    with on_disk(docs):
        result = check(frames, docs)
    with Staging(settings.staging) as staging:
        staging.record_checks(run_id, result.checks)
    if result.broken:
        raise BrokenContract("Great Expectations", "；".join(result.broken))
