"""SQL over the promised views that recomputes counts and shares; jobs are counted, not copies.

``COPIES`` of a job share one job's weight, as ``analysis.frame.Panel.mass`` does. Intervals are not
SQL: ``roleatlas test`` computes them again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

OPEN = "state = 'open'"
SEEN = "state IN ('open', 'closed')"
ONSITE = "remote <> 'remote' AND metro_id IS NOT NULL"
WHERE = {
    "keyword": "keyword",
    "specialist": "role = 'specialist'",
    "integrator": "role = 'integrator'",
    "any AI": "role IN ('specialist', 'integrator')",
    "not AI": "role = 'none'",
}
CLASSES = ",\n       ".join(
    f"sum(w * ({condition})) AS {name.replace(' ', '_').lower()}"
    for name, condition in WHERE.items()
)
ORDER = "ORDER BY any_ai DESC"


def copies(state: str, where: str = "") -> str:
    """The common table of how many postings a job has, among those in question."""
    return f"""WITH copies AS (
  SELECT job_id, count(DISTINCT posting_id) AS n FROM roles
  WHERE {state} AND role IS NOT NULL{where} GROUP BY job_id)"""


COPIES = copies(OPEN)


def by_posting(column: str, state: str = OPEN) -> str:
    """Jobs by a column of one value a posting."""
    return f"""{copies(state)},
one AS (SELECT DISTINCT posting_id, {column}, role, keyword, employer_id, 1.0 / n AS w
  FROM roles JOIN copies USING (job_id) WHERE {state} AND role IS NOT NULL)
SELECT {column}, count(DISTINCT employer_id) AS employers,
       {CLASSES}
FROM one WHERE {column} IS NOT NULL GROUP BY {column} {ORDER}"""


def by_place(select: str, group: str, where: str = "", state: str = OPEN) -> str:
    """Jobs by metro or a grouping of metros; a job in k metros counts 1/k in each."""
    return f"""{copies(state)},
one AS (SELECT *, share / n AS w FROM roles JOIN copies USING (job_id)
  WHERE {state} AND {ONSITE} AND role IS NOT NULL{where})
SELECT {select}, count(DISTINCT employer_id) AS employers,
       {CLASSES}
FROM one GROUP BY {group} {ORDER}"""


US_METROS = by_place("metro", "metro_id", " AND metro_id LIKE 'cbsa:%'")

BY_COUNTRY = f"""{COPIES},
one AS (SELECT country, role, keyword, employer_id, coalesce(share, 1.0) / n AS w
  FROM roles JOIN copies USING (job_id) WHERE {OPEN} AND role IS NOT NULL)
SELECT country, count(DISTINCT employer_id) AS employers,
       {CLASSES}
FROM one WHERE country IS NOT NULL GROUP BY country {ORDER}"""

BY_EMPLOYER = f"""{COPIES},
one AS (SELECT DISTINCT posting_id, employer_id, employer, role, keyword, 1.0 / n AS w
  FROM roles JOIN copies USING (job_id) WHERE {OPEN} AND role IS NOT NULL)
SELECT employer,
       {CLASSES}
FROM one GROUP BY employer_id {ORDER}"""

RESEARCH = f"""{COPIES},
one AS (SELECT DISTINCT posting_id, employer_type, employer_id, 1.0 / n AS w
  FROM roles JOIN copies USING (job_id) WHERE {OPEN} AND role = 'specialist'
    AND (title LIKE '%research%' OR title LIKE '%scientist%'))
SELECT employer_type, count(DISTINCT employer_id) AS employers, sum(w) AS specialist
FROM one WHERE employer_type IS NOT NULL GROUP BY employer_type ORDER BY specialist DESC"""

EFFECTIVE_EMPLOYERS = f"""{copies(SEEN)},
one AS (SELECT DISTINCT posting_id, job_id, employer_id, role FROM roles
  WHERE {SEEN} AND role IS NOT NULL),
mine AS (SELECT role, employer_id, count(*) AS postings, sum(1.0 / n) AS jobs
  FROM one JOIN copies USING (job_id) GROUP BY role, employer_id)
SELECT role, sum(postings) AS postings, sum(jobs) AS jobs, count(*) AS employers,
       sum(jobs) * sum(jobs) / sum(jobs * jobs) AS effective, max(jobs) / sum(jobs) AS largest
