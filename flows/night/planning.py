"""What a night has to do, from what lies in raw/ and what is known: no file and no database is opened here."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import astuple, dataclass, field

from flows.extraction import SourceClues, names_county
from flows.model.exceptions import RawFolderLost, ReadingLost
from flows.model.file_versions import file_version
from flows.model.outcomes import Outcome, told_of_content
from flows.model.settings import Settings
from flows.night.contents import Contents, file_of
from flows.night.raw_folder import Listing
from flows.night.raw_notes import ManifestRow
from flows.night.understanding import Job, clues_key
from flows.night.version import extractor_version
from flows.readers.formats import INSIDE
from flows.store.records import FileRecord, Rejection


@dataclass(frozen=True, slots=True)
class Plan:
    """The documents to understand, the outcomes of what needs nothing more, and the copies by path, each with
    the path of the one that is read.
    """

    jobs: tuple[Job, ...]
    outcomes: tuple[Outcome, ...]
    copies: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Past:
    """What staging knows: files by path, version and clues of each document, what is refused, the ids of all that was
    ever understood, and the paths that failed in the night that was published last, None where none ever was.
    """

    files: Mapping[str, FileRecord]
    documents: Mapping[str, tuple[str, str]]
    refused: Mapping[str, Rejection]
    understood: Collection[str] = frozenset()
    failed: Collection[str] | None = None
    shortfalls: Mapping[str, str] = field(default_factory=dict)


def reading_key(settings: Settings) -> str:
    """What decides, besides the bytes, whether and how a file can be read: our version and the limits."""
    limits = "/".join(map(str, astuple(settings.bundles)))
    return f"{extractor_version()} {settings.document_seconds:g}s {limits}"


def make_plan(
    settings: Settings, listing: Listing, contents: Contents, past: Past, manifest: Mapping[str, ManifestRow]
) -> Plan:
    """The night's work. A document that lies in several places is read at the one that says most of it."""
    files = {file.source_path: file for file in listing.files}
    sizes = _bundle_sizes(contents.records)
    version = extractor_version()
    jobs: list[Job] = []
    outcomes: list[Outcome] = []
    copies: dict[str, str] = {}
    for document_id, paths in _places(contents.records).items():
        if document_id in sizes:
            said = f"压缩包，已逐个处理其中 {sizes[document_id] // len(paths)} 个文件"
            outcomes += [Outcome(path, "read", True, said) for path in paths]
            continue
        home, *others = _best_first(paths, manifest)
        copies |= dict.fromkeys(others, home)
        clues = _clues(home, manifest)
        if document_id in past.refused:
            refused = past.refused[document_id]
            outcomes.append(Outcome(home, refused.stage, False, refused.reason))
        elif past.documents.get(document_id) == (version, clues_key(clues)):
            outcomes.append(Outcome(home, "read", True, "内容未变，沿用已有结果"))
            outcomes += told_of_content(home, past.shortfalls.get(document_id, ""), _vouches(_row(home, manifest)))
        else:
            is_vouched = _vouches(_row(home, manifest))
            jobs.append(Job(file_of(home, files), document_id, clues, settings.bundles, is_vouched))
    return Plan(tuple(jobs), tuple(outcomes), copies)


def _bundle_sizes(records: Iterable[FileRecord]) -> Mapping[str, int]:
    """How many files lie in bundles with these bytes, wherever they are."""
    sizes: dict[str, int] = {}
    for record in records:
        if record.bundle_id:
            sizes[record.bundle_id] = sizes.get(record.bundle_id, 0) + 1
    return sizes


def _places(records: Iterable[FileRecord]) -> Mapping[str, list[str]]:
    places: dict[str, list[str]] = {}
    for record in records:
        places.setdefault(record.content_id, []).append(record.source_path)
    return places


def _best_first(paths: list[str], manifest: Mapping[str, ManifestRow]) -> list[str]:
    """A place that a person described comes first, then one whose folders name a county, then no copy; last of all one
    that a person takes out.
    """
    if len(paths) == 1:
        return paths
    return sorted(
        paths,
        key=lambda path: (
            _takes_out(_row(path, manifest)),
            _row(path, manifest) is None,
            not names_county(SourceClues(path)),
            not file_version(path).is_original,
            path,
        ),
    )


def _takes_out(row: ManifestRow | None) -> bool:
    return row is not None and row.is_counted is False


def _vouches(row: ManifestRow | None) -> bool:
    return row is not None and row.is_counted is not None


