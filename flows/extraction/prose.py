"""Figures in prose: each number with its subject, unit, year, basis and scope, read clause by clause."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from flows.extraction.claims import add_claims
from flows.extraction.draft import QUOTE_LENGTH, Context, Draft, Meaning
from flows.extraction.labels import basis_in, funds, measure_at_end
from flows.extraction.quantities import Quantity, scan
from flows.extraction.sentences import Sentence, sentences
from flows.extraction.subjects import classified_line, is_change, is_compared, is_only_basis, measure_of_subject
from flows.facts import Figure
from flows.report import Place
from flows.words import measures, plain

_CLAUSE_END = re.compile(r"[，,；;：:。！？!?\n（(）)“”]")
_LEADING = re.compile(
    r"^(?:[\s　、，,；;：:（()）)”·.．]|[一二三四五六七八九十]{1,3}[、是）)]|分别[为是]|其中|以及|并且|同时"
    r"|和(?!谐|平)|与|及|并(?!入|网)|共计|共有|共|的|了)+"
)
_TRAILING = re.compile(
    r"(?:[\s　：:“（(]|分别为|分别是|分别达|分别|为|是|共计|共有|共"
    r"|计(?<!合计|总计|累计|预计|小计)|达到|达|(?<![节合预条签公制])约|近|超过|超|(?<![实现拥所])有|的|至|了|各|每)+$"
)
_NOUN = re.compile(r"[\u4e00-\u9fffA-Za-z、“”]{1,16}")
_NOUN_STOP = re.compile(r"[，,。；;：:（(）)、\d]|以上|以下|以内|左右|，")
_LIST_OF_NAMES = re.compile(r"分别(?:为|是|有)[:：]?([^，。；;：:\d]{2,80})[，。；;]")
_LAST_YEAR = re.compile(r"(?:上年|去年|上一年|上年度)(?!结转|结余|末|的?基础)")
_COMPARED_YEAR = re.compile(r"(?:较|比|同|与)(?:19|20)\d{2}\s*年")
_COMPARED = re.compile(r"(?:较|比|同|与)(?:上年|去年|上一年|上年度)[^，。；]*$")
TEMPLATE_NOTE = re.compile(r"^[\s　]*(?:注|备注|说明|填表说明|填报说明)\s*[:：]")
_BASIS_TAIL = re.compile(r"(?:支出)?(?:全年|年初|年度)?(?:预算|决算)数?$|(?:全年|年度)?(?:支出|执行)数$")
_ACCOUNTS_OF_A_FUND = 3
_CLAUSE = re.compile(r"[，,；;：:\n]")
_THIS_YEAR = re.compile(r"今年|目前|本年")
_YEAR_SPLIT = re.compile(r"(?:19|20)\d{2}\s*年")
_YEAR = re.compile(r"((?:19|20)\d{2})\s*年(?!来)")
_BETWEEN = re.compile(r"\s*[、，,和及]\s*")
_OPENED = re.compile(r"分别(?:为|是|达|达到)?\s*$")
_LONGEST_LABEL, _LONGEST_LEAD = 200, 200
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


def read_prose(text: str, place: Place, context: Context, draft: Draft, label: str = "") -> None:
    """Adds every figure and claim of a paragraph or of a cell of words; `label` is what the cell is about."""
    quantities = scan(text)
    if TEMPLATE_NOTE.match(text):
        draft.ignore(quantities, place, "template_text")
        return
    label = label[:_LONGEST_LABEL]
    names: tuple[str, ...] = ()
    found: list[Found] = []
    for sentence in sentences(text, quantities):
        first = len(found)
        for number, quantity in enumerate(sentence.quantities):
            if quantity.ignored_reason:
                draft.ignore([quantity], place)
                continue
            names = _names_before(text, sentence.start, quantity.start) or names
            earlier = found[first:]
            item = _read(text, sentence, number, names, earlier, place, context, draft, label)
            if item is None:
                draft.ignore([quantity], place, _why_no_figure(text, quantity))
            else:
                found.append(item)
        words = text[sentence.start : sentence.end]
        add_claims(words, sentence.start, found[first:], place, context, draft)


def _names_before(text: str, start: int, end: int) -> tuple[str, ...]:
    """The subjects of the last list of names (分别为公共服务项目、城市管理项目；), without the word 项目."""
    lists = [match[1] for match in _LIST_OF_NAMES.finditer(text[start:end])]
    return _split_names(lists[-1]) if lists else ()


def _split_names(words: str) -> tuple[str, ...]:
    names = [re.sub(r"(?:等)?(?:\d+个)?(?:重点)?项目$", "", name.strip()) for name in re.split(r"[、]|和|及|与", words)]
    return tuple(name for name in names if name)


def _read(text: str, sentence: Sentence, number: int, names: tuple[str, ...], earlier: Sequence[Found], place: Place,
          context: Context, draft: Draft, label: str) -> Found | None:  # fmt: skip
    quantity = sentence.quantities[number]
    lead = _lead(text, sentence, number)[-_LONGEST_LEAD:]
    subject = _TRAILING.sub("", _LEADING.sub("", lead))
    noun = _noun(text, quantity)
    listed = _listed(text, sentence, number)
    name = (
        names[listed]
        if listed is not None and listed < len(names) and len(names) == _list_length(text, sentence, number)
        else ""
    )
    before = earlier[-1] if earlier else None
    if quantity.family == "percent" and subject.startswith("占") and before is not None:
        subject = f"{before.subject}{subject.rstrip('的')}"
    elif len(subject) < 2 and not noun and before is not None:
        subject = before.subject
    words = subject + (noun if quantity.family not in {"money", "percent"} or len(subject) < 2 else "")
    if not words:
        words = label or text[sentence.start : quantity.start][-20:].strip()
    if quantity.value is None and quantity.low is None and quantity.high is None:
        return None
    if not quantity.unit and not quantity.printed_unit and measure_at_end(subject) is None:
        return None
    matter = _matter(earlier, quantity, draft)
    clause = _CLAUSE.split(text[sentence.start : quantity.start])[-1]
    if matter is not None and (is_only_basis(subject) or is_compared(clause)):
        scope, code, line = matter.scope_name, matter.measure_code, matter.item_name
        words = f"{matter.label} / {subject}" if subject and subject not in matter.label else matter.label
    else:
        scope, code = _scope_and_measure(subject, sentence, text, quantity, context, draft)
        line = classified_line(text[_start_of_matter(text, sentence, subject) : quantity.start])
        if line and quantity.family == "money" and (code is None or measures()[code].statement == "project"):
            code = None if is_change(lead) else "expenditure_total"
        if is_only_basis(subject) and not line and not (name or scope):
            code = None  # a number of a matter that stands in no word
    basis = _basis(lead, before, draft, quantity, code)
    meaning = Meaning(
        kind="percentage" if quantity.family == "percent" else "prose",
        label=f"{label} / {words}" if label and label != words else words,
        measure_code=code,
        scope_name=name or scope,
        period_year=_period(text, sentence, quantity, clause, _main(earlier, draft), context),
        basis=basis,
        unit_source="cell" if quantity.printed_unit else "none",
        quote=_quote(text, sentence, quantity),
        item_name=line if code else "",
    )
    figure_no = draft.add_figure(quantity, place, meaning, context)
    is_aside = is_change(clause) or is_compared(clause)
    return Found(figure_no, quantity, subject if len(subject) >= 2 else words, lead, is_aside)


def _matter(earlier: Sequence[Found], quantity: Quantity, draft: Draft) -> Figure | None:
    """The figure of the sentence that later clauses go on about: the last amount that is no difference."""
    alike = (one for one in reversed(earlier) if one.quantity.family == quantity.family and not one.is_aside)
    return next((draft.figures[one.figure_no] for one in alike), None)


def _main(earlier: Sequence[Found], draft: Draft) -> Figure | None:
    return next((draft.figures[one.figure_no] for one in reversed(earlier) if not one.is_aside), None)


def _start_of_matter(text: str, sentence: Sentence, subject: str) -> int:
    """Where the words begin that may name a clause's line: its sentence, or the one before where it names none."""
    if not is_only_basis(subject):
        return sentence.start
    return max(text.rfind(stop, 0, max(0, sentence.start - 1)) for stop in "。；\n") + 1


