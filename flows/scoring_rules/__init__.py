"""Scoring texts as trees: every word of a rule used, or the rule unread.

Knows the words of the field and no report.
"""
