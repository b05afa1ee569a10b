"""Directions that contradict one another where no base is printed: one change told both ways, parts of a whole's."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from flows.model.facts import Figure
from flows.model.relations import Operand, Relation, RelationKind
from flows.model.words import clause_words, longest_first, plain
from flows.relating.places.changed.anchored import changes_told, printed_digits
from flows.relating.places.changed.directions import CHANGE, base_kind_of, direction_of, named_before
from flows.relating.places.facts import is_cell
from flows.relating.places.subjects import words_of
from flows.relating.places.twins import UNCERTAIN

_FEWEST_DIGITS, _FEWEST_OF_WHOLES = 4, 3
_SHORTEST = 2
_MOST_PARTS = 6


def told_both_ways(figures: Sequence[Figure]) -> Iterator[Relation]:
    """A relation that fails for every change of one matter that two paragraphs tell by one amount, but not one way.

    Where one of them prints the two amounts that differ by it, these tell which of the two is wrong.
    """
    told: defaultdict[tuple[object, ...], list[tuple[Figure, int, str]]] = defaultdict(list)
    last: dict[tuple[object, ...], Figure] = {}
    for figure in figures:
        place = figure.report_no, figure.place.block_no, figure.quote, figure.unit
        if is_cell(figure) or figure.value is None or figure.hedge:
            continue
        sign = direction_of(figure.label)
        if figure.figure_role != CHANGE:
            last[place] = figure
        elif sign and printed_digits(figure) >= _FEWEST_DIGITS:
            before = last.get(place)
            name = _bare(named_before(figure.label) or (plain(before.label.split(" / ")[-1]) if before else ""))
            what = figure.report_no, figure.value, figure.unit, figure.period_year, base_kind_of(figure.label)
            if len(name) >= _SHORTEST:
                told[what].append((figure, sign, name))
    for changes in told.values():
        if len(changes) != 2:
            continue
        (one, sign, name), (other, other_sign, other_name) = changes
        if name != other_name or sign == other_sign or one.place.block_no == other.place.block_no:
            continue
        if (pair := _proving(figures, one, other)) is None:
            yield _relation(one, (Operand(other.figure_no, -1),), "equal")
            continue
        now, base = pair
        wrong, way = (one, sign) if (_value(now) > _value(base)) is (sign < 0) else (other, other_sign)
        yield _relation(wrong, (Operand(now.figure_no, way), Operand(base.figure_no, -way)), "difference")


def _proving(figures: Sequence[Figure], one: Figure, other: Figure) -> tuple[Figure, Figure] | None:
    """The only amounts of two years in the paragraphs of two changes that differ by what both tell."""
    blocks = {one.place.block_no, other.place.block_no}
    near = [
        figure
        for figure in figures
        if figure.report_no == one.report_no and figure.place.block_no in blocks and not is_cell(figure)
        if figure.figure_role == "amount" and figure.unit == one.unit and figure.period_year is not None
    ]
    pairs = {
        (now.value, base.value): (now, base)
        for now in near
        for base in near
        if base.period_year == (now.period_year or 0) - 1 and abs(_value(now) - _value(base)) == one.value
    }
    return next(iter(pairs.values())) if len(pairs) == 1 else None


def _bare(name: str) -> str:
    """A name without the words that tell when it was."""
    for word in longest_first(words_of("last_year") | clause_words("period")):
        name = name.replace(word, "")
    return name


def changes_of_parts(figures: Sequence[Figure]) -> Iterator[Relation]:
    """The change of a whole and those of its parts, of one paragraph, all since one time.

    The amounts prove what are whole and parts: they add up to the last digit. So must the changes: a relation where
    they do, and one that fails where they would if one of them went the other way.
    """
    paragraphs: defaultdict[tuple[object, ...], list[tuple[Figure, Figure]]] = defaultdict(list)
    for change, amount in changes_told(figures):
        kind = base_kind_of(change.label)
        if kind is not None and direction_of(change.label):
            paragraphs[change.report_no, change.place.block_no, change.unit, kind].append((change, amount))
    sentences: defaultdict[tuple[object, ...], list[Figure]] = defaultdict(list)
    for figure in figures:
        if not is_cell(figure) and figure.figure_role == "amount":
            sentences[figure.report_no, figure.place.block_no, figure.quote, figure.unit].append(figure)
    for told in paragraphs.values():
        for at, (change, _) in enumerate(told):
            here = sentences[change.report_no, change.place.block_no, change.quote, change.unit]
            wholes = [one for one in here if one.figure_no < change.figure_no]
            found = (_parts_of(whole, told[at + 1 : at + 1 + _MOST_PARTS]) for whole in wholes)
            parts = next(filter(None, found), ())
            if parts and _is_right_but_for_one(change, parts):
                right = tuple(Operand(one.figure_no, direction_of(one.label)) for one in parts)
                yield _relation(change, right, "sum", direction_of(change.label))


def _parts_of(whole: Figure, following: Sequence[tuple[Figure, Figure]]) -> Sequence[Figure]:
    """The changes of the amounts right behind a whole that add up to it, () where none do."""
    total, found = Decimal(0), []
    for change, amount in following:
        total += amount.value or Decimal(0)
        found.append(change)
        if total == whole.value and len(found) > 1 and printed_digits(whole) >= _FEWEST_OF_WHOLES:
            return found
    return ()


def _is_right_but_for_one(change: Figure, parts: Sequence[Figure]) -> bool:
    """Whether the changes add up as they are told, or with one of them the other way."""
    values = [-direction_of(change.label) * _value(change), *(direction_of(one.label) * _value(one) for one in parts)]
    total = sum(values, Decimal(0))
    turned = [value for value in values if total == 2 * value]
    return total == 0 or len(turned) == 1


def _value(figure: Figure) -> Decimal:
    return figure.value or Decimal(0)


def _relation(figure: Figure, right: tuple[Operand, ...], kind: RelationKind, sign: int = 1) -> Relation:
    return Relation(
        figure.report_no, kind, "places", (Operand(figure.figure_no, sign),), right,
        is_closed=True, is_meant=False, confidence=UNCERTAIN, quote=figure.quote or figure.label,
    )  # fmt: skip
