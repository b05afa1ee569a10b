"""What is printed on a stretch of a document: the form by the words that lead its rows, and what is filled in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.extraction.lexicon.labels import clean
from flows.model.report import Block, Cell, Paragraph, Place
from flows.model.words import plain

_FEWEST_ROWS = 3
_DIGIT = re.compile(r"\d")
_LEAD = 12  # characters of a paragraph that tell it from others
# From the first digit alone: tried from each, a text of many digits and no mark takes time without end.
_SENTENCE = re.compile(r"\A\D*+\d[^，。；]*+[，。；]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A text of a stretch and where it stands; `lead` is what leads its row, '' for a paragraph."""

    text: str
    place: Place
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A stretch as printed: `rows` are the words that lead its rows and paragraphs, `spots` all of its texts."""

    rows: frozenset[str]
    spots: tuple[Spot, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """What it says, apart from blanks and punctuation."""
        return tuple(said for spot in self.spots if (said := "".join(spot.text.split())))

    @property
    def is_filled(self) -> bool:
        """Whether it has enough rows to be known by, and a number among them."""
        return len(self.rows) >= _FEWEST_ROWS and any(_DIGIT.search(spot.text) for spot in self.spots)

    @property
    def has_numbers(self) -> bool:
        """Whether a cell or a sentence of it says a number, which a cover alone does not."""
        return any((_DIGIT if spot.lead else _SENTENCE).search(spot.text) for spot in self.spots)


def form_of(blocks: Sequence[Block], title: str) -> Form:
    """What the body of a stretch prints below its title; what is hidden, or stands in the margin, is no part of it."""
    body = (spot for block in blocks if block.part == "body" for spot in _spots(block))
    spots = tuple(spot for spot in body if spot.lead or "".join(spot.text.split()) not in title)
    leads = (spot.lead or spot.text[:_LEAD] for spot in spots if not spot.lead or spot.lead == spot.text)
    return Form(frozenset(row for lead in leads if (row := _DIGIT.sub("", plain(clean(lead))))), spots)


def _spots(block: Block) -> Iterator[Spot]:
    if isinstance(block, Paragraph):
        yield Spot(block.text, block.place)
        return
    for row in block.rows():
        lead = next((cell.text for cell in row if _is_lead(cell)), "")
        yield from (Spot(cell.text, block.place_of(cell), lead) for cell in row if cell.text.strip())


def _is_lead(cell: Cell) -> bool:
    return bool(cell.text.strip()) and not _DIGIT.fullmatch(cell.text.strip()[:1])


def are_on_one_form(form: Form, other: Form) -> bool:
    """Whether both are filled in on the same form: most of the rows of the shorter one stand in the other too."""
    fewer = min(len(form.rows), len(other.rows))
    return form.is_filled and other.is_filled and len(form.rows & other.rows) * 2 > fewer


def differences(form: Form, other: Form) -> list[tuple[Spot, Spot]]:
    """What is filled in differently where both print the same rows; empty where their texts do not pair up."""
    mine, others = ([spot for spot in one.spots if spot.text.strip()] for one in (form, other))
    if len(mine) != len(others):
        return []
    pairs = zip(mine, others, strict=True)
    return [(one, two) for one, two in pairs if "".join(one.text.split()) != "".join(two.text.split())]
