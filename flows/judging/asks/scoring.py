"""Scores: weights and points add up, and no score is above its weight."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.judging.evidence import Evidence, distinct, in_table, is_total_name
from flows.judging.intervals import plain_number
from flows.judging.questions import asks
from flows.judging.register import Rule, rule_words
from flows.judging.sides import Side, Signed, constant_side, figure_side, sum_side
from flows.judging.verdicts import Skip, Subject, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure, Indicator
from flows.model.totals import is_total, is_total_of_funds, is_whole_total
from flows.model.words import plain

_KINDS = {"indicator_weight": "weight", "indicator_score": "score", "evaluation_score": "score"}
FULL_WEIGHT = Decimal(100)
EXECUTION_WEIGHT = Decimal(10)  # of the national form
_EXECUTION_RATE, _EXECUTED = "exec_rate_of_budget", "执行率"
_FEWEST_INDICATORS = 5
_MOST_TOTALS = 2  # different scores that a report prints of itself, one of them wrong


@dataclass(frozen=True, slots=True)
class ScoringTable:
    """The indicators that a report scores for one scope."""

    evidence: Evidence
    report_no: int
    scope_name: str
    indicators: Sequence[Indicator]

    def weights(self, indicators: Sequence[Indicator]) -> list[Figure]:
        """The weights that are printed for these indicators."""
        return [figure for line in indicators if (figure := self.evidence.figure(line.weight_figure_no))]

    def level_weights(self) -> dict[str, list[Figure]]:
        """The weights printed for each level above the indicators, by its name; repeated cells of one value once."""
        of_indicators = {indicator.weight_figure_no for indicator in self.indicators}
        tables = {indicator.place.table_no for indicator in self.indicators}
        levels: dict[str, list[Figure]] = {}
        for figure in self.evidence.figures:
            is_level = figure.figure_kind == "indicator_weight" and figure.figure_no not in of_indicators
            if is_level and in_table(figure) and figure.place.table_no not in tables:
                continue  # another form's 预算执行
            if is_level and (figure.report_no, figure.scope_name) == (self.report_no, self.scope_name):
                levels.setdefault(plain(figure.label.split(" / ")[0]), []).append(figure)
        return {name: distinct(figures) for name, figures in levels.items()}

    def scores_beside(self) -> list[Figure]:
        """Scores of the form that stand outside its indicators, as that of the budget's execution in its head."""
        indicators = self.evidence.extract.indicators
        of_lines = {number for line in indicators for number in (line.score_figure_no, line.weight_figure_no)}
        rows = {(line.place.table_no, line.place.row_no) for line in indicators}
        return [
            figure
            for figure in self.evidence.figures
            if figure.figure_kind == "indicator_score"
            and in_table(figure)
            and figure.figure_no not in of_lines
            and (figure.report_no, figure.scope_name) == (self.report_no, self.scope_name)
            and (figure.place.table_no, figure.place.row_no) not in rows
            and not any(_adds_up(part, self.level_names) for part in figure.label.split(" / "))
        ]

    @property
    def lacks_execution(self) -> bool:
        """Whether the ten points that the form gives for the budget's execution are printed nowhere, its rate is."""
        given = sum((figure.value or Decimal(0) for figure in self.weights(self.indicators)), Decimal(0))
        is_scored = any(plain(line.level3 or line.level2).endswith(_EXECUTED) for line in self.indicators)
        rates = self.evidence.of(_EXECUTION_RATE)
        is_rated = any(rate.place.table_no is not None and rate.report_no == self.report_no for rate in rates)
        is_short = given == FULL_WEIGHT - EXECUTION_WEIGHT
        return is_short and is_rated and not is_scored and not self.scores_beside()

    @property
    def level_names(self) -> frozenset[str]:
        """The names of the levels that the indicators stand below: what is printed of these adds them up."""
        return frozenset(plain(name) for line in self.indicators for name in (line.level1, line.level2) if name)

    def total_scores(self, rule: Rule) -> list[Figure]:
        """The scores printed for all of the indicators, in their total row or elsewhere."""
        same_scope = [group for group in self.evidence.indicators() if group[1] == self.scope_name]
        found = [
            figure
            for figure in self.evidence.figures
            if figure.figure_kind == "evaluation_score"
            and figure.scope_name == self.scope_name
            and figure.basis in ("score", "actual")
            and not _is_of_another(rule, figure)
            and (figure.report_no == self.report_no or len(same_scope) == 1)
            and self.evidence.same_department(self.report_no, figure.report_no)
        ]
        tables = {indicator.place.table_no for indicator in self.indicators}
        if len({figure.value for figure in found}) > _MOST_TOTALS:  # a list of what others scored
            return [figure for figure in found if in_table(figure) and figure.place.table_no in tables]
        return found


def _adds_up(name: str, levels: Collection[str]) -> bool:
    """Whether a score of this name is the sum of indicators' scores."""
    return plain(name) in levels or (is_total(name) and not is_total_of_funds(name))


