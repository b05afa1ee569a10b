"""Rates: recomputed from the report's own amounts, and compared with what is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from flows.judging.evidence import BUDGETS, Evidence, distinct, in_table, name_of
from flows.judging.intervals import Range, cut_off, holds, percentage, plain_number, rounded, slack_between, total
from flows.judging.register import Reading, Rule, RuleTerm, rate_formulas, rules
from flows.judging.verdicts import ROUNDING, Docket, Side, subject_of
from flows.model.facts import Figure
from flows.model.words import measures

_MOST_CHOICES = 4
_CUT = "截尾"
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate recomputed: its range in per cent, the figures it comes from, and the division in words."""

    range: Range
    numerator: tuple[tuple[int, Figure], ...]
    divisor: tuple[tuple[int, Figure], ...]

    @property
    def figures(self) -> tuple[tuple[int, Figure], ...]:
        """Every figure that enters, numerator first."""
        return (*self.numerator, *self.divisor)

    @property
    def division(self) -> str:
        """The division with its numbers as printed."""
        return f"{_sum_words(self.numerator)} ÷ {_sum_words(self.divisor)}"

    @property
    def side(self) -> Side:
        """The rate as a side of a comparison, with the division in words."""
        words = f"{self.division} = {percent(self.range.value)}"
        return Side(self.range, (), words, "%", dividends=self.numerator, divisors=self.divisor)


def percent(value: Decimal) -> str:
    """A rate to two decimals."""
    return f"{plain_number(value.quantize(Decimal('0.01')))}%"


def _sum_words(parts: Sequence[tuple[int, Figure]]) -> str:
    words = ""
    for sign, figure in parts:
        joint = ("−" if sign < 0 else "") if not words else (" − " if sign < 0 else " + ")
        words += f"{joint}{figure.printed.strip()}"
    return f"({words})" if len(parts) > 1 else words


def recompute(evidence: Evidence, code: str, report_no: int, scope_name: str, period_year: int | None) -> list[Rate]:
    """Every reading of a rate that the document's amounts allow; empty where an amount is missing."""
    rates = []
    for reading in rate_formulas().get(code, ()):
        rates += _read(evidence, reading, report_no, scope_name, period_year)
    return rates


def missing_for(evidence: Evidence, code: str, report_no: int, scope_name: str, period_year: int | None) -> str:
    """The names of the amounts that recomputing a rate lacks, '' where its formula is not known."""
    readings = rate_formulas().get(code, ())
    if not readings:
        return ""
    terms = dict.fromkeys((*readings[0].right, *readings[0].divisor))
    lacking = [term for term in terms if not _choices(evidence, term, report_no, scope_name, period_year)]
    return "、".join(dict.fromkeys(_term_name(term) for term in lacking))


def _term_name(term: RuleTerm) -> str:
    year = "上年" if term.year_shift < 0 else ""
    basis = {"budget": "预算数", "actual": "决算数"}.get(term.basis, "")
    return f"{year}{measures()[term.code].name}{basis}"


def _choices(
    evidence: Evidence, term: RuleTerm, report_no: int, scope_name: str, period_year: int | None
) -> list[Figure]:
    if measures()[term.code].statement == "project":
        found = evidence.of_project(term.code, scope_name)
    else:
        year = period_year + term.year_shift if period_year is not None else None
        if year is None and term.year_shift:
            return []
        found = evidence.of_department(term.code, report_no, term.basis, year)
    if term.code == "project_budget":
        found = next((some for basis in BUDGETS if (some := [one for one in found if one.basis == basis])), found)
    return distinct(found)


def _read(evidence: Evidence, reading: Reading, report_no: int, scope_name: str, period_year: int | None) -> list[Rate]:
    terms = (*reading.right, *reading.divisor)
    unique = list(dict.fromkeys((term.code, term.basis, term.year_shift) for term in terms))
    pools = [_choices(evidence, RuleTerm(1, *key), report_no, scope_name, period_year) for key in unique]
    if not all(pools) or any(len(pool) > _MOST_CHOICES for pool in pools):
        return []
    rates = []
    for chosen in product(*pools):
        figures = dict(zip(unique, chosen, strict=True))
        upper = tuple((term.sign, figures[term.code, term.basis, term.year_shift]) for term in reading.right)
        lower = tuple((term.sign, figures[term.code, term.basis, term.year_shift]) for term in reading.divisor)
        if rate := rate_of(evidence, upper, lower):
            rates.append(rate)
    return rates