def _lead(text: str, sentence: Sentence, number: int) -> str:
    """The words of the clause before a number, from the last stop, number or date on."""
    quantity = sentence.quantities[number]
    # A unit may stand behind the next number, never behind the one after it.
    start = max([sentence.start, *(earlier.unit_end for earlier in sentence.quantities[max(0, number - 2) : number])])
    stops = [match.end() for match in _CLAUSE_END.finditer(text, start, quantity.start)]
    stops = [
        stop
        for stop in stops
        if text[stop - 1] not in "“”（(" and not (text[stop - 1] in "）)" and stop < quantity.start - 1)
    ]
    if stops:
        return text[stops[-1] : quantity.start]
    gap = text[start : quantity.start]
    counted = number > 0 and not sentence.quantities[number - 1].ignored_reason
    if counted and start > sentence.start and gap[:1] not in "、，,；;和及与":
        # The words right behind the earlier number are what it counts: 10名班子成员、2名队长.
        return re.split(r"[、和及与]", gap)[-1] if re.search(r"[、和及与]", gap) else gap
    return gap


def _noun(text: str, quantity: Quantity) -> str:
    """What is counted, where it follows the unit: 183个四分类点位."""
    if quantity.family == "percent" or not quantity.printed_unit:
        return ""
    match = _NOUN.match(text, quantity.unit_end)
    if match is None:
        return ""
    return _NOUN_STOP.split(match[0])[0].strip("的“”").rstrip("和及与")[:14]


