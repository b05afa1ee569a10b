"""What files come wrapped in: archives, Office packages, compound files."""
