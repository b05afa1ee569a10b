"""What the disk refuses or has damaged, told with the file and the way out."""

import errno
import logging
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from flows.model.exceptions import DamagedStaging, StageFailed, StorageFailed

_LOGGER = logging.getLogger(__name__)

_WAYS_OUT = {
    errno.ENOSPC: "所在磁盘已满：请清理出空间后再运行一次",
    errno.EDQUOT: "所在磁盘的配额已用完：请清理出空间后再运行一次",
    errno.EROFS: "所在磁盘是只读的：请改为可写（或换一个 --warehouse）后再运行一次",
    errno.EACCES: "没有读写权限：请让运行 jixiao 的用户能写入后再运行一次",
    errno.EPERM: "不允许改写：请检查文件夹的权限和属性后再运行一次",
    errno.EIO: "读写出错：请检查磁盘或网络共享后再运行一次",
}
# SQLite, which keeps Prefect's records, has words of its own.
_OF_SQLITE = {
    "database or disk is full": errno.ENOSPC,
    "attempt to write a readonly database": errno.EACCES,
    "unable to open database file": errno.EACCES,
    "disk I/O error": errno.EIO,
}
# Windows tells more by numbers of its own: a sharing or a lock violation, and a full disk.
_HELD_ON_WINDOWS = frozenset({32, 33})
_OF_WINDOWS = {5: errno.EACCES, 19: errno.EROFS, 112: errno.ENOSPC}
_HELD = "正被另一个程序打开：请关闭该程序（或改用只读方式打开）后再运行一次"

# Every file of DuckDB has these bytes behind the checksum of its first block; what has not is not given to DuckDB,
# which would look for an extension that reads it.
_MARK = b"DUCK"
_MARK_AT = 8

# What DuckDB says of bytes that are not those it wrote. What it says of a file that is open, locked, missing or of
# another version is not among them.
_OF_DAMAGE = (
    "is not a valid DuckDB database file",
    "Corrupt database file",
    "Corrupt WAL file",
    "Could not read enough bytes",
    "Failed to deserialize",
)


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
    """What to do about an error of the disk that DuckDB, dbt, SQLite or the system reports in these words; else ''.

    DuckDB has no numbers for errors of the system: it repeats the system's words, which are looked for.
    """
    if "Could not set lock" in message or "database is locked" in message:
        return _HELD
    for words, number in _OF_SQLITE.items():
        if words in message:
            return _WAYS_OUT[number]
    return next((way_out for number, way_out in _WAYS_OUT.items() if os.strerror(number) in message), "")


def tells_damage(message: str) -> bool:
    """Whether DuckDB, or dbt in its words, tells that the bytes of a database are damaged."""
    return any(words in message for words in _OF_DAMAGE)


def lacks_mark(path: Path) -> bool:
    """Whether a file that is there is no database of DuckDB; a new one has no bytes yet."""
    with path.open("rb") as file:
        head = file.read(_MARK_AT + len(_MARK))
    return head[_MARK_AT:] != _MARK


def unreadable(error: Exception) -> str:
    """What DuckDB says where a question that is ours cannot be asked of a warehouse: its bytes, or its tables, are
    others than a night leaves; '' for any other error.
    """
    kinds = (duckdb.IOException, duckdb.SerializationException, duckdb.CatalogException, duckdb.BinderException)
    return first_line(error) if isinstance(error, kinds) else ""


def first_line(error: Exception) -> str:
    """What DuckDB says, without the statement that it repeats below."""
    return str(error).partition("\n")[0]


def open_to_write(path: Path) -> duckdb.DuckDBPyConnection:
    """The database of a path, a new one where none is there.

    What a damaged write-ahead log held since the last checkpoint is read again from raw/: it is set aside. Raises
    `DamagedStaging` where the file's own bytes are damaged, `StageFailed` where it does not open and they are not;
    errors of the disk pass.
    """
    if path.is_file() and path.stat().st_size and lacks_mark(path):
        raise DamagedStaging(path, "不是 DuckDB 数据库")
    try:
        return duckdb.connect(str(path))
    except duckdb.Error as error:
        log = path.with_name(f"{path.name}.wal")
        if way_out_of(str(error)):
            raise
        if not tells_damage(str(error)):
            reason = f"{path} 暂时无法打开（{first_line(error)}）：文件没有损坏，请勿移走，再运行一次"
            raise StageFailed("ingest", reason) from error
        if str(log) not in str(error):
            raise DamagedStaging(path, first_line(error)) from error
        _LOGGER.warning("%s is damaged and set aside: %s", log, error)
    set_aside(log)
    return open_to_write(path)


def unsound(published: Path) -> str:
    """Why a published warehouse cannot be gone on from, '' where all of it can be read or none is there.

    Every value is read once: a block that went bad shows itself only then. Raises `StorageFailed` where the disk or
    another program does not let it be read, which is not its fault.
    """
    if not os.path.lexists(published):
        return ""
    if not published.is_file():
        return "不是文件"
    with on_disk(published):
        if lacks_mark(published):
            return "不是 DuckDB 数据库"
        try:
            with duckdb.connect(str(published), read_only=True) as connection:
                _read_whole(connection)
        except duckdb.OutOfMemoryException as error:
            raise StorageFailed(published, "读一遍所需的内存不够：请关闭其他程序后再运行一次") from error
        except duckdb.Error as error:
            if way_out_of(str(error)):
                raise
            return first_line(error)
    return ""


def _read_whole(connection: duckdb.DuckDBPyConnection) -> None:
    tables = connection.execute("select schema_name, table_name from duckdb_tables() where not internal").fetchall()
    for schema, table in tables:
        connection.execute(f'select bit_xor(hash(rows)) from "{schema}"."{table}" as rows').fetchall()


def set_aside(path: Path) -> Path:
    """Move what stands at a path out of the way, with its write-ahead log; an earlier one that was set aside goes."""
    aside = path.with_name(f"{path.name}.damaged")
    with on_disk(path):
        for source in (path, path.with_name(f"{path.name}.wal")):
            target = source.with_name(f"{source.name}.damaged")
            remove(target)
            if os.path.lexists(source):
                os.replace(source, target)
    return aside


def remove(path: Path) -> None:
    """Let nothing be at a path, be it a file, a link or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
