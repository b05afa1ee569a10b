"""What is left: one amount less what was used of it, or all that came less all that went."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache

from flows.model.relations import Relation
from flows.relating.sentences.making import Maker, fits_sum
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.parts import flow_of
from flows.relating.sentences.roles import is_each
from flows.relating.sentences.words import any_of, anywhere, side_of

_NEAR, _SENTENCES, _MOST = 12, 2, 4
_PAIR = 2


def what_is_left(
    numbers: Sequence[Number], place: int, totals: Sequence[Number], listed: Container[int], make: Maker
) -> Iterator[Relation]:
    """The difference that the number at a place is by its words.

    `totals` are those before it, the nearest first; a number in a list of parts (`listed`) is what was used only where
    the difference fits.
    """
    number = numbers[place]
    words = number.lead
    if not _rests().search(words):
        return
    near = _near(numbers, place)
    pairs = [(one, other) for at, other in enumerate(near) for one in near[at + 1 :]]
    is_either = bool(anywhere("either_rest").search(words))
    pairs += [(other, one) for one, other in pairs if is_either or (other.is_budget and not one.is_budget)]
    fitting = next((pair for pair in pairs if fits_sum([(1, number)], [(1, pair[0]), (-1, pair[1])])), None)
    if fitting is not None:
        yield make.difference(number, *fitting, is_meant=True)
        return
    opened = [one for one in near if anywhere("opening").search(one.lead)]
    is_all = len(totals) > 1 and all(is_counted_in(one, totals[1]) for one in opened)
    if is_all and totals[0] is numbers[place - 1] and totals[1].value > totals[0].value:
        yield make.difference(number, totals[1], totals[0], is_meant=False)  # 总计90万元。…合计80万元。年终结余10万元
        return
    near = [one for one in near if one.start not in listed]
    is_rest = bool(anywhere("rest_only").search(words)) and not anywhere("kept").search(words)
    is_used = len(near) > 1 and near[1].value > 0 and not _has_gone(near[1])
    is_used = is_used and not any(re.search("结转|结余", one.lead) for one in near)
    if is_rest and is_used:
        yield make.difference(number, near[1], near[0], is_meant=len(near) == _PAIR)


def is_counted_in(opening: Number, came: Number) -> bool:
    """Whether what was there before is in all that came: it is a 总计, or adds up what stands before it, unless it says
    that it is of the year.
    """
    return "总" in came.lead or (opening.start < came.start and not re.search("[本当]年", came.lead))


def _has_gone(one: Number) -> bool:
    """Whether an amount is of what went, so that nothing is left of it."""
    return flow_of(one) == -1 or (side_of(one.lead) == "支出" and not one.is_budget)


def _near(numbers: Sequence[Number], place: int) -> list[Number]:
    """The amounts right before a place that may be what was there or was used of it, the nearest first."""
    number = numbers[place]
    found: list[Number] = []
    for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
        one = numbers[at]
        if number.sentence - one.sentence > _SENTENCES or len(found) >= _MOST:
            break
        if one.is_kin(number) and not one.is_rate and not is_each(one) and not one.is_aside_of(number):
            found.append(one)
    return found


@cache
def _rests() -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of('rest')}|后)(?:的|资金|金额|额|数|款|部分|户|为|[：:\s])*$")
