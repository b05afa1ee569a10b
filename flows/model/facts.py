"""What was understood of a report: rows, one class a table of staging.

Extraction makes them, the judge reads them, the store loads them. Amounts are Decimal in the base unit
(元, %, 平方米, 米, 吨, 分, else the counted unit). `*_no` counts from 0 inside one document.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from flows.model.relations import OperandRole, Relation, SideName
from flows.model.report import Place
from flows.model.rule_tree import ScoringRule


@dataclass(frozen=True, slots=True)
class Heading:
    """One report in a document: what its heading says, and where it belongs.

    `county_id` is the GB/T 2260 code, '' where no place is known; `place_source` is manifest, heading,
    dispatch_number, folder, mentions or none. `place_conflict` says what contradicts the folder, '' if nothing.
    `project_name` is the one project that the report is about, '' where it is about none or several; `named` are the
    labels and values that tell it from its like. `copy_no` is above 0 for a form that the document prints filled in
    once more, with nothing to tell it from the first: neither is held against the other.
    """

    report_no: int
    report_kind: str
    title: str
    county_id: str
    department_name: str
    budget_code: str
    fiscal_year: int | None
    score: Decimal | None
    grade: str
    place_source: str
    place_conflict: str
    first_block_no: int
    last_block_no: int
    project_name: str = ""
    named: tuple[tuple[str, str], ...] = ()
    copy_no: int = 0


@dataclass(frozen=True, slots=True)
class Figure:
    """One number printed in a report, with all that is needed to interpret and to find it.

    `step` is the worth of the last printed place in the base unit (0.01 万元 is 100 元). `measure_code` is
    None where the label is not known; the figure is kept all the same. `item_code` and `item_name` name the
    line of a breakdown (2010201 行政运行, 301 工资福利支出), '' where the figure is the measure as a whole.
    `figure_role` says what it is: an amount, count, rate, target, score or weight in itself, or a change, growth,
    share, completion or per_head of another number, which `of_figure_no` is where the report prints it.
    """

    figure_no: int
    report_no: int
    figure_kind: str
    scope_name: str
    measure_code: str | None
    label: str
    period_year: int | None
    basis: str
    value: Decimal | None
    value_low: Decimal | None
    value_high: Decimal | None
    hedge: str
    unit: str
    printed: str
    printed_unit: str
    unit_source: str
    step: Decimal
    place: Place
    quote: str
    place_note: str = ""
    is_repaired: bool = False
    confidence: Decimal = Decimal(1)
    note: str = ""
    item_code: str = ""
    item_name: str = ""
    figure_role: str = "amount"
    of_figure_no: int | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One line of a scoring table: an indicator with its weight, score, rule and reason.

    `rule_kind` is a code of the seed rule_kinds, None where no rule is printed; `rule_parsed` is None where the rule
    is not understood. `rule_fits_weight` is False where the rule names other full points than the weight, None where
    one of the two is not known.
    """

    indicator_no: int
    report_no: int
    scope_name: str
    level1: str
    level2: str
    level3: str
    indicator_code: str | None
    weight: Decimal | None
    score: Decimal | None
    weight_figure_no: int | None
    score_figure_no: int | None
    rule_text: str
    definition: str
    reason: str
    target_text: str
    completion_text: str
    place: Place
    rule_kind: str | None = None
    rule_parsed: ScoringRule | None = None
    rule_fits_weight: bool | None = None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal in words with its completion, as the form pairs them."""

    goal_no: int
    report_no: int
    scope_name: str
    level1: str
    level2: str
    label: str
    target_text: str
    completion_text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Project:
    """A project that a report names; its money stands in figures whose scope is `project_name`."""

    project_no: int
    report_no: int
    project_name: str
    project_type: str
    purpose: str
    place: Place


@dataclass(frozen=True, slots=True)
class Voucher:
    """One voucher line of a project's spending; `voucher_date` is printed precision, 2020-10 or 2020-10-03."""

    line_no: int
    report_no: int
    scope_name: str
    purpose: str
    amount_figure_no: int
    amount_yuan: Decimal
    voucher_no: str
    voucher_date: str
    place: Place


@dataclass(frozen=True, slots=True)
class Claim:
    """Something the report says in words about its numbers, or what stayed of the form; figure numbers join the two.

    `claim_kind`: part_of (whole, parts), share (part, whole, percentage), rate (numerator, base, percentage), change,
    direction, within_limit, all_done; grade (`subject`, of the score that is its value) and grade_step, a grade of a
    scale with the words of its scores for a quote; of the form: reason_column, a column for reasons, placeholder,
    sample_row, form_title, form_date (its words are the `subject`); personal, a number of a person's (`subject` is its
    kind, and the quote is without it).
    """

    claim_no: int
    report_no: int
    claim_kind: str
    scope_name: str
    subject: str
    measure_code: str | None
    direction: str
    whole_figure_no: int | None
    value_figure_no: int | None
    part_figure_nos: tuple[int, ...]
    quote: str
    place: Place


