"""What a report itself says must hold of its numbers, whether or not anybody knows their measures."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

RelationKind = Literal["sum", "part_of", "difference", "ratio", "equal", "order", "product"]
Origin = Literal["words", "layout", "places"]
SideName = Literal["left", "right"]
OperandRole = Literal["addend", "dividend", "divisor", "factor"]

NAMED = Decimal(1)  # the confidence of a relation whose words name each of its numbers as the report itself calls it


@dataclass(frozen=True, slots=True)
class Operand:
    """One number of a relation, by its `figure_no`.

    A side is the signed sum of its addends, the product of its factors, each of which counts `sign` times (12 where
    something is of each month and nobody prints how many there are), or the signed sum of its dividends over that
    of its divisors, in per cent where the other side is a percentage.
    """

    figure_no: int
    sign: int = 1
    role: OperandRole = "addend"


@dataclass(frozen=True, slots=True)
class Relation:
    """Two sides that must agree: equal for every kind but `part_of` and `order`, whose left is at most the right.

    `sum`: the total (left) is the sum of its parts; `part_of`: the parts (left) are in the whole; `difference`: the
    printed change (left) is one number less another; `ratio`: the printed rate (left) is a quotient; `equal`: one
    thing printed twice; `order`: the smaller stands left; `product`: the amount (left) is price times quantity, several
    amounts are their mean as often as there are of them, or a percentage that was set (left) is what the amount is of
    its base.

    `origin` says what it was read from: words of the report, the layout of a table, or two places that tell the same.
    `is_closed`: every part is listed, so that nothing unprinted can explain a difference. `is_meant`: the report leaves
    no doubt that it must hold, by its words or because the same layout holds in other rows or columns; what is not
    meant is at most to be asked about. `quote` are the words that say it, or the heads of the row or column.
    """

    report_no: int
    relation_kind: RelationKind
    origin: Origin
    left: tuple[Operand, ...]
    right: tuple[Operand, ...]
    is_closed: bool
    is_meant: bool
    confidence: Decimal
    quote: str

    @property
    def figure_nos(self) -> frozenset[int]:
        """The numbers that it joins."""
        return frozenset(operand.figure_no for _, operand in self.operands())

    def operands(self) -> Iterator[tuple[SideName, Operand]]:
        """Its numbers with their sides, the left one first."""
        for operand in self.left:
            yield "left", operand
        for operand in self.right:
            yield "right", operand
