"""Relations of sentences."""
