"""Ruled tables drawn row by row."""

from collections.abc import Sequence

from tests.readers.pdf.drawn import Page

Row = Sequence[str | Sequence[str]]


def grid(top: float, xs: Sequence[float], *rows: Row, step: float = 16, is_open: str = "") -> Page:
    """A table whose ruled rows hold several lines a cell: '' leaves a line blank. `is_open` names the sides (top,
    bottom) that no line closes.
    """
    page: list[tuple[float, ...] | tuple[float, float, str]] = []
    ys = [top]
    for row in rows:
        cells = [[cell] if isinstance(cell, str) else list(cell) for cell in row]
        for x, cell in zip(xs, cells, strict=False):
            page.extend((x + 4, ys[-1] + 12 + step * place, text) for place, text in enumerate(cell) if text)
        ys.append(ys[-1] + step * max(map(len, cells)))
    closed = [y for y in ys if not (y == ys[0] and "top" in is_open) and not (y == ys[-1] and "bottom" in is_open)]
    return [*page, *((xs[0], y, xs[-1], y) for y in closed), *((x, ys[0], x, ys[-1]) for x in xs)]
