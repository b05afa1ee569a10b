"""Balances: what was there at the end of a time is what was there at its start with what came and without what went."""

import re
from collections.abc import Container, Iterator, Sequence
from functools import cache

from flows.model.relations import Relation
from flows.relating.sentences.left.rests import is_counted_in
from flows.relating.sentences.making import Maker, Signed, fits_sum
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.parts import flow_of
from flows.relating.sentences.roles import change_of, is_each, is_total, levels
from flows.relating.sentences.words import any_of, anywhere, side_of

_CAME, _WENT = "收入", "支出"
_BOTH_SIDES = re.compile(r"收[、入和]*支出?[^，。；]{0,2}总[计额](?:均|各)?[为是：:\s]*$")
_FEWEST_FLOWS, _NEAR = 2, 24  # numbers that are looked back over


def stated_balances(numbers: Sequence[Number], listed: Container[int], make: Maker) -> Iterator[Relation]:
    """Every closing stock of a segment with its opening one, and the net of the year or all flows between the two.

    `listed` are the places of parts of lists, which came and went with their wholes. What does not fit is asked about:
    a stock may change by what a sentence does not tell (written off, handed over).
    """
    by_segment: dict[tuple[int, int], list[Number]] = {}
    for number in numbers:
        by_segment.setdefault((number.sentence, number.segment), []).append(number)
    for own in by_segment.values():
        by_kind: dict[str, list[Number]] = {}
        for number in own:
            by_kind.setdefault(number.kind, []).append(number)
        for kin in by_kind.values():
            closings = [one for one in kin if _is_closing(one)]
            if len(closings) == 1:
                yield from _balanced(closings[0], [one for one in kin if one is not closings[0]], make)
    for place, closing in enumerate(numbers):
        before = [one for one in numbers[max(0, place - _NEAR) : place] if one.start not in listed]
        if _is_left(closing) and (parts := _paid_out(closing, before)):
            yield make.total(closing, parts, is_meant=fits_sum([(1, closing)], parts))


def _balanced(closing: Number, others: Sequence[Number], make: Maker) -> Iterator[Relation]:
    openings = [one for one in others if _is_opening(one, closing)]
    if len(openings) != 1 or closing.figure.hedge:
        return
    [opening] = openings
    nets = [one for one in others if _net().search(one.lead) and one is not opening]
    parts: list[Signed] = [(1, opening)]
    if nets:
        if len(nets) > 1:
            return
        parts += [(_sign_of_net(nets[0]), nets[0])]
        beside = [one for one in others if opening.start < one.start < closing.start and one is not nets[0]]
        if beside and not fits_sum([(1, closing)], parts):
            return  # 结余分配 and the like are between the net and what was left
    else:
        between = [one for one in others if opening.start < one.start < closing.start]
        flows = [(sign, one) for one in between if (sign := _flow(one)) is not None]
        if len(flows) < max(_FEWEST_FLOWS, len(between)) or len({sign for sign, _ in flows}) < _FEWEST_FLOWS:
            return
        parts += flows
    yield make.total(closing, parts, is_meant=fits_sum([(1, closing)], parts))


def _paid_out(closing: Number, numbers: Sequence[Number]) -> list[Signed]:
    """Of the numbers before what was left all that came and what went of it, where no other amount stands among these:
    收入合计9万元；支出7万元，还本1万元，年终结余1万元; else []. What was there came too.
    """
    near = [one for one in numbers if closing.sentence - one.sentence <= 1]
    before = [
        one
        for one, is_one in zip(near, levels([*near, closing]), strict=False)
        if is_one and one.is_kin(closing) and one.brackets == closing.brackets
        if not one.is_before and one.year in (closing.year, None)
    ]
    came = next((one for one in reversed(before) if _is_all_that_came(one)), None)
    between = [one for one in before if came is not None and one.start > came.start]
    went = [one for one in between if side_of(one.lead) == _WENT or _flow(one) == -1]
    are_all = all(one in went or side_of(one.lead) == _CAME or anywhere("opening").search(one.lead) for one in between)
    is_one_total = not any(is_total(one) and "总" in one.lead for one in went)
    if came is None or not went or not are_all or not is_one_total:
        return []
    paid: list[Signed] = [(1, came), *((-1, one) for one in went)]
    there = [one for one in before if anywhere("opening").search(one.lead) and not is_counted_in(one, came)]
    return paid if fits_sum([(1, closing)], paid) else [*((1, one) for one in there), *paid]


def _is_all_that_came(one: Number) -> bool:
    return (is_total(one) or _BOTH_SIDES.search(one.lead) is not None) and side_of(one.lead) != _WENT


def _is_left(number: Number) -> bool:
    """Whether it is what a year left, be it carried over or not."""
    is_left = _left().search(number.lead) is not None and not number.is_before
    return is_left and not anywhere("opening").search(number.lead) and _is_amount(number)


def _is_closing(number: Number) -> bool:
    """Whether it is a stock at the end of a time."""
    is_stock = _closing().search(number.lead) is not None and not number.is_before
    return is_stock and not anywhere("opening").search(number.lead) and _is_amount(number)


def _is_opening(number: Number, closing: Number) -> bool:
    """Whether it is the stock at the start: as its words say, or as brackets behind the closing one tell."""
    if not _is_amount(number) or not anywhere("opening").search(number.lead):
        return False
    is_beside = number.is_aside_of(closing) and number.start > closing.start
    return bool(anywhere("stock").search(number.lead)) or is_beside


def _is_amount(number: Number) -> bool:
    return not (number.is_rate or number.is_points or is_each(number) or change_of(number) is not None)


def _sign_of_net(number: Number) -> int:
    return -1 if re.search("赤字|缺口|亏损|超支", number.lead) else 1


def _flow(number: Number) -> int | None:
    """1 where it came to the stock, -1 where it went from it."""
    for role, sign in (("stock_takes", -1), ("stock_adds", 1)):
        if anywhere(role).search(number.lead):
            return sign
    return flow_of(number)


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(rf"{any_of('closing')}[^，,。；;]*{any_of('stock')}[为达是：:\s]*$")


@cache
def _left() -> re.Pattern[str]:
    ends = r"(?:数|资金|[为达是：:\s])*$"
    return re.compile(
        rf"(?:{any_of('closing')}[^，,。；;]*(?:{any_of('stock')}|结转)|结转下一?年(?:度|使用|支出)*){ends}"
    )


@cache
def _net() -> re.Pattern[str]:
    """Words of what a year left: 当年收支结余, but not what was left over all years."""
    return re.compile(
        r"(?:当年|本年|当期|本期|年度)(?:(?!累计|滚存|年末|期末)[^，,。；;])*(?:结余|盈余|赤字|亏损)[为达是：:\s]*$"
    )
