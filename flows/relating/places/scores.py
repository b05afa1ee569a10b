"""What sentences tell of a scoring table: the total once more, what a level came to, and the points that were lost."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.model.facts import Figure, Indicator
from flows.model.printed.slips import digits, misprinted
from flows.model.relations import Operand, Relation, RelationKind
from flows.model.totals import is_total
from flows.model.words import clause_words, longest_first, plain, remembered
from flows.relating.places.facts import is_cell
from flows.relating.places.subjects import words_of
from flows.relating.places.twins import UNCERTAIN
from flows.relating.sentences.words import any_word

_POINTS, _TOTAL, _WEIGHT, _EVALUATION = "分", "score_total", "indicator_weight", "evaluation_score"
_ROLES = frozenset({"score", "amount", "weight"})
_SHORTEST = 2
_LITTLE = 2  # points
_POINTS_BEHIND = re.compile(r"[（(]\d+(?:\.\d+)?分?[）)]$")  # 产出指标（50分）
_PIECES = re.compile(r"[、，,；;：:（(和及与为是]")


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines of a scoring table that stand under one name, with the numbers of their points; `full` is all they give."""

    full: Decimal
    weights: tuple[int, ...]
    scores: tuple[int, ...]
    is_whole: bool


def scores_told(figures: Sequence[Figure], indicators: Sequence[Indicator]) -> Iterator[Relation]:
    """A relation for every number of points in a sentence that a scoring table prints, adds up or leaves over.

    None is sure: a sentence may tell of another evaluation than the table.
    """
    by_report: defaultdict[int, list[Indicator]] = defaultdict(list)
    for line in indicators:
        by_report[line.report_no].append(line)
    told = [one for one in figures if one.unit == _POINTS and not is_cell(one) and not one.hedge and one.value]
    for report_no, lines in by_report.items():
        if len({(line.place.table_no, line.scope_name) for line in lines}) != 1:
            continue
        own = [one for one in told if one.report_no == report_no]
        totals = _totals(figures, lines)
        yield from _of_totals(own, totals)
        yield from _of_levels(own, _levels(lines))


def _totals(figures: Sequence[Figure], lines: Sequence[Indicator]) -> Mapping[str, Figure]:
    """The weight and the score in the row that adds up the lines, by the kind of figure; none where several do."""
    table = lines[0].place.table_no
    rows = [
        one
        for one in figures
        if one.figure_kind in (_WEIGHT, _EVALUATION)
        and one.place.table_no == table
        and is_cell(one)
        and any(is_total(part) for part in one.label.split(" / "))
    ]
    found = {kind: [one for one in rows if one.figure_kind == kind] for kind in (_WEIGHT, _EVALUATION)}
    return {kind: every[0] for kind, every in found.items() if len({one.value for one in every}) == 1}


def _of_totals(told: Sequence[Figure], totals: Mapping[str, Figure]) -> Iterator[Relation]:
    score, weight = totals.get(_EVALUATION), totals.get(_WEIGHT)
    if score is None:
        return
    own = [one for one in told if one.period_year == score.period_year and (is_of_all(one.label) or _is_total(one))]
    spoken = [*own, *(one for one in told if one.measure_code == _TOTAL)]
    own = [one for one in own if weight is None or one.value != weight.value]
    if len({one.value for one in own}) == 1:
        yield from (_relation("equal", one, [(1, score.figure_no)]) for one in own if _may_be_one(one, score))
    for one in told:
        beside = [other for other in spoken if other.place.block_no == one.place.block_no]
        if weight is not None and beside and is_lost(one.label) and _name(one.label) in _of_all():
            yield _relation("difference", one, [(1, weight.figure_no), (-1, score.figure_no)])


def _is_total(one: Figure) -> bool:
    """Whether it is understood as the total, whose words name nothing else: 经综合自评，得分90分."""
    return one.measure_code == _TOTAL and _name(one.label) in _of_all()


def _may_be_one(one: Figure, other: Figure) -> bool:
    """Whether two scores differ by a slip or by little: of one thing there may be more than one evaluation."""
    distance = abs((one.value or Decimal(0)) - (other.value or Decimal(0)))
    return distance <= _LITTLE or digits(other.printed) in misprinted(digits(one.printed))


