"""收入总计 in a sentence: all that the year had, carry-over too, wherever the report tells 本年收入 apart from it."""

from collections.abc import Sequence
from dataclasses import replace

from flows.extraction.lexicon.statements import GRAND_TOTALS
from flows.model.facts import Figure
from flows.model.totals import is_grand_total

_LEFT, _WHICH, _ALL = "carry_out", "其中", "总"  # 总收入 beside 本年收入


def with_grand_totals(figures: Sequence[Figure]) -> list[Figure]:
    """The figures, a 总计 of a sentence with the measure of a grand total where the same report prints another total.

    Another one is 合计 or 本年收入 in a sentence, or the grand total of a table. Where 总计 stands alone, it is what
    other reports call 合计, unless a sentence of expenditure goes on to what was left (其中…，年末结转和结余200万元).
    """
    told_apart = {
        _key(figure, base)
        for base, grand in GRAND_TOTALS.items()
        for figure in figures
        if figure.measure_code == grand or (figure.measure_code == base and _is_said(figure) and not _is_grand(figure))
    }
    return [
        replace(figure, measure_code=GRAND_TOTALS[figure.measure_code])
        if figure.measure_code in GRAND_TOTALS
        and _is_said(figure)
        and _is_grand(figure)
        and (_key(figure, figure.measure_code) in told_apart or _holds_carry_over(figure, figures))
        else figure
        for figure in figures
    ]


def _holds_carry_over(whole: Figure, figures: Sequence[Figure]) -> bool:
    """Whether its own sentence lists what was left at the end of the year among its parts: no expenditure does."""
    return (
        whole.measure_code == "expenditure_total"
        and _WHICH in whole.quote
        and any(
            one.measure_code == _LEFT
            and one.place.block_no == whole.place.block_no
            and one.quote == whole.quote
            and (one.place.char_start or 0) > (whole.place.char_start or 0)
            for one in figures
        )
    )


def _key(figure: Figure, base: str) -> tuple[object, ...]:
    return figure.report_no, figure.scope_name, figure.period_year, figure.basis, base


def _is_said(figure: Figure) -> bool:
    return figure.figure_kind == "prose"


def _is_grand(figure: Figure) -> bool:
    own = figure.label.split(" / ")[-1]
    return is_grand_total(own) or own.startswith(_ALL)
