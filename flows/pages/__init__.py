"""The quality report of a night: pages of HTML that need no network and no server, and can be read without script.

Knows a night as `model.overview` tells it and the words of the seeds, and no database.
"""
