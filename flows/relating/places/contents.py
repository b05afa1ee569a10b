"""Tables that the list of contents names and that the document does not print."""

import re
from collections.abc import Iterator, Sequence

from flows.model.report import Block, Paragraph, Table
from flows.model.words import fund_of, plain
from flows.relating.places.subjects import words_of

_LONGEST_ENTRY = 60
_FEWEST = 3
_ENTRY_ENDS = re.compile(r"[\s.．…·\-—]*\d*\s*$")  # the leaders and the page
_NUMBER = re.compile(r"^\s*(?:[（(]?[\d一二三四五六七八九十]{1,3}[）)]?[、.．\s])\s*")
_PART = re.compile(r"第[一二三四五六七八九十\d]+部分")
_TABLE = "表"


def missing_tables(blocks: Sequence[Block]) -> Iterator[str]:
    """A note on every table of the list of contents that is printed nowhere behind it, where most others are."""
    listed, behind = _listed(blocks)
    printed = {plain(text) for block in blocks[behind:] for text in _titles(block)}
    missing: list[str] = []
    for title in sorted(listed, key=len, reverse=True):  # 一般公共预算财政拨款支出决算表 is no 支出决算表
        if own := {text for text in printed if plain(title) in text}:
            printed -= own
        else:
            missing.append(title)
    if len(listed) >= _FEWEST and len(missing) * 2 < len(listed):
        yield from (f"目录列有“{title}”，文中没有找到这张表" for title in missing)


def _listed(blocks: Sequence[Block]) -> tuple[list[str], int]:
    """The tables that the list of contents names, and the number of the block behind the list."""
    words = {plain(word) for word in words_of("contents")}
    start = next((at for at, block in enumerate(blocks) if _text(block) in words), None)
    if start is None:
        return [], len(blocks)
    entries: list[str] = []
    for at, block in enumerate(blocks[start + 1 :], start=start + 1):
        if not isinstance(block, Paragraph) or len(block.text) > _LONGEST_ENTRY:
            return _tables(entries), at
        entry = _NUMBER.sub("", _ENTRY_ENDS.sub("", block.text))
        if entry in entries:
            return _tables(entries), at  # what is listed begins
        entries.append(entry)
    return _tables(entries), len(blocks)


def _tables(entries: Sequence[str]) -> list[str]:
    """The entries that are tables of the set that departments publish: 单位预算表 is the heading of all of them."""
    return [entry for entry in entries if entry.endswith(_TABLE) and not _PART.match(entry) and _is_one(entry)]


def _is_one(title: str) -> bool:
    words = plain(title)
    return bool(fund_of(title)) or any(plain(word) in words for word in words_of("statement"))


def _titles(block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        if len(block.text) <= _LONGEST_ENTRY:
            yield block.text
    elif isinstance(block, Table):
        yield from (cell.text for cell in block.cells if cell.row == 0)


def _text(block: Block) -> str:
    return plain(block.text) if isinstance(block, Paragraph) else ""
