"""What is found in reports that nobody wrote for these rules: contradictions of their authors, and slips anywhere.

The authors of the invented documents (`tests/strangers`) planted the contradictions before anything had read them. A slip
is put at any figure of a correct one, whether or not a rule asks about it: so this tells of all figures what the rows by
rule tell only of those that are asked.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from flows.judging.judge import judge
from flows.model.facts import Comparison, Figure
from flows.model.report import Place
from flows.readers import read
from tests.detector import slips
from tests.detector.documents import Document
from tests.detector.spots import NUMBER, overprinted
from tests.strangers.documents import Stranger, planted, strangers
from tests.strangers.finding import TOLD, Found, found
from tests.strangers.measuring import understood

_SLIPS_A_DOCUMENT = 6
_LEAST = Decimal("0.01")  # of the number: a smaller slip may be within what rounding explains
_SLIPS: Mapping[str, Callable[[Random, str], str | None]] = {
    "一位数字错": slips.digit, "相邻数字颠倒": slips.swap, "小数点错一位": slips.point,
}  # fmt: skip
KINDS: Mapping[str, str] = {
    "sum": "合计与各项不符", "part": "其中数与总数不符", "difference": "增减额不符", "growth": "增减率不符",
    "ratio": "比率不符", "share": "占比不符", "execution": "执行率不符", "direction": "增减用语写反", "twice": "前后两处不一",
    "last_year": "误用上年数", "score": "得分、分值、等次不符", "limit": "超出上限", "per head": "人均、单价不符",
    "staff": "人数不符", "carry-over": "结转结余不符", "closing": "年末数不符", "procurement": "政府采购不符", "unit": "单位错",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something was planted, and how often it was told."""

    planted: int
    told: int


@dataclass(frozen=True, slots=True)
class Field:
    """What was measured on the invented documents.

    `contradictions` are those of the authors by kind, `slips` those put at any figure of a correct document, `alarmed`
    the correct documents that an error is told of, `compared` the figures that stand in a decided comparison.
    """

    documents: int
    correct: int
    alarmed: int
    figures: int
    compared: int
    contradictions: Mapping[str, Tally]
    slips: Mapping[str, Tally]


def measured(workers: Executor) -> Field:
    """Everything, of all documents, by the workers."""
    listed = documents()
    founds = list(workers.map(_found, range(len(listed)), chunksize=4))
    correct = [number for number, one in enumerate(listed) if not one.faults]
    slipped = list(workers.map(slips_told, correct, chunksize=4))
    faults = [(fault.kind, fault not in one.missed) for one in founds for fault in one.stranger.faults]
    return Field(
        len(listed),
        len(correct),
        sum(any(false.severity == "error" for false in founds[number].false) for number in correct),
        sum(one.figures for one in founds),
        sum(one.compared for one in founds),
        {name: _tally(faults, kind) for kind, name in KINDS.items()},
        {kind: _tally([one for told in slipped for one in told], kind) for kind in _SLIPS},
    )


def slips_told(number: int) -> Sequence[tuple[str, bool]]:
    """Each slip that is tried on a document, by its kind, with whether anything is told of the number."""
    stranger = documents()[number]
    extract = understood(stranger)
    document = Document(read(stranger.path.read_bytes(), stranger.path), stranger.path.name, extract, judge(extract))
    suspected = {_spot(place) for place in _told_of(document.comparisons)}
    figures = [
        figure for figure in document.extract.figures if _can_slip(figure) and _spot(figure.place) not in suspected
    ]
    random = Random(stranger.path.name)
    random.shuffle(figures)
    return [(kind, _is_told(document, figure, printed)) for kind, figure, printed in _tried(random, figures)]


def _tried(random: Random, figures: Sequence[Figure]) -> Iterator[tuple[str, Figure, str]]:
    """Slips of every kind in turn, each at another figure, until there are enough."""
    done = 0
    for figure in figures:
        kind = tuple(_SLIPS)[done % len(_SLIPS)]
        printed = _SLIPS[kind](random, figure.printed)
        if printed is None or done == _SLIPS_A_DOCUMENT:
            continue
        before, after = (Decimal(text.replace(",", "")) for text in (figure.printed, printed))
        if abs(after - before) > abs(before) * _LEAST:
            done += 1
            yield kind, figure, printed


def _is_told(document: Document, figure: Figure, printed: str) -> bool:
    failing = _told_of(document.judged(overprinted(document, figure, printed)))
    return _spot(figure.place) in {_spot(place) for place in failing}


def _told_of(comparisons: Sequence[Comparison]) -> Iterator[Place]:
    """The places of all numbers that something told as wrong or to be asked about joins."""
    for one in comparisons:
        if one.status == "fail" and one.severity in TOLD:
            yield from (term.place for term in one.terms if term.place is not None)


def _spot(place: Place) -> tuple[int | None, ...]:
    return place.block_no, place.row_no, place.column_no, place.char_start


def _can_slip(figure: Figure) -> bool:
    """Whether it is a printed number of some digits: years and single digits are never mistaken like these."""
    return bool(figure.value) and NUMBER.fullmatch(figure.printed) is not None and slips.has_digits(figure.printed)


def _tally(told: Sequence[tuple[str, bool]], kind: str) -> Tally:
    of_kind = Counter(is_told for one, is_told in told if one == kind)
    return Tally(of_kind.total(), of_kind[True])


@cache
def documents() -> Sequence[Stranger]:
    """All invented documents, in their order."""
    return (*strangers(), *planted())


def _found(number: int) -> Found:
    stranger = documents()[number]
    return found(stranger, understood(stranger))
