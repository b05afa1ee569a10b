"""What the numbers of one equation are called, so that each is told from the others."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

from flows.judging.evidence import name_of
from flows.model.facts import Figure
from flows.model.words import basis_name

_PART = re.compile(r"^其中[：:\s]*")

# What tells figures apart whose labels are the same, the most telling first.
_APART: tuple[Callable[[Figure], str], ...] = (
    lambda figure: figure.scope_name,
    lambda figure: f"{figure.period_year}年" if figure.period_year else "",
    lambda figure: basis_name(figure.basis),
)


def names_of(figures: Sequence[Figure]) -> tuple[str, list[str]]:
    """What figures have in common by their labels, '' where their names alone tell them apart, and the name of each.

    Six lines 当年结余 are called by their rows (工伤保险), and 当年结余 is what they have in common; two that share
    their whole label are told by scope, year or basis (2022年决算数).
    """
    names = [name_of(figure) for figure in figures]
    counts = Counter(names)
    repeated = [name for name in counts if counts[name] > 1]
    if len(counts) == 1 and repeated and (rows := _by_path(figures, "")):
        return names[0], rows
    for name in repeated:
        places = [at for at, one in enumerate(names) if one == name]
        for at, told in zip(places, _told_apart([figures[at] for at in places], name), strict=True):
            names[at] = told
    return "", names


def _told_apart(figures: Sequence[Figure], name: str) -> list[str]:
    if rows := _by_path(figures, name):
        return rows
    for tell in _APART:
        told = [tell(figure) for figure in figures]
        if all(told) and len(set(told)) == len(told):
            return [f"{one}{name}" for one in told]
    return [name] * len(figures)


def _by_path(figures: Sequence[Figure], name: str) -> list[str]:
    """The parts of each label that are not all labels' with the name behind, [] where they tell none apart.

    The row 合计 of a column 合计 keeps its own name.
    """
    paths = [[_PART.sub("", part) for part in figure.label.split(" / ")] for figure in figures]
    shared = set(paths[0]).intersection(*paths[1:])
    last = [{part: at for at, part in enumerate(path)} for path in paths]
    own = [
        [part for at, part in enumerate(path) if part not in shared or at != places[part]]
        for path, places in zip(paths, last, strict=True)
    ]
    rows = ["".join(parts) for parts in own]
    return [f"{row}{name}" for row in rows] if all(rows) and len(set(rows)) == len(rows) else []
