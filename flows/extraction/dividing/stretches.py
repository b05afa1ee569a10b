"""Where something begins in a document that may be another report: titles, worksheets, covers, names of departments."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from flows.extraction.dividing.claimed import department_of_head, department_of_line, department_of_title
from flows.extraction.dividing.forms import are_on_one_form, form_of
from flows.extraction.headings import Segment, is_title, labelled, segment_of, segments
from flows.extraction.lexicon.labels import field_of, role_of
from flows.extraction.tables.rows import rows_of, titles
from flows.model.report import Block, Paragraph, Table
from flows.model.telling_apart import is_front, is_instructions
from flows.places.apart import are_departments_apart

_LONGEST_LINE = 45
_LEVELS = tuple(
    re.compile(one)
    for one in (
        r"[一二三四五六七八九十]{1,3}[、.．]",
        r"[（(][一二三四五六七八九十]{1,3}[）)]",
        r"\d{1,2}[、.．]",
        r"[（(]\d{1,2}[）)]",
    )
)
_COVER_LINES = 4  # above a title or a table


def stretches(blocks: Sequence[Block]) -> list[Segment]:
    """The stretches of a document in order, the first from block 0 on; one without a title goes on in the family of
    the one before.
    """
    found = segments(blocks)
    if len(_sheets(blocks)) > 1:
        return _joined(list(_of_sheets(blocks, found)))
    found = list(_with_covers(blocks, found))
    taken = {segment.first for segment in found}
    starts = {*_covers(blocks, taken), *_repeated_forms(blocks, taken), *_department_heads(blocks, found)} - taken
    untitled = [_untitled(number) for number in starts]
    return _joined(sorted([*found, *untitled], key=lambda segment: segment.first))


def _untitled(number: int) -> Segment:
    return Segment(number, "", "", "", True, number)


def _joined(found: Sequence[Segment]) -> list[Segment]:
    """The same stretches; those without a family take over that of the one before."""
    result: list[Segment] = []
    for segment in found:
        before = result[-1] if result else Segment(0, "", "other", "other", False, 0)
        result.append(segment if segment.family else replace(segment, kind=before.kind, family=before.family))
    return result


def _sheets(blocks: Sequence[Block]) -> list[int]:
    """The blocks that open a worksheet, covers and instructions left out: these go with what stands beside them."""
    starts: list[int] = []
    sheet = ""
    for number, block in enumerate(blocks):
        if block.sheet and block.part == "body" and block.sheet != sheet:
            sheet = block.sheet
            if not is_front(sheet) and not is_instructions(sheet):
                starts.append(number)
    return starts


def _of_sheets(blocks: Sequence[Block], titled: Sequence[Segment]) -> Iterator[Segment]:
    """The stretches of a workbook: each sheet opens one, by its title or without."""
    starts = _sheets(blocks)
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(blocks)], strict=True)):
        first = start if number else 0
        inside = [segment for segment in titled if segment.title and first <= segment.title_no < end]
        above = blocks[start : inside[0].title_no] if inside else ()
        if not inside or not all(isinstance(block, Paragraph) for block in above):
            inside.insert(0, _titled_by_a_cell(blocks[start:end], start) or _untitled(start))
        inside[0] = replace(inside[0], first=first)
        yield from inside


def _titled_by_a_cell(blocks: Sequence[Block], start: int) -> Segment | None:
    """The stretch that is called by a cell which fills the first row of its first table."""
    table = next((block for block in blocks if isinstance(block, Table)), None)
    captions = [slot.text for slot in titles(rows_of(table)) if slot.cell.row <= 1] if table else []
    title = next(("".join(text.split()) for text in captions if is_title(text)), "")
    return segment_of(title, start) if title else None


def _with_covers(blocks: Sequence[Block], found: Sequence[Segment]) -> Iterator[Segment]:
    """The titled stretches, with the lines of a cover that stand above a title where the stretch before has its own."""
    before = 0
    for segment in found:
        first = segment.first
        lines = 0
        while first - 1 > before and lines < _COVER_LINES and _is_cover_line(blocks[first - 1]):
            first, lines = first - 1, lines + 1
        cover = [block for block in blocks[first : segment.first] if department_of_line(block)]
        has_own = any(_names_department(block) for block in blocks[before:first])
        before = first if cover and has_own else segment.first
        yield replace(segment, first=before)


def _is_cover_line(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(block.text) <= _LONGEST_LINE and bool(labelled(block))


def _names_department(block: Block) -> bool:
    if isinstance(block, Paragraph) and department_of_title("".join(block.text.split())):
        return True
    return any(field_of(label) == "department_name" for label, _ in labelled(block))


def _covers(blocks: Sequence[Block], titled: AbstractSet[int]) -> Iterator[int]:
    """The lines right above a table that name another department than the lines above an earlier one."""
    department, has_table = "", False
    for number, block in enumerate(blocks):
        if number in titled:
            department, has_table = "", False
        if isinstance(block, Table):
            has_table = True
            continue
        named = department_of_line(block)
        if named and _opens_a_table(blocks[number + 1 : number + 1 + _COVER_LINES]):
            if has_table and department and are_departments_apart(named, department):
                yield number
                has_table = False
            department = named


def _opens_a_table(behind: Sequence[Block]) -> bool:
    for block in behind:
        if isinstance(block, Table):
            return True
        if len(block.text) > _LONGEST_LINE:
            return False
    return False


def _repeated_forms(blocks: Sequence[Block], titled: AbstractSet[int]) -> Iterator[int]:
    """The tables without a title that are filled in on the form of the one before, where it is one with names in it."""
    before = None
    for number, block in enumerate(blocks):
        before = None if number in titled else before
        if isinstance(block, Table) and _is_form(block):
            form = form_of([block], "")
            if before is not None and are_on_one_form(form, before):
                yield number
            before = form


def _is_form(table: Table) -> bool:
    """Whether a table names what it is about and is scored: only one of a kind belongs to a report or a project."""
    fields = {field_of(cell.text) for cell in table.cells} & {"department_name", "project_name", "budget_code"}
    return bool(fields) and any(role_of(cell.text) in {"level1", "project_funds"} for cell in table.cells)


def _department_heads(blocks: Sequence[Block], found: Sequence[Segment]) -> list[int]:
    """The headings that are the name of a department and nothing else, where no title says whose report it is."""
    if any(department_of_title("".join(segment.title.split())) for segment in found):
        return []
    heads = [(number, name) for number, block in enumerate(blocks) if (name := department_of_head(block))]
    if not heads:
        return []
    first, last = heads[0][0], heads[-1][0]
    levels = {_level(blocks[number]) for number, _ in heads}
    own = min(levels)
    if len(levels) > 1 or any(0 < _level(block) < own for block in blocks[:last]):
        return []
    if any(_names_department(block) for block in blocks[:first]):
        return []
    ends = [number for number, _ in heads[1:]] + [len(blocks)]
    told = [
        (number, name)
        for (number, name), end in zip(heads, ends, strict=True)
        if any(_has_numbers(block) for block in blocks[number + 1 : end])
    ]
    are_several = len(told) == len(heads) and any(are_departments_apart(told[0][1], name) for _, name in told[1:])
    return [number for number, _ in told] if are_several else []


def _level(block: Block) -> int:
    """How deep a heading is by its number (一、 （一） 1. （1）), 0 without one."""
    text = block.text.strip() if isinstance(block, Paragraph) and len(block.text) <= _LONGEST_LINE else ""
    return next((level for level, number in enumerate(_LEVELS, 1) if number.match(text)), 0)


def _has_numbers(block: Block) -> bool:
    texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    return any(re.search(r"\d", text) for text in texts)
