"""Points as a product of a rate: 执行率×10分, 到位率×权重, 支付进度/80%×4分, 完成率与分值的乘积."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from flows.model.rule_tree import Product
from flows.scoring_rules.lexing import Token, at, is_percent

_MOST_TOKENS = 60
_WHOLE = Decimal(100)
_BRACKETS = frozenset("()[]")


@dataclass(frozen=True, slots=True)
class Multiplied:
    """A product with the index behind it; `is_excess` where something is taken off first (1-超支率)."""

    product: Product
    is_excess: bool
    end: int


@dataclass(frozen=True, slots=True)
class _Operand:
    """What stands between two signs, and whether the rate is divided by it."""

    tokens: tuple[Token, ...]
    is_divisor: bool

    @property
    def number(self) -> Decimal | None:
        """The number that it is, alone or with its unit."""
        first, *units = self.tokens or (None,)
        is_alone = first is not None and all(one is not None and one.kind in ("unit", "point") for one in units)
        return first.value if first is not None and is_alone else None

    @property
    def is_percent(self) -> bool:
        return len(self.tokens) == 2 and is_percent(self.tokens[1])

    @property
    def is_full(self) -> bool:
        """Whether it is the points of the indicator: 该项分值, 权重."""
        named = [one for one in self.tokens if one.means("full_points")]
        return bool(named) and all(one.means("full_points", "full_points_of", "product") for one in self.tokens)

    @property
    def is_rate(self) -> bool:
        """Whether it is words alone, which name a rate."""
        return bool(self.tokens) and not any(one.has_digits for one in self.tokens) and not self.is_full


def multiplied(tokens: Sequence[Token], index: int, *, is_formula: bool) -> Multiplied | None:
    """The product from an index on, None where there is none or something of it is not understood.

    A formula (得分=…) ends with its clause, a product in a sentence (按执行率×10分计算) with the word for scoring.
    """
    end = _end(tokens, index, is_formula=is_formula)
    inside = tokens[index:end]
    has_sides = any(one.means("product") for one in inside)
    operands, current, is_divisor = [], list[Token](), False
    for place, token in enumerate(inside):
        joins = (has_sides and token.means("product_of")) or _is_letter_of_product(inside, place)
        if token.means("times", "divided") or joins:
            operands.append(_Operand(tuple(current), is_divisor))
            current, is_divisor = [], token.means("divided")
        elif token.text not in _BRACKETS and not token.means("product"):
            current.append(token)
    operands.append(_Operand(tuple(current), is_divisor))
    product = _product(operands, "".join(one.text for one in inside))
    return None if product is None else Multiplied(product, any(one.text == "-" for one in inside), end)


def _is_letter_of_product(tokens: Sequence[Token], index: int) -> bool:
    """Whether an x stands for × beside a number or the points: 执行率x10."""
    beside = (at(tokens, index - 1), at(tokens, index + 1))
    return tokens[index].means("times_letter") and any(one.has_digits or one.means("full_points") for one in beside)


def _end(tokens: Sequence[Token], index: int, *, is_formula: bool) -> int:
    """Where the product ends: at a comma, a stop, a bracket that closes another, or the word for scoring."""
    depth, has_sign, end = 0, False, index
    while end < min(len(tokens), index + _MOST_TOKENS):
        token = tokens[end]
        depth += {"(": 1, ")": -1}.get(token.text, 0)
        has_sign = has_sign or token.means("times", "divided", "product") or _is_letter_of_product(tokens, end)
        is_over = not is_formula and has_sign and token.means("scored") and at(tokens, end + 1).kind != "number"
        if token.kind == "stop" or depth < 0 or is_over:
            break
        end += 1
    return end


def _product(operands: Sequence[_Operand], words: str) -> Product | None:
    """One rate, one number of points or the indicator's, and at most one rate that it is divided by."""
    factors, of, rates, fulls = list[Decimal](), _WHOLE, 0, 0
    for one in operands:
        number = one.number
        if number is not None and (one.is_percent or one.is_divisor):
            if not one.is_divisor and number != _WHOLE:
                return None
            of = number if one.is_divisor and number > 0 else of
        elif number is not None:
            factors.append(number)
        elif one.is_full and not one.is_divisor:
            fulls += 1
        elif one.is_rate:
            rates += 1
        else:
            return None
    if not rates or len(factors) + fulls != 1:
        return None
    return Product(factors[0] if factors else None, of, words)
