"""Gold labels: drawn with known probability, written one by one, read with their agreement."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from db.connection import Connection, transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """A posting of a labelling plan that waits for a label."""

    posting_id: int
    title: str
    employer: str | None
    text: str | None
    stratum: str


_FRAME = """
SELECT p.posting_id,
       l.role || ' / ' || CASE
           WHEN EXISTS (SELECT 1 FROM places s JOIN metro_groups g USING (metro_id)
                        WHERE s.posting_id = p.posting_id AND g.group_id = :hubs) THEN 'hub'
           WHEN EXISTS (SELECT 1 FROM places s WHERE s.posting_id = p.posting_id) THEN 'elsewhere'
           ELSE 'no metro' END
       || ' / ' || CASE WHEN p.first_seen < :middle THEN 'early' ELSE 'late' END AS stratum
FROM postings p
JOIN labels l ON l.posting_id = p.posting_id
    AND l.model_id = (SELECT model_id FROM models WHERE active)
JOIN placements USING (posting_id)
WHERE p.state IN ('open', 'closed')
ORDER BY p.posting_id
"""


def plan_gold(
    connection: Connection, *, size: int, seed: int, plan: str, labeller: str, hubs: str
) -> dict[str, tuple[int, int]]:
    """Draw ``size`` postings, equally from every stratum, and store them with their probability.

    Strata are predicted role, kind of place (``hubs`` names the metro group) and period. Returns
    stratum -> (drawn, in the stratum).
    """
    span = connection.execute("SELECT min(first_seen), max(first_seen) FROM postings").fetchone()
    middle = connection.execute(
        "SELECT first_seen FROM postings ORDER BY first_seen LIMIT 1"
        " OFFSET (SELECT count(*) / 2 FROM postings)"
    ).fetchone()
    strata: defaultdict[str, list[int]] = defaultdict(list)
    parameters = {"hubs": hubs, "middle": middle[0] if middle else span[0]}
    for row in connection.execute(_FRAME, parameters):
        strata[row["stratum"]].append(row["posting_id"])
    shares = allocate({name: len(members) for name, members in strata.items()}, size)
    chance = random.Random(seed)
    with transaction(connection):
        for name, members in sorted(strata.items()):
            for posting_id in sorted(chance.sample(members, shares[name])):
                connection.execute(
                    "INSERT INTO gold (posting_id, labeller, plan, stratum, inclusion_prob)"
                    " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    [posting_id, labeller, plan, name, shares[name] / len(members)],
                )
    return {name: (shares[name], len(members)) for name, members in sorted(strata.items())}


def allocate(sizes: dict[str, int], total: int) -> dict[str, int]:
    """Spread ``total`` over strata as equally as their sizes allow."""
    shares = dict.fromkeys(sizes, 0)
    left = min(total, sum(sizes.values()))
    while left:
        open_strata = [name for name in sorted(sizes) if shares[name] < sizes[name]]
        each = max(1, left // len(open_strata))
        for name in open_strata:
            step = min(each, sizes[name] - shares[name], left)
            shares[name] += step
            left -= step
    return shares


def second_reading(
    connection: Connection, *, first: str, second: str, share: float, seed: int
) -> int:
    """Give a random part of the first labeller's postings to a second one; returns how many."""
    rows = connection.execute(
        "SELECT * FROM gold WHERE labeller = ? ORDER BY posting_id", [first]
    ).fetchall()
    chosen = random.Random(seed).sample(rows, round(len(rows) * share))
    with transaction(connection):
        for row in chosen:
            connection.execute(
                "INSERT INTO gold (posting_id, labeller, plan, stratum, inclusion_prob)"
                " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                [row["posting_id"], second, row["plan"], row["stratum"], row["inclusion_prob"]],
            )
    return len(chosen)


def waiting(connection: Connection, labeller: str) -> list[Draw]:
    """Drawn postings that this labeller has not labelled, in an order that hides the strata."""
    rows = connection.execute(
        "SELECT g.posting_id, p.title, coalesce(p.employer, b.employer) AS employer, t.text,"
        " g.stratum FROM gold g JOIN postings p USING (posting_id) JOIN boards b USING (board_id)"
        " JOIN texts t USING (posting_id) WHERE g.labeller = ? AND g.role IS NULL"
        " ORDER BY g.posting_id * 2654435761 % 4294967296",
        [labeller],
    )
    return [Draw(**dict(row)) for row in rows]


def write_gold(
    connection: Connection, posting_id: int, labeller: str, role: str, borderline: bool, now: str
) -> None:
    """Store one label of one labeller."""
    with transaction(connection):
        connection.execute(
            "UPDATE gold SET role = ?, borderline = ?, labelled_at = ?"
            " WHERE posting_id = ? AND labeller = ?",
            [role, int(borderline), now, posting_id, labeller],
        )


def agreement(connection: Connection) -> tuple[int, float | None]:
    """How many postings two people labelled, and Cohen's kappa of their roles."""
    pairs = connection.execute(
        "SELECT a.role, b.role FROM gold a JOIN gold b USING (posting_id)"
        " WHERE a.labeller < b.labeller AND a.role IS NOT NULL AND b.role IS NOT NULL"
    ).fetchall()
    return len(pairs), kappa([(row[0], row[1]) for row in pairs])


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two raters; None where it is not defined."""
    if not pairs:
        return None
    count = len(pairs)
    observed = sum(one == other for one, other in pairs) / count
    first, second = Counter(one for one, _ in pairs), Counter(other for _, other in pairs)
    expected = sum(first[role] * second[role] for role in first) / count**2
    return (observed - expected) / (1 - expected) if expected < 1 else None
