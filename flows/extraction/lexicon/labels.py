"""What a label means: the measure, the basis, the year, the unit and the column's role, all by words kept as data."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from flows.extraction.lexicon.units import unit_named
from flows.model.totals import total_words
from flows.model.words import (
    COUNTY,
    FUNDS_OF_INCOME,
    clause_words,
    longest_first,
    measures,
    plain,
    read_seed,
    remembered,
    split_words,
)
from flows.model.years import YEAR

_NUMBERING = re.compile(
    r"^[\s　]*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．]|[（(]?\d{1,2}[）)、.．](?!\d)|[①-⑳⑴-⒇⒈-⒛])[\s　]*"
)
# 年度资金总额¹, 执行率*: the mark of a note is no part of the label.
_NOTE_AT_END = re.compile(
    r"(?<=[\u4e00-\u9fff)）])(?:[\[［]?(?:注?[⁰¹⁴-⁹]+|(?<![米里方])[²³])[\]］]?|[\[［](?:注?\d{1,2})[\]］]|[①-⑳]|[*＊※†]{1,3})$"
)
_MONEY_AT_END = re.compile(r"(?:资金|经费|支出|收入|拨款|金额|补助|投资|公益金)$")
_PART_OF = re.compile(r"^(?:其中|包括|含)\s*[:：]?\s*")
_YEAR = re.compile(rf"(?<!\d)({YEAR})(?=\s*年|\D*(?:预算|决算|数)|$)")
_HINT_UNIT = re.compile(
    r"[（(\[【]\s*(?:单位\s*[:：]?\s*)?(?:人民币)?\s*([^（()）\d:：]{1,5}?)\s*(?:[/／][^（()）]{1,4})?\s*[）)\]】]?$"
)
# 填报单位：元氏县教育局 names a county and no unit.
_LINE_UNIT = re.compile(
    r"(?:金额)?单\s*位\s*[:：]\s*(?:人民币\s*)?(亿元|万元|百万元|千元|元|%|人|平方米)(?!(?!人民币)[\u4e00-\u9fff])"
)
_LINE_UNITS = re.compile(r"单\s*位\s*[:：]\s*([^\s:：，。;；]{1,9}?(?:[、,][^\s:：，。;；、,）]{1,9})+)")
_SERIES = re.compile(r"[、,]")
_LEADING_YEAR = re.compile(rf"^{YEAR}年(?:度|末|底)?")
_TELLING_LENGTH = 4
# Other bases (计划安排资金, 实际到位资金) are told by the measure itself, not by a column of its own.
_BASES_OF_COLUMNS = frozenset({"initial_budget", "annual_budget", "adjusted_budget", "budget", "actual"})
_BRACKETED = re.compile(r"[（(][^（()）]*[）)]?")
_LETTERS = re.compile(r"[（(][A-Z](?:[=＝/÷×*+－-][A-Z0-9%％]+)*[）)]$")  # 实际完成值（B）, 得分（C=B/A）
# （20分）, and what the points are worked out by: （20分×执行率）, （执行率×20分）.
_TIMES = "[×xX*＊]"
_SCORE_HINT = re.compile(
    rf"(?:[（(]\s*(?:[^（）()\d]{{1,10}}{_TIMES}\s*)?)?\s*(?<!\d)\d+(?:\.\d+)?\s*分\s*(?:{_TIMES}[^（）()\d]{{1,10}})?[）)]?"
)


@remembered
def clean(text: str) -> str:
    """A label without line breaks, numbering, unit hints and closing colons: 1、局机关 is 局机关."""
    label = _NOTE_AT_END.sub("", "".join(text.split()))
    label = _NUMBERING.sub("", label).strip("：:")
    if unit_hint(label):
        label = _HINT_UNIT.sub("", label)
    return label


@remembered
def core(text: str) -> str:
    """The label's own name: `clean` without a leading 其中 and without the score in brackets."""
    return _PART_OF.sub("", _SCORE_HINT.sub("", clean(text))).strip("：:")


def is_numbered(text: str) -> bool:
    """Whether a label is a numbered line of its form (二、收入合计)."""
    return bool(_NUMBERING.match(text))


def is_part_label(text: str) -> bool:
    """Whether the label opens a list of parts (其中：…)."""
    return bool(_PART_OF.match(_NUMBERING.sub("", "".join(text.split()))))


@remembered
def unit_hint(text: str) -> str:
    """The unit in brackets at a label's end (计划安排资金（万元）), or ''."""
    match = _HINT_UNIT.search(_NOTE_AT_END.sub("", "".join(text.split())))
    return match[1] if match and unit_named(match[1]) else ""


def _is_money(unit_name: str) -> bool:
    unit = unit_named(unit_name)
    return unit is not None and unit.family == "money"


def units_of_line(text: str) -> tuple[str, ...]:
    """The units that a line declares where it names several (单位：公里、万元、%), money first, else ()."""
    match = _LINE_UNITS.search(text)
    named = [_BRACKETED.sub("", part) for part in _SERIES.split(match[1])] if match else []
    if not all(map(unit_named, named)):
        return ()
    return tuple(sorted(named, key=lambda one: not _is_money(one)))


