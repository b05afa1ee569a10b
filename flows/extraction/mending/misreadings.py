"""Characters that recognition of a picture took for others: l for 1 in 3l.5万元, 兀 for 元.

A number is read otherwise than printed only where its form proves it: letters between digits before a unit, or a cell
that becomes a number in a column of numbers; where its column has a total, that must not contradict. What stands for
what is data, `misread_characters.csv`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from flows.extraction.lexicon.digits import fold
from flows.extraction.lexicon.labels import is_part_label
from flows.extraction.lexicon.quantities import is_blank
from flows.extraction.lexicon.scanning import read_cell
from flows.extraction.lexicon.units import units
from flows.model.report import Block, Cell, Paragraph, Table
from flows.model.totals import is_total
from flows.model.words import longest_first, read_seed
from flows.model.years import is_year

Spot = tuple[int, int | None, int | None]  # block, row, column
_NUMBER = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?|(?:0|[1-9]\d*)(?:\.\d+)?")
_FEWEST_NUMBERS = 2
_SUM_AGREES, _OTHERS_ARE_NUMBERS = "，与本列合计相符", "，同列其他各格均为数字"
_SURE_UNITS = frozenset({"money", "percent"})


@dataclass(frozen=True, slots=True)
class Misreading:
    """A stretch of a text that was printed otherwise than it should read; `note` says it as a person would.

    `start` and `end` span the number or the word as a whole, `meant` is what should stand there.
    """

    start: int
    end: int
    meant: str
    note: str


def misreadings(blocks: Sequence[Block]) -> dict[Spot, tuple[Misreading, ...]]:
    """The stretches of paragraphs and cells that should read otherwise, in their order; none overlaps another."""
    found: dict[Spot, tuple[Misreading, ...]] = {}
    for block in blocks:
        if isinstance(block, Paragraph):
            if own := in_text(block.text):
                found[block.block_no, None, None] = own
            continue
        for cell in block.cells:
            if own := in_text(cell.text):
                found[block.block_no, cell.row, cell.column] = own
        found.update(_in_columns(block))
    return found


def may_be_misread(characters: frozenset[str]) -> bool:
    """Whether a text of these characters holds one that may stand for another."""
    return not characters.isdisjoint(_suspects())


@cache
def _suspects() -> frozenset[str]:
    letters = {row["read_as"][0] for row in read_seed("misread_characters")}
    return frozenset({*letters, *(chr(ord(letter) + 0xFEE0) for letter in letters if letter.isascii())})


@cache
def _meant(*kinds: str) -> Mapping[int, str]:
    """What each letter of these kinds stands for; `round` ones may begin and end a number, the others may not."""
    rows = (row for row in read_seed("misread_characters") if row["kind"] in kinds)
    return {ord(row["read_as"]): row["meant"] for row in rows}


@cache
def _words() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = (row for row in read_seed("misread_characters") if row["kind"] == "word")
    return tuple((re.compile(row["pattern"]), row["meant"]) for row in rows)


@cache
def _letters() -> str:
    return re.escape("".join(map(chr, _meant("round", "angular", "grouped"))))


@cache
def _token() -> re.Pattern[str]:
    sure = [name for name, unit in units().items() if unit.family in _SURE_UNITS]
    sure += [scale + "元" for scale in ("十万", "百万", "千万")]
    others = [re.escape(name) for name, unit in units().items() if unit.family not in _SURE_UNITS]
    return re.compile(
        rf"(?<![A-Za-z\d.,|/_-])(?P<number>(?=[{_letters()}.,]*\d)(?=[\d.,]*[{_letters()}])[\d.,{_letters()}]+)"
        rf"(?![A-Za-z\d])\s?(?:(?P<sure>{'|'.join(map(re.escape, longest_first(sure)))})|(?P<year>年)"
        rf"|(?P<other>{'|'.join(longest_first(others))}))(?![A-Za-z])"
    )


def in_text(text: str) -> tuple[Misreading, ...]:
    """The misread words of a text, and the numbers with letters between their digits and a unit behind them."""
    if not may_be_misread(frozenset(text)):
        return ()
    found = [
        Misreading(match.start(), match.end(), meant, _note(match[0], meant))
        for pattern, meant in _words()
        for match in pattern.finditer(text)
    ]
    # Words first: the unit behind a number may be one of them.
    told = fold(text)
    for word in found:
        told = told[: word.start] + word.meant.ljust(word.end - word.start) + told[word.end :]
    found += _numbers(text, told)
    return tuple(sorted(found, key=lambda one: one.start))


def _numbers(text: str, told: str) -> Iterator[Misreading]:
    for match in _token().finditer(told):
        number = match["number"]
        letters = _meant("round", "angular", *(["grouped"] if "," in number else []))
        meant = number.translate(letters)
        is_inside = number[0].isdigit() and number[-1].isdigit()
        edges = {number[0], number[-1]} - set("0123456789")
        is_sure = match["sure"] and all(ord(edge) in _meant("round") for edge in edges)
        fits = is_year(meant) if match["year"] else (is_inside or is_sure) and _NUMBER.fullmatch(meant)
        if fits:
            start, end = match.span("number")
            yield Misreading(start, end, meant, _note(text[start:end], meant))


def _note(printed: str, meant: str) -> str:
    return f"“{printed}”疑为识别错误，读作“{meant}”"


@dataclass(frozen=True, slots=True)
class _Column:
    """The cells of one column below its heading; `doubtful` are those that would be numbers if read otherwise."""

    cells: Sequence[Cell]
    doubtful: Mapping[int, str]  # by row

    def value(self, cell: Cell) -> Decimal | None:
        quantity = read_cell(self.doubtful.get(cell.row, cell.text))
        return quantity.value if quantity else None


def _in_columns(table: Table) -> Iterator[tuple[Spot, tuple[Misreading, ...]]]:
    by_column: dict[tuple[int, int], list[Cell]] = {}
    if not may_be_misread(frozenset("".join(cell.text for cell in table.cells))):
        return
    labels = {cell.row: cell.text for cell in reversed(table.cells) if cell.text.strip()}
    for cell in sorted(table.cells, key=lambda cell: cell.row):
        if not is_blank(cell.text):
            by_column.setdefault((cell.column, cell.column_span), []).append(cell)
    columns = [part for cells in by_column.values() for part in _runs(cells)]
    for column in columns:
        agrees = _agrees(column, labels, columns) if column.doubtful else None
        if agrees is False:
            continue
        for cell in column.cells:
            meant = column.doubtful.get(cell.row)
            if meant is not None and (agrees or _is_of_form(cell.text.strip(), meant, column)):
                note = _note(cell.text.strip(), meant) + (_SUM_AGREES if agrees else _OTHERS_ARE_NUMBERS)
                start = len(cell.text) - len(cell.text.lstrip())
                end = start + len(cell.text.strip())
                yield (table.block_no, cell.row, cell.column), (Misreading(start, end, meant, note),)


def _runs(cells: Sequence[Cell]) -> Iterator[_Column]:
    """The stretches of a column where every cell is a number or would be one, those with enough numbers in them."""
    run: list[Cell] = []
    doubtful: dict[int, str] = {}
    for cell in [*cells, None]:
        meant = "" if cell is None or read_cell(cell.text) else _as_number(cell.text)
        if cell is not None and (meant or read_cell(cell.text)):
            run.append(cell)
            doubtful.update({cell.row: meant} if meant else {})
            continue
        if len(run) - len(doubtful) >= _FEWEST_NUMBERS:
            yield _Column(tuple(run), dict(doubtful))
        run, doubtful = [], {}


def _as_number(text: str) -> str:
    """The number that a cell would be with its letters read as digits, '' where it would be none."""
    told = fold(text).strip()
    number = told.rstrip("%")
    if len(number) < 2 or not re.fullmatch(rf"[\d.,{_letters()}]+", number):
        return ""
    meant = number.translate(_meant("round", "angular", "grouped"))
    return meant + told[len(number) :] if _NUMBER.fullmatch(meant) else ""


def _is_of_form(printed: str, meant: str, column: _Column) -> bool:
    """Whether the form alone proves a number: letters that look like a code (B5) need the decimals of the column."""
    if not any(ord(letter) in _meant("angular") for letter in fold(printed)):
        return True
    others = {_decimals(cell.text) for cell in column.cells if cell.row not in column.doubtful}
    return others == {_decimals(meant)} != {0}


def _decimals(text: str) -> int:
    return len(fold(text).strip().rstrip("%").partition(".")[2])


def _agrees(column: _Column, labels: Mapping[int, str], columns: Sequence[_Column]) -> bool | None:
    """Whether the total of the column is the sum of its other rows, None where no total is to be expected so."""
    agrees = _adds_up(column, labels)
    if agrees is not False:
        return agrees
    rows = {cell.row for cell in column.cells}
    sound = [other for other in columns if not other.doubtful and {cell.row for cell in other.cells} == rows]
    # Where sound columns do not add up either, the rows are not simply parts of the total.
    return None if any(_adds_up(other, labels) is False for other in sound) else False


def _adds_up(column: _Column, labels: Mapping[int, str]) -> bool | None:
    totals = [cell for cell in column.cells if is_total(labels.get(cell.row, ""))]
    parts = [cell for cell in column.cells if cell not in totals and not is_part_label(labels.get(cell.row, ""))]
    values = [column.value(cell) for cell in parts]
    if len(totals) != 1 or len(parts) < _FEWEST_NUMBERS or None in values:
        return None
    return column.value(totals[0]) == sum((value for value in values if value is not None), Decimal(0))
