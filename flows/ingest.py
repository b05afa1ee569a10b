"""The first stage: what is new or changed in raw/ is read, understood and loaded; every file leaves its
outcomes.
"""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State

from flows.exceptions import RawFolderLost, ReportError
from flows.extraction import SourceClues
from flows.outcomes import Outcome
from flows.raw_folder import (
    Listing,
    ManifestRow,
    RawFile,
    content_id,
    list_files,
    read_manifest,
    read_settled,
)  # fmt: skip
from flows.settings import Settings
from flows.store.staging import FileRecord, Staging
from flows.understanding import Job, Understood, clues_key, understand
from flows.version import extractor_version
from flows.workers import Lost, WorkerPool


@dataclass(frozen=True, slots=True)
class Contents:
    """What the files of raw/ hold: a record for each that could be read, an outcome for each that could
    not.
    """

    records: tuple[FileRecord, ...]
    unread: tuple[Outcome, ...]


@flow(name="ingest", validate_parameters=False)
def ingest(settings: Settings, run_id: str) -> None:
    """Bring staging up to date with raw/.

    Raises `RawFolderLost` before anything is changed where raw/ lost more files than a night normally does.
    """
    with Staging(settings.staging) as staging:
        listing = list_raw(settings)
        manifest = read_manifest(settings.raw)
        known = staging.files()
        contents = take_contents(listing.files, known)
        staging.record(run_id, [*contents.unread, *_oddities(listing), *_unmatched(manifest, listing)])
        gone = _gone(known, listing, contents)
        _guard_losses(settings, known, gone, contents)
        jobs, outcomes = _plan(staging, listing.files, contents, manifest)
        staging.record(run_id, [*outcomes, *_withdrawn(known, listing)])
        with WorkerPool(understand, settings.workers, settings.document_seconds) as pool:
            for batch in _batches(jobs, settings.batch_size):
                understand_batch(staging, pool, batch, run_id)
        staging.settle(contents.records, [outcome.source_path for outcome in contents.unread])


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
def take_contents(files: Iterable[RawFile], known: Mapping[str, FileRecord]) -> Contents:
    """The ids of the bytes of all files; those with the size and time of last night are not opened."""
    records: list[FileRecord] = []
    unread: list[Outcome] = []
    for file in files:
        before = known.get(file.source_path)
        if before and (before.size_bytes, before.modified_ns) == (file.size_bytes, file.modified_ns):
            records.append(before)
            continue
        try:
            found = content_id(read_settled(file))
        except ReportError as error:
            unread.append(Outcome(file.source_path, "read", False, error.reason))
        except OSError as error:
            unread.append(Outcome(file.source_path, "read", False, f"无法打开（{error.strerror}）：请检查权限"))
        else:
            records.append(FileRecord(file.source_path, found, file.size_bytes, file.modified_ns))
    return Contents(tuple(records), tuple(unread))


@task(cache_policy=NO_CACHE)
def understand_batch(staging: Staging, pool: WorkerPool[Job, Understood], jobs: Sequence[Job], run_id: str) -> None:
    """Understand a batch of documents in the worker processes; each is loaded as it comes in."""
    outcomes: list[Outcome] = []
    for job, result, seconds in pool.run(jobs):
        if isinstance(result, Lost):
            outcomes.append(Outcome(job.file.source_path, "read", False, result.reason, round(seconds, 3)))
        else:
            outcomes += [*result.outcomes, *_load(staging, result)]
    staging.record(run_id, outcomes)


def _load(staging: Staging, understood: Understood) -> Iterator[Outcome]:
    if understood.rejection:
        staging.reject(understood.rejection)
    if understood.document and understood.facts:
        started = time.monotonic()
        staging.load_document(understood.document, understood.facts, datetime.now())
        seconds = round(time.monotonic() - started, 3)
        yield Outcome(understood.document.source_path, "load", True, "", seconds)


def _plan(
    staging: Staging, files: Sequence[RawFile], contents: Contents, manifest: Mapping[str, ManifestRow]
) -> tuple[list[Job], list[Outcome]]:
    """The documents to understand, and the outcomes of the files that need nothing more."""
    by_path = {file.source_path: file for file in files}
    homes: dict[str, list[str]] = {}
    for record in contents.records:
        homes.setdefault(record.content_id, []).append(record.source_path)
    version = extractor_version()
    known, rejected = staging.documents(), staging.rejections(version)
    jobs: list[Job] = []
    outcomes: list[Outcome] = []
    for document_id, paths in homes.items():
        home, *copies = sorted(paths, key=lambda path: (path not in manifest, path))
        outcomes += [Outcome(copy, "read", True, f"与 {home} 内容相同") for copy in copies]
        clues = _clues(home, manifest)
        if document_id in rejected:
            refused = rejected[document_id]
            outcomes.append(Outcome(home, refused.stage, False, refused.reason))
        elif known.get(document_id) == (version, clues_key(clues)):
            outcomes.append(Outcome(home, "read", True, "内容未变，沿用已有结果"))
        else:
            jobs.append(Job(by_path[home], document_id, clues))
    return jobs, outcomes


def _clues(source_path: str, manifest: Mapping[str, ManifestRow]) -> SourceClues:
    row = manifest.get(source_path, ManifestRow("", "", ""))
    return SourceClues(source_path, row.county_id, row.department_name, row.fiscal_year)


def _gone(known: Mapping[str, FileRecord], listing: Listing, contents: Contents) -> list[str]:
    """Files of last night that are neither at their place nor, moved or renamed, anywhere else."""
    there = {file.source_path for file in listing.files}
    still = {record.content_id for record in contents.records}
    return [path for path, record in known.items() if path not in there and record.content_id not in still]


def _guard_losses(settings: Settings, known: Mapping[str, FileRecord], gone: Sequence[str], contents: Contents) -> None:
    if not settings.accepts_losses and len(gone) > settings.loss_share * len(known):
        raise RawFolderLost(settings.raw, len(known), len(known) - len(gone))


def _oddities(listing: Listing) -> list[Outcome]:
    return [Outcome(path, "read", False, reason) for path, reason in listing.oddities]


def _unmatched(manifest: Mapping[str, ManifestRow], listing: Listing) -> list[Outcome]:
    there = {file.source_path for file in listing.files}
    return [
        Outcome(path, "manifest", False, "manifest.csv 列出的文件不在 raw/ 中：请核对 source_path")
        for path in manifest
        if path not in there
    ]


def _withdrawn(known: Mapping[str, FileRecord], listing: Listing) -> list[Outcome]:
    there = {file.source_path for file in listing.files}
    return [Outcome(path, "read", True, "文件已撤下，不再计入当前") for path in known if path not in there]


def _batches(jobs: Sequence[Job], size: int) -> Iterator[Sequence[Job]]:
    for start in range(0, len(jobs), size):
        yield jobs[start : start + size]
