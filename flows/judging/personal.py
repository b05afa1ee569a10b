"""Numbers that belong to a person and stand in a report that is going to be public: V08."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from flows.facts import Heading, Term, Token
from flows.judging.evidence import Evidence
from flows.judging.intervals import exact
from flows.judging.register import Rule
from flows.judging.verdicts import Docket, Side, Subject, rule_named
from flows.report import Place

_MOBILE = "mobile"
_NAMES = {"identity": "证件号码", _MOBILE: "手机号码"}
_COVERED = "***"


def judge_personal(evidence: Evidence, docket: Docket) -> None:
    """Asks V08: once a report and kind of number, with every place; the numbers themselves are not repeated."""
    rule = rule_named("V08")
    if rule is None:
        return
    headings = evidence.extract.headings
    personal = [token for token in evidence.extract.tokens if token.ignored_reason in _NAMES]
    for heading in headings:
        own = [token for token in personal if _owner(headings, token) == heading.report_no]
        if not own:
            _decide(docket, rule, heading, _MOBILE, ())
        for reason in dict.fromkeys(token.ignored_reason for token in own):
            _decide(docket, rule, heading, reason, [token for token in own if token.ignored_reason == reason])


def _decide(docket: Docket, rule: Rule, heading: Heading, reason: str, tokens: Sequence[Token]) -> None:
    name = _NAMES[reason]
    left = Side(
        exact(Decimal(len(tokens))), (), f"{name} {len(tokens)} 处" if tokens else "手机号码、证件号码 0 处", "处"
    )
    right = Side(exact(Decimal(0)), (), "公开时应为 0 处", "处")
    place = tokens[0].place if tokens else Place(heading.first_block_no)
    subject = Subject(heading.report_no, "", heading.fiscal_year, "", place)
    # An identity number is never wanted in public; a form that asks for a mobile number has yet to be covered.
    severity = "warn" if tokens and reason == _MOBILE else rule.severity
    comparison = docket.decide(rule, subject, left, right, severity=severity)
    terms = tuple(Term(None, name, 1, Decimal(1), _COVERED, token.place) for token in tokens)
    docket.comparisons[-1] = replace(comparison, terms=terms)


def _owner(headings: Sequence[Heading], token: Token) -> int:
    """The report that a token stands in: the one that begins last before it."""
    before = [one for one in headings if one.first_block_no <= token.place.block_no] or headings[:1]
    return max(before, key=lambda one: one.first_block_no).report_no
