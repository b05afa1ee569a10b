"""Claims in words against the numbers: everything received, kept within the establishment, all goals met."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from flows.judging.asks.rates import Rate, Rates, Wanted, percent, rate_of, reading_of
from flows.judging.evidence import Evidence, distinct, in_table, is_total_name
from flows.judging.intervals import plain_number, rounded
from flows.judging.questions import asks
from flows.judging.register import Rule, rule_words
from flows.judging.sides import Side, constant_side, figure_side
from flows.judging.verdicts import Skip, Subject, compare, leave_open, subject_of
from flows.model.facts import Claim, Comparison, Figure
from flows.model.words import measures, plain

_FULL = Decimal(100)
_NEAR = 14
_RECEIPT = "receipt_rate"
_STAFF_CODES = frozenset({"staff_quota", "staff_actual", "staff_control_rate"})


@asks("C02", skips=("missing", "not_unique"))
def everything_received(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Receipt rates that are printed, and in words alone that all money was received, where no printed one says it."""
    compared: set[Decimal] = set()
    seen: set[object] = set()
    known = Rates(evidence)
    for printed in evidence.of(_RECEIPT):
        if printed.unit != "%" or printed.figure_kind not in ("percentage", "prose"):
            continue
        wanted = Wanted(_RECEIPT, printed.report_no, printed.scope_name, printed.period_year)
        rates = known.recompute(wanted)
        if len(rates) != 1:
            skip = _why_not(printed, known.missing_for(wanted))
            yield leave_open(rule, subject_of(printed), skip, ((1, printed),))
            continue
        [rate] = rates
        compared.add(rounded(rate.range.value))
        key = (plain(printed.scope_name), printed.value, rate.range.value)
        if key not in seen:
            seen.add(key)
            yield _against_receipts(evidence, rule, printed, rate)
    for claim in evidence.extract.claims:
        if claim.claim_kind != "all_done" or not _any_word(rule_words(rule, "receipt"), (claim.quote,)):
            continue
        year = evidence.fiscal_year(claim.report_no)
        rates = known.recompute(Wanted(_RECEIPT, claim.report_no, claim.scope_name, year))
        if len(rates) == 1 and (received := rounded(rates[0].range.value)) not in compared:
            compared.add(received)
            subject = Subject(claim.report_no, claim.scope_name, year, "actual", claim.place)
            stated = constant_side(_FULL, "称资金已全部到位，应为 100%", "%", "文中称全部到位")
            yield compare(rule, subject, stated, rates[0].side)


def _why_not(printed: Figure, names: str) -> Skip:
    return Skip("missing" if names else "not_unique", {"names": names}, _receipt_words(printed.value or _FULL))


def _against_receipts(evidence: Evidence, rule: Rule, printed: Figure, rate: Rate) -> Comparison:
    _, stated, allowance = reading_of(evidence.range_of(printed), printed.step, [rate])
    left = Side(stated, ((1, printed),), _receipt_words(stated.value), "%")
    return compare(rule, subject_of(printed), left, rate.side, allowance=allowance)


def _receipt_words(rate: Decimal) -> str:
    return f"{measures()[_RECEIPT].name} {plain_number(rate)}%"


