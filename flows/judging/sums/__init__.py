"""Totals and their parts, what blanks among them need, and which of several sums' cells is wrong."""
