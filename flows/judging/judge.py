"""The one judge: an extract in, every comparison that its rules allow out."""

from dataclasses import replace

from flows.judging.asks.belonging import judge_belonging
from flows.judging.asks.changes import judge_changes
from flows.judging.asks.claims import judge_claims
from flows.judging.asks.cross_place import judge_places
from flows.judging.asks.execution import judge_execution
from flows.judging.asks.personal import judge_personal
from flows.judging.asks.plausible import judge_plausible
from flows.judging.asks.rates import judge_rates
from flows.judging.asks.row_counts import judge_row_counts
from flows.judging.asks.scoring import judge_scores
from flows.judging.asks.self_scores import judge_self_scores, recomputed_score
from flows.judging.asks.shares import judge_shares
from flows.judging.asks.template import judge_template
from flows.judging.asks.wording import judge_wording
from flows.judging.evidence import Evidence
from flows.judging.register import rules
from flows.judging.sums.blanks import judge_blanks
from flows.judging.sums.classes import judge_classes
from flows.judging.sums.identities import judge_identities
from flows.judging.sums.localization import with_suspects
from flows.judging.sums.totals import judge_totals
from flows.judging.verdicts import Docket
from flows.model.facts import Comparison, Extract, RecomputedScore

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