def unit_of_line(text: str) -> str:
    """The unit that a line above a table or a caption declares (单位：万元), of several that of money, or ''."""
    if (several := units_of_line(text)) and _is_money(several[0]):
        return several[0]
    match = _LINE_UNIT.search(text)
    return match[1].strip() if match else ""


@remembered
def year_in(text: str) -> int | None:
    """The one year that a heading names, None where it names none or several."""
    years = set(_YEAR.findall(text))
    return int(years.pop()) if len(years) == 1 else None


@cache
def _roles() -> Mapping[str, str]:
    return {plain(word): row["role"] for row in read_seed("column_roles") for word in split_words(row["words"])}


@cache
def _fields() -> Mapping[str, str]:
    return {plain(word): row["field"] for row in read_seed("heading_labels") for word in split_words(row["words"])}


@cache
def _measure_codes() -> Mapping[str, tuple[str, ...]]:
    codes: dict[str, list[str]] = {}
    for row in read_seed("measures"):
        if row["statement"] == COUNTY:
            continue  # in the accounts of a county only: flows/extraction/lexicon/county.py
        for word in [row["measure_name"], *split_words(row["synonyms"])]:
            known = codes.setdefault(plain(word), [])
            if row["measure_code"] not in known:
                known.append(row["measure_code"])
    return {word: tuple(found) for word, found in codes.items()}


@cache
def _bases() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Each basis with its words; the words of the nameless row say 预算 or 结余 without meaning a basis.

    A basis without words is told by its column (分值, 得分).
    """
    return tuple(
        (row["basis"], re.compile("|".join(map(re.escape, longest_first(words)))))
        for row in read_seed("basis_words")
        if (words := split_words(row["words"]))
    )


@cache
def _any_basis() -> re.Pattern[str]:
    """Any word of a basis, so that the many texts without one are searched once."""
    words = (word for row in read_seed("basis_words") if row["basis"] for word in split_words(row["words"]))
    return re.compile("|".join(map(re.escape, longest_first(words))))


@remembered
def role_of(text: str) -> str:
    """The role of a column by its heading (weight, score, unit_name …), or ''; letters for a formula are no words."""
    return _roles().get(plain(_LETTERS.sub("", core(text))), "")


@remembered
def field_of(text: str) -> str:
    """The field of a form that a label names (department_name, telephone …), or ''."""
    return _fields().get(plain(core(text)), "") or _fields().get(plain(clean(text)), "")


@remembered
def basis_in(text: str) -> str:
    """The basis that a heading names (年初预算数, 决算数 …), or ''; the more special words are tried first."""
    flat = "".join(text.split())
    if not _any_basis().search(flat):
        return ""
    for basis, pattern in _bases():
        if not basis:
            flat = pattern.sub("", flat)
        elif pattern.search(flat):
            return basis
    return ""


@remembered
def basis_named(text: str) -> str:
    """The basis that a heading is the name of and nothing else (预算安排, 已支付), '' where it names more or none."""
    bare = _LEADING_YEAR.sub("", _BRACKETED.sub("", core(text)))
    return next((basis for basis, pattern in _bases() if basis and pattern.fullmatch(bare)), "")


@remembered
def is_amount(text: str) -> bool:
    """Whether a label only says that its numbers are amounts: a total, a basis, 金额."""
    word = core(text)
    return not word or plain(word) in total_words() or _is_basis(word) or role_of(word) == "voucher_amount"


@remembered
def is_known_label(text: str) -> bool:
    """Whether a row's label is a measure or a source of money by its own name."""
    return measure_of([text], ()) is not None or plain(core(text)) in funding_levels()


@remembered
def is_heading_word(text: str) -> bool:
    """Whether a cell's text is one that headings are made of: a role, a measure, a basis or a year with one."""
    word = core(text)
    bare = re.sub(rf"^{YEAR}年?(?:度)?|^上年|^本年|^上年度|^本年度", "", word)
    bare = _BRACKETED.sub("", bare)
    if not bare:
        return bool(word)
    return bool(
        role_of(word) or plain(bare) in _measure_codes() or plain(word) in _measure_codes() or role_of(bare)
        or word in {"其中", ""} or any(basis and pattern.fullmatch(bare) for basis, pattern in _bases())
    )  # fmt: skip


def _is_basis(word: str) -> bool:
    """Whether a word names a basis and nothing else (2020年预算数, 决算数)."""
    bare = re.sub(rf"^{YEAR}年?(?:度)?", "", _BRACKETED.sub("", word))
    return bare.endswith("执行数") or any(
        basis in _BASES_OF_COLUMNS and pattern.fullmatch(bare) for basis, pattern in _bases()
    )


@remembered
def is_label_word(text: str) -> bool:
    """Whether a form is known to print this label before a value."""
    return bool(field_of(text) or role_of(text) or measure_of([text], ()) or text.rstrip().endswith(("：", ":")))


