"""What stayed of another form or another year: scoring rules, sample words, titles and dates."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from flows.judging.evidence import Evidence, in_table
from flows.judging.intervals import plain_number
from flows.judging.questions import asks
from flows.judging.register import Rule, rule_words
from flows.judging.sides import Side, constant_side, figure_side
from flows.judging.verdicts import Subject, compare, subject_of
from flows.model.excerpts import excerpt
from flows.model.facts import Claim, Comparison, Figure, Indicator, Term
from flows.model.rule_tree import Bands, Deduction
from flows.model.words import plain, statement_of
from flows.model.years import YEAR

_YEAR = re.compile(rf"(?<![\d《—～~至-])({YEAR})\s*年(?!\s*[-—～~至])")
_TITLE_OF_ANOTHER_TEXT = re.compile(rf"《[^《》]*》|[〔（(\[【]\s*{YEAR}\s*[〕）)\]】]")
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
_CLAUSE = re.compile(r"[，,。；;\n]")
_YEARLY_TITLE = re.compile(rf"({YEAR})\s*年度")
_CLOSING = re.compile(rf"截[至止]到?\s*({YEAR})\s*年\s*(?:12\s*月\s*31\s*日|年?[末底])")
_ACCOUNTS = "department_accounts"
_STOCKS = frozenset({"staffing", "assets"})  # the statements of what there is at the end of a year
_MOST_WORDS = 6
_LONGEST_CLAUSE = 60
_SINGLE = Decimal(1)


@asks("L01")
def left_over_of_forms(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Scoring rules of another form or year, and what was never filled in."""
    yield from _copied_rules(evidence, rule)
    yield from _rules_of_other_years(evidence, rule)
    yield from _never_filled(evidence, rule)


