"""The tables of staging, drawn from the dataclasses whose objects they hold."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import UnionType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from flows.model.facts import (
    Claim,
    Comparison,
    Extract,
    Figure,
    Goal,
    Heading,
    Indicator,
    Project,
    RecomputedScore,
    Term,
    TermRole,
    Token,
    Voucher,
)
from flows.model.place_words import brief
from flows.model.relations import OperandRole, Origin, Relation, RelationKind, SideName
from flows.model.report import Box, Paragraph, Place, Report, Table
from flows.model.rule_tree import ScoringRule
from flows.store.conformed import CONFORMED


@dataclass(frozen=True, slots=True)
class GridRow:
    """A table of a report without its cells."""

    block_no: int
    table_no: int
    row_count: int
    column_count: int
    part: str
    page_no: int | None
    sheet: str


@dataclass(frozen=True, slots=True)
class CellRow:
    """A cell as read; a merged one stands once, with its spans."""

    block_no: int
    table_no: int
    row_no: int
    column_no: int
    text: str
    row_span: int
    column_span: int
    page_no: int | None
    box: Box | None
    address: str


@dataclass(frozen=True, slots=True)
class TermRow:
    """A term of a comparison; its place is in the other document where one is named, '' for the comparison's own."""

    comparison_no: int
    term_no: int
    side: SideName
    sign: int
    role: TermRole
    figure_no: int | None
    label: str
    value: Decimal
    printed: str
    other_document_id: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation that a report states, without its numbers."""

    relation_no: int
    report_no: int
    relation_kind: RelationKind
    origin: Origin
    is_closed: bool
    is_meant: bool
    confidence: Decimal
    quote: str


@dataclass(frozen=True, slots=True)
class RelationTermRow:
    """A number of a relation, on its side."""

    relation_no: int
    term_no: int
    side: SideName
    sign: int
    role: OperandRole
    figure_no: int


FACTS: Mapping[str, type] = {
    "headings": Heading,
    "figures": Figure,
    "indicators": Indicator,
    "goals": Goal,
    "projects": Project,
    "vouchers": Voucher,
    "claims": Claim,
    "relations": RelationRow,
    "relation_terms": RelationTermRow,
    "tokens": Token,
    "comparisons": Comparison,
    "comparison_terms": TermRow,
    "recomputed_scores": RecomputedScore,
    "paragraphs": Paragraph,
    "tables": GridRow,
    "cells": CellRow,
}

# Tables of the store itself: which files there are, what was read of them, and the nights.
RECORDS: Mapping[str, Mapping[str, str]] = {
    "files": {
        "source_path": "VARCHAR",
        "content_id": "VARCHAR",
        "size_bytes": "BIGINT",
        "modified_ns": "BIGINT",
        "is_present": "BOOLEAN",
        "reading_key": "VARCHAR",
        "bundle_id": "VARCHAR",
    },
    "documents": {
        "document_id": "VARCHAR",
        "source_path": "VARCHAR",
        "format": "VARCHAR",
        "size_bytes": "BIGINT",
        "content_fingerprint": "VARCHAR",
        "first_seen_at": "TIMESTAMP WITH TIME ZONE",
        "is_present": "BOOLEAN",
        "notes": "VARCHAR",
        "extractor_version": "VARCHAR",
        "clues": "VARCHAR",
        "figures_fingerprint": "VARCHAR",
        "is_recognised": "BOOLEAN",
        "wording_fingerprint": "VARCHAR",
        "first_night_no": "INTEGER",
        "substance": "VARCHAR",
        "shortfall": "VARCHAR",
    },
    "document_paths": {
        "source_path": "VARCHAR",
        "document_id": "VARCHAR",
        "is_present": "BOOLEAN",
        "present_since": "TIMESTAMP WITH TIME ZONE",
        "first_night_no": "INTEGER",
        "present_since_night_no": "INTEGER",
    },
    "first_seen": {
        "document_id": "VARCHAR",
        "first_seen_at": "TIMESTAMP WITH TIME ZONE",
        "first_night_no": "INTEGER",
    },
    "choices": {"source_path": "VARCHAR", "is_counted": "BOOLEAN"},
    "rejections": {
        "document_id": "VARCHAR",
        "reading_key": "VARCHAR",
        "stage": "VARCHAR",
        "reason": "VARCHAR",
    },
    "runs": {
        "run_id": "VARCHAR",
        "started_at": "TIMESTAMP WITH TIME ZONE",
        "ended_at": "TIMESTAMP WITH TIME ZONE",
        "is_published": "BOOLEAN",
        "night_no": "INTEGER",
    },
    "outcomes": {
        "run_id": "VARCHAR",
        "source_path": "VARCHAR",
        "stage": "VARCHAR",
        "is_ok": "BOOLEAN",
        "reason": "VARCHAR",
        "seconds": "DOUBLE",
    },
    "validations": {
        "run_id": "VARCHAR",
        "suite_name": "VARCHAR",
        "rule_code": "VARCHAR",
        "description": "VARCHAR",
        "row_count": "INTEGER",
        "unexpected_count": "INTEGER",
        "is_met": "BOOLEAN",
        "error": "VARCHAR",
    },
    "finding_history": {"finding_id": "VARCHAR", "run_id": "VARCHAR", "status": "VARCHAR"},
    "current_run": {"run_id": "VARCHAR"},
    "waivers": {
        "line_no": "INTEGER",
        "finding_id": "VARCHAR",
        "rule_code": "VARCHAR",
        "source_path": "VARCHAR",
        "document_id": "VARCHAR",
        "figure_id": "VARCHAR",
        "correct_value": "VARCHAR",
        "reason": "VARCHAR",
        "approved_by": "VARCHAR",
        "expires_on": "DATE",
    },
}

_SQL_TYPES = {
    str: "VARCHAR",
    int: "INTEGER",
    bool: "BOOLEAN",
    Decimal: "DECIMAL(28, 8)",
    tuple: "VARCHAR",
    Literal: "VARCHAR",
    ScoringRule: "VARCHAR",
}
_BEYOND_DECIMAL = Decimal(10) ** 20

Columns = Sequence[Sequence[object]]


def tables() -> Mapping[str, Mapping[str, str]]:
    """Every table of staging with its columns and their SQL types, in order."""
    return {
        **{name: {"document_id": "VARCHAR", **columns_of(fact)} for name, fact in FACTS.items()},
        **RECORDS,
    }


@cache
def columns_of(fact: type) -> Mapping[str, str]:
    """Columns and SQL types of a class of facts, what is conformed of its words behind.

    A `Place` becomes columns of its own and one for its words, a tuple or a rule JSON text; terms are rows elsewhere.
    """
    columns: dict[str, str] = {}
    for name, hint in _column_hints(fact).items():
        plain = _without_none(hint)
        if plain is Place:
            columns |= {**columns_of(Place), "place_in_words": "VARCHAR"}
        else:
            columns[name] = _SQL_TYPES[get_origin(plain) or plain]
    made = {name: get_type_hints(conformed.make)["return"] for name, conformed in CONFORMED.get(fact, {}).items()}
    return columns | {name: _SQL_TYPES[kind] for name, kind in made.items()}


def _column_hints(fact: type) -> Mapping[str, Any]:
    return {name: hint for name, hint in get_type_hints(fact).items() if hint != tuple[Term, ...]}


def _without_none(hint: Any) -> Any:
    if isinstance(hint, UnionType):
        [hint] = [one for one in get_args(hint) if one is not type(None)]
    return hint


def rows_of(
    report: Report, extract: Extract, comparisons: Iterable[Comparison], recomputed: Iterable[RecomputedScore]
) -> Mapping[str, Sequence[Any]]:
    """Everything read and understood of one document, by the table it goes to."""
    grids = [block for block in report.blocks if isinstance(block, Table)]
    comparisons = tuple(comparisons)
    return {
        **{name: getattr(extract, name) for name in FACTS if hasattr(extract, name)},
        "comparisons": comparisons,
        "comparison_terms": term_rows(comparisons),
        "relations": relation_rows(extract.relations),
        "relation_terms": operand_rows(extract.relations),
        "recomputed_scores": tuple(recomputed),
        "paragraphs": [block for block in report.blocks if isinstance(block, Paragraph)],
        "tables": [
            GridRow(
                grid.block_no, grid.table_no, grid.row_count, grid.column_count, grid.part, grid.page_no, grid.sheet
            )
            for grid in grids
        ],
        "cells": [
            CellRow(
                grid.block_no, grid.table_no, cell.row, cell.column, cell.text, cell.row_span,
                cell.column_span, cell.page_no or grid.page_no, cell.box, cell.address,
            )
            for grid in grids
            for cell in grid.cells
        ],
    }  # fmt: skip


def term_rows(comparisons: Iterable[Comparison]) -> Sequence[TermRow]:
    """The terms of comparisons, each numbered from 0 in its own."""
    return [
        TermRow(
            comparison.comparison_no, number, term.side, term.sign, term.role, term.figure_no, term.label, term.value,
            term.printed, term.document_id, term.place,
        )
        for comparison in comparisons
        for number, term in enumerate(comparison.terms)
    ]  # fmt: skip


def relation_rows(relations: Sequence[Relation]) -> Sequence[RelationRow]:
    """The relations of a document, numbered from 0."""
    return [
        RelationRow(
            number, one.report_no, one.relation_kind, one.origin, one.is_closed, one.is_meant, one.confidence, one.quote
        )
        for number, one in enumerate(relations)
    ]


def operand_rows(relations: Sequence[Relation]) -> Sequence[RelationTermRow]:
    """The numbers of relations, each numbered from 0 in its own."""
    return [
        RelationTermRow(number, term_no, side, each.sign, each.role, each.figure_no)
        for number, relation in enumerate(relations)
        for term_no, (side, each) in enumerate(relation.operands())
    ]


def columns_for(document_id: str, fact: type, rows: Sequence[Any]) -> Columns:
    """Facts turned into columns as DuckDB takes them in bulk, the document's id first."""
    columns: list[Sequence[object]] = [[document_id] * len(rows)]
    for name, hint in _column_hints(fact).items():
        values = [getattr(row, name) for row in rows]
        if _without_none(hint) is Place:
            columns += [[_storable(getattr(place, part, None)) for place in values] for part in columns_of(Place)]
            columns.append([None if place is None else brief(place) for place in values])
        else:
            columns.append([_storable(value) for value in values])
    columns += [
        [_storable(conformed.make(*(getattr(row, name) for name in conformed.of))) for row in rows]
        for conformed in CONFORMED.get(fact, {}).values()
    ]
    return columns


def _storable(value: object) -> object:
    """Decimals as text, with no float between; tuples and rules as JSON; text without what UTF-8 cannot hold.

    Raises OverflowError for a number that its column cannot hold: here it costs one document, while it is
    loaded it would cost the night.
    """
    if isinstance(value, Decimal):
        if not abs(value) < _BEYOND_DECIMAL:
            raise OverflowError(f"{value:.3e} does not fit into {_SQL_TYPES[Decimal]}")
        return format(value, "f")
    if isinstance(value, tuple | ScoringRule):
        value = json.dumps(_as_json(value), ensure_ascii=False)
    return value.replace("\0", "").encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _as_json(value: Any) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _as_json(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, tuple):
        return [_as_json(item) for item in value]
    return format(value, "f") if isinstance(value, Decimal) else value
