"""Tables drawn at random for the property tests: a tree of columns, a tree of rows, and every value in its place."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from hypothesis import strategies as st

from flows.model.report import Cell, Table

# Words that no list of the field knows, and words that are measures or bases: structure must do for both.
_COLOURS = ("蓝色", "绿色", "红色", "黄色", "橙色", "紫色", "灰色", "白色")
_STRANGE = tuple(shade + colour for shade in ("深", "浅", "淡", "亮", "暗") for colour in _COLOURS)
_KNOWN = tuple(
    f"{year}{word}"
    for word in (
        "基本支出",
        "项目支出",
        "人员支出",
        "公用支出",
        "预算数",
        "决算数",
        "事业收入",
        "其他收入",
        "上年结转",
        "公务接待费",
    )
    for year in ("", "2019年", "2020年", "2021年")
)
_ROWS = ("圆形", "方形", "梯形", "菱形", "环形", "弧形", "条形", "扇形", "球形", "锥形", "星形", "柱形")
_GROUPS = ("东片", "西片", "南片", "北片")


@dataclass(frozen=True)
class Node:
    """A heading and the headings that it is divided into."""

    text: str
    below: tuple["Node", ...] = ()

    @property
    def depth(self) -> int:
        return 1 + max((node.depth for node in self.below), default=0)

    @property
    def width(self) -> int:
        return sum(node.width for node in self.below) or 1


@dataclass(frozen=True)
class Drawn:
    """A table, the line above it, and what each filled cell must be read as: its label, value and unit."""

    above: str
    table: Table
    wanted: tuple[tuple[str, Decimal, str], ...]


@st.composite
def _columns(draw: st.DrawFn) -> tuple[Node, ...]:
    words = list(draw(st.permutations(draw(st.sampled_from([_STRANGE, _KNOWN])))))
    depth = draw(st.integers(1, 3))

    def node(level: int) -> Node:
        divided = level < depth and len(words) > 20 and draw(st.booleans())
        text = (
            draw(st.sampled_from(["其中", "其中："])) if level > 1 and divided and draw(st.booleans()) else words.pop()
        )
        return Node(text, tuple(node(level + 1) for _ in range(draw(st.integers(2, 3)))) if divided else ())

    return tuple(node(1) for _ in range(draw(st.integers(2, 4))))


@st.composite
def _rows(draw: st.DrawFn, levels: int) -> tuple[Node, ...]:
    words = list(draw(st.permutations(_ROWS)))
    if levels == 1:
        names = [words.pop() for _ in range(draw(st.integers(2, 6)))]
        marks = [draw(st.sampled_from(["", "", "其中：", "1、", "（二）"])) for _ in names]
        return tuple(Node(mark + name) for mark, name in zip(marks, names, strict=True))
    groups = list(draw(st.permutations(_GROUPS)))[: draw(st.integers(1, 3))]
    return tuple(Node(group, tuple(Node(words.pop()) for _ in range(draw(st.integers(1, 3))))) for group in groups)


def paths(nodes: tuple[Node, ...], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths to the leaves, left to right."""
    for node in nodes:
        path = (*above, node.text)
        if node.below:
            yield from paths(node.below, path)
        else:
            yield path


def _head(nodes: tuple[Node, ...], row: int, column: int, depth: int, unit: str) -> list[Cell]:
    cells: list[Cell] = []
    for node in nodes:
        text = node.text + ("" if node.below else unit)
        cells.append(Cell(row, column, text, 1 if node.below else depth - row, node.width))
        cells.extend(_head(node.below, row + 1, column, depth, unit))
        column += node.width
    return cells


def _plain(text: str) -> str:
    """A heading without numbering and colon, written down apart from the code that is tested."""
    for mark in ("1、", "（二）"):
        text = text.removeprefix(mark)
    return text.strip("：")


def _moved(cells: list[Cell], rows: int) -> list[Cell]:
    return [replace(cell, row=cell.row + rows) for cell in cells]


