"""How many contradictions that were planted in the invented documents are found, and what is told that is none.

A contradiction is found where one failing comparison joins two of its numbers. A failing comparison is false where it
joins none of any: one wrong number makes others fail that nobody listed. Coverage is the share of figures that stand in
a comparison that was decided.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from flows.judging.judge import judge
from flows.model.facts import Comparison, Extract
from tests.strangers.documents import Fault, Stranger, planted, strangers
from tests.strangers.measuring import understood

TOLD = ("error", "warn")


@dataclass(frozen=True)
class Found:
    """A document with everything that the judge says of it."""

    stranger: Stranger
    figures: int
    comparisons: tuple[Comparison, ...]

    @cached_property
    def failing(self) -> Sequence[Comparison]:
        """What is told as wrong or to be asked about, a cause and its consequences."""
        return [one for one in self.comparisons if one.status == "fail" and one.severity in TOLD]

    @property
    def missed(self) -> list[Fault]:
        """The planted contradictions that nothing tells."""
        return [fault for fault in self.stranger.faults if not any(_tells(one, fault) for one in self.failing)]

    @property
    def false(self) -> list[Comparison]:
        """What fails without any number of a planted contradiction."""
        return [one for one in self.failing if not any(_joins(one, fault) for fault in self.stranger.faults)]

    @property
    def compared(self) -> int:
        """The figures that some decided comparison joins."""
        decided = (one for one in self.comparisons if one.status != "not_applicable")
        return len({term.figure_no for one in decided for term in one.terms} - {None})


def _tells(one: Comparison, fault: Fault) -> bool:
    """Whether the comparison joins two numbers of a broken relation, or its only one, where that contradicts words."""
    return any(joined >= min(2, len(numbers)) for numbers, joined in _joined(one, fault))


def _joins(one: Comparison, fault: Fault) -> bool:
    """Whether the comparison joins any number of the contradiction."""
    return any(joined for _, joined in _joined(one, fault))


def _joined(one: Comparison, fault: Fault) -> Iterator[tuple[Sequence[str], int]]:
    """The numbers of each broken relation, with how many of them the comparison joins."""
    printed = {_digits(term.printed) for term in one.terms}
    for numbers in fault.relations:
        yield numbers, len(printed & set(map(_digits, numbers)))


def _digits(printed: str) -> str:
    return "".join(character for character in printed if character.isdigit() or character == ".")


def found(stranger: Stranger, extract: Extract) -> Found:
    """A document, as it was understood, with what the judge says of it."""
    return Found(stranger, sum(figure.value is not None for figure in extract.figures), judge(extract))


def tell_contradictions(word: str | None) -> None:
    """Prints the shares by group; for documents whose name holds the word also what is missed and what is false."""
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for stranger in (*strangers(), *planted()):
        one = found(stranger, understood(stranger))
        false = Counter(comparison.severity for comparison in one.false)
        errors = sum(comparison.severity == "error" for comparison in one.failing)
        kind = "labelled" if one.stranger.figures else "planted"
        for group in (f"{kind} {one.stranger.group}", f"{kind} all"):
            counts[group].update(
                planted=len(one.stranger.faults), missed=len(one.missed), errors=errors, false_errors=false["error"],
                false_warnings=false["warn"], figures=one.figures, compared=one.compared,
                clean=not one.stranger.faults, clean_with_error=bool(not one.stranger.faults and false["error"]),
            )  # fmt: skip
        if word and word in stranger.path.name:
            for fault in one.missed:
                print(f"missed  {one.stranger.path.name}  {fault.kind}  {';'.join(fault.numbers)}  {fault.words}")
            for comparison in one.false:
                name = f"{comparison.severity} {comparison.rule_code}"
                print(f"false   {one.stranger.path.name}  {name}  {comparison.explanation}")
    print(
        f"{'group':20}{'planted':>9}{'recall':>9}{'precision':>11}{'coverage':>10}{'false warn':>12}{'clean wrong':>13}"
    )
    for group, count in counts.items():
        recall = 1 - count["missed"] / count["planted"] if count["planted"] else 1
        precision = 1 - count["false_errors"] / count["errors"] if count["errors"] else 1
        clean = f"{count['clean_with_error']} of {count['clean']}"
        print(
            f"{group:20}{count['planted']:>9}{recall:9.3f}{precision:11.3f}"
            f"{count['compared'] / count['figures']:10.3f}{count['false_warnings']:>12}{clean:>13}"
        )
