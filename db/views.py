"""The views: what analysts are promised. Each has its sentence, its SQL and an example query."""

from __future__ import annotations

from dataclasses import dataclass

from db.connection import Connection, transaction
from db.record import PLACEHOLDER_TITLES


@dataclass(frozen=True, slots=True)
class View:
    """A promised view: one sentence, its columns' sentences, its SQL, a query to start from."""

    sentence: str
    columns: dict[str, str]
    sql: str
    example: str


JOB_FIRST_SEEN = "(SELECT min(q.first_seen) FROM postings q WHERE q.job_id = {of}.job_id)"
"""When a job was first seen on any board; ``of`` is what has its job_id."""
YEARLY = (
    "CASE p.pay_period WHEN 'year' THEN 1 WHEN 'month' THEN 12 WHEN 'week' THEN 52"
    " WHEN 'day' THEN 260 WHEN 'hour' THEN 2080 END"
)

_AN_OPENING = f"lower(p.title) NOT IN {PLACEHOLDER_TITLES!r}"

ROLES = View(
    "One wide row a posting and metro: title, employer, sector, metro with its share, role with "
    "probabilities, and when it was seen; postings without a metro have one row with NULL there.",
    {
        "posting_id": "Number of the posting.",
        "job_id": "Job that the posting advertises, with its copies in the same metros.",
        "title": "Title as advertised.",
        "employer": "Employer.",
        "employer_id": "Number of the employer.",
        "sector": "Industry of the employer, by the model.",
        "metro_id": "Metro, `cbsa:CODE` or `int:GEONAMES-ID`; NULL when not located.",
        "metro": "Name of the metro.",
        "country": "Country of the metro, else the first country that the location names.",
        "share": "Share of the posting that counts in this metro; sums to 1 over its metros.",
        "remote": "`none`, `hybrid` or `remote`.",
        "role": "`specialist`, `integrator` or `none`, by the active model.",
        "p_specialist": "Probability of specialist.",
        "p_integrator": "Probability of integrator.",
        "p_none": "Probability of neither.",
        "uncertain": "1 where the most probable role is below the model's threshold.",
        "keyword": "1 where a generative-AI keyword stands in the text.",
        "function": "What the person does, by the model.",
        "employer_type": "Kind of employer, by the model.",
        "seniority": "Seniority of the job, by the model.",
        "depth": "For integrators: builds, adapts or uses AI.",
        "state": "`open`, `closed`, `stale`, `expired` or `unmonitored`.",
        "first_seen": "First crawl that saw the posting (UTC).",
        "last_seen": "Last crawl that saw the posting (UTC).",
        "closed_at": "When two complete misses closed it (UTC).",
        "posted_at": "When the board says it was published (UTC).",
        "pay_currency": "Currency of pay.",
        "pay_year_min": "Lower pay a year: 2,080 hours, 260 days, 52 weeks, 12 months.",
        "pay_year_max": "Upper pay a year.",
        "url": "Public page of the posting.",
        "latitude": "Latitude of the metro.",
        "longitude": "Longitude of the metro.",
        "model_id": "Model that gave the label.",
        "ats": "Applicant tracking system of the board.",
        "board": "Token of the board.",
    },
    f"""
SELECT p.posting_id, p.job_id, p.title,
       coalesce(e.name, p.employer, b.employer, b.token) AS employer, j.employer_id, l.sector,
       s.metro_id, m.name AS metro,
       coalesce(m.country, json_extract(pl.countries, '$[0]')) AS country, s.share, pl.remote,
       l.role, l.p_specialist, l.p_integrator, l.p_none, l.uncertain, l.keyword, l.function,
       l.employer_type, l.seniority, l.depth, p.state, p.first_seen, p.last_seen, p.closed_at,
       p.posted_at, p.pay_currency, p.pay_min * {YEARLY} AS pay_year_min,
       p.pay_max * {YEARLY} AS pay_year_max, p.url, m.latitude, m.longitude, l.model_id,
       b.ats, b.token AS board
FROM postings p
JOIN boards b USING (board_id)
LEFT JOIN jobs j USING (job_id)
LEFT JOIN employers e USING (employer_id)
LEFT JOIN placements pl USING (posting_id)
LEFT JOIN places s USING (posting_id)
LEFT JOIN metros m USING (metro_id)
LEFT JOIN labels l ON l.posting_id = p.posting_id
    AND l.model_id = (SELECT model_id FROM models WHERE active)
WHERE {_AN_OPENING}
""",
    "SELECT title, employer, p_integrator FROM roles "
    "WHERE metro LIKE 'Pittsburgh%' AND role = 'integrator' AND state = 'open'",
)

