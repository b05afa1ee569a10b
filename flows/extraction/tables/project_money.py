"""What a column of a project's money is where its heading says no more than at which stage the money stands."""

from flows.extraction.lexicon.labels import basis_named
from flows.extraction.lexicon.statements import STAGES_OF_PROJECTS

_ALL_SPENDING = "expenditure_total"


def measure_of_project(code: str | None, heading: str, *, has_receipts: bool) -> str:
    """The measure of a project's money below a heading that is only a basis, or only 支出, '' below any other.

    `code` is what the heading says of a department. What is arranged beside what came (`has_receipts`) is the plan.
    """
    if code == _ALL_SPENDING:
        return "project_spent"
    basis = "" if code else basis_named(heading)
    if basis == "budget" and has_receipts:
        basis = "planned"
    return STAGES_OF_PROJECTS.get(basis, "")
