"""The numbers of a paragraph in their order, each with the words around it and where it stands."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.model.facts import Figure
from flows.model.printed.stops import COMMA
from flows.model.words import remembered
from flows.model.years import named_years
from flows.relating.sentences.words import anywhere, core_of, relation_words, side_of

_STOP = re.compile(rf"{COMMA}|[；;：:。！？!?\n（()）\[\]【】]")
_SENTENCE_END = "。！？!?\n"
_SEGMENT_END = frozenset("；;" + _SENTENCE_END)
_CLOSED = "）)]】 \u3000"
_OPENING, _CLOSING = "（([【", "）)]】"
# 90周岁以上2310人: the limit is part of what is counted.
_IN_NAME = re.compile(r"\s*(?:[（(]不?含[）)])?[^\s，,。；;、）)]?及?以[上下](?![\s，,。；;、：:）)]|$)")
_LONGEST = 160
_NOTHING = Decimal(0)
_NEAR = 8  # numbers in brackets that are looked back over
_CARRIED = re.compile(r"[^，。；]{0,6}(?:结转|结余|滚存)")  # what was carried over from last year is of this one
_JOINTS = frozenset({"、", "和", "及", "与", "以及"})


@dataclass(frozen=True, slots=True, eq=False)
class Number:
    """A number of a paragraph; `end` is behind its unit.

    `gap` are the words between the number before and this one, `lead` those of them behind the last stop, `clause` all
    behind the last stop, numbers in it included and brackets that are closed left out; `behind` are the words up to the
    next number. `brackets` are those that it stands in, the outermost first; `step` is the worth of the finest place
    that the text prints in its unit. `kind` is what it can be added to: its unit, persons by whatever word they are
    counted.
    """

    figure: Figure
    value: Decimal
    kind: str
    start: int
    end: int
    gap: str
    lead: str
    clause: str
    behind: str
    sentence: int
    segment: int
    brackets: tuple[int, ...]
    step: Decimal

    def with_value(self, value: Decimal) -> "Number":
        """The same number of another value, as it may have been meant."""
        return Number(
            self.figure, value, self.kind, self.start, self.end, self.gap, self.lead, self.clause, self.behind,
            self.sentence, self.segment, self.brackets, self.step,
        )  # fmt: skip

    @property
    def is_rate(self) -> bool:
        """Whether it is a percentage."""
        return self.figure.unit == "%"

    @property
    def is_points(self) -> bool:
        """Whether it is a difference of percentages."""
        return self.figure.unit.endswith("百分点")

    @property
    def is_money(self) -> bool:
        """Whether it is an amount of money."""
        return self.figure.unit == "元"

    @property
    def words(self) -> str:
        """The words that name it: its lead, where that is empty those of the gap before."""
        if core_of(self.lead) or not self.gap.strip():
            return self.lead
        return self.gap if len(self.gap) <= _LONGEST else self.gap[-_LONGEST:]

    @property
    def core(self) -> str:
        """What its own lead says it is about, '' where it only goes on."""
        return core_of(self.lead)

    @property
    def matter(self) -> str:
        """What it is about by its lead, where that only goes on by the label that it was understood under."""
        return self.core or core_of(self.figure.label.split(" / ")[0])

    @property
    def is_before(self) -> bool:
        """Whether its own words say that it is of an earlier time."""
        return _is_before(self.lead)

    @property
    def is_budget(self) -> bool:
        """Whether it is a budget, plan or limit, and not what was done."""
        return _is_budget(self.lead)

    @property
    def year(self) -> int | None:
        """The year that its words name, else that it was understood to be of."""
        named = named_years(self.lead) or named_years(self.clause)
        return named[-1] if named else self.figure.period_year

    def is_aside_of(self, other: "Number") -> bool:
        """Whether it stands in brackets that the other stands behind."""
        return self.brackets != other.brackets[: len(self.brackets)]

    def is_kin(self, other: "Number") -> bool:
        """Whether the two can be added up or compared."""
        return self.kind == other.kind

    def is_of_same(self, other: "Number") -> bool:
        """Whether the words of both allow them to be two amounts of one matter."""
        one, two = self.core, other.core
        sides = {side_of(self.lead), side_of(other.lead)} - {""}
        return len(sides) < 2 and (not one or not two or one in two or two in one)


@remembered
def _kind_of(unit: str) -> str:
    counted = unit.partition("/")[0]
    return "人" if counted in relation_words("persons") else counted


@remembered
def _is_before(lead: str) -> bool:
    return any(not _CARRIED.match(lead, match.end()) for match in anywhere("before").finditer(lead))


@remembered
def _is_budget(lead: str) -> bool:
    words = anywhere("fund").sub("", lead)
    budgets, done = ([match.end() for match in anywhere(role).finditer(words)] for role in ("budget", "done"))
    return bool(budgets) and (not done or done[-1] <= budgets[-1])


def numbers_of(text: str, figures: Sequence[Figure]) -> list[Number]:
    """The numbers of the text that are figures with a value, in their order, without limits in names."""
    placed = sorted(
        (
            figure
            for figure in figures
            if figure.place.char_start is not None
            and figure.place.char_end is not None
            and not _IN_NAME.match(text, _behind_unit(text, figure))
        ),
        key=lambda figure: figure.place.char_start or 0,
    )
    marks = _Marks(text, placed)
    steps: dict[str, Decimal] = {}
    for figure in placed:
        steps[figure.printed_unit] = min(figure.step, steps.get(figure.printed_unit, figure.step))
    found: list[Number] = []
    ends = [_behind_unit(text, figure) for figure in placed]
    for index, figure in enumerate(placed):
        start, before = figure.place.char_start or 0, ends[index - 1] if index else 0
        behind = placed[index + 1].place.char_start or 0 if index + 1 < len(placed) else len(text)
        gap, lead = text[max(before, start - 2 * _LONGEST) : start], marks.lead(before, start)
        open_here = marks.brackets(start)
        if found and not lead.strip(_CLOSED) and _has_closed(found[-1].brackets, open_here):
            # 人均支出（按人口28.64万人）8655元: by the words before the brackets
            outside = (one.end for one in reversed(found[-_NEAR:]) if one.brackets == open_here)
            lead = marks.lead(next(outside, 0), start)
        if found and lead.strip() in _JOINTS and figure.unit == found[-1].figure.unit:
            lead = found[-1].lead  # 分别增加12.00万元和8.00万元: both
        found.append(
            Number(
                figure, figure.value or _NOTHING, _kind_of(figure.unit), start, ends[index], gap, lead,
                marks.clause(start), text[ends[index] : min(behind, ends[index] + _LONGEST)],
                *marks.counts(start), open_here, figure.step if figure.unit == "%" else steps[figure.printed_unit],
            )
        )  # fmt: skip
    return found


def _has_closed(before: tuple[int, ...], here: tuple[int, ...]) -> bool:
    """Whether brackets that a number stands in have closed, and no others opened since."""
    return len(before) > len(here) and before[: len(here)] == here


def _behind_unit(text: str, figure: Figure) -> int:
    end = figure.place.char_end or 0
    unit = (
        re.compile(r"[\s　]*".join(map(re.escape, figure.printed_unit.replace(" ", ""))))
        if figure.printed_unit
        else None
    )
    rest = len(text) if unit is None else end + len(figure.printed_unit) + 6
    match = re.compile(r"[\s　]*").match(text, end, rest)
    if unit is not None and (found := unit.match(text, match.end() if match else end)):
        return found.end()
    return end


class _Marks:
    """The stops and brackets of a text outside its numbers."""

    def __init__(self, text: str, placed: Sequence[Figure]) -> None:
        self._text = text
        taken = [(figure.place.char_start or 0, figure.place.char_end or 0) for figure in placed]
        starts = [start for start, _ in taken]
        self._stops: list[int] = []
        self._ends: list[int] = []
        self._segments: list[int] = []
        self._opened: list[tuple[int, tuple[int, ...]]] = [(0, ())]
        self._closed: list[tuple[int, int]] = []
        stack: list[int] = []
        for match in _STOP.finditer(text):
            at = match.start()
            number = bisect_right(starts, at) - 1
            if number >= 0 and at < taken[number][1]:
                continue
            mark = match[0]
            if mark in _OPENING:
                stack.append(at)
                self._opened.append((at, tuple(stack)))
            elif mark in _CLOSING:
                if stack:
                    self._closed.append((stack.pop(), at))
                    self._opened.append((at, tuple(stack)))
                continue
            self._stops.append(at)
            if mark in _SENTENCE_END:
                self._ends.append(at)
                stack.clear()
                self._opened.append((at, ()))
            if mark in _SEGMENT_END and not stack:
                self._segments.append(at)

    def lead(self, before: int, start: int) -> str:
        """The words right before a place, from the last stop or number on; where it stands right behind a colon or a
        bracket, those before that.
        """
        words = self._words(before, start)
        if not words.strip() and (stop := bisect_right(self._stops, start - 1) - 1) >= 0:
            at = self._stops[stop]
            if at >= before and self._text[at] in "：:（([":
                return self._words(before, at)
        return words

    def clause(self, start: int) -> str:
        """All words from the last stop on, numbers among them."""
        return self._words(0, start)

    def _words(self, before: int, start: int) -> str:
        """The words from the last stop on, but not from before a place, brackets that have closed left out."""
        before = max(before, start - _LONGEST)
        pieces: list[str] = []
        stop, at = bisect_right(self._stops, start - 1) - 1, start
        closed = bisect_right(self._closed, start, key=lambda pair: pair[1]) - 1
        while True:
            first = self._stops[stop] if stop >= 0 else -1
            if closed < 0 or self._closed[closed][1] <= max(first, before) or self._closed[closed][0] < before:
                pieces.append(self._text[max(first + 1, before) : at])
                return "".join(reversed(pieces))
            opened, end = self._closed[closed]
            pieces.append(self._text[end + 1 : at])
            at = opened
            while closed >= 0 and self._closed[closed][1] > opened:
                closed -= 1
            stop = bisect_right(self._stops, opened - 1) - 1

    def counts(self, at: int) -> tuple[int, int]:
        """How many sentences and segments end before a place."""
        return bisect_right(self._ends, at), bisect_right(self._segments, at)

    def brackets(self, at: int) -> tuple[int, ...]:
        """The brackets that are open there, by their places."""
        return self._opened[bisect_right(self._opened, at, key=lambda one: one[0]) - 1][1]
