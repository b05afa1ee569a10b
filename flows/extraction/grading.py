"""The score of a report and the grade beside it, in a sentence or a form, and the scale of grades that it explains."""

import re
from collections.abc import Container, Iterable, Iterator, Sequence

from flows.extraction.draft import Context, Draft
from flows.extraction.headings import labelled
from flows.extraction.lexicon.labels import field_of
from flows.model.excerpts import excerpt
from flows.model.facts import Figure
from flows.model.report import Block, Paragraph, Place, Table
from flows.model.years import years_in
from flows.scoring_rules.grades import grade_of_cell, grades_told, scale_told
from flows.scoring_rules.words import words

_SENTENCE = re.compile(r"[^。；;\n]+[。；;]?")
_FARTHEST_BEFORE, _FARTHEST_BEHIND = 40, 12
_SCORE = "score_total"
_POINTS = ("indicator_score", "indicator_weight")
_FEWEST_POINTS, _MOST_POINTS = 50, 100  # of a score that is out of a hundred: points of an indicator are fewer
_GRADE = "grade"


def add_grades(block: Block, context: Context, draft: Draft) -> None:
    """Adds what a block says of grades, behind its figures: the grade of each score, and the steps of a scale."""
    for text, place in _texts(block):
        for step in scale_told(text):
            draft.add_words("grade_step", step.grade, step.words, place, context)
        for sentence in _SENTENCE.finditer(text):
            _add_told(sentence, place, context, draft)
    for label, value in labelled(block):
        if field_of(label) == _GRADE and (grade := grade_of_cell(value)):
            draft.grades.setdefault(context.report_no, grade)
    for grade, place, score in _graded_rows(block, draft) if isinstance(block, Table) else ():
        draft.add_words(_GRADE, grade, grade, place, context, score)


def _texts(block: Block) -> list[tuple[str, Place]]:
    if isinstance(block, Paragraph):
        return [(block.text, block.place)]
    return [(cell.text, block.place_of(cell)) for cell in block.cells]


def _add_told(sentence: re.Match[str], place: Place, context: Context, draft: Draft) -> None:
    """The grades of a sentence, each with the total score shortly before it, else the one close behind, else the only
    one of the sentence where the grade is named as such.

    One without a score is the report's own where it is named as such, and of no other year.
    """
    given = list(grades_told(sentence[0]))
    scores = _scores_in(place, sentence.start(), sentence.end(), draft) if given else ()
    for told in given:
        score = _nearest(scores, sentence.start() + told.start, sentence.start() + told.end)
        if score is None and told.is_named and len(scores) == 1:
            score = scores[0]  # what the score is made of stands between: 得分87.5分，其中…，评价等级为“优”
        if score is not None:
            quote = excerpt(sentence[0], told.start, told.end)
            draft.add_words(_GRADE, told.grade, quote, place, context, score)
        elif told.is_named and not scores and not _is_of_other_year(sentence[0], context):
            draft.grades.setdefault(context.report_no, told.grade)


def _nearest(scores: Sequence[Figure], start: int, end: int) -> Figure | None:
    before = [score for score in scores if 0 <= start - (score.place.char_end or 0) <= _FARTHEST_BEFORE]
    behind = [score for score in scores if 0 <= (score.place.char_start or 0) - end <= _FARTHEST_BEHIND]
    return before[-1] if before else behind[0] if behind else None


def _is_of_other_year(sentence: str, context: Context) -> bool:
    years = set(years_in(sentence)) - {context.fiscal_year}
    return bool(years) or any(word in sentence for word in words("earlier_year"))


def _scores_in(place: Place, start: int, end: int, draft: Draft) -> Sequence[Figure]:
    return [
        figure
        for figure in draft.figures
        if figure.measure_code == _SCORE
        and _cell(figure.place) == _cell(place)
        and start <= (figure.place.char_start or 0) < end
    ]


def _cell(place: Place) -> tuple[int | None, ...]:
    return place.block_no, place.row_no, place.column_no


def _graded_rows(table: Table, draft: Draft) -> Iterator[tuple[str, Place, Figure]]:
    """The grades below a heading of that name, with the one total score that is printed in their row; where the table
    prints none, its scores are totals when they are no points of a weight: 项目 | 执行率 | 得分 | 等级.
    """
    columns: set[int] = set()
    given: list[tuple[str, Place]] = []
    for row in table.rows():
        for cell in row:
            if field_of(cell.text) == _GRADE:
                columns.add(cell.column)
            elif cell.column in columns and (grade := grade_of_cell(cell.text)):
                given.append((grade, table.place_of(cell)))
    if not given:
        return
    printed: dict[str, list[Figure]] = {code: [] for code in (_SCORE, *_POINTS)}
    for figure in draft.figures:
        if figure.place.table_no == table.table_no and figure.measure_code in printed:
            printed[figure.measure_code].append(figure)
    of_points, of_weights = (printed[code] for code in _POINTS)
    are_wholes = not of_weights and all(_FEWEST_POINTS <= (one.value or 0) <= _MOST_POINTS for one in of_points)
    for grade, place in given:
        scores = [
            one for one in printed[_SCORE] or (of_points if are_wholes else ()) if one.place.row_no == place.row_no
        ]
        if len(scores) == 1:
            yield grade, place, scores[0]


def score_told(figures: Iterable[Figure], report_no: int, scopes: Container[str], year: int | None) -> Figure | None:
    """The score that a report gives to all that it is about, the first of its own year; None where it tells none."""
    every = [
        one
        for one in figures
        if one.report_no == report_no
        and one.measure_code == _SCORE
        and one.value is not None
        and one.scope_name in scopes
    ]
    of_year = [one for one in every if one.period_year == year] or every
    return next(iter([one for one in of_year if not _is_full_marks(one)] or of_year), None)


def _is_full_marks(score: Figure) -> bool:
    """Whether a sentence tells how many points there are, and not how many were got: 16个三级指标，总分100分."""
    return score.place.table_no is None and score.label in words("all_points") and score.value == _MOST_POINTS


def grade_beside(score: Figure | None, draft: Draft) -> str:
    """The grade that stands beside a score, '' where none does."""
    given = (claim for claim in draft.claims if score and claim.value_figure_no == score.figure_no)
    return next((claim.subject for claim in given if claim.claim_kind == _GRADE), "")
