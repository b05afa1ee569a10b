"""What a report means: a `Report` in, rows out.

Knows places, scoring rules and the words of the field; opens no file and no database.
"""

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import pairwise

from flows.extraction.belonging import SourceClues, kind_of_report, names_county, placements, text_of, texts_of
from flows.extraction.covering import Covered, as_shown, cover_persons
from flows.extraction.covers import cover, named
from flows.extraction.dividing.instructions import Instructions
from flows.extraction.dividing.reports import Division, divided
from flows.extraction.draft import Context, Draft, reading_of
from flows.extraction.frames import is_frame
from flows.extraction.grading import add_grades, grade_beside, score_told
from flows.extraction.grand_totals import with_grand_totals
from flows.extraction.headings import fiscal_year, labelled, project_in, title_basis, year_of_file
from flows.extraction.kinds import family_of
from flows.extraction.lexicon.county import is_of_county
from flows.extraction.lexicon.county_sections import CountySections, standing_of_title
from flows.extraction.lexicon.labels import field_of
from flows.extraction.lexicon.project_heads import Sections, heads, listed_projects, project_called
from flows.extraction.lexicon.scanning import scan
from flows.extraction.lexicon.subjects import classified_line
from flows.extraction.lexicon.titles import form_above, lists_projects
from flows.extraction.lexicon.topics import Topics, heading_of
from flows.extraction.mending.damage import as_printed, mended
from flows.extraction.money_units import money_unit_of_tables
from flows.extraction.sentences.leftovers import add_leftovers, add_personal, add_titles, add_unseen
from flows.extraction.sentences.prose import read_prose, tells_in_note
from flows.extraction.tables.guides import with_guides
from flows.extraction.tables.misplaced import misplaced
from flows.extraction.tables.reading import read_table
from flows.model.facts import Extract, Heading
from flows.model.report import Block, Paragraph, Report, Table
from flows.model.telling_apart import is_instructions
from flows.model.years import is_year
from flows.places.gazetteer import gazetteer
from flows.places.placing import Placement
from flows.relating import missing_tables, relations

__all__ = ["SourceClues", "extract", "names_county"]

_DEPARTMENT_SCOPE = "部门整体支出"
_LONGEST_HEADING = 80
_END_OF_LINES = ("（项）", "(项)", "（款）", "(款)", "（类）", "(类)")
_GOES_ON = re.compile(r"[，；。].")  # a sentence that begins with a label, not a line of a form
_UNPRINTED = {
    "telephone": "telephone",
    "postcode": "postcode",
    "person": "person",
    "budget_code": "code",
    "period": "date",
}


def extract(report: Report, clues: SourceClues) -> Extract:
    """Every figure, indicator, goal, project, voucher, claim and numeric token of a report, and where it belongs."""
    mending = mended(report)
    covered = cover_persons(mending.report.blocks)
    return as_printed(as_shown(_extract(covered, clues), covered), mending)


