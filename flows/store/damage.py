"""Databases whose bytes are no longer what was written, and those that somebody else put in their place."""

import logging
import os
import shutil
from pathlib import Path

import duckdb

from flows.model.exceptions import DamagedStaging, StageFailed
from flows.store.disk import on_disk, way_out_of

_LOGGER = logging.getLogger(__name__)

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
