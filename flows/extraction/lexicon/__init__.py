"""What words and digits say, each text looked at by itself: quantities, units, labels, titles, years."""
