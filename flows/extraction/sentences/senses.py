"""What each number of a sentence is about: its measure, scope and line by the nearest words that name them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.extraction.draft import Context, Draft
from flows.extraction.lexicon.county import Standing
from flows.extraction.lexicon.labels import basis_in, closing_word, leading_fund
from flows.extraction.lexicon.leads import (
    is_limit,
    is_no_result,
    is_of_attribute,
    is_of_counted_parts,
    is_part_of_all,
    is_score_of_all,
    is_spent,
    is_stage,
    names_matter,
    tells_purpose,
    without_project,
)
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.statements import (
    ADDED,
    CARRIED,
    COUNTED_AS_IS,
    GRAND_TOTALS,
    SIDES_OF_ACCOUNTS,
    SPENT_OF_FUNDS,
    SPENT_OR_CARRIED,
    STAGES_OF_PROJECTS,
    TOTALS,
    WHOLES,
)
from flows.extraction.lexicon.subjects import (
    classified_line,
    is_only_basis,
    is_only_spent,
    measure_of_subject,
    part_of_subject,
    up_to_measure,
    without_comparison,
)
from flows.extraction.lexicon.topics import Topic
from flows.extraction.resolving import Label, Source, is_of_unit, resolve
from flows.extraction.sentences.bases import told_around
from flows.extraction.sentences.clauses import (
    Passage,
    bare_subject,
    lead_of,
    place_in_list,
    start_of_parts,
)
from flows.extraction.sentences.county import county_measure
from flows.extraction.sentences.matters import Earlier, Matter
from flows.extraction.sentences.mentions import Mention
from flows.model.facts import Figure
from flows.model.totals import is_total
from flows.model.words import FUNDS_OF_INCOME, clause_words, fund_of, funds, measures, statement_of
from flows.places.entities import county_spoken_of

_ACCOUNTS_OF_A_FUND = 3
_MEASURE_OF_POINTS = {"score": "indicator_score", "weight": "indicator_weight"}
_INCOME, _CARRY_IN = "收入", "carry_in"
_LISTS, _PART_END = re.compile("其中|包括|包含"), re.compile("[；;]")
_BARE = frozenset({"支出", "收入"})  # of whatever stands nearest, and of the department only where that says so


@dataclass(frozen=True, slots=True)
class Sense:
    """What a number means; `line` is the line of the classification that it is of, '' where it is of none."""

    measure_code: str | None
    scope_name: str
    line: str
    period_year: int | None
    basis: str
    county: str


def sense_of(here: Passage, mention: Mention, matter: Matter, name: str, earlier: Sequence[Earlier],
             whole: Earlier | None, topic: Topic, context: Context, draft: Draft) -> Sense:  # fmt: skip
    """The meaning of a number: each part of it by its own words, else by the number that it goes on about, else by the
    heading above, else by the report. `name` is the project that a list names for it, '' where none does.
    """
    of = draft.figures[matter.of] if matter.of is not None else None
    before = earlier[-1] if earlier else None
    county = before.county if before else ""
    if mention.is_dependent:
        code, scope, line = _rate_of(mention), of.scope_name if of else "", ""
    elif mention.role in _MEASURE_OF_POINTS:
        code, scope, line = _of_points(here, mention, matter, of), "", ""
    elif of is not None and not matter.is_own and not _is_of_county(mention, context):
        of_project = bool(of.scope_name or context.section_project or context.project_name)
        code, scope = _going_on(mention, matter, of, of_project=of_project), of.scope_name
        line = of.item_name or ("" if code else _line(here, mention, context))
    else:
        county, rest = _county(mention.subject if name else _subject(mention, matter), here, before, context)
        if context.standing is not None:
            (scope, code), line = _in_county(here, mention, rest, earlier, context.standing, draft), ""
        else:
            code, scope, line = _named(rest, here, mention, matter, context, draft)
            if code in FUNDS_OF_INCOME and (whole_of_funds := _whole_of_funds(here, mention, earlier, draft)):
                code, scope = whole_of_funds.measure_code, fund_of(mention.subject)
            if code is None and not (scope or line):
                code = _part(rest, mention, earlier, whole, topic, draft)
        scope = f"{county}{scope}" if county else scope
    if line and mention.quantity.family == "money" and statement_of(code) in {"", "project"}:
        code = None if mention.is_dependent else "expenditure_total"
    project = "" if name or scope else _project_of(code, here.before_parts(mention.quantity.end), context, draft)
    is_named = name or scope or project or line or matter.words
    is_bare = is_only_basis(mention.subject) or is_only_spent(mention.subject)
    if not is_named and is_bare and not _is_made_up(here, mention, code):
        code = None  # a number of a matter that stands in no word
    labels = [
        Label(Source.LIST, scope=name),
        Label(Source.OWN, scope=scope),
        Label(Source.HEADING, scope=project or _fund_above(code, mention, topic)),
        *told_around(here, mention, None if matter.is_turned else of, earlier, whole, code, topic, context, draft),
    ]
    told = resolve(mention.quantity, mention.role, code, of, labels)
    return Sense(code, told.scope_name, line, told.period_year, told.basis, county)


def _is_of_county(mention: Mention, context: Context) -> bool:
    """Whether a number of a county's accounts says more of itself than its basis, so that its words are asked first."""
    return context.standing is not None and not mention.compares and not is_only_basis(mention.subject)


