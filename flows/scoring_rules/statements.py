"""What a scoring rule says about points, one statement after the other: 计5分, 扣4-7分, 按执行率×10分计算."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from flows.model.rule_tree import Product
from flows.scoring_rules.amounts import points_at, share_at
from flows.scoring_rules.conditions import edge_at
from flows.scoring_rules.lexing import Token, at, lexed, over
from flows.scoring_rules.products import multiplied
from flows.scoring_rules.words import STOPS, words

_ZERO = Decimal(0)
_WHOLE = Decimal(100)
_EDGES = ",、.()[]【】\"“”'=-—"
_PERCENT = "%"
_MOST_AWARDS = 3
_FARTHEST = 16  # characters from 按 to what is gone by
_NEAR = 6  # characters from there to the word for scoring
_MOST_REMEMBERED = 1_024  # texts, each no longer than a rule may be
_COMPARED = ("at_most_before", "above_before", "below_before")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement about points.

    `condition` is what it depends on, back to the last statement or stop, `raw` the same with its brackets, `before`
    the text before that. `low` and `high` are points, shares of them in per cent where `is_share`, None for all of
    them; `text` is the statement itself, which ends at `end`.
    """

    kind: str
    condition: str = ""
    before: str = ""
    text: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    is_each: bool = False
    end: int = 0
    raw: str = ""
    is_share: bool = False
    product: Product | None = None
    is_excess: bool = False


_Found = tuple[Statement, int]
_Parse = Callable[[Sequence[Token], int], _Found | None]


@lru_cache(_MOST_REMEMBERED)
def statements_of(text: str) -> tuple[Statement, ...]:
    """The statements about points in a folded text, in its order; `rest` is the text behind the last one.

    Kept by text: a rule is read as a list and as a whole, and the departments of a county fill in one form. These
    texts are longer than the labels that `remembered` keeps.
    """
    return tuple(_statements(text))


def _statements(text: str) -> Iterator[Statement]:
    tokens = lexed(text)
    index, begun = 0, 0
    while index < len(tokens):
        found = next((one for parse in _PARSES if (one := parse(tokens, index))), None)
        if found is None:
            index += 1
            continue
        statement, behind = found
        between = text[begun : tokens[index].start]
        index, begun = behind, tokens[behind - 1].end
        before, raw = _parted(between)
        yield replace(statement, condition=cleaned(raw), before=before, raw=raw, end=begun)
    if text[begun:]:
        yield Statement("rest", before=text[begun:])


def cleaned(condition: str) -> str:
    """A condition without the signs and particles around its words."""
    text = condition.strip(f"{_EDGES}{STOPS}")
    for particle in words("particle"):
        text = text.removesuffix(particle)
    # A bracket that the signs around it took apart.
    return text + ")" if text.count("(") > text.count(")") else text


def _parted(between: str) -> tuple[str, str]:
    """The text since the last statement, parted at its last stop into what went before and the condition."""
    text = between.rstrip(f"{_EDGES}{STOPS}")
    cut = max((text.rfind(stop) + 1 for stop in STOPS), default=0)
    for clause in between[cut:].split(",")[:-1] or [text[cut:]]:
        if not _is_definition(clause):
            break
        cut += len(clause) + 1
    return between[:cut], between[cut:]


def _is_definition(clause: str) -> bool:
    """Whether a clause says what a rate is: 预算执行率=全年执行数/全年预算数×100%."""
    tokens = lexed(clause)
    signs = [index for index, token in enumerate(tokens) if token.text == "="]
    return bool(signs) and any(token.means("divided") for token in tokens[signs[0] :])


def _text(tokens: Sequence[Token], index: int, end: int) -> str:
    return "".join(one.text for one in tokens[index:end])


def _made(kind: str, tokens: Sequence[Token], index: int, end: int, low: Decimal | None = None,
          high: Decimal | None = None, *, is_share: bool = False) -> _Found:  # fmt: skip
    return Statement(kind, text=_text(tokens, index, end), low=low, high=high, is_share=is_share), end


def _limit(tokens: Sequence[Token], index: int) -> _Found | None:
    if not at(tokens, index).means("limit"):
        return None
    found = points_at(tokens, over(tokens, index + 1, "is"))
    return _made("limit", tokens, index, found[2], found[0], found[1]) if found else None


