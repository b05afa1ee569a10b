"""What a sentence claims of its numbers in words: parts of a whole, shares, rates, directions, limits, all done."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Protocol

from flows.extraction.draft import Context, Draft
from flows.extraction.lexicon.labels import basis_in, measure_at_end
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.sentences.clauses import bare_subject, end_of_list, stands_in_brackets
from flows.extraction.sentences.county import county_whole
from flows.model.excerpts import excerpt
from flows.model.facts import Claim, Figure
from flows.model.printed.stops import COMMA
from flows.model.report import Place
from flows.model.words import change_words, clause_words, fund_of, longest_first, measures

_SHARE = re.compile(r"占(?:全年|全部|当年)?([^，。；占]{0,20}?)(?:的(?:比例|比重)?)?(?:为|达)?\s*$")
# 完成年初预算的78%, 占全年预算数的比例为78%: the words name what it is of.
_BASE = re.compile(
    r"(?:完成|占|达到|相当于)了?(?P<base>(?:本年|当年|全年|年初|年度|调整后?的?|部门|项目|收入|支出|总)*"
    r"(?:预算|计划|概算)(?:安排|资金|收入|支出|投资)*(?:数|总额|任务)?)的?(?:比例|比重|比)?(?:为|达到?)?\s*$"
)
_RATE = re.compile(r"(?:执行|完成|到位|拨付|支付|支出)(?:率|进度)$")
_RATE_OF_MONEY = re.compile(r"(?:执行|拨付|支付|支出|到位)(?:率|进度)$|预算完成率$")
_NAMED_WHOLE = re.compile(r"[\s，,、]*(?:占|完成|达到|相当于)[^，。；]+$")
_DONE, _RECEIVED = frozenset({"actual", "spent"}), frozenset({"received"})
_BASES = frozenset({"initial_budget", "annual_budget", "adjusted_budget", "budget", "planned"})
_PART_OF = re.compile(r"其中\s*[:：]?|包括\s*[:：]?(?=[^，。]{2,14}\d)")
_LIMIT_WORD = "控制在"
_LIMIT = re.compile(
    rf"([^，。；：]{{2,24}}?)(?:严格)?{_LIMIT_WORD}([^，。；]{{2,20}}?)(?:以内|之内|范围内|的范围内|内)"
)
# 比上年增加2辆: the 2 is a change, never the whole of a list that follows.
_COMPARES = re.compile(r"(?:较|比|同比|与上年)[^，。；]*$")
_ALL_OF_IT = re.compile("(?:总额|总数|总量|合计|总计)$")
_ALL_DONE = re.compile(r"(?:均|全部|都)(?:已|已经)?(?:按质按量)?(?:完成|达到|达成|实现|到位)")


@cache
def _direction() -> re.Pattern[str]:
    """A change since last year, its subject before it or, behind 与上年相比，, inside it.

    A word of one character tells a change only before a number: 比上年多2辆, but 比上年多方筹措.
    """
    words = "|".join(word + r"(?=\s*\d)" * (len(word) == 1) for word in longest_first(change_words()))
    return re.compile(
        r"(?:(?:较|比|同|与|和)(?:上年度?|去年|上一年)(?:的?\s*\d[\d,，]*(?:\.\d+)?\s*[亿万]?元)?|同比)"
        rf"(?:(?:相比|比较)?[，,](?P<subject>[^，。；\d]{{2,30}}?)|(?:[^，。；\d]{{0,8}}?))(?P<each>各)?(?P<word>{words})"
        rf"(?P<unfilled>\s*[（(/／或]\s*(?:{words}))?"
    )


class FoundFigure(Protocol):
    """A figure of the paragraph as the prose reader found it."""

    @property
    def figure_no(self) -> int:
        """Its number in the draft."""

    @property
    def quantity(self) -> Quantity:
        """Its token."""

    @property
    def subject(self) -> str:
        """The words it is about."""

    @property
    def is_aside(self) -> bool:
        """Whether it is a difference, or last year's."""

    @property
    def lead(self) -> str:
        """The words of its clause before it."""


