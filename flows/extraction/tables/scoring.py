"""Scoring tables: indicators at up to three levels with weight, score, rule and reason."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from flows.extraction.draft import Context, Draft, Meaning
from flows.extraction.lexicon.labels import basis_in, clean, core, role_of
from flows.extraction.lexicon.quantities import Quantity
from flows.extraction.lexicon.scanning import read_cell, scan
from flows.extraction.resolving import Label, Source, in_unit, resolve
from flows.extraction.sentences.prose import read_prose
from flows.extraction.tables.bands import Band
from flows.extraction.tables.cells import in_relation_of_row, in_unit_of_row
from flows.extraction.tables.rows import Row, Slot
from flows.extraction.tables.weight_groups import group_rows
from flows.model.facts import Indicator
from flows.model.report import Place, Table
from flows.model.totals import is_total, is_whole_total
from flows.model.words import measure_by_word, measures, plain, read_seed, remembered, split_words
from flows.scoring_rules.parsing import read_rule

_LONGEST_NAME = 200
LEVELS = ("level1", "level2", "level3")
_IGNORED = {"rule_text": "rule_text", "definition": "rule_text", "serial": "list_number", "person": "person"}
# What a value is by the role of its column: its kind, its measure, its unit and its basis.
_MEANINGS = {
    "weight": ("indicator_weight", "indicator_weight", "分", "weight"),
    "score": ("indicator_score", "indicator_score", "分", "score"),
    "score_rate": ("percentage", None, "%", "score"),
    "target": ("target", None, "", "target"),
    "completion": ("target", None, "", "actual"),
}
_RESULTS = frozenset({"target", "completion"})
_WHOLE_SCORE = ("evaluation_score", "score_total", "分", "score")
_OWN_SCORE = re.compile(r"\d+(?:\.\d+)?\s*分")
_EXECUTION_RATE = "预算执行率"
_MAY_BE_LEVELS = frozenset({"", "item_name", "goal_content"})
_FULL = Decimal(100)
_FEW = 2  # rows with a weight, of which one may be a form's whole
_OF_PEOPLE_ASKED = "satisfaction_rate"


def _heads(band: Band) -> dict[int, str]:
    """The lowest heading above each column."""
    if not band.heading or not band.body:
        return {}
    return {slot.start: path[-1] for slot in max(band.body, key=len) if (path := band.path(slot))}


def _roles(band: Band) -> dict[int, str]:
    """The role of each column.

    Where weight and score stand beside words under a heading that nobody knows (维度, 指标), these are the levels; a
    heading that names a budget is that of money.
    """
    heads = _heads(band)
    roles = {column: role_of(head) for column, head in heads.items()} | _named_levels(band)
    named = set(roles.values())
    if not {"weight", "score"} <= named or named & {*LEVELS, "rule_text", "project_funds"}:
        return roles
    first = min(column for column, role in roles.items() if role in _MEANINGS)
    unknown = [column for column in sorted(heads) if column < first and roles[column] in _MAY_BE_LEVELS]
    if unknown and not names_budget(band) and _holds_words(band, unknown[-1]):
        roles |= dict(zip(reversed(unknown), reversed(LEVELS), strict=False))
    return roles


def _named_levels(band: Band) -> dict[int, str]:
    """The level that each column of names below a level's head holds: 名称, 分值 and 得分 below 一级指标."""
    paths = {slot.start: band.path(slot) for slot in max(band.body, key=len)} if band.heading and band.body else {}
    above = {
        column: [role for part in path[:-1] if (role := role_of(part)) in LEVELS] for column, path in paths.items()
    }
    return {
        column: levels[-1]
        for column, levels in above.items()
        if levels and role_of(paths[column][-1]) in _MAY_BE_LEVELS
    }


def names_budget(band: Band) -> bool:
    """Whether a heading names a budget: the numbers below are money, of which at most the execution is scored."""
    return any(basis_in(slot.text).endswith("budget") for row in band.heading for slot in row)


def _holds_words(band: Band, column: int) -> bool:
    texts = [slot for row in band.body for slot in row if slot.start == column and slot.text.strip()]
    return 2 * sum(not slot.is_number for slot in texts) > len(texts)


def is_scoring(band: Band) -> bool:
    """Whether the headings name a weight or a score beside an indicator's level or rule."""
    roles = set(_roles(band).values())
    return bool(roles & {"weight", "score"}) and bool(roles & {*LEVELS, "rule_text"})


