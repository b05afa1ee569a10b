"""Six invented accounts of counties in the words of six provinces, labelled before they were read.

Beside `NAME.html` lies `NAME.csv`: every amount in its order, with its measure, the line of it, the level as printed where one
is told, year and basis; the measure is empty where none of the county's own fits (财政总收入 holds the state's share too, the
revenue of a town is none of the county's).
"""

import csv
from pathlib import Path

import pytest

from flows.extraction import SourceClues, extract
from flows.model.facts import Figure
from flows.model.report import Place
from flows.readers import read

REPORTS = sorted((Path(__file__).parent / "reports").glob("*.html"))


def told(path: Path) -> list[tuple[dict[str, str], Figure]]:
    """Each label with the amount of the report that it is of."""
    with path.with_suffix(".csv").open(encoding="utf-8", newline="") as file:
        labels = list(csv.DictReader(file))
    found = extract(read(path.read_bytes(), path), SourceClues(path.name))
    assert [heading.report_kind for heading in found.headings] == ["county_accounts"]
    amounts = sorted(
        (figure for figure in found.figures if figure.unit == "元"), key=lambda figure: order(figure.place)
    )
    assert [figure.printed for figure in amounts] == [label["printed"] for label in labels]
    return list(zip(labels, amounts, strict=True))


def order(place: Place) -> tuple[int, ...]:
    return place.block_no, place.row_no or 0, place.column_no or 0, place.char_start or 0


def said(figure: Figure) -> tuple[str, ...]:
    return (figure.measure_code or "", figure.item_name, figure.scope_name, str(figure.period_year), figure.basis)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_what_is_read_is_right(path: Path):
    wrong = {
        label["printed"]: said(figure)
        for label, figure in told(path)
        if figure.measure_code and said(figure) != tuple(label.values())[1:]
    }
    assert wrong == {}


def test_nearly_all_is_read():
    labelled = [(label, figure) for path in REPORTS for label, figure in told(path) if label["measure"]]
    missed = [label["printed"] for label, figure in labelled if not figure.measure_code]
    assert len(missed) / len(labelled) <= 0.05, missed
