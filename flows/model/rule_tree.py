"""A scoring rule as data: what an indicator's points depend on, as its text says it.

Points are Decimal. Rates, standards and steps are in per cent, unless a `unit` says otherwise. None in the place
of points stands for full points that the text does not number (满分): those of the indicator.
"""

from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """So many per cent of the indicator's points: 满分的80%."""

    percent: Decimal


@dataclass(frozen=True, slots=True)
class Product:
    """Points that the rate is multiplied by: 执行率×10.

    `factor` are those points, None for the indicator's. `of` is the rate that earns all of them, in per cent: 100, or
    80 where the rate is divided by 80%; None where the text does not say, of all or of what it is held against.
    `counts_all` is False where even what is multiplied is not said (按比例): the rate, or what it is above the lower
    end of its band.
    """

    factor: Decimal | None
    of: Decimal | None
    words: str
    counts_all: bool = True


Earned = Decimal | Share | Product | None


@dataclass(frozen=True, slots=True)
class Deduction:
    """`points` less for each `step` over the standard, under it, or both; no standard where it is the target."""

    kind: str = field(default="deduction", init=False)
    standard: Decimal | None
    step: Decimal
    points: Decimal | Share
    counts_over: bool
    counts_under: bool


@dataclass(frozen=True, slots=True)
class Band:
    """Rates from low to high, None where there is no bound; `has_low` and `has_high` say whether the bound is in.

    `points` are what they earn: points, a share of the indicator's, or points in proportion to the rate.
    """

    low: Decimal | None
    high: Decimal | None
    has_low: bool
    has_high: bool
    points: Earned


@dataclass(frozen=True, slots=True)
class Bands:
    """Points by bands of the rate, and for every other rate `otherwise`, where the text says so.

    `unit` is '%', '' where none is printed, or what is counted.
    """

    kind: str = field(default="bands", init=False)
    bands: tuple[Band, ...]
    unit: str = "%"
    has_otherwise: bool = False
    otherwise: Earned = None


@dataclass(frozen=True, slots=True)
class PerCount:
    """Points lost, or won, for each `per` of what is counted."""

    kind: str = field(default="per_count", init=False)
    per: Decimal
    counted: str
    points: Decimal
    is_award: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """A part of the points with its own condition, and its own rule where it has more than one outcome."""

    words: str
    points: Decimal
    rule: "ScoringRule | None" = None


@dataclass(frozen=True, slots=True)
class SumOfItems:
    """Items whose points add up."""

    kind: str = field(default="sum_of_items", init=False)
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A degree or a case in words, and the points, or shares of them, from low to high that it earns."""

    words: str
    low: Decimal | Share | None
    high: Decimal | Share | None


@dataclass(frozen=True, slots=True)
class Ordinal:
    """Levels that exclude each other."""

    kind: str = field(default="ordinal", init=False)
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class Penalty:
    """An occasion in words that costs from low to high points; None costs all of them."""

    words: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True)
class Penalties:
    """Points lost on occasions that the text names: `range` where it leaves how many, else `penalty`."""

    kind: str = field(init=False)
    penalties: tuple[Penalty, ...]

    def __post_init__(self) -> None:
        leaves_open = any(one.low != one.high for one in self.penalties)
        object.__setattr__(self, "kind", "range" if leaves_open else "penalty")


@dataclass(frozen=True, slots=True)
class Proportion:
    """Points in proportion to the rate, full ones from the standard on; `is_excess`: less by what is too much.

    No standard where it is printed elsewhere (目标值). `of` and `factor` are those of the `Product` that the text
    prints.
    """

    kind: str = field(default="proportional", init=False)
    standard: Decimal | None
    is_excess: bool
    words: str
    of: Decimal | None = None
    factor: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """Points that a person decides, in the words that say so."""

    kind: str = field(default="judgement", init=False)
    words: str


Term = Deduction | Bands | PerCount | SumOfItems | Ordinal | Penalties | Proportion | Judgement


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """A rule with its terms in the order of the text.

    `full` are the full points that the text itself names, None where it names none. `most_lost` caps what can be
    lost. `full_when` is the case in words in which the indicator counts as met without being asked.
    """

    full: Decimal | None
    terms: tuple[Term, ...]
    most_lost: Decimal | None = None
    full_when: str = ""

    @property
    def kind(self) -> str:
        """The kind of its terms, `combined` where they are of several."""
        kinds = {term.kind for term in self.terms}
        return kinds.pop() if len(kinds) == 1 else "combined"

    def fits(self, weight: Decimal) -> bool:
        """Whether the full points are those of the indicator, as far as the text names any."""
        return self.full is None or self.full == weight
