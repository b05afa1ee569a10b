"""What words alone say of numbers before them: 决算数大于预算数, 控制在预算以内, 收支平衡, 与上年持平."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache

from flows.model.relations import Relation
from flows.model.years import named_years
from flows.relating.sentences.bounds.targets import each_within
from flows.relating.sentences.bounds.words import spoken, steps, told_of_years
from flows.relating.sentences.making import Maker
from flows.relating.sentences.numbers import Number
from flows.relating.sentences.roles import change_of, is_strong_total, is_total, levels
from flows.relating.sentences.words import any_of, anywhere, core_of, side_of

_NEAR = 8
_SENTENCES = 2
_LONGEST = 120  # characters of a clause that are looked back over
_CLAUSES = re.compile("[。；;！？!?\n]")


def said_of_numbers(numbers: Sequence[Number], text: str, make: Maker) -> Iterator[Relation]:
    """Every order and equality that words without a number state of the numbers before them."""
    yield from _Reader(numbers, text, make).told()


class _Reader:
    def __init__(self, numbers: Sequence[Number], text: str, make: Maker) -> None:
        self._numbers, self._text, self._make = numbers, text, make
        self._is_level = levels(numbers)
        self._starts = [number.start for number in numbers]

    def _years_behind(self, match: re.Match[str]) -> Iterator[Relation]:
        """The numbers of two years behind words that compare them: 较上年增加，2022年…，2021年…."""
        place = bisect_left(self._starts, match.end())
        pair = self._numbers[place : place + 2]
        if len(pair) < 2 or not pair[0].is_kin(pair[1]) or not all(self._is_level[place : place + 2]):
            return
        now, before = pair
        is_next = not re.search("[。；;\n]", self._text[match.end() : before.start])
        years = [named_years(one.lead) for one in pair]
        if is_next and all(years) and years[0][-1] == years[1][-1] + 1 and now.is_of_same(before):
            yield self._make.order(*((before, now) if match["rises"] else (now, before)), is_meant=True)

    def told(self) -> Iterator[Relation]:
        """What all such words of the text say."""
        for match in told_of_years().finditer(self._text):
            yield from self._years_behind(match)
        for match in spoken().finditer(self._text):
            place = bisect_left(self._starts, match.end())
            if place == 0 or self._numbers[place - 1].end > match.start():
                continue
            yield from self._said(match, place, self._make.up_to_clause(match.end()))

    def _near(self, place: int, at: int) -> list[Number]:
        """Amounts in themselves before a place, not more than two sentences away, the nearest first."""
        sentence = self._numbers[place - 1].sentence
        ends = len(re.findall(r"[。！？!?\n]", self._text[self._numbers[place - 1].end : at]))
        found = []
        for number_at in range(place - 1, max(-1, place - 1 - _NEAR), -1):
            one = self._numbers[number_at]
            if sentence + ends - one.sentence > _SENTENCES:
                break
            is_one = self._is_level[number_at] or (one.is_budget and change_of(one) is None)
            if is_one and not one.is_rate and not one.is_points and not anywhere("left_over").search(one.lead):
                found.append(one)
        return found

    def _said(self, match: re.Match[str], place: int, make: Maker) -> Iterator[Relation]:
        near = self._near(place, match.start())
        subject = re.split(r"[，,。；;：:、（(\n]", self._text[max(0, match.start() - 20) : match.start()])[-1]
        if match["balanced"]:
            yield from self._balanced(near, self._left(match, place), make)
            return
        if match["two"]:
            if len(near) > 1 and near[0].is_kin(near[1]) and near[1].sentence == near[0].sentence:
                yield make.equal(near[1], near[0], is_meant=True)
            return
        if match["named"] is not None:
            change = self._numbers[place - 1]
            if _of_years().search(match["named"]) and self._is_from_before(change, match.start()):
                yield make.nothing(change, is_meant=True)
            else:
                yield from self._same_as_named(match, near, make)
            return
        if match["what"] and anywhere("each").search(subject):
            yield from each_within(self._numbers, place, match["what"], make)
        done, limit = self._pair(near, subject, match["what"] or match["over"] or match["under"] or "")
        if done is None or limit is None:
            return
        if match["equals"]:
            yield make.equal(done, limit, is_meant=True)
        elif match["exceeds"]:
            yield make.order(limit, done, is_meant=True)
        else:
            yield make.order(done, limit, is_meant=True)

    def _left(self, match: re.Match[str], place: int) -> Number | None:
        """What is left of a balance, behind the words that say it or before: 收支相抵，结转下年支出22885万元;
        年终结转12434万元，全部为专项结转，收支平衡.
        """
        before, behind = self._numbers[place - 1], self._numbers[place : place + 1]
        gaps = [(one, match.end(), one.start) for one in behind] + [(before, before.end, match.start())]
        near = (one for one, start, end in gaps if not re.search("[。；;\n]", self._text[start:end]))
        return next((one for one in near if anywhere("rest").search(one.lead) and not one.is_rate), None)

    def _balanced(self, near: Sequence[Number], left: Number | None, make: Maker) -> Iterator[Relation]:
        """The last income and expenditure, which are said to be the same but for what is left."""
        totals = [one for one in near if is_total(one) and is_strong_total(one.lead)]
        sides = {side_of(one.lead): one for one in reversed(totals) if side_of(one.lead)}
        if len(sides) > 1 and left is not None and left.is_kin(sides["收入"]):
            yield make.difference(left, sides["收入"], sides["支出"], is_meant=True)
        elif len(sides) > 1:
            yield make.equal(sides["收入"], sides["支出"], is_meant=True)
        elif len(totals) > 1 and left is None:
            yield make.equal(totals[1], totals[0], is_meant=True)

    def _is_from_before(self, change: Number, at: int) -> bool:
        """Whether a change from the year before stands right before a place: 比上年减少1.10万元，与上年持平."""
        if change_of(change) is None or self._text[change.end : at].strip("，,、 "):
            return False
        said = _CLAUSES.split(self._text[max(0, change.start - _LONGEST) : change.start])[-1]
        return bool(_of_years().search(said)) and not anywhere("budget").search(said)

    def _same_as_named(self, match: re.Match[str], near: Sequence[Number], make: Maker) -> Iterator[Relation]:
        """The nearest number and the one that words name: 支出预算118.27万元，与收入预算持平."""
        if not near or re.search(r"[，,。；;]", self._text[near[0].end : match.start()].strip("，,、（(；;。 ")):
            return
        now, name = near[0], match["named"]
        if _of_years().search(name):
            before = [one for one in near[1:] if one.is_before and one.is_kin(now) and _are_of_one_matter(one, now)]
            if now.is_before or not before:
                return
            yield make.equal(now, before[0], is_meant=True)
            return
        core, side = core_of(name), side_of(name)
        if side and side == side_of(now.lead) and core == core_of(now.lead):
            return  # the number is the one that is named, and what is as large is not printed
        for one in near[1:]:
            is_named = (core and core == one.core) or (not core and side and side == side_of(one.lead))
            if is_named and one.is_kin(now):
                yield make.equal(now, one, is_meant=True)
                return

    def _pair(self, near: Sequence[Number], subject: str, what: str) -> tuple[Number | None, Number | None]:
        """What was done and the budget or limit that words hold it against."""
        named = core_of(re.sub("人数|数$", "", subject))
        done = [one for one in near if not one.is_budget and not one.is_before]
        if named:
            alike = [one for one in done if one.core and (named in one.core or one.core in named)]
            done = alike or [one for one in done if not one.core and named in one.matter] or done
        if not done:
            return None, None
        now = done[0]
        words = anywhere("budget").search(anywhere("fund").sub("", what))
        limits = [one for one in near if one.is_budget and one.is_kin(now) and one is not now]
        if named:
            limits = [one for one in limits if named in one.core] or limits
        if words is not None:
            exact = [one for one in limits if words[0] in one.lead]
            limits = exact or [one for one in limits if words[0] in {"预算", "标准"} or one.is_of_same(now)]
        limits = [one for one in limits if one.is_of_same(now) or one.segment == now.segment or named] or []
        # 大于年初预算数 beside 年初预算 and 调整预算: the one of that name, and of two budgets 预算 alone is neither.
        called = [one for one in limits if what and what.removesuffix("数") in one.lead]
        if not called and len({one.lead for one in limits if one.sentence == now.sentence}) > 1:
            return now, None
        limit = next(iter(called or limits), None)
        between = near[near.index(now) : near.index(limit)] if limit in near[near.index(now) :] else []
        return now, None if any(steps().search(one.lead) for one in between) else limit


@cache
def _of_years() -> re.Pattern[str]:
    """Words that name the year before."""
    return re.compile(rf"{any_of('before')}|\d{{4}}")


def _are_of_one_matter(one: Number, other: Number) -> bool:
    """Whether two amounts are of the same by their own words, or by those that they were understood under."""
    return one.is_of_same(other) and (one.matter in other.matter or other.matter in one.matter)
