"""What a file holds that nobody sees who opens it: pieces parted from what is shown, and how a person is told."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from flows.model.place_words import at_length
from flows.model.report import Block, Place, Table
from flows.readers.grid import numbered

Kind = Literal["sheet", "row", "column", "format", "hidden", "white", "struck", "covered", "layer", "watermark"]

# No paper is so unevenly white that the eye tells what lies above this: of 255, each of red, green and blue.
WHITE = 253

_MOST_TOLD = 8  # places in one note
_KINDS: Mapping[Kind, str] = {
    "row": "隐藏的行",
    "column": "隐藏的列",
    "format": "数字格式不显示的内容",
    "hidden": "隐藏的文字",
    "white": "与底色相同的白色文字",
    "struck": "有删除线的文字",
    "covered": "被图形遮盖的文字",
    "layer": "已关闭的图层中的文字",
    "watermark": "平铺的水印文字",
}
_NOTHING_SHOWN = "全部内容都是隐藏的，没有可核对的数字：请取消隐藏后重新放入"


@dataclass(frozen=True, slots=True)
class Unseen:
    """A block that nobody sees, and why.

    `where` says where it is; '' is where the block before it is, in the row `row_no` of its table. `count` is how many
    pieces it holds.
    """

    block: Block
    kind: Kind
    where: str = ""
    row_no: int | None = None
    count: int = 1


@dataclass(frozen=True, slots=True)
class Told:
    """What a person is told of something hidden that is read like the rest."""

    note: str


Item = Block | Unseen


def arranged(items: Iterable[Item | Told]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks with their numbers, what is unseen as part "hidden", and a note for each kind of it."""
    told: list[str] = []
    listed: list[Item] = []
    for item in items:
        if isinstance(item, Told):
            told.append(item.note)
        else:
            listed.append(item)
    blocks = numbered(replace(one.block, part="hidden") if isinstance(one, Unseen) else one for one in listed)
    notes = [*told, *_notes(listed, blocks)]
    if blocks and all(block.part == "hidden" for block in blocks):
        notes.append(_NOTHING_SHOWN)
    return blocks, tuple(notes)


def _notes(items: Sequence[Item], blocks: Sequence[Block]) -> Iterable[str]:
    found: dict[Kind, dict[str, None]] = {}
    counts: dict[Kind, int] = {}
    shown: Block | None = None
    for item, block in zip(items, blocks, strict=True):
        if not isinstance(item, Unseen):
            shown = block
            continue
        where = item.where or _where(shown or block, item.row_no)
        found.setdefault(item.kind, {})[where] = None
        counts[item.kind] = counts.get(item.kind, 0) + item.count
    for name in found.get("sheet", ()):
        yield f"工作表“{name}”是隐藏的，未参与核对"
    for kind, words in _KINDS.items():
        if places := list(found.get(kind, ())):
            told = in_short(places, "；")
            number = "" if kind in {"row", "column"} else f" {counts[kind]} 处"
            yield f"{words}{number}：{told}，未参与核对"


def in_short(places: Iterable[str], between: str = "、") -> str:
    """The first of the places, as many as a person reads in one note, and that there are more."""
    named = list(places)
    return between.join(named[:_MOST_TOLD]) + ("等" if len(named) > _MOST_TOLD else "")


def _where(block: Block, row_no: int | None) -> str:
    table_no = block.table_no if isinstance(block, Table) else None
    row = row_no if isinstance(block, Table) else None
    place = at_length(Place(block.block_no, table_no, row))
    return f"第 {block.page_no} 页，{place}" if block.page_no else place


def in_runs(numbers: Iterable[int], name: str = "{}") -> str:
    """Numbers as a person lists them, counted from 1: 3、5–7."""
    ordered = sorted(set(numbers))
    known = set(ordered)
    starts = [number for number in ordered if number - 1 not in known]
    ends = [number for number in ordered if number + 1 not in known]
    return "、".join(
        str(first + 1) if first == last else f"{first + 1}–{last + 1}" for first, last in zip(starts, ends, strict=True)
    )
