"""The named reads that the front door hands to the analysis room."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.clock import month_number
from db.connection import Connection, Row, transaction
from db.panel import PanelRow
from db.record import PLACEHOLDER_TITLES
from db.views import JOB_FIRST_SEEN, YEARLY

_PANEL = f"""
SELECT p.posting_id, p.title, p.job_id, p.state, j.employer_id, e.name AS employer,
       {JOB_FIRST_SEEN.format(of="p")} AS first_seen,
       pl.remote, pl.countries, l.role, l.keyword, l.sector, l.function, l.employer_type,
       l.seniority,
       CASE p.pay_currency WHEN 'USD' THEN {YEARLY}
           * (coalesce(p.pay_min, p.pay_max) + coalesce(p.pay_max, p.pay_min)) / 2.0 END AS pay
FROM postings p
JOIN labels l ON l.posting_id = p.posting_id
    AND l.model_id = (SELECT model_id FROM models WHERE active)
JOIN placements pl ON pl.posting_id = p.posting_id
JOIN jobs j ON j.job_id = p.job_id
JOIN employers e ON e.employer_id = j.employer_id
WHERE p.state IN ('open', 'closed') AND lower(p.title) NOT IN {PLACEHOLDER_TITLES!r}
    AND e.key NOT IN (SELECT lower(pattern) FROM opt_outs)
