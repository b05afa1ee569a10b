"""What words tell to be among an amount that was told before: 不合格56批次…；不合格批次中已处置50批次."""

import re
from collections.abc import Iterator, Sequence

from flows.model.relations import Relation
from flows.relating.sentences.making import Maker
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import levels
from flows.relating.sentences.words import any_of, anywhere, relation_words

_NEAR = 8
_SENTENCES = 1
_IN = r"(?:之中|当中|里面|之内|中(?=[，,有已未的]|共|被|属|完成|实际|通过))"
_AMONG = re.compile(rf"^[\s　]*(?:在|对|从)?(?P<name>[^\s，,。；;：:、\d]{{2,12}}?){_IN}(?P<what>.+)$")
_FOUND = re.compile(r"^(?:其中|共|现|有|存在|发现|查出|排查出?|涉及|实现|完成|已|全年)+|(?:数|量|的|为|有|共)+$")
_SHORTEST = 2


def told_among(numbers: Sequence[Number], make: Maker) -> Iterator[Relation]:
    """Every amount that is at most the one of its unit that words before its 中 name."""
    are_levels = levels(numbers)
    for place, number in enumerate(numbers):
        match = _AMONG.match(number.lead)
        if match is None or number.is_rate or not are_levels[place] or _is_of_other_times(number):
            continue
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            whole = numbers[at]
            if number.sentence - whole.sentence > _SENTENCES:
                break
            if are_levels[at] and not whole.is_rate and whole.is_kin(number) and _is_named(whole, match["name"]):
                yield make.part([number], whole, is_meant=number.sentence == whole.sentence)
                break


def _is_of_other_times(number: Number) -> bool:
    """Whether it may count what was there before: 累计处置65批次（含上年9批次）."""
    behind = re.split("[，,。；;]", number.behind)[0]
    return bool(re.search(rf"累计|历年|{any_of('before')}", number.lead) or re.search("含|包括|其中", behind[:6]))


def _is_named(whole: Number, name: str) -> bool:
    """Whether a name is what an amount counts, with or without its unit, and not the contrary."""
    words = _FOUND.sub("", re.sub(r"[\s　]+", "", whole.lead))
    if len(words) < _SHORTEST:
        return False
    if words.endswith(name):
        before = words[: -len(name)]
        return not before or before[-1] not in relation_words("negation")
    return name.startswith(words) and not anywhere("before").search(whole.lead)
