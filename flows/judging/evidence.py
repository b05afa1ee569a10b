"""The figures of a document arranged for the judge: totals, parts, and where to look for a term."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from flows.judging.intervals import Precision, Range
from flows.judging.standing import Area, Kind, Standing
from flows.model.facts import Extract, Figure, Heading, Indicator
from flows.model.report import Place
from flows.model.totals import is_of_fund, is_total
from flows.model.words import (
    COUNTY,
    OWN_LEVEL,
    change_words,
    level_kind,
    measure_by_word,
    measures,
    plain,
    read_seed,
    split_words,
)

TABULAR_KINDS = frozenset(
    {"finance", "staffing", "project", "voucher", "indicator_weight", "indicator_score", "evaluation_score"}
)
BUDGETS = ("annual_budget", "adjusted_budget", "budget", "initial_budget")
_PART = "其中"
_DONE, _RATE = "actual", "rate"
_OF_INDICATORS = "target"  # what an indicator was to reach or reached


@cache
def _funding_words() -> dict[str, str]:
    return {
        plain(word): row["funding_source"] for row in read_seed("funding_sources") for word in split_words(row["words"])
    }


@cache
def _project_measures() -> frozenset[str]:
    return frozenset(code for code, measure in measures().items() if measure.statement == "project")


def is_total_name(name: str) -> bool:
    """Whether a row's name, or a part of a header path, says that it adds up the others (合计, 合计 / 执行率 …)."""
    return any(is_total(part) for part in name.split(" / "))


def own_label(figure: Figure) -> str:
    """The last part of a figure's header path, without a leading 其中."""
    last = figure.label.split(" / ")[-1].strip().removeprefix(_PART).lstrip("：: ")
    if not last and figure.measure_code:
        return measures()[figure.measure_code].name
    return last


def _level_label(figure: Figure) -> str:
    """The part of a project figure's header path that names a source of money, '' where none does."""
    if figure.measure_code not in _project_measures() or (" / " not in figure.label and _PART not in figure.label):
        return ""
    parts = [part.strip().removeprefix(_PART).lstrip("：: ") for part in figure.label.split(" / ")]
    return next((part for part in reversed(parts) if plain(part) in _funding_words()), "")


def funding_level(figure: Figure) -> str:
    """The source of money that a project figure's label names (central …), '' for all of them."""
    return _funding_words().get(plain(_level_label(figure)), "")


def is_part(figure: Figure) -> bool:
    """Whether the figure is one source's share of the measure that its code names."""
    return bool(funding_level(figure))


def is_of_own_level(figure: Figure) -> bool:
    """Whether an amount of a county is of its own level alone (县本级), and never of the county as a whole."""
    measure = measures().get(figure.measure_code or "")
    is_of_county = measure is not None and measure.statement == COUNTY
    return is_of_county and level_kind(figure.scope_name) == OWN_LEVEL


def in_table(figure: Figure) -> bool:
    """Whether a form prints the figure in a cell of its own, as against a number inside a sentence."""
    return figure.place.table_no is not None and figure.figure_kind in TABULAR_KINDS


def is_change_column(figure: Figure) -> bool:
    """Whether a form prints the figure in a column of what changed."""
    return in_table(figure) and figure.figure_role in {"change", "growth"}


def can_stand(figure: Figure) -> bool:
    """Whether a figure may be a term: a voucher's total is no expenditure of the unit, a rate no amount."""
    return figure.figure_kind not in ("percentage", "voucher") and figure.unit != "%"


def name_of(figure: Figure) -> str:
    """What a clerk calls a figure: its line of the classification, its own label, or the measure (below 决算数)."""
    if figure.item_code and figure.item_name:
        return figure.item_name
    own = "".join((_level_label(figure) or own_label(figure)).split())
    if figure.figure_role == "amount" and own in change_words() and " / " in figure.label:
        return "".join(figure.label.split(" / ")[-2].split())  # 较2021年175.90万元增加5.56万元: no change itself
    code = figure.measure_code
    if code and in_table(figure) and not is_part(figure) and measure_by_word().get(plain(own)) != code:
        known = [part for part in figure.label.split(" / ") if measure_by_word().get(plain(part)) == code]
        if not known and " / " in figure.label:
            return measures()[code].name
        own = "".join(known[-1].split()) if known else own
    return own or figure.printed


def basis_key(figure: Figure) -> str:
    """The basis that tells figures of one measure apart; project measures carry it in their code."""
    return (
        "" if figure.measure_code in _project_measures() and figure.measure_code != "project_budget" else figure.basis
    )


def _kind_of(figure: Figure, code: str) -> Kind:
    scope = plain(figure.scope_name)
    return Kind(code, figure.report_no, scope, figure.period_year, basis_key(figure), in_table(figure))


def distinct(figures: Iterable[Figure]) -> list[Figure]:
    """The first figure of each value."""
    seen: dict[object, Figure] = {}
    for figure in figures:
        seen.setdefault(figure.value, figure)
    return list(seen.values())


def _cell(place: Place) -> tuple[int | None, ...]:
    return place.table_no, place.row_no, place.column_no


