"""Datasette's database, where it has to differ for the store and for analysts."""

from __future__ import annotations

from typing import Any

from datasette.database import Database

from db.connection import UNFIT, OperationalError


class ServedDatabase(Database):  # type: ignore[misc]
    """The store as Datasette reads it."""

    hash = None
    """Of a file that nobody may write; for it Datasette reads all of the file at the first page."""

    async def execute(self, sql: str, *arguments: Any, **options: Any) -> Any:
        """The rows of a query; several at once are an error that the editor shows."""
        try:
            return await super().execute(sql, *arguments, **options)
        except UNFIT as error:
            if "one statement" not in str(error):
                raise
            raise OperationalError("one query at a time: take the others out") from error

    async def foreign_keys_for_table(self, table: str) -> list[dict[str, Any]]:
        """Foreign keys with their column, also where ``REFERENCES postings`` leaves it out.

        SQLite then means the primary key; Datasette 0.65 would fail on it.
        """
        keys: list[dict[str, Any]] = await super().foreign_keys_for_table(table)
        for key in keys:
            if key["other_column"] is None:
                key["other_column"] = (await self.primary_keys(key["other_table"]))[0]
        return keys
