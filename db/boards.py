"""The boards to crawl: reading a boards file, keeping the table in step with it, what is due."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.connection import Connection, transaction
from db.events import set_unmonitored
from db.opt_out import OptOuts
from db.outcome import BoardRow

_ATS = re.compile(r"[a-z][a-z0-9_]{1,30}")
_HEAD = ["ats", "token", "employer"]


@dataclass(frozen=True, slots=True)
class BoardEntry:
    """One line of a boards file."""

    ats: str
    token: str
    employer: str | None


def read_boards(path: Path, known: Iterable[str]) -> list[BoardEntry]:
    """Read ``ats,token,employer``; ``known`` are the ATSs that can be crawled.

    Raises ValueError naming file and line for a line that cannot be used, and changes nothing.
    """
    known = frozenset(known)
    text = _text(path)
    lines = [_cells(line, f"{path}:{number}") for number, line in enumerate(text.split("\n"), 1)]
    head = lines[0]
    if head[:2] != _HEAD[:2] or head[2:3] not in ([], _HEAD[2:]):
        raise ValueError(f"{path}:1: the first line must be `ats,token,employer`.")
    entries: dict[tuple[str, str], int] = {}
    boards = []
    for number, cells in enumerate(lines[1:], start=2):
        if not cells:
            continue
        entry = _entry(cells, max(len(head), len(_HEAD)), known, f"{path}:{number}")
        first = entries.setdefault((entry.ats, entry.token.lower()), number)
        if first != number:
            raise ValueError(
                f"{path}:{number}: {entry.ats} board {entry.token!r} stands on line {first}"
                " already: remove one of the two."
            )
        boards.append(entry)
    if not boards:
        raise ValueError(f"{path} names no board: add a line such as `greenhouse,acme,Acme`.")
    return boards


def _text(path: Path) -> str:
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise ValueError(
            f"{path} does not exist: name a boards file (ats,token,employer)."
        ) from None
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error}.") from error
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ValueError(
            f"{path}:{line}: the line is no UTF-8 text: save it as UTF-8 (in a spreadsheet, CSV"
            " UTF-8)."
        ) from error


def _cells(line: str, where: str) -> list[str]:
    """One line's cells, without empty ones at its end.

    A quote that is left open must not swallow the lines after it.
    """
    try:
        cells = [cell.strip() for cell in next(csv.reader([line], strict=True), [])]
    except csv.Error as error:
        raise ValueError(f"{where}: the line is no CSV ({error}): correct it.") from error
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _entry(cells: Sequence[str], most: int, known: frozenset[str], where: str) -> BoardEntry:
    if len(cells) > most:
        raise ValueError(
            f"{where}: the line has {len(cells)} cells: put a name that holds a comma in quotes."
        )
    ats, token, *rest = [*cells, "", ""]
    if not _ATS.fullmatch(ats) or ats not in known:
        raise ValueError(
            f"{where}: {ats!r} is not a known ATS: use one of {', '.join(sorted(known))}."
        )
    if not token or len(token) > 128 or any(ord(c) < 32 or c in "/\\" for c in token):
        raise ValueError(
            f"{where}: {token!r} cannot be a board's token: correct or remove the line."
        )
    return BoardEntry(ats, token, rest[0] or None)


def sync_boards(
    connection: Connection, entries: Sequence[BoardEntry], now: str, *, only_ats: str | None
) -> int:
    """Make the table hold exactly these boards; returns how many left the file.

    What a crawl learnt of a board is never touched; only the case of a token that does not answer
    is corrected. Boards that are no longer listed (of the ATS in question, where one is named) are
    removed: their postings become unmonitored. Boards of an employer that opted out are neither
    added nor named again.
    """
    opt_outs = OptOuts.read(connection)
    with transaction(connection):
        for entry in entries:
            if opt_outs.covers(entry.employer, None):
                continue
            connection.execute(
                "INSERT INTO boards (ats, token, employer, added_at) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (ats, token) DO UPDATE SET employer = excluded.employer,"
                " token = CASE WHEN last_ok_at IS NULL OR state IN ('gone', 'gone_pending')"
                " THEN excluded.token ELSE token END,"
                " removed_at = NULL,"
                " state = CASE state WHEN 'removed' THEN 'active' ELSE state END",
                [entry.ats, entry.token, entry.employer, now],
            )
        return _remove_unlisted(connection, entries, now, only_ats)


def _remove_unlisted(
    connection: Connection, entries: Sequence[BoardEntry], now: str, only_ats: str | None
) -> int:
    listed = {(entry.ats, entry.token.lower()) for entry in entries}
    rows = connection.execute(
        "SELECT board_id, ats, token FROM boards"
        " WHERE state <> 'removed' AND ats = coalesce(?, ats)",
        [only_ats],
    ).fetchall()
    gone = [row["board_id"] for row in rows if (row["ats"], row["token"].lower()) not in listed]
    for board_id in gone:
        connection.execute(
            "UPDATE boards SET state = 'removed', removed_at = ? WHERE board_id = ?",
            [now, board_id],
        )
        set_unmonitored(connection, board_id, now, None)
    return len(gone)


def has_boards(connection: Connection) -> bool:
    """Whether the database knows any board."""
    return connection.execute("SELECT 1 FROM boards LIMIT 1").fetchone() is not None


def due_boards(connection: Connection, *, ats: str | None = None) -> list[BoardRow]:
    """Boards to visit, those longest unvisited first, so that a stopped crawl goes on.

    Of those visited together the ones that failed are first: where a host ends each crawl early,
    it is not always the same boards that pay for it.
    """
    opt_outs = OptOuts.read(connection)
    rows = connection.execute(
        "SELECT board_id, ats, token, employer, etag, last_modified FROM boards"
        " WHERE state NOT IN ('removed', 'opted_out') AND ats = coalesce(?, ats)"
        " ORDER BY coalesce(last_crawl_id, 0), coalesce(proven_crawl_id, 0), board_id",
        [ats],
    ).fetchall()
    return [
        BoardRow(**row) for row in map(dict, rows) if not opt_outs.covers(row["employer"], None)
    ]