def add_claims(sentence: str, start: int, here: Sequence[FoundFigure], place: Place, context: Context,
               draft: Draft) -> None:  # fmt: skip
    """Adds the claims of one sentence; `here` are its figures, the last of the draft."""
    first_claim = len(draft.claims)
    for number, found in enumerate(here):
        if found.quantity.family != "percent":
            continue
        share = _SHARE.search(found.lead)
        if found.lead.strip() == "的" and number and (named := _NAMED_WHOLE.match(here[number - 1].lead)):
            # 占年初预算500万元的80%: the whole is printed where the words name it
            parts = _last_amount(here[: number - 1])
            kind = "rate" if _BASE.search(named[0]) else "share"
            _add(draft, context, kind, found, sentence, place, whole=here[number - 1].figure_no, parts=parts)
        elif (base := _BASE.search(found.lead)) or (rate := _rate_named(found)):
            told = ("", base["base"]) if base else (rate, "")
            divisor, parts = _base_and_part(*told, here[:number], draft)
            _add(draft, context, "rate", found, sentence, place, whole=divisor, parts=parts)
        elif share and number and not found.lead[: share.start()].strip(" 　，,、"):
            part = here[number - 1]
            whole = _whole_of(share[1], part, context, draft)
            _add(draft, context, "share", found, sentence, place, whole=whole, parts=(part.figure_no,))
        elif (code := draft.figures[found.figure_no].measure_code) and measures()[code].statement == "rate":
            _add(draft, context, "rate", found, sentence, place)
    _add_parts(sentence, start, here, place, context, draft)
    for match in _direction().finditer(sentence) if "年" in sentence or "同比" in sentence else ():
        _add_change(match, sentence, start, here, draft.claims[first_claim:], place, context, draft)
    for match in _LIMIT.finditer(sentence) if _LIMIT_WORD in sentence else ():
        _add_words(draft, context, "within_limit", match[1], sentence, start, match, place, None, None, match[2])
    for match in _ALL_DONE.finditer(sentence):
        _add_words(
            draft,
            context,
            "all_done",
            sentence[: match.start()][-20:],
            sentence,
            start,
            match,
            place,
            None,
            None,
            "",
        )


def _add_change(match: re.Match[str], sentence: str, start: int, here: Sequence[FoundFigure], claims: Sequence[Claim],
                place: Place, context: Context, draft: Draft) -> None:  # fmt: skip
    """Adds a change since last year, one for each subject that shares it; a choice left open (下降（增长）) is none."""
    if match["unfilled"]:
        return
    before = [found for found in here if found.quantity.end <= start + match.start()]
    after = [found for found in here if 0 <= found.quantity.start - (start + match.end()) <= 2]
    before = _spoken_of(before, sentence[: match.start()], start, draft)
    absent = _absent_behind(before, sentence[: match.start()], start)
    subject = before[-1] if before and not absent and not match["subject"] and not match["each"] else None
    if subject is not None and not after:
        subject = _whole_listed(subject, here, claims)
    subject = _this_year(subject, before, draft) if subject else None
    words = subject.subject if subject else match["subject"] or absent or sentence[: match.start()]
    kind, value = ("change", after[0].figure_no) if after else ("direction", None)
    for name in re.split("[、和及与]", _subject_words(words)) if match["each"] else [words]:
        _add_words(draft, context, kind, name, sentence, start, match, place, subject, value,
                   change_words()[match["word"]])  # fmt: skip


def _absent_behind(before: Sequence[FoundFigure], words: str, start: int) -> str:
    """What the last clause behind the last number says that there was none of: 接待费7万元，无出国费，与上年持平."""
    clauses = words[before[-1].quantity.end - start :].rstrip("，, ") if before else ""
    *_, last = re.split("[，,。；;]", clauses)
    is_absent = any(word in last for word in clause_words("absent"))
    return last if last != clauses and is_absent and measure_at_end(last) else ""


