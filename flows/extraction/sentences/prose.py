"""Figures in prose: each number with its subject, unit, year, basis and scope, read clause by clause."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.extraction.draft import Context, Draft, Meaning
from flows.extraction.lexicon.county import Standing, basis_of_part
from flows.extraction.lexicon.labels import basis_in, leading_fund, measure_at_end
from flows.extraction.lexicon.periods import period_of
from flows.extraction.lexicon.project_heads import heads, held
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.scanning import scan
from flows.extraction.lexicon.statements import COUNTED_AS_IS
from flows.extraction.lexicon.subjects import (
    SPENT_AS_BUDGETED,
    classified_line,
    is_change,
    is_compared,
    is_only_basis,
    is_only_spent,
    measure_of_subject,
    names_lines,
    without_comparison,
)
from flows.extraction.lexicon.titles import is_note
from flows.extraction.sentences.claims import add_claims
from flows.extraction.sentences.clauses import (
    Passage,
    bare_subject,
    clause_before,
    lead_of,
    name_in_list,
    noun_behind,
    opens_with_parts,
    passage,
    place_in_list,
    quote_of,
    stands_in_brackets,
    start_of_parts,
)
from flows.extraction.sentences.county import county_measure
from flows.extraction.sentences.splitting import sentences
from flows.model.facts import Figure
from flows.model.report import Place
from flows.model.totals import is_total
from flows.model.words import measures
from flows.model.years import is_year
from flows.places.entities import county_spoken_of

_LIST_OF_NAMES = re.compile(r"分别(?:为|是|有)[:：]?([^，。；;：:\d]{2,80})[，。；;]")
_ACCOUNTS_OF_A_FUND = 3
_LONGEST_LABEL = 200
_LIST_STOP = re.compile(r"[.．、][\u4e00-\u9fff]")
_FIRST_NUMBER = re.compile(r"^[ \t　]*(\d{1,2})(?!\d|[.．]\d)", re.MULTILINE)
_LONGEST_LIST_NUMBER = 2
_TOKENS_BETWEEN_ITEMS = 100
_DONE = re.compile("完成|收到|用于|实现")  # a part that was done is none of what was planned
_TOTALS = frozenset({"income", "expenditure"})  # statements whose total is no part of a list: 其中…，支出95万元
_FAMILY = {
    "元": "money",
    "%": "percent",
    "人": "count",
    "平方米": "area",
    "辆": "count",
    "分": "points_scored",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of the paragraph: its number in the draft, its token and the words that led to it."""

    figure_no: int
    quantity: Quantity
    subject: str
    lead: str
    is_aside: bool  # a difference or last year's number, which no later clause goes on about
    county: str  # whose it is, '' where it is the report's own


def read_prose(text: str, place: Place, context: Context, draft: Draft, label: str = "") -> None:
    """Adds every figure and claim of a paragraph or of a cell of words; `label` is what the cell is about."""
    quantities = scan(text)
    if is_note(text):
        draft.ignore(quantities, place, "template_text")
        return
    label = label[:_LONGEST_LABEL]
    names: tuple[str, ...] = ()
    has_lines = bool(context.line) or names_lines(text)
    starts = deque(heads(text, context.listed_projects))
    whole: Figure | None = None  # what the sentence before is about
    for sentence in sentences(text, quantities):
        while starts and starts[0].start <= sentence.start:
            context = replace(context, section=held(context.section, starts.popleft()))
        here = passage(text, sentence, has_lines)
        lists = list(_LIST_OF_NAMES.finditer(here.words)) if "分别" in here.words else []
        whole = whole if opens_with_parts(here) else None
        found: list[Found] = []
        for number, quantity in enumerate(sentence.quantities):
            if quantity.ignored_reason:
                draft.ignore([quantity], place)
                continue
            while lists and sentence.start + lists[0].end() <= quantity.start:
                names = _split_names(lists.pop(0)[1]) or names
            item = _read(here, number, names, found, whole, place, context, draft, label)
            if item is None:
                draft.ignore([quantity], place, _why_no_figure(text, quantity, draft))
            else:
                found.append(item)
        add_claims(here.words, sentence.start, found, place, context, draft)
        whole = whole or next((draft.figures[one.figure_no] for one in found if not one.is_aside), None)


