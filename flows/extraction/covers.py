"""What the labelled lines and cells of a report say of it: whose it is, its code and project, and where it may be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from flows.extraction.frames import is_frame
from flows.extraction.headings import form_pairs, labelled, title_at
from flows.extraction.lexicon.labels import clean, field_of
from flows.model.report import Block, Paragraph, Table
from flows.model.telling_apart import implementer_labels, superior_labels, telling_labels
from flows.model.words import longest_first, plain, read_seed, remembered, split_words
from flows.places.naming import named_at, names_department

# What the same line goes on with: 填报单位：某局      单位：万元
_BESIDE = re.compile(r"[\s　]{2,}|\t|(?:金额)?单位\s*[:：]")
REPORTING, SUPERIOR, IMPLEMENTER, _NO_DEPARTMENT = range(4)
_TELLING_FIELDS = frozenset({"department_name", "project_name", "budget_code"})
_MOST_NAMED = 60  # a list of projects names hundreds: then its first ones do
_LONGEST_LINE = 45
_LONGEST_GLUED = 400
_LONGEST_COVER_LINE = 120
_COVER_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Cover:
    """What the labelled lines of one report say; `rank` is that of the department."""

    department_name: str
    rank: int
    budget_code: str
    project_name: str


def cover(blocks: Sequence[Block]) -> Cover:
    """The department, budget code and project that a report's own labelled lines name, '' where none does.

    The department is that which hands the report in; else that which a project is of, and last that which only
    carries it out.
    """
    fields: dict[str, str] = {}
    departments: dict[int, str] = {}
    for block in blocks:
        for label, value in said(block):
            field = field_of(label)
            if field == "department_name":
                departments.setdefault(rank_of_department(label, value), value)
            elif field:
                fields.setdefault(field, clean(value))
    code = re.match(r"\d{3,9}", fields.get("budget_code", ""))
    rank = min(departments, default=_NO_DEPARTMENT)
    return Cover(departments.get(rank, ""), rank, code[0] if code else "", fields.get("project_name", ""))


def rank_of_department(label: str, value: str) -> int:
    """What a label's value is: REPORTING the department whose report it is, SUPERIOR that which a project is of, and
    so on, the nearest first.
    """
    if not names_department(value):
        return _NO_DEPARTMENT
    name = plain(clean(label))
    return IMPLEMENTER if name in implementer_labels() else SUPERIOR if name in superior_labels() else REPORTING


def said(block: Block) -> list[tuple[str, str]]:
    """Label and value pairs of a form's cells or of a paragraph, also of one into which a form's lines have run."""
    if isinstance(block, Table):
        return labelled(block)
    text = block.text.strip()
    if is_frame(text):
        return []
    if len(text) <= _LONGEST_GLUED and (glued := _glued(text)):
        return glued
    pairs = [(label, _next_label().split(value)[0]) for label, value in labelled(block)]
    if len(text) <= _LONGEST_COVER_LINE and "。" not in text:
        parts = _next_label().split(text)
        pairs += [pair for pair in zip(parts[1::2], parts[2::2], strict=True) if pair[0] not in dict(pairs)]
    return [(label, alone) for label, value in pairs if (alone := _BESIDE.split(value.strip())[0].strip())]


def _glued(text: str) -> list[tuple[str, str]]:
    """The labels of a line without a colon, each with what stands up to the next one, where two or more stand there and
    a department stands behind one, and nothing else (主管部门青禾县教育局实施单位第一中学).
    """
    if "：" in text or ":" in text:
        return []
    parts = _labels().split("".join(text.split()))
    pairs = [(label, value) for label, value in zip(parts[1::2], parts[2::2], strict=True) if value]
    departments = [value for label, value in pairs if field_of(label) == "department_name"]
    return pairs if len(pairs) > 1 and departments and _is_department_alone(departments[0]) else []


def _is_department_alone(value: str) -> bool:
    named = named_at(value)
    return named is not None and len(named.lead + named.name) + value.find(named.name) >= len(value)


@cache
def _labels() -> re.Pattern[str]:
    rows = (row["words"] for row in read_seed("heading_labels") if row["field"] in _TELLING_FIELDS)
    words = longest_first(word for row in rows for word in split_words(row) if len(word) > 3)
    return re.compile(rf"({'|'.join(map(re.escape, words))})")


@cache
def _next_label() -> re.Pattern[str]:
    """A label behind the value of another, or behind a year: …局填报日期：2023年3月."""
    words = longest_first(word for row in read_seed("heading_labels") for word in split_words(row["words"]))
    return re.compile(rf"({'|'.join(map(re.escape, words))})[\s　]*(?:[（(][^（()）]{{0,8}}[）)])?[\s　]*[：:]")


def named(blocks: Sequence[Block]) -> tuple[tuple[str, str], ...]:
    """Label and value of each labelled line and form cell that says whom, what or where a report is about."""
    pairs: dict[tuple[str, str], None] = {}
    for block in blocks:
        for label, value in form_pairs(block, _tells) if isinstance(block, Table) else labelled(block):
            if _tells(label):
                pairs[plain(clean(label)), clean(_BESIDE.split(value)[0])] = None
    return tuple(pairs)[:_MOST_NAMED]


@remembered
def _tells(label: str) -> bool:
    return field_of(label) in _TELLING_FIELDS or plain(clean(label)) in telling_labels()


def heading_text(blocks: Sequence[Block]) -> str:
    """The words that may name the place: the first short lines, titles and labelled lines.

    A title that runs over several lines is one: the name of a department can run over them too.
    """
    lines: list[str] = []
    last = -1
    for number, block in enumerate(blocks):
        if number <= last or (isinstance(block, Paragraph) and is_frame(block.text)):
            continue
        if isinstance(block, Paragraph) and len(block.text) <= _LONGEST_LINE and len(lines) < _COVER_LENGTH:
            title, last = title_at(blocks, number)
            lines.append(title if last > number else block.text.strip())
        lines.extend(f"{label}：{value}" for label, value in said(block) if field_of(label) == "department_name")
    return "\n".join(lines)