def _spoken_of(before: list[FoundFigure], words: str, start: int, draft: Draft) -> list[FoundFigure]:
    """Without a budget in brackets that only explains the number before it: 决算6.2万元（预算8万元），比上年减少."""
    if len(before) < 2 or not stands_in_brackets(words, before[-1].quantity.start - start, len(words)):
        return before
    outer, last = (draft.figures[found.figure_no] for found in before[-2:])
    is_same = (outer.measure_code, outer.scope_name, outer.period_year) == (
        last.measure_code, last.scope_name, last.period_year,
    )  # fmt: skip
    return before[:-1] if is_same else before


def _this_year(last: FoundFigure, before: Sequence[FoundFigure], draft: Draft) -> FoundFigure:
    """The figure of this year where the last is of last year (支出5万元，上年支出6万元，比上年减少), else that."""
    told = draft.figures[last.figure_no]
    if told.period_year is None or told.measure_code is None:
        return last
    own = (told.measure_code, told.scope_name, told.basis, told.period_year + 1)
    for found in reversed(before):
        figure = draft.figures[found.figure_no]
        if (figure.measure_code, figure.scope_name, figure.basis, figure.period_year) == own:
            return found
    return last


def _rate_named(found: FoundFigure) -> str:
    """The name that a rate goes by, with what it is of or alone (基本支出执行率, 执行率), '' where it has none."""
    own = bare_subject(found.lead)
    named = own if own in clause_words("completion") else found.subject
    return named if _RATE.search(named) else ""


def _base_and_part(rate: str, base: str, before: Sequence[FoundFigure],
                   draft: Draft) -> tuple[int | None, tuple[int, ...]]:  # fmt: skip
    """The amounts that a rate divides, each only where the sentence leaves no choice.

    `base` are the words that name what it is of, '' where they say no more than the name of the `rate` (执行率).
    """
    if not base and not _RATE_OF_MONEY.search(rate):
        return None, ()
    amounts = [draft.figures[found.figure_no] for found in before if found.quantity.unit and not found.is_aside]
    basis = basis_in(base)
    wanted = {basis} if basis not in {"", "budget"} else _BASES
    done_by = _RECEIVED if not base and "到位" in rate else _DONE
    done = [figure for figure in amounts if figure.basis in done_by and figure.unit != "%"]
    if not done or (not base and len(done) > 1):
        return None, ()
    part = done[-1]
    bases = [figure for figure in amounts if figure.basis in wanted and _is_one_matter(figure, part)]
    bases = [figure for figure in bases if figure.measure_code and figure.measure_code == part.measure_code] or bases
    return (bases[0].figure_no if len(bases) == 1 else None), (part.figure_no,)


def _last_amount(before: Sequence[FoundFigure]) -> tuple[int, ...]:
    amounts = [found for found in before if found.quantity.family != "percent" and not found.is_aside]
    return (amounts[-1].figure_no,) if amounts else ()


def _is_one_matter(base: Figure, part: Figure) -> bool:
    """Whether two amounts can be the budget of a matter and what was spent of it."""
    if (base.unit, base.scope_name, base.item_name) != (part.unit, part.scope_name, part.item_name):
        return False
    codes = {code for code in (base.measure_code, part.measure_code) if code}
    return len(codes) < 2 or {measures()[code].statement for code in codes} == {"project"}


def _whole_listed(last: FoundFigure, here: Sequence[FoundFigure], claims: Sequence[Claim]) -> FoundFigure:
    """The figure that a list of parts explains, if `last` ends such a list: 三公经费5万元，其中…、…，比上年有所增加."""
    for claim in claims:
        parts = claim.part_figure_nos
        if claim.claim_kind == "part_of" and len(parts) > 1 and parts[-1] == last.figure_no:
            return next((found for found in here if found.figure_no == claim.whole_figure_no), last)
    return last


