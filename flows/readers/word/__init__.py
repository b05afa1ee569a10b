"""Word, new and old."""