def scoring_tables(evidence: Evidence) -> Iterator[ScoringTable]:
    """Every scoring table of the document."""
    for (report_no, scope_name), indicators in evidence.indicators().items():
        yield ScoringTable(evidence, report_no, scope_name, indicators)


def _is_of_another(rule: Rule, figure: Figure) -> bool:
    """Whether the row's label says that the score is of a project in a list of several."""
    row, _, column = figure.label.partition(" / ")
    return bool(column) and plain(row).endswith(rule_words(rule, "other"))


def _sum(evidence: Evidence, figures: Sequence[Figure], name: str) -> Side:
    side = sum_side(evidence, [(1, figure) for figure in figures], unit="分")
    return Side(side.range, side.parts, f"{name} {plain_number(side.range.value)}", side.unit, name)


def _is_of(indicator: Indicator, rule: Rule, group: str) -> bool:
    """Whether a line is one of points beyond the hundred (加分项), or of points taken off, by how a level begins."""
    levels = (indicator.level1, indicator.level2, indicator.level3)
    return any(plain(level).startswith(rule_words(rule, group)) for level in levels if level)


@asks("A16", skips=("level_gapped", "gapped"))
def weights(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The weights of each level against those below it, and all of them against 100; extra points are beyond it."""
    for every in scoring_tables(evidence):
        own = [line for line in every.indicators if not _is_of(line, rule, "extra") and not _is_of(line, rule, "less")]
        table = replace(every, indicators=own)
        levels = table.level_weights()
        printed = {name: figures[0] for name, figures in levels.items() if len(figures) == 1}
        for name, twins in levels.items():
            if len(twins) > 1:
                yield from _repeated(table, rule, name, twins)
        yield from _second_levels(table, rule, printed)
        yield from _first_levels(table, rule, printed)
        yield from _whole_weight(table, rule, printed)


def _repeated(table: ScoringTable, rule: Rule, name: str, twins: Sequence[Figure]) -> Iterator[Comparison]:
    """A level printed again, as over a page break, with another weight: one of them is the sum, so the other is wrong.

    Where none is the sum, the name may stand for several levels, and nothing is said.
    """
    below = [
        line for line in table.indicators if is_total_name(name) or name in (plain(line.level1), plain(line.level2))
    ]
    parents = {plain(line.level1) for line in below if plain(line.level2) == name}
    values = [figure.value for figure in table.weights(below)]
    whole = sum((value for value in values if value is not None), Decimal(0))
    if len(parents) < 2 and below and len(values) == len(below) and whole in {twin.value for twin in twins}:
        for twin in twins:
            yield from _level(table, rule, twin, below)


def _second_levels(table: ScoringTable, rule: Rule, printed: Mapping[str, Figure]) -> Iterator[Comparison]:
    firsts = {plain(line.level1) for line in table.indicators}
    for name in dict.fromkeys(plain(line.level2) for line in table.indicators):
        below = [line for line in table.indicators if plain(line.level2) == name]
        parents = {plain(line.level1) for line in below}
        if name and name in printed and name not in firsts and len(parents) == 1:
            yield from _level(table, rule, printed[name], below)


def _first_levels(table: ScoringTable, rule: Rule, printed: Mapping[str, Figure]) -> Iterator[Comparison]:
    seconds = {plain(line.level2) for line in table.indicators}
    for name in dict.fromkeys(plain(line.level1) for line in table.indicators):
        if not name or name not in printed or name in seconds:
            continue
        below = [line for line in table.indicators if plain(line.level1) == name]
        levels = {plain(line.level2) for line in below}
        if all(level in printed for level in levels):
            parts = sorted((printed[level] for level in levels), key=lambda figure: figure.figure_no)
            whole = figure_side(table.evidence, printed[name])
            yield compare(rule, subject_of(printed[name]), whole, _sum(table.evidence, parts, "下级分值之和"))
        else:
            yield from _level(table, rule, printed[name], below)


def _level(table: ScoringTable, rule: Rule, printed: Figure, indicators: Sequence[Indicator]) -> Iterator[Comparison]:
    parts = table.weights(indicators)
    if not parts:
        return
    left, right = figure_side(table.evidence, printed), _sum(table.evidence, parts, "三级指标分值之和")
    if len(parts) < len(indicators) and right.range.value < left.range.value:
        yield leave_open(rule, subject_of(printed), Skip("level_gapped"), ((1, printed),))
    else:
        yield compare(rule, subject_of(printed), left, right)


def _whole_weight(table: ScoringTable, rule: Rule, printed: Mapping[str, Figure]) -> Iterator[Comparison]:
    parts, lines = table.weights(table.indicators), len(table.indicators)
    totals = [figure for name, figure in printed.items() if is_whole_total(name)]
    if len(parts) < min(_FEWEST_INDICATORS, lines):
        return
    if totals and sum((figure.value or 0 for figure in parts), 0) != totals[0].value:
        listed = table.weights([line for line in table.indicators if not _is_of_funds(line)])
        parts = listed if sum((figure.value or 0 for figure in listed), 0) == totals[0].value else parts
    left = _sum(table.evidence, parts, f"{len(parts)} 项指标分值之和")
    place = (totals or parts)[0].place
    subject = Subject(table.report_no, table.scope_name, parts[0].period_year, "weight", place)
    # The weight of what is scored outside the indicators is often not printed.
    is_short = left.range.value < FULL_WEIGHT and (table.lacks_execution or bool(table.scores_beside()))
    is_gapped = is_short or len(table.weights(table.indicators)) < lines or (not totals and lines < _FEWEST_INDICATORS)
    if (left.range.value != FULL_WEIGHT and is_gapped) or (totals and _is_unread(table.evidence, totals[0], left)):
        yield leave_open(rule, subject, Skip("gapped"))
    elif totals:
        yield compare(rule, subject, figure_side(table.evidence, totals[0]), left)
    else:
        yield compare(rule, subject, left, constant_side(FULL_WEIGHT, "100", "分", "满分"))


def _is_unread(evidence: Evidence, printed: Figure, added: Side) -> bool:
    """Whether what a sum lacks of its total is printed as a number that nobody understood."""
    missing = (printed.value or Decimal(0)) - added.range.value
    unread = (one.printed for one in evidence.extract.tokens if one.figure_no is None and not one.ignored_reason)
    return missing > 0 and any(
        re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", text) and Decimal(text) == missing for text in unread
    )


@asks("A17", skips=("gapped",))
def total_scores(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every total score against the sum of the indicators' scores, with extra points and without those taken off."""
    for table in scoring_tables(evidence):
        scored = [(line, figure) for line in table.indicators if (figure := evidence.figure(line.score_figure_no))]
        if not scored:
            continue
        signed = [(_sign(rule, line, figure), figure) for line, figure in scored]
        beside = [(1, figure) for figure in table.scores_beside()]
        signed += beside
        own = [*((1, figure) for line, figure in scored if not _is_of(line, rule, "extra")), *beside]
        listed = [(_sign(rule, line, figure), figure) for line, figure in scored if not _is_of_funds(line)]
        sums = [_scores(evidence, parts) for parts in (signed, own, listed) if parts]
        has_blank = any(line.weight is not None and line.score_figure_no is None for line in table.indicators)
        for printed in table.total_scores(rule):
            left = figure_side(evidence, printed)
            right = next((one for one in sums if one.range.value == left.range.value), sums[0])
            missing = left.range.value - right.range.value
            is_gapped = (has_blank and missing > 0) or (table.lacks_execution and 0 < missing <= EXECUTION_WEIGHT)
            if is_gapped or _is_unread(evidence, printed, right):
                yield leave_open(rule, subject_of(printed), Skip("gapped"), ((1, printed),))
            else:
                yield compare(rule, subject_of(printed), left, right)


def _is_of_funds(line: Indicator) -> bool:
    """Whether a line scores the execution in a form's head, which the total of its indicators may leave out."""
    return line.level1 == line.level3 and not line.level2


def _sign(rule: Rule, line: Indicator, score: Figure) -> int:
    """How a score counts in the total: points taken off are often printed without their sign."""
    return -1 if _is_of(line, rule, "less") and (score.value or Decimal(0)) > 0 else 1


def _scores(evidence: Evidence, parts: Sequence[Signed]) -> Side:
    side = sum_side(evidence, parts, unit="分")
    return replace(side, words=f"{len(parts)} 项得分之和 {plain_number(side.range.value)}")


@asks("A18")
def scores_within_weights(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every score against the weight of its indicator, and that of a sub-total or of all against its own."""
    for table in scoring_tables(evidence):
        for line in table.indicators:
            score, weight = evidence.figure(line.score_figure_no), evidence.figure(line.weight_figure_no)
            if score and weight:
                yield compare(rule, subject_of(score), figure_side(evidence, score), figure_side(evidence, weight))
    beyond = {(line.report_no, line.scope_name) for line in evidence.extract.indicators if _is_of(line, rule, "extra")}
    for score, weight in _totals(evidence):
        if (score.report_no, score.scope_name) not in beyond:
            yield compare(rule, subject_of(score), figure_side(evidence, score), figure_side(evidence, weight))


def _totals(evidence: Evidence) -> Iterator[tuple[Figure, Figure]]:
    """The score and the weight of every row that adds up others."""
    of_indicators = {
        number for line in evidence.extract.indicators for number in (line.score_figure_no, line.weight_figure_no)
    }
    rows: dict[tuple[int, int | None, int | None], dict[str, list[Figure]]] = {}
    for figure in evidence.figures:
        place, kind = figure.place, _KINDS.get(figure.figure_kind, "")
        if kind and in_table(figure) and figure.figure_no not in of_indicators and is_total_name(figure.label):
            row = rows.setdefault((figure.report_no, place.table_no, place.row_no), {"score": [], "weight": []})
            row[kind].append(figure)
    for row in rows.values():
        if len(row["score"]) == len(row["weight"]) == 1:
            yield row["score"][0], row["weight"][0]
