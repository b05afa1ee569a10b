"""Directions that a clause tells of a row of a table without any amount: 节能环保高于预算, 接待费比上年有所下降."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.model.report import Block, Paragraph
from flows.model.words import change_words, plain
from flows.relating.places.changed.anchored import is_base_of
from flows.relating.places.changed.directions import BaseKind, base_kind_of
from flows.relating.places.rows import rows_of
from flows.relating.places.subjects import general_names, is_general, words_of
from flows.relating.places.twins import UNCERTAIN
from flows.relating.sentences.words import any_word

_SHORTEST = 3
_CLAUSES = re.compile(r"[，,。；;！!？?\n：:、]")
_NUMBERING = re.compile(r"^(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)、.．]|[①-⑳])\s*")
_BEHIND = r"(?:的?(?:主要)?原因.*|主要是.*|主要系.*)?$"

_KINDS: tuple[BaseKind, ...] = ("last_year", "budget")
_Pair = tuple[Figure, Figure]


def told_without_amounts(blocks: Sequence[Block], figures: Sequence[Figure]) -> Iterator[Relation]:
    """An order of the two amounts in the only row of its name for every clause that says which is the larger.

    None is sure: a clause may speak of a part of what the row prints.
    """
    pairs = _pairs_by_name(figures)
    for block in blocks:
        if not isinstance(block, Paragraph):
            continue
        for clause in _CLAUSES.split(block.text):
            told = next(filter(None, (one.match(_NUMBERING.sub("", clause.strip())) for one in _told())), None)
            if told is None or (kind := base_kind_of(told["base"])) is None:
                continue
            is_up = told["way"] in words_of("higher") or change_words().get(told["way"]) == "up"
            for now, base in pairs.get((plain(told["name"]), kind), ()):
                smaller, larger = (base, now) if is_up else (now, base)
                yield Relation(
                    now.report_no, "order", "places", (Operand(smaller.figure_no),), (Operand(larger.figure_no),),
                    is_closed=True, is_meant=False, confidence=UNCERTAIN, quote=clause.strip(),
                )  # fmt: skip


def _pairs_by_name(figures: Sequence[Figure]) -> Mapping[tuple[str, BaseKind], Sequence[_Pair]]:
    """Now and base in the rows of tables, by the row's name, where one row of the document has that name."""
    found: defaultdict[tuple[str, BaseKind], list[_Pair]] = defaultdict(list)
    for row in rows_of(figures).values():
        for kind in _KINDS:
            levels = [one for one in row if not _is_difference(one, row)]
            pairs = [(now, base) for now in levels for base in levels if is_base_of(base, now, kind)]
            if len({(now.value, base.value) for now, base in pairs}) == 1:
                now, base = pairs[0]
                for name in {plain(now.item_name), plain(now.scope_name), plain(now.label.split(" / ")[0])}:
                    if len(name) >= _SHORTEST and not is_general(name) and name not in general_names():
                        found[name, kind].append((now, base))
    return {what: pairs for what, pairs in found.items() if len(pairs) == 1}


def _is_difference(cell: Figure, row: Sequence[Figure]) -> bool:
    """Whether a cell prints what two others in front of it in its row differ by."""
    values = [one.value or Decimal(0) for one in row if one.figure_no < cell.figure_no]
    return any(abs(one - other) == abs(cell.value or Decimal(0)) for one in values for other in values)


@cache
def _told() -> Sequence[re.Pattern[str]]:
    """A name, what it is compared with and which way, and nothing else: two orders of the words."""
    base = rf"(?P<base>{any_word({*words_of('last_year'), *words_of('budget_compared')})}(?:决算|执行|支出|同期)?数?)"
    ways = any_word(word for word, way in change_words().items() if way != "same" and len(word) > 1)
    name = rf"(?P<name>[^\d，。；]{{{_SHORTEST},30}}?)(?:执行数|支出数|决算数|决算|执行|实际支出|支出)?"
    degree = "(?:有所|略有|明显|大幅|小幅|稍有|略|稍|均)?"
    higher = any_word({*words_of("higher"), *words_of("lower")})
    return (
        re.compile(f"{name}[比较与]{base}(?:相比)?{degree}(?P<way>{ways})了?{_BEHIND}"),
        re.compile(f"{name}{degree}(?P<way>{higher}){base}{_BEHIND}"),
    )
