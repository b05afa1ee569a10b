"""Numbers that belong to a person and stand in a report that is going to be public."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from flows.judging.evidence import Evidence
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import constant_side
from flows.judging.verdicts import Subject, compare
from flows.model.facts import Claim, Comparison, Heading, Term
from flows.model.report import Place

_MOBILE = "mobile"
_NAMES = {"identity": "证件号码", _MOBILE: "手机号码"}
_COVERED = "***"


@asks("V08")
def personal_numbers(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Once a report and kind of number, with every place; the numbers themselves are not repeated."""
    for heading in evidence.extract.headings:
        claims = [
            claim
            for claim in evidence.extract.claims
            if claim.claim_kind == "personal" and claim.report_no == heading.report_no
        ]
        if not claims:
            yield _counted(rule, heading, ())
        for kind in dict.fromkeys(claim.subject for claim in claims):
            yield _counted(rule, heading, [claim for claim in claims if claim.subject == kind])


def _counted(rule: Rule, heading: Heading, claims: Sequence[Claim]) -> Comparison:
    name = _NAMES[claims[0].subject] if claims else "、".join(_NAMES.values())
    place = claims[0].place if claims else Place(heading.first_block_no)
    # An identity number is never wanted in public; a form that asks for a mobile number has yet to be covered.
    is_mobile = bool(claims) and claims[0].subject == _MOBILE
    return compare(
        replace(rule, severity="warn") if is_mobile else rule,
        Subject(heading.report_no, "", heading.fiscal_year, "", place, name),
        constant_side(len(claims), f"{name} {len(claims)} 处", "处", name),
        constant_side(0, "公开时应为 0 处", "处", "公开时应为"),
        further=[
            Term("left", 1, None, f"{name} / {claim.quote}", Decimal(1), _COVERED, claim.place) for claim in claims
        ],
    )
