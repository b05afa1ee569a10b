"""In which unit a cell's number is: its own, that of its heading, of the caption, of its measure or of the document."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.extraction.draft import Context
from flows.extraction.lexicon.labels import core, is_of_money, unit_hint
from flows.extraction.lexicon.units import unit_named
from flows.extraction.resolving import Label, Source
from flows.model.words import read_seed, split_words

_PERCENT_COLUMN = re.compile(r"[%％]\s*$|(?:增减|增长|变动)(?:率|幅度|比例|百分比)$")


def units_told(
    path: Sequence[str], unit: str, measure_unit: str, context: Context, other_units: Sequence[str] = ()
) -> Iterator[Label]:
    """What headings, caption, measure and document say of a cell's unit.

    `unit` is what the caption declares; of money alone where it declares `other_units` too. The document speaks of
    money alone, and of that no measure does.
    """
    is_money = is_of_money(path) or (bool(other_units) and is_of_money(path[-1:]))
    is_money = measure_unit == "元" or (not measure_unit and is_money)
    yield Label(Source.COLUMN, unit="%" if path and _PERCENT_COLUMN.search(path[-1]) else "")
    yield from (Label(Source.COLUMN, unit=hint) for part in path if (hint := unit_hint(part)))
    yield Label(Source.MEASURE, unit="" if is_money else measure_unit)
    yield Label(Source.TITLE, unit=unit if is_money or not other_units else _asked(path, other_units))
    yield Label(Source.DOCUMENT, unit=context.money_unit if is_money else "")


def _asked(path: Sequence[str], declared: Sequence[str]) -> str:
    """The one unit of those declared that the heading of what is not of money asks for, '' where it asks for none."""
    head = core(path[-1]) if path else ""
    asked = [unit for unit in declared if any(head.endswith(word) for word in _words_of_unit(unit))]
    return asked[0] if len(asked) == 1 else ""


@cache
def _words_of_unit(name: str) -> tuple[str, ...]:
    """How headings end that ask for a unit of its family (里程 for 公里)."""
    unit = unit_named(name)
    rows = (row for row in read_seed("unit_headings") if unit is not None and row["family"] == unit.family)
    return tuple(word for row in rows for word in split_words(row["words"]))
