"""Which columns a run of heads makes, told by the rows that follow it: the reading that they fit best."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, islice, pairwise

from flows.readers.plain.heads import NAMES, Column, form_of, heads_in
from flows.readers.plain.rows import may_stand, rows_of
from flows.readers.plain.solving import is_number, relations_held
from flows.readers.plain.tokens import Token, text_of

FEWEST_HEADS, MOST_HEADS = 3, 24
PROBED = 80
ORDINALS = frozenset({"栏次", "行次"})
_MOST_SUBHEADS = 12
_MOST_DIVIDED = 1_500
_DIVIDED = 0.4  # heads of one level are more likely
_NUMBERS = frozenset({"amount", "rate", "weight", "score", "value"})
_CODE_AND_NAME = re.compile(r"(\d{3}|\d{5}|\d{7})([\u4e00-\u9fff].*)")
_COUNT = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a run of heads: the columns, and how many tokens they take.

    `is_renamed` where a head of amounts is taken for one of names, as 收入 and 支出 over their items.
    """

    columns: tuple[Column, ...]
    taken: int
    is_divided: bool = False
    is_renamed: bool = False


def reading_of(tokens: Sequence[Token]) -> Reading | None:
    """The one way to understand the heads that the rows behind them fit best, None where none is or several are."""
    heads = heads_in(words_before_number(tokens))
    readings = list(_flat_readings(heads))
    divided = list(islice(_divided_readings(heads, tokens), _MOST_DIVIDED + 1))
    if len(divided) <= _MOST_DIVIDED:  # else nobody could say that one is better than all others
        readings += [reading for reading in divided if _begins_full(reading, tokens)]
    probed = [(_judged(reading, tokens), reading) for reading in readings]
    if not probed:
        return None
    best = min(rank for rank, _ in probed)
    found = [reading for rank, reading in probed if rank == best]
    if best[1] >= 0 and not has_names(found[0]):
        return None  # nothing but numbers, and nothing that says whose they are
    return found[0] if len({reading.columns for reading in found}) == 1 else None


def _begins_full(reading: Reading, tokens: Sequence[Token]) -> bool:
    """Whether the first cells may stand in the columns one by one."""
    width = len(reading.columns)
    body = _behind_counts(_body(reading, tokens, 3 * width + 1))
    return len(body) >= width and all(
        may_stand(column, token.text) for column, token in zip(reading.columns, body, strict=False)
    )


def _behind_counts(tokens: Sequence[Token]) -> Sequence[Token]:
    """The tokens without a row at their beginning that only counts columns."""
    end = 0
    while end < len(tokens) and (tokens[end].text in ORDINALS or (end and _COUNT.fullmatch(tokens[end].text))):
        end += 1
    return tokens[end:]


def _body(reading: Reading, tokens: Sequence[Token], most: int) -> list[Token]:
    """The tokens of the rows, as many at most."""
    taken = reading.taken + len(counting_row(tokens[reading.taken :], len(reading.columns)))
    body = with_codes_apart(reading.columns, tokens[taken : taken + most])
    return body[: end_of_rows(body)]


def _judged(reading: Reading, tokens: Sequence[Token]) -> tuple[float, int, int]:
    """What is odd about the rows in this reading, how many relations do not hold less how many do, and how many heads
    stand below one that they have nothing to do with.
    """
    laid = rows_of(reading.columns, _body(reading, tokens, PROBED))
    held = sum(relations_held(reading.columns, [text_of(cell) or None for cell in row]) for row in laid.rows)
    return round(laid.cost + (_DIVIDED if reading.is_divided else 0), 2), -held, _strangers(reading.columns)


def _strangers(columns: Sequence[Column]) -> int:
    """How many heads share few characters with the one above them; none where all heads are divided alike."""
    under: dict[str, list[str]] = {}
    for column in columns:
        if len(column.heads) > 1:
            under.setdefault(column.heads[0], []).append(column.heads[1])
    if len(under) > 1 and len(set(map(tuple, under.values()))) == 1:
        return 0
    return sum(len(set(top) & set(sub)) * 2 <= len(set(sub)) for top, subs in under.items() for sub in subs)


def counting_row(tokens: Sequence[Token], width: int) -> list[str]:
    """The row below the heads that counts the columns (栏次 1 2 3), where it counts every one; [] where none does."""
    texts = [token.text for token in tokens[:width]]
    counts = texts[1:] == [str(number) for number in range(1, width)]
    return texts if texts and texts[0] in ORDINALS and counts else []


