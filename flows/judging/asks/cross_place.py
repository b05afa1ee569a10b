"""One fact in several places of a document: form against text, and project against department."""

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from flows.judging.evidence import (
    Evidence,
    basis_key,
    distinct,
    funding_level,
    in_table,
    is_of_own_level,
    is_total_name,
    name_of,
)
from flows.judging.hints import slip_between
from flows.judging.intervals import agree
from flows.judging.questions import asks
from flows.judging.register import Rule
from flows.judging.sides import figure_side
from flows.judging.verdicts import Skip, compare, leave_open, subject_of
from flows.model.facts import Comparison, Figure
from flows.model.totals import is_of_fund
from flows.model.words import FUNDS_OF_INCOME, clause_words, longest_first, measures, plain, read_seed, split_words

_NONE = Decimal(0)
_BASIS_TAIL = re.compile(r"(?:支出)?(?:全年|年初|年度)?(?:预算|决算|支出|执行)数?$")
_TREASURY = "财政拨款"
_CARRIED = {"income": "carry_in", "expenditure": "carry_out"}  # by the statement that it may be counted into
_REACH = 4  # paragraphs: the items of 三公 at most
_COMPARED = frozenset({"finance", "staffing", "project", "prose"})


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A figure of a sentence, with those of its measure in the same paragraph, those that sentences name alike, and
    what forms print of the same fact, one figure of each value.
    """

    figure: Figure
    near: Sequence[Figure]
    alike: Sequence[Figure]
    twins: Sequence[Figure]


@asks("X01", skips=("several_values", "other_basis", "with_carry_over"))
def same_values(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Every figure of a sentence against the form, or against an earlier sentence."""
    figures = list(_spoken(evidence, _leads(rule.words)))
    near, alike = _grouped(figures, _paragraph_key), _grouped(figures, _fact_key)
    # What a form prints of a fact is looked for once, however often sentences tell it.
    twins = {key: distinct(_form_figures(evidence, figures[0])) for key, figures in alike.items()}
    for figure in figures:
        fact = _fact_key(figure)
        spoken = _Spoken(figure, near[_paragraph_key(figure)], alike[fact], twins[fact])
        yield from _against_form(evidence, rule, spoken)


def _spoken(evidence: Evidence, leads: re.Pattern[str]) -> Iterable[Figure]:
    """Figures of sentences that name a known measure; one source's share of it is another fact.

    So are the parts of such a whole (基本支出中安排三公经费10万元，其中…), unless its scope tells which money it is.
    """
    parts_of_others = {
        number
        for claim in evidence.extract.claims
        if claim.claim_kind == "part_of"
        and (whole := evidence.figure(claim.whole_figure_no)) is not None
        and whole.measure_code
        and not whole.scope_name
        and _is_qualified(whole, leads)
        for number in claim.part_figure_nos
    } | _of_treasury_money(evidence)
    for figure in evidence.figures:
        if (
            figure.measure_code
            and figure.figure_kind in _COMPARED
            and not in_table(figure)
            and not _names_source(figure)
            and not _is_qualified(figure, leads)
            and figure.figure_no not in parts_of_others
            and not _is_apart(figure)
        ):
            yield figure


def _is_apart(figure: Figure) -> bool:
    """Whether the words before a number say that it is of some units only, or of another year in a definition."""
    return any(word in figure.quote.partition(figure.printed)[0] for word in clause_words("apart"))


def _of_treasury_money(evidence: Evidence) -> set[int]:
    """The figures of sentences that go on from what the treasury paid: 财政拨款“三公”经费9万元。其中：公务接待费3万元。

    They do so in its paragraph and the next ones, until the same whole is told again.
    """
    numbers: set[int] = set()
    wholes: dict[str, int] = {}
    for figure in evidence.figures:
        code = figure.measure_code or ""
        if in_table(figure) or not code:
            continue
        if _TREASURY in plain(figure.label) and not figure.scope_name:
            wholes[code] = figure.place.block_no
        else:
            wholes.pop(code, None)
        while code := measures()[code].parent_code:
            if figure.place.block_no - wholes.get(code, -_REACH) < _REACH:
                numbers.add(figure.figure_no)
    return numbers


def _leads(words: Iterable[str]) -> re.Pattern[str]:
    """What may stand before a measure without making it another fact."""
    alternatives = "|".join(re.escape(word) for word in longest_first(plain(word) for word in words))
    return re.compile(f"(?:{alternatives})*")


