"""Datasette's database, able to follow foreign keys that name only a table."""

from __future__ import annotations

from typing import Any

from datasette.database import Database


class ServedDatabase(Database):  # type: ignore[misc]
    """The store as Datasette reads it."""

    async def foreign_keys_for_table(self, table: str) -> list[dict[str, Any]]:
        """Foreign keys with their column, also where ``REFERENCES postings`` leaves it out.

        SQLite then means the primary key; Datasette 0.65 would fail on it.
        """
        keys: list[dict[str, Any]] = await super().foreign_keys_for_table(table)
        for key in keys:
            if key["other_column"] is None:
                key["other_column"] = (await self.primary_keys(key["other_table"]))[0]
        return keys
