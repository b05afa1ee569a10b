"""Products: prices and quantities, averages and counts, means of several amounts."""
