"""Errors as hands make them, each planted alone in a correct document: what the rule asked should then fail.

A kind takes a comparison that passes and one of its figures, and gives the changed report; None where it cannot be
planted there or would be within the slack.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from flows.judging.intervals import decimals, factor_of
from flows.model.report import Report, Table
from tests.detector import slips, wording
from tests.detector.spots import NUMBER, Kind, Spot, overprinted, part_of, reprinted


def _digit(random: Random, spot: Spot) -> Report | None:
    return reprinted(spot, slips.digit(random, spot.figure.printed)) if spot.figure else None


def _swap(random: Random, spot: Spot) -> Report | None:
    return reprinted(spot, slips.swap(random, spot.figure.printed)) if spot.figure else None


def _times_10000(random: Random, spot: Spot) -> Report | None:
    figure = spot.figure
    if figure is None or figure.unit != "元" or not figure.value:
        return None
    return reprinted(spot, f"{Decimal(figure.printed.replace(',', '')) * 10_000:f}")


def _dropped(random: Random, spot: Spot) -> Report | None:
    """A part's cell left blank; without its total an equation says nothing."""
    figure = part_of(spot)
    is_cell = figure is not None and figure.place.table_no is not None and figure.figure_kind != "prose"
    return reprinted(spot, "") if is_cell and figure is not None and figure.value else None


def _sign(random: Random, spot: Spot) -> Report | None:
    figure = spot.figure
    if figure is None or figure.place.table_no is None or not figure.value or figure.value < 0:
        return None
    return reprinted(spot, f"-{figure.printed}")


def _copied(random: Random, spot: Spot) -> Report | None:
    """The whole copied into the place of a part."""
    figure, terms = part_of(spot), spot.comparison.terms
    if figure is None:
        return None
    whole = spot.document.figures.get(terms[0].figure_no if terms[0].figure_no is not None else -1)
    is_like = whole is not None and (whole.unit, factor_of(whole)) == (figure.unit, factor_of(figure))
    return reprinted(spot, whole.printed) if whole and is_like else None


def _last_year(random: Random, spot: Spot) -> Report | None:
    figure = spot.figure
    if figure is None or figure.measure_code is None or figure.period_year is None:
        return None
    before = [
        other
        for other in spot.document.extract.figures
        if (other.measure_code, other.period_year) == (figure.measure_code, figure.period_year - 1)
        and (other.unit, factor_of(other)) == (figure.unit, factor_of(figure))
    ]
    return reprinted(spot, before[0].printed) if before and NUMBER.fullmatch(before[0].printed) else None


def _budgeted(random: Random, spot: Spot) -> Report | None:
    """What was budgeted where what came of it belongs."""
    figure = spot.figure
    if figure is None or figure.measure_code is None:
        return None
    planned = [
        other.printed
        for other in spot.document.extract.figures
        if (other.measure_code, other.period_year, other.unit) == (figure.measure_code, figure.period_year, figure.unit)
        and other.basis.endswith("budget")
        and factor_of(other) == factor_of(figure)
    ]
    return reprinted(spot, planned[0]) if planned and NUMBER.fullmatch(planned[0]) else None


def _wrong_base(random: Random, spot: Spot) -> Report | None:
    """A rate of another amount of the report than the one it names."""
    figure, terms = spot.figure, spot.comparison.terms
    if figure is None or figure.unit != "%" or len(terms) < 3 or figure.figure_no != terms[0].figure_no:
        return None
    part, own = terms[1].value, {term.figure_no for term in terms}
    bases = [
        other.value
        for other in spot.document.extract.figures
        if other.unit == "元" and other.value and other.value > part and other.figure_no not in own
    ]
    if not bases or part <= 0:
        return None
    place = Decimal(1).scaleb(-decimals(figure.printed))
    return reprinted(spot, f"{(100 * part / random.choice(bases)).quantize(place, ROUND_HALF_UP)}")


def _coarse(random: Random, spot: Spot) -> Report | None:
    """A percentage rounded to a whole and printed with its decimals as if it were exact."""
    figure = spot.figure
    if figure is None or figure.unit != "%" or not decimals(figure.printed):
        return None
    whole = Decimal(figure.printed).quantize(Decimal(1), ROUND_HALF_UP)
    return reprinted(spot, f"{whole:.{decimals(figure.printed)}f}")


def _above_weight(random: Random, spot: Spot) -> Report | None:
    is_score = spot.figure is not None and spot.comparison.terms[0].figure_no == spot.figure.figure_no
    return reprinted(spot, f"{spot.comparison.terms[1].value + 1:f}") if is_score else None


def _misjudged(random: Random, spot: Spot) -> Report | None:
    """Points taken off where the report's own rate earns the full marks."""
    figure, terms = spot.figure, spot.comparison.terms
    if figure is None or figure.figure_no != terms[0].figure_no or terms[0].value < 3:
        return None
    return overprinted(spot.document, figure, f"{terms[0].value - random.choice((1, 2, 3)):f}")


