"""The dashboard of the question: where specialists and integrators are."""

from __future__ import annotations

from typing import Any

from roleatlas.serve.dashboards import queries
from roleatlas.serve.dashboards.chart import DATABASE, Chart, metric, names, note, x
from roleatlas.serve.dashboards.look import ROLE_SCALE
from roleatlas.serve.dashboards.maps import bubbles

LAYOUT = [
    ["jobs"] * 2 + ["specialists"] * 2 + ["integrators"] * 2 + ["employers"] * 2 + ["metros"] * 2,
    ["us_map"] * 10,
    ["by_metro"] * 5 + ["mix_by_metro"] * 5,
    ["by_sector"] * 5 + ["share_of_sector"] * 5,
    ["by_month"] * 4 + ["world_map"] * 6,
    ["reading"] * 10,
]
COLOUR = {"field": "role", "title": None, "scale": ROLE_SCALE}
COUNTS = [
    {"field": "role", "title": "Role"},
    {"field": "jobs", "title": "Jobs", "format": ",.1f"},
    {"field": "part", "title": "Share", "format": ".1%"},
    {"field": "total", "title": "of", "format": ",.1f"},
]
READING = """**Reading.** *Specialist* roles make machine learning; *integrator* roles put
general-purpose AI to work in a product, a process or a profession. Copies of one opening count
once, a job in several metros counts in parts, a remote job in none, and postings that nothing
refreshes are left out. Labels err at a known rate: see the model card. Intervals and verdicts are
in the report (`roleatlas report`), not here.

**For a slide.** The dots at the corner of a chart download it as PNG or SVG, with its title and
filters. A chart's heading opens it large, with its SQL to change and its data as CSV or JSON."""


def dashboard(base_url: str, *, demonstration: bool) -> dict[str, Any]:
    """The configuration of the dashboard, drawn for a site under ``base_url``."""
    drawn = {
        chart.name: chart.configuration(demonstration=demonstration) for chart in charts(base_url)
    }
    return {
        "title": "Where specialist and integrator roles are",
        "description": "Open jobs by metro, sector and month. Type a part of a metro's name;"
        " leave a filter empty for everything.",
        "layout": LAYOUT,
        "filters": _filters(),
        "charts": {**_numbers(), **drawn, "reading": note(READING)},
    }


def charts(base_url: str) -> list[Chart]:
    """Every drawn chart."""
    return [*_by_metro(), *_by_sector(), _by_month(), *_maps(base_url)]


def _filters() -> dict[str, Any]:
    filters: dict[str, Any] = {
        column: {
            "name": name,
            "type": "select",
            "db": DATABASE,
            "query": f"SELECT DISTINCT replace({column}, '_', ' ') FROM roles"
            f" WHERE state = 'open' AND {column} IS NOT NULL ORDER BY 1",
        }
        for column, name in (("metro", "Metro"), ("sector", "Sector"), ("country", "Country"))
    }
    filters["role"] = {"name": "Role", "type": "select", "options": ["specialist", "integrator"]}
    return filters


def _numbers() -> dict[str, Any]:
    ai = queries.AI
    return {
        "jobs": metric("Labelled open jobs, AI or not", queries.number("round(sum(jobs))")),
        "specialists": metric(
            "Specialist jobs", queries.number("round(sum(jobs))", "role = 'specialist'")
        ),
        "integrators": metric(
            "Integrator jobs", queries.number("round(sum(jobs))", "role = 'integrator'")
        ),
        "employers": metric(
            "Employers with AI jobs", queries.number("count(DISTINCT employer_id)", ai)
        ),
        "metros": metric("Metros with AI jobs", queries.number("count(DISTINCT metro_id)", ai)),
    }


def _bars(field: str, value: dict[str, Any]) -> dict[str, Any]:
    return {
        "mark": {"type": "bar"},
        "encoding": {
            "y": names(field, "jobs"),
            "x": value,
            "color": COLOUR,
            "order": {"field": "role", "sort": "descending"},
            "tooltip": [{"field": field, "title": field.capitalize()}, *COUNTS],
        },
    }


def _by_metro() -> list[Chart]:
    sql = queries.by_name("metro", 20)
    return [
        Chart(
            name="by_metro",
            heading="AI jobs by metro",
            sentence="Open jobs in the twenty metros with most of them",
            sql=sql,
            spec=_bars("metro", x("jobs", "Jobs")),
        ),
        Chart(
            name="mix_by_metro",
            heading="Specialists and integrators by metro",
            sentence="Shares of the open AI jobs; small metros vary by chance",
            sql=sql,
            spec=_bars(
                "metro", x("part", "Share of AI jobs", axis={"format": ".1~%", "tickCount": 6})
            ),
        ),
    ]


def _by_sector() -> list[Chart]:
    share = _bars("sector", x("part", "Share of all jobs", axis={"format": ".1~%", "tickCount": 6}))
    share["encoding"]["y"] = names("sector", "part")
    return [
        Chart(
            name="by_sector",
            heading="AI jobs by sector",
            sentence="Open jobs by the sector of the employer",
            sql=queries.by_name("sector", 30),
            spec=_bars("sector", x("jobs", "Jobs")),
        ),
        Chart(
            name="share_of_sector",
            heading="AI jobs as a share of each sector",
            sentence="Open AI jobs among all open jobs of the sector",
            sql=queries.share_of_sector(),
            spec=share,
        ),
    ]


def _by_month() -> Chart:
    encoding = {
        "x": {"field": "month", "type": "ordinal", "title": "Month of first sighting"},
        "y": x("jobs", "Jobs"),
        "color": COLOUR,
        "tooltip": [{"field": "month", "title": "Month"}, *COUNTS[:2]],
    }
    return Chart(
        name="by_month",
        heading="AI jobs by month",
        sentence="By first sighting; the first month of a board holds all it had open",
        sql=queries.by_month(),
        spec={"height": 300, "mark": {"type": "line"}, "encoding": encoding},
    )


def _maps(base_url: str) -> list[Chart]:
    return [
        Chart(
            name="us_map",
            heading="AI jobs by metro, United States",
            sentence="Size: open AI jobs; colour: share of specialists. Puerto Rico: see the world",
            # The projection has no place for Puerto Rico, south of every other state.
            sql=queries.on_map("metro_id LIKE 'cbsa:%' AND latitude > 18.6"),
            spec=bubbles(base_url, "us", "albersUsa", 520),
        ),
        Chart(
            name="world_map",
            heading="AI jobs by metro, world",
            sentence="Size: open AI jobs; colour: share of specialists",
            sql=queries.on_map("metro_id IS NOT NULL"),
            spec=bubbles(base_url, "world", "equalEarth", 330),
        ),
    ]