def _flat_readings(heads: Sequence[tuple[str, int]]) -> Iterator[Reading]:
    for count in range(len(heads), FEWEST_HEADS - 2, -1):
        if (count < len(heads) and heads[count][1] == 0) or not all(head for head, _ in heads[:count]):
            continue
        columns = tuple(Column((head,), _leaf(form_of(head))) for head, _ in heads[:count])
        taken = sum(taken for _, taken in heads[:count])
        if _repeats(columns):
            continue
        yield Reading(columns, taken)
        if not any(column.form in NAMES for column in columns):
            for names in ({0}, {0, count // 2}) if count % 2 == 0 else ({0},):
                named = (replace(one, form="name") if at in names else one for at, one in enumerate(columns))
                yield Reading(tuple(named), taken, is_renamed=True)


def _repeats(columns: Sequence[Column]) -> bool:
    """Whether two columns of one row of names have the same head, as they have only below heads that they divide."""
    own: set[tuple[str, ...]] = set()
    for column in columns:
        own = set() if column.form in NAMES and len(own) > 1 else own
        if column.heads in own:
            return True
        own.add(column.heads)
    return False


def _leaf(form: str) -> str:
    return {"group": "number", "": "name"}.get(form, form)


def _divided_readings(heads: Sequence[tuple[str, int]], tokens: Sequence[Token]) -> Iterator[Reading]:
    """Readings with two levels: some heads of the first are divided by those of the second, in their order."""
    for count in range(len(heads), FEWEST_HEADS - 1, -1):
        taken = sum(taken for _, taken in heads[:count])
        own = [head for head, _ in heads[:count]]
        for above in range(1, count - 1):
            tops, subs = own[:above], own[above:]
            if len(subs) > _MOST_SUBHEADS or not all(tops) or not _begins_line(heads, above, tokens):
                continue
            for groups in (1, 2, 3, 4):
                if groups > above or (groups > 1 and len(subs) % groups):
                    continue
                for divided in combinations(range(above), groups):
                    yield Reading(tuple(_divided(tops, subs, divided)), taken, True)


def _begins_line(heads: Sequence[tuple[str, int]], above: int, tokens: Sequence[Token]) -> bool:
    """Whether the second level may begin at a head: in lines of several cells it begins one."""
    if not heads[above][1]:
        return False
    token = tokens[sum(taken for _, taken in heads[:above])]
    return token.is_first or token.line == tokens[0].line


def _divided(tops: Sequence[str], subs: Sequence[str], divided: Sequence[int]) -> Iterator[Column]:
    share = len(subs) // len(divided)
    parts = iter(subs)
    for at, top in enumerate(tops):
        if at not in divided:
            yield Column((top,), _leaf(form_of(top)))
            continue
        for _ in range(share):
            sub = next(parts)
            yield Column((top, sub), _leaf(form_of(sub)))


def with_codes_apart(columns: Sequence[Column], tokens: Sequence[Token]) -> list[Token]:
    """The tokens, codes glued to names cut off where a column of codes stands before one of names."""
    forms = [column.form for column in columns]
    if ("code", "name") not in set(pairwise(forms)):
        return list(tokens)
    found: list[Token] = []
    for token in tokens:
        if match := _CODE_AND_NAME.fullmatch(token.text):
            middle = token.start + match.end(1)
            found.append(replace(token, text=match[1], end=middle, is_alone=False))
            found.append(replace(token, text=match[2], start=middle, is_first=False, is_alone=False))
        else:
            found.append(token)
    return found


def end_of_rows(tokens: Sequence[Token]) -> int:
    """Where the rows end at the latest: where the next run of heads begins."""
    for at, token in enumerate(tokens):
        if form_of(token.text) and at and is_number(tokens[at - 1].text or "x"):
            texts = words_before_number(tokens[at:])
            heads = [head for head, _ in heads_in(texts) if head]
            if len(heads) >= FEWEST_HEADS and sum(form_of(head) in _NUMBERS for head in heads) > 1:
                return at
    return len(tokens)


def has_names(reading: Reading) -> bool:
    """Whether a column holds the names of the rows."""
    return any(column.form in NAMES for column in reading.columns)


def words_before_number(tokens: Sequence[Token]) -> list[str]:
    """The texts of the cells in front of the first number, as many as heads may be."""
    texts: list[str] = []
    for token in islice(tokens, MOST_HEADS):
        if token.text and is_number(token.text):
            break
        texts.append(token.text)
    return texts
