"""Which reports a document holds: titles, kinds and years, and the labelled lines of a form."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from flows.extraction.frames import is_frame
from flows.extraction.kinds import kind_of
from flows.extraction.lexicon.labels import field_of, is_heading_word, is_label_word
from flows.model.report import Block, Paragraph, Table
from flows.model.years import YEAR, named_years

_TITLE_END = re.compile(
    r"(?:报告书?|结果|自评|自评表|评分表|数据表|情况表|公开表|指标体系|决算|预算|草案|公开|公告|信息|说明|总表|明细表)"
    r"(?:[（(][^（）()]*[）)])?$"
)
_REST_OF_TITLE = re.compile(r"(?:情况|公开|说明|报告书?|公告|草案|[（(]草案[）)]|总?表)+")
_TITLE_WORDS = re.compile(r"绩效|决算|预算|三公|自评|评价")
_NO_TITLE = re.compile(
    r"[。；;？]|^[\s　]*(?:附件[:：]|\d+[.．、]|[一二三四五六七八九十]+、|[（(]?[一二三四五六七八九十\d]+[）)])"
)
_CAPTION = re.compile(r"表\d{1,2}(?!\d)")  # 表3绩效评价得分汇总表: of a table in the report that is open
_ANNEX = re.compile(r"(?:表|体系)(?:[（(][^（）()]*[）)])?$")
_LABELLED = re.compile(r"^([^：:，。；]{2,16}?)[\s　]*[：:][\s　]*(\S[^\n]*)$")
_PUBLISHED = re.compile(rf"[（(]{YEAR}\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?[^（）()\d]{{0,6}}[）)]")
_DATE_LINE = re.compile(
    rf"[\s　（(]*(?:{YEAR}|[一二][〇○零]..)\s*年\s*[\d一二三四五六七八九十]{{1,2}}\s*月[^，。；]{{0,8}}"
)
_YEAR_ALONE = re.compile(rf"({YEAR})(?:年度?)?")
_YEAR_IN_NAME = re.compile(rf"(?<!\d)({YEAR})\s*年(?!\s*\d)")
_ANY_EVALUATION = "performance_evaluation"  # 附件 绩效评价指标体系 says not of what
_OF_BUDGETS = frozenset({"department_budget", "three_public"})
_PROJECT_IN_TITLE = re.compile(
    rf"{YEAR}年度?([\u4e00-\u9fff（）()“”\d]{{2,30}}?(?:项目|资金|经费|专项))(?:支出)?(?:财政|重点|第三方)*(?:支出)?绩效"
)
_NO_PROJECT = re.compile(
    r"(?:部门|单位|财政|重点|各类|所有|全部|县级|区级|市级|省级|中央|本级|预算|整体|年度|支出|专项|资金|项目|经费|一般|街道|乡镇|民生|自评)*"
)
_LONGEST_TITLE = 45
_COVER_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Segment:
    """Blocks from `first` on that belong to one report; an annex joins the report of its family.

    `title_no` is the block that the title stands in, above which lines of its cover may stand.
    """

    first: int
    title: str
    kind: str
    family: str
    is_annex: bool
    title_no: int


def segments(blocks: Sequence[Block]) -> list[Segment]:
    """The titled stretches of a document; the first one begins at block 0 whether or not a title opens it."""
    found: list[Segment] = []
    skip = -1
    for number, block in enumerate(blocks):
        if number <= skip or not isinstance(block, Paragraph) or block.part != "body" or is_frame(block.text):
            continue
        title, last = title_at(blocks, number)
        if not title:
            continue
        skip = last
        if (segment := segment_of(title, number)) is None or (found and _CAPTION.match(title)):
            continue
        kind, family, is_annex = segment.kind, segment.family, segment.is_annex
        if not is_annex and _names_a_project(blocks, last):
            kind, family = (
                kind_of("项目支出" + title) if family == "department" and "部门" not in title else (kind, family)
            )
        if is_annex and kind == _ANY_EVALUATION and found and found[-1].family == "project":
            kind, family = found[-1].kind, found[-1].family
        found.append(replace(segment, kind=kind, family=family))
    if not found:
        return [Segment(0, "", "other", "other", False, 0)]
    first = found[0]
    found[0] = replace(first, first=0, is_annex=first.is_annex and first.first <= _COVER_LENGTH)
    return found


def segment_of(title: str, number: int) -> Segment | None:
    """What begins at a block with a title, None where no report is called so."""
    kind, family = kind_of(title)
    return None if family == "other" else Segment(number, title, kind, family, bool(_ANNEX.search(title)), number)


def is_title(text: str) -> bool:
    """Whether a text is called as reports and their forms are."""
    line = "".join(text.split())
    is_short = 0 < len(line) <= _LONGEST_TITLE and "：" not in line and not _NO_TITLE.search(text)
    return is_short and bool(_TITLE_END.search(line) and _TITLE_WORDS.search(line))


def title_at(blocks: Sequence[Block], number: int) -> tuple[str, int]:
    """The title that begins at a block, which may run over up to three lines, and its last block."""
    text = ""
    for at in range(number, min(number + 3, len(blocks))):
        block = blocks[at]
        if not isinstance(block, Paragraph):
            break
        line = "".join(block.text.split())
        if not line or len(text + line) > _LONGEST_TITLE or _NO_TITLE.search(block.text) or "：" in line:
            break
        text += line
        if _TITLE_END.search(text) and _TITLE_WORDS.search(text):
            rest = _rest_of_title(blocks[at + 1 : at + 2])
            return re.sub(r"^附件[\d－-]*", "", text + rest), at + bool(rest)
    return "", number


def _rest_of_title(behind: Sequence[Block]) -> str:
    """What a title goes on with in the next line where that says nothing else (“三公”经费支出预算, 表), or ''."""
    line = "".join(behind[0].text.split()) if behind and isinstance(behind[0], Paragraph) else ""
    return line if _REST_OF_TITLE.fullmatch(line) else ""


def _names_a_project(blocks: Sequence[Block], last: int) -> bool:
    for block in blocks[last + 1 : last + 8]:
        if (
            isinstance(block, Paragraph)
            and (match := _LABELLED.match(block.text.strip()))
            and field_of(match[1]) == "project_name"
        ):
            return True
    return False


def labelled(block: Block) -> list[tuple[str, str]]:
    """Label and value pairs of a cover line or of a form's cells."""
    if isinstance(block, Paragraph):
        match = _LABELLED.match(block.text.strip())
        return [(match[1], match[2])] if match else []
    return form_pairs(block)


