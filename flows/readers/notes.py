"""Notes for a clerk that the readers of several formats share."""

from collections.abc import Iterator, Sequence

MACROS = "文件含宏：没有运行，只读取了内容"

_MOST_NAMED = 5


def hidden_sheet(name: str) -> str:
    """That a worksheet is hidden, and was read all the same."""
    return f"工作表“{name}”是隐藏的，已读取并标为隐藏"


def sheets_behind(names: Sequence[str]) -> Iterator[str]:
    """That the document which holds a workbook shows one of its sheets only."""
    if names:
        told = "”“".join(names[:_MOST_NAMED]) + ("”等" if len(names) > _MOST_NAMED else "”")
        yield f"嵌入的工作簿另有 {len(names)} 张工作表（“{told}）没有显示在文档中，未读取"


def attached(holder: str, names: Sequence[str], count: int) -> str:
    """That so many files lie inside another, by the names that are known of them, and were not read."""
    told = "、".join(names[:_MOST_NAMED]) + ("等" if count > _MOST_NAMED else "")
    return f"{holder} 中内嵌 {count} 个附件（{told or '无名称'}），未读取：请另存后单独放入"
