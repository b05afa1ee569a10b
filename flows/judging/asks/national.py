"""The national form of a project: points of execution, full marks below a target, reasons, and the split of weights."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.judging.asks.points import points_for, rounded_score
from flows.judging.asks.rates import percent, rate_of
from flows.judging.evidence import BUDGETS, Evidence
from flows.judging.intervals import FINEST, Range, agree, exact, plain_number, total
from flows.judging.questions import asks
from flows.judging.register import Rule, rule_words
from flows.judging.sides import Side, Signed, constant_side
from flows.judging.verdicts import Skip, Subject, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure, Indicator
from flows.model.words import plain

_WHOLE = Decimal(100)
_ZERO = Decimal(0)
_ONE = Decimal(1)
_RATE = "exec_rate_of_budget"
_Row = tuple[int, int | None, int | None]


def _row(figure: Figure) -> _Row:
    return (figure.report_no, figure.place.table_no, figure.place.row_no)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A rate of execution as it is printed, or as the amounts beside it make it."""

    range: Range
    figures: tuple[Signed, ...]


@dataclass(frozen=True, slots=True)
class _Execution:
    """The points for how much of the budget was spent, with the rates that stand in their row."""

    indicator: Indicator
    score: Figure
    rates: tuple[_Reading, ...]


def _executions(evidence: Evidence) -> Iterator[_Execution]:
    """What the funds part of the form scores: a line with no rule of its own beside an amount or a rate."""
    of_rows: defaultdict[_Row, list[Figure]] = defaultdict(list)
    for figure in evidence.figures:
        of_rows[_row(figure)].append(figure)
    for indicator in evidence.extract.indicators:
        score, weight = evidence.figure(indicator.score_figure_no), evidence.figure(indicator.weight_figure_no)
        if score is None or weight is None or indicator.rule_text or indicator.level2 or _row(score) != _row(weight):
            continue
        beside = of_rows[_row(score)]
        rates = [figure for figure in beside if figure.measure_code == _RATE and figure.unit == "%"]
        spent = [figure for figure in beside if figure.measure_code == "project_spent"]
        if rates or spent:
            printed = [_Reading(evidence.range_of(rate), ((1, rate),)) for rate in rates if len(rates) == 1]
            yield _Execution(indicator, score, (*printed, *_divided(evidence, spent, beside)))


def _divided(evidence: Evidence, spent: Sequence[Figure], beside: Sequence[Figure]) -> Iterator[_Reading]:
    """The execution by the amounts of its row, of the nearest budget that is printed there."""
    budgets = [figure for figure in beside if figure.measure_code == "project_budget" and figure.basis in BUDGETS]
    budgets.sort(key=lambda one: BUDGETS.index(one.basis))
    if (
        len(spent) == 1
        and budgets
        and evidence.bears(budgets[0])
        and (rate := rate_of(evidence, ((1, spent[0]),), ((1, budgets[0]),)))
    ):
        yield _Reading(rate.range, rate.figures)


@dataclass(frozen=True, slots=True)
class _Earning:
    """The points for execution as printed, with those that each reading of its rate earns."""

    score: Figure
    printed: Range
    weight: Decimal
    sides: Sequence[Side]

    @property
    def right(self) -> Side:
        """What it agrees with, else what the first reading earns."""
        return next((side for side in self.sides if agree(self.printed, side.range)), self.sides[0])

    @property
    def follows_rate(self) -> bool:
        """Whether less than all was spent and just that many points were given."""
        return self.printed.value != self.weight and agree(self.printed, self.right.range)


