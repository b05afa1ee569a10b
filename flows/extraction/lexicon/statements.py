"""What a measure's statement or name says about its amounts, wherever they are printed."""

# What there is, budget or not: a budget too prints its staff, its assets and what was left of last year.
COUNTED_AS_IS = frozenset({"staffing", "assets", "balance"})
# The measure of a total that holds what was carried over too, by that of the total of the year alone.
GRAND_TOTALS = {"income_total": "income_grand_total", "expenditure_total": "expenditure_grand_total"}