def _in_county(here: Passage, mention: Mention, subject: str, earlier: Sequence[Earlier], standing: Standing,
               draft: Draft) -> tuple[str, str | None]:  # fmt: skip
    """The level and the measure of a number in a county's accounts."""
    amounts = [one for one in earlier if one.mention.quantity.family == "money" and not one.mention.is_aside]
    before = draft.figures[amounts[-1].figure_no] if amounts else None
    number = here.sentence.quantities.index(mention.quantity)
    scope, code = county_measure(here, number, subject, before, standing)
    return scope, code if code and is_of_unit(mention.quantity, code) else None


def _rate_of(mention: Mention) -> str | None:
    """The measure of a rate that is of an amount and goes by a name of its own too (执行率); of what is left without
    something it is none.
    """
    if any(word in mention.clause for word in clause_words("adjusted")):
        return None
    own = measure_of_subject(mention.subject)[0]
    return own if statement_of(own) == "rate" else None


def _of_points(here: Passage, mention: Mention, matter: Matter, of: Figure | None) -> str | None:
    """The measure of points: the total by its name, else those of the indicator that the words name; None for what
    was taken off, for the limits of grades and for averages.
    """
    quantity = mention.quantity
    if is_no_result(mention.lead) or is_limit(here.text, quantity.start, quantity.end) or quantity.value is None:
        return None
    goes_on = not mention.matter and of is not None and of.measure_code in _MEASURE_OF_POINTS.values()
    is_part = start_of_parts(here, quantity) >= 0
    if mention.role == "score" and not is_part and is_score_of_all(mention.subject, goes_on=goes_on):
        return "score_total"
    is_told = mention.matter or matter.words
    return _MEASURE_OF_POINTS[mention.role] if is_told else measure_of_subject(mention.subject)[0]


def _named(rest: str, here: Passage, mention: Mention, matter: Matter, context: Context,
           draft: Draft) -> tuple[str | None, str, str]:  # fmt: skip
    """Measure, scope and line of the classification by words that name them."""
    words = here.before_parts(mention.quantity.end)
    scope, code = _scope_and_measure(rest, words, mention.quantity, context, draft)
    is_named = bool(mention.matter) or matter.is_own or _may_name_total(mention, matter)
    parts = list(_parts_behind(here, mention)) if code in WHOLES or not is_named else []
    if not is_named and all(measures()[part].parent_code != code for part in parts):
        scope, code = "", None
    if code in GRAND_TOTALS and not scope and _CARRY_IN in parts:
        code = GRAND_TOTALS[code]  # 总收入90万元，其中：上年结转8万元，本年收入82万元
    if code in TOTALS and context.is_of_project and not scope:
        code = _stage_of_project(mention.subject)  # 全年支出 of a report on a project is the project's
    return code, scope, _line(here, mention, context)


