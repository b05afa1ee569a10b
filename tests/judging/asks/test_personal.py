"""Numbers of persons that a report would carry into public."""

from flows.model.facts import Comparison
from tests.judging.sheets import Sheet


def judged(*claims: tuple[str, int]) -> list[Comparison]:
    """V08 of a document; each claim is of a kind of number, in a block."""
    sheet = Sheet()
    for kind, block in claims:
        sheet.claim("personal", subject=kind, quote="联系人 ***", block=block)
    return sheet.judged("V08")


def test_mobile_and_identity_numbers_are_told_by_kind_with_every_place():
    told = judged(("mobile", 3), ("mobile", 5), ("identity", 12))
    assert [(one.status, one.severity, one.left_value) for one in told] == [("fail", "warn", 2), ("fail", "error", 1)]
    assert [term.place.block_no for term in told[0].terms if term.place] == [3, 5]
    assert {(term.label, term.printed) for one in told[:1] for term in one.terms} == {("手机号码 / 联系人 ***", "***")}


def test_a_finding_is_known_by_the_kind_of_number_whatever_stands_around_it():
    [once], [twice] = judged(("mobile", 3)), judged(("mobile", 4), ("mobile", 9))
    assert once.subject == twice.subject == "手机号码"


def test_a_report_without_such_numbers_passes():
    assert [one.status for one in judged()] == ["pass"]
