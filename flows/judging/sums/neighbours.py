"""What else stands beside a total and its parts: it may be a further part, so that a difference proves nothing."""

from collections.abc import Sequence
from dataclasses import replace

from flows.judging.evidence import Evidence, basis_key, in_table, is_change_column, name_of
from flows.judging.sums.assemblies import Assembly
from flows.judging.verdicts import Skip
from flows.model.facts import Figure
from flows.model.words import measures, plain

_PART = "其中"
_MOST_NAMED = 3


def why_neighbours_count(evidence: Evidence, anchor: Figure, assembly: Assembly, named: frozenset[str]) -> Skip | None:
    """Names what may be a further part in the total's row, below its parts or between them, None where nothing may.

    `named` are the measures that some reading of the equation names: those have been looked for.
    """
    if not in_table(anchor):
        return None
    if unknown := _unknown_in_row(evidence, anchor):
        return Skip("unknown_column", {"names": "、".join(name_of(figure) for figure in unknown[:_MOST_NAMED])})
    parts = assembly.parts
    others = _between(evidence, anchor, parts) if assembly.is_of_table else _lines_beside(evidence, anchor, parts)
    if assembly.right.range.value < assembly.left.range.value:
        others += [figure for figure in _children_beside(evidence, anchor, parts, named) if figure not in others]
    if not others:
        return None
    return Skip("other_part", {"names": "、".join(line.item_name or name_of(line) for line in others[:_MOST_NAMED])})


def _unknown_in_row(evidence: Evidence, anchor: Figure) -> list[Figure]:
    """The amounts of the total's row that no measure is known for."""
    place = anchor.place
    return [
        figure
        for figure in evidence.figures
        if _is_unknown(figure)
        and (figure.place.table_no, figure.place.row_no) == (place.table_no, place.row_no)
        and replace(figure.place, char_start=None, char_end=None) != replace(place, char_start=None, char_end=None)
    ]


def _is_unknown(figure: Figure) -> bool:
    return figure.measure_code is None and in_table(figure) and bool(figure.value) and not is_change_column(figure)


def _lines_beside(evidence: Evidence, whole: Figure, parts: Sequence[Figure]) -> list[Figure]:
    """Lines of the whole's breakdown below its known parts or in its own row: they may be parts too, and so may
    what no measure is known for right below the whole, where its list of parts begins (其中：财政拨款).
    """
    below = (whole.place.table_no, (whole.place.row_no or 0) + 1, whole.place.column_no)
    unknown = [
        figure
        for figure in evidence.figures
        if (figure.place.table_no, figure.place.row_no, figure.place.column_no) == below and _is_unknown(figure)
    ]
    columns = {(part.place.table_no, part.place.column_no) for part in parts}
    return unknown + [
        line
        for line in evidence.lines
        if line.measure_code == whole.measure_code
        and in_table(line)
        and (
            (line.place.table_no, line.place.column_no) in columns
            or (line.place.table_no, line.place.row_no) == (whole.place.table_no, whole.place.row_no)
        )
    ]


def _between(evidence: Evidence, whole: Figure, parts: Sequence[Figure]) -> list[Figure]:
    """What else stands in the whole's column between its first part and itself: it may be a part too.

    Lines of a part (一般公共预算 below 年初结转) and what opens with 其中 are none.
    """
    rows = [part.place.row_no or 0 for part in parts if part.place.column_no == whole.place.column_no]
    codes = {part.measure_code for part in parts[1:]}
    return [
        figure
        for figure in (*evidence.figures, *evidence.lines)
        if figure.value
        and figure not in parts
        and not is_change_column(figure)
        and (figure.place.table_no, figure.place.column_no) == (whole.place.table_no, whole.place.column_no)
        and min(rows, default=0) < (figure.place.row_no or 0) < (whole.place.row_no or 0)
        and not (figure.item_name and figure.measure_code in codes)
        and not figure.label.startswith(_PART)
    ]


def _children_beside(evidence: Evidence, whole: Figure, parts: Sequence[Figure], named: frozenset[str]) -> list[Figure]:
    """Amounts of the whole's row or of its parts' columns that are known to be part of it, and that no reading names.

    Where no part is a child of the whole itself, the equation does not add its children up, and they say nothing.
    """
    children = [code for code, measure in measures().items() if measure.parent_code == (whole.measure_code or None)]
    if not any(part.measure_code in children for part in parts):
        return []
    columns = {(part.place.table_no, part.place.column_no) for part in (whole, *parts)}
    return [
        figure
        for code in children
        for figure in evidence.of(code)
        if code not in named
        and figure.value
        and in_table(figure)
        and (figure.report_no, figure.place.table_no) == (whole.report_no, whole.place.table_no)
        and plain(figure.scope_name) == plain(whole.scope_name)
        and (figure.period_year, basis_key(figure)) == (whole.period_year, basis_key(whole))
        and (figure.place.row_no == whole.place.row_no or (figure.place.table_no, figure.place.column_no) in columns)
    ]
