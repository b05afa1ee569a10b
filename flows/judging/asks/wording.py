"""Wording: directions of change and closed lists of counts."""

import re
from collections.abc import Sequence

from flows.judging.evidence import Evidence, distinct, in_table, name_of
from flows.judging.intervals import is_counted, total
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, Subject, figure_side, rule_named, subject_of
from flows.model.facts import Claim, Figure
from flows.model.words import plain

_NESTED = re.compile(r"[（(][^（()）]*\d[^（()）]*其|其中[^。；;]*[（(][^（()）]*\d")
_WORDS = {"up": "增加", "down": "减少", "same": "持平"}


def judge_wording(evidence: Evidence, docket: Docket) -> None:
    """Asks A21 and C01."""
    if rule := rule_named("A21"):
        _counts(evidence, docket, rule)
    if rule := rule_named("C01"):
        _directions(evidence, docket, rule)


def _counts(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """A list of counts that ends in 其他 is closed: its items make up the whole."""
    for claim in evidence.extract.claims:
        whole = evidence.figure(claim.whole_figure_no)
        parts = [figure for number in claim.part_figure_nos if (figure := evidence.figure(number))]
        if claim.claim_kind != "part_of" or whole is None or not is_counted(whole) or len(parts) < 2:
            continue
        if not any(plain(name_of(part)).startswith(rule.words) for part in parts):
            continue
        if _NESTED.search(claim.quote) or len(parts) < len(claim.part_figure_nos):
            docket.leave_open(
                rule, subject_of(whole), f"{name_of(whole)}：列举中另有分项，无法确定哪些相加", ((1, whole),)
            )
            continue
        right = Side(total(evidence.range_of(part) for part in parts), tuple((1, part) for part in parts))
        docket.decide(rule, subject_of(whole), figure_side(evidence.range_of(whole), whole), right)


def _directions(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    for claim in evidence.extract.claims:
        if claim.claim_kind not in ("direction", "change") or claim.direction not in _WORDS or not claim.measure_code:
            continue
        this_year, last_year = _two_years(evidence, claim)
        year = evidence.fiscal_year(claim.report_no)
        subject = Subject(claim.report_no, claim.scope_name, year, "actual", claim.place)
        if len(this_year) != 1 or len(last_year) != 1 or this_year[0].unit != last_year[0].unit:
            docket.leave_open(
                rule, subject, f"称{claim.subject[-20:]}比上年{_WORDS[claim.direction]}，未印出唯一的两年数字"
            )
            continue
        now, before = (figure_side(evidence.range_of(one), one) for one in (this_year[0], last_year[0]))
        sides = (before, now) if claim.direction == "up" else (now, before)
        relation = "eq" if claim.direction == "same" else "le"
        advice = f"文中称比上年{_WORDS[claim.direction]}"
        docket.decide(rule, subject, *sides, relation=relation, advice=advice)


def _two_years(evidence: Evidence, claim: Claim) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """The figures of this year and of last year for the claim's measure, those of its own paragraph first."""
    spoken = evidence.figure(claim.whole_figure_no)
    year = spoken.period_year if spoken else evidence.fiscal_year(claim.report_no)
    if year is None or claim.measure_code is None:
        return (), ()
    basis = spoken.basis if spoken else "actual"
    found = []
    for wanted in (year, year - 1):
        near = [
            figure
            for figure in evidence.of(claim.measure_code)
            if not in_table(figure)
            and figure.place.block_no == claim.place.block_no
            and (figure.period_year, figure.basis) == (wanted, basis)
        ]
        known = near or evidence.of_department(claim.measure_code, claim.report_no, basis, wanted)
        found.append(distinct(figure for figure in known if figure.period_year == wanted))
    return ([spoken] if spoken else found[0]), found[1]
