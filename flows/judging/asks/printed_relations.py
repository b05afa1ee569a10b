"""What the report itself says must hold, by its words and layouts, decided whether or not a measure is known."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.judging.asks.rates import Rate, compare_rate, rate_of
from flows.judging.evidence import Evidence
from flows.judging.intervals import Range, exact, percentage, product, total
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import Side, Signed, constant_side, figure_side, sum_side
from flows.judging.verdicts import Skip, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.relations import Operand, Relation

_CHANGES = frozenset({"change", "growth"})
_LONGEST_QUOTE = 60
_CLAUSE = re.compile(r"[，,。；;：:]")
_MEAN = "均"
_UPPER, _LOWER = "dividend", "divisor"
_WHOLE = Decimal(100)


@asks("A25")
def printed_totals(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every total that the report prints over the parts that it prints."""
    yield from _of_kind(evidence, rule, "sum")


@asks("A26")
def printed_parts(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """What the report names as part of a whole, or as the smaller of two."""
    yield from _of_kind(evidence, rule, "part_of", "order")


@asks("A27", skips=("zero_base",))
def printed_changes(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Changes and growths beside the amounts that they are of."""
    yield from _of_kind(evidence, rule, "difference")
    yield from _rates(evidence, rule, are_of_changes=True)


@asks("A28", skips=("zero_base",))
def printed_shares(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Shares, completions and other rates beside what they are worked out from."""
    yield from _rates(evidence, rule, are_of_changes=False)


@asks("A29", skips=("zero_base",))
def printed_products(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Amounts beside their price and quantity, what one costs and how many there are, or what is a set percentage."""
    for number, relation in _relations(evidence, "product"):
        is_set = any(operand.role == _UPPER for operand in relation.right)
        told = _rate(evidence, rule, relation, is_set=True) if is_set else _compared(evidence, rule, relation)
        yield replace(told, relation_no=number)


@asks("X09")
def printed_twice(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """What the report prints in two places."""
    yield from _of_kind(evidence, rule, "equal")


QUESTIONS = (printed_totals, printed_parts, printed_changes, printed_shares, printed_products, printed_twice)


def _of_kind(evidence: Evidence, rule: Rule, *kinds: str) -> Iterator[Comparison]:
    for number, relation in _relations(evidence, *kinds):
        yield replace(_compared(evidence, rule, relation), relation_no=number)


def _rates(evidence: Evidence, rule: Rule, *, are_of_changes: bool) -> Iterator[Comparison]:
    for number, relation in _relations(evidence, "ratio"):
        if _is_of_change(evidence, relation) is are_of_changes:
            yield replace(_rate(evidence, rule, relation), relation_no=number)


def _relations(evidence: Evidence, *kinds: str) -> Iterator[tuple[int, Relation]]:
    """The relations of these kinds with their numbers."""
    numbered = enumerate(evidence.extract.relations)
    return ((number, relation) for number, relation in numbered if relation.relation_kind in kinds)


def _compared(evidence: Evidence, rule: Rule, relation: Relation) -> Comparison:
    left, right = (_side(evidence, side, relation.quote) for side in (relation.left, relation.right))
    [(_, first), *_] = left.parts or right.parts
    said = _said_behind(evidence, relation)
    advice = f"文中写「{said}」，与所印两数不符" if said else ""
    return compare(_asked(rule, relation), subject_of(first), left, right, advice=advice)


def _said_behind(evidence: Evidence, relation: Relation) -> str:
    """The words behind the numbers that hold them against each other (决算数大于预算数), '' where none do."""
    if relation.origin != "words" or relation.relation_kind not in ("order", "equal"):
        return ""
    printed = [evidence.printed(one.figure_no).printed for one in (*relation.left, *relation.right)]
    behind = max((relation.quote.rfind(one) + len(one) for one in printed if one in relation.quote), default=0)
    return _CLAUSE.split(relation.quote[behind:])[-1].strip() if _CLAUSE.search(relation.quote[behind:]) else ""


def _is_of_change(evidence: Evidence, relation: Relation) -> bool:
    return evidence.printed(relation.left[0].figure_no).figure_role in _CHANGES


def _rate(evidence: Evidence, rule: Rule, relation: Relation, *, is_set: bool = False) -> Comparison:
    """The verdict on a rate; one that was set before the amounts is never cut off."""
    [printed] = (evidence.printed(operand.figure_no) for operand in relation.left)
    upper, lower = (_signed(evidence, relation.right, role) for role in (_UPPER, _LOWER))
    rate = _rounded_rate(evidence, upper, lower) if is_set else rate_of(evidence, upper, lower)
    if (
        rate is None
        and relation.is_meant
        and _is_of_nothing(printed, lower)
        and not _is_of_new(evidence, relation, printed)
    ):
        return _of_nothing(evidence, rule, relation, printed)
    if rate is None:
        return leave_open(rule, subject_of(printed), Skip("zero_base"), ((1, printed),))
    if is_set:
        stated = replace(figure_side(evidence, printed), words=f"{printed.printed.strip()}%", unit="%")
        return compare(_asked(rule, relation), subject_of(printed), stated, rate.side)
    return compare_rate(evidence, _asked(rule, relation), printed, [rate])


def _is_of_nothing(printed: Figure, base: Sequence[Signed]) -> bool:
    """Whether a rate was printed of a base that is 0, and not of one that only has no bound."""
    return bool(printed.value) and not sum(sign * (figure.value or 0) for sign, figure in base)


def _is_of_new(evidence: Evidence, relation: Relation, printed: Figure) -> bool:
    """Whether it is the growth of what there was none of, which is written as 100 %."""
    return _is_of_change(evidence, relation) and abs(printed.value or 0) == _WHOLE


def _of_nothing(evidence: Evidence, rule: Rule, relation: Relation, printed: Figure) -> Comparison:
    """The verdict on a rate of what was 0: a budget that was none is not completed."""
    stated = replace(figure_side(evidence, printed), words=f"{printed.printed.strip()}%", unit="%")
    upper, lower = (_signed(evidence, relation.right, role) for role in (_UPPER, _LOWER))
    none = constant_side(0, "无（所比的数为 0，没有比率）", "%", "没有比率")
    none = replace(none, dividends=upper, divisors=lower)
    return compare(replace(rule, severity="warn"), subject_of(printed), stated, none)


def _rounded_rate(evidence: Evidence, upper: Sequence[Signed], lower: Sequence[Signed]) -> Rate | None:
    """The rate of what was worked out by one: points are rounded then, which are exact where somebody gives them."""
    ranges = [_rounded(evidence.range_of(figure), figure.step).times(sign) for sign, figure in upper]
    quotient = percentage(total(ranges), total(evidence.range_of(figure).times(sign) for sign, figure in lower))
    return Rate(quotient, tuple(upper), tuple(lower)) if quotient else None


def _rounded(known: Range, step: Decimal) -> Range:
    return Range(known.value, known.value - step / 2, known.value + step / 2) if known.low == known.high else known


def _asked(rule: Rule, relation: Relation) -> Rule:
    """The rule as it is asked: what the report does not surely mean is a warning at most."""
    is_bound = relation.relation_kind in ("part_of", "order")
    severity = rule.severity if relation.is_meant else "warn"
    return replace(rule, relation="le" if is_bound else "eq", severity=severity)


def _signed(evidence: Evidence, operands: Sequence[Operand], role: str) -> tuple[Signed, ...]:
    return tuple((one.sign, evidence.printed(one.figure_no)) for one in operands if one.role == role)


def _side(evidence: Evidence, operands: Sequence[Operand], quote: str) -> Side:
    """A side of a relation; one without numbers is nothing, in the words that say so."""
    if not operands:
        return constant_side(0, f"无（{quote[:_LONGEST_QUOTE]}）")
    if factors := _signed(evidence, operands, "factor"):
        words = " × ".join(
            f"{figure.printed.strip()}{figure.printed_unit}{f' × {times}' if times > 1 else ''}"
            for times, figure in factors
        )
        ranges = [exact(Decimal(times)) for times, _ in factors]
        ranges += [_range_of_factor(evidence, figure) for _, figure in factors]
        return Side(product(ranges), (), words, factors=factors)
    if len(operands) == 1 and operands[0].sign > 0:
        return figure_side(evidence, evidence.printed(operands[0].figure_no))
    return sum_side(evidence, _signed(evidence, operands, "addend"))


def _range_of_factor(evidence: Evidence, figure: Figure) -> Range:
    """What a factor stands for; an average is rounded, of what is counted too: 场均132人."""
    known = evidence.range_of(figure)
    is_mean = known.low == known.high and _MEAN in figure.label.rpartition(" / ")[-1]
    return _rounded(known, figure.step) if is_mean else known
