"""One broken document read, and sometimes understood and loaded, in a process that may take a limited memory."""

import io
import random
import resource
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge, recomputed_scores
from flows.model.allowances import BundleLimits
from flows.model.exceptions import ReportError
from flows.model.report import Report, Table
from flows.night.understanding import content_fingerprint
from flows.readers import READERS, read, recognition
from flows.readers.bundle import members, read_member
from flows.store.records import DocumentRow
from flows.store.schema import FACTS, Columns, columns_for, rows_of
from flows.store.staging import Staging
from tests.fuzz.mutations import mutate
from tests.fuzz.originals import SUFFIXES, originals

MEMORY = 1536 * 2**20
_UNDERSTOOD, _LOADED = 4, 20  # every so manieth


@dataclass(frozen=True)
class Trial:
    """Which broken document: the same format and seed give the same bytes."""

    format_name: str
    seed: int


@dataclass(frozen=True)
class Verdict:
    """`read`, the name of a `ReportError`, or `crash` with the traceback; the most memory ever held, and the time.

    Seconds are those of the processor, so that a busy machine does not make a document slow. `cells` are those of its
    tables that were read.
    """

    kind: str
    detail: str
    megabytes: int
    seconds: float
    cells: int


def bytes_of(trial: Trial) -> bytes:
    dice = random.Random(f"{trial.format_name} {trial.seed}")
    return mutate(trial.format_name, dice.choice(originals(trial.format_name)), dice)


def run(trial: Trial) -> Verdict:
    started = time.process_time()
    cells = 0
    try:
        # The models that read pictures take seconds for each, and are others' to break.
        with patch.object(recognition, "recogniser", return_value=""):
            kind, detail, cells = _attempt(trial, bytes_of(trial))
    except Exception:
        kind, detail = "crash", traceback.format_exc()
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Verdict(kind, detail, megabytes, time.process_time() - started, cells)


@contextmanager
def _little_memory() -> Iterator[None]:
    """As a night reads and understands a document; what writes into the warehouse is refused none."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, before)


def _attempt(trial: Trial, data: bytes) -> tuple[str, str, int]:
    source = Path(f"报告{SUFFIXES[trial.format_name]}")
    with _little_memory():
        try:
            if trial.format_name == "bundle":
                return *_bundle(data, source), 0
            # Mostly past the front door, which would turn away what its own reader has to bear.
            report = read(data, source) if trial.seed % 4 == 1 else READERS[trial.format_name](data, source)
        except ReportError as error:
            return type(error).__name__, error.reason, 0
        for fault in _faults(report):
            return "crash", fault, 0
        understood = _understood(report, trial) if trial.seed % _UNDERSTOOD == 0 else None
    if understood and trial.seed % _LOADED == 0:
        _staging().load_document(*understood)
    return "read", "", sum(len(block.cells) for block in report.blocks if isinstance(block, Table))


def _bundle(data: bytes, source: Path) -> tuple[str, str]:
    """Each file as `members` gives it and as it is had alone; refused where one of them is."""
    verdict = "read", ""
    for name, content in members(io.BytesIO(data), source, BundleLimits()):
        if isinstance(content, ReportError):
            verdict = type(content).__name__, content.reason
        elif read_member(io.BytesIO(data), name, source, BundleLimits()) != content:
            return "crash", f"{name} is another file when it is read alone"
    return verdict


def _faults(report: Report) -> Iterator[str]:
    """What no report may be: blocks out of number, a table whose cells do not cover it exactly once."""
    if [block.block_no for block in report.blocks] != list(range(len(report.blocks))):
        yield "blocks are out of number"
    for table in report.blocks:
        if not isinstance(table, Table):
            continue
        covered = bytearray(table.row_count * table.column_count)
        for cell in table.cells:
            if cell.row + cell.row_span > table.row_count or cell.column + cell.column_span > table.column_count:
                yield f"{cell} reaches out of its table"
                return
            for row in range(cell.row, cell.row + cell.row_span):
                for at in range(
                    row * table.column_count + cell.column, row * table.column_count + cell.column + cell.column_span
                ):
                    covered[at] += 1
        if covered.count(1) != len(covered):
            yield f"table {table.table_no} is not covered exactly once"


def _understood(report: Report, trial: Trial) -> tuple[DocumentRow, dict[str, Columns]]:
    """As `flows.night.understanding` does, without its net; what there is to load."""
    found = extract(report, SourceClues(f"示例省/示例市/青禾县/2020/报告{trial.seed}.x"))
    rows = rows_of(report, found, judge(found), recomputed_scores(found))
    fingerprint = content_fingerprint(report, found)
    document = DocumentRow("一", "报告.x", report.format, 1, fingerprint, "", False, "[]", "1", "")
    return document, {table: columns_for("一", FACTS[table], some) for table, some in rows.items()}


@cache
def _folder() -> TemporaryDirectory[str]:
    """Gone with the process that asked for it."""
    return TemporaryDirectory()


@cache
def _staging() -> Staging:
    staging = Staging(Path(_folder().name) / "staging.duckdb")
    staging.begin_run("trial", datetime(2020, 12, 31, tzinfo=UTC))
    return staging
