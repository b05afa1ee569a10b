"""Targets of one place beside what another tells to have been reached of just the same, in the same year."""

import re
from collections.abc import Iterator, Sequence

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.relating.places.facts import is_cell
from flows.relating.places.subjects import own_words, words_of
from flows.relating.places.twins import UNCERTAIN

_SHORTEST = 4
_SET = re.compile(r"^.*(?:设定|设立|计划|目标|要求|力争|确保)的?[为是]?")

_What = tuple[object, ...]


def reached_of_targets(figures: Sequence[Figure]) -> Iterator[Relation]:
    """A bound for every target of a sentence (不低于5500元) whose subject is told once more, and alone, elsewhere.

    None is sure: what was set may be of another time than words say.
    """
    told: dict[_What, list[Figure]] = {}
    targets: list[tuple[_What, Figure]] = []
    for figure in figures:
        is_target = figure.hedge in words_of("at_least") | words_of("at_most")
        if figure.value is None or is_cell(figure) or (figure.hedge and not is_target):
            continue
        label = figure.label.removesuffix(figure.hedge).removesuffix("不") if is_target else figure.label
        what: _What = (figure.report_no, own_words(_SET.sub("", label)), figure.unit, figure.period_year)
        if is_target:
            targets.append((what, figure))
        else:
            told.setdefault(what, []).append(figure)
    for matter, target in targets:
        reached = [one for one in told.get(matter, ()) if one.place.block_no != target.place.block_no]
        is_named = len(str(matter[1])) >= _SHORTEST and matter[1] not in words_of("general")
        if is_named and len({one.value for one in reached}) == 1:
            sides = (target, reached[0]) if target.hedge in words_of("at_least") else (reached[0], target)
            left, right = ((Operand(one.figure_no),) for one in sides)
            yield Relation(
                target.report_no, "order", "places", left, right, is_closed=True, is_meant=False,
                confidence=UNCERTAIN, quote=f"{target.label}；{reached[0].label}",
            )  # fmt: skip
