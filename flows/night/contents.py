"""What the files of raw/ hold: the id of the bytes of each, and of each file in a bundle.

Files of last night's size and time are not opened again, and neither are the bundles among them.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from flows.model.allowances import BundleLimits
from flows.model.exceptions import ReportError, ReportStillChanging, VanishedReport
from flows.model.outcomes import Outcome
from flows.night.raw_folder import RawFile, content_id, settled
from flows.night.workers import Lost
from flows.readers.bundle import is_bundle, may_be_bundle, members
from flows.readers.formats import INSIDE
from flows.store.records import FileRecord, Rejection


@dataclass(frozen=True, slots=True)
class Contents:
    """A record for each file that could be taken, those inside bundles included; an outcome for each that could
    not; the ids of bytes that are refused for good, with the reason; the files that may turn out to be bundles; and
    the paths of those whose opening something outside them ended.
    """

    records: tuple[FileRecord, ...]
    unread: tuple[Outcome, ...]
    refused: Mapping[str, Rejection]
    unopened: tuple["Opening", ...]
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opening:
    """A file to look into: what is known of it, and how much may lie in it."""

    file: RawFile
    record: FileRecord
    limits: BundleLimits


@dataclass(frozen=True, slots=True)
class Opened:
    """The files inside a bundle, none where it is no bundle; what of it, or in it, is refused for good; or why
    it cannot be opened now.
    """

    members: tuple[FileRecord, ...] = ()
    refused: tuple[Rejection, ...] = ()
    unread: str = ""


def take(files: Iterable[RawFile], known: Mapping[str, FileRecord], reading_key: str, limits: BundleLimits) -> Contents:
    """The ids of the bytes of all files, and of the files in bundles that were there last night."""
    inside: dict[str, list[FileRecord]] = {}
    for record in known.values():
        if record.bundle_id:
            inside.setdefault(record.bundle_id, []).append(record)
    records: list[FileRecord] = []
    unread: list[Outcome] = []
    unopened: list[Opening] = []
    for file in files:
        seen = FileRecord(file.source_path, "", file.size_bytes, file.modified_ns, reading_key)
        before = known.get(file.source_path)
        if before and before == replace(seen, content_id=before.content_id):
            beginning = file.source_path + INSIDE
            records.append(before)
            records += [one for one in inside.get(before.content_id, ()) if one.source_path.startswith(beginning)]
            continue
        try:
            with settled(file) as handle:
                seen = replace(seen, content_id=hashlib.file_digest(handle, "sha256").hexdigest())
                is_packed = may_be_bundle(handle, file.path)
        except ReportError as error:
            unread.append(Outcome(file.source_path, "read", False, error.reason))
        except OSError as error:
            unread.append(Outcome(file.source_path, "read", False, f"无法打开（{error.strerror}）：请检查权限"))
        else:
            records.append(seen)
            unopened += [Opening(file, seen, limits)] if is_packed else []
    return Contents(tuple(records), tuple(unread), {}, tuple(unopened))


def look_into(opening: Opening) -> Opened:
    """The files in a bundle, each with the id of its bytes; inflates one at a time. Runs in a worker."""
    file, bundle = opening.file, opening.record
    try:
        with settled(file) as handle:
            if not is_bundle(handle, file.path):
                return Opened()
            found: list[FileRecord] = []
            refused: list[Rejection] = []
            for name, content in members(handle, file.path, opening.limits):
                member = replace(bundle, source_path=bundle.source_path + INSIDE + name, bundle_id=bundle.content_id)
                if isinstance(content, ReportError):
                    own_id = content_id(f"{bundle.content_id}{INSIDE}{name}".encode("utf-8", "replace"))
                    found.append(replace(member, content_id=own_id, size_bytes=0))
                    refused.append(Rejection(own_id, bundle.reading_key, "read", content.reason))
                else:
                    found.append(replace(member, content_id=content_id(content), size_bytes=len(content)))
            return Opened(tuple(found), tuple(refused))
    except (VanishedReport, ReportStillChanging) as error:
        return Opened(unread=error.reason)
    except ReportError as error:
        return Opened(refused=(Rejection(bundle.content_id, bundle.reading_key, "read", error.reason),))
    except OSError as error:
        return Opened(unread=f"无法打开（{error.strerror}）：请检查权限")


def with_opened(contents: Contents, results: Iterable[tuple[Opening, Opened | Lost, float]]) -> Contents:
    """The contents after all that was unopened has been looked into; what could not be loses its record."""
    members: list[FileRecord] = []
    refused: list[Rejection] = []
    unread: dict[str, Outcome] = {}
    ended: list[str] = []
    for opening, result, seconds in results:
        path = opening.record.source_path
        if isinstance(result, Lost) and result.is_overtime:
            refused.append(overtime(opening.record.content_id, opening.record.reading_key, result))
        elif isinstance(result, Lost):
            ended += [path] if result.is_from_outside else []
            unread[path] = Outcome(path, "read", False, result.reason, round(seconds, 3))
        elif result.unread:
            unread[path] = Outcome(path, "read", False, result.unread, round(seconds, 3))
        else:
            members += result.members
            refused += result.refused
    return Contents(
        tuple(record for record in (*contents.records, *members) if record.source_path not in unread),
        (*contents.unread, *unread.values()),
        {rejection.document_id: rejection for rejection in refused},
        (),
        tuple(ended),
    )


def overtime(document_id: str, reading_key: str, lost: Lost) -> Rejection:
    """What used up its time is not tried again, at the same cost each night, until something has changed."""
    reason = f"{lost.reason}；内容、程序或时限（JIXIAO_DOCUMENT_SECONDS）不变则不再重试"
    return Rejection(document_id, reading_key, "read", reason)


def file_of(source_path: str, files: Mapping[str, RawFile]) -> RawFile:
    """The file on the disk that holds what people know by this path: itself, or the bundle it lies in."""
    return next(files[path] for path in _outwards(source_path) if path in files)


def _outwards(source_path: str) -> Iterator[str]:
    while source_path:
        yield source_path
        source_path = source_path.rpartition(INSIDE)[0]
