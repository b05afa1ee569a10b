"""The first stage: what is new or changed in raw/ is read, understood and loaded; every file leaves its
outcomes.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State

from flows.model.allowances import BundleLimits
from flows.model.exceptions import StageFailed
from flows.model.outcomes import CONTENT, Outcome
from flows.model.settings import Settings
from flows.night.contents import Contents, look_into, overtime, take, with_opened
from flows.night.planning import (
    Past,
    guard_failures,
    guard_losses,
    kept_paths,
    make_plan,
    reading_key,
    told_copies,
    told_unmatched,
    told_withdrawn,
)
from flows.night.raw_folder import Listing, RawFile, list_files
from flows.night.raw_notes import MANIFEST, WAIVERS, read_manifest, read_waivers
from flows.night.understanding import Job, Understood, understand
from flows.night.workers import Lost, WorkerPool
from flows.store.records import FileRecord, Rejection
from flows.store.staging import Staging


@flow(name="ingest", validate_parameters=False)
def ingest(settings: Settings, run_id: str) -> None:
    """Bring staging up to date with raw/.

    Raises `RawFolderLost` before anything is changed where raw/ lost more files than a night normally does,
    `ReadingLost` before anything counts as read where more failed, `StageFailed` where raw/ never was there.
    """
    key = reading_key(settings)
    with (
        Staging(settings.staging) as staging,
        WorkerPool(settings.workers, settings.document_seconds, [understand.__module__, look_into.__module__]) as pool,
    ):
        listing = list_raw(settings)
        manifest, manifest_faults = read_manifest(settings.raw)
        waivers, waiver_faults = read_waivers(settings.raw)
        known = staging.files()
        if not known and not settings.raw.is_dir():
            raise StageFailed("ingest", f"找不到文件夹 {settings.raw}：请核对 --raw 后再运行")
        contents = take_contents(listing.files, known, key, settings.bundles)
        contents = open_bundles(pool, contents)
        past = Past(
            known,
            staging.documents(),
            {**staging.rejections(key), **contents.refused},
            staging.ever_understood(),
            staging.failed_before(),
            staging.shortfalls(),
        )
        kept = kept_paths(listing, contents, past)
        oddities = [Outcome(path, "read", False, reason) for path, reason in listing.oddities]
        staging.record(run_id, [*contents.unread, *oddities, *told_unmatched(manifest, contents, kept)])
        guard_losses(settings, contents, past, kept)
        staging.note_waivers(waivers)
        staging.note_choices({path: row.is_counted for path, row in manifest.items()})
        for name, stage, faults in (
            (MANIFEST, "manifest", manifest_faults),
            (WAIVERS, "waivers", waiver_faults),
        ):
            if faults:
                staging.record(run_id, [Outcome(name, stage, False, "；".join(faults))])
        for rejection in contents.refused.values():
            staging.reject(rejection)
        plan = make_plan(settings, listing, contents, past, manifest)
        staging.record(run_id, [*plan.outcomes, *told_withdrawn(contents, past, kept)])
        outcomes = [*contents.unread, *plan.outcomes]
        from_outside = list(contents.ended)
        for batch in _batches(plan.jobs, settings.batch_size):
            understood, ended = understand_batch(staging, pool, batch, run_id, key)
            outcomes += understood
            from_outside += ended
        copies = told_copies(plan.copies, _failures(outcomes))
        from_outside += [copy for copy, home in plan.copies.items() if home in from_outside]
        staging.record(run_id, copies)
        guard_failures(settings, contents, past, _failures([*outcomes, *copies]), from_outside)
        staging.settle(contents.records, kept)


def _failures(outcomes: Iterable[Outcome]) -> Mapping[str, str]:
    """Why each file that failed did, by its path; one that was read and is no report did not."""
    return {one.source_path: one.reason for one in outcomes if not one.is_ok and one.stage != CONTENT}


def _is_passing(_task: object, _run: object, state: State[Any]) -> bool:
    """Whether a task that ended so may end otherwise when it is tried again: shares of a network come and
    go.
    """
    return isinstance(state.data, OSError)


@task(cache_policy=NO_CACHE, retries=2, retry_delay_seconds=2, retry_condition_fn=_is_passing)
def list_raw(settings: Settings) -> Listing:
    """The files of raw/, at rest: where one was changed just now, its writer gets the time to go on.

    A file that is still being written then differs from this listing when it is read.
    """
    listing = list_files(settings.raw)
    newest = max((file.modified_ns for file in listing.files), default=0)
    if time.time() - newest / 1e9 < settings.settle_seconds:
        time.sleep(settings.settle_seconds)
    return listing


@task(cache_policy=NO_CACHE)
def take_contents(
    files: Iterable[RawFile], known: Mapping[str, FileRecord], reading_key: str, limits: BundleLimits
) -> Contents:
    """The ids of the bytes of all files; those with the size and time of last night are not opened."""
    return take(files, known, reading_key, limits)


@task(cache_policy=NO_CACHE)
def open_bundles(pool: WorkerPool, contents: Contents) -> Contents:
    """The contents with the files inside bundles, which the worker processes inflate one at a time."""
    return with_opened(contents, pool.run(look_into, contents.unopened))


@task(cache_policy=NO_CACHE)
def understand_batch(
    staging: Staging, pool: WorkerPool, jobs: Sequence[Job], run_id: str, reading_key: str
) -> tuple[list[Outcome], list[str]]:
    """Understand a batch of documents in the worker processes; each is loaded as it comes in.

    Their outcomes come back, and the paths of those that something outside them ended.
    """
    outcomes: list[Outcome] = []
    from_outside: list[str] = []
    for job, result, seconds in pool.run(understand, jobs):
        if isinstance(result, Lost):
            reason = result.reason
            if result.is_from_outside:
                from_outside.append(job.source_path)
            if result.is_overtime:
                rejection = overtime(job.document_id, reading_key, result)
                staging.reject(rejection)
                reason = rejection.reason
            outcomes.append(Outcome(job.source_path, "read", False, reason, round(seconds, 3)))
        else:
            if result.rejection:
                staging.reject(Rejection(job.document_id, reading_key, "read", result.rejection))
            outcomes += [*result.outcomes, *_load(staging, result)]
    staging.record(run_id, outcomes)
    return outcomes, from_outside


def _load(staging: Staging, understood: Understood) -> Iterator[Outcome]:
    if understood.document and understood.facts:
        started = time.monotonic()
        staging.load_document(understood.document, understood.facts)
        seconds = round(time.monotonic() - started, 3)
        yield Outcome(understood.document.source_path, "load", True, "", seconds)


def _batches(jobs: Sequence[Job], size: int) -> Iterator[Sequence[Job]]:
    for start in range(0, len(jobs), size):
        yield jobs[start : start + size]
