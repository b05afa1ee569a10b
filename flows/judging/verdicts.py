"""Comparisons made from two sides: the verdict, the equation with its numbers, the likely cause."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from flows.judging.hints import likely_cause
from flows.judging.intervals import (
    decimals,
    factor_of,
    holds,
    holds_exactly,
    plain_number,
    rounded,
    slack_between,
)
from flows.judging.naming import names_of
from flows.judging.register import Rule
from flows.judging.sides import Side, Signed, names_of_sides, term_of
from flows.model.facts import Comparison, Figure, Term
from flows.model.report import Place

EXPLANATION_LENGTH = 600
ROUNDING = "四舍五入"
_OCCURRENCES = "处"
_MONEY = {
    Decimal(1): "元",
    Decimal(1000): "千元",
    Decimal(10_000): "万元",
    Decimal(1_000_000): "百万元",
    Decimal(100_000_000): "亿元",
}
_SIGNS = {"eq": ("=", "≠"), "le": ("≤", ">"), "same_direction": ("同向于", "不同向于")}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a comparison is about: report, scope, period and basis, and where to put the finger.

    `matter` is what its finding is known by where its terms are words that may be edited, '' where these tell it.
    """

    report_no: int
    scope_name: str
    period_year: int | None
    basis: str
    place: Place | None
    matter: str = ""


@dataclass(frozen=True, slots=True)
class Skip:
    """Why a rule cannot be asked: a key among the reasons of its row in the register, and the details for the gaps.

    `about` is the name of what the reason is about, where it has to be told.
    """

    key: str
    gaps: Mapping[str, object] = field(default_factory=dict)
    about: str = ""


def subject_of(figure: Figure) -> Subject:
    """The subject of a comparison that a figure leads."""
    return Subject(figure.report_no, figure.scope_name, figure.period_year, figure.basis, figure.place)


def compare(
    rule: Rule,
    subject: Subject,
    left: Side,
    right: Side,
    *,
    advice: str = "",
    allowance: str = ROUNDING,
    further: Sequence[Term] = (),
) -> Comparison:
    """The verdict on two sides: pass when exact, pass as info when rounding explains the rest, else fail.

    Relation and severity are the rule's; `advice` goes before its own way to mend. `allowance` is what explains a
    difference within the slack; `further` are terms that no figure stands for.
    """
    slack = slack_between(left.range, right.range, rule.relation)
    left_value, right_value = rounded(left.range.value), rounded(right.range.value)
    passes = holds(left_value, right_value, slack, rule.relation)
    exactly = holds_exactly(left_value, right_value, rule.relation)
    left_name, right_name = names_of_sides(left, right)
    suggestion = ""
    if not passes:
        parts = [*left.parts, *((-sign, figure) for sign, figure in right.parts)]
        # Which of several numbers is wrong is asked when all sums of the document are known.
        is_pair = rule.relation == "eq" and len(parts) < 3
        cause = likely_cause(parts, right_value - left_value) if is_pair else ""
        suggestion = "；".join(part for part in (cause, advice, rule.how_to_fix) if part)
    return replace(
        _undecided(rule, subject),
        left_name=left_name,
        right_name=right_name,
        left_value=left_value,
        right_value=right_value,
        slack=slack,
        unit=_unit(left, right),
        status="pass" if passes else "fail",
        severity="info" if passes and not exactly else rule.severity,
        explanation=_explanation(
            left, right, (left_name, right_name), rule.relation, passes, "" if exactly else allowance, slack
        ),
        suggestion=suggestion,
        terms=(*left.terms("left"), *right.terms("right"), *further),
    )


def leave_open(rule: Rule, subject: Subject, skip: Skip, parts: Sequence[Signed] = ()) -> Comparison:
    """The comparison that could not be made, with the reason that the rule's row has for it, and what it was about.

    A reason that the row does not list, or a gap of it that is not filled, is a bug and raises KeyError.
    """
    reason = reason_of(rule, skip)
    return replace(
        _undecided(rule, subject),
        reason=reason,
        explanation=reason[:EXPLANATION_LENGTH],
        terms=tuple(term_of("left", sign, figure, "source") for sign, figure in parts),
    )


def reason_of(rule: Rule, skip: Skip) -> str:
    """The reason in Chinese, what it is about first."""
    reason = rule.reasons[skip.key].format_map(skip.gaps)
    return f"{skip.about}：{reason}" if skip.about else reason


