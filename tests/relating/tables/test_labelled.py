"""Small tables of invented counties in the styles of several provinces: what they say must hold, and which of it fails."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from flows.extraction import SourceClues, extract
from flows.judging.asks.printed_relations import QUESTIONS
from flows.judging.evidence import Evidence
from flows.model.facts import Comparison, Extract
from flows.model.relations import Relation
from flows.model.report import Cell, Paragraph, Report, Table

_LABELS = Path(__file__).with_name("labelled.txt")
_LEFT, _ABOVE = "<", "^"


@dataclass
class Labelled:
    """A table with its caption, how many relations of a kind it has, and those that fail: whether meant or only asked."""

    name: str
    caption: str = ""
    rows: list[list[str]] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    fails: set[str] = field(default_factory=set)


def labelled() -> Iterator[Labelled]:
    """The tables of the file in order."""
    for part in _LABELS.read_text(encoding="utf-8").split("=== ")[1:]:
        name, caption, *lines = part.strip().splitlines()
        one = Labelled(name, caption)
        for line in lines:
            if line.startswith("count: "):
                kind, count = line.removeprefix("count: ").split()
                one.counts[kind] = int(count)
            elif line.startswith("fails: "):
                one.fails.add(line.removeprefix("fails: "))
            else:
                one.rows.append(line.split("|"))
        yield one


def table_of(rows: Sequence[Sequence[str]]) -> Table:
    """The rows as a grid; `<` goes on from the left and `^` from above."""
    width = max(map(len, rows))
    cells = []
    for row, texts in enumerate(rows):
        for column in range(width):
            text = texts[column] if column < len(texts) else ""
            if text in (_LEFT, _ABOVE):
                continue
            across = 1
            while column + across < len(texts) and texts[column + across] == _LEFT:
                across += 1
            down = 1
            while row + down < len(rows) and rows[row + down][column] == _ABOVE:
                down += 1
            cells.append(Cell(row, column, text, down, across))
    return Table(1, 0, len(rows), width, tuple(cells))


def understood(one: Labelled) -> Extract:
    """What is understood of a report of the table alone."""
    return extract(Report("html", (Paragraph(0, one.caption), table_of(one.rows))), SourceClues("表.html"))


@pytest.mark.parametrize("one", labelled(), ids=lambda one: one.name)
def test_a_table_has_the_relations_that_a_reader_sees(one: Labelled) -> None:
    found = understood(one)
    counts = Counter(relation.relation_kind for relation in found.relations)
    assert {kind: counts[kind] for kind in one.counts} == one.counts
    assert failing(found) == one.fails


def failing(found: Extract) -> set[str]:
    """The relations that fail, as the labels say them."""
    printed = {figure.figure_no: figure.printed for figure in found.figures}
    evidence = Evidence(found)
    failed = [one for question in QUESTIONS for one in question.asked(evidence) if one.status == "fail"]
    return {said for relation in found.relations for said in _said(relation, printed, failed)}


def _said(relation: Relation, printed: dict[int, str], failed: Sequence[Comparison]) -> Iterator[str]:
    numbers = sorted(operand.figure_no for _, operand in relation.operands())
    for one in failed:
        terms = sorted(term.figure_no for term in one.terms if term.figure_no is not None)
        if terms == numbers:
            left = " + ".join(printed[operand.figure_no].strip() for operand in relation.left)
            right = ""
            for operand in relation.right:
                sign = {"dividend": " ", "divisor": " "}.get(operand.role, " + ") if operand.sign > 0 else " - "
                right += (sign if right else "") + printed[operand.figure_no].strip()
            meant = " meant" if relation.is_meant else " asked"
            yield f"{relation.relation_kind} {left} = {right}{meant}"
            return
