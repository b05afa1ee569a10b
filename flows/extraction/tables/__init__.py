"""Numbers in tables: bands, heading rows, matrices, scoring tables, and cells that hold words."""
