"""What is left: stocks at the end of a time, and remainders of what was there."""
