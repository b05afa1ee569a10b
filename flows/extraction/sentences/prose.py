"""Figures in prose: each number with its subject, unit, year, basis and scope, read clause by clause."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows.extraction.draft import Context, Draft, Meaning
from flows.extraction.lexicon.labels import measure_at_end
from flows.extraction.lexicon.leads import is_limit, is_of_attribute
from flows.extraction.lexicon.project_heads import heads, held
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.scanning import scan
from flows.extraction.lexicon.statements import WHOLES
from flows.extraction.lexicon.subjects import names_lines
from flows.extraction.lexicon.titles import is_note
from flows.extraction.lexicon.topics import heading_of, opening_of
from flows.extraction.resolving import Label, Source, in_unit
from flows.extraction.sentences.claims import add_claims
from flows.extraction.sentences.clauses import (
    Passage,
    bare_subject,
    clauses_between,
    is_in_aside,
    opens_with_parts,
    passage,
    quote_of,
    start_of_list,
    start_of_parts,
)
from flows.extraction.sentences.matters import Matter, matter_of
from flows.extraction.sentences.mentions import Mention, mention_of
from flows.extraction.sentences.senses import listed_name, sense_of
from flows.extraction.sentences.splitting import Sentence, sentences
from flows.model.facts import Figure
from flows.model.report import Place
from flows.model.words import COUNTY, ancestors_of, statement_of
from flows.model.years import is_year

_LIST_OF_NAMES = re.compile(r"分别(?:为|是|有)[:：]?([^，。；;：:\d]{2,80})[，。；;]")
_LONGEST_LABEL = 200
_SHORT_NAME = 2  # characters of the name of a part that says too little alone (行政, 一级)
_WORD = re.compile(r"[\u4e00-\u9fff]")  # 名额12、在岗11 counts places
_WORD_BEHIND = re.compile(r"[ 　]*[\u4e00-\u9fff](?<![万亿元余多个人户])")
_NAME_OF_YEAR = re.compile(r"年[度份]?[ 　]*[:：]?[ 　]*$")
_AROUND_YEARS = frozenset("\n（(【[《“、/~～—-）)】]》”")
_OF_POINTS = frozenset({"", "points_scored", "points", "percent"})
_LIST_STOP = re.compile(r"[.．、][\u4e00-\u9fff]")
_FIRST_NUMBER = re.compile(r"^[ \t　]*(\d{1,2})(?!\d|[.．]\d)", re.MULTILINE)
_LONGEST_LIST_NUMBER = 2
_TOKENS_BETWEEN_ITEMS = 100


@dataclass(frozen=True, slots=True)
class Found:
    """A figure of the paragraph: its number in the draft, its mention, what later numbers that name no matter go on
    about, the figure that it goes on about itself, its year, and whose it is, '' where it is the report's own.
    """

    figure_no: int
    mention: Mention
    matter: str
    of: int | None
    period_year: int | None
    county: str

    @property
    def quantity(self) -> Quantity:
        """Its token."""
        return self.mention.quantity

    @property
    def lead(self) -> str:
        """The words of its clause before it."""
        return self.mention.lead

    @property
    def subject(self) -> str:
        """The words it is about."""
        return self.mention.subject if self.mention.matter or not self.matter else self.matter

    @property
    def is_aside(self) -> bool:
        """Whether it is a difference, or last year's."""
        return self.mention.is_aside


def read_prose(text: str, place: Place, context: Context, draft: Draft, label: str = "") -> None:
    """Adds every figure and claim of a paragraph or of a cell of words; `label` is what the cell is about."""
    reader, are_notes = _Reader(text, place, context, draft, label[:_LONGEST_LABEL]), is_note(text)
    for sentence in sentences(text, scan(text)):
        if are_notes and not _tells(sentence):
            draft.ignore(sentence.quantities, place, "template_text")
        else:
            reader.read(_without_points(sentence) if are_notes else sentence)


def tells_in_note(text: str) -> bool:
    """Whether a paragraph of notes tells what was done or spent beside how the form is filled in."""
    return is_note(text) and any(map(_tells, sentences(text, scan(text))))


