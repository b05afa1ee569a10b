"""One document from bytes to rows: read, extract, judge. What the worker processes run."""

import hashlib
import io
import json
import re
import time
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath

from flows.extraction import SourceClues, extract
from flows.extraction.substance import substance_of
from flows.judging.judge import judge, recomputed_scores
from flows.model.allowances import BundleLimits
from flows.model.exceptions import MissingTool, ReportError, ReportStillChanging, VanishedReport
from flows.model.facts import Extract
from flows.model.outcomes import Outcome, told_of_content
from flows.model.report import Paragraph, Report
from flows.night.raw_folder import RawFile, content_id, settled
from flows.night.version import extractor_version
from flows.night.workers import OUT_OF_MEMORY
from flows.readers import read
from flows.readers.bundle import read_member
from flows.readers.formats import INSIDE
from flows.store.records import DocumentRow
from flows.store.schema import FACTS, Columns, columns_for, rows_of

# What numbers a list at the head of a line; a number with a blank behind it is none where it counts on: 1 号桥.
_LIST_NUMBER = re.compile(
    r"^\s*(?:第\s*(?:[〇一二三四五六七八九十百]{1,4}|\d{1,3})\s*[章节条款]"
    r"|[(（]\s*(?:[〇一二三四五六七八九十]{1,3}|\d{1,2})\s*[)）]"
    r"|(?:[〇一二三四五六七八九十]{1,3}|\d{1,2}(?:\.\d{1,2}){0,3})\s*"
    r"(?:[)）、．]|\.(?!\d)|(?=[\s　]+[^\d\s号期标组队村])))"
)
# Behind a letter the sign is a name's: 道路①.
_LIST_SIGN = re.compile(r"(?<![^\W_])[①-⒛㈠-㈩㊀-㊉]")
_NUMBER_ALONE = re.compile(
    r"^[\W_]*(?:第?\s*\d{1,3}\s*页?[\W_]*(?:共\s*\d{1,3}\s*页)?|[〇一二三四五六七八九十]{1,3})[\W_]*$"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_FEWEST_HEADS = 4  # of a heading that may be printed again
_NUMERAL = re.compile(r"[〇一二三四五六七八九十]|(?<![\d.])\d{1,3}(?![\d.])")
# Why a number is no name's, by the seed ignored_reasons: it is a day, or numbers what is not the report.
_OF_NO_NAME = frozenset(
    {"date", "dispatch_number", "voucher", "page_number", "postcode", "mobile", "telephone", "account", "identity"}
)
_VOUCH = "确是报告的，在 manifest.csv 中加一行，is_counted 填“是”"
# Fewer figures than these may be the same in two reports by chance.
_FEW = 10


@dataclass(frozen=True, slots=True)
class Job:
    """A document to understand: the file where its bytes stand, what they must be, and what else is known.

    Where the path of the clues is not the file's, it leads on into the file, which then is a bundle. `is_vouched` where
    a person says that it counts, whatever it looks like.
    """

    file: RawFile
    document_id: str
    clues: SourceClues
    limits: BundleLimits
    is_vouched: bool = False

    @property
    def source_path(self) -> str:
        """The path that people know the document by."""
        return self.clues.source_path


@dataclass(frozen=True, slots=True)
class Understood:
    """A document ready to load, with its rows by table; `document` is None where it could not be understood.

    `rejection` is the reason where the same bytes would fail again, else ''. `outcomes` tells each stage it
    went through.
    """

    outcomes: tuple[Outcome, ...]
    document: DocumentRow | None = None
    facts: Mapping[str, Columns] | None = None
    rejection: str = ""


def understand(job: Job) -> Understood:
    """Everything a document says, or an outcome with the reason why not; never raises.

    An error that is no `ReportError` is ours: it costs this document its night, is told apart, and is tried
    again.
    """
    watch = _Stopwatch(job.source_path)
    try:
        data = _bytes(job)
        report = read(data, Path(job.source_path))
        watch.done("read")
        found = extract(report, job.clues)
        watch.done("extract")
        made_of = substance_of(report, found)
        shortfall = made_of.reason if made_of.is_report else f"{made_of.reason}；{_VOUCH}"
        comparisons, recomputed = judge(found), recomputed_scores(found)
        watch.done("judge")
        facts = {
            table: columns_for(job.document_id, FACTS[table], rows)
            for table, rows in rows_of(report, found, comparisons, recomputed).items()
        }
        document = DocumentRow(
            document_id=job.document_id,
            source_path=job.source_path,
            format=report.format,
            size_bytes=len(data),
            content_fingerprint=content_fingerprint(report, found),
            figures_fingerprint=figures_fingerprint(found),
            is_recognised=_is_recognised(report),
            notes=json.dumps([*report.notes, *found.notes], ensure_ascii=False),
            extractor_version=extractor_version(),
            clues=clues_key(job.clues),
            wording_fingerprint=wording_fingerprint(report, found),
            substance=made_of.code,
            shortfall=shortfall,
        )
        outcomes = [*watch.outcomes(), *told_of_content(job.source_path, shortfall, job.is_vouched)]
        return Understood(tuple(outcomes), document, facts)
    except ReportError as error:
        watch.failed(error.reason)
        return Understood(watch.outcomes(), rejection=_rejection(error))
    except MemoryError:
        watch.failed(OUT_OF_MEMORY)
        return Understood(watch.outcomes())
    except Exception as error:
        watch.failed(f"程序错误，请报告开发者（{type(error).__name__}: {error}）"[:400])
        return Understood(watch.outcomes())


def _bytes(job: Job) -> bytes:
    inside = job.source_path.removeprefix(job.file.source_path).removeprefix(INSIDE)
    archive, _, name = inside.rpartition(INSIDE)
    with settled(job.file) as file:
        if archive:
            held = io.BytesIO(_inner_archive(job.file, archive, job.limits))
            data = read_member(held, name, Path(job.source_path), job.limits)
        else:
            data = read_member(file, name, Path(job.source_path), job.limits) if name else file.read()
    if content_id(data) != job.document_id:  # the same size and time, and yet other bytes
        raise ReportStillChanging(job.file.path)
    return data


@lru_cache(maxsize=1)  # the files in it are asked for one after the other: without this, each inflates it anew
def _inner_archive(file: RawFile, name: str, limits: BundleLimits) -> bytes:
    with settled(file) as bundle:
        return read_member(bundle, name, file.path, limits)


def _rejection(error: ReportError) -> str:
    """What need not be tried again; a missing tool may be there tomorrow, a changing file be at rest."""
    return "" if isinstance(error, MissingTool | VanishedReport | ReportStillChanging) else error.reason


def clues_key(clues: SourceClues) -> str:
    """The clues as text: a document is understood anew where its folder or its row of the manifest is
    another.
    """
    folder = str(PurePosixPath(clues.source_path).parent)
    return "|".join((folder, clues.manifest_county, clues.manifest_department, clues.manifest_year))


def content_fingerprint(report: Report, extract: Extract) -> str:
    """Tells renditions from other reports: the same for one text in two formats, another where a figure, what it is
    about, a number or a word differs; '' where there is no text.

    Formats cut text into other blocks, order boxes and notes in their own way, and print the numbers of lists, rows
    and pages or do not. So letters, numbers and figures count without regard to order, blanks and punctuation, and
    those numbers not at all.
    """
    plain = _plain_text(_texts(report))
    letters = sorted(filter(str.isalpha, plain))
    numbers = sorted(_NUMBER.findall(plain))
    if not letters and not numbers:
        return ""
    return _digest("".join(letters), *numbers, *_meanings(extract))


def wording_fingerprint(report: Report, extract: Extract) -> str:
    """The same for two texts that differ in amounts and days alone; for those that differ in other numerals too it
    begins alike and ends otherwise: they are twins of one form (第一小学, 第二小学; 1号桥, 2号桥).
    """
    amounts = _spans(extract)
    texts = [replace(text, text=_without(text.text, amounts.get(text.place, ()))) for text in _texts(report)]
    plain = _plain_text(texts)
    numerals = sorted(_NUMERAL.findall(plain))
    letters = sorted(filter(str.isalpha, _NUMERAL.sub("", plain)))
    return f"{_digest(''.join(letters))[:16]}.{_digest(*numerals)[:16]}" if letters else ""


@dataclass(frozen=True, slots=True)
class _Text:
    """What a paragraph or a cell says; `place` is block, row and column, these None outside tables."""

    text: str
    place: tuple[int, int | None, int | None]
    is_page_or_row: bool


def _spans(extract: Extract) -> Mapping[tuple[int, int | None, int | None], list[tuple[int, int]]]:
    """Where numbers stand that a correction changes, by the place of their text."""
    spans: dict[tuple[int, int | None, int | None], list[tuple[int, int]]] = {}
    for token in extract.tokens:
        place = token.place
        is_amount = token.figure_no is not None or token.ignored_reason in _OF_NO_NAME
        if is_amount and place.char_start is not None and place.char_end is not None:
            key = place.block_no, place.row_no, place.column_no
            spans.setdefault(key, []).append((place.char_start, place.char_end))
    return spans


def _without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        text = f"{text[:start]} {text[end:]}"
    return text


def _plain_text(texts: Iterable[_Text]) -> str:
    """Text in usual characters, without blanks and without what numbers a list, a row or a page."""
    return "\n".join(map(_without_list_numbers, texts))


def _without_list_numbers(text: _Text) -> str:
    lines = (line for line in text.text.splitlines() if not (text.is_page_or_row and _NUMBER_ALONE.match(line)))
    kept = "".join(_LIST_NUMBER.sub("", _LIST_SIGN.sub("", line)) for line in lines)
    return "".join(unicodedata.normalize("NFKC", kept).split()).replace(",", "")


def figures_fingerprint(extract: Extract) -> str:
    """Matches a scan with its text: the same where every figure has the same kind, value and unit, in any order and
    whatever letters were misread; '' where there are too few figures to tell a report by.
    """
    figures = _figures(extract)
    return _digest(*figures) if len(figures) >= _FEW else ""


def _figures(extract: Extract) -> list[str]:
    return sorted(f"{figure.figure_kind} {figure.value} {figure.unit}" for figure in extract.figures)


def _meanings(extract: Extract) -> list[str]:
    """The figures with what each is about: where two amounts change places, they are other figures."""
    return sorted(
        f"{figure.figure_kind} {figure.value} {figure.unit} {figure.label} {figure.scope_name} "
        f"{figure.period_year} {figure.basis}"
        for figure in extract.figures
    )


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode("utf-8", "replace")).hexdigest()


