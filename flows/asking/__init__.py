"""What reads a published warehouse or one draft: answers, checks, exports, where a number comes from.

Knows the store and the rooms below it; nothing here builds a warehouse, and a draft is checked without one.
"""