def form_pairs(table: Table, is_label: Callable[[str], object] = field_of) -> list[tuple[str, str]]:
    """Label and value of the cells of a form that stand beside each other."""
    return [
        (left.text, right.text.strip())
        for row in table.rows()
        for left, right in itertools.pairwise(row)
        if is_label(left.text)
        and right.text.strip()
        and not is_label_word(right.text)
        and not is_heading_word(right.text)
    ]


def project_in(title: str) -> str:
    """The project that a title names behind the year (2021年度河堤加固项目支出绩效自评报告), '' where it names none."""
    match = _PROJECT_IN_TITLE.search("".join(title.split()))
    return match[1] if match and not _NO_PROJECT.fullmatch(match[1]) else ""


def title_basis(title: str, kind: str) -> str:
    """The basis of amounts that name none: budget below the title of a budget, else actual."""
    is_budget = kind in _OF_BUDGETS and "预算" in title and not re.search("决算|执行", title)
    return "budget" if is_budget else "actual"


def year_of_file(parts: Sequence[str]) -> int | None:
    """The year that a file's own name tells, else the nearest folder that is called by one and nothing else."""
    *folders, name = parts or ("",)
    if match := _YEAR_IN_NAME.search(name):
        return int(match[1])
    return next((int(match[1]) for part in reversed(folders) if (match := _YEAR_ALONE.fullmatch(part))), None)


def years_reported(text: str) -> list[int]:
    """The years that a text names, but for the month in a bracket in which the report was published."""
    return named_years(_PUBLISHED.sub("", text))


def fiscal_year(title: str, blocks: Sequence[Block]) -> int | None:
    """The year the report is about: its title's, else the one it names most, apart from when it was published."""
    if told := years_reported(title):
        return told[0]
    counts: Counter[int] = Counter()
    for block in blocks:
        if isinstance(block, Paragraph) and _is_of_publication(block):
            continue
        texts = [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
        for text in texts:
            counts.update(years_reported(text))
    return min(counts, key=lambda year: (-counts[year], -year)) if counts else None


def _is_of_publication(block: Paragraph) -> bool:
    """Whether a paragraph only says when a report was written or put where it is."""
    is_dated = any(field_of(label) == "report_date" for label, _ in labelled(block))
    return is_dated or bool(_DATE_LINE.fullmatch(block.text)) or is_frame(block.text)
