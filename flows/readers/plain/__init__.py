"""Plain text and the tables drawn in it."""