def _of_levels(told: Sequence[Figure], levels: Mapping[str, _Lines]) -> Iterator[Relation]:
    """What a level or an indicator came to or lost, where a paragraph tells it once."""
    matters = [(one, is_lost(one.label), _level_of(one, levels)) for one in told if one.figure_role in _ROLES]
    times = Counter((lost, name) for one, lost, name in matters if lost or one.figure_role != "weight")
    given = {(one.place.block_no, name): one.value for one, _, name in matters if one.figure_role == "weight"}
    for one, lost, name in matters:
        lines = levels.get(name)
        if lines is None or not lines.is_whole or times[lost, name] > 1:
            continue
        if given.get((one.place.block_no, name), lines.full) != lines.full:
            continue  # 产出70分，得66分: on another scale than the table's
        if lost:
            yield _relation("difference", one, [*((1, no) for no in lines.weights), *((-1, no) for no in lines.scores)])
        elif one.figure_role == "score" and one.measure_code != _TOTAL:
            yield _relation("sum", one, [(1, no) for no in lines.scores])


def _level_of(figure: Figure, levels: Mapping[str, _Lines]) -> str:
    """The name of a level that the words of a number are, or which those of lost points begin with; '' for none."""
    name = next(filter(None, map(_name, reversed(figure.label.split(" / ")))), "")  # 产出指标 / 得
    if name in levels or not is_lost(figure.label):
        return name if name in levels else ""
    words = _name(_PIECES.split(_lost().sub("", figure.label))[-1])
    return next((level for level in longest_first(levels) if words.startswith(level)), "")


def _levels(lines: Sequence[Indicator]) -> Mapping[str, _Lines]:
    """The lines by the names of all their levels, but for names that stand on two levels."""
    under: dict[str, dict[int, list[Indicator]]] = {}
    for line in lines:
        for level, words in enumerate((line.level1, line.level2, line.level3)):
            if len(name := _name(words)) >= _SHORTEST:
                under.setdefault(name, {}).setdefault(level, []).append(line)
    found = {}
    for name, by_level in under.items():
        every = [line for of_level in by_level.values() for line in of_level]
        weights = tuple(line.weight_figure_no for line in every if line.weight_figure_no is not None)
        scores = tuple(line.score_figure_no for line in every if line.score_figure_no is not None)
        if len(by_level) == 1:
            full = sum((line.weight or Decimal(0) for line in every), Decimal(0))
            found[name] = _Lines(full, weights, scores, is_whole=len(weights) == len(scores) == len(every))
    return found


@remembered
def is_lost(label: str) -> bool:
    """Whether words say that the points behind them were lost: 产出扣, 失分."""
    return _lost().search(label) is not None


@remembered
def _name(label: str) -> str:
    """What points are of, without the words that only say that they are points."""
    name = plain(_POINTS_BEHIND.sub("", label.rpartition(" / ")[2]))
    while (shorter := _tail().sub("", name)) != name:
        name = shorter
    return name


@cache
def _lost() -> re.Pattern[str]:
    return re.compile(rf"[（(]?(?:按比例|各|共)?{_deducted()}[了掉去]?[（(\s]*$")


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(rf"(?:{_deducted()}|{_any('points_tail')})$|^{_any('lead')}(?=.)")


@cache
def _of_all() -> frozenset[str]:
    return words_of("of_all_points") | {""}


@remembered
def is_of_all(label: str) -> bool:
    """Whether words name nothing but the score that a report gives to all that it is about."""
    words = plain(label.rpartition(" / ")[2])
    own = _any("own_score")
    return bool(re.fullmatch(f"(?:{own}|{_any('score_filler')})+", words) and re.search(own, words))


@cache
def _any(role: str) -> str:
    return any_word(words_of(role))


@cache
def _deducted() -> str:
    return any_word(clause_words("deduction"))


def _relation(kind: RelationKind, one: Figure, others: Sequence[tuple[int, int]]) -> Relation:
    return Relation(
        one.report_no, kind, "places", (Operand(one.figure_no),), tuple(Operand(no, sign) for sign, no in others),
        is_closed=True, is_meant=False, confidence=UNCERTAIN, quote=one.quote or one.label,
    )  # fmt: skip
