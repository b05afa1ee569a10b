"""What the words around a percentage say of the amounts that it is of."""

import re
from collections.abc import Sequence

from flows.model.words import remembered
from flows.relating.sentences.bounds.words import steps
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.words import any_of, anywhere, core_of

_TAIL = re.compile(r"^(?:总计|合计|其|全部|全年|当年)+|(?:总额|总数|总量|数额|金额|合计|总计)$")
_PROPORTION = re.compile(r"的?(?:比重|比例|份额|百分比)?[为达是到约至：:\s]*$")  # 占收入的比重为
_FIVE = 5
_LEFT = re.compile(r"(?:结转|结余|剩余|余额)[^，。；]{0,4}$")


@remembered
def without_tail(words: str) -> str:
    """A name without what only says that it is all of it."""
    return _TAIL.sub("", _PROPORTION.sub("", words.strip()))


def may_be_done(one: Number) -> bool:
    """Whether an amount is neither what was left of a budget nor what was added to it."""
    return not (_LEFT.search(one.lead) or steps().search(one.lead))


def is_of_stage(one: Number, words: str) -> bool:
    """Whether an amount may be the one that words name where they say that it is a budget, or what was done."""
    if "决算" in words and one.is_budget:
        return False
    return not ("预算" in anywhere("fund").sub("", words) and re.search("决算|执行数", one.lead))


def are_alike(words: str, lead: str) -> bool:
    """Whether two stretches share two characters in a row."""
    return any(words[at : at + 2] in lead for at in range(len(words) - 1))


def budget_behind(numbers: Sequence[Number], place: int, done: Number) -> Number | None:
    """The budget that stands behind its completion: 支出决算186.00万元，完成预算93%，…，预算数为200.00万元."""
    number = numbers[place]
    for one in numbers[place + 1 : place + 3]:
        if one.segment != number.segment or done.segment != number.segment:
            return None
        if one.is_kin(done):
            return one if _is_only_budget(one.lead) else None
    return None


@remembered
def _is_only_budget(lead: str) -> bool:
    """Whether words name a budget and nothing that it would be the budget of."""
    return bool(re.fullmatch(rf"\s*其?[^，。；]{{0,4}}?{any_of('budget')}[数额]?[为是：:\s]*", lead)) and not core_of(
        lead
    )


def is_right_behind(numbers: Sequence[Number], place: int, pair: tuple[Number, Number], name: str) -> bool:
    """Whether nothing but a whole and its part, which is named as the rate, stands right before the rate, and it is
    about what they make: 228份问卷表示满意的217份，满意度95.18%.
    """
    part, whole = pair
    name = _named(name)
    is_own = len(name) > 1 and name in part.lead and not is_qualified(part, name)
    gap = abs(100 * part.value - whole.value * numbers[place].value)
    return is_own and list(numbers[max(0, place - 2) : place]) == [whole, part] and gap * _FIVE < whole.value * 100


def is_qualified(part: Number, name: str) -> bool:
    """Whether an amount is of less than the name of a rate says: 基本满意36份."""
    own = _named(name)
    before, found, _ = part.lead.partition(own) if own else ("", "", "")
    return bool(found) and re.search(rf"{any_of('qualified')}$", before) is not None


def _named(name: str) -> str:
    return re.split(r"[^\u4e00-\u9fff]", name.strip())[-1]
