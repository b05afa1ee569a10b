"""Every printed form of a quantity reads back as the quantity: alone in a cell, and inside a sentence."""

from dataclasses import dataclass
from decimal import Decimal

import cn2an
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from flows.extraction.lexicon.quantities import Quantity, with_unit
from flows.extraction.lexicon.scanning import read_cell, scan
from flows.extraction.lexicon.units import units

MOST = Decimal(10) ** 17
SCALES = {"": 1, "百": 10**2, "千": 10**3, "万": 10**4, "百万": 10**6, "千万": 10**7, "亿": 10**8}
ABOVE, BELOW, ABOUT = "above", "below", "about"
BEFORE = {"约": ABOUT, "大约": ABOUT, "近": "nearly", "将近": "nearly", "不低于": ABOVE, "不少于": ABOVE, "至少": ABOVE,
          "超过": ABOVE, "≥": ABOVE, "≧": ABOVE, "不超过": BELOW, "不高于": BELOW, "低于": BELOW, "≤": BELOW}  # fmt: skip
BETWEEN = {"余": "over", "多": "over"}
AFTER = {"以上": ABOVE, "以内": BELOW, "以下": BELOW, "左右": ABOUT}
WIDE = str.maketrans("0123456789.,%-", "０１２３４５６７８９．，％－")
# 百 and 千 stand before few units, before 分 they make another word, and before 米² another unit.
SCALED = sorted(
    name
    for name, unit in units().items()
    if unit.family in {"count", "area", "volume", "length"} and len(name) < 3 and name[-1] not in "²³"
)


@dataclass(frozen=True)
class Printed:
    """A number as printed, and what it must be read as."""

    text: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: str
    hedge: str = ""


def bounds(kind: str, value: Decimal, place: Decimal) -> tuple[Decimal | None, Decimal | None]:
    return {
        ABOVE: (value, None),
        BELOW: (None, value),
        "over": (value, value + place),
        "nearly": (value - place / 2, value),
        ABOUT: (value - place / 2, value + place / 2),
        "": (value, value),
    }[kind]


def last_place(number: Decimal) -> Decimal:
    """The worth of the last digit that is not 0, found by dividing."""
    if not number:
        return Decimal(1)
    place = Decimal("0.0001")
    while number % (place * 10) == 0:
        place *= 10
    return place


@st.composite
def arabic(draw: st.DrawFn) -> tuple[str, Decimal]:
    decimals = draw(st.integers(0, 4))
    number = Decimal(draw(st.integers(0, 10**9))).scaleb(-decimals)
    text = f"{number:,.{decimals}f}" if draw(st.booleans()) else f"{number:.{decimals}f}"
    return text, number


@st.composite
def unit_names(draw: st.DrawFn) -> tuple[str, str]:
    """A scale and a unit that go together, as printed."""
    family = draw(st.sampled_from(["money", "counted", "any"]))
    if family == "money":
        return draw(
            st.sampled_from([("", "元"), ("万", "元"), ("亿", "元"), ("百万", "元"), ("千万", "元"), ("千", "元")])
        )
    if family == "counted":
        return draw(st.sampled_from(["", "百", "千", "万", "亿"])), draw(st.sampled_from(SCALED))
    return "", draw(st.sampled_from(sorted(units())))


@st.composite
def printed(draw: st.DrawFn) -> Printed:
    text, number = draw(arabic())
    scale, unit = draw(unit_names())
    factor = SCALES[scale] * units()[unit].factor
    is_wide = draw(st.booleans())
    blank = draw(st.sampled_from(["", "", " "]))
    where = draw(st.sampled_from(["none", "sign", "before", "between", "after"]))
    hedge = sign = ""
    kind = ""
    if where == "sign":
        sign = draw(st.sampled_from(["-", "－", "−", "△", "▲", "△ "]))
        number = -number
    elif where == "before":
        hedge, kind = draw(st.sampled_from(sorted(BEFORE.items())))
    elif where == "between" and unit != "%":
        hedge, kind = draw(st.sampled_from(sorted(BETWEEN.items())))
    elif where == "after":
        hedge, kind = draw(st.sampled_from(sorted(AFTER.items())))
    shown = text.translate(WIDE) if is_wide else text
    value = number * factor
    low, high = bounds(kind, value, last_place(number) * factor)
    whole = (
        f"{sign}{hedge if where == 'before' else ''}{shown}{hedge if where == 'between' else ''}{blank}"
        f"{scale}{unit}{hedge if where == 'after' else ''}"
    )
    return Printed(whole, value, low, high, units()[unit].base, hedge)


