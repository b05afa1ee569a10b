"""How much of a text is quoted: no number, and no name behind its label, is cut in two, for then no mask knows it."""

import re

QUOTE_LENGTH = 160
# A title and the number of a document end a stretch too, and no list of names goes on behind them.
_ENDS = re.compile(r"[，。；;！？!?\n》]|号[）)]")
_ENDS_OF_CELLS = re.compile(r"[，。；;！？!?\n|]")
_NUMBER_AT_END = re.compile(r"[\dXx—-]+$")


def excerpt(text: str, start: int = 0, end: int = 0, most: int = QUOTE_LENGTH) -> str:
    """The text, or whole clauses around a stretch of it in at most so many characters; the stretch alone at the least.

    Without a stretch it is the beginning of the text, without a number at its end where no clause ends in time.
    """
    if len(text) <= most:
        return text.strip()
    first = max(0, min(start - most * 2 // 3, len(text) - most))
    last = first + most
    if last < len(text):
        closings = [match.start() for match in _ENDS_OF_CELLS.finditer(text, end, last)]
        last = closings[-1] if closings else end or len(_NUMBER_AT_END.sub("", text[:last]))
    if first:
        opening = _ENDS.search(text, first, start)
        first = opening.end() if opening else start
    return text[first:last].strip()
