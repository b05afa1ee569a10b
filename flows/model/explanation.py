"""Where a number comes from: a tree from a total to its addends to the printed cells.

The store fetches what the reports print and what was compared; this module only arranges it. Values are Decimal in
the base unit of a figure, sides of a rule in the unit that the rule names.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from flows.model.report import Place

Side = Literal["left", "right", ""]


@dataclass(frozen=True, slots=True)
class Figure:
    """A printed number with its meaning and its place.

    `low` and `high` bound what the printed words leave open, rounding included. `scope_name` is '' for the
    department as a whole; `measure_code` is '' where the label is not known.
    """

    figure_id: str
    document_id: str
    report_id: str
    source_path: str
    county_name: str
    department_name: str
    fiscal_year: int | None
    measure_code: str
    measure_name: str
    label: str
    scope_name: str
    period_year: int | None
    basis_name: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    printed: str
    printed_unit: str
    place: Place
    quote: str


@dataclass(frozen=True, slots=True)
class Term:
    """One number of a comparison: the side it stands on, its sign there, and its figure.

    `is_added` where the side adds it up, as against a quotient or what is worked out by a rule. `figure` is None where
    a term is not printed as a figure of its own; then its own words stand alone.
    """

    side: Literal["left", "right"]
    sign: int
    is_added: bool
    label: str
    value: Decimal | None
    printed: str
    place: Place | None
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Both sides of a rule asked of a report, with its verdict.

    `is_total` where the rule makes one amount up of others; `left_name` and `right_name` say what stands on the sides.
    """

    finding_id: str
    rule_code: str
    rule_name: str
    status: str
    severity: str
    relation: str
    is_total: bool
    left_name: str
    right_name: str
    left_value: Decimal | None
    right_value: Decimal | None
    slack: Decimal | None
    unit: str
    explanation: str
    suggestion: str
    source_path: str
    terms: tuple[Term, ...]

    @property
    def is_linear(self) -> bool:
        """Whether the terms, each with its sign, are what the sides differ by: so it is no quotient."""
        if not self.terms or self.left_value is None or self.right_value is None:
            return False
        if any(term.value is None or not term.is_added for term in self.terms):
            return False
        left, right = (
            sum((term.sign * (term.value or Decimal()) for term in self.terms if term.side == side), Decimal())
            for side in ("left", "right")
        )
        return left - right == self.left_value - self.right_value

    def side_of(self, term: Term) -> Side:
        """The side that a term stands on, '' where the rule does not add its terms up."""
        if not self.is_linear:
            return ""
        return term.side


@dataclass(frozen=True, slots=True)
class Claim:
    """A whole of which a sentence names parts (其中): all of them or only some, the words do not say."""

    claim_id: str
    whole_id: str
    part_ids: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Material:
    """What one or more documents print and claim, and what was compared in them."""

    figures: Mapping[str, Figure]
    comparisons: tuple[Comparison, ...]
    claims: tuple[Claim, ...]
    # What other places of the department's reports state of the same measure, scope, year and basis.
    twins: Mapping[str, tuple[Figure, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """An addend of a sum, with its sign in it."""

    sign: int
    node: "FigureNode"


@dataclass(frozen=True, slots=True)
class Sum:
    """One way in which a figure is made up of others: by a rule that compared them, or by a claim in words."""

    comparison: Comparison | None
    claim: Claim | None
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Twin:
    """Another place that states the same; `agrees` within what the printed decimals leave open."""

    figure: Figure
    agrees: bool


@dataclass(frozen=True, slots=True)
class FigureNode:
    """A figure with the sums that it is the whole of, and the other places that state it.

    `is_repeated` where the same figure stands with its parts further up in the tree.
    """

    figure: Figure
    sums: tuple[Sum, ...] = ()
    twins: tuple[Twin, ...] = ()
    is_repeated: bool = False


def figure_tree(figure_id: str, material: Material, shown: Collection[str] = ()) -> FigureNode:
    """The figure with its addends down to the cells; each figure's parts are told once.

    `shown` are figures whose parts stand in an earlier tree.
    """
    return _node(figure_id, material, set(shown), _sums_by_whole(material), is_root=True)


def figures_within(node: FigureNode) -> frozenset[str]:
    """The figures of a tree."""
    below = [figures_within(part.node) for one in node.sums for part in one.parts]
    return frozenset({node.figure.figure_id}).union(*below)


def whole_of(comparison: Comparison) -> Figure | None:
    """The figure that a comparison makes up of others: its left side, which no other term shares."""
    if not comparison.is_total or comparison.relation != "eq" or not comparison.is_linear:
        return None
    first, *rest = comparison.terms
    if first.side != "left" or first.sign != 1 or first.value != comparison.left_value or not rest:
        return None
    return first.figure


def agrees(one: Figure, other: Figure) -> bool:
    """Whether two figures can be the same number, each as far as its decimals leave it open."""
    if one.unit != other.unit or one.low is None or one.high is None or other.low is None or other.high is None:
        return False
    return one.low <= other.high and other.low <= one.high


_Origin = Comparison | Claim


def _sums_by_whole(material: Material) -> Mapping[str, Sequence[_Origin]]:
    origins: dict[str, list[_Origin]] = {}
    for comparison in material.comparisons:
        if whole := whole_of(comparison):
            origins.setdefault(whole.figure_id, []).append(comparison)
    for claim in material.claims:
        if claim.part_ids:
            origins.setdefault(claim.whole_id, []).append(claim)
    return origins


def _node(
    figure_id: str,
    material: Material,
    shown: set[str],
    origins: Mapping[str, Sequence[_Origin]],
    is_root: bool = False,
) -> FigureNode:
    figure = material.figures[figure_id]
    if figure_id in shown:
        return FigureNode(figure, is_repeated=bool(origins.get(figure_id)))
    shown.add(figure_id)
    sums: dict[frozenset[tuple[int, str]], Sum] = {}
    for origin in origins.get(figure_id, ()):
        addends = _addends(origin, material)
        # A table is compared and claimed alike: the same addends are told once, by the rule.
        if addends and frozenset(addends) not in sums:
            parts = tuple(Part(sign, _node(one, material, shown, origins)) for sign, one in addends)
            comparison = origin if isinstance(origin, Comparison) else None
            claim = origin if isinstance(origin, Claim) else None
            sums[frozenset(addends)] = Sum(comparison, claim, parts)
    twins = tuple(Twin(twin, agrees(figure, twin)) for twin in material.twins.get(figure_id, ()) if is_root)
    return FigureNode(figure, tuple(sums.values()), twins)


def _addends(origin: _Origin, material: Material) -> list[tuple[int, str]]:
    """Sign and figure of each part; a term that is no figure of its own has no cell to go down to."""
    if isinstance(origin, Claim):
        return [(1, part) for part in origin.part_ids if part in material.figures]
    return [
        (term.sign if term.side == "right" else -term.sign, term.figure.figure_id)
        for term in origin.terms[1:]
        if term.figure
    ]
