"""What passes between rooms: reports, facts, rules and words, outcomes, errors, settings.

Knows none of them, and no file but the seeds.
"""