def _whole_of_funds(here: Passage, mention: Mention, earlier: Sequence[Earlier], draft: Draft) -> Figure | None:
    """The amount whose parts by fund a number is one of, None where it is income, a budget or of no such list:
    年末结转122万元，包括一般公共预算107万元、政府性基金15万元; 涉及资金9655万元，其中一般公共预算8507万元.
    """
    lists = list(_LISTS.finditer(here.text, here.sentence.start, mention.quantity.start))
    if not lists or _INCOME in mention.subject or _PART_END.search(here.text, lists[-1].end(), mention.quantity.start):
        return None
    before = [one for one in earlier if one.mention.quantity.end <= lists[-1].start() and not one.mention.is_aside]
    whole = draft.figures[before[-1].figure_no] if before else None
    if whole is None or whole.unit != "元" or whole.measure_code not in SPENT_OR_CARRIED | {None}:
        return None
    # 28个项目涉及预算金额159万元，其中一般公共预算144万元: a budget, and of no department
    is_named = bool(before[-1].matter) and not is_only_basis(before[-1].mention.subject)
    return whole if "budget" not in whole.basis or (whole.measure_code is None and is_named) else None


def _part(subject: str, mention: Mention, earlier: Sequence[Earlier], whole: Earlier | None, topic: Topic,
          draft: Draft) -> str | None:  # fmt: skip
    """The measure of a part that goes by a short word below what the numbers before it, or the heading, are about."""
    if mention.quantity.family != "money" or not mention.matter:
        return None
    before = [*reversed(earlier), *([whole] if whole else [])]
    codes = [draft.figures[one.figure_no].measure_code for one in before if not one.mention.is_aside]
    nearest = next(filter(None, (*codes, measure_of_subject(topic.matter)[0])), "")
    above = (nearest, measures()[nearest].parent_code) if nearest else ()
    return next(filter(None, (part_of_subject(subject, code) for code in above if code)), None)


def listed_name(here: Passage, quantity: Quantity, names: Sequence[str]) -> str:
    """The name that belongs to the number in a list (甲、乙两个项目分别为…), '' where it stands in none."""
    if not names or "分别" not in here.words:
        return ""
    listed = place_in_list(here, here.sentence.quantities.index(quantity))
    return names[listed[0]] if listed and listed[1] == len(names) else ""


def _subject(mention: Mention, matter: Matter) -> str:
    """The words that may name a measure: the number's own, else those of the matter."""
    if mention.matter:
        return without_comparison(mention.subject) if mention.compares else mention.subject
    goes_on = is_stage(mention.subject) and not is_of_attribute(mention.subject)
    return matter.words if matter.words and goes_on else mention.subject


def _may_name_total(mention: Mention, matter: Matter) -> bool:
    """Whether a number at the head of its paragraph may be of the measure its words name: 支出预算, but not 支出."""
    return bool(matter.words) or closing_word(mention.subject) not in _BARE


def _parts_behind(here: Passage, mention: Mention) -> Iterator[str]:
    """The measures of the parts that lists behind a number name: 收入90万元，其中：一般公共预算财政拨款80万元."""
    at = mention.quantity.unit_end
    lists = [(first, last) for first, last in here.lists if at <= first]
    for number, part in enumerate(here.sentence.quantities if lists else ()):
        if any(first < part.start <= last for first, last in lists) and not part.ignored_reason:
            named = measure_of_subject(bare_subject(lead_of(here, number)))[0]
            if named:
                yield named


def _is_made_up(here: Passage, mention: Mention, code: str | None) -> bool:
    """Whether the list behind a number names what a measure is made up of: 收入预算90万元，其中：事业收入8万元."""
    wholes = {code, *(total for total, grand in GRAND_TOTALS.items() if grand == code)}
    return code is not None and any(measures()[part].parent_code in wholes for part in _parts_behind(here, mention))


def _going_on(mention: Mention, matter: Matter, of: Figure, *, of_project: bool) -> str | None:
    """The measure of a number that goes on about a figure: that of its own words where they name one, else the
    figure's, where its amounts go by one name whether they are planned or spent.
    """
    own, code = measure_of_subject(mention.subject)[0], of.measure_code
    if is_of_attribute(mention.subject):
        return own
    of_projects = own if statement_of(own) == "project" else None
    if mention.quantity.unit != of.unit:  # 接待62批次，支出7.5万元
        return of_projects if mention.quantity.family == "money" and of_project else None
    if matter.is_turned:
        return measure_of_subject(matter.words)[0]
    if code is None:
        return of_projects if of_project or not matter.words else None
    if statement_of(code) == "project":
        return of_projects or (code if mention.compares else _stage_of_project(mention.subject))
    if (statement_of(code) in COUNTED_AS_IS or code in CARRIED | ADDED) and not mention.compares:
        # 上年结转12万元，支出10万元 is of what was carried over, 年初预算支出 behind it of another matter
        is_of_it = is_stage(mention.subject) and "budget" not in basis_in(mention.subject)
        return None if is_of_it else own
    return own if own and not is_stage(mention.subject) else code


