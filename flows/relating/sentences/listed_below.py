"""Lists whose parts are paragraphs: 基本支出120万元，其中： above 人员经费100万元，主要包括… and 公用经费20万元，…"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from flows.model.facts import Figure
from flows.model.printed.numbering import mark_of
from flows.model.relations import Relation
from flows.model.report import Paragraph
from flows.relating.sentences import relations_of_text
from flows.relating.sentences.reading_on import Numbered, moved
from flows.relating.sentences.words import any_of

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
        text, list_figures = paragraph.text[start:].rstrip(), moved(_behind(figures, start), -start)
        if not text.endswith((":", "：")):
            text += "："
        for words, figure in parts:
            list_figures += moved([figure], len(text))
            text += words + "，"
        own = {figure.figure_no for figure in figures}
        for one in relations_of_text(Paragraph(paragraph.block_no, text.rstrip("，") + "。"), list_figures):
            if not one.figure_nos <= own and not one.figure_nos.isdisjoint(own):
                yield one


def _parts(below: Sequence[Numbered]) -> Iterator[tuple[str, Figure]]:
    """The words of each part up to its unit, with its number, as long as paragraphs begin with a part of one level."""
    levels: set[tuple[int, ...]] = set()
    for paragraph, figures in below:
        if not figures and len(paragraph.text.strip()) <= _SHORT:
            continue
        placed = [(figure.place.char_start, figure) for figure in figures if figure.place.char_start is not None]
        start, first = min(placed, key=lambda one: one[0], default=(0, None))
        name = paragraph.text[:start]
        if first is None or not name.strip() or len(name) > _LONGEST_NAME or _STOP.search(name):
            return
        mark = mark_of(name)
        levels.add(mark[:1] if mark else ())
        if len(levels) > 1:
            return
        unit = _UNIT.match(paragraph.text, first.place.char_end or start)
        yield paragraph.text[: unit.end() if unit else start], first


def _behind(figures: Sequence[Figure], start: int) -> list[Figure]:
    return [one for one in figures if one.place.char_start is not None and one.place.char_start >= start]
