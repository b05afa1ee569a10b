"""What kind of report a title names: by the patterns of report_kinds.csv, the first that fits."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows.extraction.frames import is_frame
from flows.extraction.lexicon.labels import role_of
from flows.model.report import Block, Paragraph, Table
from flows.model.words import longest_first, read_seed, split_words
from flows.places.departments import canonical_department
from flows.places.naming import department_named

_GOVERNMENTS = frozenset({"TWN", "SUB", "DEV"})  # they have finances of their own, as the county has
_GOVERNMENT = ("人民政府", "政府")
_REMARK = re.compile(r"[（(【\[][^（()）】\]]{0,30}[）)】\]]$")
_HEAD_BLOCKS = 12
_LONGEST_LINE = 60
_SHORTEST_TITLE = 6
_OTHER = ("other", "other")


@dataclass(frozen=True, slots=True)
class _Kind:
    code: str
    family: str
    pattern: re.Pattern[str]
    not_when: re.Pattern[str] | None
    owner_function: str
    form_roles: frozenset[str]

    def is_of(self, title: str) -> bool:
        if not self.pattern.search(title) or (self.not_when and self.not_when.search(title)):
            return False
        return not self.owner_function or _may_be_of(self.owner_function, title)


@cache
def _kinds() -> tuple[_Kind, ...]:
    return tuple(
        _Kind(
            row["report_kind"],
            row["family"],
            re.compile(row["pattern"]),
            re.compile(row["not_when"]) if row["not_when"] else None,
            row["owner_function"],
            frozenset(split_words(row["form_roles"])),
        )
        for row in read_seed("report_kinds")
    )


def kind_of(title: str) -> tuple[str, str]:
    """The kind of report that a title names, and its family (department, project, budget, other)."""
    flat = "".join(title.split())
    if is_no_report(flat):
        return _OTHER
    return next(((kind.code, kind.family) for kind in _kinds() if kind.is_of(flat)), _OTHER)


def family_of(kind: str) -> str:
    """The family of a kind of report."""
    return next((one.family for one in _kinds() if one.code == kind), _OTHER[1])


def kind_of_head(blocks: Sequence[Block], text: str) -> str:
    """The kind of a document without a title: by the first line of its head that calls it something, by its form, else
    by its text.
    """
    lines = list(_head(blocks))
    for at, line in enumerate(lines):
        if any(is_no_report("".join(lines[at : at + count])) for count in (1, 2, 3)):
            return "other"
        if (kind := kind_of(line)[0]) != "other":
            return kind
    return _kind_of_form(blocks) or kind_of(text)[0]


def _kind_of_form(blocks: Iterable[Block]) -> str:
    """The first kind whose labels stand together in a table, '' without one."""
    tables = (block for block in blocks if isinstance(block, Table) and block.part == "body")
    roles = [frozenset(role_of(cell.text) for cell in table.cells) for table in tables]
    kinds = (kind for kind in _kinds() if kind.form_roles)
    return next((kind.code for kind in kinds if any(kind.form_roles <= own for own in roles)), "")


def owner_function(kind: str) -> str:
    """The function of the department that reports of a kind are of, '' where they are of any."""
    return next((one.owner_function for one in _kinds() if one.code == kind), "")


def is_no_report(title: str) -> bool:
    """Whether a title ends as those of notices and of check lists do."""
    return len(title) >= _SHORTEST_TITLE and bool(_no_report().search(_REMARK.sub("", title)))


@cache
def _no_report() -> re.Pattern[str]:
    roles: Mapping[str, str] = {row["role"]: row["words"] for row in read_seed("document_words")}
    words = longest_first((*split_words(roles["notice"]), *split_words(roles["working_paper"])))
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})$")


def _may_be_of(function: str, title: str) -> bool:
    """Whether a title names no department, or one that can hand in a whole county's or town's finances."""
    named = department_named(title)
    if named is None or named.name in _GOVERNMENT:
        return True
    return canonical_department(named.name, named.region)[0] in {function, *_GOVERNMENTS}


def _head(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks[:_HEAD_BLOCKS]:
        line = "".join(block.text.split()) if isinstance(block, Paragraph) and block.part == "body" else ""
        if 0 < len(line) <= _LONGEST_LINE and not is_frame(line):
            yield line