def read_scoring(table: Table, band: Band, context: Context, draft: Draft) -> None:
    """Adds the weights, scores and indicators of a scoring table; numbers in rules are ignored as such."""
    heads, roles = _heads(band), _roles(band)
    for row in () if band.is_continued else band.heading:
        for slot in row:
            if not slot.is_continued:
                draft.ignore(scan(slot.text), table.place_of(slot.cell), "label")
    filled: dict[str, str] = {}
    for column, head in heads.items():
        if roles[column] == "reason":
            place = table.place_of(next(slot.cell for slot in max(band.body, key=len) if slot.start == column))
            draft.add_words("reason_column", head, head, place, context)
    full = [row for row in band.body if _weight_of(row, roles) == _FULL]
    weighed = sum(_weight_of(row, roles) is not None for row in band.body)
    whole = full[0] if len(full) == 1 and weighed > _FEW else None
    levels = _levels_of_rows(band, roles, whole)
    for at, row in enumerate(band.body):
        own = levels.get(at, {})
        is_whole, is_group = row is whole, LEVELS[0] in own.values()
        _read_row(table, row, heads, {**roles, **own}, filled, context, draft, is_whole=is_whole, is_group=is_group)


def _levels_of_rows(band: Band, roles: Mapping[int, str], whole: Row | None) -> Mapping[int, Mapping[int, str]]:
    """Which level the only column of names holds in each row, where groups stand in it above their indicators."""
    columns = [column for column, role in roles.items() if role in LEVELS]
    rows = [at for at, row in enumerate(band.body) if row is not whole and not any(is_total(slot.text) for slot in row)]
    groups = {rows[at] for at in group_rows([_weight_of(band.body[at], roles) for at in rows])}
    if len(columns) != 1 or not groups:
        return {}
    return {at: {columns[0]: LEVELS[0] if at in groups else LEVELS[-1]} for at in rows}


def _weight_of(row: Row, roles: Mapping[int, str]) -> Decimal | None:
    """The weight that a row prints, None where it prints none or several."""
    read = [read_cell(slot.text) for slot in row if roles.get(slot.start) == "weight" and not slot.is_continued]
    weights = [quantity.value for quantity in read if quantity is not None]
    return weights[0] if len(weights) == 1 else None


def _read_row(
    table: Table, row: Row, heads: Mapping[int, str], roles: Mapping[int, str], filled: dict[str, str],
    context: Context, draft: Draft, *, is_whole: bool, is_group: bool,
) -> None:  # fmt: skip
    """Reads a row; one that prints the full weight among others is that of all, whatever it is called (综合)."""
    texts: dict[str, str] = {}
    weights: dict[str, int] = {}
    scores: list[int] = []
    level = ""
    totals = [slot for slot in row if slot.text.strip() and not slot.is_number and is_total(slot.text)]
    if is_whole and not totals:
        totals = [slot for slot in row if slot.text.strip() and not slot.is_number][:1]
    total, whole = bool(totals) or is_whole, is_whole or any(is_whole_total(slot.text) for slot in totals)
    total_name = core(totals[0].text) if totals else ""
    if total and not whole:
        total_name = joined(_above(filled, roles.get(totals[0].start, "")), total_name)
    for slot in row:
        role = roles.get(slot.start, "")
        if role in LEVELS:
            level = role
        if slot.is_continued or not slot.text.strip():
            continue
        place = table.place_of(slot.cell)
        quantity = read_cell(slot.text)
        if role in LEVELS:
            _fill(filled, role, slot.text)
            _read_level(slot, place, context, draft)
        elif role in _MEANINGS and quantity:
            if role in _RESULTS:
                quantity, texts[role] = in_unit_of_row(quantity, row, roles), slot.text.strip()
                if role == "target":
                    quantity = in_relation_of_row(quantity, row, roles)
            name = filled.get(level, "") if role == "weight" else _lowest(filled)
            label = joined(total_name if total and role not in _RESULTS else name, heads[slot.start])
            meaning = _WHOLE_SCORE if whole and role == "score" else _MEANINGS[role]
            number = _add(quantity, place, meaning, label, _quote(row), context, draft)
            if role == "weight":
                weights[level] = number
            elif role == "score":
                scores.append(number)
        elif role in _IGNORED:
            draft.ignore(scan(slot.text), place, _IGNORED[role])
            texts[role] = slot.text.strip()
        else:
            texts[role] = slot.text.strip()
            read_prose(slot.text, place, context, draft, core(_lowest(filled)))
    if not total and not is_group and (weights or scores):
        _add_indicator(table, row, filled, texts, weights, scores, context, draft)


def _fill(filled: dict[str, str], role: str, text: str) -> None:
    """Remembers a level's name for the rows it spans; the levels below begin anew."""
    filled[role] = text
    for below in LEVELS[LEVELS.index(role) + 1 :]:
        filled.pop(below, None)


def _above(filled: dict[str, str], level: str) -> str:
    """The name of the group that a sub-total at a level closes, '' where it stands at none or at the highest."""
    higher = LEVELS[: LEVELS.index(level)] if level in LEVELS else ()
    return next((filled[one] for one in reversed(higher) if one in filled), "")


def _lowest(filled: dict[str, str]) -> str:
    return next((filled[level] for level in reversed(LEVELS) if level in filled), "")


def _read_level(slot: Slot, place: Place, context: Context, draft: Draft) -> None:
    """A level's cell may print its own weight: 投入（15分）."""
    label, quote = f"{core(slot.text)[:_LONGEST_NAME]} / 分值".strip(" /"), clean(slot.text)
    for quantity in scan(slot.text):
        if quantity.unit == "分" and _OWN_SCORE.match(slot.text, quantity.start):
            _add(quantity, place, _MEANINGS["weight"], label, quote, context, draft)
        else:
            draft.ignore([quantity], place, "label")


