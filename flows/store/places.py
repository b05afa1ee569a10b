"""Places as columns: how they are asked for and come back, and those of findings with what is printed there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from duckdb import DuckDBPyConnection

from flows.model.overview import Spot
from flows.model.report import Place
from flows.store.schema import columns_of

PLACE_COLUMNS = tuple(name for name in columns_of(Place) if name != "box")
_TEXTS = frozenset(name for name, kind in columns_of(Place).items() if kind == "VARCHAR")


def listed(table: str) -> str:
    """The columns of a place in a table, as a query lists them."""
    return ", ".join(f"{table}.{name}" for name in PLACE_COLUMNS)


def place_from(row: Mapping[str, Any]) -> Place:
    """The place in the columns of a row; rows that an earlier version loaded lack some of its words."""
    box = row.get("box")
    known: dict[str, Any] = {name: (row[name] or "") if name in _TEXTS else row[name] for name in PLACE_COLUMNS}
    return Place(**known, box=None if box is None else tuple(box))


# A term says what is printed; where it is a figure, that says the rest.
_TERMS = f"""
    select
        terms.comparison_id, terms.figure_id is not null as is_figure, false as is_own,
        nullif(terms.document_id, findings.document_id) as document_id,
        case when terms.document_id <> findings.document_id then documents.source_path end as source_path,
        coalesce(figures.label, terms.label) as label, terms.printed, figures.printed_unit, figures.quote,
        figures.value, figures.unit, {listed("terms")}, terms.place_in_words
    from quality.comparison_terms as terms
    join quality.findings as findings on terms.comparison_id = findings.finding_id
    left join marts.fct_figures as figures on terms.figure_id = figures.figure_id
    left join marts.dim_documents as documents on terms.document_id = documents.document_id
    where findings.status = 'fail'
    order by terms.comparison_id, terms.term_no
"""

# Where no number of the comparison stands at its own place, a figure or what is said in words (均完成目标) does.
_OWN_PLACES = f"""
    with places as (
        select * from quality.comparisons
        where status = 'fail' and block_no is not null
    ), said as (
        select
            true as is_figure, document_id, label, printed, printed_unit, quote, value, unit, block_no, row_no,
            column_no, char_start
        from marts.fct_figures
        union all
        select
            false, document_id, subject, '', '', quote, null, '', block_no, row_no, column_no, char_start
        from marts.fct_claims
    )
    select
        places.comparison_id, coalesce(said.is_figure, false) as is_figure, true as is_own, null as document_id,
        null as source_path, said.label, said.printed, said.printed_unit, said.quote, said.value, said.unit,
        {listed("places")}, places.place_in_words
    from places
    left join said
        on places.document_id = said.document_id
        and places.block_no = said.block_no
        and places.row_no is not distinct from said.row_no
        and places.column_no is not distinct from said.column_no
        and places.char_start = said.char_start
    qualify row_number() over (partition by places.comparison_id order by said.is_figure desc, said.label) = 1
"""

_WORDS = ("document_id", "source_path", "label", "printed", "printed_unit", "quote")


@dataclass(frozen=True, slots=True)
class Spots:
    """Where to look for a finding, and the unit that its figures share ('' where they share none)."""

    spots: tuple[Spot, ...] = ()
    unit: str = ""


def read_spots(connection: DuckDBPyConnection, sides: Mapping[str, Sequence[object]]) -> Mapping[str, Spots]:
    """The places of failed findings by their key, whose `sides` are given: their terms in order, then their own place
    where no term stands there.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for query in (_TERMS, _OWN_PLACES):
        cursor = connection.execute(query)
        names = [column[0] for column in cursor.description or ()]
        for values in cursor.fetchall():
            row = dict(zip(names, values, strict=True))
            rows = found.setdefault(row["comparison_id"], [])
            known = {one["place_in_words"] for one in rows}
            if not (row["is_own"] and row["place_in_words"] in known):
                rows.append(row)
    return {
        key: Spots(
            tuple(dict.fromkeys(_spot(row) for row in rows)),
            _common_unit([row for row in rows if row["is_figure"]], sides.get(key, ())),
        )
        for key, rows in found.items()
    }


def _spot(row: Mapping[str, Any]) -> Spot:
    place = None if row["block_no"] is None else place_from(row)
    return Spot(place, **{name: row[name] or "" for name in _WORDS})


def _common_unit(figures: Sequence[Mapping[str, Any]], sides: Sequence[object]) -> str:
    """The unit of a finding's sides: of a figure that is one of them, else the only one there is, or ''."""
    values = {side for side in sides if side is not None}
    units = {figure["unit"] or "" for figure in figures if figure["value"] in values}
    units = units or {figure["unit"] or "" for figure in figures}
    return units.pop() if len(units) == 1 else ""