def _until(tokens: Sequence[Token], index: int) -> _Found | None:
    """扣完为止, 最高不超过该项分值, 超过100%的按100%计: what any rule means."""
    if at(tokens, index).means("until_nothing", "capped"):
        return _made("until", tokens, index, index + 1)
    first = edge_at(tokens, index + 1) if at(tokens, index).means("above_before") else None
    if first is None:
        return None
    end = over(tokens, first.end, "of")
    end += at(tokens, end).text == ","
    second = edge_at(tokens, end + 1) if at(tokens, end).means("starter") else None
    if second is None or (second.value, second.unit) != (first.value, first.unit):
        return None
    is_capped = at(tokens, second.end).means("recorded")
    return _made("until", tokens, index, second.end + 1) if is_capped else None


def _standard(tokens: Sequence[Token], index: int) -> _Found | None:
    """以95%为标准, or 基准值为100%: where full points end, said by itself."""
    if at(tokens, index).means("starter"):
        edge = edge_at(tokens, index + 1, says=False)
        end = edge.end if edge else index
        if edge is None or not (at(tokens, end).means("equal_before") and at(tokens, end + 1).means("standard")):
            return None
        end += 2
    elif at(tokens, index).means("standard", "printed_elsewhere") and at(tokens, index + 1).means("equal_before"):
        edge = edge_at(tokens, index + 2, says=False)
        end = edge.end if edge else index
        if at(tokens, end).kind != "stop":
            return None
    else:
        return None
    is_rate = edge is not None and edge.unit == _PERCENT
    return _made("standard", tokens, index, end, edge.value, edge.value) if edge is not None and is_rate else None


def _formula(tokens: Sequence[Token], index: int) -> _Found | None:
    """得分=执行率×10; a formula that is not understood is `unread`."""
    sign = at(tokens, index + 1)
    if not at(tokens, index).means("score") or not sign.means("is"):
        return None
    found = multiplied(tokens, index + 2, is_formula=True)
    if found is not None:
        statement, end = _made("product", tokens, index, found.end)
        return replace(statement, product=found.product, is_excess=found.is_excess), end
    is_plain = points_at(tokens, index + 2) or share_at(tokens, index + 2)
    return _made("unread", tokens, index, index + 2) if sign.text == "=" and not is_plain else None


def _total(tokens: Sequence[Token], index: int) -> _Found | None:
    if not at(tokens, index).means("total"):
        return None
    found = points_at(tokens, over(tokens, index + 1, "is"))
    return _made("total", tokens, index, found[2], found[0], found[1]) if found and found[0] == found[1] else None


def _loss(tokens: Sequence[Token], index: int) -> _Found | None:
    if at(tokens, index).means("all_lost"):
        return _made("all_lost", tokens, index, index + 1)
    if not at(tokens, index).means("lose"):
        return None
    begun = over(tokens, index + 1, "recorded")
    if found := points_at(tokens, begun):
        return _made("lose", tokens, index, found[2], found[0], found[1])
    shared = share_at(tokens, begun)
    return _made("lose", tokens, index, shared[2], shared[0], shared[1], is_share=True) if shared else None


def _nothing(tokens: Sequence[Token], index: int) -> _Found | None:
    if at(tokens, index).means("nothing"):
        return _made("nothing", tokens, index, index + 1, _ZERO, _ZERO)
    begun = over(tokens, index, "award")
    if at(tokens, begun).value != _ZERO:
        return None
    found = points_at(tokens, begun)
    return _made("nothing", tokens, index, found[2], _ZERO, _ZERO) if found and found[1] == _ZERO else None


def _full(tokens: Sequence[Token], index: int) -> _Found | None:
    """得满分, 视同满分, 得满分10分."""
    if at(tokens, index).means("full_by_default"):
        return _made("full", tokens, index, over(tokens, index + 1, "recorded"))
    begun = over(tokens, index, "award", most=_MOST_AWARDS)
    if not at(tokens, begun).means("full"):
        return None
    end = begun + 1
    if begun > index and (found := points_at(tokens, end)):
        return _made("award", tokens, index, found[2], found[0], found[1])
    is_share = at(tokens, end).kind == "number" or at(tokens, end).means("of", "half")
    return None if is_share else _made("full", tokens, index, end)


