"""Changes that one place tells beside the amounts of another: how much, which way, and of what."""
