"""The sample reports of `raw/`: what they say, a module a department, and how each format is written."""
