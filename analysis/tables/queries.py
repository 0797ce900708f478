"""SQL over the promised views that recomputes the tables; counts are of jobs, not copies."""

from __future__ import annotations

COPIES = """WITH copies AS (
  SELECT job_id, count(DISTINCT posting_id) AS n FROM roles
  WHERE state = 'open' AND role IS NOT NULL GROUP BY job_id)"""

CLASSES = """
       sum(w * (role = 'specialist')) AS specialist,
       sum(w * (role = 'integrator')) AS integrator,
       sum(w * (role = 'none')) AS not_ai,
       sum(w * keyword) AS keyword"""


def by_posting(column: str) -> str:
    """Jobs by a column of one value a posting."""
    return f"""{COPIES},
one AS (SELECT DISTINCT posting_id, {column}, role, keyword, employer_id, 1.0 / n AS w
  FROM roles JOIN copies USING (job_id) WHERE state = 'open' AND role IS NOT NULL)
SELECT {column}, count(DISTINCT employer_id) AS employers,{CLASSES}
FROM one WHERE {column} IS NOT NULL GROUP BY {column} ORDER BY specialist + integrator DESC"""


def by_place(select: str, group: str, where: str = "") -> str:
    """Jobs by metro or a grouping of metros; a job in k metros counts 1/k in each."""
    return f"""{COPIES},
one AS (SELECT *, share / n AS w FROM roles JOIN copies USING (job_id)
  WHERE state = 'open' AND remote <> 'remote' AND metro_id IS NOT NULL
    AND role IS NOT NULL{where})
SELECT {select}, count(DISTINCT employer_id) AS employers,{CLASSES}
FROM one GROUP BY {group} ORDER BY specialist + integrator DESC"""


BY_COUNTRY = f"""{COPIES},
one AS (SELECT country, role, keyword, employer_id, coalesce(share, 1.0) / n AS w
  FROM roles JOIN copies USING (job_id) WHERE state = 'open' AND role IS NOT NULL)
SELECT country, count(DISTINCT employer_id) AS employers,{CLASSES}
FROM one WHERE country IS NOT NULL GROUP BY country ORDER BY specialist + integrator DESC"""

RESEARCH = f"""{COPIES},
one AS (SELECT DISTINCT posting_id, employer_type, employer_id, 1.0 / n AS w
  FROM roles JOIN copies USING (job_id) WHERE state = 'open' AND role = 'specialist'
    AND (title LIKE '%research%' OR title LIKE '%scientist%'))
SELECT employer_type, count(DISTINCT employer_id) AS employers, sum(w) AS specialist
FROM one WHERE employer_type IS NOT NULL GROUP BY employer_type ORDER BY specialist DESC"""


HHI = """WITH copies AS (
  SELECT job_id, count(DISTINCT posting_id) AS n FROM roles
  WHERE state IN ('open', 'closed') AND role IS NOT NULL GROUP BY job_id),
cells AS (
  SELECT role, employer_id, metro_id, sum(share / n) AS x FROM roles JOIN copies USING (job_id)
  WHERE state IN ('open', 'closed') AND remote <> 'remote' AND metro_id IS NOT NULL
    AND role IS NOT NULL
  GROUP BY role, employer_id, metro_id),
places AS (SELECT role, metro_id, sum(x) AS s, sum(x * x) AS q FROM cells GROUP BY 1, 2),
owners AS (SELECT role, employer_id, sum(x) AS e FROM cells GROUP BY 1, 2),
total AS (SELECT role, sum(e) AS t, sum(e * e) AS q FROM owners GROUP BY role)
SELECT role, sum(places.s * places.s - places.q) / (t * t - total.q) AS hhi,
       (t * t - total.q) / sum(places.s * places.s - places.q) AS effective_metros
FROM places JOIN total USING (role) GROUP BY role
-- the log ratio of H1 is ln(hhi of specialist / hhi of integrator), before gold corrections"""