@dataclass(slots=True)
class Evidence:
    """Look-ups over one extract. Not frozen: the indexes are filled once when it is made."""

    extract: Extract
    precision: Precision = field(init=False)
    _by_no: dict[int, Figure] = field(init=False)
    _printed: dict[int, Figure] = field(init=False)
    _wholes: dict[str, list[Figure]] = field(init=False)
    _reached: dict[str, list[Figure]] = field(init=False)
    _parts: dict[str, list[Figure]] = field(init=False)
    _headings: dict[int, Heading] = field(init=False)
    _terms: Standing = field(init=False)
    _tabular: dict[str, list[Figure]] = field(init=False)
    _spoken: dict[tuple[str, int], list[Figure]] = field(init=False)
    _tables: set[tuple[str, int | None]] = field(init=False)
    _project_names: frozenset[str] = field(init=False)
    _of_projects: dict[tuple[str, str, int], Sequence[Figure]] = field(init=False)
    _of_departments: dict[tuple[object, ...], Sequence[Figure]] = field(init=False)
    _lines: list[Figure] = field(init=False)
    _numbered: frozenset[tuple[int | None, ...]] = field(init=False)
    _open: dict[tuple[int | None, ...], set[str]] = field(init=False)

    def __post_init__(self) -> None:
        valued = [figure for figure in self.extract.figures if figure.value is not None]
        self.precision = Precision(valued)
        # A line of a breakdown (基本工资) is no total of its measure, and its name may stand in several tables.
        usable = [figure for figure in valued if not figure.item_code and not figure.item_name]
        self._lines = [figure for figure in valued if figure.item_name]
        self._printed = {figure.figure_no: figure for figure in valued}
        self._by_no = {figure.figure_no: figure for figure in usable}
        self._wholes, self._parts, self._reached = {}, {}, {}
        self._terms, self._tabular, self._spoken, self._tables = Standing(), {}, {}, set()
        for figure in usable:
            if figure.figure_kind == _OF_INDICATORS:
                if figure.measure_code and figure.basis == _DONE and figure.figure_role == _RATE:
                    self._reached.setdefault(figure.measure_code, []).append(figure)
                continue  # 患者满意度 and 职工满意度 are one measure and two facts
            if figure.measure_code and is_part(figure):
                self._parts.setdefault(figure.measure_code, []).append(figure)
            elif figure.measure_code:
                self._wholes.setdefault(figure.measure_code, []).append(figure)
                if in_table(figure):
                    self._tabular.setdefault(figure.measure_code, []).append(figure)
                    self._tables.add((figure.measure_code, figure.place.table_no))
                else:
                    self._spoken.setdefault((figure.measure_code, figure.place.block_no), []).append(figure)
                if can_stand(figure):
                    self._terms.add(_kind_of(figure, figure.measure_code), figure)
        self._numbered = frozenset(
            _cell(place)
            for places in (
                (figure.place for figure in self.extract.figures),
                (token.place for token in self.extract.tokens),
            )
            for place in places
        )
        self._open = {}
        for cell in self.extract.open_cells:
            self._open.setdefault(_cell(cell.place)[:2], set()).add(cell.basis)
        self._headings = {heading.report_no: heading for heading in self.extract.headings}
        named = [project.project_name for project in self.extract.projects]
        named += [figure.scope_name for figure in self.figures if figure.figure_kind == "project"]
        self._project_names = frozenset(plain(name) for name in named if name and not is_total_name(name))
        self._of_projects, self._of_departments = {}, {}

    @property
    def figures(self) -> Iterable[Figure]:
        """Every figure that has a value and is a measure as a whole, in the order of the document."""
        return self._by_no.values()

    @property
    def lines(self) -> Sequence[Figure]:
        """The lines of breakdowns, which are no measure as a whole."""
        return self._lines

    def figure(self, figure_no: int | None) -> Figure | None:
        """The figure of a number, None where there is none or it has no value."""
        return None if figure_no is None else self._by_no.get(figure_no)

    def printed(self, figure_no: int) -> Figure:
        """The figure of a number, a line of a breakdown too; one without a value raises KeyError."""
        return self._printed[figure_no]

    def has_number(self, place: Place) -> bool:
        """Whether the report prints any number in the cell, one that says something or not."""
        return _cell(place) in self._numbered

    def of(self, code: str) -> Sequence[Figure]:
        """The figures of a measure, those of single sources of money left out."""
        return self._wholes.get(code, ())

    def reached(self, code: str) -> Sequence[Figure]:
        """The rates that indicators of a measure's name say were reached."""
        return self._reached.get(code, ())

    def bears(self, budget: Figure) -> bool:
        """Whether spending may be held against the budget: no cell of its row is meant for one that goes before it
        and was left open.
        """
        before = BUDGETS[: BUDGETS.index(budget.basis)] if budget.basis in BUDGETS else BUDGETS
        return self._open.get(_cell(budget.place)[:2], set()).isdisjoint(before)

    def standing(self, kind: Kind, area: Area) -> Sequence[Figure]:
        """The figures of the kind that may be terms of an equation and stand in the area, one of each value."""
        return self._terms.at(kind, area)

    def has_in_table(self, code: str, place: Place) -> bool:
        """Whether the table of the place prints the measure."""
        return (code, place.table_no) in self._tables

    def parts_of(self, code: str) -> Sequence[Figure]:
        """The figures of single sources of money of a measure."""
        return self._parts.get(code, ())

    def range_of(self, figure: Figure) -> Range:
        """The interval that a figure stands for."""
        return self.precision.range_of(figure)

    def fiscal_year(self, report_no: int) -> int | None:
        """The year a report is about."""
        heading = self._headings.get(report_no)
        return heading.fiscal_year if heading else None

    def same_department(self, report_no: int, other_no: int) -> bool:
        """Whether two reports of the document speak of one department; unknown ones are taken to do so.

        Two fillings of one form never do: what differs in them is no contradiction of a report.
        """
        if report_no == other_no:
            return True
        one, other = self._headings.get(report_no), self._headings.get(other_no)
        if one is None or other is None:
            return False
        names = {plain(heading.department_name) for heading in (one, other)} - {""}
        counties = {heading.county_id for heading in (one, other)} - {""}
        return len(names) <= 1 and len(counties) <= 1 and one.copy_no == other.copy_no

    def in_tables(self, code: str) -> Sequence[Figure]:
        """The figures of a measure that stand in forms."""
        return self._tabular.get(code, ())

    def in_paragraph(self, code: str, block_no: int) -> Sequence[Figure]:
        """The figures of a measure that the sentences of a paragraph tell."""
        return self._spoken.get((code, block_no), ())

    def project_names(self) -> frozenset[str]:
        """The projects that tables or projects of the document name, reduced by `plain`; totals are none."""
        return self._project_names

    def of_project(self, code: str, scope_name: str, report_no: int) -> Sequence[Figure]:
        """A project's figures of a measure from tables of a report's department; '' asks for the document's only
        project.
        """
        key = (code, plain(scope_name), report_no)
        if key not in self._of_projects:
            self._of_projects[key] = self._look_up_project(*key)
        return self._of_projects[key]

    def _look_up_project(self, code: str, scope: str, report_no: int) -> Sequence[Figure]:
        names = self._project_names
        wanted = scope if scope in names else next(iter(names)) if len(names) == 1 else None
        return [
            figure
            for figure in self.in_tables(code)
            if wanted is not None
            and plain(figure.scope_name) == wanted
            and self.same_department(report_no, figure.report_no)
        ]

    def of_department(
        self, code: str, report_no: int, basis: str = "", period_year: int | None = None
    ) -> Sequence[Figure]:
        """The department's own figures of a measure: of the whole, the total row, or the only unit there is.

        Tables go before prose and the report's own figures before those of the department's other reports.
        """
        key = (code, report_no, basis, period_year)
        if key not in self._of_departments:
            self._of_departments[key] = self._look_up_department(*key)
        return self._of_departments[key]

    def _look_up_department(self, code: str, report_no: int, basis: str, period_year: int | None) -> Sequence[Figure]:
        found = [
            figure
            for figure in self.of(code)
            if self.same_department(report_no, figure.report_no)
            and not is_of_own_level(figure)
            and (not basis or figure.basis == basis or (basis == "budget" and figure.basis in BUDGETS))
            and (period_year is None or figure.period_year in (None, period_year))
        ]
        found = [figure for figure in found if not is_of_fund(figure.scope_name)]
        units = {plain(figure.scope_name) for figure in found if in_table(figure) and figure.scope_name}
        whole = [
            figure
            for figure in found
            if not figure.scope_name or is_total_name(figure.scope_name) or (in_table(figure) and len(units) == 1)
        ]
        for choice in (
            [figure for figure in whole if in_table(figure) and figure.report_no == report_no],
            [figure for figure in whole if in_table(figure)],
            [figure for figure in whole if figure.report_no == report_no],
        ):
            if choice:
                return choice
        return whole

    def indicators(self) -> dict[tuple[int, str], list[Indicator]]:
        """The indicators of each scoring table, by report and scope, without the levels that another table divides."""
        groups: dict[tuple[int, str], list[Indicator]] = {}
        for indicator in self.extract.indicators:
            groups.setdefault((indicator.report_no, indicator.scope_name), []).append(indicator)
        return {key: _of_the_lowest_level(lines) for key, lines in groups.items()}


def _of_the_lowest_level(lines: Sequence[Indicator]) -> list[Indicator]:
    """The lines without those of a level that another table divides: 投入 | 20 | 17.9 above the lines of 投入."""
    paths = [tuple(plain(name) for name in (line.level1, line.level2, line.level3) if name) for line in lines]
    divided: dict[tuple[str, ...], set[int | None]] = {}
    for line, path in zip(lines, paths, strict=True):
        for depth in range(1, len(path)):
            divided.setdefault(path[:depth], set()).add(line.place.table_no)
    return [
        line for line, path in zip(lines, paths, strict=True) if not divided.get(path, set()) - {line.place.table_no}
    ]
