"""Numbers that belong to a person and stand in a report that is going to be public: V08."""

from collections.abc import Sequence
from decimal import Decimal

from flows.judging.evidence import Evidence
from flows.judging.intervals import exact
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, Subject, rule_named
from flows.model.facts import Claim, Heading, Term
from flows.model.report import Place

_MOBILE = "mobile"
_NAMES = {"identity": "证件号码", _MOBILE: "手机号码"}
_COVERED = "***"


def judge_personal(evidence: Evidence, docket: Docket) -> None:
    """Asks V08: once a report and kind of number, with every place; the numbers themselves are not repeated."""
    rule = rule_named("V08")
    if rule is None:
        return
    for heading in evidence.extract.headings:
        own = [
            claim
            for claim in evidence.extract.claims
            if claim.claim_kind == "personal" and claim.report_no == heading.report_no
        ]
        if not own:
            _decide(docket, rule, heading, ())
        for kind in dict.fromkeys(claim.subject for claim in own):
            _decide(docket, rule, heading, [claim for claim in own if claim.subject == kind])


def _decide(docket: Docket, rule: Rule, heading: Heading, claims: Sequence[Claim]) -> None:
    name = _NAMES[claims[0].subject] if claims else "、".join(_NAMES.values())
    left = Side(exact(Decimal(len(claims))), (), f"{name} {len(claims)} 处", "处")
    right = Side(exact(Decimal(0)), (), "公开时应为 0 处", "处")
    place = claims[0].place if claims else Place(heading.first_block_no)
    subject = Subject(heading.report_no, "", heading.fiscal_year, "", place)
    # An identity number is never wanted in public; a form that asks for a mobile number has yet to be covered.
    severity = "warn" if claims and claims[0].subject == _MOBILE else rule.severity
    places = [Term("left", 1, None, f"{name} / {claim.quote}", Decimal(1), _COVERED, claim.place) for claim in claims]
    docket.decide(rule, subject, left, right, severity=severity, further=places)
