"""In which unit a cell's number is: its own, that of its heading, of the caption, of its measure or of the document."""

import re
from collections.abc import Sequence

from flows.extraction.draft import Context
from flows.extraction.lexicon.labels import is_of_money, unit_hint
from flows.extraction.lexicon.quantities import Quantity, with_unit

_PERCENT_COLUMN = re.compile(r"[%％]\s*$|(?:增减|增长|变动)(?:率|幅度|比例|百分比)$")
_RATE_COLUMN = re.compile(r"(?:率|比例|比重|占比|幅度|[%％])\s*$")


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


def _in_other_unit(quantity: Quantity, path: Sequence[str], units: Sequence[str]) -> tuple[Quantity, str]:
    """What is not of money in the one unit that is left for it, if one is."""
    if "%" in units and path and _RATE_COLUMN.search(path[-1]):
        return with_unit(quantity, "%"), "caption"
    counted = [unit for unit in units if unit != "%"]
    return (with_unit(quantity, counted[0]), "caption") if len(counted) == 1 else (quantity, "none")
