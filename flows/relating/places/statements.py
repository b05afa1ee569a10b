"""What published accounts must hold between their places: parts of 三公, openings, debt limits, notes below a table."""

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.model.report import Block, Paragraph, Table
from flows.model.words import level_kind, measure_by_word, measures, plain
from flows.relating.places.facts import Fact
from flows.relating.places.subjects import ECONOMIC, MEASURE, words_of
from flows.relating.places.twins import CERTAIN, relation

_THREE_PUBLIC = "three_public"
_CLOSING, _OPENING = "carry_out", "carry_in"
_LIMITS_OF_DEBT = {
    "county_debt": "county_debt_limit",
    "county_debt_general": "county_debt_limit_general",
    "county_debt_special": "county_debt_limit_special",
}
_OF_DEBT = frozenset((*_LIMITS_OF_DEBT, *_LIMITS_OF_DEBT.values()))
_LAST_ROWS = 2
_NONE = Decimal(0)
# 表八：政府性基金…决算表（空表列示）: what is empty is the table that it names.
_OTHER_TABLE = re.compile(r"^\s*[（(]?(?:附?表|附件|公开)第?[\d一二三四五六七八九十]|[^本此该附列]表[（(]")


def within_three_public(facts: Iterable[Fact]) -> Iterator[Relation]:
    """What basic spending out of the treasury pays for an item of 三公 is within what the table of 三公 prints."""
    items: dict[tuple[object, ...], list[Fact]] = {}
    lines: list[tuple[tuple[object, ...], Fact]] = []
    for fact in facts:
        if fact.in_table and fact.subject.kind == MEASURE and _is_three_public(fact.subject.name):
            items.setdefault(_matter(fact, fact.subject.name), []).append(fact)
        elif fact.in_table and fact.subject.aspect.startswith(ECONOMIC) and fact.scope:
            code = measure_by_word().get(fact.subject.name, "")
            if _is_three_public(code):
                lines.append((_matter(fact, code), fact))
    for matter, line in lines:
        whole = items.get(matter, [])
        if whole and all(whole[0].agrees(other) for other in whole) and whole[0].block != line.block:
            yield relation((line,), (whole[0],), "order", is_meant=line.is_said and whole[0].is_said)


def _matter(fact: Fact, code: str) -> tuple[object, ...]:
    return fact.figure.report_no, code, fact.figure.period_year, fact.basis


def _is_three_public(code: str) -> bool:
    return bool(code) and measures()[code].statement == _THREE_PUBLIC


def opened_as_closed(facts: Iterable[Fact]) -> Iterator[Relation]:
    """What a year opens with is what the year before closed with, where one document prints both as done."""
    balances: dict[tuple[object, ...], list[Fact]] = {}
    for fact in facts:
        if fact.subject.kind == MEASURE and fact.basis == "actual" and fact.figure.period_year:
            key = (fact.figure.report_no, fact.scope, fact.subject.name, fact.figure.period_year)
            balances.setdefault(key, []).append(fact)
    for (report_no, scope, code, year), opening in balances.items():
        if not (isinstance(code, str) and isinstance(year, int) and code.endswith(_OPENING)):
            continue
        closing = balances.get((report_no, scope, code.removesuffix(_OPENING) + _CLOSING, year - 1), [])
        if closing and all(one.agrees(side[0]) for side in (opening, closing) for one in side):
            yield relation((opening[0],), (closing[0],), "equal", is_meant=False)


def within_debt_limits(facts: Iterable[Fact]) -> Iterator[Relation]:
    """The debt of a county at the end of a year is within its limit of that year: all of it, and each kind of it.

    A limit that is told of no area, or of all of it, bounds the debt of any.
    """
    told: dict[tuple[object, ...], dict[str, list[Fact]]] = {}
    for fact in facts:
        code = _measure_of(fact)
        if code in _OF_DEBT and fact.figure.period_year and not fact.figure.hedge:
            matter = (fact.figure.report_no, fact.figure.period_year, code)
            told.setdefault(matter, {}).setdefault(fact.scope, []).append(fact)
    for (*where, owed), areas in told.items():
        limits = told.get((*where, _LIMITS_OF_DEBT.get(str(owed), "")), {})
        for area, debts in areas.items():
            whole = (limits[other] for other in limits if not other or level_kind(other) == "county")
            bound = limits.get(area) or next(whole, [])
            if bound and all(one.agrees(side[0]) for side in (debts, bound) for one in side):
                yield relation((debts[0],), (bound[0],), "order", is_meant=False)


def _measure_of(fact: Fact) -> str:
    """The measure of a fact, also told by the number before (债务余额63亿元，其中一般债务21亿元), or where row and
    column name it together (一般债务 in the column 限额).
    """
    if fact.subject.kind == MEASURE:
        return fact.subject.name
    return fact.figure.measure_code or measure_by_word().get(fact.subject.name, "")


def said_to_be_empty(blocks: Sequence[Block], figures: Iterable[Figure]) -> Iterator[Relation]:
    """A table below which, or in whose last rows, it is said to be empty holds no amount but 0."""
    by_block: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.value and figure.place.table_no is not None:
            by_block.setdefault(figure.place.block_no, []).append(figure)
    for table, below in pairwise([*blocks, Paragraph(-1, "")]):
        if not isinstance(table, Table):
            continue
        last = [cell.text for cell in table.cells if cell.row >= table.row_count - _LAST_ROWS]
        note = next(
            (text for text in (*last, below.text if isinstance(below, Paragraph) else "") if _says_empty(text)), ""
        )
        amounts = by_block.get(table.block_no, [])
        if note and amounts:
            largest = max(amounts, key=lambda figure: abs(figure.value or _NONE))
            yield Relation(
                largest.report_no, "equal", "places", (Operand(largest.figure_no),), (),
                is_closed=True, is_meant=True, confidence=CERTAIN, quote=note,
            )  # fmt: skip


def _says_empty(text: str) -> bool:
    """Whether a text says so of the table above it, and not of one that it is itself the title of."""
    words = "" if _OTHER_TABLE.search(text) else plain(text)
    return any(plain(word) in words for word in words_of("empty"))