def _is_qualified(figure: Figure, leads: re.Pattern[str]) -> bool:
    """Whether words before the measure make it another fact: 机关本级基本支出 is not the whole 基本支出."""
    label = plain(figure.label.rpartition(" / ")[2])
    is_of_accounts = measures()[figure.measure_code or ""].statement in {"income", "expenditure"}
    if _TREASURY in label and is_of_accounts and not figure.scope_name:
        return figure.measure_code not in FUNDS_OF_INCOME
    words: list[str] = []
    for row in read_seed("measures"):
        if row["measure_code"] == figure.measure_code:
            measure_name = row["measure_name"].partition("（含")[0]  # 收入总计（含结转）
            words += [plain(word) for word in (measure_name, *split_words(row["synonyms"]))]
    for name in (label, _BASIS_TAIL.sub("", label)):
        if closing := next((word for word in longest_first(words) if name.endswith(word)), ""):
            lead = name.removesuffix(closing).replace(plain(figure.scope_name), "")
            return not leads.fullmatch(lead)
    return True


@cache
def _source_words() -> tuple[str, ...]:
    words = (plain(word) for row in read_seed("funding_sources") for word in split_words(row["words"]))
    return tuple(word for word in words if len(word) > 2)


def _names_source(figure: Figure) -> bool:
    label = plain(figure.label)
    return bool(funding_level(figure)) or any(word in label for word in _source_words())


def _grouped(figures: Iterable[Figure], key: Callable[[Figure], Hashable]) -> Mapping[Hashable, Sequence[Figure]]:
    groups: defaultdict[Hashable, list[Figure]] = defaultdict(list)
    for figure in figures:
        groups[key(figure)].append(figure)
    return groups


def _paragraph_key(figure: Figure) -> Hashable:
    """The same for figures of one measure in one paragraph or row."""
    return figure.place.block_no, figure.place.row_no, figure.measure_code


def _fact_key(figure: Figure) -> Hashable:
    """The same for figures that sentences name alike."""
    return (
        figure.measure_code,
        plain(figure.scope_name),
        figure.period_year,
        basis_key(figure),
        figure.unit,
        figure.report_no,
    )


def _against_form(evidence: Evidence, rule: Rule, spoken: _Spoken) -> Iterator[Comparison]:
    figure, twins = spoken.figure, spoken.twins
    agreeing = next((twin for twin in twins if _is_same(evidence, figure, twin)), None)
    if not twins:
        yield from _against_other_sentences(evidence, rule, spoken)
    elif agreeing:
        yield _compared(evidence, rule, figure, agreeing, "文中与表中同一事项应一致")
    elif len(twins) > 1:
        skip = Skip("several_values", {"count": len(twins)}, name_of(figure))
        yield leave_open(rule, subject_of(figure), skip, ((1, figure),))
    elif repeated := _agreeing_neighbour(evidence, spoken, twins[0]):
        skip = Skip("other_basis", {"printed": repeated.printed}, name_of(figure))
        yield leave_open(rule, subject_of(figure), skip, ((1, figure),))
    elif part := _part_of(evidence, figure, twins[0]):
        skip = Skip("other_basis", {"printed": part.printed}, name_of(figure))
        yield leave_open(rule, subject_of(figure), skip, ((1, figure),))
    elif carried := _carried_over(evidence, figure, twins[0]):
        skip = Skip("with_carry_over", {"printed": carried.printed}, name_of(figure))
        yield leave_open(rule, subject_of(figure), skip, ((1, figure),))
    elif fund := _fund_before(figure):
        advice = f"所在句子讲的是{fund}，请核对与表中口径是否相同"
        yield _compared(evidence, replace(rule, severity="warn"), figure, twins[0], advice)
    else:
        yield _compared(evidence, rule, figure, twins[0], "文中与表中同一事项应一致")


def _agreeing_neighbour(evidence: Evidence, spoken: _Spoken, twin: Figure) -> Figure | None:
    """Another number of the paragraph that agrees with the form, where no slip explains this one."""
    if slip_between(spoken.figure.value or _NONE, twin.value or _NONE, spoken.figure):
        return None
    return next((other for other in spoken.near if _is_same(evidence, other, twin)), None)


def _part_of(evidence: Evidence, spoken: Figure, twin: Figure) -> Figure | None:
    """The part of what a sentence adds up to the number that is the form's: 总计 with what was carried over."""
    for one in evidence.extract.relations:
        if one.relation_kind == "sum" and [part.figure_no for part in one.left] == [spoken.figure_no]:
            parts = (evidence.printed(part.figure_no) for part in one.right)
            if found := next((part for part in parts if _is_same(evidence, part, twin)), None):
                return found
    return None


