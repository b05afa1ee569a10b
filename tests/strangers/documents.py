"""The invented documents and what is right of them, as they lie beside each other."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

HERE = Path(__file__).parent
_AGAIN = "(same altered figure)"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A figure as a careful reader takes it; `measure_code` and `basis` are '' where nothing fits or nobody asks."""

    printed: str
    unit: str
    value: Decimal
    label: tuple[str, ...]
    measure_code: str
    year: int | None
    basis: str
    role: str
    of: str
    scope_name: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A contradiction that was planted: the numbers of it as printed, its kind and what is wrong.

    `further` are the numbers of each other relation that the same altered figure breaks.
    """

    numbers: tuple[str, ...]
    kind: str
    words: str
    further: tuple[tuple[str, ...], ...] = ()

    @property
    def relations(self) -> tuple[tuple[str, ...], ...]:
        """The numbers of every relation that is broken."""
        return (self.numbers, *self.further)


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with the relations that it states, `growth: 12.50 / 108.00 = 11.57%`; `broken` are those that do not hold."""

    number: str
    text: str
    relations: tuple[str, ...]
    broken: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """Whose document it is."""

    title: str
    department_name: str
    county_name: str
    year: int
    kind: str


_UNTOLD = Head("", "", "", 0, "")


@dataclass(frozen=True, slots=True)
class Stranger:
    """A document with its head, its figures in their order and its faults; `group` is the first word of its name."""

    path: Path
    head: Head
    figures: tuple[Wanted, ...]
    faults: tuple[Fault, ...]

    @property
    def group(self) -> str:
        return self.path.name.partition("-")[0]


def strangers() -> Iterator[Stranger]:
    """All documents, by name."""
    for row in _rows(HERE / "heads.csv"):
        path = HERE / "reports" / row["file"]
        yield Stranger(
            path,
            Head(row["title"], row["department"], row["county"], int(row["year"]), row["kind"]),
            tuple(map(_wanted, _rows(path.with_suffix(".csv")))),
            _faults(path.with_suffix(".faults.csv")),
        )


def planted() -> Iterator[Stranger]:
    """The documents of which only the contradictions are labelled, by name: each set was read before anyone built on it."""
    for path in sorted((HERE / "planted").glob("*.html")):
        yield Stranger(path, _UNTOLD, (), _faults(path.with_suffix(".faults.csv")))


def _faults(path: Path) -> tuple[Fault, ...]:
    faults: list[Fault] = []
    for row in _rows(path):
        one = _fault(row)
        if one.words.startswith(_AGAIN):
            faults[-1] = replace(faults[-1], further=(*faults[-1].further, one.numbers))
        else:
            faults.append(one)
    return tuple(faults)


def passages() -> Iterator[Passage]:
    """The texts of the list of sentences, in its order."""
    for row in _rows(HERE / "sentences.csv"):
        broken = () if row["holds"] == "yes" else _parts(row["holds"])
        yield Passage(row["id"], row["text"], _parts(row["relations"]), broken)


def _parts(relations: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in relations.split(";;") if part.strip())


def _wanted(row: Mapping[str, str]) -> Wanted:
    return Wanted(
        row["printed"], row["unit"], Decimal(row["value"]), tuple(row["label"].split("|")), row["measure"],
        int(row["year"]) if row["year"] else None, row["basis"], row["role"], row["of"], row["scope"],
    )  # fmt: skip


def _fault(row: Mapping[str, str]) -> Fault:
    return Fault(tuple(row["numbers"].split(";")), row["kind"], row["words"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
