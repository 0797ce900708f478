"""SQLite and sqlite-utils, imported here and nowhere else.

sqlite-utils takes pysqlite3 where it is installed. Both libraries on one file in one process would
drop each other's locks, so everybody takes ``sqlite3`` from here.
"""

from __future__ import annotations

import sys

# sqlite-utils also loads pandas and numpy where it finds them, to know the types of their columns.
# Tables come from elsewhere here, and that was half of the time to start a command.
_hidden = [name for name in ("numpy", "pandas") if name not in sys.modules]
for _name in _hidden:
    sys.modules[_name] = None  # type: ignore[assignment]  # to import it fails
try:
    from sqlite_utils import Database, Migrations
    from sqlite_utils.utils import sqlite3  # type: ignore[attr-defined]
finally:
    for _name in _hidden:
        del sys.modules[_name]

__all__ = ["Database", "Migrations", "sqlite3"]