def _stage_of_project(subject: str) -> str | None:
    """The measure of a project's amount that says only that it was spent, left or budgeted (支出, 调整后预算)."""
    own = measure_of_subject(subject)[0]
    if statement_of(own) == "project":
        return own
    if is_spent(subject):
        return "project_spent"
    return STAGES_OF_PROJECTS.get(basis_in(subject))


def _stage_named(subject: str, words: str, quantity: Quantity, context: Context,
                 draft: Draft) -> tuple[str, str | None]:  # fmt: skip
    """Scope and measure where the words are the project's name and which of its amounts it is (本项目年初批复预算)."""
    scope = _project_named(words, context, draft)
    if not scope or quantity.family != "money":
        return "", None
    rest = without_project(subject, scope)
    code = _stage_of_project(rest) if rest != subject and not names_matter(rest) else None
    return (scope, code) if code else ("", None)


def _county(subject: str, here: Passage, before: Earlier | None, context: Context) -> tuple[str, str]:
    """The county whose number it is, and what is left of the subject; clauses that name none go on about the last."""
    county, rest = county_spoken_of(subject, here.words, context.county_name)
    if not county and before is not None and before.county and not is_total(subject):
        return before.county, subject
    return county, rest


def _line(here: Passage, mention: Mention, context: Context) -> str:
    """The line of the classification that a number's sentence names, or the one before where it names no matter."""
    if not here.has_lines:
        return ""
    start = here.sentence.start
    if not mention.matter:
        start = _sentence_before(here.text, start)
        while start and tells_purpose(here.text, start):
            start = _sentence_before(here.text, start)
    line = classified_line(here.text[start : mention.quantity.start])
    return line or (context.line if not mention.matter else "")


def _sentence_before(text: str, start: int) -> int:
    return max(text.rfind(stop, 0, max(0, start - 1)) for stop in "。；\n") + 1


def _scope_and_measure(subject: str, words: str, quantity: Quantity, context: Context,
                       draft: Draft) -> tuple[str, str | None]:  # fmt: skip
    code, scope = measure_of_subject(subject)
    if code is None and not scope:
        return _stage_named(subject, words, quantity, context, draft)
    is_part = is_part_of_all(up_to_measure(subject, code)) if code else False
    if code in WHOLES and not scope and (is_part or is_of_counted_parts(subject, words)):
        return "", None
    fund, matter = leading_fund(subject)
    if fund and words.count(fund) >= _ACCOUNTS_OF_A_FUND:  # then its income is the income of an account of its own
        rest = measure_of_subject(matter)[0]
        code, scope = (rest, fund) if rest in SIDES_OF_ACCOUNTS else (code, scope)
    if code is not None and not is_of_unit(quantity, code):
        code, scope = None, ""
    if statement_of(code) == "project" and not scope:
        scope = _project_named(words, context, draft)
    return scope, code


def _fund_above(code: str | None, mention: Mention, topic: Topic) -> str:
    """The fund whose account the heading above is of, for a side of an account that names no fund (本年收入, 年末结转)
    and, of the funds that are known, for the parts of its spending; what others are a share of is the department's.
    """
    is_of_account = code in SIDES_OF_ACCOUNTS or (code in SPENT_OF_FUNDS and topic.fund in funds())
    return topic.fund if is_of_account and not mention.clause.startswith("占") else ""


def _project_of(code: str | None, words: str, context: Context, draft: Draft) -> str:
    """The project that a number without a scope of its own is of: one of no measure is the section's."""
    if code is None:
        return context.section_project
    return _project_named(words, context, draft) if statement_of(code) == "project" else ""


def _project_named(words: str, context: Context, draft: Draft) -> str:
    """The project of this document that the sentence names, the last of equally long names, else the one that its
    section or report is about.
    """
    names = {project.project_name for project in draft.projects} | {context.project_name}
    named = [name for name in names if name and name in words]
    own = context.section_project or context.project_name
    return max(named, key=lambda name: (len(name), words.rfind(name)), default=own)
