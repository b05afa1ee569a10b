"""What a stretch of a document says of whose report it is: on its cover, in its title, by the name of its sheet."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extraction.covers import IMPLEMENTER, REPORTING, SUPERIOR, rank_of_department, said
from flows.extraction.headings import Segment, project_in, years_reported
from flows.extraction.lexicon.labels import clean, field_of
from flows.model.file_versions import file_version
from flows.model.report import Block, Paragraph
from flows.model.telling_apart import own_words, summary_words
from flows.model.years import YEAR
from flows.places.departments import department_called
from flows.places.naming import department_named

_YEAR_LINE = re.compile(rf"[（(]?\s*({YEAR})\s*年(?:度)?\s*[）)]?")
_YEAR = re.compile(rf"(?<!\d)({YEAR})(?!\d)")
_PERIOD = re.compile(
    r"第?[一二三四1-4]季度|[上下]半年|(?<!\d)(?:1[0-2]|[1-9])\s*[-—至~]\s*(?:1[0-2]|[1-9])月|(?<!\d)(?:1[0-2]|[1-9])月"
)
_BEFORE_YEAR = re.compile(rf"(?:关于)?([\u4e00-\u9fff]{{2,30}}?)的?{YEAR}年")
_BEHIND_YEAR = re.compile(rf"(?:关于)?{YEAR}年度?([\u4e00-\u9fff]{{2,30}}?)(?:部门|单位|整体|决算|预算|三公)")
_NAMELESS = re.compile(r"(?:[a-z]+|工作表|表格?|附件|附表|第)?[\d一二三四五六七八九十]*[份页]?")
_NUMBER = re.compile(r"^[\s　]*(?:[（(]?[一二三四五六七八九十]{1,3}(?:[）)]?[、.．]|[）)])|\d{1,2}[、.．])[\s　]*")
_LONGEST_LINE = 45
_HEAD_LINES = 12


@dataclass(frozen=True, slots=True)
class Claimed:
    """Whose report a stretch says that it is: department, year, part of the year, project; '' and None where silent.

    `title` is what the stretch is called, without its year, `is_summary` whether it sums up the reports of others.
    `sheet_department` is the department by the name of its sheet, `sheet_words` what that says besides. `implementer`
    carries the project out, where only the department that it is of is named besides.
    """

    department: str = ""
    year: int | None = None
    period: str = ""
    project: str = ""
    title: str = ""
    is_summary: bool = False
    sheet_department: str = ""
    sheet_words: str = ""
    implementer: str = ""


@dataclass(frozen=True, slots=True)
class SheetName:
    """The name of a worksheet taken apart: the department, the year and the part of it that it names, and what else:
    `stem` is the rest as it stands, '' for Sheet1, `words` the rest without what all reports are called by.
    """

    department: str
    year: int | None
    period: str
    stem: str
    words: str


@cache
def sheet_name(name: str) -> SheetName:
    """What the name of a worksheet tells; that of 自评表, Sheet1 or 附件2 tells nothing."""
    year, period = _YEAR.search(name), _PERIOD.search(name)
    rest = _PERIOD.sub("", re.sub(rf"{YEAR}(?:年度?)?", "", name))
    stem = file_version(re.sub(r"^[\d\W_]+", "", rest)).stem
    bare = re.sub(r"\d+$", "", own_words(stem))  # 民政局整体支出自评表, 民政局2
    department = department_called(stem) or (bare if department_called(bare) == bare else "")
    stem = "" if department or _NAMELESS.fullmatch(stem) else stem
    return SheetName(department, int(year[1]) if year else None, period[0] if period else "", stem, own_words(stem))


def claimed_by(segment: Segment, blocks: Sequence[Block], sheet: str) -> Claimed:
    """What a stretch says of whose report it is; the lines of a cover go before the title, both before the sheet."""
    lines = list(_head_lines(blocks))
    fields = _fields(blocks)
    name = sheet_name(sheet)
    title = "".join(segment.title.split())
    head = "" if title or not blocks else department_of_head(blocks[segment.title_no - segment.first])
    years = [*years_reported(title), *(int(match[1]) for line in lines if (match := _YEAR_LINE.fullmatch(line)))]
    period = next((match[0] for line in (title, *lines) if (match := _PERIOD.search(line))), "")
    own = fields.departments.get(REPORTING, "") or department_of_title(title) or head or name.department
    return Claimed(
        own or fields.departments.get(SUPERIOR, ""),
        years[0] if years else name.year,
        period or name.period,
        fields.project_name or project_in(title),
        _called(title or next((line for line in lines if _is_name(line)), "") or name.stem),
        any(word in title or word in sheet for word in summary_words()),
        name.department,
        name.words,
        "" if own else fields.departments.get(IMPLEMENTER, ""),
    )


def department_of_title(title: str) -> str:
    """The department that a title names beside its year (青禾县民政局2023年度…, 2023年度民政局部门整体支出…), or ''."""
    for pattern in (_BEFORE_YEAR, _BEHIND_YEAR):
        if (match := pattern.match(title)) and (name := department_called(match[1])):
            return name
    named = department_named(title)
    return f"{named.lead}{named.region}{named.name}" if named else ""


def _is_name(line: str) -> bool:
    """Whether a line can be what a stretch is called: no label and no sentence, nor a year alone."""
    is_short = 0 < len(line) <= _LONGEST_LINE and not re.search(r"[：:。；]", line)
    return is_short and not _YEAR_LINE.fullmatch(line) and not department_called(line)


def _called(title: str) -> str:
    return _PERIOD.sub("", re.sub(rf"{YEAR}年?(?:度)?", "", title))


def department_of_head(block: Block) -> str:
    """The department that a heading is the name of and nothing else (一、青禾县民政局), or ''."""
    if not isinstance(block, Paragraph) or block.part != "body" or len(block.text) > _LONGEST_LINE:
        return ""
    return department_called("".join(_NUMBER.sub("", block.text).split()))


def department_of_line(block: Block) -> str:
    """The department that a labelled line names as the one whose report it is, '' where it names none."""
    departments = _fields([block]).departments if isinstance(block, Paragraph) else {}
    return departments.get(REPORTING, "") or departments.get(SUPERIOR, "")


def _head_lines(blocks: Sequence[Block]) -> Iterator[str]:
    """The first short lines of a stretch: its paragraphs, and cells that fill a row of its first table."""
    for block in blocks[:_HEAD_LINES]:
        if isinstance(block, Paragraph):
            yield "".join(block.text.split())
            continue
        for row in block.rows():
            speaking = [cell for cell in row if cell.text.strip()]
            if len(speaking) > 1:
                return
            yield from ("".join(cell.text.split()) for cell in speaking)
        return


@dataclass(frozen=True, slots=True)
class _Fields:
    departments: Mapping[int, str]
    project_name: str


def _fields(blocks: Sequence[Block]) -> _Fields:
    """The departments, by their rank, and the project that labelled lines and cells name first."""
    departments: dict[int, str] = {}
    projects: list[str] = []
    for block in blocks:
        for label, value in said(block) if block.part == "body" else ():
            field = field_of(label)
            if field == "department_name":
                departments.setdefault(rank_of_department(label, value), value)
            elif field == "project_name":
                projects.append(clean(value))
    return _Fields(departments, projects[0] if projects else "")
