"""What a number is about: its own words, the clause or the number before it, the sentence before, the heading above."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from flows.extraction.lexicon.labels import basis_in, measure_at_end
from flows.extraction.lexicon.leads import is_stage
from flows.extraction.lexicon.subjects import measure_of_subject, without_basis
from flows.extraction.lexicon.topics import Topic
from flows.extraction.sentences.clauses import (
    Passage,
    bare_subject,
    clauses_between,
    ends_clause,
    is_in_aside,
    start_of_parts,
    tells_both_sides,
)
from flows.extraction.sentences.mentions import Mention
from flows.model.totals import is_total
from flows.model.words import statement_of

_COMPARING = re.compile(r"(?:[较比同与和]|相比|相较)$")
_OF_ALL = "均各都"
_REASON = re.compile("主要是|主要原因|原因是|由于|因")  # 主要是从严控制公务接待，减少1万元
_AGAINST = re.compile("(?:仍|均|略|远|也|明显|大幅)*(?:低于|高于|超过|超出|不足|未达到?)")
_PROJECT = re.compile(r"[\u4e00-\u9fff]{3}(?:项目|工程|专项)$")
_OF_POINTS = frozenset({"score", "weight"})
_SHORTEST_TAIL = 3  # 支出 ends the name of many
_SIDES = {"收入": "支出", "支出": "收入"}


class Earlier(Protocol):
    """A figure of the paragraph as it was understood."""

    @property
    def figure_no(self) -> int:
        """Its number in the draft."""

    @property
    def mention(self) -> Mention:
        """Its words."""

    @property
    def matter(self) -> str:
        """What it is about."""

    @property
    def of(self) -> int | None:
        """The figure that it goes on about."""

    @property
    def period_year(self) -> int | None:
        """The year that it is about."""

    @property
    def county(self) -> str:
        """The county whose it is, '' where it is the report's own."""


@dataclass(frozen=True, slots=True)
class Matter:
    """The words that say what a number is about, '' where none do, and the figure that it goes on about, if any.

    `is_own` tells whether the number's own clause says so. `is_turned` holds where the figure is of the other side:
    收入预算90万元，支出80万元.
    """

    words: str
    of: int | None = None
    is_own: bool = False
    is_turned: bool = False


def matter_of(
    here: Passage, mention: Mention, earlier: Sequence[Earlier], before: Earlier | None, topic: Topic
) -> Matter:
    """What a number is about, by what stands nearest: own words, a clause that names it, the number that it goes on
    about, and for a number of its own the heading before the sentence above.
    """
    if mention.matter:
        return Matter(mention.matter, _same_matter(mention, earlier), is_own=True)
    if mention.subject in _SIDES and tells_both_sides(here.words):
        return Matter(mention.subject, is_own=True)
    if named := _named_on_the_way(here, mention, earlier):
        return Matter(named, is_own=True)
    if is_total(mention.subject):
        return Matter(topic.matter)  # A收入90万元，B收入80万元，合计170万元: of neither alone
    if mention.role == "score" and earlier and earlier[-1].mention.role == "weight":
        return Matter(earlier[-1].matter, earlier[-1].figure_no)  # 预算执行（10分）得9.8分
    if mention.is_reached and earlier and earlier[-1].mention.quantity.family == mention.quantity.family:
        return Matter(earlier[-1].matter, None if earlier[-1].mention.compares else earlier[-1].figure_no)
    if mention.is_dependent and earlier and _tells_what_changed(earlier[-1]):
        return Matter(earlier[-1].matter, earlier[-1].of)
    if (found := _anchor(here, mention, earlier)) is not None:
        return _going_on(mention, found)
    if before is not None and (mention.is_dependent or not topic.matter) and _may_go_on(mention, before):
        return _going_on(mention, before)
    return Matter(topic.matter or (_compared_words(mention, earlier) if mention.is_dependent else ""))


def _compared_words(mention: Mention, earlier: Sequence[Earlier]) -> str:
    """What the amount that is compared is called, however little that says (全年预算)."""
    last = earlier[-1].mention if earlier else None
    return last.compared_words if last is not None and last.compares else mention.compared_words


def _may_go_on(mention: Mention, before: Earlier) -> bool:
    """Whether a number may be of what another sentence's is about: no amount is of points that were given, and none
    that is a project's (累计到位资金) of what that sentence counts.
    """
    if mention.quantity.family != "money":
        return True
    is_of_project = before.mention.quantity.family == "count" and statement_of(measure_of_subject(mention.subject)[0])
    return before.mention.role not in _OF_POINTS and is_of_project != "project"


def _tells_what_changed(before: Earlier) -> bool:
    """Whether a change goes on about the number before: another change (比上年增加3万元，增长5%), or the amount of last
    year of a matter that it names (本年收入较上年的81万元增加8万元).
    """
    return before.mention.role in {"change", "growth"} or (before.mention.compares and bool(before.mention.matter))


