"""The queries behind the charts of roles, over the promised view `roles`.

Jobs are counted, not postings: copies of an opening are one job, and a job in k metros counts 1/k
in each. ``[[AND town = :metro]]`` stays only while that filter is set.
"""

from __future__ import annotations

from db.views import JOB_FIRST_SEEN

FILTERS = """[[AND town = :metro]]
    [[AND replace(sector, '_', ' ') = :sector]]
    [[AND country = :country]]"""
AI = "role IN ('specialist', 'integrator')"
LABELLED = "role IS NOT NULL"
CHOSEN = f"{AI} [[AND role = :role]]"


def _placed(states: str, roles: str) -> str:
    """Postings in ``states`` and of ``roles``; a remote one is in no metro, as in the report.

    The roles are chosen first of all: they have an index, and most postings are of neither.
    """
    return f"""WITH placed AS (
  SELECT *, iif(remote = 'remote', NULL, metro_id) AS area,
         iif(remote = 'remote', NULL, metro) AS town, iif(remote = 'remote', 1, share) AS part
  FROM roles WHERE {states} AND {roles}
)"""


def _jobs(roles: str) -> str:
    """The open jobs of ``roles``, by metro."""
    return f"""{_placed("state = 'open'", roles)}, counted AS (
  SELECT coalesce(job_id, -posting_id) AS job, employer_id, area AS metro_id, town AS metro,
         latitude, longitude,
         country, replace(coalesce(sector, 'not known'), '_', ' ') AS sector, role,
         max(coalesce(part, 1)) AS jobs
  FROM placed
  WHERE 1 {FILTERS}
  GROUP BY job, area
)"""


# What a picture says about the filters it was drawn with; empty without filters.
_PLACE = """coalesce(', ' || nullif(:metro, ''), '') || coalesce(', ' || nullif(:sector, ''), '')
       || coalesce(', ' || nullif(:country, ''), '')"""
SELECTION = f"""ltrim({_PLACE}
       || coalesce(', only ' || nullif(:role, ''), ''), ', ') AS selection"""


def basis(where: str) -> str:
    """What a picture says about the jobs and employers that it rests on, with the last visit."""
    return f"""(SELECT printf('roleatlas; AI jobs: %,d; employers: %,d; boards visited to %s',
          round(sum(jobs)), count(DISTINCT employer_id),
          (SELECT substr(max(finished_at), 1, 10) FROM board_crawls))
        FROM counted WHERE {where}) AS basis"""


def number(expression: str, roles: str = LABELLED) -> str:
    """One formatted number over the open jobs of ``roles``."""
    return f"{_jobs(roles)}\nSELECT printf('%,d', {expression}) AS number FROM counted"


def by_name(column: str, limit: int) -> str:
    """AI jobs by the ``limit`` largest values of ``column`` and by role, with the total of each.

    ``part`` is the share of all AI jobs there, whatever role is chosen.
    """
    return f"""{_jobs(AI)}, largest AS (
  SELECT {column}, sum(jobs) AS total FROM counted
  WHERE {column} IS NOT NULL GROUP BY {column}
  ORDER BY sum(jobs) FILTER (WHERE 1 [[AND role = :role]]) DESC LIMIT {limit}
)
SELECT {column}, role, round(sum(jobs), 2) AS jobs, round(total, 2) AS total,
       sum(jobs) / total AS part, {SELECTION},
       {basis(f"{CHOSEN} AND {column} IS NOT NULL")}
FROM counted JOIN largest USING ({column})
WHERE {CHOSEN} GROUP BY {column}, role ORDER BY total DESC, role"""


def share_of_sector() -> str:
    """AI jobs by sector and role as a share of all jobs of the sector."""
    return f"""{_jobs(LABELLED)}, everything AS (
  SELECT sector, sum(jobs) AS total FROM counted GROUP BY sector
)
SELECT sector, role, round(sum(jobs), 2) AS jobs, round(total, 2) AS total,
       sum(jobs) / total AS part, {SELECTION},
       {basis(CHOSEN)}
FROM counted JOIN everything USING (sector)
WHERE {CHOSEN} GROUP BY sector, role ORDER BY part DESC"""


def by_month() -> str:
    """AI jobs by the month of first sighting on any board; closed ones count too."""
    return f"""{_placed("state IN ('open', 'closed')", CHOSEN)}, counted AS (
  SELECT coalesce(job_id, -posting_id) AS job, employer_id, role,
         substr(min(coalesce({JOB_FIRST_SEEN.format(of="placed")}, first_seen)), 1, 7) AS month,
         max(coalesce(part, 1)) AS jobs
  FROM placed
  WHERE 1 {FILTERS}
  GROUP BY job, area
)
SELECT month, role, round(sum(jobs), 2) AS jobs, {SELECTION}, {basis("1")}
FROM counted GROUP BY month, role ORDER BY month"""


def on_map(where: str) -> str:
    """AI jobs by metro with its position and the share of specialists among them.

    The colour needs both roles, so that the filter of roles leaves the maps alone.
    """
    return f"""{_jobs(AI)}
SELECT metro, latitude, longitude, round(sum(jobs), 2) AS jobs,
       coalesce(sum(jobs) FILTER (WHERE role = 'specialist'), 0) / sum(jobs) AS specialist_share,
       ltrim({_PLACE}, ', ') AS selection, {basis(where)}
FROM counted WHERE {where} GROUP BY metro_id ORDER BY jobs DESC"""
