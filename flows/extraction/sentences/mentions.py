"""The numbers of a sentence as they stand: the words that lead to each, what it is, and what these are about."""

import re
from dataclasses import dataclass, replace

from flows.extraction.lexicon.leads import (
    DEPENDENT,
    is_called_target,
    is_followed_by_score,
    is_in_brackets,
    is_step,
    names_indicator,
    names_matter,
    role_of_number,
    tells_purpose,
    without_each,
)
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.subjects import (
    is_beside,
    is_compared,
    without_basis,
    without_beginning,
    without_change,
    without_comparison,
)
from flows.extraction.sentences.clauses import (
    Passage,
    bare_subject,
    clause_before,
    lead_of,
    name_in_list,
    noun_behind,
)
from flows.model.words import clause_words
from flows.model.years import YEAR

_GOING_ON = frozenset({"、", "和", "及", "，", ",", "与"})
_LIMITS = re.compile(r"\s*(?:[（(]不?含[^（()）]{0,6}[）)])?\s*及?以[上下内外]")  # what makes the number before a limit
_NUMBERS = re.compile(r"[\d.,]+\s*[亿万]?(?:元|[%％]|[\u4e00-\u9fff]{1,3}(?=[的多少高低增减]))?")
_AMOUNT_AT_END = re.compile(r"的?[\d.,]+\s*[亿万]?(?:元|[%％])?$")
_YEARS = re.compile(rf"{YEAR}\s*年(?:度)?")
_DONE = re.compile(r"(?<=[\u4e00-\u9fff]{2})(?:累计|实际|全年|已|共|仅|均)*(?:完成|实现|达到)$")
_REACHED = re.compile(r"[到至][约近]?$")
_TARGET = "目标"
_BOUNDS = frozenset("≥≤≧≦")
_SHARE = re.compile(r"占[^占]*$")
_COMPLETION = re.compile(r"(?:完成|达到|为|占|相当于|是)[^，。；完成]*$")


@dataclass(frozen=True, slots=True)
class Mention:
    """A number with its words: the `clause` from the last stop on, the `lead` behind the number before it, its
    `subject` without what joins and opens these, the `noun` that it counts.

    `matter` is what the words say that it is about, '' where they only say which number of a matter at hand it is
    (比上年增加, 支出决算). `compares` holds of last year's number beside this year's, `is_beside` of that or a budget.
    """

    quantity: Quantity
    clause: str
    lead: str
    subject: str
    noun: str
    role: str
    compares: bool
    is_beside: bool
    matter: str

    @property
    def is_dependent(self) -> bool:
        """Whether it is of another number: a change, growth, share, completion or amount a head."""
        return self.role in DEPENDENT

    @property
    def is_aside(self) -> bool:
        """Whether it is a difference or what another is compared with, which no later clause goes on about."""
        return self.is_beside or self.role in {"change", "growth"}

    @property
    def is_step(self) -> bool:
        """Whether it was added to a budget or taken from it, so that what follows is of the whole (省级追加)."""
        return is_step(self.subject)

    @property
    def is_reached(self) -> bool:
        """Whether it is what the number before became (由2.74平方米提高到2.86平方米)."""
        return not self.is_dependent and not self.matter and bool(_REACHED.search(self.lead.strip()))

    @property
    def compared_words(self) -> str:
        """What its clause calls the amount that it is compared with or changes, without when that was."""
        before = self.clause.rpartition(self.lead.strip())[0] if self.lead.strip() else self.clause
        words = without_comparison(_AMOUNT_AT_END.sub("", before)) or self.subject
        return bare_subject(_YEARS.sub("", without_change(without_comparison(words))))

    @property
    def own_words(self) -> str:
        """What it is called behind the matter at hand."""
        words = self.subject if len(self.subject) > 1 or self.role in {"score", "weight"} else ""
        if self.is_dependent:
            return words or bare_subject(_NUMBERS.sub("", self.clause))
        is_counted = self.role in {"count", "target"} and not words.endswith(self.noun)
        return words + self.noun if is_counted or not words else words


def mention_of(here: Passage, number: int, before: Mention | None) -> Mention:
    """The number of the sentence with its words; one that only goes on in a list has those of the number `before`."""
    quantity = here.sentence.quantities[number]
    clause = clause_before(here, quantity)
    lead = (name_in_list(here, number) if "分别" in here.words else "") or lead_of(here, number)
    if number and _LIMITS.match(lead):  # 单价100万元（含）以上设备0台
        lead = lead_of(here, number - 1) + here.text[here.sentence.quantities[number - 1].start : quantity.start]
    subject, counted = without_beginning(bare_subject(lead)), _counted_by(quantity)
    noun = noun_behind(here.text, quantity) or counted
    goes_on = lead.strip() in _GOING_ON or (not lead.strip() and noun == counted != "")
    if before is not None and not subject and goes_on and before.quantity.family == quantity.family:
        return replace(
            before, quantity=quantity, clause=clause, lead=lead, noun=noun, matter=before.matter or _counted(noun)
        )
    role, compares = role_of_number(clause, lead, quantity), is_compared(clause)
    if (role in {"count", "rate"} and quantity.hedge in _BOUNDS) or (role == "count" and is_beside(clause)):
        role = "target"  # ≥9个, 较计划8000块多426块
    if role in {"count", "rate"} and is_called_target(lead, here.text, quantity.unit_end):
        role, noun = "target", _TARGET
    if compares and not subject:
        subject = bare_subject(without_comparison(clause))  # 本年收入较2022年的8104万元增加: the year parts the words
    if role == "score" and (
        is_followed_by_score(lead, here.text, quantity.unit_end) or is_in_brackets(lead, here.text, quantity.unit_end)
    ):
        role = "weight"
    about = _about(subject, role, compares=compares)
    counts = role in {"count", "target"} and bool(quantity.printed_unit)
    is_purpose = role == "amount" and tells_purpose(about)  # 用于日常运转的支出: what the heading says
    is_named = _names(about, role) and not is_purpose
    about = subject if role == "per_head" else about  # 人均可支配收入 is another than 可支配收入
    matter = about if is_named else _counted(noun) if counts else ""
    beside = compares or is_beside(clause) or noun == _TARGET
    return Mention(quantity, clause, lead, subject, noun, role, compares, beside, matter)


def _names(about: str, role: str) -> bool:
    return names_indicator(about) if role in {"score", "weight"} else names_matter(about)


def _counted(noun: str) -> str:
    """What is counted, '' where that is only a side of a matter (人次)."""
    return noun if names_matter(noun) else ""


def _counted_by(quantity: Quantity) -> str:
    """The unit, where that is itself what is counted (批次, 人次)."""
    unit = quantity.unit
    return unit if quantity.family == "count" and len(unit) > 1 and unit.endswith("次") else ""


def _about(subject: str, role: str, *, compares: bool) -> str:
    """The subject without the words that tell its role."""
    if role == "share":
        return _SHARE.sub("", subject)
    if role == "completion":
        about = _COMPLETION.sub("", subject)
        return "" if about in clause_words("completion") else about  # 执行率 is of the amount before it
    if role in {"change", "growth"}:
        return without_change(subject)
    if role == "per_head":
        return without_each(subject)
    return _DONE.sub("", without_basis(without_comparison(subject) if compares else subject))
