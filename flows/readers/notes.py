"""Notes for a clerk that the readers of several formats share."""

from collections.abc import Iterator, Sequence

MACROS = "文件含宏：没有运行，只读取了内容"

_MOST_NAMED = 5


def sheets_behind(names: Sequence[str]) -> Iterator[str]:
    """That the document which holds a workbook shows one of its sheets only."""
    if names:
        told = "”“".join(names[:_MOST_NAMED]) + ("”等" if len(names) > _MOST_NAMED else "”")
        yield f"嵌入的工作簿另有 {len(names)} 张工作表（“{told}）没有显示在文档中，未读取"


def attached(carrier: str, names: Sequence[str], count: int = 0) -> str:
    """That the carrier (网页, PDF) leads to files which it does not hold as text, by the names that are known of them;
    '' where there are none.
    """
    count = max(count, len(names))
    if not count:
        return ""
    listed = "、".join(name for name in names[:_MOST_NAMED] if name) or "无名称"
    more = f"等 {count} 个" if count > _MOST_NAMED else ""
    return f"{carrier}带有附件（{listed}{more}），附件未读取：报告在附件中的，请取出附件后放入"
