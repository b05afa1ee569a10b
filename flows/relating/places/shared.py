"""Shares that do not say of what (占4.87%), in a list that goes on over paragraphs: the whole that most have."""

from collections.abc import Collection, Iterator, Sequence
from decimal import Decimal

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation
from flows.model.words import plain
from flows.relating.places.subjects import words_of
from flows.relating.places.twins import UNCERTAIN

_SHARE = "share"
_AMOUNTS = frozenset({"amount", "count"})
_FEWEST = 2
_MOST = 20  # amounts in them, the nearest
_NEARBY = 2  # paragraphs in front of a list in which its whole may stand
_WHOLE = Decimal(100)


def shared_over_paragraphs(figures: Sequence[Figure], explained: Collection[int]) -> Iterator[Relation]:
    """The shares of a list beside their parts and the only amount before the list of which most of them come out right.

    Two must, and twice as many as do not; nothing and all of a whole prove none.
    """
    by_no = {figure.figure_no: figure for figure in figures}
    shares = [
        (share, part)
        for share in figures
        if share.figure_role == _SHARE and share.place.table_no is None and share.figure_no not in explained
        if share.value is not None and _names_no_whole(share)
        if share.of_figure_no is not None and (part := by_no.get(share.of_figure_no)) is not None
        if part.value and not part.hedge
    ]
    by_block: dict[int, list[Figure]] = {}
    for figure in figures:
        by_block.setdefault(figure.place.block_no, []).append(figure)
    for run in _runs(shares):
        first = run[0][1]
        here = range(first.place.block_no - _NEARBY, first.place.block_no + 1)
        near = [figure for block in here for figure in by_block.get(block, ())]
        wholes = [one for one in list(_before(near, first))[-_MOST:] if len(_right(run, one)) >= _FEWEST]
        values = {one.value for one in wholes}
        if len(values) != 1:
            continue
        right = _right(run, wholes[0])
        if len(right) >= _FEWEST * (len(run) - len(right)):
            yield from (_ratio(share, part, wholes[0]) for share, part in run)


_Run = list[tuple[Figure, Figure]]


def _runs(shares: Sequence[tuple[Figure, Figure]]) -> Iterator[_Run]:
    """Shares of one unit in paragraphs that follow one another."""
    run: _Run = []
    for share, part in shares:
        if run and (share.place.block_no - run[-1][0].place.block_no > 1 or part.unit != run[-1][1].unit):
            yield run
            run = []
        run.append((share, part))
    if run:
        yield run


def _names_no_whole(share: Figure) -> bool:
    return plain(share.label.rpartition(" / ")[2]) in words_of("of_a_whole")


def _before(figures: Sequence[Figure], first: Figure) -> Iterator[Figure]:
    """The amounts right in front of a list that are larger than its first part."""
    for figure in figures:
        is_before = figure.figure_no < first.figure_no and figure.place.table_no is None
        is_amount = figure.figure_role in _AMOUNTS and figure.unit == first.unit and not figure.hedge
        if is_before and is_amount and (figure.value or 0) > (first.value or 0):
            yield figure


def _right(run: _Run, whole: Figure) -> _Run:
    """The shares of a list that a whole explains, those of nothing and of all of it left out."""
    return [(share, part) for share, part in run if 0 < (share.value or 0) < _WHOLE and _is_right(share, part, whole)]


def _is_right(share: Figure, part: Figure, whole: Figure) -> bool:
    rate = (part.value or Decimal(0)) / (whole.value or Decimal(1)) * _WHOLE
    return abs(rate - (share.value or 0)) <= share.step / 2


def _ratio(share: Figure, part: Figure, whole: Figure) -> Relation:
    parts = (Operand(part.figure_no, 1, "dividend"), Operand(whole.figure_no, 1, "divisor"))
    return Relation(
        share.report_no, "ratio", "places", (Operand(share.figure_no),), parts,
        is_closed=True, is_meant=False, confidence=UNCERTAIN, quote=share.quote or share.label,
    )  # fmt: skip
