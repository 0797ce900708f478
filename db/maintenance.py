"""Backup, and forgetting an employer or a domain for good."""

from __future__ import annotations

from pathlib import Path

from db.connection import Connection, StoreError, connect, transaction


def backup(connection: Connection, target: Path) -> dict[str, int]:
    """Write a compact copy with ``VACUUM INTO`` and verify it by its row counts."""
    if target.exists():
        raise StoreError(f"{target} exists already: name a new file.")
    connection.execute("VACUUM INTO ?", [str(target)])
    copy = connect(target, read_only=True)
    try:
        mine, theirs = _counts(connection), _counts(copy)
    finally:
        copy.close()
    if mine != theirs:
        raise StoreError(f"{target} does not hold what the database holds: make the backup again.")
    return theirs


def _counts(connection: Connection) -> dict[str, int]:
    tables = ("boards", "crawls", "postings", "places", "labels", "events")
    return {
        table: int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in tables
    }


def forget(connection: Connection, *, kind: str, pattern: str, now: str) -> int:
    """Erase every posting of an employer or a domain and keep it out; returns how many.

    ``kind`` is ``employer`` (exact name, case apart) or ``domain`` (with its subdomains). Deleted
    content is overwritten, the search index rebuilt and the log emptied.
    """
    condition = {
        "employer": "lower(coalesce(p.employer, b.employer)) = lower(:pattern)",
        "domain": "(p.url LIKE '%://' || :pattern || '/%' OR p.url LIKE '%.' || :pattern || '/%')",
    }[kind]
    with transaction(connection):
        connection.execute(
            "INSERT INTO opt_outs VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [kind, pattern, now]
        )
        connection.execute(
            "CREATE TEMP TABLE forgotten AS SELECT posting_id FROM postings p"
            f" JOIN boards b USING (board_id) WHERE {condition}",
            {"pattern": pattern},
        )
        count = _erase(connection)
        if kind == "employer":
            connection.execute(
                "UPDATE boards SET state = 'opted_out', employer = NULL"
                " WHERE lower(employer) = lower(?)",
                [pattern],
            )
        connection.execute("DROP TABLE forgotten")
    connection.execute("INSERT INTO texts_fts (texts_fts) VALUES ('rebuild')")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


def _erase(connection: Connection) -> int:
    mine = "posting_id IN (SELECT posting_id FROM forgotten)"
    connection.execute(f"UPDATE job_members SET like_posting_id = NULL WHERE like_{mine}")
    for table in ("evidence", "skills", "labels", "gold", "places", "unresolved", "placements"):
        connection.execute(f"DELETE FROM {table} WHERE {mine}")
    for table in ("job_members", "sighting_spans", "events", "texts"):
        connection.execute(f"DELETE FROM {table} WHERE {mine}")
    count = connection.execute(f"DELETE FROM postings WHERE {mine}").rowcount
    connection.execute("DELETE FROM jobs WHERE job_id NOT IN (SELECT job_id FROM job_members)")
    connection.execute(
        "DELETE FROM employers WHERE employer_id NOT IN (SELECT employer_id FROM jobs)"
    )
    return int(count)
