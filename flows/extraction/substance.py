"""Whether a document is a report at all, and whether enough of it was understood.

Told by what it calls itself and by what it holds: numbers that are more than the points of a form, filled cells.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from flows.extraction.headings import segments
from flows.extraction.kinds import kind_of
from flows.extraction.lexicon.labels import role_of
from flows.model.facts import Extract, Figure
from flows.model.outcomes import Substance, substance
from flows.model.report import Paragraph, Report, Table
from flows.model.words import longest_first, read_seed, split_words

# A notice names a threshold or two, a letter sums up what it sends.
_MOST_IN_A_LETTER = 5
_LINES_OF_A_HEAD = 12
_LONGEST_LINE = 60
_SHORTEST_TITLE = 6
_MOST_BESIDE_ATTACHMENTS = 150
_LEAST_BLANK = 0.2
_FEWEST_PLACEHOLDERS = 3
# Of 36 readings of real reports none leaves a number unexplained: a tenth is far from what is usual.
_FEWEST_UNEXPLAINED = 3
_MOST_UNEXPLAINED = 0.1
_SECTION = re.compile(r"[（(]?[一二三四五六七八九十]{1,3}(?:[）)]|[、.．])|\d{1,2}[、.．]")  # here the text begins
_NAMED_ATTACHMENT = re.compile(r"附(?:件|表)?\d*[:：].")
_REMARK = re.compile(r"[（(【\[][^（()）】\]]{0,30}[）)】\]]$|[。:：]$")
_PLACEHOLDER = re.compile(r"[\sXxＸ×_＿…—/\-–%％年月日万元]*")
# How many amounts each may hold, by what its title says; what it is then.
_OFFICE = {
    "notice": ("notice", _MOST_IN_A_LETTER),
    "covering_letter": ("covering_letter", _MOST_IN_A_LETTER),
    "announcement": ("notice", 0),
    "roster": ("roster", 0),
}
_POINTS = frozenset({"indicator_weight"})
_PROSE = frozenset({"prose", "percentage", "evaluation_score"})
_FILE_NAME = re.compile(r"\.(?:pdf|docx?|xlsx?|wps|et|ofd|zip|rar|7z)$", re.IGNORECASE)


def substance_of(report: Report, found: Extract) -> Substance:
    """What the document amounts to, by what was read and what was understood of it."""
    figures = sum(token.figure_no is not None for token in found.tokens)
    unexplained = sum(token.figure_no is None and not token.ignored_reason for token in found.tokens)
    return substance(_code(report, found, figures, unexplained), figures, unexplained, report.format)


def _code(report: Report, found: Extract, figures: int, unexplained: int) -> str:
    told = _told(found)
    if (code := _paper_of_office(report, told)) or (code := _unfilled(report, found)):
        return code
    if unexplained > figures:
        return "mostly_unread"
    if not figures:
        is_titled = any(one.title or one.report_kind != "other" for one in found.headings)
        return "no_figures" if is_titled else "nothing"
    share = unexplained / (figures + unexplained)
    return "partly_read" if unexplained >= _FEWEST_UNEXPLAINED and share >= _MOST_UNEXPLAINED else "whole"


def _told(found: Extract) -> list[Figure]:
    """The figures that a report is made for: amounts, results and points that were given."""
    return [one for one in found.figures if one.figure_kind not in _POINTS | _PROSE or one.unit == "元"]


def _paper_of_office(report: Report, told: Sequence[Figure]) -> str:
    """The code of a notice, a letter or a roster, '' where it is none or a report stands in it."""
    called, title = next(_titles(report), ("", ""))
    if not called and _lists_people(report):
        called = "roster"
    if not called:
        return ""
    code, most = _OFFICE[called]
    others = [one.first for one in segments(report.blocks) if one.title and one.title not in title]
    if called == "covering_letter" and _has_sections(report):
        return ""
    is_report_in_it = bool(others) and any(one.place.block_no >= others[0] for one in told)
    return "" if is_report_in_it or len(told) > most else code


def _has_sections(report: Report) -> bool:
    """Whether the letter goes on in sections (一、 二、), as a report does that is sent as a letter."""
    texts = (block.text.strip() for block in report.blocks if isinstance(block, Paragraph))
    return sum(bool(re.match(r"[一二三四五六七八九十]{1,2}、", text)) for text in texts) > 1


def _titles(report: Report) -> Iterator[tuple[str, str]]:
    """What lines of the head call the document, each with its title: over up to three lines."""
    lines = list(_head(report))
    for at in range(len(lines)):
        for count in (1, 2, 3):
            title = "".join(lines[at : at + count])
            if _SHORTEST_TITLE <= len(title) <= _LONGEST_LINE and (code := _called(title)):
                yield code, title


def _head(report: Report) -> Iterator[str]:
    """The short lines that a document opens with; of a sheet the one cell of its first row."""
    for block in report.blocks[:_LINES_OF_A_HEAD]:
        if isinstance(block, Table):
            first = [cell.text for cell in block.cells if not cell.row and cell.text.strip()]
            if len(first) == 1:
                yield "".join(first[0].split())
            return
        line = "".join(block.text.split())
        if block.part != "body" or not line:
            continue
        if len(line) > _LONGEST_LINE or _SECTION.match(line):
            return
        if not _NAMED_ATTACHMENT.match(line):
            yield line


@cache
def _patterns() -> Mapping[str, re.Pattern[str]]:
    words = {row["role"]: "|".join(map(re.escape, longest_first(split_words(row["words"])))) for row in _rows()}
    return {
        "notice": re.compile(rf"(?:{words['notice']})$"),
        "announcement": re.compile(rf"(?:{words['announcement']})$"),
        "covering_letter": re.compile(rf"(?:{words['letter']})$|关于.*(?:{words['sending']}).*(?:{words['sent']})$"),
        "roster": re.compile(rf"(?:{words['roster']})$"),
        "attachment": re.compile(words["attachment"]),
    }


def _rows() -> tuple[Mapping[str, str], ...]:
    return read_seed("document_words")


def _called(title: str) -> str:
    bare = _REMARK.sub("", title)
    return next((code for code in _OFFICE if _patterns()[code].search(bare)), "")


def _lists_people(report: Report) -> bool:
    """Whether a table has a column of telephone numbers, and nothing calls itself a report."""
    return not _is_of_reports(report) and any(
        role_of(cell.text) == "telephone" and cell.row < 2 and cell.column > 0 and block.row_count > 3
        for block in report.blocks
        if isinstance(block, Table)
        for cell in block.cells
    )


def _is_of_reports(report: Report) -> bool:
    return any(kind_of(line)[1] != "other" for line in _head(report))


def _unfilled(report: Report, found: Extract) -> str:
    """The code of a form without a number of its own, or of a page of attachments; '' where it is neither."""
    if any(one.figure_kind not in _POINTS | _PROSE or one.unit == "元" for one in found.figures):
        return ""
    placeholders = sum(claim.claim_kind == "placeholder" for claim in found.claims)
    tables = [block for block in report.blocks if isinstance(block, Table)]
    cells = [cell for table in tables for cell in table.cells]
    blank = sum(not _PLACEHOLDER.sub("", cell.text) for cell in cells)
    if cells and blank >= _LEAST_BLANK * len(cells) and _is_of_reports(report):
        return "blank_form"
    if placeholders >= _FEWEST_PLACEHOLDERS:
        return "blank_form"
    return "attachments_only" if not found.figures and _is_of_attachments(report) else ""


def _is_of_attachments(report: Report) -> bool:
    texts = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    texts += [cell.text for block in report.blocks if isinstance(block, Table) for cell in block.cells]
    if sum(len("".join(text.split())) for text in texts) > _MOST_BESIDE_ATTACHMENTS:
        return False
    has_words = _patterns()["attachment"].search
    return any(has_words(text) or _FILE_NAME.search(text.strip()) for text in (*texts, *report.notes))
