"""What a figure is of, so that two places that print one fact are told by it: words of its label, never its value."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flows.model.facts import Figure
from flows.model.totals import is_grand_total
from flows.model.words import (
    COUNTY,
    ancestors_of,
    clause_words,
    fund_of,
    fund_words,
    longest_first,
    measure_by_word,
    measures,
    plain,
    read_seed,
    remembered,
    split_words,
    without_funds,
    words_of_measures,
)
from flows.model.years import YEAR

_CLASSES = re.compile(r"[（(][类款项][）)]")
_NUMBERING = re.compile(
    r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[、.．：:]|[（(][\d一二三四五六七八九十]{1,3}[）)]|[①-⑳])\s*"
)
_UP_TO_YEAR = re.compile(rf"^.*?{YEAR}年(?:度|末|底)?(?:\d+月(?:\d+日)?)?")
_MARK = r"(?:(?<=数)[a-z])?"  # 全年预算数（A）
_ECONOMIC = re.compile(r"3\d{2}(?:\d{2})?")
_SPENDING = "支出"
_SIDES = frozenset({_SPENDING, "收入"})
_SIDES_OF_FUNDS = frozenset({"income_total", "expenditure_total"})
_WHOLE = "expenditure_total"
_GRAND_TOTAL = "income_grand_total"
_VALUE_COLUMNS = frozenset({"target", "completion"})
_SHORTEST = 2
_AMOUNT_ENDS = "数额"  # 共 and 均 end other words too (公共)

_THREE_PUBLIC, _THREE_PUBLIC_TOTAL, _BASIC = "three_public", "sangong_total", "expenditure_basic"

MEASURE, LABEL = "measure", "label"
ECONOMIC = "economic"  # the aspect of lines of the economic classification


@dataclass(frozen=True, slots=True)
class Subject:
    """What a number is of: a measure as a whole, or what its label says; `aspect` is the column of a line (基本支出).

    `is_line` where the name is one of the classification of receipts and spending. `fund` is the one whose column it
    stands in, '' where no column is of a fund.
    """

    kind: str
    name: str
    aspect: str = ""
    is_line: bool = False
    fund: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        """The same for labels of one thing, in whatever order they put its words (退役军人培训, 培训退役军人)."""
        return self.kind, "".join(sorted(self.name)) if self.kind == LABEL else self.name, self.aspect


@remembered
def line_name(text: str) -> str:
    """The name of a line of the classification as all tables and sentences have it: 交通运输（类）支出 is 交通运输."""
    name = plain(_NUMBERING.sub("", _CLASSES.sub("", text)))
    return name.removesuffix(_SPENDING) if len(name) > len(_SPENDING) + 1 else name


def subjects_of(figure: Figure, title: str = "") -> Iterator[Subject]:
    """What the figure may be known by elsewhere: its measure, where it is no part of it, and the words of its label.

    `title` is that of its table: what stands in 基本支出 of an expense of three public ones is a part of it only.
    """
    if spending := _spending_of_fund(figure):
        yield spending
        return
    if (side := _side_of_fund(figure)) is not None:
        yield side
        return
    if figure.item_name:
        yield Subject(LABEL, line_name(figure.item_name), _aspect(figure), is_line=True)
        return
    in_table = figure.place.table_no is not None
    scope = plain(without_funds(figure.scope_name))
    path = [_bare(part).removeprefix(scope) for part in figure.label.split(" / ")]
    funds = [part for part in path if in_table and len(path) > 1 and part and not without_funds(part)]
    parts = tuple(part for part in path if not is_general(part) and part not in funds)
    code = None if funds and parts and figure.measure_code in _funds_of_income() else figure.measure_code
    fund = fund_of(funds[-1]) if funds else ""
    if not code and in_table and not parts and is_grand_total(path[0]) and _is_balance(title):
        yield Subject(MEASURE, _GRAND_TOTAL, fund=fund)
    if not code and not in_table and parts and measure_named(parts[-1]) == _GRAND_TOTAL:
        yield Subject(MEASURE, _GRAND_TOTAL, fund=fund_of(parts[-1]))  # 财政拨款收支总计
        return
    if code and measures()[code].statement == _THREE_PUBLIC and _is_of_basic_spending(title):
        yield Subject(LABEL, line_name(measures()[code].name), ECONOMIC, is_line=True, fund=fund)
        return
    if code and _names_measure(parts or tuple(path), code, is_named_by_title=in_table and not parts):
        yield Subject(MEASURE, code, fund=fund)
    name = "".join(core(part) for part in parts)
    if (
        len(name) >= _SHORTEST
        and name not in general_names()
        and not all(is_general(without_funds(one)) for one in parts)
    ):
        yield Subject(LABEL, line_name(name), fund=fund)
        if not in_table and len(parts) > 1 and len(parts[-1]) > _SHORTEST:
            yield Subject(LABEL, line_name(core(parts[-1])), fund=fund)  # elsewhere told without its whole


def _spending_of_fund(figure: Figure) -> Subject | None:
    """All that a fund pays, where the row of a cell names no more than that: 一般公共预算财政拨款支出."""
    path = [_bare(part) for part in figure.label.split(" / ")]
    named = [part for part in path if not is_general(part)]
    if figure.place.table_no is None or len(named) != 1 or without_funds(named[0]) != _SPENDING:
        return None
    is_other = figure.measure_code and not figure.item_name and figure.measure_code in _readings(named[0])
    return None if is_other else Subject(MEASURE, _WHOLE, fund=fund_of(named[0]))


def _side_of_fund(figure: Figure) -> Subject | None:
    """All that came to a fund or that it paid, where a sentence in its section says no more than that: 本年收入."""
    in_sentence = figure.place.table_no is None and not figure.item_name
    code, fund = figure.measure_code, figure.scope_name
    if not in_sentence or code not in _SIDES_OF_FUNDS or fund not in fund_words().values():
        return None
    return Subject(MEASURE, code, fund=fund) if is_bare(figure.label) else None


@cache
def _funds_of_income() -> frozenset[str]:
    """The measures of income that are named like funds: in a column of spending they are no income."""
    return frozenset(code for code, one in measures().items() if one.statement == "income" and fund_of(one.name))


def _is_of_basic_spending(title: str) -> bool:
    words = plain(title)
    basic, three_public = (words_of_measures()[code] for code in (_BASIC, _THREE_PUBLIC_TOTAL))
    return any(word in words for word in basic) and not any(word in words for word in three_public)


def _is_balance(title: str) -> bool:
    """Whether a table's title is that of receipts and spending together, which end in one total."""
    words = plain(title)
    return any(word in words for word in words_of("balance_table"))


