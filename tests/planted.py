"""Single errors planted in the tables of a report, one at a time, and what the judge makes of each.

`python -m tests.planted FILE [COUNT]` prints by kind and by rule how many were detected and how many named.
"""

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from multiprocessing import get_context
from pathlib import Path

from flows.extraction import SourceClues, extract
from flows.judging.judge import judge
from flows.judging.sums.localization import suspects
from flows.model.facts import Comparison, Extract, Figure
from flows.model.report import Cell, Report, Table
from flows.readers import read

KINDS = ("digit", "swap", "times_10000", "dropped")


@dataclass(frozen=True, slots=True)
class Error:
    """One number of a cell printed otherwise; `printed` is '' where it is left out."""

    kind: str
    figure: Figure
    printed: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of a planted error.

    `equations` are the sums that hold with the cell in the correct report. `is_named` where it stands first among all
    suspects, alone; `is_tied` where others are as probable. `is_open` where a rule that passed is left open instead.
    `is_told` where the value left out is a mere total of what stands or is printed for the same thing once more: then
    nothing the report still says lacks it. `rules` are those of the sums.
    """

    error: Error
    is_detected: bool
    is_open: bool
    is_named: bool
    is_tied: bool
    is_told: bool
    equations: int
    rules: tuple[str, ...]


def planted(figures: Iterable[Figure]) -> Iterator[Error]:
    """Every single-digit, adjacent-swap, ten-thousandfold and dropped-value error of these figures."""
    for figure in figures:
        yield Error("dropped", figure, "")
        if figure.value:
            yield Error("times_10000", figure, f"{Decimal(figure.printed.replace(',', '')) * 10_000:f}")
        for at, digit in enumerate(figure.printed):
            if not digit.isdigit():
                continue
            for other in "0123456789":
                if other != digit:
                    yield Error("digit", figure, figure.printed[:at] + other + figure.printed[at + 1 :])
            after = next((spot for spot in range(at + 1, len(figure.printed)) if figure.printed[spot].isdigit()), None)
            if after is not None and figure.printed[after] != digit:
                letters = list(figure.printed)
                letters[at], letters[after] = letters[after], letters[at]
                yield Error("swap", figure, "".join(letters))


class Trials:
    """A report in which errors are planted; what it got wrong itself accuses none of the cells."""

    def __init__(self, report: Report, clues: SourceClues) -> None:
        self._report, self._clues = report, clues
        self.extract, self.comparisons = self._judged(report)
        self._known = {_key(one) for one in self.comparisons if one.status == "fail"}
        self._known_questions = {_question(one) for one in self.comparisons if one.status == "fail"}
        self._open = Counter(_question(one) for one in self.comparisons if one.status == "not_applicable")
        self.asked: dict[int, list[Comparison]] = {}
        for one in self.comparisons:
            for number in {term.figure_no for term in one.terms if one.status == "pass"}:
                if number is not None:
                    self.asked.setdefault(number, []).append(one)

    @property
    def figures(self) -> list[Figure]:
        """The figures of tables that some rule compares and that are nothing but a number in their cell."""
        return [
            figure
            for figure in self.extract.figures
            if figure.figure_no in self.asked and figure.place.table_no is not None and figure.figure_kind != "prose"
        ]

    def errors(self, count: int, seed: int = 1) -> Sequence[Error]:
        """So many errors that a comparison can tell: all that are no single digits first, the rest drawn."""
        every = [error for error in planted(self.figures) if self._can_be_told(error)]
        rare = [error for error in every if error.kind != "digit"]
        digits = [error for error in every if error.kind == "digit"]
        draw = random.Random(seed)
        draw.shuffle(rare)
        draw.shuffle(digits)
        share = min(len(rare), max(count // 2, count - len(digits)))
        return (rare[:share] + digits)[:count]

    def run(self, error: Error) -> Trial:
        """Plant one error and judge the report."""
        found, comparisons = self._judged(_mutated(self._report, error))
        place = error.figure.place
        fails = [one for one in comparisons if one.status == "fail" and _key(one) not in self._known]
        mine = [one for one in fails if any(term.place and _cell(term.place) == _cell(place) for term in one.terms)]
        opened = Counter(_question(one) for one in comparisons if one.status == "not_applicable") - self._open
        by_number = suspects(comparisons, found.figures)
        new = [one for one in fails if _question(one) not in self._known_questions] or fails
        accused = {one.figure.figure_no: one for fail in new for one in by_number.get(fail.comparison_no, ())}
        least = min((one.improbability for one in accused.values()), default=None)
        first = [_cell(one.figure.place) for one in accused.values() if one.improbability == least]
        if not error.printed:
            first = [
                _cell(one.place) for one in fails if one.place and any(term.figure_no is None for term in one.terms)
            ]
        return Trial(
            error,
            is_detected=bool(mine) if error.printed else bool(fails),
            is_open=bool(opened),
            is_named=first == [_cell(place)],
            is_tied=len(first) > 1 and _cell(place) in first,
            is_told=not error.printed and self._is_told(error.figure),
            equations=self.equations_of(error.figure),
            rules=tuple(sorted({one.rule_code for one in self.asked[error.figure.figure_no]})),
        )

    def _is_told(self, figure: Figure) -> bool:
        again = any(
            (other.label, other.scope_name, other.value) == (figure.label, figure.scope_name, figure.value)
            for other in self.extract.figures
            if other.figure_no != figure.figure_no and other.place.table_no is not None
        )
        sums = [[(t.weight, t.figure_no) for t in one.terms] for one in self.asked[figure.figure_no] if one.is_sum]
        own = [next(sign for sign, number in terms if number == figure.figure_no) for terms in sums]
        return again or all(sum(sign == side for sign, _ in terms) == 1 for terms, side in zip(sums, own, strict=True))

    def equations_of(self, figure: Figure) -> int:
        """The sums that hold with the figure in the correct report."""
        return sum(one.relation == "eq" and one.is_sum for one in self.asked.get(figure.figure_no, ()))

    def _can_be_told(self, error: Error) -> bool:
        """Whether the error is larger than what a comparison of its figure leaves free; a blank breaks no bound."""
        figure = error.figure
        if not error.printed:
            return bool(figure.value) and any(one.relation != "le" for one in self.asked[figure.figure_no])
        own = Decimal(figure.printed.replace(",", ""))
        change = (Decimal(error.printed.replace(",", "")) - own) * figure.step.scaleb(-own.as_tuple().exponent)
        return any(_is_beyond(one, figure, change) for one in self.asked[figure.figure_no])

    def _judged(self, report: Report) -> tuple[Extract, tuple[Comparison, ...]]:
        found = extract(report, self._clues)
        return found, judge(found)


def _is_beyond(one: Comparison, figure: Figure, change: Decimal) -> bool:
    """Whether a comparison that holds can fail by so much: of a bound what is left below it is free."""
    is_bound_of_sums = one.relation == "le" and all(term.role == "addend" for term in one.terms)
    if not is_bound_of_sums or one.left_value is None or one.right_value is None:
        return abs(change) > one.slack
    shift = sum(term.weight for term in one.terms if term.figure_no == figure.figure_no) * change
    return one.left_value - one.right_value + shift > one.slack


def _cell(place: object) -> tuple[object, ...]:
    return tuple(getattr(place, name) for name in ("block_no", "row_no", "column_no"))


def _key(one: Comparison) -> tuple[object, ...]:
    return (*_question(one), one.left_value, one.right_value)


def _question(one: Comparison) -> tuple[object, ...]:
    return one.rule_code, one.report_no, one.scope_name, one.period_year, one.basis, one.place


def _mutated(report: Report, error: Error) -> Report:
    place = error.figure.place
    assert place.char_start is not None and place.char_end is not None

    def changed(cell: Cell) -> Cell:
        if (cell.row, cell.column) != (place.row_no, place.column_no):
            return cell
        own = cell.text[place.char_start : place.char_end]
        assert error.figure.printed in own, (own, error)
        text = own.replace(error.figure.printed, error.printed, 1)
        return replace(cell, text=cell.text[: place.char_start] + text + cell.text[place.char_end :])

    blocks = tuple(
        replace(block, cells=tuple(changed(cell) for cell in block.cells))
        if isinstance(block, Table) and block.table_no == place.table_no
        else block
        for block in report.blocks
    )
    return replace(report, blocks=blocks)


@cache
def trials_of(path: str) -> Trials:
    """The trials of a file, which is read once a process."""
    return Trials(read(Path(path).read_bytes(), Path(path)), SourceClues(Path(path).name))


def _run(path: str, error: Error) -> Trial:
    return trials_of(path).run(error)


def measured(path: Path, count: int, processes: int = 2) -> list[Trial]:
    """What became of so many errors planted in a file, on several processes."""
    errors = trials_of(str(path)).errors(count)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return list(pool.map(_run, [str(path)] * len(errors), errors, chunksize=25))


def table_of(trials: Iterable[Trial], key: Callable[[Trial], Iterable[str]]) -> dict[str, Counter[str]]:
    """Trials counted by what the key says of each; `twofold` are detected and stand in two sums or more."""
    told: dict[str, Counter[str]] = {}
    for trial in trials:
        twofold = trial.is_detected and trial.equations > 1
        for name in key(trial):
            told.setdefault(name, Counter()).update(
                planted=1, detected=trial.is_detected, open=trial.is_open and not trial.is_detected,
                twofold=twofold, named=twofold and trial.is_named, tied=twofold and trial.is_tied,
            )  # fmt: skip
    return told


def kind_of(trial: Trial) -> tuple[str]:
    """The kind of a trial's error, values left out that the report still tells apart from the others."""
    return (f"{trial.error.kind}_but_told" if trial.is_told else trial.error.kind,)


if __name__ == "__main__":
    done = measured(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100_000)
    for name, counts in (*table_of(done, kind_of).items(), *sorted(table_of(done, lambda one: one.rules).items())):
        print(f"{name:18}", "  ".join(f"{what} {number}" for what, number in counts.items()))