@st.composite
def ranges(draw: st.DrawFn) -> Printed:
    decimals = draw(st.integers(0, 2))
    least = draw(st.integers(1, 10**6))
    most = draw(st.integers(least + 1, 10**7))
    low, high = Decimal(least).scaleb(-decimals), Decimal(most).scaleb(-decimals)
    scale, unit = draw(unit_names())
    factor = SCALES[scale] * units()[unit].factor
    between = draw(st.sampled_from(["-", "－", "—", "~", "～", "至"]))
    once = draw(st.booleans())
    text = f"{low}{'' if once else scale + unit}{between}{high}{scale}{unit}"
    return Printed(text, None, low * factor, high * factor, units()[unit].base)


@st.composite
def spelled(draw: st.DrawFn) -> Printed:
    scale, unit = draw(st.sampled_from([("", "元"), ("", "万元"), ("万", "元"), ("", "人"), ("", "户"), ("", "个")]))
    number = draw(st.integers(2, 9_999 if "万" in scale + unit else 10**7))  # nobody writes 一万零一万元
    word = cn2an.an2cn(number, "low")
    if word.startswith("一十"):
        word = word[1:]
    factor = SCALES[scale] * units()[unit].factor
    value = number * factor
    return Printed(f"{word}{scale}{unit}", value, value, value, units()[unit].base)


@st.composite
def shares(draw: st.DrawFn) -> Printed:
    number, tenths = draw(st.integers(1, 99)), draw(st.integers(0, 9))
    value = number + Decimal(tenths) / 10
    word = cn2an.an2cn(float(value) if tenths else number, "low")
    if draw(st.booleans()):
        return Printed(f"百分之{word}", value, value, value, "%")
    return Printed(f"千分之{word}", value / 10, value / 10, value / 10, "%")


def is_credible(form: Printed) -> bool:
    """Whether anybody could mean it: of what is larger no value is taken (1000001亿km), and five digits before a sign of
    per cent are cells with nothing between them.
    """
    most = MOST if form.unit != "%" else Decimal(9_999)
    return all(abs(bound) <= most for bound in (form.value, form.low, form.high) if bound is not None)


EVERY_FORM = st.one_of(printed(), ranges(), spelled(), shares()).filter(is_credible)


def meaning(quantity: Quantity) -> tuple[Decimal | None, Decimal | None, Decimal | None, str, str]:
    return quantity.value, quantity.low, quantity.high, quantity.unit, quantity.hedge


@settings(max_examples=400, deadline=None)
@given(EVERY_FORM)
def test_a_cell_reads_back_as_the_quantity_it_prints(form):
    quantity = read_cell(form.text)
    assert quantity is not None
    assert meaning(quantity) == (form.value, form.low, form.high, form.unit, form.hedge)


@settings(max_examples=400, deadline=None)
@example(Printed("10余 m2", Decimal(10), Decimal(10), Decimal(20), "平方米", "余"), ("资金", "。"))
@given(EVERY_FORM, st.sampled_from([("资金", "。"), ("其中：资金", "，其余未用。"), ("（资金", "）")]))
def test_a_sentence_reads_back_as_the_quantity_it_prints(form, around):
    [quantity] = [found for found in scan(f"{around[0]}{form.text}{around[1]}") if not found.ignored_reason]
    assert meaning(quantity) == (form.value, form.low, form.high, form.unit, form.hedge)


@given(arabic(), st.sampled_from([("(", ")"), ("（", "）")]), st.sampled_from(["", "元", "万元", "亿元"]))
def test_an_amount_in_brackets_alone_in_a_cell_is_negative(number, brackets, unit):
    text, value = number
    quantity = read_cell(f"{brackets[0]}{text}{unit}{brackets[1]}")
    assert quantity is not None
    assert quantity.value == -value * (units()[unit].factor if unit else 1)


@given(arabic(), st.sampled_from(sorted(units())))
def test_a_bare_number_takes_the_unit_of_its_column(number, unit):
    text, value = number
    quantity = with_unit(read_cell(text), unit)
    assert (quantity.value, quantity.unit) == (value * units()[unit].factor, units()[unit].base)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("由10%至15%", [Decimal(10), Decimal(15)]),  # a change, no range
        ("执行率10%-5%", [Decimal(10), Decimal(5)]),  # no range goes down
        ("占比（12.5%）", [Decimal("12.5")]),
        ("提高3百分点", [Decimal(3)]),
        ("共几十人", []),
    ],
)
def test_what_looks_like_another_form_is_not_read_as_it(text, values):
    assert [quantity.value for quantity in scan(text)] == values


@pytest.mark.parametrize("text", ["(95%)", "（10分）", "一个", "一次", "上年", "二级", "三公"])
def test_brackets_and_words_that_are_no_quantity_of_a_cell(text):
    quantity = read_cell(text)
    assert quantity is None
