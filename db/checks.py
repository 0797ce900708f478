"""The invariants of the data, each as a query that names the rows that break it.

I9 to I12 of the design concern statistics, conduct and processes: they are held by tests, not here.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.board_state import outages
from db.clock import hours_between
from db.clusters import employer_name_key
from db.connection import Connection
from db.lifecycle import MISS_SPACING_HOURS, MISSES_TO_CLOSE, STALE_AFTER_HOURS, stale_before


@dataclass(frozen=True, slots=True)
class Check:
    """One invariant: its name, what must hold, and the SQL that selects what breaks it."""

    name: str
    sentence: str
    sql: str


@dataclass(frozen=True, slots=True)
class Breach:
    """An invariant that does not hold, with up to ten of the rows that break it."""

    check: Check
    count: int
    rows: tuple[str, ...]


_STAMP = "'[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]Z'"
_CONTROL = (
    "'*[' || char(1) || '-' || char(8) || char(11) || '-' || char(31) || char(127) || '-'"
    " || char(159) || char(8234) || '-' || char(8238) || ']*'"
)

CHECKS = (
    Check(
        "I1-integrity",
        "The file is sound.",
        "SELECT * FROM pragma_integrity_check WHERE integrity_check <> 'ok'",
    ),
    Check(
        "I1-foreign-keys",
        "Every reference points to a row.",
        "SELECT * FROM pragma_foreign_key_check",
    ),
    Check(
        "I2-identity",
        "A posting is one row per board and source id.",
        "SELECT board_id, source_id, count(*) FROM postings GROUP BY 1, 2 HAVING count(*) > 1",
    ),
    Check(
        "I3-order",
        "First seen, last seen and closed stand in order.",
        "SELECT posting_id, first_seen, last_seen, closed_at FROM postings"
        " WHERE first_seen > last_seen OR closed_at < last_seen",
    ),
    Check(
        "I3-format",
        "Instants are UTC in one format.",
        "SELECT posting_id, first_seen, last_seen, closed_at FROM postings"
        f" WHERE NOT (first_seen GLOB {_STAMP} AND last_seen GLOB {_STAMP}"
        f" AND coalesce(closed_at, first_seen) GLOB {_STAMP})",
    ),
    Check(
        "I4-closed-by-proof",
        "A closed posting was missed by complete crawls, spaced, after it was last seen.",
        f"""
SELECT p.posting_id, p.last_seen, p.closed_at FROM postings p
LEFT JOIN board_crawls c ON c.board_id = p.board_id AND c.complete
    AND c.outcome IN ('ok', 'not_modified') AND c.crawl_id > p.last_crawl_id
    AND c.finished_at <= p.closed_at
WHERE p.state = 'closed' GROUP BY p.posting_id
HAVING count(c.crawl_id) < {MISSES_TO_CLOSE}
    OR (julianday(max(c.finished_at)) - julianday(min(c.finished_at))) * 24
        < {MISS_SPACING_HOURS} - 1e-3