OPEN_POSTINGS = View(
    "The postings that are open now, by proof of the last crawls: one row a posting.",
    {
        "posting_id": "Number of the posting.",
        "board_id": "Number of the board.",
        "source_id": "The system's own id of the opening.",
        "title": "Title as advertised.",
        "employer": "Employer.",
        "locations": "Location strings as advertised, a JSON list.",
        "url": "Public page of the posting.",
        "first_seen": "First crawl that saw it (UTC).",
        "last_seen": "Last crawl that saw it (UTC).",
        "job_id": "Job that it advertises.",
    },
    f"""
SELECT p.posting_id, p.board_id, p.source_id, p.title,
       coalesce(p.employer, b.employer, b.token) AS employer,
       p.locations, p.url, p.first_seen, p.last_seen, p.job_id
FROM postings p JOIN boards b USING (board_id) WHERE p.state = 'open' AND {_AN_OPENING}
""",
    "SELECT employer, count(*) AS postings, count(DISTINCT job_id) AS jobs FROM open_postings "
    "GROUP BY employer ORDER BY postings DESC LIMIT 20",
)

METRO_MONTH = View(
    "Postings first seen, by metro, month and role; a posting in k metros counts its share.",
    {
        "metro_id": "Metro.",
        "metro": "Name of the metro.",
        "month": "Month of first sighting, `YYYY-MM`.",
        "role": "Role by the active model.",
        "postings": "Postings, fractional.",
        "jobs": "Distinct jobs.",
        "employers": "Distinct employers.",
    },
    f"""
SELECT s.metro_id, m.name AS metro, substr(p.first_seen, 1, 7) AS month, l.role,
       sum(s.share) AS postings, count(DISTINCT p.job_id) AS jobs,
       count(DISTINCT j.employer_id) AS employers
FROM places s
JOIN postings p USING (posting_id)
JOIN metros m USING (metro_id)
JOIN labels l ON l.posting_id = p.posting_id
    AND l.model_id = (SELECT model_id FROM models WHERE active)
LEFT JOIN jobs j USING (job_id)
WHERE {_AN_OPENING}
GROUP BY s.metro_id, month, l.role
""",
    "SELECT metro, month, postings FROM metro_month WHERE role = 'specialist' ORDER BY month",
)

EMPLOYER_METRO = View(
    "Open postings by employer, metro and role; the unit of sampling of the statistics.",
    {
        "employer_id": "Number of the employer.",
        "employer": "Employer.",
        "metro_id": "Metro.",
        "metro": "Name of the metro.",
        "role": "Role by the active model.",
        "postings": "Open postings, fractional.",
        "jobs": "Distinct open jobs.",
    },
    f"""
SELECT j.employer_id, e.name AS employer, s.metro_id, m.name AS metro, l.role,
       sum(s.share) AS postings, count(DISTINCT p.job_id) AS jobs
FROM places s
JOIN postings p USING (posting_id)
JOIN metros m USING (metro_id)
JOIN labels l ON l.posting_id = p.posting_id
    AND l.model_id = (SELECT model_id FROM models WHERE active)
JOIN jobs j USING (job_id)
JOIN employers e USING (employer_id)
WHERE p.state = 'open' AND {_AN_OPENING}
GROUP BY j.employer_id, s.metro_id, l.role
""",
    "SELECT employer, sum(postings) AS postings FROM employer_metro "
    "WHERE metro_id = 'cbsa:41860' AND role = 'specialist' GROUP BY employer ORDER BY 2 DESC",
)

BOARD_HEALTH = View(
    "Every board with its last visit: outcome, proof, reason, and how its postings stand.",
    {
        "board_id": "Number of the board.",
        "ats": "Applicant tracking system.",
        "token": "Name of the board in its system.",
        "employer": "Employer.",
        "state": "`active`, `gone_pending`, `gone`, `removed` or `opted_out`.",
        "outcome": "Outcome of the last visit.",
        "complete": "1 where the last visit proved the whole list.",
        "reason": "Why it was not, in a sentence.",
        "alarm": "A suspicious drop, in a sentence.",
        "visited_at": "End of the last visit (UTC).",
        "last_ok_at": "Last proven full listing (UTC).",
        "open": "Open postings.",
        "closed": "Closed postings.",
        "other": "Stale, expired or unmonitored postings.",
    },
    """
SELECT b.board_id, b.ats, b.token, b.employer, b.state, c.outcome, c.complete, c.reason, c.alarm,
       c.finished_at AS visited_at, b.last_ok_at,
       count(*) FILTER (WHERE p.state = 'open') AS open,
       count(*) FILTER (WHERE p.state = 'closed') AS closed,
       count(*) FILTER (WHERE p.state IN ('stale', 'expired', 'unmonitored')) AS other
FROM boards b
LEFT JOIN board_crawls c ON c.board_id = b.board_id AND c.crawl_id = b.last_crawl_id
LEFT JOIN postings p ON p.board_id = b.board_id
GROUP BY b.board_id
""",
    "SELECT ats, token, outcome, reason FROM board_health WHERE NOT complete",
)