def _split_names(words: str) -> tuple[str, ...]:
    """The subjects of a list of names (分别为公共服务项目、城市管理项目；), without the word 项目."""
    names = [re.sub(r"(?:等)?(?:\d+个)?(?:重点)?项目$", "", name.strip()) for name in re.split(r"[、]|和|及|与", words)]
    return tuple(name for name in names if name)


def _read(here: Passage, number: int, names: Sequence[str], earlier: Sequence[Found], whole: Figure | None,
          place: Place, context: Context, draft: Draft, label: str) -> Found | None:  # fmt: skip
    text, quantity = here.text, here.sentence.quantities[number]
    if quantity.value is None and quantity.low is None and quantity.high is None:
        return None
    has_lists = "分别" in here.words
    lead = (name_in_list(here, number) if has_lists else "") or lead_of(here, number)
    clause = clause_before(here, quantity)
    subject, noun = bare_subject(lead), noun_behind(text, quantity)
    before = earlier[-1] if earlier else None
    if quantity.family == "percent" and subject.startswith("占") and before is not None:
        subject = f"{before.subject}{subject.rstrip('的')}"
    elif len(subject) < 2 and not noun and before is not None:
        subject = before.subject
    changes, compares, only_basis = is_change(clause), is_compared(clause), is_only_basis(subject)
    has_unit = bool(quantity.unit or quantity.printed_unit)
    if not has_unit and not changes and not compares and measure_at_end(subject) is None:
        return None
    words = subject + (noun if quantity.family not in {"money", "percent"} or len(subject) < 2 else "")
    words = words or label or text[here.sentence.start : quantity.start][-20:].strip()
    listed = place_in_list(here, number) if names and has_lists else None
    name = names[listed[0]] if listed and listed[1] == len(names) else ""
    county = before.county if before else ""
    matter = (
        _matter(earlier, quantity, draft, text if compares else "")
        if compares or only_basis
        else _budgeted(here, subject, earlier, quantity, draft)
    )
    if matter is not None:
        scope, code, line = matter.scope_name, matter.measure_code, matter.item_name
        words = f"{matter.label} / {subject}" if subject and subject not in matter.label else matter.label
    else:
        county, rest = _county(without_comparison(subject) if compares else subject, here, before, context)
        if context.standing is None:
            scope, code = _scope_and_measure(rest, here.words, quantity, context, draft)
        else:
            scope, code = _of_county(here, number, rest, earlier, context.standing, draft)
        scope = f"{county}{scope}" if county else scope
        line = _line(here, quantity, only_basis) or (context.line if only_basis else "") if here.has_lines else ""
        if line and quantity.family == "money" and (code is None or measures()[code].statement == "project"):
            code = None if is_change(lead) else "expenditure_total"
        if only_basis and not line and not (name or scope):
            code = None  # a number of a matter that stands in no word
    if not (name or scope) and (code is None or measures()[code].statement == "project"):
        scope = context.section_project
    main = _main(earlier, draft) or whole
    basis = _basis(here, lead, earlier, whole, draft, quantity, code)
    basis = (
        basis or (matter.basis if matter is not None and compares else "") or _default_basis(quantity, code, context)
    )
    meaning = Meaning(
        kind="percentage" if quantity.family == "percent" else "prose",
        label=f"{label} / {words}" if label and label != words else words,
        measure_code=code,
        scope_name=name or scope,
        period_year=period_of(
            text[here.sentence.start : quantity.start],
            clause,
            main.period_year if main else context.fiscal_year,
            context.fiscal_year,
            changes=changes,
            compares=compares,
        ),
        basis=basis_of_part(_settled(basis, code), context.standing),
        unit_source="cell" if quantity.printed_unit else "none",
        quote=quote_of(here, quantity),
        note="" if has_unit else "未印单位",
        item_name=line if code else "",
    )
    figure_no = draft.add_figure(quantity, place, meaning, context)
    return Found(figure_no, quantity, subject if len(subject) >= 2 else words, lead, changes or compares, county)