def _aspect(figure: Figure) -> str:
    """Which amount of a line it is: 基本支出 of it, '' all of it; lines of the economic classification are others."""
    code = figure.measure_code or ""
    is_whole = code == _WHOLE or (code and measures()[code].statement == COUNTY)
    aspect = "" if is_whole else code
    return f"{ECONOMIC} {aspect}" if _ECONOMIC.fullmatch(figure.item_code) else aspect


@remembered
def core(part: str) -> str:
    """A part of a label without the words that only lead to it or say which amount of it is meant."""
    return _shortened(part)[-1]


@remembered
def _shortened(part: str) -> tuple[str, ...]:
    """The part, without what leads to it, and without one after another of the words at its end."""
    forms = [part]
    if len(lead := _leads().sub("", part)) >= _SHORTEST:
        forms.append(lead)
    while (shorter := _tails().sub("", forms[-1])) != forms[-1] and len(shorter) >= _SHORTEST:
        forms.append(shorter)
    return tuple(forms)


@remembered
def own_words(label: str) -> str:
    """What is left of a label without the fund that pays and the words that say which amount of the thing it is."""
    parts = (part for part in map(_bare, label.split(" / ")) if not is_general(part))
    return "".join(core(without_funds(part)) for part in parts)


@remembered
def _bare(part: str) -> str:
    return plain(_UP_TO_YEAR.sub("", _NUMBERING.sub("", _remarks().sub("", part))))


@cache
def _remarks() -> re.Pattern[str]:
    """Brackets that name nothing: （参考）."""
    return re.compile(rf"[（(\[【](?:{'|'.join(map(re.escape, longest_first(words_of('remark'))))})[）)\]】]")


@remembered
def is_general(part: str) -> bool:
    """Whether words, reduced by `plain`, only say which amount of a thing a number is, and not of what thing."""
    return not part or _general().fullmatch(part) is not None


