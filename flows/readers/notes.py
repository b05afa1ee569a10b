"""Notes for a clerk that the readers of several formats share."""

MACROS = "文件含宏：没有运行，只读取了内容"
