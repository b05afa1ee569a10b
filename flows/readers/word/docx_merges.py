"""How the cells of a Word table are merged, and the cells of a row with what they span."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from flows.readers.grid import MOST_COLUMNS
from flows.readers.word.docx_looks import W, value

_TC, _TC_PROPERTIES = f"{W}tc", f"{W}tcPr"
_GRID_SPAN, _V_MERGE, _H_MERGE = f"{W}gridSpan", f"{W}vMerge", f"{W}hMerge"
_CELL_MERGED, _TRACKED_MERGES = f"{W}cellMerge", {"rest": "restart", "cont": "continue"}


@dataclass(slots=True)
class Merge:
    """Width of a cell in the grid, and its merges: '' for none, else restart or continue."""

    span: int = 1
    vertical: str = ""
    horizontal: str = ""


Merges = Mapping[etree._Element, Merge]
_ALONE = Merge()


def merges_of(root: etree._Element) -> Merges:
    """How each cell is merged that is: found in one pass, as most cells are not."""
    found: dict[etree._Element, Merge] = {}
    for element in root.iter(_GRID_SPAN, _V_MERGE, _H_MERGE, _CELL_MERGED):
        properties = element.getparent()
        cell = None if properties is None or properties.tag != _TC_PROPERTIES else properties.getparent()
        if cell is None or cell.tag != _TC:
            continue  # what a tracked change keeps of an earlier state
        merge = found.setdefault(cell, Merge())
        tag = element.tag
        if tag == _GRID_SPAN:
            merge.span = max(1, count(value(element), 1))
        elif tag == _V_MERGE:
            merge.vertical = value(element) or "continue"
        elif tag == _H_MERGE:
            merge.horizontal = value(element) or "continue"
        else:
            merge.vertical = _TRACKED_MERGES.get(element.get(f"{W}vMerge", ""), "")
    return found


def row_cells(merges: Merges, row: etree._Element) -> list[tuple[etree._Element, int, str]]:
    """Each cell with its width and its vertical merge; old horizontal merges become width."""
    cells: list[tuple[etree._Element, int, str]] = []
    for element in row:
        if element.tag != _TC:
            continue
        merge = merges.get(element, _ALONE)
        if merge.horizontal == "continue" and cells:
            first, width, first_vertical = cells[-1]
            cells[-1] = (first, width + merge.span, first_vertical)
        else:
            cells.append((element, merge.span, merge.vertical))
    return cells


def count(printed: str, otherwise: int) -> int:
    """A count as an attribute gives it, bounded; a broken one is as good as none."""
    if not (printed.isascii() and printed.isdigit()):
        return otherwise
    return min(int(printed[:9]), MOST_COLUMNS)
