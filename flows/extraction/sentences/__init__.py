"""Numbers in prose: sentences and clauses, the figures and claims in them, and words that say nothing."""
