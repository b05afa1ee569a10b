"""Grades in words: the one that a text gives (自评等级为优), and the scale that it explains (90分以上为优)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.model.words import longest_first, plain, read_seed, split_words
from flows.scoring_rules.conditions import bounds_of
from flows.scoring_rules.words import folded, one_of

_FEWEST_STEPS = 3  # a scale tells most of its grades
_TOUCHING = 2  # or two of them, of which one begins where the other ends
_QUOTES = "[“”\"'‘’「」『』《》]?"
_ENDS = r"(?=[，,。；;）)\s(（]|$)"
_TICK, _NAME = "[☑√✓✔■]", r"([\u4e00-\u9fff]{1,3})"
_BOX_FIRST = re.compile(rf"\s*(?:{_TICK}|[□☐○])")
_TICKED_BEFORE, _TICKED_BEHIND = re.compile(rf"{_TICK}\s*{_NAME}"), re.compile(rf"{_NAME}\s*{_TICK}")
_LONGEST_CELL = 12


@dataclass(frozen=True, slots=True)
class Told:
    """A grade that a text gives, where its words stand; `is_named` where they say that it is one of the evaluation."""

    grade: str
    start: int
    end: int
    is_named: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A grade of a scale with the words of its scores, and the least score that it begins at."""

    grade: str
    words: str
    low: Decimal


@cache
def grade_codes() -> dict[str, str]:
    """The grade of each word for one."""
    return {plain(word): row["grade"] for row in read_seed("grades") for word in split_words(row["words"])}


@cache
def _grade() -> str:
    words = longest_first(word for row in read_seed("grades") for word in split_words(row["words"]))
    return f"(?P<grade>{'|'.join(map(re.escape, words))})"


@cache
def _told() -> re.Pattern[str]:
    """自评等级为“优”, 等级：优, 评价结果为良好, 评定为优秀等次, 得分95分（优）.

    A bare 等级 begins its clause: 考核等次 is another matter. So does the verb alone, behind the points.
    """
    link, end = one_of("graded_as"), f"{_QUOTES}(?:{one_of('grade_end')})?{_QUOTES}{_ENDS}"
    named = rf"(?P<named>{one_of('grade_named')}(?:{link}|[：:])?|{one_of('outcome_named')}(?:{link}|[：:]))"
    bare = rf"(?<![^\W\d_])(?:{one_of('grade_cue')})(?:{link}|[：:])?"
    outright = rf"(?<=[分，,])[\s，,]*(?:{one_of('graded_outright')})"
    bracketed = rf"分\s*[（(]{_grade().replace('grade', 'behind', 1)}(?:{one_of('grade_end')})?[）)]"
    return re.compile(rf"(?:{named}|{bare}|{outright})\s*{_QUOTES}{_grade()}{end}|{bracketed}")


def grades_told(text: str) -> Iterator[Told]:
    """The grades that a text gives, in its order; a scale, or a list of all grades, gives none."""
    if not any(initial in text for initial in _initials()):
        return
    for match in _told().finditer(text):
        if _limit_before().search(text, 0, match.start()):
            continue  # 90分以上评为优
        yield Told(match["grade"] or match["behind"], match.start(), match.end(), match["named"] is not None)


@cache
def _limit_before() -> re.Pattern[str]:
    limits = one_of("at_least_after", "at_most_after", "below_after", "between_end")
    return re.compile(rf"{limits}(?:[（(][^（）()]*[）)])?(?:{one_of('of')})?[，,]?$")


def grade_of_cell(text: str) -> str:
    """The grade that a cell of a form prints alone or has ticked among all (☑优 □良), '' where it prints none."""
    ticked = (_TICKED_BEFORE if _BOX_FIRST.match(text) else _TICKED_BEHIND).findall(text)
    word = ticked[0] if len(ticked) == 1 else text if len(text) <= _LONGEST_CELL else ""
    stripped = re.sub(rf"{_QUOTES}|\s", "", word)
    for form in (stripped, re.sub(rf"(?:{one_of('grade_end')})$", "", stripped)):
        if plain(form) in grade_codes():
            return form
    return ""


@cache
def _step() -> re.Pattern[str]:
    """90（含）-100分为优, or 优（90分以上）, 优：90-100."""
    bounds = r"[^，,、；;。:：“”\"\n]{0,4}\d[^，,、；;。:：“”\"\n]{0,24}?"
    link = one_of("graded_as")
    before = rf"(?P<words>{bounds})的?(?:{one_of('grade_cue', 'grade_named')})?{link}{_QUOTES}{_grade()}"
    name = f"{_grade().replace('grade', 'name', 1)}(?:{one_of('grade_end')})?"
    behind = rf"{name}{_QUOTES}\s*[（(:：]?(?P<of>{bounds})(?=[，,、；;。）)\s]|$)"
    return re.compile(f"{before}|{behind}")


def scale_told(text: str) -> tuple[Step, ...]:
    """The steps of the scale that a text explains, none where it tells too few of them or one is not understood."""
    if sum(initial in text for initial in _initials()) < _TOUCHING:
        return ()
    steps: list[Step] = []
    tops: list[Decimal | None] = []
    for match in _step().finditer(text):
        words = match["words"] or match["of"]
        bounds = bounds_of(folded(words))
        if bounds is None or bounds.unit not in ("", "分"):
            return ()
        steps.append(Step(match["grade"] or match["name"], words.strip(), bounds.low or Decimal(0)))
        tops.append(bounds.high)
    is_enough = len(steps) >= _FEWEST_STEPS or (len(steps) == _TOUCHING and tops[1] == steps[0].low != steps[1].low)
    is_whole = is_enough and len({step.grade for step in steps}) == len(steps)
    return tuple(steps) if is_whole and len({step.low for step in steps}) == len(steps) else ()


@cache
def _initials() -> frozenset[str]:
    """The characters that the words for grades begin with: a text without any tells none."""
    return frozenset(word[0] for row in read_seed("grades") for word in split_words(row["words"]))
