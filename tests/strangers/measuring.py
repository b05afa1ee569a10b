"""How much of a document is read as its labels say: values, and figures whose own columns say all that they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from flows.extraction import SourceClues, extract
from flows.model.facts import Extract, Figure
from flows.model.words import fund_of, measures, plain
from flows.readers import read
from tests.strangers.documents import Stranger, Wanted

_OPEN_ROLES = frozenset({"change", "growth", "share", "completion", "per_head"})  # no measure is theirs


_DONE = frozenset({"actual", "spent", "received", "balance"})
_OF_BUDGETS, _OF_COUNTIES = "department_budget", "county_accounts"


@dataclass(frozen=True, slots=True)
class Answer:
    """A figure that is wanted in a report of a kind, and the one that was read where it stands, None where none was."""

    wanted: Wanted
    figure: Figure | None
    kind: str

    @property
    def has_value(self) -> bool:
        return self.figure is not None and self.figure.value == self.wanted.value

    @property
    def has_label(self) -> bool:
        one = self.figure
        if one is None:
            return False
        name = measures()[one.measure_code].name if one.measure_code else ""
        told = plain("".join((one.label, one.item_name, one.scope_name, name)))
        return all(plain(part) in told for part in self.wanted.label)

    @property
    def measure_code(self) -> str:
        """The measure that the figure is the amount of: a line of its breakdown is not."""
        one = self.figure
        return "" if one is None or one.item_name else one.measure_code or ""

    @property
    def has_measure(self) -> bool:
        """Whether it is the measure's figure, or no measure's where none fits; the total of one fund is no measure of
        the department, and told by measure and scope together, a line of a breakdown by measure and item.
        """
        wanted = self.wanted.measure_code
        is_right = self.measure_code == wanted or self._is_of_fund or self._is_line_of == wanted
        return self.figure is not None and is_right

    @property
    def _is_line_of(self) -> str:
        """The measure of a line of a breakdown that is named as what the figure is wanted of, '' of any other."""
        one = self.figure
        is_named = one is not None and bool(one.item_name) and plain(one.item_name) == plain(self.wanted.scope_name)
        return one.measure_code or "" if one and is_named else ""

    @property
    def _is_of_fund(self) -> bool:
        one = self.figure
        if one is None or self.wanted.measure_code or not one.scope_name or fund_of(one.scope_name) != one.scope_name:
            return False
        return fund_of("".join((*self.wanted.label, self.wanted.scope_name))) == one.scope_name

    @property
    def has_year(self) -> bool:
        return self.figure is not None and self.wanted.year in {None, self.figure.period_year}

    @property
    def has_basis(self) -> bool:
        return self.figure is not None and is_of_basis(self.figure.basis, self.wanted, self.kind)

    @property
    def is_own(self) -> bool:
        """Whether its own columns say all of it."""
        return self.has_value and self.has_label and self.has_measure and self.has_year and self.has_basis

    @property
    def is_of_wrong_measure(self) -> bool:
        return self.measure_code not in {"", self.wanted.measure_code} and not self._is_of_fund


def is_of_basis(basis: str, wanted: Wanted, kind: str) -> bool:
    """Whether a basis is the one that is wanted; a budget that says no more is any, and in a disclosure of budgets,
    of a report of this kind, the initial one. The draft of a county's next budget says no more than that it is one.
    """
    if wanted.basis == "budget" or (wanted.basis == "initial_budget" and kind == _OF_BUDGETS):
        return "budget" in basis
    if wanted.basis == "initial_budget" and kind == _OF_COUNTIES and basis == "budget":
        return True
    return wanted.basis in {"", basis} or {wanted.basis, basis} <= _DONE or wanted.role in _OPEN_ROLES


def understood(stranger: Stranger) -> Extract:
    """What is read of a document that nothing but its own name is known of."""
    return extract(read(stranger.path.read_bytes(), stranger.path), SourceClues(stranger.path.name))


def answers(stranger: Stranger) -> Sequence[Answer]:
    """Every figure that is wanted of a document with the one that was read at its place."""
    return paired(stranger.figures, understood(stranger), stranger.head.kind)


def paired(wanted: Sequence[Wanted], found: Extract, kind: str) -> list[Answer]:
    """The figures in their order beside the numbers of the ledger in theirs; printed alike, they pair up."""
    numbers = sorted(
        ((token.place.block_no, token.place.row_no or 0, token.place.column_no or 0, token.place.char_start or 0), token)
        for token in found.tokens
    )  # fmt: skip
    printed = [_digits(token.printed) for _, token in numbers]
    matcher = SequenceMatcher(None, [_digits(one.printed) for one in wanted], printed, autojunk=False)
    at = {one + step: other + step for one, other, size in matcher.get_matching_blocks() for step in range(size)}
    result = []
    for number, one in enumerate(wanted):
        token = numbers[at[number]][1] if number in at else None
        figure = found.figures[token.figure_no] if token and token.figure_no is not None else None
        result.append(Answer(one, figure, kind))
    return result


def _digits(printed: str) -> str:
    return "".join(character for character in printed if character.isdigit() or character == ".")


def share(answers_of: Iterable[Answer], quality: str) -> float:
    """The share of answers with a quality, as `is_own`."""
    listed = [bool(getattr(answer, quality)) for answer in answers_of]
    return sum(listed) / len(listed)
