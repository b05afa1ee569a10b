"""Rows below 上年结转 or 年末结转 that tell of which funds it is: items of it, and no income a second time."""

from flows.extraction.lexicon.labels import is_part_label, measure_of
from flows.extraction.lexicon.statements import CARRIED
from flows.model.words import FUNDS_OF_INCOME


class CarryOver:
    """Follows the labels of one column of a table from top to bottom."""

    def __init__(self) -> None:
        self._income: set[str] = set()  # the funds that stood in rows of their own
        self._open = ""
        self._parts: set[str] = set()  # the funds that are items of the one that is open

    def part_of(self, label: str) -> str:
        """The measure whose item the row with this label is (carry_in, carry_out), '' where it is none.

        A fund below 上年结转 is its item where it stood above as income, where 其中 says so, or where it goes on from
        such an item; below 年末结转 none is income.
        """
        code = measure_of([label], ()) or ""
        if code not in FUNDS_OF_INCOME:
            self._open, self._parts = code if code in CARRIED else "", set()
            return ""
        is_told = self._open == "carry_out" or code in self._income or is_part_label(label) or bool(self._parts)
        if self._open and is_told and code not in self._parts:
            self._parts.add(code)
            return self._open
        self._open = ""
        self._income.add(code)
        return ""