def _carried_over(evidence: Evidence, spoken: Figure, twin: Figure) -> Figure | None:
    """What a form prints as carried over beside an income or an expenditure, where just that is what a sentence has
    more: a budget of all that there is goes by the same name as that of the year.
    """
    statement = measures()[spoken.measure_code or ""].statement
    code = _CARRIED.get(statement)
    if code is None or spoken.value is None or twin.value is None:
        return None
    more = spoken.value - twin.value
    printed = (one for one in evidence.in_tables(code) if one.report_no == spoken.report_no and one.value)
    return next((one for one in printed if one.value == more and one.unit == spoken.unit), None)


@cache
def _fund_names() -> tuple[str, ...]:
    rows = [row for row in read_seed("measures") if row["measure_code"] in FUNDS_OF_INCOME]
    names = {row["measure_name"] for row in rows} | {word for row in rows for word in split_words(row["synonyms"])}
    return tuple(longest_first(name for name in names if not name.endswith("收入")))


def _fund_before(spoken: Figure) -> str:
    """The budget that the sentence names before a number, '' for none and for income itself."""
    if measures()[spoken.measure_code or ""].statement == "income" or spoken.scope_name:
        return ""
    before = spoken.quote.partition(spoken.printed)[0]
    return next((name for name in _fund_names() if name in before), "")


def _form_figures(evidence: Evidence, spoken: Figure) -> list[Figure]:
    """What forms print of the fact that a sentence tells; the same for all figures of one `_fact_key`."""
    code = spoken.measure_code or ""
    if measures()[code].statement == "project":
        printed = list(evidence.of_project(code, spoken.scope_name, spoken.report_no))
    else:
        scope = plain(spoken.scope_name)
        tabular = [figure for figure in evidence.in_tables(code) if figure.report_no == spoken.report_no]
        printed = [figure for figure in tabular if plain(figure.scope_name) == scope]
        if not scope and not printed:
            tabular = [figure for figure in tabular if not is_of_own_level(figure)]
            totals = [figure for figure in tabular if is_total_name(figure.scope_name)]
            of_units = [figure for figure in tabular if not is_of_fund(figure.scope_name)]
            units = {plain(figure.scope_name) for figure in of_units}
            printed = totals or (of_units if len(units) == 1 else [])
    wanted = (spoken.period_year, basis_key(spoken), spoken.unit)
    return [figure for figure in printed if (figure.period_year, basis_key(figure), figure.unit) == wanted]


def _is_same(evidence: Evidence, figure: Figure, twin: Figure) -> bool:
    return agree(evidence.range_of(figure), evidence.range_of(twin))


def _against_other_sentences(evidence: Evidence, rule: Rule, spoken: _Spoken) -> Iterator[Comparison]:
    """Without a form, an earlier sentence counts only where it agrees or a slip explains the difference.

    Sentences name the same measure for different things too often for every difference to be a contradiction, and for
    one that a slip would explain to be surely one.
    """
    figure = spoken.figure
    for earlier in spoken.alike:
        if earlier.figure_no >= figure.figure_no:
            return
        if earlier.value is None or figure.value is None:
            continue
        if _is_same(evidence, earlier, figure) or slip_between(figure.value, earlier.value, figure):
            yield _compared(evidence, replace(rule, severity="warn"), figure, earlier, "文中前后同一事项应一致")
            return


def _compared(evidence: Evidence, rule: Rule, spoken: Figure, twin: Figure, advice: str) -> Comparison:
    left, right = figure_side(evidence, spoken), figure_side(evidence, twin)
    return compare(rule, subject_of(spoken), left, right, advice=advice)


@asks("X03")
def project_balances(evidence: Evidence, rule: Rule) -> Iterator[Comparison]:
    """Money left over in a project while the department says that nothing is left."""
    for balance in evidence.of("project_balance"):
        if not in_table(balance) or is_total_name(balance.scope_name) or balance.place.row_no is None:
            continue
        carried = distinct(evidence.of_department("carry_out", balance.report_no, "", balance.period_year))
        if len(carried) != 1 or carried[0].unit != balance.unit:
            continue
        left, right = figure_side(evidence, balance), figure_side(evidence, carried[0])
        if carried[0].value == 0 or left.range.value <= right.range.value:
            yield compare(rule, subject_of(balance), left, right)