COVERAGE = View(
    "What the statistics rest on, one row: boards, postings, jobs, and how many are excluded.",
    {
        "boards": "Boards.",
        "boards_ok": "Boards with a proven full listing at their last visit.",
        "postings": "Postings ever seen.",
        "open": "Open postings.",
        "stale": "Postings that nothing refreshes, left out of the statistics.",
        "expired": "Postings past their own closing date.",
        "unmonitored": "Postings of boards that are gone or removed.",
        "closed": "Closed postings.",
        "jobs": "Jobs among the open postings, by metro.",
        "families": "Jobs among the open postings, whatever the metro.",
        "located": "Open postings with a metro.",
        "remote_only": "Open remote postings without a metro.",
        "unresolved": "Open postings with neither.",
        "labelled": "Open postings with a label of the active model.",
    },
    f"""
SELECT (SELECT count(*) FROM boards WHERE state <> 'removed') AS boards,
       (SELECT count(*) FROM board_health WHERE complete AND state = 'active') AS boards_ok,
       count(*) AS postings,
       count(*) FILTER (WHERE p.state = 'open') AS open,
       count(*) FILTER (WHERE p.state = 'stale') AS stale,
       count(*) FILTER (WHERE p.state = 'expired') AS expired,
       count(*) FILTER (WHERE p.state = 'unmonitored') AS unmonitored,
       count(*) FILTER (WHERE p.state = 'closed') AS closed,
       count(DISTINCT p.job_id) FILTER (WHERE p.state = 'open') AS jobs,
       count(DISTINCT j.family_id) FILTER (WHERE p.state = 'open') AS families,
       count(*) FILTER (WHERE p.state = 'open' AND s.posting_id IS NOT NULL) AS located,
       count(*) FILTER (WHERE p.state = 'open' AND s.posting_id IS NULL AND pl.remote = 'remote')
           AS remote_only,
       count(*) FILTER (WHERE p.state = 'open' AND s.posting_id IS NULL
                        AND coalesce(pl.remote, 'none') <> 'remote') AS unresolved,
       count(*) FILTER (WHERE p.state = 'open' AND l.posting_id IS NOT NULL) AS labelled
FROM postings p
LEFT JOIN jobs j USING (job_id)
LEFT JOIN placements pl USING (posting_id)
LEFT JOIN (SELECT DISTINCT posting_id FROM places) s USING (posting_id)
LEFT JOIN labels l ON l.posting_id = p.posting_id
    AND l.model_id = (SELECT model_id FROM models WHERE active)
WHERE {_AN_OPENING}
""",
    "SELECT * FROM coverage",
)

SIGHTINGS = View(
    "Posting by crawl: every crawl that saw a posting.",
    {"posting_id": "Number of the posting.", "crawl_id": "Number of the crawl."},
    """
SELECT p.posting_id, c.crawl_id FROM postings p
JOIN board_crawls c ON c.board_id = p.board_id
    AND c.crawl_id BETWEEN p.seen_from_crawl_id AND p.last_crawl_id
UNION ALL
SELECT s.posting_id, c.crawl_id FROM sighting_spans s
JOIN postings p USING (posting_id)
JOIN board_crawls c ON c.board_id = p.board_id
    AND c.crawl_id BETWEEN s.from_crawl_id AND s.to_crawl_id
""",
    "SELECT crawl_id, count(*) FROM sightings GROUP BY crawl_id",
)

VIEWS: dict[str, View] = {
    "roles": ROLES,
    "open_postings": OPEN_POSTINGS,
    "metro_month": METRO_MONTH,
    "employer_metro": EMPLOYER_METRO,
    "board_health": BOARD_HEALTH,
    "coverage": COVERAGE,
    "sightings": SIGHTINGS,
}


def create_views(connection: Connection) -> None:
    """Recreate every view whose SQL differs from what the database holds."""
    stored = dict(
        connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall()
    )
    wanted = {
        name: f"CREATE VIEW {name} AS\n-- {view.sentence}{view.sql.rstrip()}"
        for name, view in VIEWS.items()
    }
    if all(stored.get(name) == sql for name, sql in wanted.items()):
        return
    with transaction(connection):
        for name, sql in wanted.items():
            connection.execute(f"DROP VIEW IF EXISTS {name}")
            connection.execute(sql)
