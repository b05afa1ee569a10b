"""What a band's words say of its totals: of which measure a bare 合计 is, and whether 总计 holds carry-over."""

from collections.abc import Container, Iterable, Sequence

from flows.extraction.lexicon.labels import core, is_amount, is_numbered, is_of_money, is_part_label, measure_of
from flows.extraction.lexicon.statements import CARRIED, CARRIED_INTO, GRAND_TOTALS, PARTS_OF_WHOLES
from flows.extraction.lexicon.subjects import measure_of_subject
from flows.extraction.tables.bands import Band
from flows.model.totals import is_grand_total, is_total, is_whole_total
from flows.model.words import ancestors_of, measures


def has_grand_total(band: Band, *, is_of_county: bool) -> bool:
    """Whether 总计 stands below a lesser total, this year's amount or, in a department's accounts, carry-over."""
    words = [slot.text for row in band.body for slot in row if not slot.is_number]
    lesser = [text for text in words if not is_grand_total(text)]
    return len(lesser) < len(words) and any(
        is_total(text) or _is_of_this_year(text) or (not is_of_county and measure_of([text], ()) in CARRIED)
        for text in lesser
    )


def _is_of_this_year(text: str) -> bool:
    """Whether a label is 本年收入 or 本年支出, be it of a fund, which 总计 below it adds carry-over to."""
    return core(text).startswith("本年") and measure_of_subject(text)[0] in GRAND_TOTALS


def totals_with_carry_over(labels: Iterable[str]) -> frozenset[str]:
    """The totals that a bare 合计 over all these labels is of with carry-over: 上年结转 among them is no income."""
    return frozenset(CARRIED_INTO[code] for label in labels if (code := measure_of([label], ())) in CARRIED)


def adds_up_all(label: str) -> bool:
    """Whether a label is a total, of no one year (本年收入合计) and no numbered line of a form (二、收入合计)."""
    return is_whole_total(label) and not is_numbered(label) and not _is_of_this_year(label)


def labels_of_amounts(band: Band) -> list[str]:
    """What stands before the first number of each row that has one."""
    found = []
    for row in band.body:
        first = next((at for at, slot in enumerate(row) if slot.is_number), 0)
        found += [slot.text for slot in reversed(row[:first]) if slot.text.strip()][:1]
    return found


def whole_of(labels: Sequence[str]) -> str:
    """The measure that a bare total beside the labels is, because all its parts are among them; '' where none is."""
    named = [label for label in labels if not is_amount(label) and not is_part_label(label)]
    codes = {code for label in named if (code := measure_of([label], ())) and measures()[code].unit == "元"}
    has_others = any(measure_of([label], ()) is None and _is_money(label) for label in named)
    for whole, parts in PARTS_OF_WHOLES.items():
        if parts <= codes and not has_others and all(_is_within(code, parts) for code in codes):
            return whole
    return ""  # 经营支出 or 会议费 beside them is added up too, or nothing says of which side 合计 is


def _is_money(label: str) -> bool:
    return is_of_money([label]) or core(label).endswith("费")


def _is_within(code: str, parts: Container[str]) -> bool:
    """Whether a measure is one of the parts, or a part of one."""
    return any(one in parts for one in (code, *ancestors_of(code)))