def _same_matter(mention: Mention, earlier: Sequence[Earlier]) -> int | None:
    """The figure that a change or share names again: 公务接待费5万元，…公务接待费比上年减少1万元; a change may name
    the end of it: 财政拨款收支总计均为5万元，…收支总计各增加1万元.
    """
    if not mention.is_dependent:
        return None
    amounts = [one for one in reversed(earlier) if not one.mention.is_aside]
    alike = [one for one in amounts if one.matter == mention.matter]
    if (
        not alike
        and mention.role in {"change", "growth"}
        and len(own := mention.matter.rstrip(_OF_ALL)) > _SHORTEST_TAIL
    ):
        alike = [one for one in amounts[:1] if one.matter.rstrip(_OF_ALL).endswith(own)]
    return next((one.figure_no for one in alike), None)


def _named_on_the_way(here: Passage, mention: Mention, earlier: Sequence[Earlier]) -> str:
    """The matter that a clause without numbers names between two numbers (公务接待费，2022年支出); what
    a year alone parts from the number names a project too (河堤加固项目2022年度预算).
    """
    clauses = clauses_between(here, mention.quantity)
    for clause in reversed(clauses):
        words = without_basis(_COMPARING.sub("", bare_subject(clause)))
        if measure_at_end(words) and not is_stage(words) and not _REASON.match(words):
            return words
        if clause is clauses[-1] and _PROJECT.search(words) and not ends_clause(here, mention.quantity):
            return words + mention.subject
    return ""


def _anchor(here: Passage, mention: Mention, earlier: Sequence[Earlier]) -> Earlier | None:
    """The number of the sentence that a later one goes on about: the last amount that is no difference, stands in no
    brackets that are closed and in no list of parts that has ended.
    """
    level = start_of_parts(here, mention.quantity)
    of_rates, of_money = (mention.quantity.family == family for family in ("points", "money"))
    # 税收占比60.8%，较上年的61.8%; 系统管理率93.62%，比目标值94%低
    is_beside = mention.is_beside or _AGAINST.fullmatch(mention.subject) is not None  # 收缴率76.4%，低于80%的平均水平
    of_rates = of_rates or (is_beside and mention.role in {"rate", "target"} and mention.quantity.unit == "%")
    open_ones = [
        one
        for one in reversed(earlier)
        if not (one.mention.is_aside or one.mention.is_step)
        and (one.mention.quantity.family == "percent") == of_rates
        and start_of_parts(here, one.mention.quantity) <= level
    ]
    amounts = [one for one in open_ones if one.mention.quantity.family == "money"]
    if of_money and mention.role == "change":
        open_ones = amounts
    elif of_money and mention.role == "per_head":
        part = here.text.rfind("；", here.sentence.start, mention.quantity.start)
        nearest = [one for one in open_ones if one.mention.quantity.start > part] or open_ones
        spent = [one for one in nearest if one in amounts and one.mention.role != "per_head"]
        open_ones = spent or nearest  # 运行费9万元，车辆6辆，车均1.5万元; 维修48户，每户补助4500元
    found: Earlier | None = None
    for one in open_ones:
        if not is_in_aside(here, one.mention.quantity.start, mention.quantity.start):
            if found is None or is_in_aside(here, found.mention.quantity.start, mention.quantity.start):
                found = one
                if not (mention.is_dependent or mention.compares):
                    break
            elif one.matter == found.matter and _is_rather(one, found, mention):
                found = one
        elif found is None:
            found = one
    return found


def _is_rather(one: Earlier, found: Earlier, mention: Mention) -> bool:
    """Whether a change or last year's number is of an earlier number of the same matter than the one before it: of that
    of the later year (2023年5万元，2022年6万元，减少1万元), and of what was spent rather than of its budget
    (支出5万元，年初预算8万元，比上年6万元减少1万元).
    """
    years = one.period_year or 0, found.period_year or 0
    if not mention.compares and years[0] != years[1]:
        return years[0] > years[1]
    budgets = ["budget" in basis_in(words) for words in (one.mention.lead, found.mention.lead, mention.clause)]
    return budgets == [False, True, False] and years[0] == years[1]


def _going_on(mention: Mention, found: Earlier) -> Matter:
    own, other = _side_of(mention.subject), _side_of(found.matter or found.mention.subject)
    if not mention.is_dependent and own and other and own != other:
        words = without_basis(found.matter or found.mention.subject)
        head, _, tail = words.rpartition(other)
        return Matter(f"{head}{own}{tail}", found.figure_no, is_turned=True)
    return Matter(found.matter, found.figure_no)


def _side_of(words: str) -> str:
    """收入 or 支出, whichever alone the words name."""
    named = [side for side in _SIDES if side in words]
    return named[0] if len(named) == 1 else ""