def _undecided(rule: Rule, subject: Subject) -> Comparison:
    """The comparison of a rule and a subject without any sides."""
    return Comparison(
        comparison_no=-1,
        report_no=subject.report_no,
        rule_code=rule.code,
        scope_name=subject.scope_name,
        period_year=subject.period_year,
        basis=subject.basis,
        left_value=None,
        right_value=None,
        slack=Decimal(0),
        unit="",
        relation=rule.relation,
        status="not_applicable",
        severity=rule.severity,
        reason="",
        explanation="",
        suggestion="",
        terms=(),
        place=subject.place,
        subject=subject.matter,
    )


def _explanation(
    left: Side, right: Side, called: tuple[str, str], relation: str, passes: bool, allowance: str, slack: Decimal
) -> str:
    if right.unit == _OCCURRENCES and not right.range.value and not passes:
        return left.words[:EXPLANATION_LENGTH]  # what must not be there at all is told by itself
    figures = [figure for _, figure in (*left.parts, *right.parts)]
    scale, unit = _scale(left, right, figures)
    sign = _SIGNS[relation][0 if passes else 1]
    gap, allowed = _gap(left, right, scale), plain_number(slack / scale)
    points = " 个百分点" if _unit(left, right) == "%" else ""
    if passes:
        verdict = f"相差 {gap}{points}，在{allowance}允许的 {allowed} 以内，相符" if allowance else "相符"
    else:
        verdict = f"相差 {gap}{points}" + (f"，超过{ROUNDING}允许的 {allowed}" if slack else "")
    verdict = (f"（{unit}）；" if unit else "；") + verdict
    common, names = names_of([figure for side in (left, right) if not side.words for _, figure in side.parts])
    first = 0 if left.words else len(left.parts)
    told = names[:first], names[first:]
    if len(left.parts) == len(right.parts) == 1 and not (left.words or right.words):
        common, told = "", ([called[0]], [called[1]])
    equation = ""
    for is_named in (True, False):
        words = (
            _words(side, scale, names if is_named else [""] * len(names))
            for side, names in zip((left, right), told, strict=True)
        )
        equation = (f"{common}：" if common and is_named else "") + f" {sign} ".join(words)
        if len(equation) + len(verdict) <= EXPLANATION_LENGTH:
            return equation + verdict
    return f"{equation[: EXPLANATION_LENGTH - len(verdict) - 1]}…{verdict}"


def _unit(left: Side, right: Side) -> str:
    """The base unit that both sides are stored in."""
    figures = [figure for side in (left, right) for _, figure in side.parts]
    return left.unit or right.unit or (figures[0].unit if figures else "")


def _scale(left: Side, right: Side, figures: Sequence[Figure]) -> tuple[Decimal, str]:
    """What the numbers are divided by, and the unit they are told in: that of the side's first figure."""
    if left.unit or right.unit or not figures:
        return Decimal(1), ""  # the words of the side name the unit already
    first = figures[0]
    if first.unit == "元":
        factor = left.told_in or factor_of(first)
        return (factor, _MONEY[factor]) if factor in _MONEY else (Decimal(1), "元")
    return Decimal(1), first.unit


def _words(side: Side, scale: Decimal, names: Sequence[str]) -> str:
    is_worked_out = len(side.parts) > 1 or bool(side.factors)
    words = side.words
    if not words:
        for (sign, figure), name in zip(side.parts, names, strict=True):
            joint = ("−" if sign < 0 else "") if not words else (" − " if sign < 0 else " + ")
            words += f"{joint}{name[:24]}{' ' if name else ''}{_printed(figure, scale)}"
    result = _sum(side, scale)
    is_told = side.words and re.search(rf"(?<![\d.]){re.escape(result)}(?![\d.])", side.words)  # 8 笔凭证之和 300 元
    if is_worked_out and not is_told:
        return f"{words} = {result}{'%' if side.unit == '%' else ''}"
    return words or result


def _printed(figure: Figure, scale: Decimal) -> str:
    """The figure as printed where its unit is the sentence's, else converted."""
    value = figure.value if figure.value is not None else Decimal(0)
    if figure.unit != "元" or factor_of(figure) == scale:
        in_unit = value if figure.unit != "元" else value / scale
        return (
            plain_number(in_unit.quantize(Decimal(1).scaleb(-decimals(figure.printed))))
            if figure.unit == "元"
            else plain_number(in_unit)
        )
    return plain_number(value / scale)


def _sum(side: Side, scale: Decimal) -> str:
    return plain_number(rounded(side.range.value) / scale)


def _gap(left: Side, right: Side, scale: Decimal) -> str:
    return plain_number(abs(rounded(left.range.value) - rounded(right.range.value)) / scale)
