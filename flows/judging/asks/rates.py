"""Rates: recomputed from the report's own amounts, and compared with what is printed."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, partial
from itertools import product

from flows.judging.evidence import BUDGETS, Evidence, distinct, in_table, name_of
from flows.judging.intervals import Range, agree, cut_off, percentage, plain_number, total
from flows.judging.questions import asks
from flows.judging.register import Reading, Rule, RuleTerm, rate_formulas
from flows.judging.sides import Side, Signed
from flows.judging.verdicts import ROUNDING, Skip, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.words import measures

_MOST_CHOICES = 4
_CUT = "截尾"
_NEAR = Decimal("0.2")


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate recomputed: its range in per cent, the figures it comes from, and the division in words."""

    range: Range
    numerator: tuple[Signed, ...]
    divisor: tuple[Signed, ...]

    @property
    def figures(self) -> tuple[Signed, ...]:
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


def _sum_words(parts: Sequence[Signed]) -> str:
    words = ""
    for sign, figure in parts:
        joint = ("−" if sign < 0 else "") if not words else (" − " if sign < 0 else " + ")
        words += f"{joint}{figure.printed.strip()}"
    return f"({words})" if len(parts) > 1 else words


@dataclass(frozen=True, slots=True)
class Wanted:
    """A rate to recompute: its measure, and the report, scope and year that it is about."""

    code: str
    report_no: int
    scope_name: str
    period_year: int | None


class Rates:
    """The rates of a document, each worked out once, however often it is printed."""

    def __init__(self, evidence: Evidence) -> None:
        self.recompute = cache(partial(recompute, evidence))
        self.missing_for = cache(partial(missing_for, evidence))


def recompute(evidence: Evidence, wanted: Wanted) -> list[Rate]:
    """Every reading of a rate that the document's amounts allow; empty where an amount is missing."""
    return [rate for reading in rate_formulas().get(wanted.code, ()) for rate in _read(evidence, reading, wanted)]


def missing_for(evidence: Evidence, wanted: Wanted) -> str:
    """The names of the amounts that recomputing a rate lacks, '' where its formula is not known."""
    readings = rate_formulas().get(wanted.code, ())
    if not readings:
        return ""
    terms = dict.fromkeys((*readings[0].right, *readings[0].divisor))
    lacking = [term for term in terms if not _choices(evidence, term, wanted)]
    return "、".join(dict.fromkeys(_term_name(term) for term in lacking))


def _term_name(term: RuleTerm) -> str:
    year = "上年" if term.year_shift < 0 else ""
    basis = {"budget": "预算数", "actual": "决算数"}.get(term.basis, "")
    return f"{year}{measures()[term.code].name}{basis}"


def _choices(evidence: Evidence, term: RuleTerm, wanted: Wanted) -> list[Figure]:
    if measures()[term.code].statement == "project":
        amounts = evidence.of_project(term.code, wanted.scope_name, wanted.report_no)
    else:
        year = wanted.period_year + term.year_shift if wanted.period_year is not None else None
        if year is None and term.year_shift:
            return []
        amounts = evidence.of_department(term.code, wanted.report_no, term.basis, year)
    if term.code == "project_budget":
        by_basis = ([amount for amount in amounts if amount.basis == basis] for basis in BUDGETS)
        amounts = [amount for amount in next((one for one in by_basis if one), amounts) if evidence.bears(amount)]
    return distinct(amounts)


def _read(evidence: Evidence, reading: Reading, wanted: Wanted) -> list[Rate]:
    terms = (*reading.right, *reading.divisor)
    unique = list(dict.fromkeys((term.code, term.basis, term.year_shift) for term in terms))
    pools = [_choices(evidence, RuleTerm(1, *key), wanted) for key in unique]
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


def rate_of(evidence: Evidence, numerator: Sequence[Signed], divisor: Sequence[Signed]) -> Rate | None:
    """The rate of signed figures; None where the divisor may be 0 or a side has no bound."""
    upper = total(evidence.range_of(figure).times(sign) for sign, figure in numerator)
    lower = total(evidence.range_of(figure).times(sign) for sign, figure in divisor)
    quotient = percentage(upper, lower)
    return Rate(quotient, tuple(numerator), tuple(divisor)) if quotient else None


def reading_of(printed: Range, step: Decimal, rates: Sequence[Rate]) -> tuple[Rate, Range, str]:
    """The rate that a printed one stands for, the printed one's range, and how it was shortened.

    One that agrees when rounded goes before one that agrees when cut off; where none does, it is the first.
    """
    if agreeing := next((rate for rate in rates if agree(printed, rate.range)), None):
        return agreeing, printed, ROUNDING
    for rate in rates:
        if agree(cut := cut_off(printed, step, rate.range), rate.range):
            return rate, cut, _CUT
    return rates[0], printed, ROUNDING