def _copied_rules(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """A scoring rule that names other full points than its indicator has was copied from another form."""
    for indicator in evidence.extract.indicators:
        printed = evidence.figure(indicator.weight_figure_no)
        parsed = indicator.rule_parsed
        if printed is None or printed.value is None or parsed is None:
            continue
        if not any(isinstance(term, Deduction | Bands) for term in parsed.terms):
            continue  # what other rules name as full points is a sum or a case, read less surely
        stated = printed.value if parsed.full is None else parsed.full
        left = constant_side(
            stated, f"「{_name(indicator)}」评分标准所印满分 {plain_number(stated)}", "分", "评分标准所印满分"
        )
        right = replace(
            figure_side(evidence, printed), words=f"分值 {plain_number(printed.value)}", unit="分", name="分值"
        )
        yield compare(rule, subject_of(printed), left, right)


def _rules_of_other_years(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """A scoring rule speaks of the year that is scored; of an earlier one only to compare with it."""
    earlier = rule_words(rule, "earlier")
    for indicator in evidence.extract.indicators:
        year = evidence.fiscal_year(indicator.report_no)
        if year is None:
            continue
        subject = Subject(indicator.report_no, indicator.scope_name, year, "weight", indicator.place)
        texts = (indicator.definition, indicator.rule_text)
        named = {named_year: clause for text in texts for named_year, clause in _years_scored(text, earlier)}
        is_of_own_year = any(int(named_year) >= year for text in texts for named_year in _YEAR.findall(text))
        for named_year, clause in named.items():
            if named_year != year and (named_year > year or is_of_own_year):
                continue  # it is what its own year is held against
            left = constant_side(
                named_year, f"「{_name(indicator)}」评分标准写 {named_year} 年", "年", "评分标准所写年度"
            )
            label = f"{_name(indicator)} / 评分标准：{clause}"
            term = Term("left", 1, None, label, Decimal(named_year), f"{named_year}年", indicator.place)
            advice = f"评分标准疑为沿用 {named_year} 年的旧表"
            matter = f"{plain(_name(indicator))} {named_year}"
            yield compare(rule, replace(subject, matter=matter), left, _year_side(year), advice=advice, further=[term])


def _years_scored(text: str, earlier: Iterable[str]) -> list[tuple[int, str]]:
    """The years that a rule's text is about, each with its clause: none of documents it cites or compares with."""
    stated = _BRACKETED.sub(_without_figures, _TITLE_OF_ANOTHER_TEXT.sub("", text))
    return [
        (int(match[1]), excerpt(clause, *match.span(), most=_LONGEST_CLAUSE))
        for clause in _CLAUSE.split(stated)
        if not any(word in clause for word in earlier)
        for match in _YEAR.finditer(clause)
    ]


def _without_figures(bracketed: re.Match[str]) -> str:
    """Words in brackets; '' where they quote a figure of a year: （2019年签约率为58%）."""
    words = bracketed[0]
    return "" if _YEAR.search(words) and re.search(r"\d", _YEAR.sub("", words)) else words


def _never_filled(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Sample words still in the text, and rows still called 指标2: each told once a report, with every place."""
    for heading in evidence.extract.headings:
        claims = [claim for claim in evidence.extract.claims if claim.report_no == heading.report_no]
        words = [claim for claim in claims if claim.claim_kind == "placeholder"]
        rows = [claim for claim in claims if claim.claim_kind == "sample_row"]
        for left_over, what, its_rule in (
            (words, "未填的样字", rule),
            (rows, "未用的样行", replace(rule, severity="info")),
        ):
            if left_over:
                subject = Subject(heading.report_no, "", heading.fiscal_year, "", left_over[0].place, what)
                names = "、".join(list(dict.fromkeys(f"“{claim.subject}”" for claim in left_over))[:_MOST_WORDS])
                left = constant_side(len(left_over), f"{what} {len(left_over)} 处（{names}）", "处", what)
                right = constant_side(0, "应为 0 处", "处")
                yield compare(its_rule, subject, left, right, further=[_term(claim) for claim in left_over])


def _term(claim: Claim) -> Term:
    return Term("left", 1, None, claim.quote, _SINGLE, claim.subject, claim.place)


@asks("V04")
def titles_and_dates(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Titles of annexes and dates that are of the report's year."""
    yield from _titles(evidence, rule)
    yield from _dates(evidence, rule)
    yield from _closings(evidence, rule)


def _titles(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
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
        left = constant_side(printed, f"表题「{claim.subject[:40]}」为 {printed} 年度", "年", "表题年度")
        yield compare(rule, subject, left, _year_side(years[claim.report_no]))


def _dates(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """A report is dated when its year has begun, or later."""
    for claim in evidence.extract.claims:
        year = evidence.fiscal_year(claim.report_no)
        match = _YEAR.search(claim.subject) if claim.claim_kind == "form_date" else None
        if match and year:
            subject = Subject(claim.report_no, "", year, "", claim.place)
            right = constant_side(Decimal(match[1]), f"填报日期 {claim.subject}", "年", "填报日期")
            yield compare(replace(rule, relation="le"), subject, _year_side(year), right)


def _closings(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """What final accounts say there is, they say of the end of their year: 截至2023年12月31日，共有车辆3辆."""
    for heading in evidence.extract.headings:
        if heading.report_kind != _ACCOUNTS or heading.fiscal_year is None:
            continue
        told: dict[int, Figure] = {}
        for figure in evidence.figures:
            is_own = figure.report_no == heading.report_no and not in_table(figure)
            if is_own and statement_of(figure.measure_code) in _STOCKS and (day := _CLOSING.search(figure.quote)):
                told.setdefault(int(day[1]), figure)
        if told and heading.fiscal_year not in told:
            printed = max(told)
            words = f"资产、人员等写截至 {printed} 年末"
            left = constant_side(printed, words, "年", "所写截止年度")
            yield compare(rule, subject_of(told[printed]), left, _year_side(heading.fiscal_year))


def _year_side(year: int) -> Side:
    return constant_side(year, f"报告年度 {year} 年", "年", "报告年度")


def _name(indicator: Indicator) -> str:
    return indicator.level3 or indicator.level2
