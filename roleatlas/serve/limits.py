"""What one visitor's SQL may take: prepared on every connection that Datasette opens."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any

from db.connection import Connection, OperationalError, Row

MAX_CELL_BYTES = 5_000_000
MAX_RESULT_BYTES = 50_000_000
# Of SQLite's own memory, over all connections: a query that needs more gets an error.
HEAP_BYTES = 256 * 1024 * 1024

# Constants of SQLite's C interface, part of its stable ABI.
_LIMIT_LENGTH = 0
_AUTHORIZE_PRAGMA, _AUTHORIZE_ATTACH = 19, 24
_OK, _DENY, _IGNORE = 0, 1, 2


def prepare(connection: Connection, heap_bytes: int | None) -> None:
    """Limit cells, results and memory, and keep the file's path to ourselves."""
    # pysqlite3 lacks setlimit: there the meter and the heap limit hold.
    if hasattr(connection, "setlimit"):
        connection.setlimit(_LIMIT_LENGTH, MAX_CELL_BYTES)
    if heap_bytes:
        connection.execute(f"PRAGMA hard_heap_limit = {heap_bytes:d}")
    connection.row_factory = Meter(connection.row_factory or Row)
    connection.set_authorizer(authorize)


def authorize(action: int, first: str | None, *_: str | None) -> int:
    """SQLite's authorizer: no ATTACH, and an empty answer where the file's path would stand."""
    if action == _AUTHORIZE_ATTACH:
        return _DENY
    if action == _AUTHORIZE_PRAGMA and first == "database_list":
        return _IGNORE
    return _OK


class Meter:
    """A row factory that stops a result whose cells or rows are too large.

    Raises OperationalError, which Datasette answers with 400 and the sentence.
    """

    def __init__(self, factory: Callable[[Any, Any], Any]) -> None:
        self._factory = factory
        self._cursor: Callable[[], Any] = lambda: None
        self._size = 0

    def __call__(self, cursor: Any, values: tuple[Any, ...]) -> Any:
        """One row, counted."""
        if self._cursor() is not cursor:
            # Weak, so that a finished cursor ends its read transaction.
            self._cursor, self._size = weakref.ref(cursor), 0
        sizes = [len(value) for value in values if isinstance(value, str | bytes)]
        self._size += sum(sizes)
        if max(sizes, default=0) > MAX_CELL_BYTES:
            raise OperationalError(f"a cell is larger than {MAX_CELL_BYTES:,} bytes: shorten it")
        if self._size > MAX_RESULT_BYTES:
            raise OperationalError(
                f"the result is larger than {MAX_RESULT_BYTES:,} bytes: take fewer columns or rows"
            )
        return self._factory(cursor, values)
