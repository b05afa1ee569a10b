"""Invented reports of a hundred counties over five years whose every number is known before they are written."""
