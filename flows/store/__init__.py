"""The only place that opens DuckDB: staging, the swap, queries, and what the report shows."""