@remembered
def is_bare(label: str) -> bool:
    """Whether a label only says which amount it is (支出 / 全年实际支出), of nothing that it names."""
    return all(is_general(part) or part in _SIDES for part in map(_bare, label.split(" / ")))


def _names_measure(parts: tuple[str, ...], code: str, *, is_named_by_title: bool) -> bool:
    """Whether nothing but the measure and what it is part of is named; words that only say which amount it is name none
    but 总计.
    """
    if is_named_by_title:
        return True
    wholes = ancestors_of(code)
    ancestors = frozenset(word for one in wholes for word in words_of_measures()[one])
    own = [part for part in parts if ancestors.isdisjoint(_shortened(part))]
    # 一般预算基本支出三公经费 before its part 公务接待费 names the whole with the money that it is of
    own = [part for part in own if part is own[-1] or not any(one in wholes for one in _readings(part))]
    telling = [part for part in own if not is_general(part)] or [part for part in own if is_grand_total(part)]
    return bool(telling) and all(code in _readings(part) for part in telling)


def measure_named(words: str) -> str:
    """The code of the measure that a head names and nothing else, '' for none."""
    return next(filter(None, _readings(words)), None) or ""


def _readings(part: str) -> Iterator[str | None]:
    """The measures that a part names, the fund that pays and the word 预算 in its name left out as well."""
    for words in (part, _neutral().sub("", without_funds(part))):
        yield from (measure_by_word().get(form) for form in _shortened(words))


@cache
def _neutral() -> re.Pattern[str]:
    """What stands before an expense and says which money it is of: 一般预算, 基本支出."""
    rows = (row for row in read_seed("basis_words") if not row["basis"])
    words = {word for row in rows for word in split_words(row["words"])} | words_of("payer")
    return re.compile(f"^(?:{_alternation(words)})+")


@cache
def _words(role: str) -> frozenset[str]:
    rows = (row for row in read_seed("place_words") if row["role"] == role)
    return frozenset(plain(word) for row in rows for word in split_words(row["words"]))


def general_names() -> frozenset[str]:
    """Names that alone do not tell what they are of, reduced by `plain`."""
    return _words("general")


@cache
def words_of(role: str) -> frozenset[str]:
    """The words of a role of the seed, as printed."""
    rows = (row for row in read_seed("place_words") if row["role"] == role)
    return frozenset(word for row in rows for word in split_words(row["words"]))


@cache
def counter(unit: str) -> str:
    """The unit that counts the same things: 台 and 辆 are one for vehicles."""
    rows = (row for row in read_seed("place_words") if row["role"] == "counter")
    return next((words[0] for row in rows if unit in (words := split_words(row["words"]))), unit)


def _alternation(words: Iterator[str] | frozenset[str] | set[str]) -> str:
    return "|".join(map(re.escape, longest_first(word for word in map(plain, words) if word)))


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(f"^(?:{_alternation(words_of('lead'))})+")


@cache
def _tails() -> re.Pattern[str]:
    closing = {word for word in clause_words("closing") if len(word) > 1 or word in _AMOUNT_ENDS}
    words = set(words_of("tail")) | closing | set(_seed_words("basis_words"))
    return re.compile(f"(?:{_alternation(words)}){_MARK}$")


@cache
def _general() -> re.Pattern[str]:
    """Parts of a path that say which amount of a thing it is, and never what thing."""
    words = {
        word
        for role in ("period", "amount", "basis", "closing", "stage", "doing", "target")
        for word in clause_words(role)
    }
    words |= {row["word"] for row in read_seed("total_words")} | set(_seed_words("basis_words"))
    words |= {
        word for row in read_seed("table_titles") if row["role"] == "filler" for word in split_words(row["words"])
    }
    words |= {
        word for row in read_seed("column_roles") if row["role"] in _VALUE_COLUMNS for word in split_words(row["words"])
    }
    words |= {"其中"}
    return re.compile(rf"(?:(?:{_alternation(words)}){_MARK}|{YEAR}年(?:度|末)?)*")


def _seed_words(seed: str) -> Iterator[str]:
    for row in read_seed(seed):
        if row.get("basis"):
            yield from split_words(row["words"])