def _award(tokens: Sequence[Token], index: int) -> _Found | None:
    """得5分, 各1分, (2分), 得满分的80%, 得80%分值."""
    opening = over(tokens, index, "each")
    awards = over(tokens, opening, "award", most=_MOST_AWARDS)
    last = at(tokens, index - 1)
    is_led = awards > opening
    if not is_led and (last.compares or last.means("between", "times", "divided", *_COMPARED)):
        return None
    begun = over(tokens, awards, "is") if is_led else awards
    if found := points_at(tokens, begun):
        statement, end = _made("award", tokens, index, found[2], found[0], found[1])
        return replace(statement, is_each=opening > index), end
    if not is_led:
        is_led, begun = at(tokens, index).means("starter"), index + 1
    shared = share_at(tokens, begun) if is_led and opening == index else None
    if shared is None:
        return None
    return _made("award", tokens, index, over(tokens, shared[2], "marking"), shared[0], shared[1], is_share=True)


def _product(tokens: Sequence[Token], index: int) -> _Found | None:
    """按执行率×10分计算, 按完成率与分值的乘积计分."""
    if not at(tokens, index).means("starter", "award"):
        return None
    found = multiplied(tokens, index + 1, is_formula=False)
    if found is None:
        return None
    end = over(tokens, found.end, "scored", most=2)
    statement, _ = _made("product", tokens, index, end)
    return replace(statement, product=found.product, is_excess=found.is_excess), end


def _by(tokens: Sequence[Token], index: int, role: str, far: int) -> int | None:
    """The index behind the last word of a role within so many characters, with no number, comma or stop between."""
    length, found = 0, None
    for end in range(index, len(tokens)):
        token = tokens[end]
        if token.kind == "stop" or token.has_digits or length > far:
            break
        if token.means(role):
            found = end + 1
        length += len(token.text)
    return found


def _proportion(tokens: Sequence[Token], index: int) -> _Found | None:
    """同比例扣减, 按实际完成比例计算得分, 按比例."""
    token = at(tokens, index)
    if token.means("in_proportion"):
        begun: int | None = index + 1
    elif token.means("starter"):
        begun = _by(tokens, index + 1, "proportion", _FARTHEST)
    else:
        begun = None
    if begun is None:
        return None
    end = _scored(tokens, begun, "scored")
    is_last = at(tokens, begun).kind == "stop"
    return _made("proportion", tokens, index, end or begun) if end or is_last else None


def _scored(tokens: Sequence[Token], index: int, role: str) -> int | None:
    """The index behind the word for scoring that stands near, None where a number follows it or there is none."""
    length = 0
    for end in range(index, len(tokens)):
        token = tokens[end]
        if token.kind == "stop" or token.has_digits or length > _NEAR:
            return None
        if token.means(role):
            behind = over(tokens, end, "scored", most=2)
            behind = max(behind, end + 1)
            return None if at(tokens, behind).kind == "number" or at(tokens, behind).means("full_points") else behind
        length += len(token.text)
    return None


def _judgement(tokens: Sequence[Token], index: int) -> _Found | None:
    """根据开展情况评分, 视情况, 酌情扣分: points that a person decides."""
    token = at(tokens, index)
    if token.means("judgement"):
        return _made("judgement", tokens, index, over(tokens, index + 1, "marking"))
    if token.means("by_case_plainly"):
        return _made("judgement", tokens, index, over(tokens, index + 1, "marking"))
    if token.means("starter") and (begun := _by(tokens, index + 1, "judged_by", _FARTHEST)) is not None:
        end = _scored(tokens, begun, "marking")
        if end is not None:
            return _made("judgement", tokens, index, end)
        if token.means("by_case"):
            return _made("judgement", tokens, index, begun)
    return None


_PARSES: tuple[_Parse, ...] = (
    _standard, _limit, _until, _formula, _total, _loss, _nothing, _full, _award, _product, _proportion, _judgement,
)  # fmt: skip