@asks("S02", skips=("rate_missing",))
def points_of_execution(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The points for execution against the rate times their weight; what is spent beyond the budget earns no more.

    Fewer points are a hint only, since a county may take some away by rules of its own; not so where another form of
    the document follows the rate.
    """
    earnings = []
    for one in _executions(evidence):
        weight = one.indicator.weight or _ZERO
        sides = [_earned(reading, weight) for reading in one.rates if reading.range.is_finite]
        if sides:
            earnings.append(_Earning(one.score, rounded_score(one.score, weight), weight, sides))
        else:
            yield leave_open(rule, subject_of(one.score), Skip("rate_missing"), ((1, one.score),))
    is_usual = any(earning.follows_rate for earning in earnings)
    for earning in earnings:
        printed, right = earning.printed, earning.right
        left = Side(printed, ((1, earning.score),), f"预算执行得分 {plain_number(printed.value)}", "分", "预算执行得分")
        is_sure = is_usual or printed.value > right.range.value
        yield compare(rule if is_sure else replace(rule, severity="info"), subject_of(earning.score), left, right)


def _earned(reading: _Reading, weight: Decimal) -> Side:
    """What a rate of execution earns of the weight."""
    rate = reading.range
    low, value, high = (min(one, _WHOLE) * weight / _WHOLE for one in (rate.low, rate.value, rate.high))
    points = plain_number(value.quantize(FINEST))
    words = f"执行率 {percent(rate.value)} × 分值 {plain_number(weight)} = {points}"
    return Side(Range(value, low, high), (), words, name="按执行率应得", sources=reading.figures)


@dataclass(frozen=True, slots=True)
class _Missed:
    """An indicator whose result is short of its target."""

    indicator: Indicator
    target: Figure
    result: Figure
    score: Figure | None

    @property
    def words(self) -> str:
        name = self.indicator.level3 or self.indicator.level2
        target = self.indicator.target_text or self.target.printed
        return f"「{name}」指标值 {target}，完成 {self.indicator.completion_text or self.result.printed}"


def _missed(evidence: Evidence, rule: Rule) -> Iterator[_Missed]:
    """The indicators that miss their target, as far as both are numbers of one unit and the way is known."""
    results: defaultdict[_Row, dict[str, list[Figure]]] = defaultdict(lambda: {"target": [], "actual": []})
    for figure in evidence.figures:
        if figure.figure_kind == "target" and figure.basis in ("target", "actual"):
            results[_row(figure)][figure.basis].append(figure)
    for indicator in evidence.extract.indicators:
        printed = evidence.figure(indicator.weight_figure_no) or evidence.figure(indicator.score_figure_no)
        if printed is None or _row(printed) not in results:
            continue
        beside = results[_row(printed)]
        if len(beside["target"]) != 1 or len(beside["actual"]) != 1:
            continue
        [target], [result] = beside["target"], beside["actual"]
        if target.unit == result.unit and not result.hedge and _is_short(target, result, indicator, rule):
            yield _Missed(indicator, target, result, evidence.figure(indicator.score_figure_no))


def _is_short(target: Figure, result: Figure, indicator: Indicator, rule: Rule) -> bool:
    """Whether a result misses its target; where no way is printed, less is short unless the name says otherwise."""
    wanted, reached = target.value, result.value
    if wanted is None or reached is None:
        return False
    if target.hedge:
        too_few = target.value_low is not None and target.value_high is None and reached < target.value_low
        too_many = target.value_high is not None and target.value_low is None and reached > target.value_high
        return too_few or too_many
    names = plain("".join((indicator.level2, indicator.level3)))
    return reached < wanted and not any(word in names for word in rule_words(rule, "lower"))


def _has_reason(indicator: Indicator, rule: Rule) -> bool:
    return plain(indicator.reason) not in {"", *map(plain, rule_words(rule, "none"))}


@asks("S03")
def full_marks_below_target(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Full points of an indicator that misses its target; a hint only, where the form gives a reason for it."""
    for one in _missed(evidence, rule):
        weight = one.indicator.weight
        if one.score is None or not weight or one.score.value is None or _may_be_full(one, weight):
            continue
        is_full = one.score.value >= weight
        its_rule = replace(rule, severity="info") if _has_reason(one.indicator, rule) else rule
        left = Side(exact(_ONE if is_full else _ZERO), (), f"{one.words}，分值 {plain_number(weight)}，得分 "
                    f"{plain_number(one.score.value)}", "项", "未达指标值而得满分", sources=_sources(one))  # fmt: skip
        yield compare(its_rule, subject_of(one.score), left, constant_side(_ZERO, "未达指标值不应满分（0 项）", "项"))


def _may_be_full(one: _Missed, weight: Decimal) -> bool:
    """Whether a scoring rule of the line's own gives, or may give, full points for what was reached."""
    if not one.indicator.rule_text:
        return False
    rule, reached, wanted = one.indicator.rule_parsed, one.result.value, one.target.value
    if rule is None or not reached or not wanted:
        return True
    rates = [reached / wanted * _WHOLE, *([reached] if one.result.unit == "%" else [])]
    spans = [points_for(rule, exact(rate), weight) for rate in rates]
    return any(span is None or span.high >= weight for span in spans)


def _sources(one: _Missed) -> tuple[Signed, ...]:
    return tuple((1, figure) for figure in (one.target, one.result, one.score) if figure is not None)


@asks("S04")
def reasons_for_misses(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The reason of every missed target, where the form has a column for it; one at full marks is told already."""
    asking = {
        (claim.report_no, claim.place.table_no)
        for claim in evidence.extract.claims
        if claim.claim_kind == "reason_column"
    }
    for one in _missed(evidence, rule):
        weight, score = one.indicator.weight, one.score.value if one.score else None
        is_told = weight is not None and score is not None and score >= weight
        if is_told or (one.result.report_no, one.result.place.table_no) not in asking:
            continue
        is_blank = not _has_reason(one.indicator, rule)
        words = f"{one.words}，偏差原因{'空白' if is_blank else '已填'}"
        name = "未达指标值而偏差原因空白"
        left = Side(exact(_ONE if is_blank else _ZERO), (), words, "项", name, sources=_sources(one))
        yield compare(rule, subject_of(one.result), left, constant_side(_ZERO, "应说明偏差原因（空白 0 项）", "项"))


@asks("S05")
def split_of_weights(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The weights of the first levels against those of the form, where it scores the execution and 100 points in all.

    A hint: where a project is special its weights may be others.
    """
    executed = {(one.indicator.report_no, one.indicator.scope_name): one.indicator for one in _executions(evidence)}
    for (report_no, scope_name), indicators in evidence.indicators().items():
        execution = executed.get((report_no, scope_name))
        if execution is None or any(one.weight is None for one in indicators):
            continue
        for split in (_split(rule, "split"), _split(rule, "cost")):
            groups = _grouped(evidence, indicators, execution, split)
            if groups is None:
                continue
            for name, wanted in split.items():
                side = Side(total(map(evidence.range_of, groups[name])), tuple((1, one) for one in groups[name]))
                left = replace(side, words=f"一级指标「{name}」分值 {plain_number(side.range.value)}", unit="分")
                year, place = evidence.fiscal_year(report_no), groups[name][0].place
                subject = Subject(report_no, scope_name, year, "weight", place, matter=name)
                right = constant_side(wanted, f"国家表样 {plain_number(wanted)}", "分", "国家表样")
                yield compare(rule, subject, left, right)


def _split(rule: Rule, group: str) -> Mapping[str, Decimal]:
    """The weights of a split of the form, by first level."""
    return {name: Decimal(weight) for name, _, weight in (word.partition("=") for word in rule_words(rule, group))}


def _grouped(
    evidence: Evidence, indicators: Sequence[Indicator], execution: Indicator, split: Mapping[str, Decimal]
) -> Mapping[str, Sequence[Figure]] | None:
    """The weights of every first level of a split, None where the levels are others or do not make 100."""
    first, *names = split
    groups: dict[str, list[Figure]] = {name: [] for name in split}
    for indicator in indicators:
        weight = evidence.figure(indicator.weight_figure_no)
        level = plain(indicator.level1)
        name = first if indicator is execution else next((one for one in names if plain(one) in level), "")
        if weight is None or not name:
            return None
        groups[name].append(weight)
    whole = sum((figure.value or _ZERO for figures in groups.values() for figure in figures), _ZERO)
    return groups if all(groups.values()) and whole == _WHOLE else None