def _without_points(sentence: Sentence) -> Sentence:
    """A sentence of notes whose points, shares and written numbers only say how the form is filled in."""
    quantities = []
    for one in sentence.quantities:
        is_of_form = not one.ignored_reason and (one.family in _OF_POINTS or not one.printed.isascii())
        quantities.append(replace(one, ignored_reason="template_text") if is_of_form else one)
    return replace(sentence, quantities=tuple(quantities))


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence of notes tells what was done or spent, in digits and exactly, not how points are given."""
    return any(
        one.value is not None and not one.hedge and one.printed.isascii() and one.family not in _OF_POINTS
        for one in sentence.quantities
    )


class _Reader:
    """Reads the sentences of a text one after the other; what one is about holds for a next that names no matter."""

    def __init__(self, text: str, place: Place, context: Context, draft: Draft, label: str) -> None:
        self._text, self._place, self._context, self._draft, self._label = text, place, context, draft, label
        self._names: tuple[str, ...] = ()
        self._has_lines = bool(context.line) or names_lines(text)
        self._starts = deque(heads(text, context.listed_projects))
        self._topic = context.topic
        self._before: Found | None = None  # what the sentence before was about
        self._opening: Found | None = None  # with what it began

    def read(self, sentence: Sentence) -> None:
        """Adds the figures and claims of the next sentence."""
        while self._starts and self._starts[0].start <= sentence.start:
            section = held(self._context.section, self._starts.popleft())
            self._context = replace(self._context, section=section)
        here = passage(self._text, sentence, self._has_lines)
        self._hear_heading(here)
        lists = list(_LIST_OF_NAMES.finditer(here.words)) if "分别" in here.words else []
        goes_on = opens_with_parts(here)
        found: list[Found] = []
        for number, quantity in enumerate(sentence.quantities):
            if quantity.ignored_reason:
                self._draft.ignore([quantity], self._place)
                continue
            while lists and sentence.start + lists[0].end() <= quantity.start:
                self._names = _split_names(lists.pop(0)[1]) or self._names
            item = self._read_number(here, number, found, self._opening if goes_on else None)
            if item is None:
                reason = _why_no_figure(self._text, quantity, self._draft)
                self._draft.ignore([quantity], self._place, reason)
            else:
                found.append(item)
        add_claims(here.words, sentence.start, found, self._place, self._context, self._draft)
        amounts = [one for one in found if not one.is_aside and one.quantity.family != "percent"]
        if amounts:
            own = [one for one in amounts if start_of_parts(here, one.quantity) < 0]
            # Behind several parts a sentence goes on about their whole, behind one about that one.
            self._before = own[-1] if own else (self._before if len(amounts) > 1 else None) or amounts[-1]
            self._opening = self._whole_of(amounts) if not goes_on or self._opening is None else self._opening

    def _whole_of(self, amounts: Sequence[Found]) -> Found:
        """What 其中 in the next sentence is of: the first, and what was spent rather than its budget before it."""
        first, *others = ((one, self._draft.figures[one.figure_no]) for one in amounts)
        if "budget" not in first[1].basis:
            return first[0]
        matter = (first[1].measure_code, first[1].scope_name, first[1].period_year)
        spent = (
            one
            for one, figure in others
            if figure.basis == "actual" and (figure.measure_code, figure.scope_name, figure.period_year) == matter
        )
        return next(spent, first[0])

    def _hear_heading(self, here: Passage) -> None:
        """Takes what a sentence without numbers is the heading of (2.公务接待费。) as the topic of those behind it."""
        if not all(quantity.ignored_reason for quantity in here.sentence.quantities):
            return
        if topic := heading_of(here.words) or (None if here.sentence.start else opening_of(here.words)):
            self._topic, self._before, self._opening = topic.below(self._context.topic), None, None

    def _read_number(self, here: Passage, number: int, earlier: Sequence[Found], whole: Found | None) -> Found | None:
        quantity = here.sentence.quantities[number]
        open_ones = [one for one in earlier if not is_in_aside(here, one.quantity.start, quantity.start)]
        mention = mention_of(here, number, open_ones[-1].mention if open_ones else None)
        if quantity.value is None and quantity.low is None and quantity.high is None:
            return None
        has_unit = bool(quantity.unit or quantity.printed_unit)
        if not has_unit and not mention.is_aside and measure_at_end(mention.subject) is None:
            return None
        name = listed_name(here, quantity, self._names)
        matter = matter_of(here, mention, earlier, self._before, self._topic)
        matter = Matter(name) if name and not matter.is_own else matter
        if is_of_attribute(mention.subject) and is_limit(self._text, quantity.start, quantity.unit_end):
            matter = Matter("")  # 单价50万元以上 is of the devices behind it
        told = sense_of(here, mention, matter, name, earlier, whole, self._topic, self._context, self._draft)
        behind = _unit_behind(here, number) if mention.compares else ""  # 较上年3.18减少0.13万元
        quantity, source = in_unit(quantity, [Label(Source.OWN, unit=behind)])
        about = told.line or matter.words
        if not about and mention.is_dependent and matter.of is not None:
            about = self._draft.figures[matter.of].label
        label = _label(mention, about, self._label)
        if not told.line and (of := self._whole_named(here, mention, told.measure_code, earlier)) is not None:
            named = of.label.split(" / ")[-1]
            label = label if label.startswith(named) else f"{named} / {label}"
        label = label or next(filter(None, map(bare_subject, reversed(clauses_between(here, quantity)))), "")
        label = label or self._text[here.sentence.start : quantity.start][-20:].strip()
        meaning = Meaning(
            kind="percentage" if quantity.family == "percent" else "prose",
            label=label,
            measure_code=told.measure_code,
            scope_name=told.scope_name,
            period_year=told.period_year,
            basis=told.basis,
            unit_source=source,
            quote=quote_of(here, quantity),
            note="" if mention.quantity.unit or mention.quantity.printed_unit else "未印单位",
            item_name=told.line if told.measure_code else "",
            role=mention.role,
            of_figure_no=matter.of if mention.is_dependent else None,
        )
        figure_no = self._draft.add_figure(quantity, self._place, meaning, self._context)
        about = matter.words if mention.matter else told.line or matter.words
        return Found(figure_no, mention, about, matter.of, told.period_year, told.county)

    def _whole_named(
        self, here: Passage, mention: Mention, code: str | None, earlier: Sequence[Found]
    ) -> Figure | None:
        """The number whose name a part needs to be told by: one in brackets (债券转贷5万元（新增2万元）) or before a
        list (珍贵文物386件，包括一级12件). None where it is told without: all that the department has is said of none.
        """
        quantity = mention.quantity
        if mention.is_dependent or not mention.matter or mention.role in {"score", "weight"}:
            return None
        opened = next((first for first, last in here.asides if first < quantity.start < last), -1)
        if opened < 0:
            opened = start_of_list(here, quantity)
        before = (one for one in reversed(earlier) if one.quantity.unit_end <= opened and not one.is_aside)
        found = next((one for one in before if not one.mention.is_dependent), None)
        if found is None or found.quantity.unit != quantity.unit or not found.mention.matter:
            return None
        whole = self._draft.figures[found.figure_no]
        if code:
            is_told = whole.measure_code in WHOLES or whole.measure_code not in ancestors_of(code)
        else:
            is_of_all = whole.measure_code in WHOLES or statement_of(whole.measure_code) == COUNTY
            is_told = is_of_all and len(mention.matter) > _SHORT_NAME
        return None if is_told else whole


def _label(mention: Mention, about: str, label: str) -> str:
    """What a number is called: the words that lead to it, behind what it is about where they name nothing; all of it
    behind what the cell is about.
    """
    quantity = mention.quantity
    if mention.matter:
        is_said = mention.subject.endswith(mention.noun) if len(mention.subject) > 1 else False
        noun = "" if is_said or (quantity.family in {"money", "percent"} and len(mention.subject) > 1) else mention.noun
        words = mention.subject + noun
    else:
        own = mention.own_words or (quantity.printed_unit if quantity.family == "count" and about else "")
        is_apart = bool(about and own) and own not in about and not own.startswith(about)
        words = f"{about} / {own}" if is_apart else max(about, own, key=len)
    return f"{label} / {words}" if label and words and label != words else words or label


def _unit_behind(here: Passage, number: int) -> str:
    """The unit of the next number of the sentence, where that is of money."""
    behind = here.sentence.quantities[number + 1 : number + 2]
    return behind[0].printed_unit if behind and behind[0].family == "money" else ""


def _split_names(words: str) -> tuple[str, ...]:
    """The subjects of a list of names (分别为公共服务项目、城市管理项目；), without the word 项目."""
    names = [re.sub(r"(?:等)?(?:\d+个)?(?:重点)?项目$", "", name.strip()) for name in re.split(r"[、]|和|及|与", words)]
    return tuple(name for name in names if name)


def _why_no_figure(text: str, quantity: Quantity, draft: Draft) -> str:
    """What a number without unit and measure is: a year before a noun, a list number that lost its stop, or unknown."""
    if is_year(quantity.printed):
        return "date" if _stands_as_year(text, quantity) else ""
    if not quantity.printed.isdecimal() or len(quantity.printed) > _LONGEST_LIST_NUMBER:
        return ""
    opens_line = not text[text.rfind("\n", 0, quantity.start) + 1 : quantity.start].strip()
    stop = _LIST_STOP.match(text, quantity.end)
    is_stopped = stop is not None and not (stop[0][0] == "、" and _WORD.match(text, max(0, quantity.start - 1)))
    return "list_number" if is_stopped or (opens_line and _counts_on(text, quantity, draft)) else ""


def _stands_as_year(text: str, quantity: Quantity) -> bool:
    """Whether four digits stand where years do: before a noun (2020部门决算), in a list or a span, as 年度：2020."""
    before, behind = text[: quantity.start].rstrip(" 　")[-1:], text[quantity.end :].lstrip(" 　")[:1]
    is_listed = not _AROUND_YEARS.isdisjoint(before + behind)
    is_named = _NAME_OF_YEAR.search(text, max(0, quantity.start - 8), quantity.start) is not None
    return not before or is_listed or is_named or _WORD_BEHIND.match(text, quantity.end) is not None


def _counts_on(text: str, quantity: Quantity, draft: Draft) -> bool:
    """Whether the last list number was the one before, or another line begins with the number before or after."""
    number = int(quantity.printed)
    lately = reversed(draft.tokens[-_TOKENS_BETWEEN_ITEMS:])
    if str(number - 1) == next((token.printed for token in lately if token.ignored_reason == "list_number"), ""):
        return True
    firsts = {int(match[1]) for match in _FIRST_NUMBER.finditer(text)}
    return number + 1 in firsts or number - 1 in firsts