def joined(name: str, head: str) -> str:
    """The label of a value: the indicator's name and what its column is headed."""
    return " / ".join(filter(None, (*map(core, name.split(" / ")), clean(head))))


def add_result(
    quantity: Quantity, place: Place, role: str, label: str, row: Row, context: Context, draft: Draft
) -> int:
    """Adds what an indicator was to reach, or reached, by the role of its column; returns the figure's number."""
    return _add(quantity, place, _MEANINGS[role], label, _quote(row), context, draft)


def _rate_measured(label: str, quantity: Quantity) -> str | None:
    """The measure of a percentage whose `label` begins with the indicator's name, None for every other value."""
    return rate_of_indicator(label.partition(" / ")[0]) if quantity.family == "percent" else None


def _add(quantity: Quantity, place: Place, meaning: tuple[str, str | None, str, str], label: str, quote: str,
         context: Context, draft: Draft) -> int:  # fmt: skip
    kind, code, unit, basis = meaning
    labels = [
        Label(Source.MEASURE if code else Source.COLUMN, basis, unit=unit),
        Label(Source.DOCUMENT, year=context.fiscal_year, scope=context.scope_name),
    ]
    quantity, source = in_unit(quantity, labels)
    role = "rate" if quantity.family == "percent" else "count"
    role = basis if code or basis == "target" else role
    code = code or (_rate_measured(label, quantity) if kind == "target" else None)
    told = resolve(quantity, role, code, None, labels)
    found = Meaning(kind, label, code, told.scope_name, told.period_year, told.basis, source, quote, role=role)
    return draft.add_figure(quantity, place, found, context)


def _quote(row: Row) -> str:
    return " | ".join("".join(slot.text.split())[:30] for slot in row if slot.text.strip())


def _add_indicator(table: Table, row: Row, filled: dict[str, str], texts: dict[str, str], weights: dict[str, int],
                   scores: list[int], context: Context, draft: Draft) -> None:  # fmt: skip
    lowest = next((level for level in reversed(LEVELS) if level in filled), "level3")
    weight_no = weights.get(lowest, weights.get("level3"))
    score_no = scores[-1] if scores else None
    names = {level: core(filled.get(level, "")) for level in LEVELS}
    weight = None if weight_no is None else draft.figures[weight_no].value
    kind, rule, fits = read_rule(texts.get("rule_text", ""), weight)
    place = next(
        (table.place_of(slot.cell) for slot in row if slot.text.strip() and core(slot.text) == names[lowest]),
        table.place_of(row[0].cell),
    )
    draft.indicators.append(
        Indicator(
            indicator_no=len(draft.indicators),
            report_no=context.report_no,
            scope_name=context.scope_name,
            level1=names["level1"],
            level2=names["level2"],
            level3=names["level3"],
            indicator_code=indicator_of(names[lowest]),
            weight=weight,
            score=None if score_no is None else draft.figures[score_no].value,
            weight_figure_no=weight_no,
            score_figure_no=score_no,
            rule_text=texts.get("rule_text", ""),
            definition=texts.get("definition", ""),
            reason=texts.get("reason", ""),
            target_text=texts.get("target", ""),
            completion_text=texts.get("completion", ""),
            place=place,
            rule_kind=kind,
            rule_parsed=rule,
            rule_fits_weight=fits,
        )
    )


def add_execution_rate(table: Table, row: Row, weight_no: int, score_no: int, context: Context, draft: Draft) -> None:
    """Adds the indicator that the funds part of the national form scores: how much of the budget was spent."""
    names = {"level1": _EXECUTION_RATE, "level3": _EXECUTION_RATE}
    _add_indicator(table, row, names, {}, {"level3": weight_no}, [score_no], context, draft)


@cache
def _indicators() -> dict[str, str]:
    return {
        plain(word): row["indicator_code"]
        for row in reversed(read_seed("indicators"))
        for word in [row["indicator_name"], *split_words(row["synonyms"])]
    }


@cache
def _names_by_code() -> dict[str, str]:
    return {row["indicator_code"]: row["indicator_name"] for row in read_seed("indicators")}


@remembered
def rate_of_indicator(name: str) -> str | None:
    """The rate that an indicator is by its name, or by another name of the common one (资产利用率); None where it is no
    known one. Satisfaction is none: it differs by whom was asked (患者满意度, 职工满意度).
    """
    common = plain(_names_by_code().get(indicator_of(name) or "", ""))
    for known in (plain(name), common):
        code = measure_by_word().get(known)
        if code and measures()[code].statement == "rate" and code != _OF_PEOPLE_ASKED:
            return code
    return None


def indicator_of(name: str) -> str | None:
    """The common indicator's code (D01 …) for a name as printed, None where it is a county's own."""
    return _indicators().get(plain(name))
