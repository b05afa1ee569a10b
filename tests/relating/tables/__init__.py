"""The relations of tables."""
