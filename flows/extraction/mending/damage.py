"""Texts that a converter damaged are mended before they are read, and every place is told as it was printed.

Sites that serve traditional script to some readers leave traditional characters and pinyin behind
(經(jīng)費(fèi)決算數(shù)); recognition takes letters for digits. No digit is ever changed.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TypeVar

from flows.extraction.draft import joined_notes
from flows.extraction.mending.misreadings import Misreading, Spot, may_be_misread, misreadings
from flows.model.facts import Extract, Figure, Token
from flows.model.personal import PERSONAL_KINDS
from flows.model.report import Block, Cell, Paragraph, Place, Report, Table

_HAN = re.compile(r"[\u4e00-\u9fff]")
_PINYIN = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]{1,6}[)）]")
_TONES = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ"
_TONE = re.compile(f"[{_TONES}]")
_FEWEST_PINYIN = 3
# A text in simplified script has a few characters (乾, 著) that also stand for others: they alone prove nothing.
_FEWEST_TRADITIONAL = 10
_SHARE_OF_TRADITIONAL = 0.03

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class Mended:
    """A report as it should read; `origins` gives for each shortened text the printed position of every character.

    `misread` are the stretches of texts that should read otherwise, `printed` those texts as they were.
    """

    report: Report
    origins: Mapping[Spot, tuple[int, ...]]
    notes: tuple[str, ...]
    misread: Mapping[Spot, tuple[Misreading, ...]]
    printed: Mapping[Spot, str]


def mended(report: Report) -> Mended:
    """The report without pinyin behind its characters and in simplified script, where it has such damage at all."""
    text = "\n".join(_texts(report))
    characters = frozenset(text)
    has_pinyin = not characters.isdisjoint(_TONES) and (
        sum(bool(_TONE.search(match[0])) for match in _PINYIN.finditer(text)) >= _FEWEST_PINYIN
    )
    letters = _simplified(text) if not characters.isdisjoint(_suspects()) else {}
    misread = misreadings(report.blocks) if may_be_misread(characters) else {}
    if not has_pinyin and not letters and not misread:
        return Mended(report, {}, (), {}, {})
    origins: dict[Spot, tuple[int, ...]] = {}
    printed: dict[Spot, str] = {}

    def mend(text: str, key: Spot) -> str:
        told = list(text)
        for one in misread.get(key, ()):
            printed[key] = text
            told[one.start : one.end] = [*one.meant, *[""] * (one.end - one.start - len(one.meant))]
        kept = tuple(at for at in (_kept(text) if has_pinyin else range(len(text))) if told[at])
        if len(kept) < len(text):
            origins[key] = (*kept, len(text))
        return "".join(told[at] for at in kept).translate(letters)

    blocks = tuple(_mended_block(block, mend) for block in report.blocks)
    notes = [
        *(["文字中夹有拼音，已去除后读取"] if has_pinyin else []),
        *(["原文为繁体字，已按简体读取"] if letters else []),
        *([f"有{sum(map(len, misread.values()))}处文字疑为识别错误，已按上下文读取，请对照原件"] if misread else []),
    ]
    return Mended(replace(report, blocks=blocks), origins, tuple(notes), misread, printed)


def as_printed(found: Extract, mending: Mended) -> Extract:
    """The extract with the places of the text as it was printed, and what was mended told."""
    if not mending.notes:
        return found

    def moved(row: _Row) -> _Row:
        place: Place = row.place  # type: ignore[attr-defined]
        return replace(row, place=_printed_place(place, mending.origins))  # type: ignore[type-var]

    return replace(
        found,
        figures=tuple(_told(figure, mending) for figure in map(moved, found.figures)),
        claims=tuple(map(moved, found.claims)),
        tokens=tuple(_as_it_stood(token, mending) for token in map(moved, found.tokens)),
        notes=(*mending.notes, *found.notes),
    )


def _told(figure: Figure, mending: Mended) -> Figure:
    """The figure; where its number or its unit was misread, as it was printed and with what it was read as."""
    place = figure.place
    text = mending.printed.get((place.block_no, place.row_no, place.column_no))
    if text is None or place.char_start is None or place.char_end is None:
        return figure
    reach = place.char_end + len(figure.printed_unit)
    own = [
        one
        for one in mending.misread[place.block_no, place.row_no, place.column_no]
        if one.start < reach and place.char_start <= one.end
    ]
    if not own:
        return figure
    is_unit = bool(figure.printed_unit) and text[place.char_end : reach] != figure.printed_unit
    return replace(
        figure,
        printed=text[place.char_start : place.char_end],
        printed_unit=text[place.char_end : reach]
        if is_unit and own[-1].start >= place.char_end
        else figure.printed_unit,
        is_repaired=True,
        note=joined_notes(figure.note, *(one.note for one in own)),
    )


def _as_it_stood(token: Token, mending: Mended) -> Token:
    """The token with the characters that were printed, where its text was misread; personal ones stay empty."""
    place = token.place
    text = mending.printed.get((place.block_no, place.row_no, place.column_no))
    if text is None or token.ignored_reason in PERSONAL_KINDS or place.char_start is None:
        return token
    return replace(token, printed=text[place.char_start : place.char_end])


def _texts(report: Report) -> list[str]:
    texts: list[str] = []
    for block in report.blocks:
        texts += [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]
    return texts


def _simplified(text: str) -> dict[int, str]:
    """The simplified form of each traditional character, empty where the text is not in traditional script."""
    letters = {char for char in set(text) if _HAN.match(char)}
    changed = {ord(char): simple for char in letters if (simple := _converted(char)) != char}
    count = sum(text.count(chr(code)) for code in changed)
    han = len(_HAN.findall(text))
    return changed if count >= _FEWEST_TRADITIONAL and count >= _SHARE_OF_TRADITIONAL * han else {}


@cache
def _suspects() -> frozenset[str]:
    """Characters that any report in traditional script is sure to have, so that others need no dictionary."""
    return frozenset("預決資項對應爲為經費單業務財績評價總計辦實際標準說統報數與會員縣區")


@cache
def _converted(char: str) -> str:
    simple = str(_converter()(char))
    return simple if len(simple) == 1 else char


@cache
def _converter() -> Callable[[str], str]:
    from opencc import OpenCC  # a dictionary that hardly any report needs

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


def _kept(text: str) -> tuple[int, ...]:
    dropped = {at for match in _PINYIN.finditer(text) for at in range(match.start(), match.end())}
    return tuple(at for at in range(len(text)) if at not in dropped)


def _mended_block(block: Block, mend: Callable[[str, Spot], str]) -> Block:
    if isinstance(block, Paragraph):
        return replace(block, text=mend(block.text, (block.block_no, None, None)))
    return replace(block, cells=tuple(_mended_cell(block, cell, mend) for cell in block.cells))


def _mended_cell(table: Table, cell: Cell, mend: Callable[[str, Spot], str]) -> Cell:
    return replace(cell, text=mend(cell.text, (table.block_no, cell.row, cell.column)))


def _printed_place(place: Place, origins: Mapping[Spot, tuple[int, ...]]) -> Place:
    kept = origins.get((place.block_no, place.row_no, place.column_no))
    if kept is None or place.char_start is None or place.char_end is None:
        return place
    # Behind its last character, not before the next one: what was dropped between the two belongs to neither.
    end = kept[place.char_end - 1] + 1 if place.char_end > place.char_start else kept[place.char_end]
    return replace(place, char_start=kept[place.char_start], char_end=end)
