"""A sample as an OFD layout document: every line and every cell placed in millimetres, as a printer of one places them."""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from tests.fixtures.making.archives import zipped
from tests.samples.document import Grid, Line, Look, PageBreak, Placed, Sample, covering, place_all

_NAMES = 'xmlns:ofd="http://www.ofdspec.org/2016"'
_LEFT, _TOP, _RIGHT, _BOTTOM = 20.0, 20.0, 188.0, 277.0
_PAGE = "0 0 210 297"
_SIZES: dict[Look, float] = {"title": 6, "heading": 4.6, "cover": 4.2, "body": 4, "caption": 3.6}
_CELL = 3.2
_SPACED = 1.5  # from line to line, in heights of the characters


def write_ofd(sample: Sample) -> bytes:
    """The file's bytes."""
    return ofd(*_pages(sample))


def ofd(*pages: str, common: str = "", more: str = "", **parts: bytes) -> bytes:
    """A document of pages with these objects; `common` and `more` go into its root and what all pages share."""
    entries = "".join(
        f'<ofd:Page ID="{number}" BaseLoc="Pages/Page_{number}/Content.xml"/>' for number in range(len(pages))
    )
    area = f"<ofd:PageArea><ofd:PhysicalBox>{_PAGE}</ofd:PhysicalBox></ofd:PageArea>"
    root = f"<ofd:CommonData>{area}{common}</ofd:CommonData><ofd:Pages>{entries}</ofd:Pages>{more}"
    files = {
        "OFD.xml": f"<ofd:OFD {_NAMES}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {_NAMES}>{root}</ofd:Document>",
        **{f"Doc_0/Pages/Page_{number}/Content.xml": page(content) for number, content in enumerate(pages)},
    }
    return zipped({**{name: text.encode() for name, text in files.items()}, **parts})


def page(objects: str, before: str = "") -> str:
    """A page of these objects."""
    return f'<ofd:Page {_NAMES}>{before}<ofd:Content><ofd:Layer ID="1">{objects}</ofd:Layer></ofd:Content></ofd:Page>'


def text(x: float, y: float, said: str, size: float = 4.0, attributes: str = "", inside: str = "") -> str:
    """Text whose baseline begins at x and y, with a distance for each character."""
    steps = " ".join(f"{_width(character) * size:g}" for character in said[:-1])
    return (
        f'<ofd:TextObject ID="2" Boundary="{x:g} {y - size:g} {size * len(said) + 1:g} {size * 1.3:g}" Font="1" Size="{size:g}"'
        f' {attributes}>{inside}<ofd:TextCode X="0" Y="{size:g}" DeltaX="{steps}">{escape(said)}</ofd:TextCode></ofd:TextObject>'
    )


def box(x: float, y: float, width: float, height: float, attributes: str = "", inside: str = "") -> str:
    """The outline of a cell."""
    return (
        f'<ofd:PathObject ID="3" Boundary="{x:g} {y:g} {width:g} {height:g}" LineWidth="0.2" {attributes}>{inside}'
        f"<ofd:AbbreviatedData>M 0 0 L {width:g} 0 L {width:g} {height:g} L 0 {height:g} C</ofd:AbbreviatedData></ofd:PathObject>"
    )


def _width(character: str) -> float:
    return 0.5 if character < "\x80" else 1.0


def _pages(sample: Sample) -> Iterator[str]:
    objects, y = "", _TOP
    for block in sample.blocks:
        if isinstance(block, PageBreak):
            yield objects
            objects, y = "", _TOP
        elif isinstance(block, Line):
            size = _SIZES[block.look]
            indent = "　　" if block.look == "body" else ""
            for line in _wrapped(indent + block.text, _RIGHT - _LEFT, size):
                if y + size * _SPACED > _BOTTOM:
                    yield objects
                    objects, y = "", _TOP
                y += size * _SPACED
                long = sum(map(_width, line)) * size
                begins = {"title": (_LEFT + _RIGHT - long) / 2, "caption": _RIGHT - long}
                objects += text(begins.get(block.look, _LEFT), y, line, size)
            y += 2
        else:
            edges, heights = _edges(block), _heights(block)
            done = 0
            while done < len(heights):
                count = _fitting(heights[done:], _BOTTOM - y) or (len(heights) if y == _TOP else 0)
                objects += _drawn(block, edges, heights, range(done, done + count), y)
                y += sum(heights[done : done + count]) + 4
                done += count
                if done < len(heights):
                    yield objects
                    objects, y = "", _TOP
    yield objects


def _fitting(heights: list[float], room: float) -> int:
    return sum(1 for at in range(len(heights)) if sum(heights[: at + 1]) <= room)


def _edges(grid: Grid) -> list[float]:
    total = sum(grid.widths)
    return [_LEFT + (_RIGHT - _LEFT) * sum(grid.widths[:at]) / total for at in range(len(grid.widths) + 1)]


def _lines(placed: Placed, edges: list[float]) -> list[str]:
    room = edges[placed.column + placed.slot.across] - edges[placed.column] - 2
    return [line for said in placed.slot.text.split("\n") for line in _wrapped(said, room, _CELL)]


def _heights(grid: Grid) -> list[float]:
    edges = _edges(grid)
    heights = [_CELL * _SPACED + 2 for _ in grid.rows]
    for placed in place_all(grid):
        rows = range(placed.row, placed.row + placed.slot.down)
        missing = len(_lines(placed, edges)) * _CELL * _SPACED + 2 - sum(heights[row] for row in rows)
        heights[rows[-1]] += max(0.0, missing)
    return heights


def _drawn(grid: Grid, edges: list[float], heights: list[float], rows: range, y: float) -> str:
    """The rows' cells; one that goes on from the page before is drawn again without its text."""
    objects = ""
    tops = {row: y + sum(heights[rows[0] : row]) for row in (*rows, rows[-1] + 1)} if rows else {}
    for placed in {placed for row in rows for placed in covering(grid)[row]}:
        first, end = max(placed.row, rows[0]), min(placed.row + placed.slot.down, rows[-1] + 1)
        left, right = edges[placed.column], edges[placed.column + placed.slot.across]
        objects += box(left, tops[first], right - left, tops[end] - tops[first])
        if placed.row == first:
            lines = _lines(placed, edges)
            begin = (tops[first] + tops[end] - len(lines) * _CELL * _SPACED) / 2
            for number, line in enumerate(lines):
                if line:
                    objects += text(left + 1, begin + (number + 0.8) * _CELL * _SPACED, line, _CELL)
    return objects


def _wrapped(said: str, room: float, size: float) -> list[str]:
    """The text cut where a line is full; a number is never cut."""
    lines, line, long = [], "", 0.0
    for character in said:
        wide = _width(character) * size
        if long + wide > room and line and not (character < "\x80" and line[-1] < "\x80"):
            lines.append(line)
            line, long = "", 0.0
        line, long = line + character, long + wide
    return [*lines, line]
