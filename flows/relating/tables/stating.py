"""Layouts as relations: one at each position where it holds, and where it fails if that is told."""

from collections.abc import Iterator
from decimal import Decimal

from flows.model.relations import Operand, Relation, RelationKind
from flows.relating.tables.changes import is_signed
from flows.relating.tables.choosing import Chosen
from flows.relating.tables.grid import Lines, Number
from flows.relating.tables.shares import Shared

_KINDS: dict[str, RelationKind] = {
    "sum": "sum",
    "difference": "difference",
    "ratio": "ratio",
    "growth": "ratio",
    "part_of": "part_of",
    "product": "product",
}
_QUOTIENTS = frozenset({"ratio", "growth"})
_PERCENT = "%"
_SURE, _LIKELY = Decimal("0.95"), Decimal("0.6")


def stated(lines: Lines, chosen: Chosen, report_no: int) -> Iterator[Relation]:
    """The relations of a layout, in the order of its positions."""
    tried = chosen.tried
    fails = set(tried.fails) if chosen.tells_failing else set()
    for position in sorted({*tried.holds, *fails}):
        whole = lines.at(tried.layout.target)[position]
        if tried.layout.kind in _QUOTIENTS and whole.unit != _PERCENT:
            continue  # what one of a thing costs is no rate
        parts = [
            (sign, number) for sign, line in tried.layout.parts if (number := lines.at(line).get(position)) is not None
        ]
        left, right = _sides(lines, chosen, whole, parts)
        yield Relation(
            report_no,
            _KINDS[tried.layout.kind],
            "words" if chosen.is_worded else "layout",
            left,
            right,
            is_closed=tried.layout.kind != "part_of",
            is_meant=position not in fails or chosen.is_sure,
            confidence=_SURE if chosen.is_sure else _LIKELY,
            quote=" ".join(lines.heads(tried.layout.target).words),
        )


def _sides(
    lines: Lines, chosen: Chosen, whole: Number, parts: list[tuple[int, Number]]
) -> tuple[tuple[Operand, ...], tuple[Operand, ...]]:
    kind, target = chosen.tried.layout.kind, chosen.tried.layout.target
    left = (Operand(whole.number_no),)
    if kind == "part_of":
        return tuple(Operand(number.number_no) for _, number in parts), left
    if kind == "ratio":
        (_, upper), (_, lower) = parts
        return left, (Operand(upper.number_no, 1, "dividend"), Operand(lower.number_no, 1, "divisor"))
    if kind == "product":
        return left, tuple(Operand(number.number_no, 1, "factor") for _, number in parts)
    if kind == "sum":
        return left, tuple(Operand(number.number_no, sign) for sign, number in parts)
    (_, now), (_, then) = parts
    has_signs = chosen.has_signs or is_signed(lines, target)
    first, second = (now, then) if now.value >= then.value or has_signs else (then, now)
    if kind == "difference":
        return left, (Operand(first.number_no, 1), Operand(second.number_no, -1))
    return left, (
        Operand(first.number_no, 1, "dividend"),
        Operand(second.number_no, -1, "dividend"),
        Operand(then.number_no, 1, "divisor"),
    )


def stated_shares(lines: Lines, shared: Shared, report_no: int) -> Iterator[Relation]:
    """The relations of shares: each rate over its amount and the total."""
    [(_, line), *_] = shared.tried.layout.parts
    amounts = lines.at(line)
    whole = Operand(amounts[shared.whole].number_no, 1, "divisor")
    for position in sorted({*shared.tried.holds, *shared.tried.fails}):
        yield Relation(
            report_no,
            "ratio",
            "layout",
            (Operand(lines.at(shared.tried.layout.target)[position].number_no),),
            (Operand(amounts[position].number_no, 1, "dividend"), whole),
            is_closed=True,
            is_meant=True,
            confidence=_LIKELY,
            quote=" ".join(lines.heads(shared.tried.layout.target).words),
        )
