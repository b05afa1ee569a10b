"""A number in a sentence of a county's accounts: its measure and the level it is of."""

import re

from flows.extraction.lexicon.county import (
    Standing,
    account_in,
    common_measure,
    goes_on_about,
    is_of_several_accounts,
    level_in,
    levels_listed,
    measure_of_word,
    only_level,
    opening_level,
    spoken_in,
)
from flows.extraction.lexicon.county_sections import is_part_of_year
from flows.extraction.lexicon.labels import basis_in
from flows.extraction.sentences.clauses import Passage, bare_subject, lead_of, place_in_list, words_before
from flows.model.facts import Figure

_AMOUNT = re.compile(r"\d[\d,，.]*\s*(?:[亿万]?元|[%％])")
_LIST_END = re.compile(r"分别.*$")
_SUM = "共计"
_SIDES = ("收入", "支出")


def county_measure(
    here: Passage, number: int, subject: str, before: Figure | None, standing: Standing
) -> tuple[str, str | None]:
    """The level and the measure of a number of a sentence, by its subject; `before` is the amount before it there.

    The level, '' where none is told, stays where the measure is not known.
    """
    text, start, at = here.text, here.sentence.start, here.sentence.quantities[number].start
    level, subject = _level_and_subject(here, number, subject.replace(standing.county_name, "", 1), before, standing)
    if level is None:
        return "", None
    spoken = spoken_in(subject)
    if spoken is None and before is not None and (own := only_level(subject)):
        return own, before.measure_code  # 全县支出402118万元，其中县本级371406万元
    if spoken is None:
        return level, common_measure(subject)
    account = account_in(words_before(here, start, at)) or account_in(text[:start]) or standing.account
    code = measure_of_word(spoken.word, account, before.measure_code if before else None)
    is_of_another = before is not None and before.measure_code is None and _goes_on(spoken.word, before.label)
    is_of_part = is_part_of_year(text[start:at]) or standing.is_part_of_year
    is_open = is_of_another or is_of_part or _has_other_basis(spoken.stage, subject, standing)
    return spoken.level or level, None if is_open else code


def county_whole(words: str, part: Figure, standing: Standing) -> tuple[str, str | None]:
    """The level and the measure that a share is of by the words behind 占: 占一般公共预算收入, 占全县."""
    spoken = spoken_in(words)
    if spoken is None:
        return words, part.measure_code if words and words == level_in(words) else None
    code = measure_of_word(spoken.word, account_in(words) or standing.account, part.measure_code)
    return spoken.level or part.scope_name, code


def _level_and_subject(
    here: Passage, number: int, subject: str, before: Figure | None, standing: Standing
) -> tuple[str | None, str]:
    """The level that the words before a number tell, and its subject; of a list of levels (全县、县本级收入分别为) each
    number has its own. The level is None where nothing tells which of several it is.
    """
    text, start, at = here.text, here.sentence.start, here.sentence.quantities[number].start
    listed = place_in_list(here, number)
    if listed and listed[1] > 1:
        levels, matter = levels_listed(_LIST_END.sub("", lead_of(here, number - listed[0])))
        if len(levels) == listed[1]:
            return levels[listed[0]], bare_subject(matter)
    if text[start:at].rstrip().endswith(_SUM):
        subject = f"{subject}{_SUM}"  # 收入共计 is all of an account, and no 收入
    if (told := level_in(text[start:at])) is None:
        return None, subject
    if own := opening_level(subject) or level_in(lead_of(here, number)):
        return own, subject
    if before is not None:
        return before.scope_name, subject
    return told or level_in(_AMOUNT.split(text[:start], maxsplit=1)[0]) or standing.level, subject


def _goes_on(word: str, label: str) -> bool:
    """Whether a word behind a matter that is not known is of that matter: X基金收入5万元，支出4万元，上年结转1万元."""
    return goes_on_about(word) or (is_of_several_accounts(word) and label.endswith(_SIDES))


def _has_other_basis(stage: str, subject: str, standing: Standing) -> bool:
    """Whether the last words of a subject say that an amount was planned where the part is of what was done, or the
    other way round: then its basis is open.
    """
    if stage == "planned":
        return standing.basis != "budget" and not basis_in(subject)
    return stage == "done" and standing.basis == "budget"