def _row(source_path: str, manifest: Mapping[str, ManifestRow]) -> ManifestRow | None:
    """The manifest's row of a file, else of the bundle it lies in."""
    while source_path:
        if source_path in manifest:
            return manifest[source_path]
        source_path = source_path.rpartition(INSIDE)[0]
    return None


def _clues(source_path: str, manifest: Mapping[str, ManifestRow]) -> SourceClues:
    row = _row(source_path, manifest) or ManifestRow("", "", "")
    return SourceClues(source_path, row.county_id, row.department_name, row.fiscal_year)


def kept_paths(listing: Listing, contents: Contents, past: Past) -> frozenset[str]:
    """Known paths that are likely still there, though what they hold could not be taken this time."""
    listed = {record.source_path for record in contents.records}
    unread = {outcome.source_path for outcome in contents.unread} | {path for path, _ in listing.oddities}
    shut = unread | {record.source_path for record in contents.records if record.content_id in past.refused}
    beginnings = (*(f"{path}{INSIDE}" for path in shut), *(f"{folder}/" for folder in listing.closed_folders))
    return frozenset(
        path for path in past.files if path not in listed and (path in unread or path.startswith(beginnings))
    )


def guard_losses(settings: Settings, contents: Contents, past: Past, kept: Collection[str]) -> None:
    """Raises `RawFolderLost` where more reports are neither at their place nor, moved or renamed, anywhere else
    than a night normally takes away; bundles are counted by what lies in them. One of several never stops a night.
    """
    there = {record.source_path for record in contents.records} | set(kept)
    still = {record.content_id for record in contents.records}
    bundles = {record.bundle_id for record in past.files.values()}
    reports = [record for record in past.files.values() if record.content_id not in bundles]
    gone = sum(record.source_path not in there and record.content_id not in still for record in reports)
    is_much = gone > settings.loss_share * len(reports) and (gone > 1 or len(reports) == 1)
    if is_much and not settings.accepts_losses:
        raise RawFolderLost(settings.raw, len(reports), gone)


def guard_failures(
    settings: Settings, contents: Contents, past: Past, failures: Mapping[str, str], from_outside: Collection[str]
) -> None:
    """Raises `ReadingLost` where more files failed than a night normally loses that did not fail in the one before.

    Those count that were understood before, and those that something outside them ended: a report that comes in
    broken costs nothing but itself, however many come. A single file never stops a night.
    """
    if past.failed is None or settings.accepts_losses:
        return
    now = {record.source_path: record.content_id for record in contents.records}
    bundles = {record.bundle_id for record in contents.records}
    before = {path: record.content_id for path, record in past.files.items()}

    def was_understood(path: str) -> bool:
        return now.get(path) in past.understood or before.get(path) in past.understood

    worse = [path for path in failures if path not in past.failed and (path in from_outside or was_understood(path))]
    among = sum(content_id not in bundles for content_id in now.values()) + len(contents.unread)
    if len(worse) > 1 and len(worse) > settings.loss_share * among:
        example = f"{worse[0]}（{failures[worse[0]]}）"
        raise ReadingLost(settings.raw, len(worse), among, example)


def told_withdrawn(contents: Contents, past: Past, kept: Collection[str]) -> list[Outcome]:
    """An outcome for each known path that holds nothing any more: where its content is now, if it is anywhere."""
    there = {record.source_path for record in contents.records} | set(kept)
    now_at = {content: min(paths) for content, paths in _places(contents.records).items()}
    return [
        Outcome(path, "read", True, _withdrawal(now_at.get(record.content_id, "")))
        for path, record in past.files.items()
        if path not in there
    ]


def _withdrawal(now_at: str) -> str:
    return f"已不在此处，相同内容现在 {now_at}" if now_at else "文件已撤下，不再计入当前"


def told_unmatched(manifest: Mapping[str, ManifestRow], contents: Contents, kept: Collection[str]) -> list[Outcome]:
    """An outcome for each row of the manifest that names nothing."""
    there = {record.source_path for record in contents.records} | {outcome.source_path for outcome in contents.unread}
    return [
        Outcome(path, "manifest", False, "manifest.csv 列出的文件不在 raw/ 中：请核对 source_path")
        for path in manifest
        if path not in there and path not in kept
    ]


def told_copies(copies: Mapping[str, str], failures: Mapping[str, str]) -> list[Outcome]:
    """An outcome for each copy, which shares the fate of the one that was read."""
    return [
        Outcome(copy, "read", False, f"与 {home} 内容相同，同样无法处理：{failures[home]}")
        if home in failures
        else Outcome(copy, "read", True, f"与 {home} 内容相同")
        for copy, home in copies.items()
    ]
