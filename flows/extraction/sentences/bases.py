"""The year and the basis of a number of a sentence: by its words, its list, what it goes on about and the heading."""

import re
from collections.abc import Sequence

from flows.extraction.draft import Context, Draft
from flows.extraction.lexicon.labels import basis_in
from flows.extraction.lexicon.leads import is_spent
from flows.extraction.lexicon.periods import period_of
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.statements import COUNTED_AS_IS, WHOLES
from flows.extraction.lexicon.subjects import SPENT_AS_BUDGETED
from flows.extraction.lexicon.topics import Topic
from flows.extraction.sentences.clauses import Passage, start_of_parts, words_before
from flows.extraction.sentences.matters import Told
from flows.extraction.sentences.mentions import Mention
from flows.model.facts import Figure
from flows.model.words import measures

_HAPPENED = re.compile("实际|已经?")  # below a heading of goals too
_DONE = re.compile("完成|收到|用于|实现")  # a part that was done is none of what was planned
_BASIS_OF_ROLE = {"completion": "actual", "target": "target", "score": "score", "weight": "weight"}


def period_of_number(here: Passage, mention: Mention, of: Figure | None, main: Told | None, topic: Topic,
                     context: Context, draft: Draft) -> int | None:  # fmt: skip
    """The year of the number that it is of, else the one that its own words tell, else that of heading and report."""
    if mention.is_dependent and of is not None:
        return of.period_year
    year = topic.period_year or context.fiscal_year
    return period_of(
        words_before(here, here.sentence.start, mention.quantity.start),
        mention.clause,
        draft.figures[main.figure_no].period_year if main else year,
        year,
        changes=mention.role in {"change", "growth"},
        compares=mention.compares,
    )


def basis_of_number(here: Passage, mention: Mention, of: Figure | None, period: int | None,
                    earlier: Sequence[Told], whole: Told | None, code: str | None, topic: Topic, context: Context,
                    draft: Draft) -> str:  # fmt: skip
    """The basis by the number's role, its words, its list, the number that it goes on about, heading and report."""
    if told := _BASIS_OF_ROLE.get(mention.role):
        return told
    if mention.is_dependent:
        return of.basis if of is not None else context.basis
    is_of_goals = topic.basis == "target" and not _has_happened(mention, period, context)
    is_money = mention.quantity.family == "money"
    if is_of_goals and not is_money:
        return "target"
    if of is not None and "budget" in of.basis and is_spent(mention.subject) and not basis_in(mention.lead):
        return _settled("actual", code)
    told = _told_basis(here, mention, earlier, whole, code, draft)
    if not told and of is not None and mention.compares:
        told = of.basis
    above = ("" if topic.basis == "target" else topic.basis) or context.basis
    return _settled(told or _default_basis(mention.quantity, code, above), code)


def _has_happened(mention: Mention, period: int | None, context: Context) -> bool:
    """Whether a number below a heading of goals tells what was done, or is of a year before the report's."""
    is_past = period is not None and context.fiscal_year is not None and period < context.fiscal_year
    return is_past or bool(_HAPPENED.search(mention.lead))


def _told_basis(here: Passage, mention: Mention, earlier: Sequence[Told], whole: Told | None, code: str | None,
                draft: Draft) -> str:  # fmt: skip
    """The basis that a number's words or its whole tell, '' where neither does."""
    lead, quantity = mention.lead, mention.quantity
    own = basis_in(lead)
    if code and measures()[code].statement == "rate":
        return own if own == "target" else "actual"
    if own:
        return "actual" if own == "planned" and "完成" in lead else own
    before = earlier[-1] if earlier else None
    is_total_of_all = code in WHOLES  # no part of a list: 其中…，支出95万元
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


def _default_basis(quantity: Quantity, code: str | None, basis: str) -> str:
    """The basis of a number that names none: that of its report for money, unless it counts what there is."""
    is_amount = quantity.family == "money" and (measures()[code].statement if code else "") not in COUNTED_AS_IS
    return basis if is_amount else "actual"


def _settled(basis: str, code: str | None) -> str:
    """The basis; what was spent of anything but a project is what accounts call actual."""
    is_settled = basis == "spent" and code and measures()[code].statement in SPENT_AS_BUDGETED
    return "actual" if is_settled else basis