def _extract(covered: Covered, clues: SourceClues) -> Extract:
    # What nobody sees is told in the ledger and nowhere else: here it is parted from all that is understood.
    document, bands = with_guides(covered.blocks)
    blocks = tuple(block for block in document if block.part != "hidden")
    division = divided(blocks)
    found, numbers = division.segments, division.numbers
    firsts = [segment.first for segment in found]
    draft = Draft(reading_of(blocks))
    body = text_of(blocks)
    owns = _own_blocks(blocks, division)
    placed = placements(owns, body, clues, division)
    whole = _Whole(blocks, body)
    contexts = [_context(number, own, whole, clues, placed, division) for number, own in enumerate(owns)]
    above: list[str] = []  # the paragraphs since the last table
    line = ""
    instructions = Instructions(blocks)
    sections, listed, topics = Sections(), listed_projects(blocks), Topics()
    parts = CountySections()
    add_titles(found, blocks, [contexts[own] for own in numbers], draft)
    project = ""  # of the form that stands above, where a report holds forms of several projects
    number = -1  # among the blocks that are seen
    for block in document:
        if block.part == "hidden":
            add_unseen(block, covered.parts[block.block_no], draft)
            continue
        number += 1
        at = bisect_right(firsts, number) - 1
        context = replace(contexts[numbers[at]], listed_projects=listed)
        if context.standing is not None:
            context = _placed(block, context, parts, is_first=number in firsts)
        if number in firsts or not isinstance(block, Paragraph):
            sections.end()
        if number in firsts:
            topics.end(is_same_report=at > 0 and numbers[at] == numbers[at - 1])
        project = division.projects[at] if number in firsts else project
        add_personal(block, covered.parts[block.block_no], context, draft)
        is_copy, explains = at in division.copies, instructions.holds(block)
        if explains and isinstance(block, Paragraph) and not is_instructions(block.sheet):
            explains = not tells_in_note(block.text)
        if is_copy or explains:
            for text, place_of_text in texts_of(block):
                draft.ignore(scan(text), place_of_text, "copy" if is_copy else "template_text")
        if is_copy:
            continue
        if isinstance(block, Paragraph):
            if not explains:
                section = sections.section_of(heads(block.text, listed))
                if heading := heading_of(block.text):
                    topics.add(heading)
                _read_paragraph(block, replace(context, line=line, section=section, topic=topics.here), draft)
                add_leftovers(block, context, draft)
            line = _line_of_heading(block.text)
            above.append(block.text)
        elif not explains:
            line = ""
            project = _project_of_form(block, context) or _project_of_title(above, context, project)
            context = replace(context, money_unit=topics.here.money_unit or context.money_unit)
            read_table(block, bands[block.block_no], _about(project, context), above, draft)
            add_leftovers(block, context, draft)
            above.clear()
        add_grades(block, context, draft)
    headings = tuple(
        _as_numbered(heading, covered.blocks)
        for heading in _headings(owns, whole, division, contexts, placed, draft, len(blocks))
    )
    figures = with_grand_totals(draft.figures)
    unread = [note for block in blocks if isinstance(block, Table) for note in misplaced(block)]
    conflicts = dict.fromkeys(heading.place_conflict for heading in headings if heading.place_conflict)
    return Extract(
        headings, tuple(figures), tuple(draft.indicators), tuple(draft.goals),
        tuple(draft.projects), tuple(draft.vouchers), tuple(draft.claims), tuple(draft.tokens),
        (*division.notes, *draft.notes, *unread, *conflicts, *missing_tables(blocks)), tuple(draft.blank_rows),
        tuple(draft.open_cells),
        tuple(relations(blocks, figures, headings, draft.indicators)),
    )  # fmt: skip


def _as_numbered(heading: Heading, blocks: Sequence[Block]) -> Heading:
    """The heading with the numbers of its blocks in the report; what is hidden behind a block belongs to it."""
    seen = [block.block_no for block in blocks if block.part != "hidden"]
    if len(seen) == len(blocks):
        return heading
    starts = [0, *seen[1:], len(blocks)]
    return replace(
        heading,
        first_block_no=starts[heading.first_block_no],
        last_block_no=starts[max(heading.last_block_no, 0) + 1] - 1,
    )


def _project_of_form(table: Block, context: Context) -> str:
    """The project that a form of a project report names in its own head, '' where it names none."""
    return cover([table]).project_name if context.project_name else ""


def _project_of_title(above: Sequence[str], context: Context, project: str) -> str:
    """The project that the form below these lines is of, in a report of several: a numbered form (附表2 …) begins that
    which it is called by, and a list of projects ends it; any other title stands within the form.
    """
    form = form_above(above) if context.is_of_project and not context.project_name else None
    if form is None:
        return project
    return project_called(form, context.listed_projects) or ("" if lists_projects(form) else project)


def _about(project: str, context: Context) -> Context:
    return replace(context, project_name=project, scope_name=project) if project else context


def _line_of_heading(text: str) -> str:
    """The line of the classification that a paragraph is the heading of (1、…（类）…（款）行政运行（项）。), or ''."""
    heading = text.strip().rstrip("。：:")
    is_heading = len(heading) <= _LONGEST_HEADING and heading.endswith(_END_OF_LINES)
    return classified_line(heading) if is_heading else ""


def _own_blocks(blocks: Sequence[Block], division: Division) -> list[list[Block]]:
    """The blocks of each report, its annexes included, what only repeats them left out."""
    owns: list[list[Block]] = [[] for _ in division.claims]
    bounds = pairwise([*(segment.first for segment in division.segments), len(blocks)])
    for index, (start, end) in enumerate(bounds):
        if index not in division.copies:
            owns[division.numbers[index]].extend(blocks[start:end])
    return owns


