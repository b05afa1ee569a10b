"""A table's rows: each band is read as pairs, as a scoring table or as a matrix of values."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from flows.extraction.draft import Context, Draft
from flows.extraction.fractions import with_fractions_as_rates
from flows.extraction.lexicon.carried import CarryOver
from flows.extraction.lexicon.county_sections import below_title
from flows.extraction.lexicon.labels import (
    clean,
    core,
    field_of,
    funding_levels,
    is_part_label,
    unit_hint,
    unit_of_line,
)
from flows.extraction.lexicon.scanning import read_cell
from flows.extraction.lexicon.titles import (
    announces_projects,
    lists_projects,
    other_units_above,
    title_above,
    topic_of,
    unit_above,
)
from flows.extraction.lexicon.topics import names_goals
from flows.extraction.tables.bands import Band
from flows.extraction.tables.cells import UNCOUNTED_FIELDS, ignore_label, of_goals, read_words
from flows.extraction.tables.matrix import read_matrix
from flows.extraction.tables.rows import Row, label_of_group, named_amounts, named_rows, rows_of, titles
from flows.extraction.tables.scoring import is_scoring, read_scoring
from flows.extraction.tables.values import Line, Surroundings, add_value, row_quotes
from flows.extraction.units_of_columns import with_units_of_columns
from flows.model.report import Table
from flows.model.words import plain


def read_table(table: Table, found: Sequence[Band], context: Context, above: Sequence[str], draft: Draft) -> None:
    """Adds every figure, goal, project and voucher of a table to the draft; no numeric token is left out.

    `found` are its bands; `above` are the paragraphs before it, nearest last: they hold its title and its unit.
    """
    first = len(draft.figures)
    unit = unit_above(above)
    others = other_units_above(above)
    topic = topic_of(title_above(above))
    is_of_projects = announces_projects(above)
    quotes = row_quotes(table)
    rows = rows_of(table)
    named = named_rows(rows)
    for slot in titles(row for number, row in enumerate(rows) if number not in named):
        read_words(table, slot, context, "", draft)
    caption_count = 0
    for band in found:
        for caption in band.captions[caption_count:]:
            unit = unit_of_line(caption) or unit_hint(caption) or unit
            topic = topic_of(caption) if topic_of(caption).measure_code else topic
            is_of_projects = is_of_projects or lists_projects(caption)
            context = replace(context, standing=below_title(context.standing, caption))
        caption_count = len(band.captions)
        if not band.heading and len(band.body) == 1 and len(band.body[0]) == 1:
            read_words(table, band.body[0][0], context, "", draft)
        elif band.is_pairs:
            _read_pairs(table, band, context, Surroundings(unit, topic, (), quotes=quotes), draft)
        elif is_scoring(band):
            read_scoring(table, band, context, draft)
        else:
            around = Surroundings(unit, topic, (), others, is_of_projects=is_of_projects, quotes=quotes)
            read_matrix(table, band, context, around, draft)
    corners = [band.heading[0][0] for band in found if band.heading and not band.is_continued]
    for number, row in named.items():
        at = bisect_left(corners, number, key=lambda slot: slot.cell.row)
        corner = corners[at - 1].text if at else ""
        around = Surroundings(unit, topic, (), quotes=quotes)
        _read_named(table, row, corner if unit_hint(corner) else "", around, context, draft)
    draft.figures[first:] = with_units_of_columns(with_fractions_as_rates(draft.figures[first:]))


def _read_pairs(table: Table, band: Band, context: Context, around: Surroundings, draft: Draft) -> None:
    parents: dict[int, str] = {}
    carried: defaultdict[int, CarryOver] = defaultdict(CarryOver)
    for row in band.body:
        for label, value in zip(row[::2], row[1::2], strict=True):
            name = core(label.text)
            nested = is_part_label(label.text) or plain(name) in funding_levels()
            parent = parents.get(label.start, "") if nested else ""
            if not nested:
                parents[label.start] = label.text
            part_of = carried[label.start].part_of(label.text)
            ignore_label(table, label, draft)
            quantity = None if value.is_blank else read_cell(value.text)
            field = field_of(label.text)
            if field == "grade" and value.text.strip():
                draft.grades.setdefault(context.report_no, value.text.strip())
            labels = tuple(part for part in (parent, label.text) if part)
            if quantity is None or field in UNCOUNTED_FIELDS:
                about = of_goals(context) if names_goals(name) else context
                read_words(table, value, about, clean(label.text), draft, field)
                continue
            add_value(table, value, quantity, [], Line(labels, part_of=part_of), around, context, draft)


def _read_named(table: Table, row: Row, corner: str, around: Surroundings, context: Context, draft: Draft) -> None:
    """Adds a figure for each name of the row; they are of what the label beside them says, else the `corner` of the
    heading above that tells the unit.
    """
    label = label_of_group(row)
    groups = tuple(filter(None, [label.cell.text if label else corner]))
    for slot in row:
        named = named_amounts(slot.text)
        for name, quantity in named:
            add_value(table, slot, quantity, [], Line((name,), groups=groups), around, context, draft)
        if not named and slot.text.strip():
            ignore_label(table, slot, draft)
