"""Cells that hold words: their numbers are prose, labels or what a form's field says, and none is left out."""

import re
from collections.abc import Mapping
from dataclasses import replace

from flows.extraction.draft import Context, Draft
from flows.extraction.lexicon.quantities import Quantity, with_unit
from flows.extraction.lexicon.scanning import scan
from flows.extraction.lexicon.units import DOWNWARD, UPWARD, interval
from flows.extraction.sentences.prose import read_prose
from flows.extraction.tables.rows import Row, Slot
from flows.model.report import Table

# Fields of a form whose numbers are no figures, each with the reason.
UNCOUNTED_FIELDS = {
    "telephone": "telephone",
    "postcode": "postcode",
    "person": "person",
    "period": "date",
    "budget_code": "code",
}


_LONGEST_HEADING = 15
_WORD = re.compile(r"[^\W\d_]|^\s*(?:19|20)\d{2}\s*$")  # a year heads a column or a row
_SENTENCE = re.compile(r"[，；。](?!.*[=＝×÷])")


def in_unit_of_row(quantity: Quantity, row: Row, roles: Mapping[int, str]) -> Quantity:
    """The quantity in the unit that its row prints in a column of its own (度量单位), if it carries none itself."""
    unit = next(("".join(slot.text.split()) for slot in row if roles.get(slot.start) == "measure_unit"), "")
    return with_unit(quantity, unit)


def in_relation_of_row(quantity: Quantity, row: Row, roles: Mapping[int, str]) -> Quantity:
    """The target with the bound that its row prints in a column of its own (指标性质 ≥), if it carries none itself."""
    relation = next(("".join(slot.text.split()) for slot in row if roles.get(slot.start) == "relation"), "")
    if quantity.value is None or quantity.hedge or relation not in UPWARD | DOWNWARD:
        return quantity
    low, high = interval(quantity.value, quantity.step, relation)
    return replace(quantity, hedge=relation, low=low, high=high)


def ignore_label(table: Table, slot: Slot, draft: Draft) -> None:
    """Notes the numbers of a label, once however many rows the label's cell covers; without words it is no label."""
    if not slot.is_continued:
        draft.ignore(scan(slot.text), table.place_of(slot.cell), "label" if _WORD.search(slot.text) else "")


def read_heading(table: Table, slot: Slot, context: Context, draft: Draft) -> None:
    """A cell that stands where headings do: what is too long for one, or a sentence, is read as prose."""
    text = "".join(slot.text.split())
    if len(text) > _LONGEST_HEADING and _SENTENCE.search(text):
        read_words(table, slot, context, "", draft)
    else:
        ignore_label(table, slot, draft)


def of_goals(context: Context) -> Context:
    """The context of words that say what is to be reached (预期目标), as below a heading that says so."""
    return replace(context, topic=replace(context.topic, basis="target"))


def read_words(table: Table, slot: Slot, context: Context, label: str, draft: Draft, field: str = "") -> None:
    """A cell of words: its numbers are read as prose, unless its field says that they are no figures."""
    if slot.is_continued or not slot.text.strip():
        return
    place = table.place_of(slot.cell)
    if field in UNCOUNTED_FIELDS:
        draft.ignore(scan(slot.text), place, UNCOUNTED_FIELDS[field])
        return
    read_prose(slot.text, place, context, draft, label)
