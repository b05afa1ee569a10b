"""What a column of a project's money is where its heading says no more than at which stage the money stands."""

from flows.extraction.lexicon.labels import basis_named

_ALL_SPENDING = "expenditure_total"
_BY_BASIS = {
    **dict.fromkeys(("initial_budget", "annual_budget", "adjusted_budget", "budget"), "project_budget"),
    "planned": "project_planned",
    "received": "project_received",
    "spent": "project_spent",
    "actual": "project_spent",
    "balance": "project_balance",
}


def measure_of_project(code: str | None, heading: str, *, has_receipts: bool) -> str:
    """The measure of a project's money below a heading that is only a basis, or only 支出, '' below any other.

    `code` is what the heading says of a department. What is arranged beside what came (`has_receipts`) is the plan.
    """
    if code == _ALL_SPENDING:
        return "project_spent"
    basis = "" if code else basis_named(heading)
    if basis == "budget" and has_receipts:
        basis = "planned"
    return _BY_BASIS.get(basis, "")
