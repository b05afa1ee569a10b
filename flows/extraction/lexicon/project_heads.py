"""Projects that a report of words tells of one by one: （一）社区提质改造项目。计划投资500万元 names what follows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flows.extraction.lexicon.labels import role_of
from flows.model.printed.numbering import MARKS, level_of
from flows.model.report import Block, Table
from flows.model.words import plain
from flows.model.years import YEAR

_HEAD = re.compile(
    r"(?:^|(?<=[。！？!?\n]))[ \t　]*(?:"
    + "|".join(f"({mark})" for mark in MARKS[1:])
    + r")[ \t　]*([^。：:，,；;\n]{2,45})"
)
_ABOUT = re.compile(
    r"(?<=项目|工程|专项)(?:的)?(?:主要|基本|绩效|资金|实施|完成|建设|进展|支出|使用|投入|产出|效益)*(?:绩效|情况|概况)$"
)
_AMOUNT_IN_BRACKETS = re.compile(r"[（(][^（()）]*\d[^（()）]*[）)]$")
_NAMED = re.compile(r"(?P<stem>[^、]{3,36})(?:项目|工程|专项)")
# What no project is called by: 该项目, 重点建设项目, 加快推进重大工程.
_NO_NAME = re.compile(
    r"^(?:该|本|此|各|其|这|我|上述|以上|所有|全部|有的|部分|个别)|类$"
    r"|^(?:负责|推进|实施|完成|加快|加强|强化|积极|大力|争取|申报|落实|做好|抓好|组织|开展|谋划|强力|全力|全面|严格|规范"
    r"|确保|有序|扎实|狠抓|突出|聚焦|继续|持续|着力|深入|进一步|指导|监督|管理|承担|参与|支持|保障|统筹|围绕)"
    r"|^(?:重点|重大|主要|一般|部门|单位|财政|预算|整体|年度|本级|[中央省市县区乡镇街道]级?|民生|实事|建设|工作|业务|支出|专项|资金"
    rf"|投资|基础设施|政府|经费|其他|类|\d+个|{YEAR}年度?)*$"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A numbered head in a text: where it begins, its level (一、 is 0, （一） 1, 1. 2 …), the project that it names,
    '' where it names none, and whether nothing stands behind it.
    """

    start: int
    level: int
    project_name: str
    is_alone: bool


def listed_projects(blocks: Sequence[Block]) -> Mapping[str, str]:
    """The names in the columns of the document's tables that are headed 项目名称, by what tells them apart."""
    return {_key(name): name for block in blocks if isinstance(block, Table) for name in _listed(block)}


def _key(name: str) -> str:
    return plain(name).removesuffix("项目")


def _listed(table: Table) -> Iterator[str]:
    columns: dict[int, int] = {}
    for cell in table.cells:
        if role_of(cell.text) == "project_name":
            columns[cell.column] = cell.row
        elif columns.get(cell.column, cell.row) < cell.row and len(plain(cell.text)) > 1:
            yield "".join(cell.text.split())


def heads(text: str, listed: Mapping[str, str]) -> list[Head]:
    """The numbered heads of a text in order; names that end as projects do, or that a table lists, are projects."""
    found = []
    for match in _HEAD.finditer(text):
        *marks, words = match.groups()
        level = level_of(tuple(marks))
        is_alone = not text[match.end() :].strip("。：: \t　\n")
        found.append(Head(match.start(), level, project_called(words, listed), is_alone))
    return found


def project_called(words: str, listed: Mapping[str, str]) -> str:
    """The project that a head names, as its table lists it or by how it ends (项目, 工程, 专项); '' for none."""
    name = _ABOUT.sub("", _AMOUNT_IN_BRACKETS.sub("", "".join(words.split())))
    if known := listed.get(_key(name)):
        return known
    named = _NAMED.fullmatch(name)
    return name if named and not _NO_NAME.search(named["stem"]) else ""


def held(section: Head | None, head: Head) -> Head | None:
    """The head that holds behind a further one: that, where it names a project or ends the one that held so far."""
    if head.project_name:
        return head
    return section if section is not None and head.level > section.level else None


class Sections:
    """Follows the paragraphs of a document: the project that a head alone in its paragraph names holds for those
    below, until a head of its level or above.
    """

    def __init__(self) -> None:
        self._section: Head | None = None

    def section_of(self, found: Sequence[Head]) -> Head | None:
        """The section that a paragraph with these heads begins in."""
        before = self._section
        for head in found:
            after = held(self._section, head)
            self._section = after if after is not head or head.is_alone else None
        return before

    def end(self) -> None:
        """A table, or another report, ends what a head began."""
        self._section = None