class _Whole:
    """What the document as a whole says, looked for once however many reports it holds."""

    def __init__(self, blocks: Sequence[Block], body: str) -> None:
        self._blocks, self.body = blocks, body

    @cached_property
    def year(self) -> int | None:
        """The year that it names most."""
        return fiscal_year("", self._blocks)

    @cached_property
    def money_unit(self) -> str:
        """The unit most of its amounts are printed in."""
        return money_unit_of_tables(text_of(self._blocks))


def _context(
    number: int,
    own: Sequence[Block],
    whole: _Whole,
    clues: SourceClues,
    placed: Mapping[int, Placement],
    division: Division,
) -> Context:
    first = division.opening(number)
    kind = kind_of_report(number, own, whole.body, division)
    is_of_project = family_of(kind) == "project"
    project = cover(own).project_name or project_in(first.title) if is_of_project else ""
    scope = project if is_of_project else _DEPARTMENT_SCOPE
    claimed = division.claims[number].year
    year = (
        int(clues.manifest_year)
        if is_year(clues.manifest_year) and not division.is_of_many
        else claimed or fiscal_year(first.title, own) or whole.year or year_of_file(clues.parts)
    )
    county_id = placed[max(other for other in placed if other <= number)].county_id
    county = gazetteer().counties.get(county_id)
    name = county.county_name if county else ""
    standing = standing_of_title(first.title, name) if is_of_county(kind) else None
    basis = title_basis(first.title, first.kind)
    return Context(
        number, year, scope, project, whole.money_unit, name, basis, standing=standing, is_of_project=is_of_project
    )


def _placed(block: Block, context: Context, parts: CountySections, *, is_first: bool) -> Context:
    """The context of a block of a county's accounts, by the headings above it."""
    if is_first and context.standing is not None:
        parts.begin(context.standing)
    if isinstance(block, Paragraph):
        parts.read(block.text)
    here = parts.standing
    return replace(
        context, standing=here, fiscal_year=here.year or context.fiscal_year, basis=here.basis or context.basis
    )


def _read_paragraph(block: Paragraph, context: Context, draft: Draft) -> None:
    if block.part in {"header", "footer"} or is_frame(block.text):
        draft.ignore(scan(block.text), block.place, "running_head")
        return
    for label, value in labelled(block):
        if (reason := _UNPRINTED.get(field_of(label))) and not _GOES_ON.search(value):
            draft.ignore(scan(block.text), block.place, reason)
            return
    read_prose(block.text, block.place, context, draft)


def _headings(owns: Sequence[Sequence[Block]], whole: _Whole, division: Division, contexts: Sequence[Context],
              placed: Mapping[int, Placement], draft: Draft, block_count: int) -> tuple[Heading, ...]:  # fmt: skip
    headings: list[Heading] = []
    placement = placed[0]
    found, numbers = division.segments, division.numbers
    for context in contexts:
        number = context.report_no
        if number and not any(figure.report_no == number for figure in draft.figures):
            continue  # an annex that was left blank is no report
        first = division.opening(number)
        own_cover = cover(owns[number])
        placement = placed.get(number, placement)
        score = score_told(draft.figures, number, {"", context.scope_name, context.project_name}, context.fiscal_year)
        indexes = [index for index, owner in enumerate(numbers) if owner == number]
        last = found[indexes[-1] + 1].first - 1 if indexes[-1] + 1 < len(found) else block_count - 1
        headings.append(
            Heading(
                report_no=number,
                report_kind=kind_of_report(number, owns[number], whole.body, division),
                title=first.title,
                county_id=placement.county_id,
                department_name=placement.department_name,
                budget_code=own_cover.budget_code,
                fiscal_year=context.fiscal_year,
                score=score.value if score else None,
                grade=draft.grades.get(number) or grade_beside(score, draft),
                place_source=placement.place_source,
                place_conflict=placement.conflict,
                first_block_no=found[indexes[0]].first,
                last_block_no=last,
                project_name=context.project_name,
                named=named(owns[number]),
                copy_no=division.copy_nos[number],
            )
        )
    return tuple(headings)
