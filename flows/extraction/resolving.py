"""What a number means, in a cell as in a sentence: each quality by the nearest words that say it.

A number comes with the labels on the way to it, each told by what it says and where it stands. PRECEDENCE holds in
which order they are asked; what none of them says stays unsaid, and what stands above a number speaks of amounts alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from flows.extraction.lexicon.leads import DEPENDENT
from flows.extraction.lexicon.quantities import Quantity, with_unit
from flows.extraction.lexicon.statements import COUNTED_AS_IS, STAGES_OF_PROJECTS
from flows.extraction.lexicon.subjects import SPENT_AS_BUDGETED
from flows.extraction.lexicon.units import units
from flows.model.facts import Figure
from flows.model.words import COUNTY, measures, statement_of


class Source(StrEnum):
    """Where the words stand that say something of a number, or what says it without words."""

    ROLE = "role"  # a score, a completion, what is to be reached, a change of a year that it names
    OF = "of"  # the figure that it is a change, a share or a rate of
    MEASURE = "measure"
    OWN = "cell"  # the number and its clause; of a cell, what row and column say together
    COLUMN = "column"
    ROW = "row"
    LIST = "list"  # 其中：…, A、B分别为…
    MATTER = "matter"  # the number that it goes on about
    HEADING = "heading"
    TITLE = "caption"
    DOCUMENT = "document"


_ABOVE = (Source.HEADING, Source.TITLE, Source.DOCUMENT)
PRECEDENCE: Mapping[str, Sequence[Source]] = {
    "basis": (Source.ROLE, Source.OF, Source.OWN, Source.MEASURE, Source.COLUMN, Source.ROW, Source.LIST,
              Source.MATTER, *_ABOVE),
    "year": (Source.ROLE, Source.OF, Source.OWN, Source.COLUMN, Source.ROW, *_ABOVE),
    "unit": (Source.OWN, Source.COLUMN, Source.MEASURE, Source.TITLE, Source.DOCUMENT),
    "scope": (Source.LIST, Source.OF, Source.OWN, Source.ROW, Source.HEADING, Source.COLUMN, Source.TITLE,
              Source.DOCUMENT),
}  # fmt: skip
_RANKS = {quality: {source: rank for rank, source in enumerate(order)} for quality, order in PRECEDENCE.items()}
_BASIS_OF_ROLE = {"completion": "actual", "target": "target", "score": "score", "weight": "weight"}
_BASIS_OF_MEASURE = {STAGES_OF_PROJECTS[basis]: basis for basis in ("planned", "received", "spent", "balance")}
# Statements whose amounts go by one name whatever became of them, as those of SPENT_AS_BUDGETED do that were spent.
_NAMED_ALIKE, _WHAT_BECAME = (
    frozenset({"staffing", "balance", "income", COUNTY}),
    frozenset({"balance", "received", "spent"}),
)


@dataclass(frozen=True, slots=True)
class Label:
    """What the words at one place on the way to a number say of it, '' and None where they do not."""

    source: Source
    basis: str = ""
    year: int | None = None
    unit: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Resolved:
    """What labels say of a number together."""

    basis: str
    period_year: int | None
    scope_name: str


def is_of_unit(quantity: Quantity, measure_code: str) -> bool:
    """Whether a number is of a measure by its unit."""
    return quantity.family == units()[measures()[measure_code].unit].family


def in_unit(quantity: Quantity, labels: Iterable[Label]) -> tuple[Quantity, str]:
    """The quantity in the unit that is told nearest to it, and which source told it, `none` where none did."""
    if quantity.printed_unit:
        return quantity, Source.OWN.value
    told = _nearest("unit", labels)
    return (with_unit(quantity, told.unit), told.source.value) if told else (quantity, "none")


def resolve(quantity: Quantity, role: str, measure_code: str | None, of: Figure | None, labels: Sequence[Label], *,
            is_of_project: bool = False) -> Resolved:  # fmt: skip
    """The basis, year and scope of a number in a role; `of` is the figure that it is a change, a share or a rate of.

    `is_of_project`: it stands among the money of a project, where what came stays apart from what was spent.
    """
    statement = statement_of(measure_code)
    is_dependent = role in DEPENDENT
    said = [*labels, Label(Source.ROLE, _BASIS_OF_ROLE.get(role, ""))]
    if is_dependent and of is not None:
        said.append(Label(Source.OF, of.basis, of.period_year, scope=of.scope_name))
    said.append(Label(Source.MEASURE, _BASIS_OF_MEASURE.get(measure_code or "", "")))
    is_amount = quantity.family in {"money", ""} and statement not in COUNTED_AS_IS
    speaking = [one for one in said if is_amount or is_dependent or one.source not in _ABOVE]
    if statement == "rate":
        speaking = [one for one in speaking if one.basis == "target"]
    basis = told.basis if (told := _nearest("basis", speaking)) else "actual"
    is_spent = basis == "spent" and statement in SPENT_AS_BUDGETED
    if is_spent or (basis in _WHAT_BECAME and statement in _NAMED_ALIKE and not is_of_project):
        basis = "actual"  # as accounts call it
    year, scope = _nearest("year", said), _nearest("scope", said)
    return Resolved(basis, year.year if year else None, scope.scope if scope else "")


def _nearest(quality: str, labels: Iterable[Label]) -> Label | None:
    """The label that says a quality, of the first source that does; of several there, the last."""
    ranks, found, best = _RANKS[quality], None, len(Source)
    for one in labels:
        if getattr(one, quality) and (rank := ranks.get(one.source, best + 1)) <= best:
            found, best = one, rank
    return found
