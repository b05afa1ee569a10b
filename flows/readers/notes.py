"""Notes for a clerk that the readers of several formats share."""

MACROS = "文件含宏：没有运行，只读取了内容"


def hidden_sheet(name: str) -> str:
    """That a worksheet is hidden, and was read all the same."""
    return f"工作表“{name}”是隐藏的，已读取并标为隐藏"
