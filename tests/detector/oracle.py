"""Whether a changed number breaks an equation that held, decided without the judge."""

from decimal import Decimal

from flows.model.facts import Comparison, Figure, Term

_HUNDRED = Decimal(100)
_HUNDREDTH = Decimal("0.01")
_NONE = Decimal(0)
_NEAR = Decimal("0.001")

_Quotient = tuple[tuple[Term, ...], tuple[Term, ...], tuple[Term, ...]]


def breaks(comparison: Comparison, figure: Figure, value: Decimal) -> bool:
    """Whether the sides lie apart by more than the slack when the figure has another value.

    A rate counts as broken from a unit of its last printed place beyond the slack on, since it may be cut off. False
    where how the sides follow from the terms is not known.
    """
    left, right, terms = comparison.left_value, comparison.right_value, comparison.terms
    if left is None or right is None:
        return False
    if is_sum(comparison):
        moved = sum((term.weight * (_now(term, figure, value) - term.value) for term in terms), _NONE)
        return _is_beyond(comparison, left - right + moved, comparison.slack)
    quotient = _quotient(comparison)
    if quotient is None:
        return False
    printed, above, below = (sum((term.sign * _now(term, figure, value) for term in part), _NONE) for part in quotient)
    if below <= 0:
        return False
    rate = _HUNDRED * above / below
    slack = comparison.slack * max(Decimal(1), abs(rate / right) if right else Decimal(1))
    if not quotient[0]:
        return _is_beyond(comparison, rate - _HUNDRED if right == _HUNDRED else _HUNDRED - rate, slack + _HUNDREDTH)
    place = Decimal(1).scaleb(-len(quotient[0][0].printed.partition(".")[2]))
    return abs(printed - rate) > slack + place


def is_sum(comparison: Comparison) -> bool:
    """Whether the sides are made up of the terms, each with its sign."""
    left, right = comparison.left_value, comparison.right_value
    if left is None or right is None or any(term.role != "addend" for term in comparison.terms):
        return False
    return sum((term.weight * term.value for term in comparison.terms), _NONE) == left - right


def _now(term: Term, figure: Figure, value: Decimal) -> Decimal:
    return value if term.figure_no == figure.figure_no else term.value


def _is_beyond(comparison: Comparison, gap: Decimal, slack: Decimal) -> bool:
    return gap > slack if comparison.relation == "le" else abs(gap) > slack


def _quotient(comparison: Comparison) -> _Quotient | None:
    """The printed rate, if any, the terms above and the terms below the line; None for other comparisons."""
    left, right, terms = comparison.left_value, comparison.right_value, comparison.terms
    for lead in (1, 0):
        rate = right if lead or left == _HUNDRED else left
        for split in range(lead + 1, len(terms)):
            above, below = terms[lead:split], terms[split:]
            top, bottom = (sum((term.sign * term.value for term in part), _NONE) for part in (above, below))
            if bottom > 0 and rate is not None and abs(_HUNDRED * top / bottom - rate) < _NEAR:
                return terms[:lead], above, below
    return None
