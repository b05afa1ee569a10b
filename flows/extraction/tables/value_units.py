"""In which unit a cell's number is: its own, that of its heading, of the caption, of its measure or of the document."""

import re
from collections.abc import Sequence
from functools import cache

from flows.extraction.draft import Context
from flows.extraction.lexicon.labels import core, is_of_money, unit_hint
from flows.extraction.lexicon.quantities import Quantity, with_unit
from flows.extraction.lexicon.units import units
from flows.model.words import read_seed, split_words

_PERCENT_COLUMN = re.compile(r"[%％]\s*$|(?:增减|增长|变动)(?:率|幅度|比例|百分比)$")


def resolve_unit(
    quantity: Quantity,
    path: Sequence[str],
    unit: str,
    measure_unit: str,
    context: Context,
    other_units: Sequence[str] = (),
) -> tuple[Quantity, str]:
    """The quantity in its unit, and which of cell, label, caption, measure and document named it.

    `unit` is what the caption declares; of money alone where it declares `other_units` too.
    """
    if quantity.printed_unit:
        return quantity, "cell"
    for part in reversed(path):
        if hint := unit_hint(part):
            return with_unit(quantity, hint), "column"
    if path and _PERCENT_COLUMN.search(path[-1]):
        return with_unit(quantity, "%"), "column"
    is_money = is_of_money(path) or (bool(other_units) and is_of_money(path[-1:]))
    if measure_unit == "元" or (not measure_unit and is_money):
        name, source = (unit, "caption") if unit else (context.money_unit, "document")
        return with_unit(quantity, name), source
    if measure_unit:
        return with_unit(quantity, measure_unit), "measure"
    if other_units:
        return _in_other_unit(quantity, path, other_units)
    return (with_unit(quantity, unit), "caption") if unit else (quantity, "none")


def _in_other_unit(quantity: Quantity, path: Sequence[str], declared: Sequence[str]) -> tuple[Quantity, str]:
    """What is not of money in the one unit that its heading asks for, if it asks for one."""
    head = core(path[-1]) if path else ""
    asked = [unit for unit in declared if any(head.endswith(word) for word in _words_of_unit(unit))]
    return (with_unit(quantity, asked[0]), "caption") if len(asked) == 1 else (quantity, "none")


@cache
def _words_of_unit(name: str) -> tuple[str, ...]:
    """How headings end that ask for a unit of its family (里程 for 公里)."""
    unit = units().get(name)
    rows = (row for row in read_seed("unit_headings") if unit is not None and row["family"] == unit.family)
    return tuple(word for row in rows for word in split_words(row["words"]))
