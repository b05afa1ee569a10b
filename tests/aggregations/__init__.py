"""The finders of relations over foreign tables of numbers, whose aggregations people have annotated."""
