"""Reads and writes of the classify stage: unlabelled postings, labels, evidence, gold labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.connection import Connection, Row, transaction
from db.label import Label

ATTRIBUTES = ("sector", "function", "employer_type", "seniority", "depth")
"""What a label says beside the role and the skills."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlabelled:
    """What the classify room reads of a posting."""

    posting_id: int
    text_hash: str
    title: str
    employer: str | None
    text: str | None


_UNLABELLED = """
SELECT p.posting_id, p.text_hash, p.title, coalesce(p.employer, b.employer) AS employer, t.text
FROM postings p JOIN texts t USING (posting_id) JOIN boards b USING (board_id)
LEFT JOIN labels l ON l.posting_id = p.posting_id AND l.model_id = :model
WHERE p.posting_id > :after AND NOT p.detail_pending
  AND (l.posting_id IS NULL OR l.text_hash <> p.text_hash)
ORDER BY p.posting_id LIMIT :size
"""


def use_model(connection: Connection, model_id: str, now: str) -> None:
    """Make ``model_id`` the model whose labels the views show."""
    with transaction(connection):
        connection.execute(
            "INSERT INTO models (model_id, added_at) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [model_id, now],
        )
        connection.execute("UPDATE models SET active = (model_id = ?)", [model_id])


def count_unlabelled(connection: Connection, model_id: str) -> int:
    """How many postings the model has not labelled as they are now."""
    sql = f"SELECT count(*) FROM ({_UNLABELLED})"
    row = connection.execute(sql, {"model": model_id, "after": 0, "size": -1}).fetchone()
    return int(row[0])


def unlabelled(connection: Connection, model_id: str, size: int) -> Iterator[list[Unlabelled]]:
    """Batches of postings that the model has not labelled as they are now."""
    after = 0
    while True:
        rows = connection.execute(
            _UNLABELLED, {"model": model_id, "after": after, "size": size}
        ).fetchall()
        if not rows:
            return
        after = rows[-1]["posting_id"]
        yield [Unlabelled(**dict(row)) for row in rows]


def write_labels(
    connection: Connection,
    labelled: Sequence[tuple[Unlabelled, Label]],
    *,
    model_id: str,
    now: str,
) -> None:
    """Store a batch of labels with evidence and skills, replacing this model's older ones."""
    with transaction(connection):
        for subject, label in labelled:
            _write_one(connection, subject, label, model_id, now)


def _write_one(
    connection: Connection, subject: Unlabelled, label: Label, model_id: str, now: str
) -> None:
    key = (subject.posting_id, model_id)
    for table in ("evidence", "skills", "labels"):
        connection.execute(f"DELETE FROM {table} WHERE posting_id = ? AND model_id = ?", key)
    connection.execute(
        "INSERT INTO labels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *key,
            subject.text_hash,
            label.role,
            label.p_specialist,
            label.p_integrator,
            label.p_none,
            int(label.uncertain),
            int(label.keyword),
            label.sector,
            label.function,
            label.employer_type,
            label.seniority,
            label.depth,
            now,
        ],
    )
    connection.executemany(
        "INSERT INTO evidence VALUES (?, ?, ?, ?, ?, ?)",
        [
            (*key, rank, item.passage, item.section, item.weight)
            for rank, item in enumerate(label.evidence, start=1)
        ],
    )
    connection.executemany(
        "INSERT INTO skills VALUES (?, ?, ?)", [(*key, skill) for skill in set(label.skills)]
    )


def explanations(connection: Connection, posting_id: int) -> list[list[str]]:
    """For each model's label of a posting, lines that say what and why.

    Raises ValueError when there is no such posting or no label yet.
    """
    labels = connection.execute(
        "SELECT l.*, p.title, coalesce(p.employer, b.employer) AS employer FROM labels l"
        " JOIN postings p USING (posting_id) JOIN boards b USING (board_id)"
        " WHERE posting_id = ? ORDER BY labelled_at DESC",
        [posting_id],
    ).fetchall()
    if not labels:
        raise ValueError(_unexplained(connection, posting_id))
    return [_explanation(connection, row) for row in labels]


def _unexplained(connection: Connection, posting_id: int) -> str:
    found = connection.execute(
        "SELECT detail_pending FROM postings WHERE posting_id = ?", [posting_id]
    ).fetchone()
    if found is None:
        return (
            f"The database has no posting {posting_id}: take a posting_id of the view roles or"
            " open_postings."
        )
    if found["detail_pending"]:
        return f"Posting {posting_id} waits for its text, which a later crawl reads: crawl again."
    return f"Posting {posting_id} has no label yet: run `roleatlas classify`."


def _explanation(connection: Connection, row: Row) -> list[str]:
    evidence = connection.execute(
        "SELECT * FROM evidence WHERE posting_id = ? AND model_id = ? ORDER BY rank",
        [row["posting_id"], row["model_id"]],
    )
    return [
        f"{row['title']}, {row['employer'] or 'employer unknown'}",
        f"{row['role']}{' (uncertain)' if row['uncertain'] else ''}: specialist"
        f" {row['p_specialist']:.2f}, integrator {row['p_integrator']:.2f}, none"
        f" {row['p_none']:.2f}; model {row['model_id']}",
        *(f"  [{item['section']}, {item['weight']:+.2f}] {item['passage']}" for item in evidence),
        *(f"  {name.replace('_', ' ')}: {row[name]}" for name in ATTRIBUTES if row[name]),
        *_skills_line(connection, row),
    ]


def _skills_line(connection: Connection, row: Row) -> list[str]:
    found = connection.execute(
        "SELECT skill FROM skills WHERE posting_id = ? AND model_id = ? ORDER BY skill",
        [row["posting_id"], row["model_id"]],
    )
    names = ", ".join(item["skill"] for item in found)
    return [f"  skills: {names}"] if names else []


def compare_models(connection: Connection, first: str, second: str) -> list[Row]:
    """Postings that two models label differently: posting_id, title, one role, other role."""
    return list(
        connection.execute(
            "SELECT posting_id, p.title, a.role AS first, b.role AS second,"
            " abs(a.p_none - b.p_none) AS distance"
            " FROM labels a JOIN labels b USING (posting_id) JOIN postings p USING (posting_id)"
            " WHERE a.model_id = ? AND b.model_id = ? AND a.role <> b.role"
            " ORDER BY distance DESC, posting_id",
            [first, second],
        )
    )


def list_models(connection: Connection) -> list[Row]:
    """Models with how many labels they gave and whether the views show them."""
    return list(
        connection.execute(
            "SELECT model_id, added_at, active, (SELECT count(*) FROM labels l"
            " WHERE l.model_id = m.model_id) AS labels FROM models m ORDER BY added_at, model_id"
        )
    )
