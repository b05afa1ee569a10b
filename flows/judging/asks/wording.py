"""Wording: directions of change and closed lists of counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flows.judging.evidence import Evidence, distinct, name_of
from flows.judging.intervals import is_counted
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import figure_side, sum_side
from flows.judging.verdicts import Skip, Subject, compare, leave_open, subject_of
from flows.model.facts import Claim, Comparison, Figure
from flows.model.words import plain

_NESTED = re.compile(r"[（(][^（()）]*\d[^（()）]*其|其中[^。；;]*[（(][^（()）]*\d")
_WORDS = {"up": "增加", "down": "减少", "same": "持平"}


@asks("A21", skips=("nested",))
def closed_counts(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """A list of counts that ends in 其他 is closed: its items make up the whole."""
    for claim in evidence.extract.claims:
        whole = evidence.figure(claim.whole_figure_no)
        parts = [figure for number in claim.part_figure_nos if (figure := evidence.figure(number))]
        if claim.claim_kind != "part_of" or whole is None or not is_counted(whole) or len(parts) < 2:
            continue
        if not any(plain(name_of(part)).startswith(rule.words) for part in parts):
            continue
        if _NESTED.search(claim.quote) or len(parts) < len(claim.part_figure_nos):
            yield leave_open(rule, subject_of(whole), Skip("nested", about=name_of(whole)), ((1, whole),))
        else:
            sum_of_parts = sum_side(evidence, [(1, part) for part in parts])
            yield compare(rule, subject_of(whole), figure_side(evidence, whole), sum_of_parts)


@asks("C01", skips=("years_missing",))
def directions(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Whether what is said to grow, to fall or to stay does so by the numbers of the two years."""
    for claim in evidence.extract.claims:
        if claim.claim_kind not in ("direction", "change") or claim.direction not in _WORDS or not claim.measure_code:
            continue
        this_year, last_year = _two_years(evidence, claim)
        year = evidence.fiscal_year(claim.report_no)
        subject = Subject(claim.report_no, claim.scope_name, year, "actual", claim.place)
        word = _WORDS[claim.direction]
        if len(this_year) != 1 or len(last_year) != 1 or this_year[0].unit != last_year[0].unit:
            yield leave_open(rule, subject, Skip("years_missing", {"what": claim.subject[-20:], "direction": word}))
            continue
        now, before = figure_side(evidence, this_year[0]), figure_side(evidence, last_year[0])
        sides = (before, now) if claim.direction == "up" else (now, before)
        relation = "eq" if claim.direction == "same" else "le"
        yield compare(replace(rule, relation=relation), subject, *sides, advice=f"文中称比上年{word}")


def _two_years(evidence: Evidence, claim: Claim) -> tuple[Sequence[Figure], Sequence[Figure]]:
    """The figures of this year and of last year for the claim's measure, those of its own paragraph first."""
    spoken = evidence.figure(claim.whole_figure_no)
    year = spoken.period_year if spoken else evidence.fiscal_year(claim.report_no)
    if year is None or claim.measure_code is None:
        return (), ()
    basis = spoken.basis if spoken else "actual"
    both = []
    for wanted in (year, year - 1):
        near = [
            figure
            for figure in evidence.in_paragraph(claim.measure_code, claim.place.block_no)
            if (figure.period_year, figure.basis) == (wanted, basis)
        ]
        known = near or evidence.of_department(claim.measure_code, claim.report_no, basis, wanted)
        both.append(distinct(figure for figure in known if figure.period_year == wanted))
    return ([spoken] if spoken else both[0]), both[1]