def _whole_of(words: str, part: FoundFigure, context: Context, draft: Draft) -> int | None:
    """The figure that a share is of: the measure that 占 names, else the parent of the part's own measure."""
    own = draft.figures[part.figure_no]
    if context.standing is not None:
        scope, named = county_whole(words, own, context.standing)
        whole = _last_of(named, scope, part, draft)
        is_of_time = whole is not None and _time_of(draft.figures[whole]) == _time_of(own)
        return whole if is_of_time else None  # a draft stands beside the accounts of the year before
    named = re.sub(r"^(?:本年|当年|全年|年度|总)", "", words)
    code = measure_at_end(_ALL_OF_IT.sub("", named)) or measure_at_end(named) or measure_at_end(words)
    # A fund's expenditure is a share of all expenditure, never of itself.
    scope = fund_of(named) or ("" if code == own.measure_code else own.scope_name)
    part_code = own.measure_code
    while code is None and part_code and not words:
        part_code = measures()[part_code].parent_code or None
        if part_code and not measures()[part_code].parent_code:
            code = part_code
    return _last_of(code, scope, part, draft)


def _time_of(figure: Figure) -> tuple[int | None, str]:
    return figure.period_year, figure.basis


def _last_of(code: str | None, scope: str, part: FoundFigure, draft: Draft) -> int | None:
    """The last figure of a measure and scope that is not the part itself, one of its year before others; None where
    there is none.
    """
    found = [number for number in (draft.of_measure(code, scope) if code else ()) if number != part.figure_no]
    year = draft.figures[part.figure_no].period_year
    of_year = [number for number in found if draft.figures[number].period_year == year]
    return next(reversed(of_year or found), None)


def _add_parts(
    sentence: str, start: int, here: Sequence[FoundFigure], place: Place, context: Context, draft: Draft
) -> None:
    lists = [
        (start + match.start(), start + end_of_list(sentence, match.end(), len(sentence)))
        for match in _PART_OF.finditer(sentence)
    ]
    for number, (opens, closes) in enumerate(lists):
        before = [
            found
            for found in here
            if found.quantity.end <= opens and found.quantity.family != "percent" and not _COMPARES.search(found.lead)
        ]
        if not before:
            continue
        whole = before[-1]
        nested = [(first, last) for first, last in lists[number + 1 :] if last <= closes]
        parts = [
            found
            for found in here
            if opens <= found.quantity.start < closes
            and found.quantity.unit == whole.quantity.unit
            and not any(first <= found.quantity.start < last for first, last in nested)
        ]
        if parts and whole.quantity.unit:
            _add(
                draft,
                context,
                "part_of",
                whole,
                sentence,
                place,
                whole=whole.figure_no,
                parts=tuple(p.figure_no for p in parts),
            )


def _add(draft: Draft, context: Context, kind: str, found: FoundFigure, sentence: str, place: Place, *,
         whole: int | None = None, parts: tuple[int, ...] = ()) -> None:  # fmt: skip
    figure = draft.figures[found.figure_no]
    draft.claims.append(
        Claim(
            len(draft.claims),
            context.report_no,
            kind,
            figure.scope_name,
            found.subject,
            figure.measure_code,
            "",
            whole,
            found.figure_no,
            parts,
            excerpt(sentence),
            figure.place,
        )
    )


def _add_words(draft: Draft, context: Context, kind: str, words: str, sentence: str, start: int, match: re.Match[str],
               place: Place, subject: FoundFigure | None, value: int | None, direction: str) -> None:  # fmt: skip
    figure = draft.figures[subject.figure_no] if subject else None
    code = figure.measure_code if figure else measure_at_end(_subject_words(words))
    spot = replace(place, char_start=start + match.start(), char_end=start + match.end())
    draft.claims.append(
        Claim(
            len(draft.claims),
            context.report_no,
            kind,
            figure.scope_name if figure else "",
            _subject_words(words),
            code,
            direction,
            subject.figure_no if subject else None,
            value,
            (),
            excerpt(sentence),
            spot,
        )
    )


def _subject_words(words: str) -> str:
    return re.split(rf"{COMMA}|[。；;：:\n]", words)[-1].strip()[-40:]
