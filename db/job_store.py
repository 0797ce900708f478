"""Clustering the stored postings into jobs: cluster and evidence are kept, nothing is dropped."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from db.clusters import Link, Member, cluster, employer_keys, employer_name_key
from db.connection import Connection, transaction

_MEMBERS = """
SELECT p.posting_id, p.board_id, b.ats, b.token,
       coalesce(p.employer, b.employer, b.token) AS employer, p.title,
       coalesce(t.text, '') AS text,
       coalesce((SELECT group_concat(metro_id, ';') FROM
                 (SELECT metro_id FROM places s WHERE s.posting_id = p.posting_id ORDER BY 1)),
                p.locations) AS place
FROM postings p JOIN boards b USING (board_id) JOIN texts t USING (posting_id)
"""
_SOME = " WHERE p.posting_id IN (SELECT value FROM json_each(?))"


def cluster_jobs(connection: Connection, now: str) -> tuple[int, int]:
    """Rebuild employers, jobs and their members from the postings; returns (postings, jobs).

    The texts of one employer at a time are in memory.
    """
    with transaction(connection):
        groups = _by_employer(connection)
        _forget_jobs(connection)
        for key, group in sorted(groups.items()):
            _write_employer(connection, key, _members(connection, group), now)
    jobs = connection.execute("SELECT count(*) FROM jobs").fetchone()[0]
    return sum(map(len, groups.values())), int(jobs)


def _by_employer(connection: Connection) -> dict[str, list[int]]:
    """Postings of each employer, by its key."""
    names: dict[int, tuple[int, str]] = {}

    def noted() -> Iterator[Member]:
        for row in connection.execute(_MEMBERS):
            member = Member(**dict(row))
            names[member.posting_id] = (member.board_id, employer_name_key(member.employer))
            yield member

    keys = employer_keys(noted())
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for posting_id, name in names.items():
        groups[keys[name]].append(posting_id)
    return groups


def _members(connection: Connection, group: Sequence[int]) -> list[Member]:
    rows = connection.execute(f"{_MEMBERS}{_SOME} ORDER BY 1", [json.dumps(group)])
    return [Member(**dict(row)) for row in rows]


def _forget_jobs(connection: Connection) -> None:
    connection.execute("UPDATE postings SET job_id = NULL WHERE job_id IS NOT NULL")
    for table in ("job_members", "jobs"):
        connection.execute(f"DELETE FROM {table}")


def _write_employer(connection: Connection, key: str, group: Sequence[Member], now: str) -> None:
    connection.execute(
        "INSERT INTO employers (name, key) VALUES (?, ?) ON CONFLICT (key) DO"
        " UPDATE SET name = excluded.name",
        [group[0].employer, key],
    )
    row = connection.execute("SELECT employer_id FROM employers WHERE key = ?", [key]).fetchone()
    families = {link.posting_id: link.leader_id for link in cluster(group, across_places=True)}
    links = cluster(group)
    _write_jobs(connection, row[0], group, links, families, now)
    _write_members(connection, links)


def _write_jobs(
    connection: Connection,
    employer_id: int,
    group: Sequence[Member],
    links: Iterable[Link],
    families: dict[int, int],
    now: str,
) -> None:
    titles = {member.posting_id: member.title for member in group}
    connection.executemany(
        "INSERT INTO jobs VALUES (?, ?, ?, ?, ?)",
        [
            (leader, employer_id, families[leader], titles[leader], now)
            for leader in sorted({link.leader_id for link in links})
        ],
    )


def _write_members(connection: Connection, links: Sequence[Link]) -> None:
    connection.executemany(
        "INSERT INTO job_members VALUES (?, ?, ?, ?, ?)",
        [
            (link.posting_id, link.leader_id, link.reason, link.similarity, link.leader_id)
            for link in links
        ],
    )
    connection.executemany(
        "UPDATE postings SET job_id = ? WHERE posting_id = ?",
        [(link.leader_id, link.posting_id) for link in links],
    )