def compare_rate(
    evidence: Evidence, rule: Rule, printed: Figure, rates: Sequence[Rate], nudged: Range | None = None
) -> Comparison:
    """The verdict on a printed rate against the reading that agrees, else the first.

    `nudged` is how far its writer may have moved it so that the shares of a whole make 100.
    """
    best, stated, allowance = reading_of(evidence.range_of(printed), printed.step, rates)
    if nudged and not agree(stated, best.range) and agree(nudged, best.range):
        stated, allowance = nudged, "凑足 100%"
    left = Side(stated, ((1, printed),), f"{name_of(printed)} {plain_number(stated.value)}%", "%")
    return compare(rule, subject_of(printed), left, best.side, allowance=allowance)


def _beside(rates: Sequence[Rate], printed: Figure) -> list[Rate]:
    """The rates all of whose amounts stand in the printed one's table or paragraph."""
    place = printed.place.block_no
    return [rate for rate in rates if all(figure.place.block_no == place for _, figure in rate.figures)]


def _values_by_place(evidence: Evidence, rule: Rule) -> Mapping[tuple[str, int], set[Decimal | None]]:
    """The values of each of the rule's rates in each table or paragraph: a second one may be of another matter."""
    values: defaultdict[tuple[str, int], set[Decimal | None]] = defaultdict(set)
    for code in {readings[0].left[0].code for readings in rule.equations}:
        for figure in evidence.of(code):
            values[code, figure.place.block_no].add(figure.value)
    return values


@asks("R01", "R02", "R09", "R10", "R11", "R12", skips=("missing",))
def rates_of_a_report(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Printed rates whose amounts the report says anywhere."""
    known = Rates(evidence)
    for printed, wanted in _printed_rates(evidence, rule):
        if rates := known.recompute(wanted):
            yield compare_rate(evidence, rule, printed, rates)
        else:
            yield _left_open(rule, printed, known.missing_for(wanted))
    for printed, wanted in _reached(evidence, rule):
        rates = known.recompute(wanted)
        if _is_near(printed, rates):
            yield compare_rate(evidence, replace(rule, severity="warn"), printed, rates)


@asks("R03", "R04", "R05", "R06", "R07", "R08", "R13", "R14", skips=("missing", "several_values", "apart"))
def rates_of_a_place(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Printed rates of which several may stand in one report: their amounts must stand beside them."""
    known, values = Rates(evidence), _values_by_place(evidence, rule)
    for printed, wanted in _printed_rates(evidence, rule):
        rates = known.recompute(wanted)
        if not rates:
            yield _left_open(rule, printed, known.missing_for(wanted))
        elif len(values[wanted.code, printed.place.block_no]) > 1:
            yield leave_open(rule, subject_of(printed), Skip("several_values", about=name_of(printed)), ((1, printed),))
        elif beside := _beside(rates, printed):
            yield compare_rate(evidence, rule, printed, beside)
        else:
            yield leave_open(rule, subject_of(printed), Skip("apart", about=name_of(printed)), ((1, printed),))


def _reached(evidence: Evidence, rule: Rule) -> Iterator[tuple[Figure, Wanted]]:
    """The rate that the one indicator of its name says was reached."""
    for readings in rule.equations:
        code = readings[0].left[0].code
        printed = evidence.reached(code)
        if len(printed) == 1 and printed[0].unit == "%":
            year = printed[0].period_year or evidence.fiscal_year(printed[0].report_no)
            yield printed[0], Wanted(code, printed[0].report_no, printed[0].scope_name, year)


def _is_near(printed: Figure, rates: Sequence[Rate]) -> bool:
    """Whether a rate may be a slip of what the amounts make: far off it is worked out in another way."""
    value = printed.value or Decimal(0)
    return any(abs(value - rate.range.value) <= abs(rate.range.value) * _NEAR for rate in rates)


def _printed_rates(evidence: Evidence, rule: Rule) -> Iterator[tuple[Figure, Wanted]]:
    for readings in rule.equations:
        code = readings[0].left[0].code
        for printed in evidence.of(code):
            if printed.unit == "%" and (in_table(printed) or printed.figure_kind == "percentage"):
                year = printed.period_year or evidence.fiscal_year(printed.report_no)
                yield printed, Wanted(code, printed.report_no, printed.scope_name, year)


def _left_open(rule: Rule, printed: Figure, names: str) -> Comparison:
    skip = Skip("missing", {"names": names}, name_of(printed))
    return leave_open(rule, subject_of(printed), skip, ((1, printed),))
