"""Changes and growths: each compares an amount with its own base, which is printed, or the amount less the change."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.model.relations import Relation
from flows.model.words import clause_words
from flows.model.years import named_years
from flows.relating.sentences.chains import MOST_NOWS, Chain, said
from flows.relating.sentences.comparing import (
    Changed,
    before_comparing,
    compared_with,
    is_base_behind,
    is_of_first,
    is_of_year_before,
    is_spoken_of,
    named_of,
    named_pair,
    names_budget,
    opened_and_closed,
)
from flows.relating.sentences.making import Maker, named
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of, is_compared, is_each, is_level, is_limit, moved_to
from flows.relating.sentences.words import any_word, anywhere, core_of

_WITH_THAT = re.compile("与[之此]相?比|相?较之下|比此")
_FROM, _TO = re.compile(r"[由从自][^，。；]*$"), re.compile(r"^[^，。；]{0,8}[到至][约近\s]*$")
_AND, _OF_NOW = re.compile(r"^[）)\s]*[、和及与]"), re.compile("[本今当][年期]")
_OF_A_SIZE = 2
_NEAR = 14  # numbers that are looked back over
_SENTENCES = 2


def stated_changes(numbers: Sequence[Number], wholes: dict[int, Number], make: Maker) -> Iterator[Relation]:
    """Every change and growth of a text; `wholes` are the wholes of the lists that numbers are parts of."""
    reader = _Reader(numbers, wholes, make)
    for place in range(len(numbers)):
        yield from reader.read(place)
    yield from reader.end()


class _Reader:
    """Reads numbers one after the other; changes that follow each other are of one amount."""

    def __init__(self, numbers: Sequence[Number], wholes: dict[int, Number], make: Maker) -> None:
        self._numbers, self._wholes, self._make = numbers, wholes, make
        following = [*numbers, None][1:]
        self._compared = [is_compared(one, after) for one, after in zip(numbers, following, strict=True)]
        self._is_level = [is_level(one, after) for one, after in zip(numbers, following, strict=True)]
        self._chain: Chain | None = None
        self._earlier: Number | None = None
        self._told: dict[tuple[int, str], tuple[Number, str]] = {}

    def read(self, place: int) -> Iterator[Relation]:
        """The relations that are settled by the next number."""
        number = self._numbers[place]
        if (way := self._moved_to(place)) is not None and (base := self._moved_from(place)) is not None:
            yield from self.end()
            fits = base.value <= number.value if way == "up" else base.value >= number.value
            if way and not (fits and base.value == number.value):
                yield self._make.order(*((base, number) if way == "up" else (number, base)), is_meant=True)
            self._chain = Chain([number], base, True, "")
        elif (change := change_of(number)) is not None or self._is_signed_growth(place):
            yield from self._hear(place, change.direction if change else "")

    def end(self) -> Iterator[Relation]:
        """What the changes heard last say."""
        chain, self._chain = self._chain, None
        if chain is not None and chain.changes:
            yield from said(chain, self._make)
            yield from self._told_again(chain)

    def _told_again(self, chain: Chain) -> Iterator[Relation]:
        """One amount changed from one time by one amount: 比2021年减少150.50万元 and, later, 比2021年增加40.00万元."""
        change, way = chain.changes[0]
        if not chain.nows or not chain.against or not way or not change.is_kin(chain.nows[0]):
            return
        first, first_way = self._told.setdefault((chain.nows[0].start, chain.against), (change, way))
        if first is not change:
            yield named(self._make.change_again(change, first, 1 if way == first_way else -1))

    def _hear(self, place: int, direction: str) -> Iterator[Relation]:
        number = self._numbers[place]
        if anywhere("per_year").search(number.clause[-24:] + number.lead):
            return
        against = compared_with(number)
        before = self._numbers[place - 1] if place else None
        if before is not None and _is_adjusted_by(before, number):
            yield from self._hear(place - 1, "")  # 年中追加36.00万元，调整率15%
        is_held_against = before is not None and (self._compared[place - 1] or is_limit(before))
        is_compared_here = before is not None and is_held_against and before.sentence == number.sentence
        if not is_compared_here and self._goes_on(place, against):
            assert self._chain is not None
            self._chain.changes.append((number, direction))
            return
        yield from self.end()
        if is_compared_here and before is not None:
            nows = self._nows(place - 1, number, "") or list(filter(None, [self._now_behind(place)]))
            is_named = len(nows) == 1 and nows[0].start < number.start and _is_once(nows[0], before, number)
            self._chain = Chain(nows, before, True, against, is_named=is_named)
        elif pair := named_pair(
            number, [one for one, is_one in self._back(place) if is_one and _can_change_by(one, number)]
        ):
            self._chain = Chain([pair[0]], pair[1], True, against)
        elif pair := opened_and_closed(number, against, [one for one, is_one in self._back(place) if is_one]):
            self._chain = Chain([pair[1]], pair[0], True, against)
        else:
            nows = self._nows(place, number, against)
            self._chain = Chain(nows, None, False, against, earlier=self._earlier)
            if len(nows) > 1:
                self._chain.base_of_whole = self._base_of(nows[1], place, named_years(against))
            if nows and (
                self._is_past(nows[0], place) or _WITH_THAT.search(number.gap) or is_of_first(nows[0], number, against)
            ):
                self._chain.nows, self._chain.base = [], nows[0]  # what it is now is not printed
            else:
                self._find_base(place)
                if self._chain.base is None:
                    self._find_base_behind(place)
        self._chain.changes.append((number, direction))

    def _goes_on(self, place: int, against: str) -> bool:
        """Whether a change is of the amount that the one right before it is of."""
        chain, number = self._chain, self._numbers[place]
        if chain is None or not place or (against and against != chain.against and bool(chain.changes)):
            return False
        before = self._numbers[place - 1]
        last = [chain.changes[-1][0]] if chain.changes else chain.nows[:1]
        if before not in last or number.sentence - before.sentence > 1:
            return False
        if Changed.of(number.lead).core and not number.is_rate:
            return False
        kinds = {one.is_rate for one, _ in chain.changes}
        return number.is_rate not in kinds or number.is_points

    def _is_signed_growth(self, place: int) -> bool:
        number = self._numbers[place]
        is_bare = number.is_rate and not number.lead.strip() and number.value < 0
        return is_bare and self._chain is not None and bool(self._chain.changes) and (
            self._numbers[place - 1] is self._chain.changes[-1][0]
        )  # fmt: skip

    def _moved_to(self, place: int) -> str | None:
        """The direction in which another number became this one; '' for 从41座到46座, which says none."""
        number, before = self._numbers[place], self._numbers[place - 1] if place else None
        if (way := moved_to(number)) is not None or before is None or not _TO.match(number.gap):
            return way
        is_pair = before.is_kin(number) and before.sentence == number.sentence and not number.is_points
        return "" if is_pair and self._is_level[place - 1] and _FROM.search(before.lead) else None

    def _is_past(self, one: Number, place: int) -> bool:
        """Whether an amount is of the time before the change at a place: by its own words, those of the amount that it
        is listed behind (上年预算85万元、执行80万元), or the years that their two sentences name.
        """
        if one.is_before:
            return True
        at = next(at for at, number in enumerate(self._numbers) if number is one)
        if at and _AND.match(one.gap) and self._numbers[at - 1].is_before:
            return not named_years(one.lead) and not _OF_NOW.search(one.lead)
        told = [year for other in self._numbers[at + 1 : place + 1] for year in self._years_of(one, other)]
        own = next(reversed(named_years(one.clause)), one.year)
        return own is not None and own == one.year and bool(told) and told[-1] == own + 1

    def _years_of(self, one: Number, other: Number) -> list[int]:
        """The years that the words before a number name as its own, in a later sentence or of a change."""
        is_change = change_of(other) is not None and not other.is_rate
        if other.sentence == one.sentence and not is_change:
            return []
        words = re.split(r"[。！？!?；;，,\n]" if is_change else r"[。！？!?\n]", other.gap)[-1]
        return list(named_years(before_comparing(words)))

    def _moved_from(self, place: int) -> Number | None:
        """What a number was before it became what it is: the last of its kind."""
        number = self._numbers[place]
        for one, is_one in self._back(place):
            if one.is_kin(number) and not one.is_aside_of(number) and change_of(one) is None and not one.is_points:
                is_named = bool(re.search(r"[由从自](?!于)", one.clause)) or one.is_before
                is_next = one is self._numbers[place - 1] and one.sentence == number.sentence
                return one if (is_one and (is_named or is_next or moved_to(one) is not None)) or is_named else None
        return None

    def _back(self, place: int) -> Iterator[tuple[Number, bool]]:
        """The numbers before a place that stand near, the last first, and whether each is an amount in itself."""
        number = self._numbers[place] if place < len(self._numbers) else self._numbers[-1]
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            if number.sentence - self._numbers[at].sentence > _SENTENCES:
                return
            yield self._numbers[at], self._is_level[at]

    def _nows(self, place: int, number: Number, against: str) -> list[Number]:
        """What the change at a place can be of, the nearest first, and the whole of the list that it ends."""
        base = self._numbers[place] if self._numbers[place] is not number else None
        name = named_of(number) if base is None or not Changed.of(base.lead).names else Changed.of(base.lead)
        found: list[Number] = []
        asides: list[Number] = []
        for at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            one = self._numbers[at]
            if number.sentence - one.sentence > _SENTENCES or (not number.is_points and self._is_of_unprinted(at)):
                break
            is_one = self._is_level[at] or (_is_priced_alike(one, number) and one.sentence == number.sentence)
            if not is_one or not _can_change_by(one, number) or not name.fits(one):
                continue
            if one.is_aside_of(number):
                asides.append(one)
                continue
            if found and one.segment != found[0].segment and found[0].core:
                break
            if _steps().search(one.lead) and not name.core:
                continue
            found.append(one)
            if len(found) > MOST_NOWS:
                break
        found = found or asides[:1]
        is_pair = len(found) > 1 and not names_budget(against) and found[1].is_of_same(found[0])
        if is_pair and is_of_year_before(found[0], found[1], ()):
            return [found[1]]
        nows = found[:1]
        if len(found) > 1 and _is_its_budget(found[0], found[1], against):
            nows = [found[1], found[0]]  # 支出41万元，预算45万元；比上年增加16万元: the expenditure
        self._earlier = found[1] if len(found) > 1 and found[1].is_of_same(found[0]) else None
        if (
            len(nows) == 1
            and not name.core
            and (whole := self._wholes.get(nows[0].start)) is not None
            and whole.is_kin(nows[0])
        ):
            nows.append(whole)
        return nows

    def _is_of_unprinted(self, at: int) -> bool:
        """Whether a share is of something whose amount is not printed, which a change behind it is of, too."""
        one = self._numbers[at]
        if not one.is_rate or change_of(one) is not None:
            return False
        return core_of(one.lead.partition("占")[0]) != "" if "占" in one.lead else False

    def _find_base(self, place: int) -> None:
        chain, number = self._chain, self._numbers[place]
        assert chain is not None
        is_of_budget, years = names_budget(chain.against), named_years(chain.against)
        first = chain.nows[0] if chain.nows else None
        is_base = first is not None and is_of_budget and first.is_budget and is_spoken_of(first, chain.against)
        if (not chain.nows or is_base) and (later := self._now_behind(place)) is not None:
            base = first if is_base else None
            chain.nows, chain.base, chain.is_base_sure = [later], base, base is not None
            return
        if is_base and chain.earlier is not None and not chain.earlier.is_budget:
            chain.nows, chain.base, chain.is_base_sure = [chain.earlier], first, True
            return
        if not chain.nows:
            return
        now = chain.nows[0]
        is_previous = bool(anywhere("against_previous").search(number.lead)) and not chain.against
        for one, is_one in self._back(place):
            if not is_one or one is now or not one.is_kin(now) or not (is_previous or one.is_of_same(now)):
                continue
            if one.is_aside_of(number) and one.is_aside_of(now):
                continue
            if is_previous:
                if one.start < now.start and one.segment == now.segment:
                    chain.base, chain.is_base_sure = one, True
                return
            if is_of_budget:
                is_base = one.is_budget and is_spoken_of(one, chain.against)
            else:
                is_base = is_of_year_before(one, now, years)
            if is_base:
                chain.base, chain.is_base_sure = one, one.sentence == now.sentence or one.is_before
                return

    def _base_of(self, whole: Number, place: int, years: Sequence[int]) -> Number | None:
        """What the whole of a list was before, where its own words or year say so."""
        for one, is_one in self._back(place):
            is_same = is_one and one is not whole and one.is_kin(whole) and one.core == whole.core
            if is_same and is_of_year_before(one, whole, years):
                return one
        return None

    def _find_base_behind(self, place: int) -> None:
        """The base that stands right behind the changes."""
        chain = self._chain
        assert chain is not None
        for at in range(place + 1, min(place + 4, len(self._numbers))):
            one = self._numbers[at]
            if chain.nows and self._is_level[at] and is_base_behind(one, chain.nows[0], chain.against):
                chain.base, chain.is_base_sure = one, True
            if not one.is_rate or change_of(one) is None or one.sentence != self._numbers[place].sentence:
                return

    def _now_behind(self, place: int) -> Number | None:
        """The amount that stands behind its changes: 增加17.28万元、增长12%后，…达到161.28万元."""
        number = self._numbers[place]
        for at in range(place + 1, min(place + 5, len(self._numbers))):
            one = self._numbers[at]
            if one.sentence != number.sentence:
                return None
            if self._is_level[at] and _can_change_by(one, number) and not one.is_budget:
                return one
        return None


@cache
def _steps() -> re.Pattern[str]:
    """Words of what was added to a budget, and is no amount of its own that changes."""
    return re.compile(any_word(clause_words("step")))


def _is_adjusted_by(step: Number, rate: Number) -> bool:
    """Whether what was added to a budget stands before the rate by which that was adjusted."""
    is_step = change_of(step) is None and _steps().search(step.lead) is not None and not step.is_rate
    return is_step and rate.is_rate and step.sentence == rate.sentence and bool(anywhere("adjusting").search(rate.lead))


def _is_its_budget(budget: Number, done: Number, against: str) -> bool:
    """Whether an amount is the budget of the one before it, of which a change is sooner."""
    is_pair = budget.is_budget and not done.is_budget and budget.sentence == done.sentence and budget.is_kin(done)
    return is_pair and budget.is_of_same(done) and not names_budget(against)


def _is_once(now: Number, base: Number, growth: Number) -> bool:
    """Whether two amounts of a growth's own sentence are of a size, as one matter is from year to year."""
    sizes = sorted((now.value, base.value))
    is_alike = now.is_money and now.sentence == growth.sentence and not now.is_budget
    return growth.is_rate and is_alike and 0 < sizes[1] <= _OF_A_SIZE * sizes[0]


def _can_change_by(one: Number, change: Number) -> bool:
    if change.is_points:
        return one.is_rate
    if change.is_rate:
        return not one.is_rate and not one.is_points
    return one.is_kin(change)


def _is_priced_alike(one: Number, change: Number) -> bool:
    """Whether it is what one of several costs, and the change may be of that: 每袋58元，较上次63元下降5元."""
    is_price = is_each(one) and change_of(one) is None and not re.search("较|比|与", one.lead)
    return is_price and one.figure.printed_unit == change.figure.printed_unit
