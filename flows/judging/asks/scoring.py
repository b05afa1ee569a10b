"""Scores: weights and points add up, no score above its weight, and the grade in words agrees."""

from collections.abc import Sequence
from decimal import Decimal

from flows.judging.evidence import Evidence, distinct, is_total_name
from flows.judging.intervals import exact, plain_number, total
from flows.judging.register import Rule, rule_words, rules
from flows.judging.verdicts import Docket, Side, Subject, figure_side, rule_named, subject_of
from flows.model.facts import Figure, Indicator
from flows.model.words import plain, read_seed, split_words

_FULL_WEIGHT = Decimal(100)
_FEWEST_INDICATORS = 5
_HUNDREDTH = Decimal("0.01")


def judge_scores(evidence: Evidence, docket: Docket) -> None:
    """Asks A16 to A19."""
    for (report_no, scope_name), indicators in evidence.indicators().items():
        if rule := rule_named("A16"):
            _weights(evidence, docket, rule, report_no, scope_name, indicators)
        if rule := rule_named("A17"):
            _total_score(evidence, docket, rule, indicators)
        if rule := rule_named("A18"):
            _score_within_weight(evidence, docket, rule, indicators)
    if rule := rule_named("A19"):
        _grades(evidence, docket, rule)


def _sum(evidence: Evidence, figures: Sequence[Figure], name: str) -> Side:
    values = total(evidence.range_of(figure) for figure in figures)
    return Side(values, tuple((1, figure) for figure in figures), f"{name} {plain_number(values.value)}", "分")


def level_weights(
    evidence: Evidence, report_no: int, scope_name: str, indicators: Sequence[Indicator]
) -> dict[str, list[Figure]]:
    """The weights printed for each level above the indicators, by its name; repeated cells of one value once."""
    own = {indicator.weight_figure_no for indicator in indicators}
    found: dict[str, list[Figure]] = {}
    for figure in evidence.figures:
        is_level = figure.figure_kind == "indicator_weight" and figure.figure_no not in own
        if is_level and (figure.report_no, figure.scope_name) == (report_no, scope_name):
            found.setdefault(plain(figure.label.split(" / ")[0]), []).append(figure)
    return {name: distinct(figures) for name, figures in found.items()}


def _weights(
    evidence: Evidence,
    docket: Docket,
    rule: Rule,
    report_no: int,
    scope_name: str,
    indicators: Sequence[Indicator],
) -> None:
    found = level_weights(evidence, report_no, scope_name, indicators)
    printed = {name: figures[0] for name, figures in found.items() if len(figures) == 1}
    for name, twins in found.items():
        if len(twins) > 1:
            _repeated(evidence, docket, rule, name, twins, indicators)
    firsts = {plain(one.level1) for one in indicators}
    seconds = {(plain(one.level1), plain(one.level2)) for one in indicators}
    for name in dict.fromkeys(plain(one.level2) for one in indicators):
        parents = [first for first, second in seconds if second == name]
        if name and name in printed and name not in firsts and len(parents) == 1:
            _level(
                evidence,
                docket,
                rule,
                printed[name],
                [one for one in indicators if plain(one.level2) == name],
            )
    for name in dict.fromkeys(plain(one.level1) for one in indicators):
        below = {second for first, second in seconds if first == name}
        if not name or name not in printed or name in {second for _, second in seconds}:
            continue
        if all(second in printed for second in below):
            parts = [printed[second] for second in sorted(below, key=lambda second: printed[second].figure_no)]
            docket.decide(
                rule,
                subject_of(printed[name]),
                figure_side(evidence.range_of(printed[name]), printed[name]),
                _sum(evidence, parts, "下级分值之和"),
            )
        else:
            _level(
                evidence,
                docket,
                rule,
                printed[name],
                [one for one in indicators if plain(one.level1) == name],
            )
    _whole_weight(evidence, docket, rule, report_no, scope_name, indicators, printed)


def _repeated(
    evidence: Evidence,
    docket: Docket,
    rule: Rule,
    name: str,
    twins: Sequence[Figure],
    indicators: Sequence[Indicator],
) -> None:
    """A level printed again, as over a page break, with another weight: one of them is the sum, so the other is wrong.

    Where none is the sum, the name may stand for several levels, and nothing is said.
    """
    below = [one for one in indicators if is_total_name(name) or name in (plain(one.level1), plain(one.level2))]
    parents = {plain(one.level1) for one in below if plain(one.level2) == name}
    weights = [figure.value for one in below if (figure := evidence.figure(one.weight_figure_no))]
    whole = sum((value for value in weights if value is not None), Decimal(0))
    if len(parents) < 2 and below and len(weights) == len(below) and whole in {twin.value for twin in twins}:
        for twin in twins:
            _level(evidence, docket, rule, twin, below)


def _level(evidence: Evidence, docket: Docket, rule: Rule, printed: Figure, indicators: Sequence[Indicator]) -> None:
    weights = [figure for one in indicators if (figure := evidence.figure(one.weight_figure_no))]
    if not weights:
        return
    left, right = (
        figure_side(evidence.range_of(printed), printed),
        _sum(evidence, weights, "三级指标分值之和"),
    )
    if len(weights) < len(indicators) and right.range.value < left.range.value:
        docket.leave_open(rule, subject_of(printed), "部分三级指标未填分值，空白不作 0 处理", ((1, printed),))
    else:
        docket.decide(rule, subject_of(printed), left, right)