def _county(subject: str, here: Passage, before: Found | None, context: Context) -> tuple[str, str]:
    """The county whose number it is, and what is left of the subject; clauses that name none go on about the last."""
    county, rest = county_spoken_of(subject, here.words, context.county_name)
    if not county and before is not None and before.county and not is_total(subject):
        return before.county, subject
    return county, rest


def _matter(earlier: Sequence[Found], quantity: Quantity, draft: Draft, text: str) -> Figure | None:
    """The figure of the sentence that later clauses go on about: the last amount that is no difference.

    A clause of `text` that compares goes on about what was spent: 决算6.2万元（预算8万元），比上年6.9万元.
    """
    alike = [one for one in reversed(earlier) if one.quantity.family == quantity.family and not one.is_aside]
    matters = [draft.figures[one.figure_no] for one in alike]
    if len(matters) > 1 and stands_in_brackets(text, alike[0].quantity.start, quantity.start):
        last, outer = matters[:2]
        if (outer.measure_code, outer.scope_name, outer.period_year) == (
            last.measure_code, last.scope_name, last.period_year,
        ):  # fmt: skip
            return outer
    return matters[0] if matters else None


def _budgeted(here: Passage, subject: str, earlier: Sequence[Found], quantity: Quantity, draft: Draft) -> Figure | None:
    """The budget beside what was spent (三公经费预算5万元，实际支出4万元), None where it is a project's."""
    if not is_only_spent(subject):
        return None
    level = start_of_parts(here, quantity)
    for one in reversed(earlier):
        figure = draft.figures[one.figure_no]
        if one.is_aside or one.quantity.family != quantity.family or start_of_parts(here, one.quantity) != level:
            continue
        known = measures().get(figure.measure_code or "")
        is_budget = "budget" in figure.basis and known is not None and known.statement in SPENT_AS_BUDGETED
        return figure if is_budget else None
    return None


def _main(earlier: Sequence[Found], draft: Draft) -> Figure | None:
    return next((draft.figures[one.figure_no] for one in reversed(earlier) if not one.is_aside), None)


def _line(here: Passage, quantity: Quantity, only_basis: bool) -> str:
    """The line of the classification that a number's sentence names, or the one before where it names no matter."""
    start = here.sentence.start
    if only_basis:
        start = max(here.text.rfind(stop, 0, max(0, start - 1)) for stop in "。；\n") + 1
    return classified_line(here.text[start : quantity.start])


def _scope_and_measure(subject: str, words: str, quantity: Quantity, context: Context,
                       draft: Draft) -> tuple[str, str | None]:  # fmt: skip
    code, scope = measure_of_subject(subject)
    if code is None and not scope:
        return "", None
    fund, matter = leading_fund(subject)
    if fund and words.count(fund) >= _ACCOUNTS_OF_A_FUND:  # then its income is the income of an account of its own
        rest = measure_of_subject(matter)[0]
        code, scope = (
            (rest, fund) if rest in {"income_total", "expenditure_total", "carry_in", "carry_out"} else (code, scope)
        )
    if code is not None and quantity.family != _FAMILY.get(measures()[code].unit, quantity.family):
        code, scope = None, ""
    if code is not None and measures()[code].statement == "project" and not scope:
        scope = _project_named(words, context, draft)
    return scope, code


