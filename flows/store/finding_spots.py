"""The places of findings, with what is printed there looked up among the figures, else among the claims."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from duckdb import DuckDBPyConnection

from flows.model.overview import Spot
from flows.model.report import Place

_FIGURES_AT = """
    with wanted as (
        select
            unnest($documents::varchar[]) as document_id,
            unnest($blocks::integer[]) as block_no,
            unnest($rows::integer[]) as row_no,
            unnest($columns::integer[]) as column_no
    )
    select distinct
        true as is_figure, figures.document_id, figures.source_path, figures.block_no, figures.table_no, figures.row_no,
        figures.column_no, figures.page_no, figures.char_start, figures.char_end, figures.label,
        figures.printed, figures.printed_unit, figures.quote, figures.value, figures.unit
    from marts.fct_figures as figures
    join wanted
        on figures.document_id = wanted.document_id
        and figures.block_no = wanted.block_no
        and figures.row_no is not distinct from wanted.row_no
        and figures.column_no is not distinct from wanted.column_no
    union all
    -- What is said in words (均完成目标) has no number that a comparison could name.
    select distinct
        false, claims.document_id, '', claims.block_no, claims.table_no, claims.row_no, claims.column_no,
        claims.page_no, claims.char_start, claims.char_end, claims.subject, '', '', claims.quote, null, ''
    from marts.fct_claims as claims
    join wanted
        on claims.document_id = wanted.document_id
        and claims.block_no = wanted.block_no
        and claims.row_no is not distinct from wanted.row_no
        and claims.column_no is not distinct from wanted.column_no
    order by all
"""

_WORDS = ("document_id", "source_path", "label", "printed", "printed_unit", "quote")

_Key = tuple[str, int, int | None, int | None]
_Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FiguresByPlace:
    """The figures and claims at the places of some findings."""

    _rows: Mapping[_Key, Sequence[_Row]]

    def at(self, document_id: str, spot: Spot) -> _Row | None:
        """The one figure at a spot, or None where there is none or no telling which."""
        figures = [row for row in self._there(document_id, spot) if row["is_figure"]]
        if spot.place and spot.place.char_start is not None and (len(figures) > 1 or self.claim_at(document_id, spot)):
            figures = [row for row in figures if row["char_start"] == spot.place.char_start]
        return figures[0] if len(figures) == 1 else None

    def claim_at(self, document_id: str, spot: Spot) -> _Row | None:
        """What is said in words right at a spot, with its sentence, or None."""
        if spot.printed or spot.place is None or spot.place.char_start is None:
            return None
        said = (row for row in self._there(document_id, spot) if not row["is_figure"])
        return next((row for row in said if row["char_start"] == spot.place.char_start), None)

    def _there(self, document_id: str, spot: Spot) -> Sequence[_Row]:
        return () if spot.place is None else self._rows.get(_key(spot.document_id or document_id, spot.place), ())


def _key(document_id: str, place: Place) -> _Key:
    return (document_id, place.block_no, place.row_no, place.column_no)


def spots_of(terms: object, places: object) -> tuple[Spot, ...]:
    """The places of a comparison's terms with what is printed there, then the other places of its finding.

    Both are stored as a list or its JSON text. An item is a mapping with the fields of `Place` (directly or
    under "place"), what is printed there and, where it stands in another document than the finding, that
    document's id; or it is just words. Places may also be words joined by "；".
    """
    spots = [_spot(item) for item in _items(terms)]
    known = {place_in_words(spot.place) for spot in spots if spot.place}
    for item in _items(places):
        spot = _spot(item)
        if (place_in_words(spot.place) if spot.place else spot.note) not in known:
            spots.append(spot)
    return tuple(dict.fromkeys(spots))


def _items(stored: object) -> Sequence[str | Mapping[str, Any]]:
    if stored is None:
        return ()
    if isinstance(stored, str):
        text = stored.strip()
        if not text.startswith("["):
            return [words for words in text.split("；") if words]
        stored = json.loads(text)
    if not isinstance(stored, Sequence):
        raise TypeError(f"places must be a list or text, not {type(stored).__name__}")
    return stored


def place_in_words(place: Place) -> str:
    """A place as the warehouse words it: 表1 行3 列2 in a table, 段落12 outside."""
    if place.table_no is None:
        return f"段落{place.block_no + 1}"
    numbers = (("表", place.table_no), ("行", place.row_no), ("列", place.column_no))
    return " ".join(f"{what}{number + 1}" for what, number in numbers if number is not None)


def _spot(item: str | Mapping[str, Any]) -> Spot:
    if isinstance(item, str):
        return Spot(None, note=item)
    where: Mapping[str, Any] = item.get("place") or item
    numbers: dict[str, Any] = {field.name: where.get(field.name) for field in fields(Place) if field.compare}
    place = None if numbers["block_no"] is None else Place(**numbers)
    words = {name: item.get(name) or "" for name in _WORDS}
    return Spot(place, note="" if place else item.get("place_note") or "", **words)


def figures_at(connection: DuckDBPyConnection, spots: Iterable[tuple[str, Spot]]) -> FiguresByPlace:
    """The figures standing at places of documents, in one query for all of them."""
    keys = sorted({_key(spot.document_id or own, spot.place) for own, spot in spots if spot.place}, key=str)
    cursor = connection.execute(
        _FIGURES_AT,
        {
            "documents": [key[0] for key in keys],
            "blocks": [key[1] for key in keys],
            "rows": [key[2] for key in keys],
            "columns": [key[3] for key in keys],
        },
    )
    names = [column[0] for column in cursor.description or ()]
    found: dict[_Key, list[_Row]] = {}
    for values in cursor.fetchall():
        row = dict(zip(names, values, strict=True))
        found.setdefault((row["document_id"], row["block_no"], row["row_no"], row["column_no"]), []).append(row)
    return FiguresByPlace(found)


def described(spot: Spot, figure: Mapping[str, Any] | None) -> Spot:
    """The spot with the label of the figure or claim there, and with what that says where the spot says nothing."""
    if figure is None or spot.place is None:
        return spot
    is_same = spot.printed in ("", figure["printed"])
    place = replace(
        spot.place,
        table_no=figure["table_no"] if spot.place.table_no is None else spot.place.table_no,
        page_no=figure["page_no"] if spot.place.page_no is None else spot.place.page_no,
    )
    return replace(
        spot,
        place=place,
        source_path=spot.source_path or (figure["source_path"] if spot.document_id else ""),
        label=figure["label"] or spot.label,
        printed=spot.printed or figure["printed"] or "",
        printed_unit=spot.printed_unit or (figure["printed_unit"] or "" if is_same else ""),
        quote=spot.quote or figure["quote"] or "",
    )


def common_unit(figures: Sequence[Mapping[str, Any]], sides: Sequence[object]) -> str:
    """The unit of a finding's sides: of a figure that is one of them, else the only one there is, or ''."""
    values = {side for side in sides if side is not None}
    units = {figure["unit"] or "" for figure in figures if figure["value"] in values}
    units = units or {figure["unit"] or "" for figure in figures}
    return units.pop() if len(units) == 1 else ""
