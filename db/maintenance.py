"""Backup, and forgetting an employer or a domain for good."""

from __future__ import annotations

import re
from pathlib import Path

from db.connection import (
    Connection,
    DatabaseError,
    StoreError,
    connect,
    explain,
    transaction,
)
from db.opt_out import OptOuts

_DOMAIN = re.compile(r"[^\W_]([\w-]*[^\W_])?(\.[^\W_]([\w-]*[^\W_])?)+")


def backup(connection: Connection, target: Path) -> dict[str, int]:
    """Write a compact copy with ``VACUUM INTO``, verify its row counts, then give it its name."""
    if target.exists():
        raise StoreError(f"{target} exists already: name a new file.")
    if not target.parent.is_dir():
        raise StoreError(f"{target.parent} is not a folder: make it, or name another file.")
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        counts = _copy(connection, part, target)
        part.rename(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    return counts


def _copy(connection: Connection, part: Path, target: Path) -> dict[str, int]:
    try:
        connection.execute("VACUUM INTO ?", [str(part)])
    except DatabaseError as error:
        raise StoreError(explain(error, target)) from error
    copy = connect(part, read_only=True)
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

    ``kind`` is ``employer`` (exact name, case apart) or ``domain`` (with its subdomains); what is
    erased is what later crawls leave out. Deleted content is overwritten, the search index rebuilt
    and the log emptied. Raises ValueError for a pattern that names nobody.
    """
    pattern = _pattern(kind, pattern)
    wanted = OptOuts.of(kind, pattern)
    connection.create_function("left_out", 2, wanted.covers)
    with transaction(connection):
        connection.execute(
            "INSERT INTO opt_outs VALUES (?, ?, ?) ON CONFLICT DO NOTHING", [kind, pattern, now]
        )
        connection.execute(
            "CREATE TEMP TABLE forgotten AS SELECT posting_id FROM postings p"
            " JOIN boards b USING (board_id)"
            " WHERE left_out(coalesce(p.employer, b.employer), p.url)"
        )
        count = _erase(connection)
        connection.execute(
            "UPDATE boards SET state = 'opted_out', employer = NULL WHERE left_out(employer, NULL)"
        )
        connection.execute("DROP TABLE forgotten")
    connection.execute("INSERT INTO texts_fts (texts_fts) VALUES ('rebuild')")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return count


def _pattern(kind: str, pattern: str) -> str:
    """The name as it is kept; one that would erase everything or nothing is refused."""
    pattern = pattern.strip()
    if not pattern:
        raise ValueError(f"The {kind} has no name: nothing was erased.")
    if kind == "domain" and not _DOMAIN.fullmatch(pattern):
        raise ValueError(
            f"{pattern!r} is no domain: name one as example.com, without https:// and path;"
            " nothing was erased."
        )
    return pattern


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