def _is_recognised(report: Report) -> bool:
    """Whether any of the text was recognised on a picture, and so may be misread."""
    return any(
        block.confidence is not None
        if isinstance(block, Paragraph)
        else any(cell.confidence is not None for cell in block.cells)
        for block in report.blocks
    )


def _texts(report: Report) -> list[_Text]:
    """What is said, a heading that a table repeats overleaf once: some formats print it again, others join the two."""
    texts: list[_Text] = []
    headings: set[tuple[str, ...]] = set()
    for block in report.blocks:
        if block.part not in {"body", "textbox"}:
            continue
        if isinstance(block, Paragraph):
            texts.append(_Text(block.text, (block.block_no, None, None), True))
        else:
            for row in block.rows():
                said = tuple(text for cell in row if (text := "".join(cell.text.split())))
                is_heading = len(said) >= _FEWEST_HEADS and not any(map(_NUMBER.search, said))
                if is_heading and said in headings:
                    continue
                headings.update([said] if is_heading else [])
                texts += (_Text(cell.text, (block.block_no, cell.row, cell.column), cell.column == 0) for cell in row)
    return texts


class _Stopwatch:
    """The outcomes of one file, stage by stage."""

    def __init__(self, source_path: str) -> None:
        self._source_path = source_path
        self._stages = ["read", "extract", "judge"]
        self._outcomes: list[Outcome] = []
        self._last = time.monotonic()

    def done(self, stage: str, reason: str = "") -> None:
        self._add(stage, True, reason)

    def failed(self, reason: str) -> None:
        """The stage after the last one that was done; after all of them, it was the making of rows."""
        done = len(self._outcomes)
        self._add(self._stages[done] if done < len(self._stages) else "load", False, reason)

    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(self._outcomes)

    def _add(self, stage: str, is_ok: bool, reason: str) -> None:
        now = time.monotonic()
        self._outcomes.append(Outcome(self._source_path, stage, is_ok, reason, round(now - self._last, 3)))
        self._last = now