@asks("C02", skips=("staff_missing",))
def within_establishment(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Staff said to be kept within its establishment, against both numbers."""
    for claim in _staff_claims(evidence, rule):
        year = evidence.fiscal_year(claim.report_no)
        subject = Subject(claim.report_no, claim.scope_name, year, "actual", claim.place)
        if staff := _staff_figures(evidence, claim.report_no):
            actual, quota = (figure_side(evidence, figure) for figure in staff)
            yield compare(replace(rule, relation="le"), subject, actual, quota)
        else:
            yield leave_open(rule, subject, Skip("staff_missing"))


def _staff_figures(evidence: Evidence, report_no: int) -> tuple[Figure, Figure] | None:
    """The staff and the establishment printed, None where either is missing or not unique."""
    actual = distinct(evidence.of_department("staff_actual", report_no))
    quota = distinct(evidence.of_department("staff_quota", report_no))
    return (actual[0], quota[0]) if len(actual) == len(quota) == 1 else None


def _staff_claims(evidence: Evidence, rule: Rule) -> list[Claim]:
    """Claims that the staff is within its establishment, one a report."""
    claims: dict[int, Claim] = {}
    for claim in evidence.extract.claims:
        if claim.claim_kind != "within_limit":
            continue
        names_staff = _any_word(rule_words(rule, "staff"), (claim.subject, claim.direction))
        if claim.measure_code in _STAFF_CODES or (claim.measure_code is None and names_staff):
            claims.setdefault(claim.report_no, claim)
    return list(claims.values())


@asks("R01", skips=("over_establishment",))
def staff_rates(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Staff over establishment is a finding where the report's words or its own points say otherwise.

    It is to be explained, not to be mended: what says otherwise is wrong, and told by rules of its own.
    """
    if any(figure.figure_kind == "percentage" for figure in evidence.of("staff_control_rate")):
        return  # a printed rate is compared with this one already
    for report_no in dict.fromkeys(figure.report_no for figure in evidence.of("staff_actual") if in_table(figure)):
        if not (staff := _staff_figures(evidence, report_no)):
            continue
        actual, quota = staff
        rate = rate_of(evidence, ((1, actual),), ((1, quota),))
        if rate is None:
            continue
        if rate.range.value > _FULL and not _says_within(evidence, report_no):
            skip = Skip("over_establishment", {"rate": percent(rate.range.value)})
            yield leave_open(rule, subject_of(actual), skip, rate.figures)
        else:
            limit = constant_side(_FULL, "100%", "%", "上限")
            yield compare(replace(rule, relation="le", severity="warn"), subject_of(actual), rate.side, limit)


def _says_within(evidence: Evidence, report_no: int) -> bool:
    claims = [claim for rule in within_establishment.rules for claim in _staff_claims(evidence, rule)]
    return any(evidence.same_department(report_no, claim.report_no) for claim in claims) or any(
        indicator.indicator_code == "D01"
        and indicator.score is not None
        and indicator.score == indicator.weight
        and evidence.same_department(report_no, indicator.report_no)
        for indicator in evidence.extract.indicators
    )


@asks("C03", skips=("no_rate",))
def all_goals_met(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """All goals said to be met beside a completion below 100 %."""
    claims: dict[int, Claim] = {}
    for claim in evidence.extract.claims:
        if claim.claim_kind == "all_done" and _any_word(rule_words(rule, "goal"), (claim.subject, claim.quote)):
            claims.setdefault(claim.report_no, claim)
    for report_no, claim in claims.items():
        rates = [
            figure for figure in evidence.figures if figure.report_no == report_no and _is_completion(rule, figure)
        ]
        subject = Subject(report_no, claim.scope_name, evidence.fiscal_year(report_no), "actual", claim.place)
        if not rates:
            yield leave_open(rule, subject, Skip("no_rate"))
            continue
        lowest = min(rates, key=lambda figure: evidence.range_of(figure).value)
        words = f"文中完成率 {plain_number(evidence.range_of(lowest).value)}%"
        right = replace(figure_side(evidence, lowest), words=words, unit="%", name="文中最低的完成率")
        yield compare(rule, subject, constant_side(_FULL, "称目标均已完成，应为 100%", "%", "文中称均已完成"), right)


def _is_completion(rule: Rule, figure: Figure) -> bool:
    if (
        figure.unit != "%"
        or in_table(figure)
        or figure.basis in ("target", "weight", "score")
        or is_total_name(figure.label)
    ):
        return False
    before = figure.quote.partition(figure.printed)[0][-_NEAR:]
    return _any_word(rule_words(rule, "completion"), (figure.label, before))


def _any_word(words: Iterable[str], texts: Iterable[str]) -> bool:
    listed = list(texts)
    return any(word in text for word in words for text in listed)
