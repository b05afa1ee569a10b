"""One value of a table: its measure, unit, basis, year and scope from the words above and beside it."""

from flows.extraction.bands import Slot
from flows.extraction.draft import Context, Draft, Meaning
from flows.extraction.labels import basis_in, clean, measure_of, role_of, unit_hint, year_in
from flows.extraction.quantities import Quantity, with_unit
from flows.report import Table
from flows.words import measures

# A number in a column of these roles is never a figure: what it is instead is the reason it is ignored for.
NO_FIGURES = {
    "rule_text": "rule_text",
    "definition": "rule_text",
    "person": "person",
    "serial": "list_number",
    "voucher_no": "voucher",
}
_KIND_OF_STATEMENT = {
    "staffing": "staffing",
    "project": "project",
    "evaluation": "evaluation_score",
    "voucher": "voucher",
}
_BASIS_OF_MEASURE = {
    "project_planned": "planned",
    "project_received": "received",
    "project_spent": "spent",
    "project_balance": "balance",
}


def add_value(table: Table, slot: Slot, quantity: Quantity, path: list[str], scope: str, context: Context, unit: str,
         draft: Draft, statements: tuple[str, ...]) -> int:  # fmt: skip
    """Adds the figure of a value cell; `path` are its headings and its row's label, `unit` what the table declares."""
    is_change = bool(path) and role_of(path[-1]) == "change"
    code = None if is_change else measure_of(path, statements)
    measure = measures().get(code or "")
    statement = measure.statement if measure else ""
    quantity, source = resolve_unit(quantity, path, unit, measure.unit if measure else "", context)
    kind = _kind(code, statement, statements)
    if kind == "project" and not scope:
        scope = context.project_name
    if statement == "evaluation":
        scope = context.scope_name
    joined = " ".join(path)
    basis = _BASIS_OF_MEASURE.get(code or "") or basis_in(joined) or "actual"
    if statement == "evaluation":
        basis = "weight" if kind == "indicator_weight" else "score"
    if statement in {"staffing", "balance", "income"} and basis in {"balance", "received", "spent"}:
        basis = "actual"
    label = " / ".join(part for part in (clean(text) for text in path) if part)
    meaning = Meaning(kind, label, code, scope, year_in(joined), basis, source, row_quote(table, slot))
    return draft.add_figure(quantity, table.place_of(slot.cell), meaning, context)


def _kind(code: str | None, statement: str, statements: tuple[str, ...]) -> str:
    if code in {"indicator_weight", "indicator_score"}:
        return code
    if statement == "rate":
        return "percentage"
    return _KIND_OF_STATEMENT.get(statement, "project" if statements[:1] == ("project",) else "finance")


def row_quote(table: Table, slot: Slot) -> str:
    """The row as a reader would quote it, cell by cell."""
    cells = [cell for cell in table.cells if cell.row <= slot.cell.row < cell.row + cell.row_span]
    return " | ".join("".join(cell.text.split())[:40] for cell in sorted(cells, key=lambda cell: cell.column))


def resolve_unit(
    quantity: Quantity, path: list[str], unit: str, measure_unit: str, context: Context
) -> tuple[Quantity, str]:
    """The quantity in its unit, and which of cell, label, caption, measure and document named it."""
    if quantity.printed_unit:
        return quantity, "cell"
    for part in reversed(path):
        if hint := unit_hint(part):
            return with_unit(quantity, hint), "column"
    if measure_unit == "元":
        name, source = (unit, "caption") if unit else (context.money_unit, "document")
        return with_unit(quantity, name), source
    if measure_unit:
        return with_unit(quantity, measure_unit), "measure"
    return (with_unit(quantity, unit), "caption") if unit else (quantity, "none")
