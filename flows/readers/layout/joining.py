"""Tables of a PDF that go on over the page: without the repeated header, rows and cells that it cut whole again."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from flows.readers.layout.cells import are_one, is_amount, meeting
from flows.readers.layout.lines import Margins, is_full, join
from flows.readers.layout.rulings import boundaries, nearest
from flows.readers.layout.tables import Box, Piece

_SAME_EDGE = 3.0
_MOST_HEADER_ROWS = 5
_FAR_DOWN = 0.75  # of the page's height: a table that ends below may go on overleaf with other columns
_MOST_PADDING = 8.0


def goes_on(piece: Piece, following: Piece) -> bool:
    """Whether the following piece, first on the next page, is the same table.

    Its outer edges must be the same; its columns too, unless the piece reaches far down its page.
    """
    edges = ((piece.left, following.left), (piece.right, following.right))
    if any(abs(before - after) > _SAME_EDGE for before, after in edges):
        return False
    return piece.bottom >= _FAR_DOWN or _columns(piece) == _columns(following)


def _columns(piece: Piece) -> tuple[int, ...]:
    return tuple(round((x - piece.left) / _SAME_EDGE / 2) for x in boundaries(box.left for box in piece.all_boxes()))


def joined(piece: Piece, following: Piece) -> Piece:
    """Both as one: without the repeated header, a row cut in two whole again, a merged cell reaching over
    the break.
    """
    following = _without_rows(following, _repeated_rows(piece, following))
    row_count = piece.row_count + following.row_count
    if boxes := _rejoined(piece, following):
        row_count -= 1
    else:
        merged = [box.left for box in following.row(0) if not box.text and box.row_span > 1]
        if _is_row_rest(piece, following):
            piece = _with_rest(piece, following.row(0))
            following = _without_rows(following, 1)
        elif _is_empty_rest(piece, following):
            following = _without_rows(following, 1)
        boxes = _reaching_over(piece, following, merged)
        row_count = piece.row_count + following.row_count
    is_open = [box.row < _MOST_HEADER_ROWS or box.row + box.row_span == row_count for box in boxes]
    return replace(
        piece,
        boxes=tuple(compress(boxes, is_open)),
        settled=(*piece.settled, tuple(box for box, still in zip(boxes, is_open, strict=True) if not still)),
        row_count=row_count,
        bottom=following.bottom,
    )


def _shows_cuts(piece: Piece) -> bool:
    """Whether a missing line at the edge tells of a cut cell: a table may leave its outer lines out everywhere."""
    return not all(box.is_cut_above for box in piece.row(0))


def _is_cut_through(piece: Piece, following: Piece) -> bool:
    """Whether the page break runs through the last row: no line closes it there, nor opens the first one overleaf."""
    above, below = _last_row(piece), following.row(0)
    is_cut = all(box.is_cut_below for box in above) and all(box.is_cut_above for box in below)
    return is_cut and _shows_cuts(piece) and not _are_apart(above, below)


def _are_apart(above: Sequence[Box], below: Sequence[Box]) -> bool:
    """Whether numbers say that the cells of the two pages are rows of their own: both halves hold whole ones in a
    column.
    """
    pairs = (
        (box, other) for other in below for box in above if box.lines and other.lines and _same_columns(box, other)
    )
    return any(
        is_amount(box.lines[-1].text)
        and is_amount(other.lines[0].text)
        and meeting(box.lines[-1], other.lines[0], _edges(box)) == "apart"
        for box, other in pairs
    )


def _rejoined(piece: Piece, following: Piece) -> tuple[Box, ...]:
    """All cells, with the row that the page break runs through whole again; nothing where it runs between rows.

    A cell that begins only overleaf is put beside those that it belongs to.
    """
    if not _is_cut_through(piece, following):
        return ()
    cut = piece.row_count - 1
    above, result = _last_row(piece), [box for box in piece.boxes if box.row + box.row_span < piece.row_count]
    for below in following.boxes:
        below = replace(below, row=below.row + cut)
        same = next((box for box in above if below.row == cut and _same_columns(box, below)), None)
        if same:
            above.remove(same)
            below = replace(
                _longer(same, below) if same.text and below.text else replace(same, text=same.text or below.text),
                row_span=same.row_span + below.row_span - 1,
                is_cut_below=below.is_cut_below,
            )
        result.append(below)
    begun = [box for box in result if box.row <= cut < box.row + box.row_span]
    for box in above:
        is_taken = any(other.left < box.right - _SAME_EDGE and other.right > box.left + _SAME_EDGE for other in begun)
        if is_taken and box.text:
            return ()
        if not is_taken:
            result.append(box)
        elif box.row_span > 1:
            result.append(replace(box, row_span=box.row_span - 1))
    return tuple(sorted(result, key=lambda box: (box.row, box.left)))


def _repeated_rows(piece: Piece, following: Piece) -> int:
    """How many rows at the top of the following piece only repeat the table's first rows."""
    repeated = 0
    for row_no in range(min(_MOST_HEADER_ROWS, piece.row_count, following.row_count - 1)):
        ours, theirs = piece.row(row_no), following.row(row_no)
        if [box.text for box in ours] != [box.text for box in theirs] or not any(box.text for box in ours):
            break
        if all(box.row + box.row_span <= row_no + 1 for box in following.boxes if box.row <= row_no):
            repeated = row_no + 1
    return repeated