def rate_of(
    evidence: Evidence, numerator: Sequence[tuple[int, Figure]], divisor: Sequence[tuple[int, Figure]]
) -> Rate | None:
    """The rate of signed figures; None where the divisor may be 0 or a side has no bound."""
    upper = total(evidence.range_of(figure).times(sign) for sign, figure in numerator)
    lower = total(evidence.range_of(figure).times(sign) for sign, figure in divisor)
    found = percentage(upper, lower)
    return Rate(found, tuple(numerator), tuple(divisor)) if found else None


def judge_rates(evidence: Evidence, docket: Docket) -> None:
    """Asks the R rules of every rate that is printed."""
    for rule in rules().values():
        if rule.is_active and rule.code.startswith("R") and rule.kind == "rate":
            for readings in rule.equations:
                _printed_rates(evidence, docket, rule, readings[0].left[0].code)


def agrees(printed: Range, rate: Range) -> bool:
    """Whether two ranges meet once they are stored."""
    return holds(rounded(printed.value), rounded(rate.value), slack_between(printed, rate, "eq"), "eq")


def reading_of(own: Range, step: Decimal, rates: Sequence[Rate]) -> tuple[Rate, Range, str]:
    """The rate that a printed one stands for, the printed one's range, and how it was shortened.

    One that agrees when rounded goes before one that agrees when cut off; where none does, it is the first.
    """
    if agreeing := next((rate for rate in rates if agrees(own, rate.range)), None):
        return agreeing, own, ROUNDING
    for rate in rates:
        if agrees(cut := cut_off(own, step, rate.range), rate.range):
            return rate, cut, _CUT
    return rates[0], own, ROUNDING


def decide_rate(
    evidence: Evidence,
    docket: Docket,
    rule: Rule,
    printed: Figure,
    rates: Sequence[Rate],
    nudged: Range | None = None,
) -> None:
    """Adds the verdict on a printed rate against the reading that agrees, else the first.

    `nudged` is how far its writer may have moved it so that the shares of a whole make 100.
    """
    best, own, allowance = reading_of(evidence.range_of(printed), printed.step, rates)
    if nudged and not agrees(own, best.range) and agrees(nudged, best.range):
        own, allowance = nudged, "凑足 100%"
    left = Side(own, ((1, printed),), f"{name_of(printed)} {plain_number(own.value)}%", "%")
    docket.decide(rule, subject_of(printed), left, best.side, allowance=allowance)


def _beside(rates: Sequence[Rate], printed: Figure) -> list[Rate]:
    """The rates all of whose amounts stand in the printed one's table or paragraph."""
    place = printed.place.block_no
    return [rate for rate in rates if all(figure.place.block_no == place for _, figure in rate.figures)]


def _is_alone(evidence: Evidence, printed: Figure) -> bool:
    """Whether its table or paragraph prints no other value of the rate: a second one may be of another matter."""
    code, place = printed.measure_code or "", printed.place.block_no
    return len(distinct(other for other in evidence.of(code) if other.place.block_no == place)) == 1


def _printed_rates(evidence: Evidence, docket: Docket, rule: Rule, code: str) -> None:
    has_to_be_near = rule.scope_relation == "same_unit"
    for printed in (figure for figure in evidence.of(code) if in_table(figure) or figure.figure_kind == "percentage"):
        if printed.unit != "%":
            continue
        year = printed.period_year or evidence.fiscal_year(printed.report_no)
        rates = recompute(evidence, code, printed.report_no, printed.scope_name, year)
        if has_to_be_near and rates and not _is_alone(evidence, printed):
            docket.leave_open(rule, subject_of(printed), f"{name_of(printed)}：同一处印有多个数值", ((1, printed),))
            continue
        if has_to_be_near and rates and not (rates := _beside(rates, printed)):
            reason = f"{name_of(printed)}：分子、分母与比率不在同一处，可能不是同一口径"
            docket.leave_open(rule, subject_of(printed), reason, ((1, printed),))
        elif rates:
            decide_rate(evidence, docket, rule, printed, rates)
        else:
            lacking = missing_for(evidence, code, printed.report_no, printed.scope_name, year)
            docket.leave_open(
                rule, subject_of(printed), f"{name_of(printed)}：缺少「{lacking}」，无法复算", ((1, printed),)
            )
