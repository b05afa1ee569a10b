"""Points in proportion to a rate beside the points that are given: full ones from a standard on, or band by band."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from flows.model.rule_tree import Product, Proportion
from flows.scoring_rules.awards import is_nothing
from flows.scoring_rules.conditions import Bounds, bounds_of, has_numbers
from flows.scoring_rules.lexing import lexed
from flows.scoring_rules.statements import Statement, cleaned
from flows.scoring_rules.words import one_of

_WHOLE = Decimal(100)
_OF_RATES = ("%", "")


def in_proportion(
    products: Sequence[Statement], awards: Sequence[Statement], stated: Decimal | None, *, has_losses: bool
) -> tuple[list[Proportion], list[Statement]]:
    """The term for points in proportion, and the awards beside it.

    Without a term the products are awards like the others, each with its own rates. `stated` is the standard that the
    text says by itself. Where a formula or a loss (`has_losses`) tells how, 按执行率计分 alone only says by what.
    """
    if has_losses or any(one.product for one in products):
        products = [one for one in products if one.product or one.condition or not _names_rate(one)]
    if not products:
        return [], list(awards)
    if any(_is_repeated(one) for one in products):
        return [], [*awards, *products]
    bases = [one for one in awards if not is_nothing(one)]
    terms = [_proportion(one, bases, stated) for one in products]
    known = [one for one in terms if one is not None]
    if len(known) == len(products) and len({replace(one, words="") for one in known}) == 1:
        return known[:1], list(awards)
    every = sorted((*awards, *map(as_award, products)), key=lambda one: one.end)
    return [], every


def as_award(event: Statement) -> Statement:
    """A statement by proportion as one that gives points; what is too much of something gives none that are known."""
    if event.product is not None:
        return event
    return replace(event, product=Product(None, None, cleaned(event.text), _names_rate(event)))


def _names_rate(event: Statement) -> bool:
    """Whether the words say by which rate (按完成率计分), and not only in proportion."""
    return any(token.means("named_rate") for token in lexed(event.text))


def _proportion(event: Statement, bases: Sequence[Statement], stated: Decimal | None) -> Proportion | None:
    """Full points from a standard on and below it in proportion, None where the words say anything else."""
    found = [one for base in bases if (one := bounds_of(base.raw)) is not None]
    edges = [one.low for one in found if one.low]
    if any(one.unit not in _OF_RATES for one in found):
        return None
    points = {one.high for one in bases}
    factor = event.product.factor if event.product else None
    if len(points) > 1 or any(one.is_share for one in bases) or (factor and points - {None, factor}):
        return None
    if has_numbers(event.raw) and not _is_rest_of(bounds_of(event.raw), edges):
        return None
    standard = edges[0] if edges else stated or _WHOLE
    is_elsewhere = any(token.means("printed_elsewhere") for one in bases for token in lexed(one.raw))
    is_excess = event.is_excess or bool(_excess().search(event.text) or _excess().search(event.condition))
    of = event.product.of if event.product else None
    words = event.product.words if event.product else cleaned(event.text)
    standard_or_none = None if is_elsewhere and not edges else standard
    return Proportion(standard_or_none, is_excess, words, of, factor)


def _is_repeated(event: Statement) -> bool:
    """Whether points are given time and again, or for each of several things: 每项按完成率计分."""
    tokens = lexed(event.raw)
    return any(token.means("per") for token in tokens) or any(token.means("each") for token in tokens[-1:])


def _is_rest_of(bounds: Bounds | None, edges: Sequence[Decimal]) -> bool:
    """Whether the rates are all those below the ones with full points."""
    return bounds is not None and bounds.low is None and bounds.high == (edges[0] if edges else _WHOLE)


@cache
def _excess() -> re.Pattern[str]:
    return re.compile(one_of("excess"))
