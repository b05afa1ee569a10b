"""Claims in words against the numbers: everything received, kept within the establishment, all goals met."""

from collections.abc import Iterable
from decimal import Decimal

from flows.judging.asks.rates import Rate, missing_for, percent, rate_of, reading_of, recompute
from flows.judging.evidence import Evidence, distinct, in_table, is_total_name
from flows.judging.intervals import exact, plain_number, rounded
from flows.judging.register import Rule, rule_words
from flows.judging.verdicts import Docket, Side, Subject, figure_side, rule_named, subject_of
from flows.model.facts import Claim, Figure
from flows.model.words import plain

_FULL = Decimal(100)
_NEAR = 14
_RECEIPT = "receipt_rate"
_STAFF_CODES = frozenset({"staff_quota", "staff_actual", "staff_control_rate"})


def judge_claims(evidence: Evidence, docket: Docket) -> None:
    """Asks C02, C03 and the overstaffing side of R01."""
    if rule := rule_named("C02"):
        _everything_received(evidence, docket, rule)
        _said_received(evidence, docket, rule)
        _within_establishment(evidence, docket, rule)
    if rule := rule_named("C03"):
        _all_goals_met(evidence, docket, rule)
    if rule := rule_named("R01"):
        _staff_rate(evidence, docket, rule)


def _everything_received(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """A receipt rate of 100 % that the project's own form contradicts."""
    seen: set[object] = set()
    for printed in evidence.of(_RECEIPT):
        if printed.unit != "%" or printed.figure_kind not in ("percentage", "prose"):
            continue
        rates = recompute(evidence, _RECEIPT, printed.report_no, printed.scope_name, printed.period_year)
        if len(rates) != 1:
            lacking = missing_for(evidence, _RECEIPT, printed.report_no, printed.scope_name, printed.period_year)
            reason = (
                f"资金到位率 {plain_number(printed.value or _FULL)}%："
                + (f"缺少「{lacking}」" if lacking else "表中数值不唯一")
                + "，无法复算"
            )
            docket.leave_open(rule, subject_of(printed), reason, ((1, printed),))
            continue
        key = (plain(printed.scope_name), printed.value, rates[0].range.value)
        if key in seen:
            continue
        seen.add(key)
        _, own, allowance = reading_of(evidence.range_of(printed), printed.step, rates)
        left = Side(own, ((1, printed),), f"资金到位率 {plain_number(own.value)}%", "%")
        docket.decide(rule, subject_of(printed), left, rates[0].side, allowance=allowance)


def _said_received(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """All money said to be received, in words alone, where the form says otherwise."""
    for claim in evidence.extract.claims:
        if claim.claim_kind != "all_done" or not _any_word(rule_words(rule, "receipt"), (claim.quote,)):
            continue
        year = evidence.fiscal_year(claim.report_no)
        rates = recompute(evidence, _RECEIPT, claim.report_no, claim.scope_name, year)
        subject = Subject(claim.report_no, claim.scope_name, year, "actual", claim.place)
        judged = {(one.rule_code, one.right_value) for one in docket.comparisons}
        if len(rates) == 1 and (rule.code, rounded(rates[0].range.value)) not in judged:
            left = Side(exact(_FULL), (), "称资金已全部到位，应为 100%", "%")
            docket.decide(rule, subject, left, rates[0].side)


def staff_figures(evidence: Evidence, report_no: int) -> tuple[Figure, Figure] | None:
    """The staff and the establishment printed, None where either is missing or not unique."""
    actual = distinct(evidence.of_department("staff_actual", report_no))
    quota = distinct(evidence.of_department("staff_quota", report_no))
    return (actual[0], quota[0]) if len(actual) == len(quota) == 1 else None


def staff_claims(evidence: Evidence, rule: Rule) -> list[Claim]:
    """Claims that the staff is within its establishment, one a report."""
    found: dict[int, Claim] = {}
    for claim in evidence.extract.claims:
        if claim.claim_kind != "within_limit":
            continue
        names_staff = _any_word(rule_words(rule, "staff"), (claim.subject, claim.direction))
        if claim.measure_code in _STAFF_CODES or (claim.measure_code is None and names_staff):
            found.setdefault(claim.report_no, claim)
    return list(found.values())


def _within_establishment(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    for claim in staff_claims(evidence, rule):
        subject = Subject(
            claim.report_no, claim.scope_name, evidence.fiscal_year(claim.report_no), "actual", claim.place
        )
        staff = staff_figures(evidence, claim.report_no)
        if staff is None:
            docket.leave_open(rule, subject, "称人员控制在编制以内，但未印出唯一的编制数与实有人数")
            continue
        actual, quota = staff
        left, right = (
            figure_side(evidence.range_of(actual), actual),
            figure_side(evidence.range_of(quota), quota),
        )
        docket.decide(rule, subject, left, right, relation="le")


def _staff_rate(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """Staff over establishment is a finding where the report's words or its own points say otherwise."""
    for report_no in dict.fromkeys(figure.report_no for figure in evidence.of("staff_actual") if in_table(figure)):
        staff = staff_figures(evidence, report_no)
        if staff is None:
            continue
        actual, quota = staff
        rate = rate_of(evidence, ((1, actual),), ((1, quota),))
        if rate is None or any(figure.figure_kind == "percentage" for figure in evidence.of("staff_control_rate")):
            continue  # a printed rate is compared with this one already
        _decide_staff(evidence, docket, rule, actual, rate)


def _decide_staff(evidence: Evidence, docket: Docket, rule: Rule, actual: Figure, rate: Rate) -> None:
    subject = subject_of(actual)
    if rate.range.value > _FULL and not _says_within(evidence, actual.report_no):
        docket.leave_open(
            rule,
            subject,
            f"在职人员控制率 {percent(rate.range.value)}，超过 100%；报告未作相反表述",
            rate.figures,
        )
        return
    docket.decide(rule, subject, rate.side, Side(exact(_FULL), (), "100%", "%"), relation="le")


def _says_within(evidence: Evidence, report_no: int) -> bool:
    if (rule := rule_named("C02")) and any(
        evidence.same_department(report_no, claim.report_no) for claim in staff_claims(evidence, rule)
    ):
        return True
    return any(
        indicator.indicator_code == "D01"
        and indicator.score is not None
        and indicator.score == indicator.weight
        and evidence.same_department(report_no, indicator.report_no)
        for indicator in evidence.extract.indicators
    )  # fmt: skip


def _all_goals_met(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """All goals said to be met beside a completion below 100 %."""
    claims = [
        claim
        for claim in evidence.extract.claims
        if claim.claim_kind == "all_done" and _any_word(rule_words(rule, "goal"), (claim.subject, claim.quote))
    ]
    for report_no in dict.fromkeys(claim.report_no for claim in claims):
        claim = next(claim for claim in claims if claim.report_no == report_no)
        rates = [
            figure for figure in evidence.figures if figure.report_no == report_no and _is_completion(rule, figure)
        ]
        subject = Subject(report_no, claim.scope_name, evidence.fiscal_year(report_no), "actual", claim.place)
        if not rates:
            docket.leave_open(rule, subject, "称目标均已完成，文中没有可比的完成率")
            continue
        lowest = min(rates, key=lambda figure: evidence.range_of(figure).value)
        right = Side(
            evidence.range_of(lowest),
            ((1, lowest),),
            f"文中完成率 {plain_number(evidence.range_of(lowest).value)}%",
            "%",
        )
        docket.decide(rule, subject, Side(exact(_FULL), (), "称目标均已完成，应为 100%", "%"), right)


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