def _whole_weight(
    evidence: Evidence,
    docket: Docket,
    rule: Rule,
    report_no: int,
    scope_name: str,
    indicators: Sequence[Indicator],
    printed: dict[str, Figure],
) -> None:
    weights = [figure for one in indicators if (figure := evidence.figure(one.weight_figure_no))]
    totals = [figure for name, figure in printed.items() if is_total_name(name)]
    if len(weights) < min(_FEWEST_INDICATORS, len(indicators)):
        return
    left = _sum(evidence, weights, f"{len(weights)} 项指标分值之和")
    subject = Subject(report_no, scope_name, weights[0].period_year, "weight", (totals or weights)[0].place)
    is_gapped = len(weights) < len(indicators) or (not totals and len(indicators) < _FEWEST_INDICATORS)
    if left.range.value != _FULL_WEIGHT and is_gapped:
        docket.leave_open(rule, subject, "部分指标未填分值，空白不作 0 处理")
    elif totals:
        docket.decide(rule, subject, figure_side(evidence.range_of(totals[0]), totals[0]), left)
    else:
        docket.decide(rule, subject, left, Side(exact(_FULL_WEIGHT), (), "100", "分"))


def printed_totals(evidence: Evidence, indicators: Sequence[Indicator]) -> list[Figure]:
    """The scores printed for all of a scoring table's indicators, in its total row or elsewhere."""
    report_no, scope_name = indicators[0].report_no, indicators[0].scope_name
    same_scope = [group for group in evidence.indicators() if group[1] == scope_name]
    return [
        figure
        for figure in evidence.figures
        if figure.figure_kind == "evaluation_score"
        and figure.scope_name == scope_name
        and figure.basis in ("score", "actual")
        and not _is_of_another(figure)
        and (figure.report_no == report_no or len(same_scope) == 1)
        and evidence.same_department(report_no, figure.report_no)
    ]


def _is_of_another(figure: Figure) -> bool:
    """Whether the row's label says that the score is of a project in a list of several."""
    row, _, column = figure.label.partition(" / ")
    return bool(column) and plain(row).endswith(rule_words(rules()["A17"], "other"))


def _total_score(evidence: Evidence, docket: Docket, rule: Rule, indicators: Sequence[Indicator]) -> None:
    scores = [figure for one in indicators if (figure := evidence.figure(one.score_figure_no))]
    weighted = [one for one in indicators if one.weight is not None]
    if not scores:
        return
    right = _sum(evidence, scores, f"{len(scores)} 项得分之和")
    for printed in printed_totals(evidence, indicators):
        left = figure_side(evidence.range_of(printed), printed)
        has_blank = any(one.score_figure_no is None for one in weighted)
        if has_blank and right.range.value < left.range.value:
            docket.leave_open(rule, subject_of(printed), "部分指标未填得分，空白不作 0 处理", ((1, printed),))
        else:
            docket.decide(rule, subject_of(printed), left, right)


def _score_within_weight(evidence: Evidence, docket: Docket, rule: Rule, indicators: Sequence[Indicator]) -> None:
    for one in indicators:
        score, weight = evidence.figure(one.score_figure_no), evidence.figure(one.weight_figure_no)
        if score and weight:
            docket.decide(
                rule,
                subject_of(score),
                figure_side(evidence.range_of(score), score),
                figure_side(evidence.range_of(weight), weight),
            )


def _grades(evidence: Evidence, docket: Docket, rule: Rule) -> None:
    """A score and its grade in words, by the bands of `grades.csv`."""
    for heading in evidence.extract.headings:
        if not heading.grade:
            continue
        band = next(
            (row for row in read_seed("grades") if plain(heading.grade) in map(plain, split_words(row["words"]))),
            None,
        )
        printed = next(
            (f for f in evidence.figures if f.figure_kind == "evaluation_score" and f.report_no == heading.report_no),
            None,
        )
        score = heading.score if heading.score is not None else printed.value if printed else None
        subject = Subject(
            heading.report_no,
            printed.scope_name if printed else "",
            heading.fiscal_year,
            "score",
            printed.place if printed else None,
        )
        if score is None or band is None:
            lacking = "总分未填" if score is None else f"等次「{heading.grade}」不在标准等次之内"
            docket.leave_open(rule, subject, lacking)
            continue
        low, high = Decimal(band["score_from"]), Decimal(band["score_below"])
        own = Side(exact(score), (), f"总分 {plain_number(score)}", "分")
        top = high - _HUNDREDTH
        if score <= top:
            docket.decide(rule, subject, Side(exact(low), (), f"等次「{heading.grade}」的下限 {low}", "分"), own)
        else:
            docket.decide(
                rule,
                subject,
                own,
                Side(exact(top), (), f"等次「{heading.grade}」的上限 {plain_number(top)}", "分"),
            )
