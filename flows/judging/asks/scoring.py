"""Scores: weights and points add up, no score above its weight, and the grade in words agrees."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.judging.evidence import Evidence, distinct, is_total_name
from flows.judging.intervals import plain_number
from flows.judging.questions import asks
from flows.judging.register import Rule, rule_words
from flows.judging.sides import Side, constant_side, figure_side, sum_side
from flows.judging.verdicts import Skip, Subject, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure, Heading, Indicator
from flows.model.totals import is_whole_total
from flows.model.words import plain, read_seed, split_words

FULL_WEIGHT = Decimal(100)
_FEWEST_INDICATORS = 5
_HUNDREDTH = Decimal("0.01")


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
        levels: dict[str, list[Figure]] = {}
        for figure in self.evidence.figures:
            is_level = figure.figure_kind == "indicator_weight" and figure.figure_no not in of_indicators
            if is_level and (figure.report_no, figure.scope_name) == (self.report_no, self.scope_name):
                levels.setdefault(plain(figure.label.split(" / ")[0]), []).append(figure)
        return {name: distinct(figures) for name, figures in levels.items()}

    def total_scores(self, rule: Rule) -> list[Figure]:
        """The scores printed for all of the indicators, in their total row or elsewhere."""
        same_scope = [group for group in self.evidence.indicators() if group[1] == self.scope_name]
        return [
            figure
            for figure in self.evidence.figures
            if figure.figure_kind == "evaluation_score"
            and figure.scope_name == self.scope_name
            and figure.basis in ("score", "actual")
            and not _is_of_another(rule, figure)
            and (figure.report_no == self.report_no or len(same_scope) == 1)
            and self.evidence.same_department(self.report_no, figure.report_no)
        ]


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


@asks("A16", skips=("level_gapped", "gapped"))
def weights(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """The weights of each level against those below it, and all of them against 100."""
    for table in scoring_tables(evidence):
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
    left = _sum(table.evidence, parts, f"{len(parts)} 项指标分值之和")
    place = (totals or parts)[0].place
    subject = Subject(table.report_no, table.scope_name, parts[0].period_year, "weight", place)
    is_gapped = len(parts) < lines or (not totals and lines < _FEWEST_INDICATORS)
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
    """Every total score against the sum of the indicators' scores."""
    for table in scoring_tables(evidence):
        scores = [figure for line in table.indicators if (figure := evidence.figure(line.score_figure_no))]
        if not scores:
            continue
        right = _sum(evidence, scores, f"{len(scores)} 项得分之和")
        has_blank = any(line.weight is not None and line.score_figure_no is None for line in table.indicators)
        for printed in table.total_scores(rule):
            left = figure_side(evidence, printed)
            is_gapped = has_blank and right.range.value < left.range.value
            if is_gapped or _is_unread(evidence, printed, right):
                yield leave_open(rule, subject_of(printed), Skip("gapped"), ((1, printed),))
            else:
                yield compare(rule, subject_of(printed), left, right)


@asks("A18")
def scores_within_weights(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every score against the weight of its indicator."""
    for table in scoring_tables(evidence):
        for line in table.indicators:
            score, weight = evidence.figure(line.score_figure_no), evidence.figure(line.weight_figure_no)
            if score and weight:
                yield compare(rule, subject_of(score), figure_side(evidence, score), figure_side(evidence, weight))


@asks("A19", skips=("score_missing", "unknown_grade"))
def grades(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """A score and its grade in words, by the bands of `grades.csv`."""
    for heading in evidence.extract.headings:
        if heading.grade:
            yield _graded(evidence, rule, heading)


def _graded(evidence: Evidence, rule: Rule, heading: Heading) -> Comparison:
    bands = (row for row in read_seed("grades") if plain(heading.grade) in map(plain, split_words(row["words"])))
    band = next(bands, None)
    scores = (
        figure
        for figure in evidence.figures
        if figure.figure_kind == "evaluation_score" and figure.report_no == heading.report_no
    )
    printed = next(scores, None)
    score = heading.score if heading.score is not None else printed.value if printed else None
    scope_name, place = (printed.scope_name, printed.place) if printed else ("", None)
    subject = Subject(heading.report_no, scope_name, heading.fiscal_year, "score", place)
    if score is None:
        return leave_open(rule, subject, Skip("score_missing"))
    if band is None:
        return leave_open(rule, subject, Skip("unknown_grade", {"grade": heading.grade}))
    low, top = Decimal(band["score_from"]), Decimal(band["score_below"]) - _HUNDREDTH
    stated = constant_side(score, f"总分 {plain_number(score)}", "分", "总分")
    if score <= top:
        name = f"等次「{heading.grade}」的下限"
        return compare(rule, subject, constant_side(low, f"{name} {low}", "分", name), stated)
    name = f"等次「{heading.grade}」的上限"
    limit = constant_side(top, f"{name} {plain_number(top)}", "分", name)
    return compare(rule, subject, stated, limit)
