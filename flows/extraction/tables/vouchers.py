"""Voucher lines of a project's spending: purpose, amount, number and date."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flows.extraction.draft import Context, Draft, Meaning
from flows.extraction.lexicon.labels import clean, unit_hint
from flows.extraction.lexicon.scanning import read_cell, scan
from flows.extraction.resolving import in_unit
from flows.extraction.tables.bands import Band
from flows.extraction.tables.rows import Slot
from flows.extraction.tables.value_units import units_told
from flows.extraction.tables.values import NO_FIGURES
from flows.model.facts import Voucher
from flows.model.report import Table
from flows.model.totals import is_total
from flows.model.years import YEAR

_VOUCHER = re.compile(rf"({YEAR})\s*年\s*(\d{{1,2}})\s*月\s*(?:(\d{{1,2}})\s*日)?\s*(?:第|记账?|凭证)?\s*(\d+)\s*号?")


def read_vouchers(table: Table, band: Band, roles: dict[int, str], quotes: Sequence[str], context: Context,
                  draft: Draft) -> None:  # fmt: skip
    """Adds the amounts and the voucher lines of a band; a total row is a figure but no voucher."""
    # Vouchers are booked in 元; another unit must be said by the heading itself.
    own = replace(context, money_unit=unit_hint(band.caption) or "元")
    for row in band.body:
        texts = {roles.get(slot.start, ""): slot for slot in row}
        amount = next((slot for slot in row if _may_be_amount(slot, roles)), None)
        purpose = row[0].text.strip()
        number_slot = texts.get("voucher_no")
        printed_no = number_slot.text.strip() if number_slot else ""
        for slot in row:
            if slot is not amount and slot.text.strip():
                reason = NO_FIGURES.get(roles.get(slot.start, ""), "label" if slot is row[0] else "")
                draft.ignore(scan(slot.text), table.place_of(slot.cell), reason)
        quantity = read_cell(amount.text) if amount else None
        if amount is None or quantity is None:
            continue
        quantity, source = in_unit(quantity, units_told(band.path(amount), "", "元", own))
        quote = quotes[amount.cell.row]
        meaning = Meaning("voucher", clean(purpose), None, own.project_name, None, "actual", source, quote)
        place = table.place_of(amount.cell)
        figure_no = draft.add_figure(quantity, place, meaning, context)
        if quantity.value is not None and printed_no and not is_total(purpose):
            date, voucher_no = _voucher_date(printed_no)
            draft.vouchers.append(
                Voucher(
                    len(draft.vouchers),
                    context.report_no,
                    context.project_name,
                    clean(purpose),
                    figure_no,
                    quantity.value,
                    voucher_no,
                    date,
                    draft.figures[figure_no].place,
                )
            )


def _may_be_amount(slot: Slot, roles: Mapping[int, str]) -> bool:
    """Whether the slot holds a number, and its column does not say that it is something else."""
    return slot.is_number and roles.get(slot.start) not in NO_FIGURES


def _voucher_date(printed: str) -> tuple[str, str]:
    """The voucher's date as precise as printed, and its number; 2020年10月75号 is 2020-10 and 75."""
    match = _VOUCHER.search(printed)
    if match is None:
        return "", printed
    day = f"-{int(match[3]):02d}" if match[3] else ""
    return f"{match[1]}-{int(match[2]):02d}{day}", match[4]