def _taken_apart(cells: list[Cell]) -> list[Cell]:
    """The same cells unmerged, as text and some spreadsheets have them: the words stand in the first, blanks after."""
    return [
        Cell(row, column, cell.text if (row, column) == (cell.row, cell.column) else "")
        for cell in cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    ]


@dataclass(frozen=True)
class _Grid:
    cells: list[Cell]
    height: int
    width: int
    wanted: list[tuple[str, Decimal, str]]


@st.composite
def _grids(draw: st.DrawFn, where: str, is_first: bool, is_last: bool) -> _Grid:
    columns = draw(_columns())
    levels = draw(st.integers(1, 2))
    rows = draw(_rows(levels))
    depth = max(node.depth for node in columns)
    leaves = list(paths(columns))
    stubs = draw(st.permutations(["形状", "片区", "类别"]))[:levels]
    if is_first and draw(st.booleans()):  # below another table a row that opens empty may be a line of that one
        stubs[0] = ""
    head = [Cell(0, level, stub, depth, 1) for level, stub in enumerate(stubs)]
    head += _head(columns, 0, levels, depth, "（万元）" if where == "column" else "")
    cells, at = list(head), depth
    labelled: list[tuple[int, tuple[str, ...]]] = []
    firsts = {depth}  # below a heading every column shows a number: without one, nothing tells it from words
    for node in rows:
        cells.append(Cell(at, 0, node.text, node.width, 1))
        cells.extend(Cell(at + offset, 1, leaf.text) for offset, leaf in enumerate(node.below))
        labelled.extend((at + offset, path) for offset, path in enumerate(paths((node,))))
        at += node.width
        if node is not rows[-1] and draw(st.integers(0, 5)) == 0:
            cells += _moved(head, at)  # behind a page break the heading stands again
            at += depth
            firsts.add(at)
    # The line below a total over two columns may be one of its parts, whatever its borders.
    if (levels == 1 or is_last) and draw(st.booleans()):
        word = draw(st.sampled_from(["合计", "总计", "小计"]))
        cells.append(Cell(at, 0, word, 1, levels))
        labelled.append((at, (word,)))
        at += 1
    wanted: list[tuple[str, Decimal, str]] = []
    for row, labels in labelled:
        for column, path in enumerate(leaves, levels):
            value = draw(st.decimals(0, 10**6, places=2)) if row in firsts or draw(st.integers(0, 3)) else None
            text = draw(st.sampled_from(["", "—", "/"])) if value is None else f"{value}{'万元' * (where == 'cell')}"
            cells.append(Cell(row, column, text))
            if value is not None:
                label = " / ".join(_plain(part) for part in (*labels, *path))
                wanted.append((label, value, "") if where == "none" else (label, value * 10_000, "元"))
    return _Grid(cells, at, levels + len(leaves), wanted)


@st.composite
def drawn_tables(draw: st.DrawFn) -> Drawn:
    """One or two tables stacked in a grid, each with one to three rows of headings and one or two columns of labels."""
    where = draw(st.sampled_from(["none", "above", "caption", "column", "cell"]))
    count = draw(st.sampled_from([1, 1, 1, 2]))
    stacked = [draw(_grids(where, number == 0, number == count - 1)) for number in range(count)]
    width = max(grid.width for grid in stacked)
    cells: list[Cell] = []
    wanted: list[tuple[str, Decimal, str]] = []
    apart = len(stacked) == 1 and draw(st.booleans())  # below numbers a blank in a row of words may be one of the body
    height = 0
    if where == "caption":
        cells.append(Cell(0, 0, "某某情况（万元）", 1, width))
        height = 1
    for grid in stacked:
        last = max(cell.column + cell.column_span for cell in grid.cells)
        wide = [
            replace(cell, column_span=cell.column_span + width - last)
            if cell.column + cell.column_span == last
            else cell
            for cell in grid.cells
        ]
        cells += _moved(_taken_apart(grid.cells) if apart else wide, height)
        wanted += grid.wanted
        height += grid.height
    table = Table(0, 0, height, width, tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))
    return Drawn("单位：万元" if where == "above" else "", table, tuple(wanted))
