"""What the disk refuses, told with the file and the way out."""

import errno
import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from flows.model.exceptions import StorageFailed

_LOGGER = logging.getLogger(__name__)

_WAYS_OUT = {
    errno.ENOSPC: "所在磁盘已满：请清理出空间后再运行一次",
    errno.EDQUOT: "所在磁盘的配额已用完：请清理出空间后再运行一次",
    errno.EROFS: "所在磁盘是只读的：请改为可写（或换一个 --warehouse）后再运行一次",
    errno.EACCES: "没有读写权限：请让运行 jixiao 的用户能写入后再运行一次",
    errno.EPERM: "不允许改写：请检查文件夹的权限和属性后再运行一次",
    errno.EIO: "读写出错：请检查磁盘或网络共享后再运行一次",
}
# Windows tells more by numbers of its own: a sharing or a lock violation, and a full disk.
_HELD_ON_WINDOWS = frozenset({32, 33})
_OF_WINDOWS = {5: errno.EACCES, 19: errno.EROFS, 112: errno.ENOSPC}
_HELD = "正被另一个程序打开：请关闭该程序（或改用只读方式打开）后再运行一次"


@contextmanager
def on_disk(path: Path) -> Iterator[None]:
    """The block works on `path`; raises `StorageFailed` where the disk or another program does not let it.

    What the operating system or DuckDB said goes to the log. Other errors pass.
    """
    try:
        yield
    except (OSError, duckdb.Error) as error:
        said = next(filter(way_out_of, _chain(error)), str(error))
        way_out = way_out_of(said)
        if isinstance(error, OSError) and is_held(error):
            way_out = _HELD
        elif not way_out and isinstance(error, OSError):
            number = _OF_WINDOWS.get(getattr(error, "winerror", 0), error.errno or 0)
            way_out = _WAYS_OUT.get(number, "")
        if not way_out and isinstance(error, OSError):
            way_out = f"无法读写（{error.strerror or error}）：请检查磁盘和文件夹后再运行一次"
        if not way_out:
            raise
        _LOGGER.error("%s: %s", path, said)
        raise StorageFailed(path, way_out) from error


def is_held(error: OSError) -> bool:
    """Whether another program has the file open on a system that then lets nobody rename or remove it."""
    return getattr(error, "winerror", None) in _HELD_ON_WINDOWS


def _chain(error: BaseException | None) -> Iterator[str]:
    """The error's words, then those of what came before it: a rollback fails too where the disk is full."""
    while error:
        yield str(error)
        error = error.__cause__ or error.__context__


def way_out_of(message: str) -> str:
    """What to do about an error of the disk that DuckDB, dbt or the system reports in these words; else ''.

    DuckDB has no numbers for errors of the system: it repeats the system's words, which are looked for.
    """
    if "Could not set lock" in message:
        return _HELD
    return next((way_out for number, way_out in _WAYS_OUT.items() if os.strerror(number) in message), "")