def _unmet(random: Random, spot: Spot) -> Report | None:
    """A goal of the report that was not met, where it says that all were."""
    return overprinted(spot.document, spot.figure, random.choice(("45", "83.30", "98.5"))) if spot.figure else None


def _zero_more(random: Random, spot: Spot) -> Report | None:
    """A percentage with a digit too many."""
    figure = spot.figure
    is_low = figure is None or not figure.value or figure.value < 11 or not NUMBER.fullmatch(figure.printed)
    return None if is_low or figure is None else overprinted(spot.document, figure, f"{Decimal(figure.printed) * 10:f}")


def _nothing_left(random: Random, spot: Spot) -> Report | None:
    """A department that reports no balance while its projects have some."""
    carried, terms, report = spot.figure, spot.comparison.terms, spot.document.report
    if carried is None or carried.figure_no != terms[-1].figure_no or terms[0].value <= 0:
        return None
    for other in spot.document.figures.values():
        if other.measure_code == carried.measure_code and other.value:
            report = overprinted(replace(spot.document, report=report), other, "0")
    return report


def _one_more(random: Random, spot: Spot) -> Report | None:
    """One project or unit more than there are."""
    figure = spot.figure
    return overprinted(spot.document, figure, str(int(figure.value) + 1)) if figure and figure.value else None


def _all_full(random: Random, spot: Spot) -> Report | None:
    """Every score raised to its full marks."""
    document, report = spot.document, spot.document.report
    for one in document.extract.indicators:
        score, weight = (
            document.figures.get(no if no is not None else -1) for no in (one.score_figure_no, one.weight_figure_no)
        )
        if score is None or weight is None or one.report_no != spot.comparison.report_no:
            return None
        report = overprinted(replace(document, report=report), score, weight.printed)
    return report


def _row(random: Random, spot: Spot) -> Report | None:
    """The row of a part left out altogether."""
    figure, terms = part_of(spot), spot.comparison.terms
    if figure is None or not figure.value:
        return None
    place, block = figure.place, spot.document.report.blocks[figure.place.block_no]
    shared = [term for term in terms if term.place and term.place.row_no == place.row_no]
    if not isinstance(block, Table) or len(shared) > 1:
        return None
    row = place.row_no or 0
    kept = []
    for cell in block.cells:
        if cell.row == row and cell.row_span > 1:
            return None
        if cell.row < row < cell.row + cell.row_span:
            kept.append(replace(cell, row_span=cell.row_span - 1))
        elif cell.row != row:
            kept.append(replace(cell, row=cell.row - (cell.row > row)))
    table = replace(block, cells=tuple(kept), row_count=block.row_count - 1)
    blocks = tuple(table if one is block else one for one in spot.document.report.blocks)
    return replace(spot.document.report, blocks=blocks)


_VALUES: Mapping[str, Kind] = {
    "一位数字错": _digit, "相邻数字颠倒": _swap, "单位错一万倍": _times_10000, "漏填数值": _dropped, "正负号写反": _sign,
    "合计抄入分项": _copied, "误填上年数": _last_year, "漏行": _row,
}  # fmt: skip
_RATES: Mapping[str, Kind] = {"比率用错基数": _wrong_base, "比率取整仍印小数": _coarse}
_OWN: Mapping[str, Mapping[str, Kind]] = {
    "A18": {"得分高于分值": _above_weight},
    "A19": {"等次与总分不符": wording.grade},
    "C01": {"增减用语写反": wording.direction},
    "C03": {"未达标却称均已完成": _unmet},
    "S01": {"自评与评分标准不符": _misjudged},
    "L01": {
        "沿用别表满分": wording.copied_rule,
        "沿用旧年评分标准": wording.rule_of_another_year,
        "样字未填": wording.sample_words,
    },
    "X02": {"误填预算数": _budgeted},
    "X06": {"误填预算数": _budgeted},
    "X03": {"部门结余漏报为零": _nothing_left},
    "V01": {"百分数多一位": _zero_more},
    "V06": {"各项均填满分": _all_full},
    "X04": {"项目个数多一": _one_more},
    "X05": {"单位个数多一": _one_more},
    "V04": {"沿用旧年表题或日期": wording.another_year},
    "V08": {"公开手机号码": wording.mobile_number, "公开证件号码": wording.identity_number},
}
MOVED = "放错县的文件夹"
KINDS = (*_VALUES, *_RATES, *(kind for own in _OWN.values() for kind in own), MOVED)


def kinds_of(rule_code: str) -> Mapping[str, Kind]:
    """The kinds of error that are tried on a rule."""
    return {**_VALUES, **_RATES, **_OWN.get(rule_code, {})}
