"""The texts of a report as a person sees them."""

from collections.abc import Iterable
from dataclasses import replace

from flows.model.characters import seen, unknown_count
from flows.model.report import Block, Cell, Paragraph, Report


def as_seen(report: Report) -> Report:
    """The report with every text folded by `seen`; characters that only their font could show are told in a note."""
    blocks = tuple(map(_seen_block, report.blocks))
    notes = unknown_characters(text for block in report.blocks for text in _texts(block))
    return replace(report, blocks=blocks, notes=(*report.notes, *notes))


def unknown_characters(texts: Iterable[str]) -> tuple[str, ...]:
    """A note for a person on how many characters of the texts are left out, as only their own font could show them."""
    count = sum(map(unknown_count, texts))
    return (f"有 {count} 个自造字或符号字体的字符（私有区字符）无法识读，已略去，请对照原文",) if count else ()


def _texts(block: Block) -> Iterable[str]:
    return [block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells]


def _seen_block(block: Block) -> Block:
    if isinstance(block, Paragraph):
        text = seen(block.text)
        return block if text is block.text else replace(block, text=text)
    cells = tuple(map(_seen_cell, block.cells))
    is_same = all(new is old for new, old in zip(cells, block.cells, strict=True))
    return block if is_same else replace(block, cells=cells)


def _seen_cell(cell: Cell) -> Cell:
    text = seen(cell.text)
    return cell if text is cell.text else replace(cell, text=text)