def _of_county(here: Passage, number: int, subject: str, earlier: Sequence[Found], standing: Standing,
               draft: Draft) -> tuple[str, str | None]:  # fmt: skip
    """The level and the measure of a number in a county's accounts."""
    amounts = [one for one in earlier if one.quantity.family == "money" and not one.is_aside]
    before = draft.figures[amounts[-1].figure_no] if amounts else None
    scope, code = county_measure(here, number, subject, before, standing)
    is_of_unit = code is None or here.sentence.quantities[number].family == _FAMILY.get(measures()[code].unit)
    return (scope, code) if is_of_unit else (scope, None)


def _project_named(words: str, context: Context, draft: Draft) -> str:
    """The project of this document that the sentence names, else the one that its section or report is about."""
    names = sorted({project.project_name for project in draft.projects} | {context.project_name}, key=len, reverse=True)
    own = context.section_project or context.project_name
    return next((name for name in names if name and name in words), own)


def _basis(here: Passage, lead: str, earlier: Sequence[Found], outer: Figure | None, draft: Draft, quantity: Quantity,
           code: str | None) -> str:  # fmt: skip
    """The basis that a number's words or its whole tell, '' where neither does."""
    own = basis_in(lead)
    if quantity.family == "percent" and "完成" in lead:
        return "actual"  # 完成预算的78%
    if code and measures()[code].statement == "rate":
        return own if own == "target" else "actual"
    if own:
        return "actual" if own == "planned" and "完成" in lead else own
    before = earlier[-1] if earlier else None
    is_total_of_all = code and measures()[code].statement in _TOTALS and not measures()[code].parent_code
    outer = outer if start_of_parts(here, quantity) >= 0 else None  # what stands behind the list is no part
    if outer is not None and code and quantity.unit == outer.unit and not is_total_of_all:
        return "" if is_change(lead) or _DONE.search(lead) else outer.basis
    if before is None or quantity.family != before.quantity.family:
        return ""
    if lead[:1] in "、和及" or not lead.strip():
        return draft.figures[before.figure_no].basis
    if here.lists and not is_total_of_all and not is_change(lead):
        start = start_of_parts(here, quantity)
        whole = next((one for one in reversed(earlier) if 0 <= one.quantity.end <= start and not one.is_aside), None)
        if whole is not None and whole.quantity.family == quantity.family:
            return draft.figures[whole.figure_no].basis
    return ""


def _default_basis(quantity: Quantity, code: str | None, context: Context) -> str:
    """The basis of a number that names none: that of its report for money, unless it counts what there is."""
    is_amount = quantity.family == "money" and (measures()[code].statement if code else "") not in COUNTED_AS_IS
    return context.basis if is_amount else "actual"


def _settled(basis: str, code: str | None) -> str:
    """The basis; what was spent of anything but a project is what accounts call actual."""
    is_settled = basis == "spent" and code and measures()[code].statement in SPENT_AS_BUDGETED
    return "actual" if is_settled else basis


def _why_no_figure(text: str, quantity: Quantity, draft: Draft) -> str:
    """What a number without unit and measure is: a year before a noun, a list number that lost its stop, or unknown."""
    if is_year(quantity.printed):
        return "date"
    if not quantity.printed.isdecimal() or len(quantity.printed) > _LONGEST_LIST_NUMBER:
        return ""
    opens_line = not text[text.rfind("\n", 0, quantity.start) + 1 : quantity.start].strip()
    is_stopped = _LIST_STOP.match(text, quantity.end) is not None
    return "list_number" if is_stopped or (opens_line and _counts_on(text, quantity, draft)) else ""


def _counts_on(text: str, quantity: Quantity, draft: Draft) -> bool:
    """Whether the last list number was the one before, or another line begins with the number before or after."""
    number = int(quantity.printed)
    lately = reversed(draft.tokens[-_TOKENS_BETWEEN_ITEMS:])
    if str(number - 1) == next((token.printed for token in lately if token.ignored_reason == "list_number"), ""):
        return True
    firsts = {int(match[1]) for match in _FIRST_NUMBER.finditer(text)}
    return number + 1 in firsts or number - 1 in firsts
