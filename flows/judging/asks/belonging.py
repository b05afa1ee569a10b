"""Where a report belongs: what its heading says against its folder or its row in the manifest."""

from decimal import Decimal

from flows.judging.evidence import Evidence
from flows.judging.intervals import exact
from flows.judging.verdicts import Docket, Side, Subject, rule_named
from flows.model.report import Place


def judge_belonging(evidence: Evidence, docket: Docket) -> None:
    """Asks V10: each report of the document is told once whether something contradicts its place."""
    rule = rule_named("V10")
    if rule is None:
        return
    for heading in evidence.extract.headings:
        subject = Subject(heading.report_no, "", heading.fiscal_year, "", Place(heading.first_block_no))
        found = Decimal(1 if heading.place_conflict else 0)
        words = heading.place_conflict or "标题与文件夹、归属清单没有矛盾"
        docket.decide(
            rule,
            subject,
            Side(exact(found), (), words, "处"),
            Side(exact(Decimal(0)), (), "不应有矛盾（0 处）", "处"),
        )