FROM mine GROUP BY role"""

HHI = f"""{copies(SEEN)},
cells AS (
  SELECT role, employer_id, metro_id, sum(share / n) AS x FROM roles JOIN copies USING (job_id)
  WHERE {SEEN} AND {ONSITE} AND role IS NOT NULL GROUP BY role, employer_id, metro_id),
spots AS (SELECT role, metro_id, sum(x) AS s, sum(x * x) AS q FROM cells GROUP BY 1, 2),
owners AS (SELECT role, employer_id, sum(x) AS e FROM cells GROUP BY 1, 2),
total AS (SELECT role, sum(e) AS t, sum(e * e) AS q FROM owners GROUP BY role)
SELECT role, sum(spots.s * spots.s - spots.q) / (t * t - total.q) AS hhi,
       (t * t - total.q) / sum(spots.s * spots.s - spots.q) AS effective_metros
FROM spots JOIN total USING (role) GROUP BY role
-- H1 is ln(hhi of specialist / hhi of integrator), before any correction by hand labels"""


def ranking(definition: str) -> str:
    """US metros of one definition: postings, jobs, employers, share."""
    return f"""{COPIES}
SELECT metro, sum(share) AS postings, sum(share / n) AS jobs,
       count(DISTINCT employer_id) AS employers,
       sum(share / n) / sum(sum(share / n)) OVER () AS share
FROM roles JOIN copies USING (job_id)
WHERE {OPEN} AND {ONSITE} AND metro_id LIKE 'cbsa:%' AND role IS NOT NULL
  AND {WHERE[definition]}
GROUP BY metro_id ORDER BY jobs DESC"""


def listed(metros: Sequence[str]) -> str:
    """``IN (...)`` of metro ids."""
    return "IN (" + ", ".join(f"'{name}'" for name in metros) + ")"


def groups(lists: Mapping[str, Sequence[str]], world: Sequence[str]) -> str:
    """Share of every named group; the groups of ``world`` are shares of all located jobs."""
    values = ",\n  ".join(
        f"('{name}', '{metro}')" for name, metros in lists.items() for metro in metros
    )
    named = ", ".join(f"'{name}'" for name in world)
    shares = ",\n       ".join(
        f"sum(w * ({condition})) / (SELECT sum(w * ({condition})) FROM one "
        f"WHERE us OR name IN ({named})) AS {name.replace(' ', '_').lower()}"
        for name, condition in WHERE.items()
    )
    return f"""{COPIES},
lists(name, metro_id) AS (VALUES
  {values}),
one AS (SELECT metro_id, metro_id LIKE 'cbsa:%' AS us, role, keyword, share / n AS w
  FROM roles JOIN copies USING (job_id) WHERE {OPEN} AND {ONSITE} AND role IS NOT NULL)
SELECT name,
       {shares}
FROM one JOIN lists USING (metro_id) GROUP BY name"""


def trend(hubs: Sequence[str]) -> str:
    """Share outside the hubs by month in which a job was first seen."""
    return f"""WITH copies AS (
  SELECT job_id, count(DISTINCT posting_id) AS n, min(substr(first_seen, 1, 7)) AS month
  FROM roles WHERE {SEEN} AND role IS NOT NULL GROUP BY job_id)
SELECT month, role, sum(share / n) AS jobs, count(DISTINCT employer_id) AS employers,
       1 - sum(share / n * (metro_id {listed(hubs)})) / sum(share / n) AS outside
FROM roles JOIN copies USING (job_id)
WHERE {SEEN} AND {ONSITE} AND role IS NOT NULL GROUP BY month, role"""


def hub_shares(hubs: Mapping[str, Sequence[str]]) -> str:
    """Share of each class in the named hubs, among postings whose metros are all in the US."""
    home = " AND posting_id NOT IN (SELECT posting_id FROM abroad)"
    columns = ",\n       ".join(
        f"sum(w * ({condition}) * (metro_id {listed(metros)})) / sum(w * ({condition})) "
        f"AS {name.replace(' ', '_').lower()}_{hub}"
        for hub, metros in hubs.items()
        for name, condition in WHERE.items()
    )
    return f"""WITH abroad AS (
  SELECT posting_id FROM roles WHERE {ONSITE} AND metro_id NOT LIKE 'cbsa:%'),
{copies(SEEN, home).removeprefix("WITH ")},
one AS (SELECT metro_id, role, keyword, share / n AS w FROM roles JOIN copies USING (job_id)
  WHERE {SEEN} AND {ONSITE} AND role IS NOT NULL{home})
SELECT {columns}
FROM one"""
