"""Opening the store: connection, lock, migrations and views in the right order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.connection import (
    Connection,
    DatabaseError,
    StoreError,
    connect,
    explain,
    refuse_foreign,
    require_space,
)
from db.lock import writer_lock
from db.migrations import migrations
from db.sqlite import Database
from db.views import create_views


@contextmanager
def open_for_writing(path: Path) -> Iterator[Connection]:
    """Hold the writer's lock, bring the schema up to date and give the connection.

    SQLite's own errors come out as StoreError with a sentence; the WAL is folded in at the end.
    """
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent} is not a folder: make it, or name another database.")
    require_space(path)
    with writer_lock(path):
        connection = connect(path)
        try:
            migrate(connection)
            yield connection
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except DatabaseError as error:
            raise StoreError(explain(error, path)) from error
        finally:
            connection.close()


@contextmanager
def open_for_reading(path: Path) -> Iterator[Connection]:
    """Give a read-only connection; refuses a database whose schema is older than the program."""
    connection = connect(path, read_only=True)
    try:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if not names:
            raise StoreError(f"{path} is empty: run `roleatlas crawl {path}` first.")
        refuse_foreign(names, path)
        if migrations.pending(Database(connection)):
            raise StoreError(f"{path} has an older schema: run `roleatlas migrate {path}` first.")
        yield connection
    except DatabaseError as error:
        raise StoreError(explain(error, path)) from error
    finally:
        connection.close()


def migrate(connection: Connection) -> None:
    """Apply pending migrations and make the views those of this release."""
    database = Database(connection)
    # sqlite-utils makes its own table and the index of it apart: a kill between left no index.
    with database.atomic():
        migrations.ensure_migrations_table(database)
    migrations.apply(database)
    create_views(connection)
