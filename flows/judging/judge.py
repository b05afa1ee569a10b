"""The one judge: an extract in, every comparison that its rules allow out."""

from dataclasses import replace

from flows.facts import Comparison, Extract, RecomputedScore
from flows.judging.belonging import judge_belonging
from flows.judging.blanks import judge_blanks
from flows.judging.changes import judge_changes
from flows.judging.claims import judge_claims
from flows.judging.classes import judge_classes
from flows.judging.cross_place import judge_places
from flows.judging.evidence import Evidence
from flows.judging.execution import judge_execution
from flows.judging.identities import judge_identities
from flows.judging.localization import with_suspects
from flows.judging.personal import judge_personal
from flows.judging.plausible import judge_plausible
from flows.judging.rates import judge_rates
from flows.judging.register import rules
from flows.judging.row_counts import judge_row_counts
from flows.judging.scoring import judge_scores
from flows.judging.self_scores import judge_self_scores, recomputed_score
from flows.judging.shares import judge_shares
from flows.judging.template import judge_template
from flows.judging.totals import judge_totals
from flows.judging.verdicts import Docket
from flows.judging.wording import judge_wording

_QUESTIONS = (
    judge_identities,
    judge_totals,
    judge_classes,
    judge_execution,
    judge_shares,
    judge_rates,
    judge_changes,
    judge_scores,
    judge_self_scores,
    judge_places,
    judge_row_counts,
    judge_claims,
    judge_wording,
    judge_template,
    judge_plausible,
    judge_belonging,
    judge_personal,
    judge_blanks,
)


def judge(extract: Extract) -> tuple[Comparison, ...]:
    """Every rule asked of one document, in the order of the register and then of the document.

    The answer depends on the extract alone. A rule whose total is not printed leaves no trace; one whose
    other terms are missing or ambiguous is not applicable, with the reason in Chinese.
    """
    evidence, docket = Evidence(extract), Docket()
    for ask in _QUESTIONS:
        ask(evidence, docket)
    order = {code: number for number, code in enumerate(rules())}
    comparisons = sorted(docket.comparisons, key=lambda one: (order[one.rule_code], one.report_no))
    numbered = [replace(one, comparison_no=number) for number, one in enumerate(_once(comparisons))]
    return with_suspects(numbered, extract.figures)


def _once(comparisons: list[Comparison]) -> list[Comparison]:
    """The comparisons without exact repetitions, each where it came first."""
    return list(dict.fromkeys(comparisons))


def recomputed_scores(extract: Extract) -> tuple[RecomputedScore, ...]:
    """One row an indicator: its rate and points by the report's own amounts, or why there are none."""
    evidence = Evidence(extract)
    return tuple(recomputed_score(evidence, indicator) for indicator in extract.indicators)