def measure_of(parts: Sequence[str], statements: Sequence[str]) -> str | None:
    """The measure of a header path: its last part first, then the parts above it.

    Where a word names measures of several statements, the one of `statements` wins; 其他 and the like belong to the
    statement of their neighbours. A part that is not known word for word gives None.
    """
    told = [part for part in parts if not _is_basis(core(part)) and plain(core(part)) not in total_words()]
    about_money = statements[:1] == ("project",)  # only there is 全年预算数 a measure and not just a basis
    for part in [*reversed(told), *(reversed(parts) if about_money else ())]:
        own = core(part)
        for word in (plain(own), plain(_BRACKETED.sub("", own)), plain(_LEADING_YEAR.sub("", own)), _summed(own)):
            if code := _choose(_measure_codes().get(word, ()), statements):
                return code
            if word in {"其他", "其它"} and statements:
                for code, measure in measures().items():
                    if measure.statement == statements[0] and measure.name.startswith("其他"):
                        return code
    return None


def _summed(label: str) -> str:
    """What a total adds up by its label, reduced by `plain` (人员经费 of 人员经费合计); the label where it is none."""
    word = plain(label)
    return next((bare for total in total_words() if (bare := word.removesuffix(total)) != word), word)


def part_named(code: str, text: str) -> str | None:
    """The one part of a measure that a label names by a short word for it, or by how its name ends (运行费 below
    公务用车购置及运行维护费); None where it names none or several.
    """
    word = plain(core(text))
    parts = {part for known, part in _parts_of(code) if len(word) > 1 and known.endswith(word)}
    return parts.pop() if len(parts) == 1 else part_by_word(code, text)


def part_by_word(code: str, text: str) -> str | None:
    """The part of a measure that goes by a short word below it (货物 below 政府采购支出), None where none does."""
    return _part_words(code).get(plain(core(text)))


@cache
def _part_words(code: str) -> Mapping[str, str]:
    rows = (row for row in read_seed("part_words") if measures()[row["measure_code"]].parent_code == code)
    return {plain(word): row["measure_code"] for row in rows for word in split_words(row["words"])}


@cache
def _parts_of(code: str) -> tuple[tuple[str, str], ...]:
    """The words of a measure's parts, each with its part."""
    return tuple(
        (known, part)
        for known, codes in _measure_codes().items()
        for part in codes
        if measures()[part].parent_code == code
    )


def _choose(codes: Sequence[str], statements: Sequence[str]) -> str | None:
    for statement in statements:
        for code in codes:
            if measures()[code].statement == statement:
                return code
    return codes[0] if codes else None


def measure_at_end(text: str) -> str | None:
    """The measure whose word closes a clause of prose (现已到位资金 closes with 到位资金), or None."""
    return _choose(_measure_codes().get(closing_word(text), ()), ())


@remembered
def closing_word(text: str) -> str:
    """The word of a measure that closes a clause, reduced by `plain`, or ''.

    Short words mean something else inside longer ones (销售收入 is no 收入), so they must be the whole clause.
    """
    word = plain(text)
    known = _measure_codes()
    lengths = _lengths_by_end().get(word[-1:], ())
    own = next((word[-length:] for length in lengths if word[-length:] in known), "")
    return own if len(own) >= _TELLING_LENGTH or own == word or own in clause_words("telling") else ""


@cache
def _lengths_by_end() -> Mapping[str, Sequence[int]]:
    """The lengths of the words of measures by their last character, longest first."""
    lengths: dict[str, set[int]] = {}
    for word in _measure_codes():
        lengths.setdefault(word[-1:], set()).add(len(word))
    return {end: sorted(found, reverse=True) for end, found in lengths.items()}


def leading_fund(text: str) -> tuple[str, str]:
    """The budget that money comes from (一般公共预算财政拨款 …) where a text begins with one, and the text, reduced
    by `plain`, without it; ('', the text) where it begins with none.
    """
    flat = plain(text)
    match = _leading_fund().match(flat)
    return (_funds()[match[0]], flat[match.end() :]) if match else ("", flat)


@cache
def _funds() -> Mapping[str, str]:
    rows = (row for row in read_seed("measures") if row["measure_code"] in FUNDS_OF_INCOME)
    words = [word for row in rows for word in split_words(row["synonyms"])]
    return {plain(word): word for word in words if not word.endswith("收入")}


@cache
def _leading_fund() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, longest_first(_funds()))))


@cache
def funding_levels() -> frozenset[str]:
    """Words of the levels that pay for a project (中央财政, 县市区财政 …), reduced by `plain`."""
    return frozenset(plain(word) for row in read_seed("funding_sources") for word in split_words(row["words"]))


def is_of_money(path: Sequence[str]) -> bool:
    """Whether labels that no measure is known for can only head amounts of money: 区级资金, 合计 below 年初预算数."""
    words = [core(part) for part in path]
    return any(map(_MONEY_AT_END.search, words)) or (all(map(is_amount, words)) and any(map(basis_in, words)))
