"""How numbers are printed: the signs of a column, and the slips of the pen in a number."""
