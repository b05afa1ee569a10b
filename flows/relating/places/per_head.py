"""Averages of a sentence over heads that it names by a count which stands in another place (按在职人数计算人均)."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.relating.places.facts import is_cell
from flows.relating.places.subjects import own_words
from flows.relating.places.twins import UNCERTAIN

_OVER = re.compile(r"按照?(?P<count>[^，。；：按]{2,12}?)(?:计算|测算|折算|平均|算)?的?人均[^，。；]{0,6}$")
_PERSONS = frozenset({"人", "名"})
_AVERAGE, _AMOUNT = "per_head", "amount"


def over_named_heads(figures: Sequence[Figure]) -> Iterator[Relation]:
    """The first amount of a sentence as its average times the heads, where the document counts these once.

    None is sure: the amount that the average is of is that which the sentence is about, though no word says so.
    """
    for figure in figures:
        match = _OVER.search(figure.label) if figure.figure_role == _AVERAGE and not is_cell(figure) else None
        if match is None or figure.value is None:
            continue
        name = own_words(match["count"])
        counts = [one for one in figures if one.value and one.unit in _PERSONS and own_words(one.label) == name]
        wholes = [one for one in figures if one.place.block_no == figure.place.block_no and _is_head(one, figure)]
        heads = counts[0].value if counts else None
        fitting = (one for one in wholes if _makes_up(one, heads, figure))
        whole = next(fitting, next(iter(wholes), None))
        is_said = (
            bool(name)
            and len({one.value for one in counts}) == 1
            and {one.report_no for one in counts} == {figure.report_no}
        )
        if is_said and whole is not None:
            factors = (Operand(counts[0].figure_no, 1, "factor"), Operand(figure.figure_no, 1, "factor"))
            yield Relation(
                figure.report_no, "product", "places", (Operand(whole.figure_no),), factors, is_closed=True,
                is_meant=False, confidence=UNCERTAIN, quote=figure.quote or figure.label,
            )  # fmt: skip


def _makes_up(whole: Figure, heads: Decimal | None, average: Figure) -> bool:
    """Whether an amount is the average times the heads, within what the last place of the average leaves open."""
    if heads is None or whole.value is None or average.value is None:
        return False
    return abs(whole.value - heads * average.value) <= heads * average.step


def _is_head(one: Figure, average: Figure) -> bool:
    """Whether an amount is in the sentence of an average."""
    if one.place.block_no != average.place.block_no or is_cell(one):
        return False
    return one.figure_role == _AMOUNT and one.unit == average.unit and one.quote == average.quote and not one.hedge
