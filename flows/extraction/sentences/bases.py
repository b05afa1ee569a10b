"""What stands around a number of a sentence and says of which year and basis it is."""

import re
from collections.abc import Sequence

from flows.extraction.draft import Context, Draft
from flows.extraction.lexicon.labels import basis_in
from flows.extraction.lexicon.leads import is_spent
from flows.extraction.lexicon.periods import period_of, year_of_change
from flows.extraction.lexicon.statements import WHOLES
from flows.extraction.lexicon.topics import Topic
from flows.extraction.resolving import Label, Source
from flows.extraction.sentences.clauses import Passage, start_of_parts, words_before
from flows.extraction.sentences.matters import Earlier
from flows.extraction.sentences.mentions import Mention
from flows.model.facts import Figure
from flows.model.words import fund_of

_HAPPENED = re.compile("实际|已经?")  # below a heading of goals too
_UP_TO = re.compile(r"[\s　]*(?:[（(][^（()）]{1,4}[）)])?截[至止]")  # tells what is there, in a budget too
_CHANGES = frozenset({"change", "growth"})
_DONE = re.compile("完成|收到|用于|实现")  # a part that was done is none of what was planned


def told_around(here: Passage, mention: Mention, of: Figure | None, earlier: Sequence[Earlier], whole: Earlier | None,
                code: str | None, topic: Topic, context: Context, draft: Draft) -> list[Label]:  # fmt: skip
    """What clause, list, heading and report say of a number, and the number `of` that it goes on about."""
    main = next((one for one in reversed(earlier) if not one.mention.is_aside), None) or whole
    year = topic.period_year or context.fiscal_year
    period = period_of(
        words_before(here, here.sentence.start, mention.quantity.start),
        mention.lead if mention.is_reached else mention.clause,  # 由上年的42.5%提高到51.8%: not of last year
        draft.figures[main.figure_no].period_year if main else year,
        year,
        changes=mention.role in _CHANGES,
        compares=mention.compares,
    )
    labels = [Label(Source.DOCUMENT, context.basis, context.fiscal_year), Label(Source.OWN, year=period)]
    if mention.is_dependent:
        return [*labels, Label(Source.ROLE, year=_year_of_change(mention, earlier))]
    is_of_goals = topic.basis == "target"
    if is_of_goals and mention.quantity.family != "money" and not _has_happened(mention, period, context):
        return [*labels, Label(Source.ROLE, "target")]
    return [
        *labels,
        Label(Source.HEADING, "" if is_of_goals else topic.basis),
        Label(Source.HEADING, "actual" if _UP_TO.match(here.words) else ""),
        Label(Source.MATTER, of.basis if of is not None and mention.compares else ""),
        Label(Source.LIST, _basis_of_list(here, mention, earlier, whole, code, draft)),
        Label(Source.OWN, _own_basis(mention, of)),
    ]


def _year_of_change(mention: Mention, earlier: Sequence[Earlier]) -> int | None:
    """The year that a change names itself, for a growth behind it that of the change; None where neither names one."""
    if mention.role not in _CHANGES:
        return None
    own = year_of_change(mention.clause)
    before = earlier[-1] if earlier else None
    goes_on = before is not None and before.mention.role in _CHANGES and not mention.matter
    return own or (year_of_change(before.mention.clause) if before is not None and goes_on else None)


def _has_happened(mention: Mention, period: int | None, context: Context) -> bool:
    """Whether a number below a heading of goals tells what was done, or is of a year before the report's."""
    is_past = period is not None and context.fiscal_year is not None and period < context.fiscal_year
    return is_past or bool(_HAPPENED.search(mention.lead))


def _own_basis(mention: Mention, of: Figure | None) -> str:
    """The basis that a number's own words tell, '' where they do not; what was spent of a budget is no budget."""
    own = basis_in(mention.lead)
    if not own and of is not None and "budget" in of.basis and is_spent(mention.subject):
        return "actual"
    return "actual" if own == "planned" and "完成" in mention.lead else own


def _basis_of_list(here: Passage, mention: Mention, earlier: Sequence[Earlier], whole: Earlier | None, code: str | None,
                   draft: Draft) -> str:  # fmt: skip
    """The basis of the number whose part or neighbour it is in a list, '' outside of any."""
    lead, quantity = mention.lead, mention.quantity
    before = earlier[-1] if earlier else None
    is_total_of_all = code in WHOLES and not fund_of(mention.subject)  # no part of a list: 其中…，支出95万元
    outer = draft.figures[whole.figure_no] if whole is not None else None
    outer = outer if start_of_parts(here, quantity) >= 0 else None  # what stands behind the list is no part
    if outer is not None and code and quantity.unit == outer.unit and not is_total_of_all:
        return "" if mention.is_aside or _DONE.search(lead) else outer.basis
    if before is None or quantity.family != before.mention.quantity.family:
        return ""
    if lead[:1] in "、和及" or not lead.strip():
        return draft.figures[before.figure_no].basis
    if here.lists and not is_total_of_all and not mention.is_aside:
        start = start_of_parts(here, quantity)
        of_list = (
            one for one in reversed(earlier) if 0 <= one.mention.quantity.end <= start and not one.mention.is_aside
        )
        listed = next(of_list, None)
        if listed is not None and listed.mention.quantity.family == quantity.family:
            return draft.figures[listed.figure_no].basis
    return ""
