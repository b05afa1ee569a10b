"""Bounds of sentences: limits and what is the same, targets and what was reached, parts that are inside others."""
