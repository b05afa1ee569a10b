"""Lines with a mark or a code over those behind them that have neither: 一、税收收入 over 增值税 and 个人所得税."""

from collections.abc import Container, Iterator

from flows.model.printed.slips import misprinted
from flows.relating.tables.choosing import Chosen, Least, is_of_points
from flows.relating.tables.grid import Lines
from flows.relating.tables.layouts import Layout, Tried, tried
from flows.relating.tables.totals import Words

_LEAST = Least(share=0.5, strength=3.0, distinct=1)


def over_unmarked(lines: Lines, words: Words, told: Container[int]) -> Iterator[Chosen]:
    """Marked lines over those without a mark, where something bears that out: the line itself in another position, or
    another line of the kind and a slip.
    """
    every = [tried(lines, layout) for layout in _headed(lines, words) if layout.target not in told]
    are_meant = any(one.distinct and not one.against for one in every)
    for one in every:
        if one.lacks or is_of_points(lines, one):
            continue
        if _LEAST.allows(one):
            yield Chosen(one, is_worded=True, tells_failing=True, is_sure=len(one.holds) >= len(one.fails))
        elif are_meant and not one.holds and _is_misprint(lines, one):
            yield Chosen(one, is_worded=True, tells_failing=True, is_sure=False)


def _is_misprint(lines: Lines, one: Tried) -> bool:
    """Whether one wrong digit, or two that changed places, of one number explain all that fails."""
    return all(_is_misprinted_at(lines, one, position) for position in one.fails)


def _is_misprinted_at(lines: Lines, one: Tried, position: int) -> bool:
    whole = lines.at(one.layout.target)[position].units
    parts = [(sign, lines.at(line)[position].units) for sign, line in one.layout.parts if position in lines.at(line)]
    gap = whole - sum(sign * units for sign, units in parts)
    return any(str(units + sign * gap) in misprinted(str(units)) for sign, units in ((-1, whole), *parts))


def _headed(lines: Lines, words: Words) -> Iterator[Layout]:
    """Each line with a mark or a code over those behind it that have neither."""
    head, below = None, list[int]()
    for line in (*lines.numbered, None):
        said = words[line] if line is not None else None
        if line is not None and said is not None and not said.total and said.level is None and not said.code:
            below.append(line)
            continue
        if head is not None and len(below) > 1 and not any(words[one].is_of_which for one in below):
            yield Layout("sum", head, tuple((-1 if words[one].is_minus else 1, one) for one in below))
        head, below = (None if said is None or said.total else line), []
