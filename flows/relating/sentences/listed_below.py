"""Lists whose parts are paragraphs: 基本支出120万元，其中： above 人员经费100万元，主要包括… and 公用经费20万元，…"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from flows.model.facts import Figure
from flows.model.relations import Relation
from flows.model.report import Paragraph
from flows.relating.sentences import relations_of_text
from flows.relating.sentences.words import any_of

Numbered = tuple[Paragraph, Sequence[Figure]]

_MOST = 12  # parts
_LONGEST_NAME = 30
_SHORT = 8  # characters of a paragraph without figures that stands between two parts, as the number of a page does
_UNIT = re.compile(r"\s*[\u4e00-\u9fff%％㎡]{0,4}")
_STOP = re.compile(r"[。！？!?；;\n]")


@cache
def _opens() -> re.Pattern[str]:
    return re.compile(rf"{any_of('opens')}[\s　]*[:：]?[\s　]*$")


def listed_below(paragraphs: Sequence[Numbered]) -> Iterator[Relation]:
    """What a paragraph that opens a list at its end says of its last sentence and of the first number of each paragraph
    below that begins with a name and a number: the list is read as if it stood on one line.
    """
    for at, (paragraph, figures) in enumerate(paragraphs):
        if not figures or not _opens().search(paragraph.text):
            continue
        parts = list(_parts(paragraphs[at + 1 : at + 1 + 2 * _MOST]))[:_MOST]
        if len(parts) < 2:
            continue
        start = max(match.end() for match in _STOP.finditer("。" + paragraph.text)) - 1
        text, moved = paragraph.text[start:].rstrip(), _moved(figures, start, 0)
        if not text.endswith((":", "：")):
            text += "："
        for words, figure in parts:
            moved += _moved([figure], 0, len(text))
            text += words + "，"
        own = {figure.figure_no for figure in figures}
        for one in relations_of_text(Paragraph(paragraph.block_no, text.rstrip("，") + "。"), moved):
            if not one.figure_nos <= own and not one.figure_nos.isdisjoint(own):
                yield one


def _parts(below: Sequence[Numbered]) -> Iterator[tuple[str, Figure]]:
    """The words of each part up to its unit, with its number, as long as paragraphs begin with a part."""
    for paragraph, figures in below:
        if not figures and len(paragraph.text.strip()) <= _SHORT:
            continue
        placed = [(figure.place.char_start, figure) for figure in figures if figure.place.char_start is not None]
        start, first = min(placed, key=lambda one: one[0], default=(0, None))
        name = paragraph.text[:start]
        if first is None or not name.strip() or len(name) > _LONGEST_NAME or _STOP.search(name):
            return
        unit = _UNIT.match(paragraph.text, first.place.char_end or start)
        yield paragraph.text[: unit.end() if unit else start], first


def _moved(figures: Sequence[Figure], start: int, by: int) -> list[Figure]:
    """Figures behind a place of their text, at the places that they have where that place is moved."""
    return [
        replace(one, place=replace(one.place, char_start=begin - start + by, char_end=end - start + by))
        for one in figures
        if (begin := one.place.char_start) is not None and (end := one.place.char_end) is not None and begin >= start
    ]
