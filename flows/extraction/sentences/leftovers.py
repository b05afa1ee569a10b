"""What stayed of the form that a report was written on: sample words, rows never filled, titles of another year."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from flows.extraction.draft import Context, Draft
from flows.extraction.headings import Segment, labelled
from flows.extraction.lexicon.labels import field_of
from flows.extraction.lexicon.required import required
from flows.extraction.lexicon.scanning import scan
from flows.model.excerpts import excerpt
from flows.model.personal import IDENTITY, MOBILE, PERSON, PERSONAL_KINDS
from flows.model.printed.numbering import is_part
from flows.model.report import Block, Paragraph, Place
from flows.model.words import read_seed
from flows.model.years import YEAR

_YEAR = re.compile(rf"{YEAR}\s*年")
_DATE = re.compile(rf"{YEAR}\s*年(?:\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?)?")
_PERFORMANCE = "绩效"
_LONG_NUMBER = re.compile(r"\d{7}")
_TO_BE_COVERED = frozenset({MOBILE, IDENTITY})  # the telephone of an office may be made public


@cache
def _patterns() -> tuple[tuple[str, str, re.Pattern[str], tuple[frozenset[str], ...]], ...]:
    """Each row of `form_leftovers.csv`: its kind of claim, whether it is asked of all text or of whole cells only, its
    pattern, and the characters that a text must hold for it to match.
    """
    return tuple(
        (row["claim_kind"], row["applies_to"], re.compile(row["pattern"]), required(row["pattern"]))
        for row in read_seed("form_leftovers")
    )


def add_leftovers(block: Block, context: Context, draft: Draft) -> None:
    """Adds a claim for each sample word of a block, for each row never filled, and for the date the form bears."""
    for kind, place, text, match in _found(block):
        quote = excerpt(text, *match.span())
        _add(kind, match[0].strip(), quote, place.spanning(*match.span()), context, draft)
    if isinstance(block, Paragraph):
        for label, value in labelled(block):
            if field_of(label) == "report_date" and (date := _DATE.search(value)):
                _add("form_date", date[0], excerpt(block.text), block.place, context, draft)


def add_titles(found: Sequence[Segment], blocks: Sequence[Block], contexts: Iterable[Context], draft: Draft) -> None:
    """Adds a claim for the dated title of each report that has annexes or parts of its kind, and for theirs.

    `contexts` are those of the reports. Another report in the same file may well be of another year, and the accounts
    of a year are published with the budget of the next.
    """
    own: dict[int, list[tuple[Segment, Context]]] = {}
    for segment, context in zip(found, contexts, strict=True):
        titles = own.setdefault(context.report_no, [])
        if _YEAR.search(segment.title) and (not titles or _is_within(segment, titles[0][0])):
            titles.append((segment, context))
    for segment, context in (one for titles in own.values() if len(titles) > 1 for one in titles):
        title = blocks[segment.title_no]
        if isinstance(title, Paragraph):
            _add("form_title", segment.title, segment.title, title.place, context, draft)


def _is_within(segment: Segment, report: Segment) -> bool:
    """Whether a title is that of an annex of a performance report, or of a part of a report."""
    if _PERFORMANCE in report.title:
        return segment.is_annex and _PERFORMANCE in segment.title
    return segment.kind == report.kind and is_part(segment.title)


def add_personal(block: Block, parts: Iterable[tuple[str, Place]], context: Context, draft: Draft) -> None:
    """Notes each number of a person that was covered in a block, and a claim for each that nobody should publish."""
    texts = _texts(block)
    for kind, found in parts:
        text, whole = texts[found.row_no, found.column_no]
        start, end = found.char_start or 0, found.char_end or 0
        place = whole.spanning(start, end)
        if kind != PERSON:
            draft.ignore_covered(kind, place)
        if kind in _TO_BE_COVERED:
            _add("personal", kind, excerpt(text, start, end), place, context, draft)


def add_unseen(block: Block, parts: Iterable[tuple[str, Place]], draft: Draft) -> None:
    """Notes each number of a block that nobody sees, and nothing else of it: no figure, no claim, no clue.

    A long number without its label may be a telephone's or an account's, so that only its place is told.
    """
    for kind, place in parts:
        if kind != PERSON:
            draft.ignore_covered(kind, place)
    for text, place in _texts(block).values():
        for quantity in scan(text):
            if _LONG_NUMBER.search(quantity.printed):
                draft.ignore_covered("hidden", place.spanning(quantity.start, quantity.end))
            elif quantity.ignored_reason in PERSONAL_KINDS:
                draft.ignore([quantity], place)
            else:
                draft.ignore([replace(quantity, ignored_reason="")], place, "hidden")


def _texts(block: Block) -> Mapping[tuple[int | None, int | None], tuple[str, Place]]:
    """The texts of a block with their places, by row and column, which a paragraph has not."""
    if isinstance(block, Paragraph):
        return {(None, None): (block.text, block.place)}
    return {(cell.row, cell.column): (cell.text, block.place_of(cell)) for cell in block.cells}


def _found(block: Block) -> Iterator[tuple[str, Place, str, re.Match[str]]]:
    if isinstance(block, Paragraph):
        texts = [("text", block.text, block.place)]
    else:
        texts = [("cell", cell.text, block.place_of(cell)) for cell in block.cells]
    for holder, text, place in texts:
        letters = frozenset(text)
        for kind, applies_to, pattern, needed in _patterns():
            if applies_to in ("text", holder) and not any(map(letters.isdisjoint, needed)):
                yield from ((kind, place, text, match) for match in pattern.finditer(text))


def _add(kind: str, subject: str, quote: str, place: Place, context: Context, draft: Draft) -> None:
    draft.add_words(kind, subject, " ".join(quote.split()), place, context)
