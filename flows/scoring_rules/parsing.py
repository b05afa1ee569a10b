"""Scoring rules as data, from their Chinese text: deductions, bands, items, levels, counts, proportions.

A text that is understood in part is not understood: half a rule would earn other points than the whole.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from flows.model.rule_tree import (
    Bands,
    Deduction,
    Item,
    Judgement,
    Ordinal,
    Penalties,
    Penalty,
    PerCount,
    Proportion,
    ScoringRule,
    SumOfItems,
    Term,
)
from flows.scoring_rules.amounts import silent
from flows.scoring_rules.awards import is_nothing, parts_of, rule_of_awards, with_full
from flows.scoring_rules.conditions import bounds_of, has_numbers
from flows.scoring_rules.deductions import loss_of
from flows.scoring_rules.lexing import lexed
from flows.scoring_rules.proportions import as_award, in_proportion
from flows.scoring_rules.statements import Statement, cleaned, statements_of
from flows.scoring_rules.words import ITEM, folded, one_of

_LONGEST = 3_000
_ZERO = Decimal(0)
_GIVING = ("award", "nothing", "full")
_MULTIPLYING = ("product", "proportion")
_TRAILER = re.compile(r"[。;](?=(?:以上|上述))")


def parse_scoring_rule(text: str, weight: Decimal | None = None) -> ScoringRule | None:
    """The rule as data, None where the text is none or not wholly understood.

    The weight tells parts that add up from cases that exclude each other where the words do not.
    """
    flat = folded(text[:_LONGEST])
    if not flat or len(text) > _LONGEST:
        return None
    return _numbered(flat, weight) or _flat(flat, weight)


def read_rule(text: str, weight: Decimal | None) -> tuple[str | None, ScoringRule | None, bool | None]:
    """Kind, tree and whether the full points are the weight, as an indicator keeps them."""
    if not text.strip():
        return None, None, None
    rule = parse_scoring_rule(text, weight)
    if rule is None:
        return "unparsed", None, None
    return rule.kind, rule, None if weight is None or rule.full is None else rule.fits(weight)


def _numbered(flat: str, weight: Decimal | None) -> ScoringRule | None:
    """The rule of a numbered list whose items each say what they are worth."""
    head, *parts = flat.split(ITEM)
    if not parts:
        return None
    *parts, last = parts
    last, *after = _TRAILER.split(last, maxsplit=1)
    said = [statements_of(part) for part in (*parts, last)]
    if any(all(event.kind == "rest" for event in events) for events in said):
        return None
    around = _read("。".join([head, *after]), None)
    if around is None:
        return None
    single = [_only(events) for events in said]
    if all(event is not None and event.kind in (*_GIVING, *_MULTIPLYING) for event in single):
        given = [as_award(event) if event.kind == "proportion" else event for event in single if event]
        term: Term | None = parts_of(given, weight, is_numbered=True)
        rule = None if term is None else with_full(term)
    else:
        rule = _of_rules([cleaned(part) for part in (*parts, last)], [_flat(part, None) for part in (*parts, last)])
    return _joined(rule, around)


def _only(events: Sequence[Statement]) -> Statement | None:
    """The one statement of an item with words of its own, None where there are several or none."""
    if not all(silent(event.before) for event in events):
        return None
    spoken = [event for event in events if event.kind != "rest"]
    return spoken[0] if len(spoken) == 1 and spoken[0].condition and not spoken[0].is_each else None


def _of_rules(texts: Sequence[str], rules: Sequence[ScoringRule | None]) -> ScoringRule | None:
    """Items with rules of their own: those that name their points add up, the others only take points away."""
    known = [rule for rule in rules if rule is not None]
    if len(known) < len(rules):
        return None
    items = [_item(text, rule.full, rule) for text, rule in zip(texts, known, strict=True) if rule.full is not None]
    losses = [term for rule in known if rule.full is None for term in rule.terms]
    if any(not isinstance(term, Deduction | PerCount | Penalties | Judgement) for term in losses):
        return None
    sums: tuple[Term, ...] = (SumOfItems(tuple(items)),) if items else ()
    full = sum((item.points for item in items), _ZERO) if items else None
    return ScoringRule(full, (*sums, *_merged(losses)))


def _item(text: str, points: Decimal, rule: ScoringRule) -> Item:
    """An item; where all its rule says is one condition, that is its words."""
    match rule.terms:
        case (SumOfItems(items=(item,)),):
            return item
    return Item(text, points, rule)


def _merged(terms: Sequence[Term]) -> tuple[Term, ...]:
    """The terms with all single penalties in one list, at the place of the first."""
    lists = [term for term in terms if isinstance(term, Penalties)]
    penalties = Penalties(tuple(one for term in lists for one in term.penalties))
    return tuple(
        penalties if lists and term is lists[0] else term
        for term in terms
        if not isinstance(term, Penalties) or term is lists[0]
    )


def _joined(rule: ScoringRule | None, around: ScoringRule) -> ScoringRule | None:
    """The rule of a list with what is said before and after the list."""
    if rule is None or any(isinstance(term, Bands | Ordinal | SumOfItems | Proportion) for term in around.terms):
        return None
    return replace(
        rule,
        full=around.full if around.full is not None else rule.full,
        terms=_merged((*rule.terms, *around.terms)),
        most_lost=around.most_lost,
        full_when=around.full_when,
    )


def _flat(text: str, weight: Decimal | None) -> ScoringRule | None:
    """The rule of a text without items that stand for themselves."""
    rule = _read(text, weight)
    return rule if rule is not None and rule.terms else None


def _read(text: str, weight: Decimal | None) -> ScoringRule | None:
    """What a text says about points, without any terms where that is nothing; None where it is not understood."""
    events = _with_judged_losses(statements_of(text))
    if any(event.kind == "unread" or not _is_silent(event) for event in events):
        return None
    if any(_stands_between_items(event, text) for event in events):
        return None
    by_kind: dict[str, list[Statement]] = {}
    for event in events:
        by_kind.setdefault(event.kind, []).append(event)
    limits, totals = by_kind.get("limit", []), by_kind.get("total", [])
    if len(limits) > 1 or len(totals) > 1:
        return None
    awards = [event for event in events if event.kind in _GIVING]
    total = totals[0].high if totals else None
    default, awards = _default(awards, has_others=bool(set(by_kind) - {"award", "nothing", "full", "rest"}))
    if total is None and len(bare := [one for one in awards if not one.condition and _is_plain(one)]) == 1:
        total = bare[0].high  # 按到位率计算得分(3分)
        awards = [one for one in awards if one is not bare[0]]
    if any(not one.condition and not (one.is_each and ITEM in one.before) for one in awards):
        return None
    stated = next((one.low for one in reversed(by_kind.get("standard", []))), None)
    losses = _losses(events, awards, stated)
    products = [event for event in events if event.kind in _MULTIPLYING]
    shares, awards = in_proportion(products, awards, stated, has_losses=bool(losses))
    if losses is None:
        return None
    judged: list[Term] = [Judgement(cleaned(f"{one.condition},{one.text}")) for one in by_kind.get("judgement", [])]
    taking = [*shares, *losses, *judged]
    alone = bool(awards) and not taking
    rule = rule_of_awards(awards, weight, total) if alone else _beside(awards, taking, total)
    limit = limits[0].high if limits else None
    return None if rule is None else replace(rule, most_lost=limit, full_when=default)


def _is_plain(event: Statement) -> bool:
    return event.kind == "award" and not event.is_share


def _is_silent(event: Statement) -> bool:
    """Whether nothing of points is left over before a statement, or in its condition."""
    return silent(event.before) and not any(
        token.means("lose") and token.means("telling") for token in lexed(event.raw)
    )


def _with_judged_losses(events: Sequence[Statement]) -> list[Statement]:
    """The statements with 酌情 joined to the points that it leaves open: 视情况酌情扣1-3分."""
    joined: list[Statement] = []
    for event in events:
        last = joined[-1] if joined else None
        if last and last.kind == "judgement" and not event.condition and not event.before:
            if event.kind == "judgement":
                joined[-1] = replace(last, text=last.text + event.text, end=event.end)
                continue
            if event.kind == "lose":
                joined[-1] = replace(event, condition=cleaned(f"{last.condition}{last.text}"), before=last.before)
                continue
        joined.append(event)
    return joined


def _stands_between_items(event: Statement, text: str) -> bool:
    """Whether a statement belongs to one item of a list whose other items say nothing of points."""
    return event.kind not in ("rest", "total", "standard") and ITEM in text[event.end :]


def _default(awards: list[Statement], *, has_others: bool) -> tuple[str, list[Statement]]:
    """The case in which the indicator counts as met without being asked, and the other awards."""
    for event in awards:
        is_absent = bool(_absent().match(event.condition))
        is_said = event.kind == "full" and bool(_by_default().match(event.text))
        others = has_others or len(awards) > 1
        if others and is_absent and event.kind == "full" and (is_said or has_others):
            return event.condition, [one for one in awards if one is not event]
    return "", awards


@cache
def _absent() -> re.Pattern[str]:
    return re.compile(one_of("absent"))


@cache
def _by_default() -> re.Pattern[str]:
    return re.compile(one_of("full_by_default"))


def _losses(events: Sequence[Statement], awards: Sequence[Statement], stated: Decimal | None) -> list[Term] | None:
    """What takes points away, None where one of it is not understood."""
    terms: list[Term] = []
    standards = [one.condition for one in awards if one.low != _ZERO or one.kind == "full"]
    for event in events:
        if event.kind in ("lose", "all_lost"):
            term = loss_of(event, standards[-1] if standards else "", stated)
            if term is None:
                return None
            terms.append(term)
    return list(_merged(terms))


def _beside(awards: Sequence[Statement], taking: Sequence[Term], total: Decimal | None) -> ScoringRule | None:
    """A rule that takes points away from the full ones: the awards name these, and the rates that earn nothing."""
    cuts: list[Statement] = []
    bases: list[Statement] = []
    for event in awards:
        (cuts if is_nothing(event) else bases).append(event)
    points = {event.high for event in bases}
    if len(points) > 1 or any(event.is_each or event.is_share or event.low != event.high for event in bases):
        return None
    if any(event.product or _is_unclear(event) for event in bases):
        return None
    full = next(iter(points), None)
    if full is None:
        full = total
    if full is None:
        full = next((term.factor for term in taking if isinstance(term, Proportion)), None)
    return ScoringRule(full, _merged((*taking, *(_cut(event) for event in cuts))))


def _is_unclear(event: Statement) -> bool:
    """Whether the rates that earn full points are printed in a way that is not understood."""
    return has_numbers(event.raw) and bounds_of(event.raw) is None


def _cut(event: Statement) -> Term:
    """Rates, or an occasion, that earn nothing at all: 低于60%不得分, 未公开不得分."""
    bounds = bounds_of(event.raw)
    if bounds is None:
        return Penalties((Penalty(event.condition, None, None),))
    return Bands((bounds.band(_ZERO),), bounds.unit)
