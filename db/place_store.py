"""Reads and writes of the locate stage: postings without a current placement, and placing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass

from db.connection import Connection, transaction
from db.placement import Metro, Placement
from db.posting import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """What the metro room reads of a posting."""

    posting_id: int
    place_hash: str
    employer: str | None
    locations: tuple[str, ...]
    addresses: tuple[Address, ...]
    workplace: str | None


def unplaced(connection: Connection, gazetteer: str) -> Iterator[Unplaced]:
    """Postings with no placement by this gazetteer of what they say now, by employer."""
    rows = connection.execute(
        "SELECT p.posting_id, p.place_hash, coalesce(p.employer, b.employer, b.token) AS name,"
        " p.locations, p.addresses, p.workplace FROM postings p JOIN boards b USING (board_id)"
        " LEFT JOIN placements l USING (posting_id)"
        " WHERE l.posting_id IS NULL OR l.gazetteer <> ? OR l.place_hash <> p.place_hash"
        " ORDER BY name, p.posting_id",
        [gazetteer],
    ).fetchall()
    for row in rows:
        yield Unplaced(
            posting_id=row["posting_id"],
            place_hash=row["place_hash"],
            employer=row["name"],
            locations=tuple(json.loads(row["locations"])),
            addresses=tuple(Address(**address) for address in json.loads(row["addresses"])),
            workplace=row["workplace"],
        )


def employer_metros(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Metros where each employer's postings are placed already, most frequent first."""
    found: dict[str, list[str]] = {}
    for employer, metro_id in connection.execute(
        "SELECT coalesce(p.employer, b.employer, b.token) AS name, metro_id FROM places"
        " JOIN postings p USING (posting_id) JOIN boards b USING (board_id)"
        " GROUP BY name, metro_id ORDER BY name, count(*) DESC, metro_id"
    ):
        found.setdefault(employer, []).append(metro_id)
    return {employer: tuple(metros) for employer, metros in found.items()}


def write_metros(
    connection: Connection,
    metros: Iterable[Metro],
    groups: Iterable[tuple[str, str, str, str | None]],
) -> None:
    """Make the metro and group tables those of the gazetteer in use; ``groups`` are rows of
    (group id, label, metro id, source)."""
    with transaction(connection):
        connection.executemany(
            "INSERT INTO metros VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (metro_id) DO"
            " UPDATE SET name = excluded.name, population = excluded.population,"
            " employment = excluded.employment,"
            " computer_employment = excluded.computer_employment",
            map(astuple, metros),
        )
        connection.execute("DELETE FROM metro_groups")
        connection.executemany("INSERT INTO metro_groups VALUES (?, ?, ?, ?)", groups)


def write_placements(
    connection: Connection,
    placed: Sequence[tuple[Unplaced, Placement]],
    *,
    gazetteer: str,
    now: str,
) -> None:
    """Store a batch of placements, replacing what stood there."""
    with transaction(connection):
        for subject, placement in placed:
            _write_one(connection, subject, placement, gazetteer, now)


def _write_one(
    connection: Connection, subject: Unplaced, placement: Placement, gazetteer: str, now: str
) -> None:
    key = subject.posting_id
    connection.execute(
        "INSERT OR REPLACE INTO placements VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            key,
            gazetteer,
            subject.place_hash,
            placement.remote,
            json.dumps(placement.scope),
            json.dumps(placement.countries),
            now,
        ],
    )
    connection.execute("DELETE FROM places WHERE posting_id = ?", [key])
    connection.executemany(
        "INSERT INTO places VALUES (?, ?, ?, ?, ?, ?)",
        [
            (key, place.metro_id, place.share, place.method, place.confidence, place.segment)
            for place in placement.places
        ],
    )
    connection.execute("DELETE FROM unresolved WHERE posting_id = ?", [key])
    connection.executemany(
        "INSERT INTO unresolved VALUES (?, ?, ?, ?, ?, ?)",
        [
            (key, seq, item.segment, item.reason, item.country, item.admin1)
            for seq, item in enumerate(placement.unresolved)
        ],
    )


def unresolved_segments(connection: Connection, limit: int) -> list[tuple[str, str, int]]:
    """The most frequent segments without a metro: (segment, reason, postings)."""
    return [
        (row[0], row[1], row[2])
        for row in connection.execute(
            "SELECT segment, reason, count(*) AS n FROM unresolved GROUP BY segment, reason"
            " ORDER BY n DESC, segment LIMIT ?",
            [limit],
        )
    ]


def read_metros(connection: Connection) -> Mapping[str, Metro]:
    """All metros by id."""
    return {
        row["metro_id"]: Metro(**dict(row)) for row in connection.execute("SELECT * FROM metros")
    }


def read_groups(connection: Connection) -> Mapping[str, tuple[str, ...]]:
    """Metro ids of each group."""
    groups: dict[str, list[str]] = {}
    for group_id, metro_id in connection.execute(
        "SELECT group_id, metro_id FROM metro_groups ORDER BY group_id, metro_id"
    ):
        groups.setdefault(group_id, []).append(metro_id)
    return {group: tuple(members) for group, members in groups.items()}
