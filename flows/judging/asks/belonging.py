"""Where a report belongs: what its heading says against its folder or its row in the manifest."""

from collections.abc import Iterator

from flows.judging.evidence import Evidence
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import constant_side
from flows.judging.verdicts import Subject, compare
from flows.model.facts import Comparison
from flows.model.report import Place


@asks("V10")
def belonging(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Each report of the document is told once whether something contradicts its place."""
    for heading in evidence.extract.headings:
        subject = Subject(heading.report_no, "", heading.fiscal_year, "", Place(heading.first_block_no))
        words = heading.place_conflict or "标题与文件夹、归属清单没有矛盾"
        conflicts = constant_side(1 if heading.place_conflict else 0, words, "处", "归属矛盾")
        yield compare(rule, subject, conflicts, constant_side(0, "不应有矛盾（0 处）", "处", "应为"))
