"""The only room that opens DuckDB: staging, the swap, queries, and what the report shows.

Knows facts as columns and nothing of how they are read, understood or judged.
"""
