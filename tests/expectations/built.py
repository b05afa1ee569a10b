"""Small warehouses made of one document in memory: what the models would build of its figures and the judge's words."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from expectations.open_again import matter_of
from flows.judging.register import rules
from flows.model.facts import Comparison, Extract, Figure
from flows.model.words import measures

_OF_AMOUNTS = ("finance", "staffing", "prose")


def _frame(rows: Sequence[dict[str, object]], columns: str) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=columns.split(), dtype=object)


_KEYS = ("comparison_id", "relation_id", "figure_id", "report_id", "document_id")


def built(extract: Extract, judged: Sequence[Comparison], prefix: str = "") -> dict[str, pd.DataFrame]:
    """The tables that are validated; `prefix` stands before every key."""
    tables = _tables(extract, judged)
    for table in tables.values():
        for key in table.columns.intersection(_KEYS):
            table[key] = [None if value is None else f"{prefix}{value}" for value in table[key]]
    return tables


def _tables(extract: Extract, judged: Sequence[Comparison]) -> dict[str, pd.DataFrame]:
    figures = [_figure(figure) for figure in extract.figures]
    decided = {term.figure_no for one in judged if one.status != "not_applicable" for term in one.terms}
    left_open = {term.figure_no for one in judged if one.status == "not_applicable" for term in one.terms}
    stated = {number for relation in extract.relations for number in relation.figure_nos}
    opened = [
        {
            "figure_id": row["figure_id"],
            "reason_code": "left_open" if no in left_open else "unsure" if no in stated else "unstated",
            "reason": "说明",
        }
        for no, row in zip((figure.figure_no for figure in extract.figures), figures, strict=True)
        if matter_of(row) and no not in decided
    ]
    return {
        "quality.comparisons": _frame(
            [_comparison(one) for one in judged],
            "comparison_id relation_id rule_code dimension report_id source_path scope_name period_year basis left_value "
            "right_value slack relation status severity reason explanation",
        ),
        "quality.comparison_terms": _frame(
            [
                {
                    "comparison_id": str(one.comparison_no), "term_no": term_no, "side": term.side, "sign": term.sign,
                    "role": term.role, "value": term.value, "printed": term.printed,
                    "figure_id": None if term.figure_no is None else f"f{term.figure_no}",
                }
                for one in judged
                for term_no, term in enumerate(one.terms)
            ],
            "comparison_id term_no side sign role value printed figure_id",
        ),
        "marts.fct_figures": pd.DataFrame(figures, dtype=object),
        "marts.fct_department_finances": _frame(
            _amounts(extract.figures),
            "report_id scope_name measure_code measure_name period_year basis amount_yuan figure_id place_count",
        ),
        "marts.fct_relations": _frame(
            [
                {"relation_id": f"r{no}", "document_id": "d", "relation_kind": one.relation_kind, "quote": one.quote}
                for no, one in enumerate(extract.relations)
            ],
            "relation_id document_id relation_kind quote",
        ),
        "marts.fct_relation_terms": _frame(
            [
                {
                    "relation_id": f"r{no}", "side": side, "sign": operand.sign, "role": operand.role,
                    "figure_id": f"f{operand.figure_no}",
                }
                for no, one in enumerate(extract.relations)
                for side, operand in one.operands()
            ],
            "relation_id side sign role figure_id",
        ),
        "quality.open_figures": _frame(opened, "figure_id reason_code reason"),
        "marts.dim_reports": pd.DataFrame([{"report_id": "0", "document_id": "d", "report_kind": "self"}]),
        "marts.dim_documents": pd.DataFrame([{"document_id": "d", "source_path": "a.docx", "format": "docx"}]),
    }  # fmt: skip


def _figure(figure: Figure) -> dict[str, object]:
    place = figure.place
    return {
        **{key: value for key, value in asdict(figure).items() if key != "place"},
        "figure_id": f"f{figure.figure_no}",
        "report_id": str(figure.report_no),
        "document_id": "d",
        "source_path": "a.docx",
        "block_no": place.block_no,
        "table_no": place.table_no,
        "row_head": place.row_head,
        "place_in_words": f"段落{place.block_no}",
    }


def _comparison(one: Comparison) -> dict[str, object]:
    return {
        **{key: value for key, value in asdict(one).items() if key != "terms"},
        "comparison_id": str(one.comparison_no),
        "relation_id": None if one.relation_no is None else f"r{one.relation_no}",
        "dimension": rules()[one.rule_code].dimension,
        "report_id": str(one.report_no),
        "source_path": "a.docx",
    }


def _amounts(figures: Sequence[Figure]) -> list[dict[str, object]]:
    """The first figure of each grain, as fct_department_finances has them, with how many there are."""
    own = [
        figure
        for figure in figures
        if figure.measure_code and figure.figure_kind in _OF_AMOUNTS and figure.figure_role in ("amount", "count")
        if figure.of_figure_no is None and not figure.item_code and not figure.item_name and figure.value is not None
        if figure.unit == "元"
    ]
    counts = Counter(map(_grain, own))
    first = {_grain(figure): figure for figure in reversed(own)}
    return [
        {
            "report_id": str(figure.report_no), "scope_name": figure.scope_name, "measure_code": figure.measure_code,
            "measure_name": measures()[figure.measure_code or ""].name, "period_year": figure.period_year,
            "basis": figure.basis, "amount_yuan": figure.value, "figure_id": f"f{figure.figure_no}",
            "place_count": counts[grain],
        }
        for grain, figure in first.items()
    ]  # fmt: skip


def _grain(figure: Figure) -> tuple[object, ...]:
    return figure.report_no, figure.scope_name, figure.measure_code, figure.period_year, figure.basis
