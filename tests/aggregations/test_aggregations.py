"""The finders on foreign tables of our own making; on the shared ones where they are at hand."""

import gzip
import json
from pathlib import Path

import pytest

from tests.aggregations.__main__ import tables_of
from tests.aggregations.changed import told_when_changed
from tests.aggregations.finding import found_in
from tests.aggregations.foreign import grid_of

_SHARED = Path(__file__).parents[3] / "shared" / "peers" / "aggregations" / "tables.jl.gz"
_HARVEST = [
    ["Orchard", "Apples", "Pears", "Total", "Share of apples"],
    ["North", "1,204", "310", "1,514", "79.5%"],
    ["South", "980", "455", "1,435", "68.3%"],
    ["West", "2,031", "127", "2,158", "94.1%"],
    ["Total", "4,215", "892", "5,107", "82.5%"],
]


def _sums(texts: list[list[str]]) -> set[tuple[tuple[int, int], frozenset[tuple[int, int]]]]:
    return {(one.cell, one.others) for one in found_in(texts, "Comma Point") if one.operator == "Sum"}


def test_totals_of_rows_and_of_columns_are_found() -> None:
    sums = _sums(_HARVEST)
    assert ((4, 1), frozenset({(1, 1), (2, 1), (3, 1)})) in sums
    assert ((2, 3), frozenset({(2, 1), (2, 2)})) in sums
    assert len(sums) == 7


def test_a_share_is_found_as_a_division_of_its_row() -> None:
    divisions = {(one.cell, one.others) for one in found_in(_HARVEST, "Comma Point") if one.operator == "Division"}
    assert {((row, 4), frozenset({(row, 1), (row, 3)})) for row in range(1, 5)} <= divisions


def test_a_changed_digit_is_told_and_nothing_else() -> None:
    texts = [list(row) for row in _HARVEST]
    texts[2][3] = "1,935"
    failing = {one.cell for one in found_in(texts, "Comma Point") if one.fails and one.operator == "Sum"}
    assert failing == {(2, 3), (4, 3)}


def _failing_cells(texts: list[list[str]]) -> set[tuple[int, int]]:
    return {one.cell for one in found_in(texts, "Comma Point") if one.fails and one.operator == "Sum"}


def _orchards(blank: int) -> list[list[str]]:
    """Totals of two kinds of fruit in ten rows, of which so many have no pears."""
    rows = [(f"Row {row}", 200 + 37 * row, 0 if row < blank else 11 + row) for row in range(10)]
    body = [[name, str(apples), str(pears or ""), str(apples + pears)] for name, apples, pears in rows]
    return [["Orchard", "Apples", "Pears", "Total"], *body]


@pytest.mark.parametrize(("blank", "told"), [(4, True), (1, False)])
def test_a_blank_part_is_nothing_where_sums_hold_without_it(blank: int, told: bool) -> None:
    texts = _orchards(blank)
    texts[1][3] = "900"
    assert ((1, 3) in _failing_cells(texts)) is told


def test_a_total_among_its_parts_is_told_where_every_other_row_adds_up() -> None:
    texts = _orchards(0)
    texts[4][3] = "100"
    assert _failing_cells(texts) == {(4, 3)}


@pytest.mark.parametrize(
    ("text", "notation", "value", "unit"),
    [
        ("1 204,5", "Space Comma", "1204.5", ""),
        ("(1,204)", "Comma Point", "-1204", ""),
        ("$12.50", "None Point", "12.50", ""),
        ("68.3%", "Comma Point", "68.3", "%"),
    ],
)
def test_a_number_is_read_in_its_notation(text: str, notation: str, value: str, unit: str) -> None:
    [number] = grid_of([[text]], notation).numbers
    assert (str(number.value), number.unit) == (value, unit)


def test_changed_sums_are_counted_but_those_that_rounding_explains(tmp_path: Path) -> None:
    table = {
        "file_name": "harvest",
        "table_id": "1",
        "table_array": _HARVEST,
        "number_format": "Comma Point",
        "aggregation_annotations": [
            {
                "operator": "Sum",
                "aggregator_index": [4, column],
                "aggregatee_indices": [[row, column] for row in (1, 2, 3)],
            }
            for column in (1, 2, 3)
        ],
    }
    path = tmp_path / "tables.jl.gz"
    path.write_bytes(gzip.compress(json.dumps(table).encode()))
    told = told_when_changed(list(tables_of(path)), count=3, seed=3)
    assert (told.sums, told.changed, told.untouched, told.joined) == (3, 3, 0, 3)


@pytest.mark.long
@pytest.mark.skipif(not _SHARED.exists(), reason=f"the shared tables are not at hand ({_SHARED})")
def test_most_annotated_sums_are_found() -> None:
    right = told = annotated = 0
    for table in tables_of(_SHARED):
        wanted = {
            (tuple(one["aggregator_index"]), frozenset(map(tuple, one["aggregatee_indices"])))
            for one in table["aggregation_annotations"]
            if one["operator"] == "Sum"
        }
        found = {
            (one.cell, one.others)
            for one in found_in(table["table_array"], table["number_format"])
            if one.operator == "Sum"
        }
        right, told, annotated = right + len(wanted & found), told + len(found), annotated + len(wanted)
    assert 2 * right / (told + annotated) > 0.75