def _listed(text: str, sentence: Sentence, number: int) -> int | None:
    """The position of a number in a list that 分别为 opens, None outside such a list."""
    at = number
    while at > 0:
        gap = text[sentence.quantities[at - 1].unit_end : sentence.quantities[at].start]
        if not _BETWEEN.fullmatch(gap):
            break
        at -= 1
    first = sentence.quantities[at].start
    opened = _OPENED.search(text[max(sentence.start, first - 8) : first])
    return number - at if opened else None


def _list_length(text: str, sentence: Sentence, number: int) -> int:
    length = 1 + (_listed(text, sentence, number) or 0)
    for left, right in zip(sentence.quantities[number:], sentence.quantities[number + 1 :], strict=False):
        if not _BETWEEN.fullmatch(text, left.unit_end, right.start):
            break
        length += 1
    return length


def _scope_and_measure(subject: str, sentence: Sentence, text: str, quantity: Quantity, context: Context,
                       draft: Draft) -> tuple[str, str | None]:  # fmt: skip
    words = text[sentence.start : sentence.end]
    code, scope = measure_of_subject(subject)
    flat = plain(subject)
    fund, plain_fund = next((named for named in funds() if flat.startswith(named[1])), ("", ""))
    if fund and words.count(fund) >= _ACCOUNTS_OF_A_FUND:  # then its income is the income of an account of its own
        rest = measure_of_subject(flat.removeprefix(plain_fund))[0]
        code, scope = (
            (rest, fund) if rest in {"income_total", "expenditure_total", "carry_in", "carry_out"} else (code, scope)
        )
    if code is not None and quantity.family != _FAMILY.get(measures()[code].unit, quantity.family):
        code, scope = None, ""
    if code is not None and measures()[code].statement == "project" and not scope:
        scope = _project_named(words, context, draft)
    return scope, code


def _project_named(words: str, context: Context, draft: Draft) -> str:
    """The project of this document that the sentence names, else the one its part of the report is about."""
    names = sorted({project.project_name for project in draft.projects} | {context.project_name}, key=len, reverse=True)
    return next((name for name in names if name and name in words), context.project_name)


def _basis(lead: str, before: Found | None, draft: Draft, quantity: Quantity, code: str | None) -> str:
    own = basis_in(lead)
    if quantity.family == "percent" and "完成" in lead:
        return "actual"  # 完成预算的78%
    if code and measures()[code].statement == "rate":
        return own if own == "target" else "actual"
    if own:
        return "actual" if own == "planned" and "完成" in lead else own
    if (
        before is not None
        and quantity.family == before.quantity.family
        and ("其中" in lead or lead[:1] in "、和及" or not lead.strip())
    ):
        return draft.figures[before.figure_no].basis
    return "actual"


def _period(
    text: str, sentence: Sentence, quantity: Quantity, clause: str, main: Figure | None, context: Context
) -> int | None:
    """The year that the clause names, else the one that opens the sentence; 上年 is the year before the report's.

    A year that a number is compared with is that of the number right behind it only, and never of a difference.
    """
    this_year = main.period_year if main else context.fiscal_year
    if is_change(clause):
        return this_year
    if is_compared(clause) and this_year and not _YEAR.search(clause):
        return this_year - 1
    before = text[sentence.start : quantity.start]
    if not is_compared(clause):
        before, clause = _COMPARED_YEAR.sub("", before), _COMPARED_YEAR.sub("", clause)
    in_clause = [int(match[1]) for match in _YEAR.finditer(clause)]
    if in_clause:
        return in_clause[-1]
    if context.fiscal_year and _LAST_YEAR.search(clause) and not _COMPARED.search(clause):
        return context.fiscal_year - 1
    if _THIS_YEAR.search(_YEAR_SPLIT.split(before)[-1]):
        return context.fiscal_year
    first = _YEAR.search(before)
    return int(first[1]) if first else context.fiscal_year


def _why_no_figure(text: str, quantity: Quantity) -> str:
    """What a number without unit and measure is: a year before a noun, a list number that lost its stop, or unknown."""
    if re.fullmatch(r"(?:19|20)\d{2}", quantity.printed):
        return "date"
    opens_line = not text[text.rfind("\n", 0, quantity.start) + 1 : quantity.start].strip()
    is_stopped = text[quantity.end : quantity.end + 1] in {".", "．", "、"} and re.match(
        r"[\u4e00-\u9fff]", text[quantity.end + 1 : quantity.end + 2]
    )
    if quantity.printed.isdigit() and len(quantity.printed) <= 2 and (opens_line or is_stopped):
        return "list_number"
    return ""


def _quote(text: str, sentence: Sentence, quantity: Quantity) -> str:
    """The sentence, or as much of it around the number as a quote holds."""
    if sentence.end - sentence.start <= QUOTE_LENGTH:
        return text[sentence.start : sentence.end].strip()
    left = max(sentence.start, quantity.start - QUOTE_LENGTH * 2 // 3)
    return text[left : left + QUOTE_LENGTH].strip()
