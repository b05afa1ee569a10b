"""What a text states, in short: `200 = 120 + 80`, `30 <= 100`, `25% = 30 / 120`, `60 = 20 * 3`; ? behind what is not meant."""

from collections.abc import Sequence
from decimal import Decimal

from flows.extraction import SourceClues, extract
from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.model.report import Paragraph, Report


def stated(text: str) -> list[str]:
    """The relations of a paragraph in the order of their words."""
    found = extract(Report("txt", (Paragraph(0, text),)), SourceClues("text.txt"))
    figures = {figure.figure_no: figure for figure in found.figures}
    return sorted(_told(relation, figures) for relation in found.relations)


def _told(relation: Relation, figures: dict[int, Figure]) -> str:
    by_role = {role: [one for one in relation.right if one.role == role] for role in ("dividend", "divisor", "factor")}
    left = _sum(relation.left, figures)
    if by_role["dividend"]:
        right = f"{_sum(by_role['dividend'], figures)} / {_sum(by_role['divisor'], figures)}"
    elif by_role["factor"]:
        right = " * ".join(_factor(one, figures) for one in by_role["factor"])
    else:
        right = _sum(relation.right, figures)
    sign = "<=" if relation.relation_kind in {"part_of", "order"} else "="
    return f"{left} {sign} {right}{'' if relation.is_meant else ' ?'}"


def _factor(one: Operand, figures: dict[int, Figure]) -> str:
    return f"{one.sign} * " * (one.sign > 1) + _number(figures[one.figure_no])


def _sum(operands: Sequence[Operand], figures: dict[int, Figure]) -> str:
    words = ""
    for one in operands:
        joint = (" - " if one.sign < 0 else " + ") if words else ("-" if one.sign < 0 else "")
        words += joint + _number(figures[one.figure_no])
    return f"({words})" if len(operands) > 1 and any(one.role != "addend" for one in operands) else words


def _number(figure: Figure) -> str:
    digits = f"{Decimal(figure.printed.replace(',', '')).normalize():f}"
    return f"{digits}%" if figure.unit == "%" else digits
