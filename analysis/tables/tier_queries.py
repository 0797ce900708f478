"""SQL for the tables by tier of metro; the population of metros is in the table ``metros``."""

from __future__ import annotations

from analysis.settings import Settings
from analysis.tables.places import LARGE, TIERS
from analysis.tables.queries import COPIES, ONSITE, OPEN, listed


def tier(settings: Settings) -> str:
    """The tier of a metro as an SQL expression."""
    return f"""CASE WHEN metro_id {listed(settings.hubs["bay"])} THEN '{TIERS[0]}'
    WHEN metro_id {listed(settings.hubs["top10"])} THEN '{TIERS[1]}'
    WHEN metro_id NOT LIKE 'cbsa:%' THEN '{TIERS[4]}'
    WHEN population >= {LARGE} THEN '{TIERS[2]}' ELSE '{TIERS[3]}' END"""


def specialists_by_kind(settings: Settings) -> str:
    """Specialist jobs by kind of employer and tier."""
    return f"""{COPIES}
SELECT employer_type, {tier(settings)} AS tier,
       sum(share / n) AS specialist, count(DISTINCT employer_id) AS employers
FROM roles JOIN copies USING (job_id) JOIN metros USING (metro_id)
WHERE {OPEN} AND {ONSITE} AND role = 'specialist' AND employer_type IS NOT NULL
GROUP BY employer_type, tier"""


def skills(settings: Settings) -> str:
    """AI jobs by skill and tier."""
    return f"""{COPIES}
SELECT skill, {tier(settings)} AS tier,
       sum(share / n) AS jobs, count(DISTINCT employer_id) AS employers
FROM roles JOIN copies USING (job_id) JOIN metros USING (metro_id)
JOIN skills USING (posting_id, model_id)
WHERE {OPEN} AND {ONSITE} AND role IN ('specialist', 'integrator')
GROUP BY skill, tier"""
