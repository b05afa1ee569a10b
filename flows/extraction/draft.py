"""What extraction writes on: figures and tokens as they are found, numbered in the order of the document."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from flows.extraction.lexicon.county import Standing
from flows.extraction.lexicon.project_heads import Head
from flows.extraction.lexicon.quantities import Quantity, holds_digit
from flows.extraction.lexicon.topics import NO_TOPIC, Topic
from flows.model.excerpts import excerpt
from flows.model.facts import BlankRow, Claim, Figure, Goal, Indicator, OpenCell, Project, Token, Voucher
from flows.model.personal import PERSONAL_KINDS
from flows.model.report import Block, Paragraph, Place
from flows.model.years import YEAR

_SURE, _LIKELY = Decimal(1), Decimal("0.8")
# What stands where these do is named, counted or dated, and is no money.
_NO_AMOUNTS = frozenset({"label", "list_number", "code", "date", "person", "telephone", "postcode", "voucher"})
_AMOUNT = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?!{YEAR}\.\d{{1,2}}$)\d{{4,}}\.\d{{1,2}}")


Spot = tuple[int, int | None, int | None]  # block, row, column


@dataclass(frozen=True, slots=True)
class Context:
    """What holds for a stretch of the document: its report, fiscal year, default scope, project and money unit.

    `county_name` is the county it belongs to, '' where that is open. `basis` is that of amounts that name none: a
    budget that is made public says 预算 in its title and seldom again. `line` is the line of the classification that
    the paragraph right above names as its heading. `section` is the head of the project that it is about,
    `topic` what the headings above say, `listed_projects` are those that the document's tables name. `standing` is
    where in the accounts of a county it stands, None in any other report. `is_of_project`: the report is on projects.
    """

    report_no: int
    fiscal_year: int | None
    scope_name: str
    project_name: str
    money_unit: str
    county_name: str = ""
    basis: str = "actual"
    line: str = ""
    section: Head | None = None
    topic: Topic = NO_TOPIC
    listed_projects: Mapping[str, str] = field(default_factory=dict)
    standing: Standing | None = None
    is_of_project: bool = False

    @property
    def section_project(self) -> str:
        """The project that the head above is about, '' where it is about none."""
        return self.section.project_name if self.section else ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """How a number is to be understood: everything about a figure that is not the number itself."""

    kind: str
    label: str
    measure_code: str | None = None
    scope_name: str = ""
    period_year: int | None = None
    basis: str = "actual"
    unit_source: str = ""
    quote: str = ""
    note: str = ""
    item_code: str = ""
    item_name: str = ""
    place_note: str = ""
    role: str = "amount"
    of_figure_no: int | None = None


@dataclass(slots=True)
class Draft:
    """The rows found so far. Not frozen: extraction fills it block by block.

    `reading` says how sure the reader is of what stands at a place, where it is not certain.
    """

    reading: Mapping[Spot, Decimal] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    blank_rows: list[BlankRow] = field(default_factory=list)
    open_cells: list[OpenCell] = field(default_factory=list)
    vouchers: list[Voucher] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    grades: dict[int, str] = field(default_factory=dict)
    _by_measure: dict[tuple[str, str], list[int]] = field(default_factory=dict)

    def add_words(
        self, kind: str, subject: str, quote: str, place: Place, context: Context, of: Figure | None = None
    ) -> None:
        """Adds a claim that is words alone, or words beside the one figure that they are of."""
        self.claims.append(
            Claim(
                claim_no=len(self.claims),
                report_no=context.report_no,
                claim_kind=kind,
                scope_name=of.scope_name if of else "",
                subject=subject,
                measure_code=None,
                direction="",
                whole_figure_no=None,
                value_figure_no=of.figure_no if of else None,
                part_figure_nos=(),
                quote=quote,
                place=place,
            )
        )

    def add_figure(self, quantity: Quantity, place: Place, meaning: Meaning, context: Context) -> int:
        """Adds the figure and its token; returns the figure's number."""
        number = len(self.figures)
        spot = place.spanning(quantity.start, quantity.end)
        self.figures.append(
            Figure(
                figure_no=number,
                report_no=context.report_no,
                figure_kind=meaning.kind,
                scope_name=meaning.scope_name,
                measure_code=meaning.measure_code,
                label=meaning.label,
                period_year=meaning.period_year if meaning.period_year is not None else context.fiscal_year,
                basis=meaning.basis,
                value=quantity.value,
                value_low=quantity.low,
                value_high=quantity.high,
                hedge=quantity.hedge,
                unit=quantity.unit,
                printed=quantity.printed,
                printed_unit=quantity.printed_unit,
                unit_source=meaning.unit_source,
                step=quantity.step,
                place=spot,
                quote=excerpt(meaning.quote),
                confidence=self._confidence(place, meaning),
                note=joined_notes(quantity.note, meaning.note),
                item_code=meaning.item_code,
                item_name=meaning.item_name,
                place_note=meaning.place_note,
                figure_role=meaning.role,
                of_figure_no=meaning.of_figure_no,
            )
        )
        if meaning.measure_code:
            self._by_measure.setdefault((meaning.measure_code, meaning.scope_name), []).append(number)
        self.tokens.append(Token(len(self.tokens), quantity.printed, number, "", _token_of(quantity, place)))
        self.ignore(quantity.marks, place)
        return number

    def _confidence(self, place: Place, meaning: Meaning) -> Decimal:
        own = _SURE if meaning.measure_code else _LIKELY
        read = self.reading.get((place.block_no, place.row_no, place.column_no)) if self.reading else None
        return own if read is None else own * read

    def of_measure(self, code: str, scope_name: str) -> Sequence[int]:
        """The numbers of the figures of a measure and scope so far, in their order."""
        return self._by_measure.get((code, scope_name), ())

    def ignore(self, quantities: Sequence[Quantity], place: Place, reason: str = "") -> None:
        """Notes numeric tokens that are no figures, each by its own reason or by the one given.

        The reason of a place explains no amount of money that stands there: that stays unexplained.
        """
        for quantity in quantities:
            spot = _token_of(quantity, place)
            why = quantity.ignored_reason or ("" if reason in _NO_AMOUNTS and _is_amount(quantity) else reason)
            # Its text would take personal data out of staging.
            printed = "" if why in PERSONAL_KINDS else quantity.printed
            self.tokens.append(Token(len(self.tokens), printed, None, why, spot))

    def ignore_covered(self, kind: str, place: Place) -> None:
        """Notes a number of a person, of which nothing but its kind and its place is told."""
        self.tokens.append(Token(len(self.tokens), "", None, kind, place))


def _is_amount(quantity: Quantity) -> bool:
    """Whether a number is money by its own unit, or printed as only amounts are; 单价50万元以上设备 is a name."""
    is_of_money = quantity.family == "money" and bool(quantity.printed_unit) and not quantity.hedge
    return is_of_money or _AMOUNT.fullmatch(quantity.printed) is not None


def _token_of(quantity: Quantity, place: Place) -> Place:
    """Where the token of a number stands: the 2 of m2 is a digit too, and belongs to it."""
    has_more = holds_digit(quantity.printed_unit)
    return place.spanning(quantity.start, quantity.unit_end if has_more else quantity.end)


def joined_notes(*notes: str) -> str:
    """Several remarks on a figure as one, '' where there is none."""
    return "；".join(filter(None, notes))


def reading_of(blocks: Iterable[Block]) -> dict[Spot, Decimal]:
    """The reader's confidence in each paragraph and cell that it is not certain of."""
    result: dict[Spot, Decimal] = {}
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.confidence is not None:
                result[block.block_no, None, None] = block.confidence
            continue
        for cell in block.cells:
            if cell.confidence is not None:
                result[block.block_no, cell.row, cell.column] = cell.confidence
    return result
