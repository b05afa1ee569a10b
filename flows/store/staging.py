"""staging.duckdb: everything as read. One transaction a document, and none that changes nothing."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import astuple
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from flows.model.exceptions import DamagedStaging, ForeignWarehouse
from flows.model.outcomes import CONTENT, Check, Outcome
from flows.store.disk import first_line, on_disk, open_to_write, tells_damage
from flows.store.records import DocumentRow, FileRecord, Rejection, Waiver
from flows.store.schema import FACTS, Columns, tables
from flows.store.upkeep import ADOPT, ADOPT_VALIDATIONS, SETTLE, upgrade
from flows.store.upkeep.tables import bring_up_to_date

_OWNER_ONLY = 0o077  # it holds what is masked elsewhere, and so do its log and whatever is written while it is open


class Staging:
    """The open staging file; a context manager, for one process at a time."""

    def __init__(self, path: Path) -> None:
        """Open or create the file, its owner's alone, with what it lacks; raises `DamagedStaging` where its bytes
        are damaged, `StorageFailed` where the disk or another program does not let it be written, both here or later,
        `StageFailed` where it cannot be opened for another reason.
        """
        self._path = path
        with ExitStack() as undo:
            with on_disk(path):
                path.parent.mkdir(parents=True, exist_ok=True)
                undo.callback(os.umask, os.umask(_OWNER_ONLY))
                self._connection = open_to_write(path)
                path.chmod(0o600)
            with self._told():
                bring_up_to_date(self._connection)
            self._closing = undo.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()
        self._closing.close()
        if isinstance(error, duckdb.Error):
            with self._told():
                raise error

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A block whose errors of the disk, and of bytes that went bad, are told with the way out."""
        try:
            with on_disk(self._path):
                yield
        except duckdb.Error as error:
            if tells_damage(str(error)):
                raise DamagedStaging(self._path, first_line(error)) from error
            raise

    # Files and documents

    def files(self) -> Mapping[str, FileRecord]:
        """The files that were there last time, by path."""
        rows = self._connection.execute(
            "select source_path, content_id, size_bytes, modified_ns, coalesce(reading_key, ''), "
            "coalesce(bundle_id, '') from files where is_present"
        ).fetchall()
        return {row[0]: FileRecord(*row) for row in rows}

    def documents(self) -> Mapping[str, tuple[str, str]]:
        """Extractor version and clues of every document that was understood, by its id."""
        rows = self._connection.execute("select document_id, extractor_version, clues from documents").fetchall()
        return {document_id: (version, clues) for document_id, version, clues in rows}

    def shortfalls(self) -> Mapping[str, str]:
        """What keeps documents from being whole reports, by their ids."""
        rows = self._connection.execute("select document_id, shortfall from documents where shortfall <> ''").fetchall()
        return dict(rows)

    def ever_understood(self) -> frozenset[str]:
        """The ids of all documents that were ever understood, those included that only the published warehouse knew."""
        rows = self._connection.execute(
            "select document_id from documents union select document_id from first_seen"
        ).fetchall()
        return frozenset(document_id for (document_id,) in rows)

    def failed_before(self) -> frozenset[str] | None:
        """The paths that failed in the night that was published last, None where none ever was."""
        night = self._connection.execute(
            "select run_id from runs where is_published order by night_no desc limit 1"
        ).fetchone()
        if night is None:
            return None
        rows = self._connection.execute(
            "select distinct source_path from outcomes where run_id = ? and not is_ok and stage <> ?",
            [night[0], CONTENT],
        ).fetchall()
        return frozenset(path for (path,) in rows)

    def rejections(self, reading_key: str) -> Mapping[str, Rejection]:
        """What could not be read with this version and these limits, by the bytes' id."""
        rows = self._connection.execute(
            "select document_id, reading_key, stage, reason from rejections where reading_key = ?",
            [reading_key],
        ).fetchall()
        return {row[0]: Rejection(*row) for row in rows}

    def load_document(self, document: DocumentRow, facts: Mapping[str, Columns]) -> None:
        """Put a document in place of its earlier rows, in one transaction; when it was first seen stays: tonight,
        where it was not.
        """
        tonight = self._tonight()
        self._connection.begin()
        try:
            seen = self._connection.execute(
                "select first_night_no, first_seen_at from (from documents union all by name from first_seen) "
                "where document_id = ? order by all limit 1",
                [document.document_id],
            ).fetchone()
            if seen:
                for table in (*FACTS, "documents", "first_seen"):
                    self._connection.execute(f"delete from {table} where document_id = ?", [document.document_id])
            self._connection.execute("delete from rejections where document_id = ?", [document.document_id])
            for table, columns in facts.items():
                self._insert(table, columns)
            self._connection.execute(
                "insert into documents (document_id, source_path, format, size_bytes, content_fingerprint, "
                "figures_fingerprint, is_recognised, first_night_no, first_seen_at, is_present, notes, "
                "extractor_version, clues, wording_fingerprint, substance, shortfall) "
                "values (?, ?, ?, ?, ?, ?, ?, ?, ?, true, ?, ?, ?, ?, ?, ?)",
                [
                    document.document_id, document.source_path, document.format, document.size_bytes,
                    document.content_fingerprint, document.figures_fingerprint, document.is_recognised,
                    *(seen or tonight), document.notes, document.extractor_version, document.clues,
                    document.wording_fingerprint, document.substance, document.shortfall,
                ],
            )  # fmt: skip
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    def reject(self, rejection: Rejection) -> None:
        """Remember that these bytes cannot be read."""
        self._connection.execute("delete from rejections where document_id = ?", [rejection.document_id])
        self._connection.execute(
            "insert into rejections (document_id, reading_key, stage, reason) values (?, ?, ?, ?)",
            [rejection.document_id, rejection.reading_key, rejection.stage, rejection.reason],
        )

    def settle(self, listed: Iterable[FileRecord], kept: Iterable[str]) -> None:
        """Say what lies in raw/ now and which documents are current; rows that already say so are not
        touched.

        `kept` are paths that are there but could not be read this time: they keep what is known of them. A
        path whose new bytes cannot be understood keeps its earlier document until it holds a readable one.
        """
        fields = ("source_path", "content_id", "size_bytes", "modified_ns", "reading_key", "bundle_id")
        files = list(listed)
        seen = [[getattr(file, field) for file in files] for field in fields]
        night_no, seen_at = self._tonight()
        self._connection.begin()
        try:
            self._connection.execute("set variable night_no = ?", [night_no])
            self._connection.execute("set variable seen_at = ?", [seen_at])
            self._connection.execute(
                "create or replace temp table listed as select "
                "unnest(?::varchar[]) as source_path, unnest(?::varchar[]) as content_id, "
                "unnest(?::bigint[]) as size_bytes, unnest(?::bigint[]) as modified_ns, "
                "unnest(?::varchar[]) as reading_key, unnest(?::varchar[]) as bundle_id",
                seen,
            )
            self._connection.execute(
                "create or replace temp table kept as select unnest(?::varchar[]) as source_path",
                [list(kept)],
            )
            for statement in SETTLE:
                self._connection.execute(statement)
            self._connection.commit()
        except BaseException:
            self._connection.rollback()
            raise

    # Nights

    def begin_run(self, run_id: str, started_at: datetime) -> None:
        """Open a night's row with the number after the last one, and name it the current one."""
        number = self.next_night_no()
        self._connection.execute("delete from current_run")
        self._connection.execute("insert into current_run (run_id) values (?)", [run_id])
        self._connection.execute(
            "insert into runs (run_id, night_no, started_at, is_published) values (?, ?, ?, false)",
            [run_id, number, started_at],
        )

    def next_night_no(self) -> int:
        """The number of the night that is to begin: nights are ordered by it, never by a clock."""
        [(number,)] = self._connection.execute("select coalesce(max(night_no), 0) + 1 from runs").fetchall()
        return int(number)

    def latest_moment(self) -> datetime | None:
        """The latest beginning or end of a night, None before the first one."""
        [(latest,)] = self._connection.execute("select greatest(max(started_at), max(ended_at)) from runs").fetchall()
        return latest if isinstance(latest, datetime) else None

    def _tonight(self) -> tuple[int, datetime]:
        """Number and moment of the current night: its beginning, or the end of an earlier one that a clock put later.

        All that comes in one night comes at once, so that what came first is never younger than what came later.
        """
        [(number, moment)] = self._connection.execute(
            "select tonight.night_no, greatest(tonight.started_at, max(earlier.started_at), max(earlier.ended_at)) "
            "from runs as tonight join current_run using (run_id) "
            "left join runs as earlier on earlier.night_no < tonight.night_no "
            "group by tonight.night_no, tonight.started_at"
        ).fetchall()
        return number, moment

    def end_run(self, run_id: str, ended_at: datetime) -> None:
        """Close a night's row, never before it began; whether it was published, the published warehouse knows
        (`adopt`).
        """
        self._connection.execute(
            "update runs set ended_at = greatest(started_at, ?) where run_id = ? and ended_at is null",
            [ended_at, run_id],
        )

    def record(self, run_id: str, outcomes: Sequence[Outcome]) -> None:
        """Add outcomes to a night."""
        if outcomes:
            fields = ("source_path", "stage", "is_ok", "reason", "seconds")
            columns = [[getattr(outcome, field) for outcome in outcomes] for field in fields]
            self._insert("outcomes", [[run_id] * len(outcomes), *columns])

    def record_checks(self, run_id: str, checks: Sequence[Check]) -> None:
        """Add how each expectation ended to a night."""
        if checks:
            fields = ("suite_name", "rule_code", "description", "row_count", "unexpected_count", "is_met", "error")
            columns = [[getattr(check, field) for check in checks] for field in fields]
            self._insert("validations", [[run_id] * len(checks), *columns])

    def checks(self, run_id: str) -> tuple[Check, ...]:
        """How each expectation of one night ended, in no particular order."""
        rows = self._connection.execute(
            "select suite_name, rule_code, description, row_count, unexpected_count, error from validations "
            "where run_id = ?",
            [run_id],
        ).fetchall()
        return tuple(Check(*row) for row in rows)

    def note_waivers(self, waivers: Sequence[Waiver]) -> None:
        """Put what is accepted tonight in place of what was accepted before."""
        self._connection.execute("delete from waivers")
        if waivers:
            self._insert("waivers", list(zip(*map(astuple, waivers), strict=True)))

    def note_choices(self, choices: Mapping[str, bool | None]) -> None:
        """Put what a person says of files by name in place of what was said before: whether a file is the one that
        counts of several, None where only its place is told.
        """
        self._connection.execute("delete from choices")
        if choices:
            self._insert("choices", [list(choices), list(choices.values())])

    def outcomes(self, run_id: str) -> tuple[Outcome, ...]:
        """The outcomes of one night, in no particular order."""
        rows = self._connection.execute(
            "select source_path, stage, is_ok, reason, seconds from outcomes where run_id = ?", [run_id]
        ).fetchall()
        return tuple(Outcome(*row) for row in rows)

    def adopt(self, published: Path) -> None:
        """Take over the runs, the finding history and the validations of the published warehouse that staging
        does not hold yet.

        This alone marks a night as published, after the swap or, if it was killed in between, at the next
        start. Raises `ForeignWarehouse`, and takes nothing over, where no night of ours wrote it.
        """
        if not published.is_file():
            return
        quoted = str(published).replace("'", "''")
        with on_disk(published):
            self._connection.execute(f"attach '{quoted}' as published (read_only)")
        self._connection.begin()
        try:
            for statement in (*upgrade.published_before(self._connection), *ADOPT):
                self._connection.execute(statement)
            # A warehouse of an earlier version may not have kept them.
            if self._connection.execute(
                "select 1 from duckdb_tables() where (database_name, schema_name, table_name) "
                "= ('published', 'quality', 'validations')"
            ).fetchone():
                self._connection.execute(ADOPT_VALIDATIONS)
            self._connection.commit()
        except (duckdb.CatalogException, duckdb.BinderException, duckdb.ConversionException) as error:
            self._connection.rollback()
            raise ForeignWarehouse(published, first_line(error)) from error
        except BaseException:
            self._connection.rollback()
            raise
        finally:
            self._connection.execute("detach published")

    def _insert(self, table: str, columns: Columns) -> None:
        """Columns in bulk, cast to the table's own types and to nothing in between."""
        kinds = tables()[table]
        values = ", ".join(f"unnest(?::{kind}[])" for kind in kinds.values())
        self._connection.execute(f"insert into {table} ({', '.join(kinds)}) select {values}", columns)


def last_failure(path: Path) -> str:
    """Why the last night was not published, '' where it was; the file must not be open elsewhere."""
    with on_disk(path), duckdb.connect(str(path), read_only=True) as connection:
        run = connection.execute("select run_id, is_published from runs join current_run using (run_id)").fetchone()
        if run is None or run[1]:
            return ""
        reasons = connection.execute(
            "select stage || '：' || reason from outcomes where run_id = ? and source_path = '' and not is_ok",
            [run[0]],
        ).fetchall()
    return "；".join(reason for (reason,) in reasons) or "运行中断（可能被终止或断电）"
