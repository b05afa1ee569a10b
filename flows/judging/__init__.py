"""The judge: figures and claims of a report in, comparisons out; pure, and led by the register of rules.

Knows facts and words, and no other room.
"""
