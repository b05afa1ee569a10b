"""Workbooks, new and old."""