def _without_rows(piece: Piece, count: int) -> Piece:
    """The piece without its first rows; a cell that reaches below them loses only its part in them."""
    boxes = tuple(
        replace(box, row=max(box.row - count, 0), row_span=min(box.row_span, box.row + box.row_span - count))
        for box in piece.boxes
        if box.row + box.row_span > count
    )
    return replace(piece, boxes=boxes, row_count=piece.row_count - count)


def _is_row_rest(piece: Piece, following: Piece) -> bool:
    """Whether the first row overleaf is the rest of the last row: the same cells, and each that says
    something goes on a cell whose text broke off for want of room.
    """
    above, below = _last_row(piece), following.row(0)
    if len(above) != len(below) or not any(box.text for box in below):
        return False
    pairs = list(zip(above, below, strict=True))
    if any(not _same_columns(one, other) or (other.text and other.row_span > 1) for one, other in pairs):
        return False
    if _are_apart(above, below) or (all(other.text for other in below) and len(below) > 1):
        return False  # a row that fills every cell stands by itself
    return all(_breaks_off(one, other) for one, other in pairs if other.text)


def _is_empty_rest(piece: Piece, following: Piece) -> bool:
    """Whether the first row overleaf is only the empty foot of a cell that ends the page, beside merged
    cells if any.
    """
    below = [box for box in following.row(0) if box.text or box.row_span == 1]
    if len(below) != 1 or below[0].text:
        return False
    return any(box.text and _same_columns(box, below[0]) for box in _last_row(piece))


def _last_row(piece: Piece) -> list[Box]:
    reaching = [box for box in piece.boxes if box.row + box.row_span == piece.row_count]
    return sorted(reaching, key=lambda box: box.left)


def _edges(box: Box) -> Margins:
    """Between which edges the cell's text is wrapped."""
    padding = min(_MOST_PADDING, box.lines[0].x0 - box.left)
    return Margins(box.left + padding, box.right - padding)


def _breaks_off(above: Box, below: Box) -> bool:
    """Whether the text below goes on that above: a full last line, or prose of several lines."""
    if not above.lines:
        return False
    is_cut = is_full(above.lines[-1], below.lines[0], _edges(above))
    return is_cut or len(above.lines) > 2 or (len(above.lines) > 1 and not above.text.endswith("。"))


def _with_rest(piece: Piece, rest: Sequence[Box]) -> Piece:
    by_left = {nearest([box.left for box in rest], above.left): above for above in _last_row(piece)}
    longer = {id(above): _longer(above, rest[index]) for index, above in by_left.items() if rest[index].text}
    return replace(piece, boxes=tuple(longer.get(id(box), box) for box in piece.boxes))


def _longer(above: Box, below: Box) -> Box:
    last, first = above.lines[-1], below.lines[0]
    text = join(above.text, below.text) if are_one(last, first, _edges(above)) else f"{above.text}\n{below.text}"
    return replace(above, text=text, lines=(*above.lines, *below.lines))


def _reaching_over(piece: Piece, following: Piece, merged: Sequence[float]) -> tuple[Box, ...]:
    """All cells, the following ones below the piece's.

    A merged label is printed on its first page only: overleaf an empty merged cell (`merged` has their
    left edges) is its rest. So is a merged cell that no line parts from the one above.
    """
    boxes = list(piece.boxes)
    ends = {index: box for index, box in enumerate(boxes) if box.row + box.row_span == piece.row_count and box.text}
    shows_cuts = _shows_cuts(piece)
    for rest in following.boxes:
        owner = None
        if rest.row == 0:
            is_merged = not rest.text and any(abs(rest.left - left) < 1 for left in merged)
            owner = next(
                (
                    index
                    for index, box in ends.items()
                    if _same_columns(box, rest)
                    and (is_merged or (shows_cuts and box.is_cut_below and rest.is_cut_above and rest.row_span > 1))
                ),
                None,
            )
        if owner is None:
            boxes.append(replace(rest, row=rest.row + piece.row_count))
        else:
            whole = _longer(boxes[owner], rest) if rest.text else boxes[owner]
            span = boxes[owner].row_span + rest.row_span
            boxes[owner] = replace(whole, row_span=span, is_cut_below=rest.is_cut_below)
    return tuple(boxes)


def _same_columns(one: Box, other: Box) -> bool:
    return abs(one.left - other.left) <= _SAME_EDGE and abs(one.right - other.right) <= _SAME_EDGE
