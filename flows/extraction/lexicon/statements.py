"""What a measure's statement or name says about its amounts, wherever they are printed."""

# What there is, budget or not: a budget too prints its staff, its assets and what was left of last year.
COUNTED_AS_IS = frozenset({"staffing", "assets", "balance"})
# The measure of a total that holds what was carried over too, by that of the total of the year alone.
GRAND_TOTALS = {"income_total": "income_grand_total", "expenditure_total": "expenditure_grand_total"}
CARRIED_INTO = {"carry_in": "income_total", "carry_out": "expenditure_total"}  # which total each is added to for that
TOTALS = frozenset(GRAND_TOTALS)  # what any matter's money may be called: 三公经费全年支出
WHOLES = TOTALS | frozenset(GRAND_TOTALS.values())  # of all that a department has
CARRIED = frozenset({"carry_in", "carry_out"})
ADDED = frozenset({"budget_added"})  # what came on top of a budget: the budget named behind it is all of it
SIDES_OF_ACCOUNTS = TOTALS | CARRIED  # what a fund has that keeps an account of its own
SPENT_OR_CARRIED = CARRIED | {"expenditure_total", "expenditure_grand_total"}  # what funds have, too, that is no income
# What the spending of a fund divides into, under the same names as that of the department.
SPENT_OF_FUNDS = frozenset({"expenditure_basic", "expenditure_project", "expenditure_personnel", "expenditure_public"})
# The parts that make up a whole: what adds them all up is it, though it says no more than 合计.
PARTS_OF_WHOLES = {
    "expenditure_total": frozenset({"expenditure_basic", "expenditure_project"}),
    "sangong_total": frozenset({"sangong_abroad", "sangong_vehicles", "sangong_reception"}),
}
# What a project's amount is that says only at which stage the money stands, by its basis.
STAGES_OF_PROJECTS = {
    **dict.fromkeys(("initial_budget", "annual_budget", "adjusted_budget", "budget"), "project_budget"),
    "planned": "project_planned",
    "received": "project_received",
    "spent": "project_spent",
    "actual": "project_spent",
    "balance": "project_balance",
}
