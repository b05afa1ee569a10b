"""Workbooks, .xlsx and .xls: cells as they are shown, on the paper that they are printed on."""