@dataclass(frozen=True, slots=True)
class Token:
    """One numeric token of the text and what became of it: a figure, a named reason to ignore it, or neither."""

    token_no: int
    printed: str
    figure_no: int | None
    ignored_reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class BlankRow:
    """A row of a unit or a project that prints no number at all; `place` is that of its name."""

    report_no: int
    scope_name: str
    place: Place


@dataclass(frozen=True, slots=True)
class OpenCell:
    """A cell below a heading that names a basis (全年预算数) in which no amount was read, though its row prints others.

    It is left blank, struck out or hidden, or holds words or a formula without a result; a dash says that there is no
    amount and leaves nothing open.
    """

    report_no: int
    basis: str
    place: Place


@dataclass(frozen=True, slots=True)
class Extract:
    """All that was understood of one document."""

    headings: tuple[Heading, ...]
    figures: tuple[Figure, ...]
    indicators: tuple[Indicator, ...] = ()
    goals: tuple[Goal, ...] = ()
    projects: tuple[Project, ...] = ()
    vouchers: tuple[Voucher, ...] = ()
    claims: tuple[Claim, ...] = ()
    tokens: tuple[Token, ...] = ()
    notes: tuple[str, ...] = ()
    blank_rows: tuple[BlankRow, ...] = ()
    open_cells: tuple[OpenCell, ...] = ()
    relations: tuple[Relation, ...] = ()


TermRole = Literal[OperandRole, "source"]


@dataclass(frozen=True, slots=True)
class Term:
    """One number of a comparison, on the side that it belongs to.

    A side is the sum of its addends, each with its `sign`, its dividends over its divisors, in per cent, or the product
    of its factors, each `sign` times; a source is what a side was worked out from in another way (points by a scoring
    rule). `figure_no` is None where what is meant is no figure (a blank cell, words). `document_id` is that of another
    document than the comparison's, '' for its own.
    """

    side: SideName
    sign: int
    figure_no: int | None
    label: str
    value: Decimal
    printed: str
    place: Place | None
    role: TermRole = "addend"
    document_id: str = ""

    @property
    def weight(self) -> int:
        """How often the term counts in left minus right, where the sides are sums."""
        return self.sign if self.side == "left" else -self.sign


@dataclass(frozen=True, slots=True)
class RecomputedScore:
    """What an indicator's rate and points come to by the report's own amounts, or the reason why not.

    The rate is in per cent, None also where readings of its formula differ.
    """

    indicator_no: int
    rate: Decimal | None
    score_low: Decimal | None
    score_high: Decimal | None
    reason: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One rule asked of one report, scope, period and basis, with both sides and the slack rounding leaves.

    `status` is pass, fail or not_applicable (then `reason` says why and the sides are None). `relation` is eq, le or
    same_direction. Sides are in `unit`: 元, %, 分 or what is counted; '' where the rule does not apply. `subject` names
    what stands on the two sides, without a place or an amount (`flows.judging.subjects`). `relation_no` is the number
    of the relation that it decides, None where the report states none and only the rule asks. `left_name` and
    `right_name` say what stands on the two sides, '' where the comparison is left open. `cause_no` is the number of
    the failing comparison whose wrong cell makes this one fail too, None where it stands for itself.
    """

    comparison_no: int
    report_no: int
    rule_code: str
    scope_name: str
    period_year: int | None
    basis: str
    left_value: Decimal | None
    right_value: Decimal | None
    slack: Decimal
    unit: str
    relation: str
    status: str
    severity: str
    reason: str
    explanation: str
    suggestion: str
    terms: tuple[Term, ...]
    place: Place | None
    subject: str = ""
    relation_no: int | None = None
    left_name: str = ""
    right_name: str = ""
    cause_no: int | None = None

    @property
    def is_sum(self) -> bool:
        """Whether both sides are printed numbers added up: so it is no quotient and nothing worked out by a rule."""
        if not self.terms or self.left_value is None or self.right_value is None:
            return False
        if any(term.role != "addend" for term in self.terms):
            return False
        difference = self.left_value - self.right_value
        return sum((term.weight * term.value for term in self.terms), Decimal(0)) == difference
