"""What lists of parts say: the whole is the sum of all its parts, or each of them and all together are in it."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.model.relations import Relation
from flows.relating.sentences.lists import PartList
from flows.relating.sentences.making import Maker, Signed, fits_sum, is_slip
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.parts import sign_of_part
from flows.relating.sentences.roles import change_of, is_net
from flows.relating.sentences.words import anywhere, side_of

_FEWEST_STEPS = 20
_PAIR = 2
_FEW = 20  # of so many one may be left
_OPEN = re.compile(r"[^，。；]{0,8}等")  # 甲3人、乙5人等: not all are listed


def sums_of_lists(lists: Sequence[PartList], make: Maker) -> Iterator[Relation]:
    """What each list states."""
    yield from _in_brackets(lists, make)
    wholes = {part.start: one.whole for one in lists for part in one.parts}
    for one in lists:
        parts = [(sign_of_part(part, one.whole), part) for part in one.parts]
        is_of_changes = change_of(one.whole) is not None
        if all(sign < 0 for sign, _ in parts) and not is_of_changes:
            continue  # a score, and what was taken off it
        if len(parts) > 1 and is_net(one.whole):
            yield from _netted(one.whole, parts, make)
        elif len(parts) > 1 and fits_sum([(1, one.whole)], parts):
            yield make.total(one.whole, parts, is_meant=True)
        elif len(parts) > 1 and one.is_closed and (turned := _told_behind(one)):
            yield make.total(*turned, is_meant=True)
        elif len(parts) > 1 and one.is_closed:
            yield make.total(one.whole, parts, is_meant=not one.opener.startswith("包"))
        elif is_of_changes and not is_net(one.whole):
            if _is_turned(one, parts):
                yield make.total(one.whole, parts, is_meant=True)
        elif len(parts) > 1 and (is_slip(one.whole, one.parts, may_leave_out=not _counts_off(one)) or _is_score(one)):
            yield make.total(one.whole, parts, is_meant=one.is_near and _exceed(one) and one.whole.is_money)
        elif _is_nearly_all(one):
            yield make.total(one.whole, parts, is_meant=False)
        elif one.opener == "（" and _may_be_parts(one):
            yield from _together(one, make)
        elif one.opener not in {"：", "（", "中"} and not (_exceed(one) and not one.is_near):
            yield from _within(one, wholes.get(one.whole.start), make)


def _netted(whole: Number, parts: Sequence[Signed], make: Maker) -> Iterator[Relation]:
    """What came and went is in all: by words that tell which of it went (减少), else in the directions that fit."""
    turns = [
        [(-sign if at == turned else sign, part) for at, (sign, part) in enumerate(parts)]
        for turned in range(len(parts))
    ]
    fitting = [turn for turn in (parts, *turns) if fits_sum([(1, whole)], turn)]
    if fitting or any(sign < 0 for sign, _ in parts):
        yield make.total(whole, next(iter(fitting), parts), is_meant=True)


def _told_behind(one: PartList) -> tuple[Number, list[Signed]] | None:
    """The whole that stands among what is listed, and its parts: 覆盖煤矿14座（全县16座，其余2座由市局直管）."""
    for part in one.parts:
        others = [(1, other) for other in (one.whole, *one.parts) if other is not part]
        if fits_sum([(1, part)], others):
            return part, others
    return None


def _in_brackets(lists: Sequence[PartList], make: Maker) -> Iterator[Relation]:
    """A part with a name of its own in brackets behind its whole, where others of the sentence hold as well; it may be
    wider than it seems, so that it is asked about.
    """
    beside: dict[int, list[PartList]] = {}
    for one in lists:
        if one.opener == "（" and len(one.parts) == 1 and _is_own(one.parts[0], one.whole):
            beside.setdefault(one.whole.sentence, []).append(one)
    for alike in beside.values():
        if len(alike) > 1 and sum(_exceed(one) for one in alike) <= len(alike) / 2:
            for one in alike:
                yield make.part(one.parts, one.whole, is_meant=False)


def _is_nearly_all(one: PartList) -> bool:
    """Whether what is counted or measured is listed but for a little, and less than any of its parts: no part is
    missing then, so that one of the numbers is likely wrong. Of money little is left for what no part names.
    """
    whole, parts = one.whole, one.parts
    if len(parts) < _PAIR or whole.is_money or whole.is_rate or whole.figure.unit == "分" or whole.figure.hedge:
        return False
    if any(_OPEN.match(part.behind) or anywhere("overlaps").search(part.lead) for part in parts):
        return False
    left = whole.value - sum((part.value for part in parts), Decimal(0))
    return 0 < left <= min(part.value for part in parts) and (left == 1 or left * _FEW <= whole.value)


def _is_own(part: Number, whole: Number) -> bool:
    """Whether a number in brackets can be a part of the one before them: of no other time or stage, and not wider."""
    is_of_side = side_of(part.lead) in {"", side_of(whole.lead)}
    if not re.match(r"\s*[）)]", part.behind):
        return False
    return bool(part.core) and part.core not in whole.core and whole.is_money and is_of_side and not _is_other(part)


def _exceed(one: PartList) -> bool:
    """Whether the parts together are more than the whole."""
    return sum((part.value for part in one.parts), 0 * one.whole.value) > one.whole.value


def _within(one: PartList, wider: Number | None, make: Maker) -> Iterator[Relation]:
    """Each part is in the whole, and so are all of them.

    One that is not may be of what the whole is itself a part of (货物42.5、服务105.8，其中面向中小企业118.6). What is
    counted may be counted twice, so that it is asked, and not where a part is named by what another may be, too
    (women, members of the party).
    """
    for part in one.parts:
        is_beside = part.brackets == one.whole.brackets  # what brackets hold is of the number before them
        is_of_wider = wider is not None and is_beside and one.whole.value < part.value <= wider.value
        whole = wider if wider is not None and is_of_wider else one.whole
        # 112个行政村、18个社区，其中…: of both
        yield make.part([part], whole, is_meant=not (is_beside and "、" in whole.gap))
    yield from _together(one, make)


def _together(one: PartList, make: Maker) -> Iterator[Relation]:
    """All the parts are in the whole, where no single one is already too much for it."""
    is_single = any(part.value > one.whole.value for part in one.parts)
    may_overlap = not one.whole.is_money and any(anywhere("overlaps").search(part.lead) for part in one.parts)
    if len(one.parts) > 1 and _exceed(one) and not is_single and not may_overlap:
        yield make.part(one.parts, one.whole, is_meant=one.whole.is_money)


def _may_be_parts(one: PartList) -> bool:
    """Whether no number that brackets hold is of another time or stage than the one before them, or wider."""
    return not any(_is_other(part) for part in one.parts)


def _is_other(part: Number) -> bool:
    return part.is_before or part.is_budget or anywhere("wider", "apart").search(part.lead) is not None


def _counts_off(one: PartList) -> bool:
    """Whether a colon opens the list, so that parts are seldom left out."""
    return re.search("[：:]", one.opener) is not None


def _is_score(one: PartList) -> bool:
    """Whether the list is of the points that a score adds up."""
    return one.whole.figure.unit == "分" and len(one.parts) > 2


def _is_turned(one: PartList, parts: Sequence[Signed]) -> bool:
    """Whether changes make up the whole change once the direction of one of them, or of the whole, is turned."""
    known = [part for part in parts if part[1].value > _FEWEST_STEPS * part[1].step]
    if not one.whole.is_money or len(known) < 2 or one.whole.value <= _FEWEST_STEPS * one.whole.step:
        return False
    if fits_sum([(-1, one.whole)], parts):
        return True
    turns = ([(-sign if part is turned else sign, part) for sign, part in parts] for _, turned in known)
    return any(fits_sum([(1, one.whole)], turn) for turn in turns)