""",
    ),
    Check(
        "I5-opened-once",
        "Every posting has one opening event, at its first sighting.",
        "SELECT p.posting_id, p.first_seen, count(e.event_id), min(e.at) FROM postings p"
        " LEFT JOIN events e ON e.posting_id = p.posting_id AND e.kind = 'opened'"
        " GROUP BY p.posting_id HAVING count(e.event_id) <> 1 OR min(e.at) <> p.first_seen",
    ),
    Check(
        "I5-closings",
        "Closing and reopening events agree with the state.",
        "SELECT p.posting_id, p.state, sum(e.kind = 'closed') AS closings,"
        " sum(e.kind = 'reopened' AND json_extract(e.detail, '$.state') = 'closed') AS reopenings"
        " FROM postings p JOIN events e USING (posting_id) GROUP BY p.posting_id"
        " HAVING closings - reopenings <> (p.state = 'closed') OR reopenings <> p.reopened",
    ),
    Check(
        "I6-complete-is-proven",
        "A complete visit has a proof, a good outcome, and lists what the source counts.",
        "SELECT crawl_id, board_id, outcome, proof, listed, total FROM board_crawls WHERE complete"
        " AND (proof IS NULL OR outcome NOT IN ('ok', 'not_modified')"
        " OR (outcome = 'ok' AND total IS NOT NULL AND listed + dropped < total))",
    ),
    Check(
        "I6-incomplete-closes-nothing",
        "A visit without proof closed and missed nothing.",
        "SELECT crawl_id, board_id, outcome, closed, missed FROM board_crawls"
        " WHERE NOT complete AND (closed > 0 OR missed > 0)",
    ),
    Check(
        "I7-text",
        "No stored text holds control characters.",
        "SELECT p.posting_id, 'fields' FROM postings p WHERE p.title || p.locations || p.addresses"
        " || coalesce(p.employer, '') || coalesce(p.department, '') || coalesce(p.requisition, '')"
        " GLOB "
        + _CONTROL
        + " UNION ALL SELECT posting_id, 'text' FROM texts WHERE text GLOB "
        + _CONTROL,
    ),
    Check(
        "I7-one-text",
        "Every posting has its text row, with the same title.",
        "SELECT p.posting_id FROM postings p LEFT JOIN texts t USING (posting_id)"
        " WHERE t.posting_id IS NULL OR t.title <> p.title",
    ),
    Check(
        "I8-urls",
        "Every stored URL is http or https.",
        "SELECT posting_id, url FROM postings WHERE url IS NOT NULL"
        " AND url NOT LIKE 'http://%' AND url NOT LIKE 'https://%'",
    ),
    Check(
        "places-sum",
        "Shares of a posting's metros sum to 1.",
        "SELECT posting_id, sum(share) FROM places GROUP BY posting_id"
        " HAVING abs(sum(share) - 1) > 1e-6",
    ),
    Check(
        "places-placed",
        "Places belong to a placement.",
        "SELECT posting_id FROM places WHERE posting_id NOT IN (SELECT posting_id FROM placements)",
    ),
    Check(
        "labels-probable",
        "The role is the most probable one.",
        "SELECT posting_id, model_id, role FROM labels"
        " WHERE max(p_specialist, p_integrator, p_none) > 1e-6 + CASE role"
        " WHEN 'specialist' THEN p_specialist WHEN 'integrator' THEN p_integrator ELSE p_none END",
    ),
    Check(
        "one-active-model",
        "At most one model is active.",
        "SELECT count(*) FROM models WHERE active HAVING count(*) > 1",
    ),
    Check(
        "jobs-one-place",
        "A job's postings stand in the same metros.",
        "SELECT job_id, count(DISTINCT place) FROM (SELECT m.job_id, m.posting_id,"
        " (SELECT group_concat(metro_id, ';') FROM (SELECT metro_id FROM places s"
        " WHERE s.posting_id = m.posting_id ORDER BY 1)) AS place FROM job_members m)"
        " GROUP BY job_id HAVING count(DISTINCT place) > 1",
    ),
    Check(
        "jobs-members",
        "Postings and the members of jobs agree.",
        "SELECT p.posting_id, p.job_id FROM postings p LEFT JOIN job_members m USING (posting_id)"
        " WHERE p.job_id IS NOT m.job_id",
    ),
    Check(
        "search-index",
        "The full-text index has every posting.",
        "SELECT (SELECT count(*) FROM texts_fts_docsize) AS indexed, count(*) FROM texts"
        " HAVING indexed <> count(*)",
    ),
)


def breaches(connection: Connection) -> list[Breach]:
    """Run every check; returns those that do not hold."""
    found = []
    for check in CHECKS:
        rows = connection.execute(check.sql).fetchall()
        if rows:
            shown = tuple(", ".join(str(value) for value in row) for row in rows[:10])
            found.append(Breach(check, len(rows), shown))
    return found


@dataclass(frozen=True, slots=True)
class Concern:
    """Something an operator should know; not a broken invariant."""

    sentence: str


_COUNTED = (
    (
        "{} crawl(s) never ended: the next crawl will mark them.",
        "SELECT count(*) FROM crawls WHERE state = 'running'",
    ),
    (
        "{} board(s) failed at their last visit: see the view board_health.",
        "SELECT count(*) FROM board_health WHERE state <> 'removed' AND complete = 0",
    ),
    (
        "{} board(s) show a suspicious drop: see board_health.alarm.",
        "SELECT count(*) FROM board_health WHERE alarm IS NOT NULL",
    ),
    (
        "{} board(s) are gone or going: see board_health.state.",
        "SELECT count(*) FROM boards WHERE state IN ('gone', 'gone_pending')",
    ),
    (
        "{} posting(s) have no placement: run `roleatlas locate`.",
        "SELECT count(*) FROM postings WHERE posting_id NOT IN (SELECT posting_id FROM placements)",
    ),
    (
        "{} posting(s) have no label: run `roleatlas classify`.",
        "SELECT count(*) FROM postings WHERE NOT detail_pending"
        " AND posting_id NOT IN (SELECT posting_id FROM labels)",
    ),
    (
        "{} posting(s) wait for their detail page.",
        "SELECT count(*) FROM postings WHERE detail_pending",
    ),
    (
        "{} record(s) are in quarantine: see the table quarantine.",
        "SELECT count(*) FROM quarantine",
    ),
)
"""Concerns that a count makes, where it is not 0."""


def concerns(connection: Connection, now: str) -> list[Concern]:
    """What needs attention: dead crawls, boards that fail, alarms, work that waits."""
    one = connection.execute
    found = []
    for sentence, sql in _COUNTED:
        count = one(sql).fetchone()[0]
        if count:
            found.append(Concern(sentence.format(count)))
    last = one("SELECT max(finished_at) FROM crawls WHERE state = 'finished'").fetchone()[0]
    if last and hours_between(last, now) > STALE_AFTER_HOURS / 2:
        found.append(Concern(f"No crawl has ended since {last}: see whether its schedule runs."))
    found += map(Concern, outages(connection))
    foreign = misattributed(connection)
    if foreign:
        rest = f" and {len(foreign) - 10} more" if len(foreign) > 10 else ""
        shown = ", ".join(foreign[:10]) + rest
        found.append(
            Concern(f"{len(foreign)} board(s) name another employer than the boards file: {shown}.")
        )
    stale = one(
        "SELECT count(*) FROM postings WHERE state = 'open' AND last_seen < ?",
        [stale_before(now)],
    ).fetchone()[0]
    if stale:
        days = f"{STALE_AFTER_HOURS / 24:g} days"
        found.append(
            Concern(f"{stale} open posting(s) were not refreshed for {days}: run a crawl.")
        )
    return found


def misattributed(connection: Connection) -> list[str]:
    """Boards whose postings all name one employer, which is not that of the boards file.

    Their postings count for the employer that the source names; the line in the file is wrong.
    """
    rows = connection.execute(
        "SELECT ats, token, b.employer AS ours, min(p.employer) AS theirs"
        " FROM boards b JOIN postings p USING (board_id)"
        " WHERE b.employer IS NOT NULL AND b.state <> 'removed'"
        " GROUP BY b.board_id HAVING count(DISTINCT p.employer) = 1 ORDER BY ats, token"
    )
    return [
        f"{row['ats']}/{row['token']} ({row['theirs']})"
        for row in rows
        if not _one_name(employer_name_key(row["ours"]), employer_name_key(row["theirs"]))
    ]


def _one_name(one: str, other: str) -> bool:
    """Whether two names may be of one employer: same first word, or one holds the other."""
    if one.split()[:1] == other.split()[:1]:
        return True
    compact = one.replace(" ", ""), other.replace(" ", "")
    return compact[0] in compact[1] or compact[1] in compact[0]
