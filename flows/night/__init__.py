"""The night: its flow, its four stages, what they plan with, and the processes that read.

Knows every room below; nothing but the command line knows it.
"""