ORDER BY p.posting_id
"""


def panel(connection: Connection) -> Iterator[PanelRow]:
    """Every counted posting that is placed, labelled and clustered, as the statistics see it.

    Its month is that of its job on any board, one that has gone included: an employer that renames
    its board or changes systems opens nothing. Only a posting with an AI role has its skills.
    """
    metros = _grouped(connection, "SELECT posting_id, metro_id FROM places ORDER BY 1, 2")
    skills = _grouped(
        connection,
        "SELECT posting_id, skill FROM skills JOIN labels USING (posting_id, model_id)"
        " WHERE model_id = (SELECT model_id FROM models WHERE active) AND role <> 'none'"
        " ORDER BY 1, 2",
    )
    gold = {
        row["posting_id"]: row
        for row in connection.execute(
            "SELECT posting_id, role, inclusion_prob, min(labelled_at) FROM gold"
            " WHERE role IS NOT NULL GROUP BY posting_id"
        )
    }
    for row in connection.execute(_PANEL):
        key = row["posting_id"]
        yield _panel_row(row, metros.get(key, ()), skills.get(key, ()), gold.get(key))


def _panel_row(
    row: Row, metros: tuple[str, ...], skills: tuple[str, ...], gold: Row | None
) -> PanelRow:
    countries = json.loads(row["countries"])
    return PanelRow(
        posting_id=str(row["posting_id"]),
        job_id=str(row["job_id"]),
        employer=f"{row['employer']} #{row['employer_id']}",
        sector=row["sector"],
        weight=1.0,
        month=month_number(row["first_seen"]),
        metros=metros,
        remote=row["remote"] == "remote",
        role=row["role"],
        gold_role=gold["role"] if gold else None,
        inclusion_prob=gold["inclusion_prob"] if gold else None,
        keyword=bool(row["keyword"]),
        country=countries[0] if countries else None,
        employer_type=row["employer_type"],
        function=row["function"],
        seniority=row["seniority"],
        skills=skills,
        open=row["state"] == "open",
        mode=row["remote"],
        title=row["title"],
        pay=row["pay"],
    )


def _grouped(connection: Connection, sql: str) -> dict[int, tuple[str, ...]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, value in connection.execute(sql):
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleFacts:
    """What the sample card states about the database; counts unless said otherwise."""

    boards: int
    boards_ok: int
    failures: tuple[tuple[str, str, str, str], ...]
    postings: int
    open: int
    stale: int
    expired: int
    unmonitored: int
    closed: int
    jobs: int
    families: int
    located: int
    remote_only: int
    unresolved: int
    unlabelled: int
    remote: int
    textless: int
    multi_metro: int
    gold: int
    crawls: tuple[str, ...]
    model_id: str | None
    gazetteer: str | None


def sample_facts(connection: Connection) -> SampleFacts:
    """The numbers of the sample card; ``failures`` are (ats, token, outcome, reason)."""
    coverage = dict(connection.execute("SELECT * FROM coverage").fetchone())
    labelled = coverage.pop("labelled")
    failures = connection.execute(
        "SELECT ats, token, coalesce(outcome, 'not visited'), coalesce(reason, '')"
        " FROM board_health WHERE state <> 'removed' AND NOT coalesce(complete, 0)"
        " ORDER BY ats, token"
    )
    return SampleFacts(
        **coverage,
        unlabelled=coverage["open"] - labelled,
        remote=_value(
            connection,
            "SELECT count(*) FROM placements JOIN postings USING (posting_id)"
            " WHERE state = 'open' AND remote = 'remote'",
        ),
        failures=tuple(tuple(row) for row in failures),
        textless=_value(
            connection,
            "SELECT count(*) FROM texts JOIN postings USING (posting_id)"
            " WHERE state = 'open' AND text IS NULL",
        ),
        multi_metro=_value(
            connection,
            "SELECT count(*) FROM (SELECT posting_id FROM places JOIN postings USING (posting_id)"
            " WHERE state = 'open' GROUP BY posting_id HAVING count(*) > 1)",
        ),
        gold=_value(connection, "SELECT count(*) FROM gold WHERE role IS NOT NULL"),
        crawls=tuple(
            row[0]
            for row in connection.execute(
                "SELECT started_at FROM crawls WHERE state = 'finished' ORDER BY crawl_id"
            )
        ),
        model_id=_value(connection, "SELECT max(model_id) FROM models WHERE active"),
        gazetteer=_value(connection, "SELECT max(gazetteer) FROM placements"),
    )


def is_demonstration(connection: Connection) -> bool:
    """Whether the database says that its employers are invented."""
    return bool(_value(connection, "SELECT count(*) FROM properties WHERE name = 'demonstration'"))


def mark_demonstration(connection: Connection) -> None:
    """Note that the employers of this database are invented."""
    with transaction(connection):
        connection.execute("INSERT OR REPLACE INTO properties VALUES ('demonstration', 'yes')")


def crawl_totals(connection: Connection, crawl_id: int) -> dict[str, int]:
    """What one crawl did, summed over its boards."""
    row = connection.execute(
        "SELECT count(*) AS boards, sum(complete) AS complete, sum(listed) AS listed,"
        " sum(opened) AS opened, sum(reopened) AS reopened, sum(revised) AS revised,"
        " sum(closed) AS closed FROM board_crawls WHERE crawl_id = ?",
        [crawl_id],
    ).fetchone()
    return {name: int(row[name] or 0) for name in row.keys()}  # noqa: SIM118


def incomplete_visits(connection: Connection, crawl_id: int) -> list[tuple[str, str, str, str]]:
    """Visits of a crawl that proved no whole list: (ats, token, outcome, reason)."""
    return [
        (row["ats"], row["token"], row["outcome"], row["reason"] or "no reason given")
        for row in connection.execute(
            "SELECT ats, token, outcome, reason FROM board_crawls JOIN boards USING (board_id)"
            " WHERE crawl_id = ? AND NOT complete ORDER BY ats, token",
            [crawl_id],
        )
    ]


def alarms(connection: Connection, crawl_id: int) -> list[tuple[str, str, str]]:
    """Boards of a crawl whose list shrank suspiciously: (ats, token, sentence)."""
    rows = connection.execute(
        "SELECT ats, token, alarm FROM board_crawls JOIN boards USING (board_id)"
        " WHERE crawl_id = ? AND alarm IS NOT NULL ORDER BY ats, token",
        [crawl_id],
    )
    return [(row["ats"], row["token"], row["alarm"]) for row in rows]


def _value(connection: Connection, sql: str) -> Any:
    return connection.execute(sql).fetchone()[0]
