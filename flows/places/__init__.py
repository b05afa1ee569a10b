"""Counties, departments and dispatch numbers: from words to who is meant.

Knows words alone, of a report only what it is asked about.
"""
