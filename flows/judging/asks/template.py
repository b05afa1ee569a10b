"""What stayed of another form or another year: L01 of scoring rules and sample words, V04 of titles and dates."""

import re
from collections.abc import Iterable
from decimal import Decimal

from flows.judging.evidence import Evidence
from flows.judging.intervals import exact, plain_number
from flows.judging.register import Rule, rule_words
from flows.judging.verdicts import Docket, Side, Subject, rule_named, subject_of
from flows.model.excerpts import excerpt
from flows.model.facts import Claim, Indicator, Term
from flows.model.rule_tree import Bands, Deduction

_YEAR = re.compile(r"(?<![\d《—～~至-])((?:19|20)\d{2})\s*年(?!\s*[-—～~至])")
_TITLE_OF_ANOTHER_TEXT = re.compile(r"《[^《》]*》|[〔（(\[【]\s*(?:19|20)\d{2}\s*[〕）)\]】]")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_CLAUSE = re.compile(r"[，,。；;\n]")
_YEARLY_TITLE = re.compile(r"((?:19|20)\d{2})\s*年度")
_MOST_WORDS = 6
_LONGEST_CLAUSE = 60
_SINGLE = Decimal(1)


def judge_template(evidence: Evidence, docket: Docket) -> None:
    """Asks L01 and V04."""
    if rule := rule_named("L01"):
        _copied_rules(evidence, docket, rule)
        _rules_of_other_years(evidence, docket, rule)
        _never_filled(evidence, docket, rule)
    if rule := rule_named("V04"):
        _titles(evidence, docket, rule)
        _dates(evidence, docket, rule)


def _copied_rules(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """A scoring rule that names other full points than its indicator has was copied from another form."""
    for indicator in evidence.extract.indicators:
        printed = evidence.figure(indicator.weight_figure_no)
        parsed = indicator.rule_parsed
        if printed is None or printed.value is None or parsed is None:
            continue
        if not any(isinstance(term, Deduction | Bands) for term in parsed.terms):
            continue  # what other rules name as full points is a sum or a case, read less surely
        stated = printed.value if parsed.full is None else parsed.full
        left = Side(exact(stated), (), f"「{_name(indicator)}」评分标准所印满分 {plain_number(stated)}", "分")
        right = Side(evidence.range_of(printed), ((1, printed),), f"分值 {plain_number(printed.value)}", "分")
        docket.decide(rule, subject_of(printed), left, right)


def _rules_of_other_years(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """A scoring rule speaks of the year that is scored; of an earlier one only to compare with it."""
    for indicator in evidence.extract.indicators:
        year = evidence.fiscal_year(indicator.report_no)
        if year is None:
            continue
        subject = Subject(indicator.report_no, indicator.scope_name, year, "weight", indicator.place)
        texts = (indicator.definition, indicator.rule_text)
        named = {found: clause for text in texts for found, clause in _years_scored(text, rule_words(rule, "earlier"))}
        is_of_own_year = any(int(one) >= year for text in texts for one in _YEAR.findall(text))
        for found, clause in named.items():
            if found == year or (found < year and not is_of_own_year):  # else it is what its own year is held against
                left = Side(exact(Decimal(found)), (), f"「{_name(indicator)}」评分标准写 {found} 年", "年")
                advice = f"评分标准疑为沿用 {found} 年的旧表"
                label = f"{_name(indicator)} / 评分标准：{clause}"
                term = Term("left", 1, None, label, Decimal(found), f"{found}年", indicator.place)
                docket.decide(rule, subject, left, _year_side(year), advice=advice, further=[term])


def _years_scored(text: str, earlier: Iterable[str]) -> list[tuple[int, str]]:
    """The years that a rule's text is about, each with its clause: none of documents it cites or compares with."""
    own = _BRACKETED.sub(_without_figures, _TITLE_OF_ANOTHER_TEXT.sub("", text))
    return [
        (int(match[1]), excerpt(clause, *match.span(), most=_LONGEST_CLAUSE))
        for clause in _CLAUSE.split(own)
        if not any(word in clause for word in earlier)
        for match in _YEAR.finditer(clause)
    ]


def _without_figures(bracketed: re.Match[str]) -> str:
    """Words in brackets; '' where they quote a figure of a year: （2019年签约率为58%）."""
    words = bracketed[0]
    return "" if _YEAR.search(words) and re.search(r"\d", _YEAR.sub("", words)) else words


def _never_filled(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """Sample words still in the text, and rows still called 指标2: each told once a report, with every place."""
    for heading in evidence.extract.headings:
        claims = [claim for claim in evidence.extract.claims if claim.report_no == heading.report_no]
        words = [claim for claim in claims if claim.claim_kind == "placeholder"]
        rows = [claim for claim in claims if claim.claim_kind == "sample_row"]
        for left_over, what, severity in ((words, "未填的样字", ""), (rows, "未用的样行", "info")):
            if left_over:
                subject = Subject(heading.report_no, "", heading.fiscal_year, "", left_over[0].place)
                names = "、".join(list(dict.fromkeys(f"“{claim.subject}”" for claim in left_over))[:_MOST_WORDS])
                count = len(left_over)
                left = Side(exact(Decimal(count)), (), f"{what} {count} 处（{names}）", "处")
                right = Side(exact(Decimal(0)), (), "应为 0 处", "处")
                docket.decide(rule, subject, left, right, severity=severity, further=[_term(one) for one in left_over])


def _term(claim: Claim) -> Term:
    return Term("left", 1, None, claim.quote, _SINGLE, claim.subject, claim.place)


def _titles(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """The annexes of a report are of its year, as far as their titles say 年度 as its own does."""
    years: dict[int, int] = {}
    for claim in evidence.extract.claims:
        match = _YEARLY_TITLE.search(claim.subject) if claim.claim_kind == "form_title" else None
        if match is None:
            continue
        printed = int(match[1])
        if claim.report_no not in years:
            years[claim.report_no] = printed
            continue
        subject = Subject(claim.report_no, "", printed, "", claim.place)
        left = Side(exact(Decimal(printed)), (), f"表题「{claim.subject[:40]}」为 {printed} 年度", "年")
        docket.decide(rule, subject, left, _year_side(years[claim.report_no]))


def _dates(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """A report is dated when its year has begun, or later."""
    for claim in evidence.extract.claims:
        year = evidence.fiscal_year(claim.report_no)
        match = _YEAR.search(claim.subject) if claim.claim_kind == "form_date" else None
        if match and year:
            subject = Subject(claim.report_no, "", year, "", claim.place)
            right = Side(exact(Decimal(match[1])), (), f"填报日期 {claim.subject}", "年")
            docket.decide(rule, subject, _year_side(year), right, relation="le")


def _year_side(year: int) -> Side:
    return Side(exact(Decimal(year)), (), f"报告年度 {year} 年", "年")


def _name(indicator: Indicator) -> str:
    return indicator.level3 or indicator.level2
