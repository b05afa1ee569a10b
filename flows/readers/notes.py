"""Notes for a clerk that the readers of several formats share."""

from collections.abc import Sequence

_MOST_NAMED = 5

MACROS = "文件含宏：没有运行，只读取了内容"


def hidden_sheet(name: str) -> str:
    """That a worksheet is hidden, and was read all the same."""
    return f"工作表“{name}”是隐藏的，已读取并标为隐藏"


def attached(carrier: str, names: Sequence[str]) -> str:
    """That the carrier (网页, PDF) leads to files which it does not hold as text, '' where there are none."""
    if not names:
        return ""
    more = f"等 {len(names)} 个" if len(names) > _MOST_NAMED else ""
    listed = "、".join(names[:_MOST_NAMED])
    return f"{carrier}带有附件（{listed}{more}），附件未读取：报告在附件中的，请取出附件后放入"
