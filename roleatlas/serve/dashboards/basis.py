"""The dashboard of the data's basis: coverage, exclusions and the health of the boards."""

from __future__ import annotations

from typing import Any

from roleatlas.serve.dashboards.chart import DATABASE, Chart, metric, names, note, x
from roleatlas.serve.dashboards.look import GREEN, NEITHER, PURPLE, SKY, SPECIALIST

LAYOUT = [
    ["boards"] * 2 + ["boards_ok"] * 2 + ["open"] * 2 + ["located"] * 2 + ["labelled"] * 2,
    ["boards_by_ats"] * 5 + ["visits"] * 5,
    ["places"] * 5 + ["states"] * 5,
    ["labels"] * 5 + ["reading"] * 5,
]
OUTCOME = {
    "field": "outcome",
    "title": "Reading",
    "scale": {"domain": ["whole list", "in part or failed"], "range": [GREEN, SPECIALIST]},
}
VISITED = """(SELECT 'roleatlas; boards visited to ' || substr(max(finished_at), 1, 10)
        FROM board_crawls) AS basis"""
ATS = f"""coalesce(:ats, '') AS selection,
       {VISITED}"""
# By place, for `outcome` alone would be the finer column of the view.
BOARDS_BY_ATS = f"""SELECT ats,
       CASE WHEN complete THEN 'whole list' ELSE 'in part or failed' END AS outcome,
       count(*) AS boards, sum(count(*)) OVER (PARTITION BY ats) AS total, {ATS}
FROM board_health WHERE state <> 'removed' [[AND ats = :ats]]
GROUP BY 1, 2 ORDER BY total DESC"""
VISITS = f"""SELECT substr(c.finished_at, 1, 10) AS day,
       CASE WHEN c.complete THEN 'whole list' ELSE 'in part or failed' END AS outcome,
       count(*) AS boards, {ATS}
FROM board_crawls c JOIN boards b USING (board_id) WHERE 1 [[AND b.ats = :ats]]
GROUP BY 1, 2
ORDER BY day DESC LIMIT 120"""
COVERAGE = f"WITH told AS MATERIALIZED (SELECT *, {VISITED} FROM coverage)"
PLACES = f"""{COVERAGE}
SELECT 'in a metro' AS place, located AS postings, '' AS selection, basis FROM told
UNION ALL SELECT 'remote, no metro', remote_only, '', basis FROM told
UNION ALL SELECT 'place not certain', unresolved, '', basis FROM told"""
STATES = f"""{COVERAGE}
SELECT 'open' AS state, open AS postings, '' AS selection, basis FROM told
UNION ALL SELECT 'closed by proof', closed, '', basis FROM told
UNION ALL SELECT 'stale: left out', stale, '', basis FROM told
UNION ALL SELECT 'past its date: left out', expired, '', basis FROM told
UNION ALL SELECT 'board gone: left out', unmonitored, '', basis FROM told"""
LABELS = f"""SELECT role,
       CASE WHEN uncertain THEN 'below the threshold' ELSE 'clear' END AS certainty,
       count(DISTINCT posting_id) AS postings, {ATS}
FROM roles WHERE state = 'open' AND role IS NOT NULL [[AND ats = :ats]] GROUP BY role, certainty"""
READING = """**Reading.** A board counts as read only with proof of its whole list; a reading in
part closes nothing. Places that are not certain are left open rather than guessed.

Boards that need care, with the reason:
[the view board_health]({base}atlas/board_health?complete__not=1).
Strings without a metro: [the table unresolved]({base}atlas/unresolved)."""


def dashboard(base_url: str, *, demonstration: bool) -> dict[str, Any]:
    """The configuration of the dashboard, for a site under ``base_url``."""
    drawn = {chart.name: chart.configuration(demonstration=demonstration) for chart in charts()}
    systems = "SELECT DISTINCT ats FROM boards ORDER BY ats"
    return {
        "title": "What the numbers rest on",
        "description": "Boards, readings, places and labels: how much of the data can be used.",
        "layout": LAYOUT,
        "filters": {
            "ats": {"name": "Board system", "type": "select", "db": DATABASE, "query": systems}
        },
        "charts": {**_numbers(), **drawn, "reading": note(READING.format(base=base_url))},
    }


def charts() -> list[Chart]:
    """Every drawn chart."""
    return [_boards_by_ats(), _visits(), _places(), _states(), _labels()]


def _numbers() -> dict[str, Any]:
    headings = {
        "boards": "Boards",
        "boards_ok": "Boards read whole at their last visit",
        "open": "Open postings",
        "located": "of them in a metro",
        "labelled": "of them labelled",
    }
    return {
        column: metric(heading, f"SELECT printf('%,d', {column}) AS number FROM coverage")
        for column, heading in headings.items()
    }


def _boards_by_ats() -> Chart:
    encoding = {
        "y": names("ats", "boards"),
        "x": x("boards", "Boards"),
        "color": OUTCOME,
        "tooltip": [{"field": name} for name in ("ats", "outcome", "boards")],
    }
    return Chart(
        name="boards_by_ats",
        heading="Boards by system",
        sentence="By the outcome of the last visit",
        sql=BOARDS_BY_ATS,
        spec={"mark": {"type": "bar"}, "encoding": encoding},
    )


def _visits() -> Chart:
    encoding = {
        "x": {"field": "day", "type": "ordinal", "title": "Day", "axis": {"labelAngle": -40}},
        "y": x("boards", "Visits to boards"),
        "color": OUTCOME,
        "tooltip": [{"field": name} for name in ("day", "outcome", "boards")],
    }
    return Chart(
        name="visits",
        heading="Visits by day",
        sentence="How many boards each day's crawls read whole",
        sql=VISITS,
        spec={"height": 220, "mark": {"type": "bar"}, "encoding": encoding},
    )


def _counts(name: str, heading: str, sentence: str, sql: str, field: str, colour: str) -> Chart:
    encoding = {
        "y": {**names(field, "postings"), "sort": None},
        "x": x("postings", "Postings"),
        "tooltip": [{"field": field}, {"field": "postings", "format": ","}],
    }
    spec = {"mark": {"type": "bar", "color": colour}, "encoding": encoding}
    return Chart(name=name, heading=heading, sentence=sentence, sql=sql, spec=spec)


def _places() -> Chart:
    return _counts("places", "Where open postings are", "All open postings", PLACES, "place", SKY)


def _states() -> Chart:
    sentence = "Every posting ever seen; what is left out is in no statistic"
    return _counts("states", "States of the postings", sentence, STATES, "state", PURPLE)


def _labels() -> Chart:
    scale = {"domain": ["clear", "below the threshold"], "range": [SKY, NEITHER]}
    encoding = {
        "y": {**names("role", "postings"), "sort": ["specialist", "integrator", "none"]},
        "x": x("postings", "Postings"),
        "color": {"field": "certainty", "title": "Label", "scale": scale},
        "tooltip": [{"field": name} for name in ("role", "certainty", "postings")],
    }
    return Chart(
        name="labels",
        heading="How certain the labels are",
        sentence="Open postings by role and by whether the label passes the model's threshold",
        sql=LABELS,
        spec={"mark": {"type": "bar"}, "encoding": encoding},
    )
