"""Numbers of persons that a report would carry into public."""

from flows.facts import Comparison, Extract, Heading, Token
from flows.judging.judge import judge
from flows.report import Place


def judged(*tokens: tuple[str, int]) -> list[Comparison]:
    """V08 of a document whose second report begins at block 10; each token is ignored for a reason, in a block."""
    headings = tuple(
        Heading(number, "department_evaluation", "", "", "", "", 2021, None, "", "", "", first_block_no=first,
                last_block_no=20)
        for number, first in ((0, 0), (1, 10))
    )  # fmt: skip
    found = tuple(Token(number, "", None, reason, Place(block)) for number, (reason, block) in enumerate(tokens))
    return [one for one in judge(Extract(headings, (), tokens=found)) if one.rule_code == "V08"]


def test_mobile_and_identity_numbers_are_told_by_report_with_every_place():
    told = [
        one
        for one in judged(("mobile", 3), ("mobile", 5), ("identity", 12), ("telephone", 4), ("date", 4))
        if one.status == "fail"
    ]
    assert [(one.report_no, one.severity, one.left_value) for one in told] == [(0, "warn", 2), (1, "error", 1)]
    assert [term.place.block_no for term in told[0].terms if term.place] == [3, 5]
    assert {term.printed for one in told for term in one.terms} == {"***"}


def test_the_telephone_of_an_office_is_nobodys():
    assert [one.status for one in judged(("telephone", 3))] == ["pass", "pass"]
