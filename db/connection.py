"""Opening the database file: the one place where SQLite is configured."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.sqlite import sqlite3

Connection = sqlite3.Connection
Row = sqlite3.Row
DatabaseError = sqlite3.DatabaseError
OperationalError = sqlite3.OperationalError
IntegrityError = sqlite3.IntegrityError
UNFIT = (sqlite3.Warning, sqlite3.ProgrammingError)
"""What a query of several statements raises: the first until Python 3.11, then the second."""

BUSY_SECONDS = 30
MINIMUM_FREE_BYTES = 20 * 1024 * 1024
_ANY_WRITE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH
WAL_LIMIT_BYTES = 64 * 1024 * 1024


class StoreError(Exception):
    """The database cannot be used; the message says what, where and what to do."""


def connect(path: Path, *, read_only: bool = False) -> Connection:
    """Open ``path`` with the house's settings.

    Raises StoreError when the file is missing (read-only), not a database, or not accessible.
    """
    if read_only and not path.exists():
        raise StoreError(f"{path} does not exist: run `roleatlas crawl {path}` first.")
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent} is not a folder: make it, or name another database.")
    try:
        connection = _open(path, read_only)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if not read_only:
            refuse_foreign(tables, path)  # before the journal mode, which is kept in the file
            _configure(connection)
    except sqlite3.DatabaseError as error:
        raise StoreError(explain(error, path)) from error
    return connection


def refuse_foreign(tables: Collection[str], path: Path) -> None:
    """A file with tables but without our migrations is another program's."""
    if tables and "_sqlite_migrations" not in tables:
        raise StoreError(f"{path} is another program's database: name a file of roleatlas.")


def _open(path: Path, read_only: bool) -> Connection:
    if read_only:
        mode = "immutable=1" if stands_still(path) else "mode=ro"
        address = f"{path.resolve().as_uri()}?{mode}"
        connection = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    else:
        connection = sqlite3.connect(str(path), timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    return connection


def stands_still(path: Path) -> bool:
    """Whether nobody writes the file: its disk, or the file and its folder, let nobody write.

    Even a reader of a WAL database writes beside it, unless it is told so. Where a writer has left
    its WAL, that is part of the data. Who writes by way of another mount is not seen (docs/web.md).
    """
    file = path.resolve()
    if file.with_name(f"{file.name}-wal").exists():
        return False
    closed = not any(place.stat().st_mode & _ANY_WRITE for place in (file, file.parent))
    return closed or bool(os.statvfs(file).f_flag & os.ST_RDONLY)


def _configure(connection: Connection) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"journal_size_limit = {WAL_LIMIT_BYTES}",
    ):
        connection.execute(f"PRAGMA {pragma}")


@contextmanager
def transaction(connection: Connection) -> Iterator[Connection]:
    """One atomic write: BEGIN IMMEDIATE waits for the lock, where a deferred BEGIN would fail."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        # SQLITE_FULL rolls back by itself; a second ROLLBACK would hide the first error.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def require_space(path: Path) -> None:
    """Refuse to start a long write on a nearly full disk."""
    free = shutil.disk_usage(path.parent).free
    if free < MINIMUM_FREE_BYTES:
        raise StoreError(
            f"Only {free // 1024} kB are free where {path} lies: free some space, then run again."
        )


def explain(error: Exception, path: Path) -> str:
    """One sentence for a SQLite error: what, where, what to do."""
    text = str(error)
    if "not a database" in text or "malformed" in text:
        return f"{path} is no readable database ({text}): name another or restore a backup."
    if "full" in text:
        return f"The disk that holds {path} is full: free some space and run the command again."
    if "readonly" in text or "unable to open" in text:
        return (
            f"{path} cannot be opened ({text}): check that it exists and that you may write to it"
            " and in its folder, where readers leave files too, or copy it to a folder of yours."
        )
    if "locked" in text or "busy" in text:
        return (
            f"{path} is in use by another program ({text}): wait for it, or stop it, and run again."
        )
    if "disk I/O" in text:
        return (
            f"{path} cannot be written or read ({text}): check the disk, its free space and the"
            " limit on the size of a file, then run again."
        )
    return f"{path}: {text}."
