"""Where a clause ends: at a comma, but at none that a number prints between its digits."""

COMMA = r"(?:，|(?<!\d),|,(?!\d{3}(?!\d)))"  # of 完成预算58,000万元的72%，超收 the last alone
