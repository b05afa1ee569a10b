"""Thousands of broken documents for every reader: only a report or an outcome may come of any of them.

Run as `python -m tests.fuzz --mutations 10000`.
"""
