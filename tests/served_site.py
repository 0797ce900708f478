"""A small database behind the web page, and a client to ask it."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import quote, urlencode

import pytest
from store_helpers import COMPLETE, add_boards, at, crawl, posting

from db.describe import TABLES
from db.job_store import cluster_jobs
from db.label import Label
from db.label_store import unlabelled, use_model, write_labels
from db.place_store import unplaced, write_metros, write_placements
from db.placement import Metro, Place, Placement
from db.queries import mark_demonstration
from db.store import open_for_writing
from db.views import VIEWS
from roleatlas.serve.dashboards import dashboards
from roleatlas.serve.site import Choices, build

NOW = at(2)
AUSTIN, BOSTON = "Austin-Round Rock-San Marcos, TX", "Boston-Cambridge-Newton, MA-NH"
EVIL = "=cmd()<script>alert(1)</script>"
# Title, metros, role, sector of the postings.
POSTINGS = {
    "1": (EVIL, ["cbsa:12420"], "specialist", "real_estate"),
    "2": ("AI workflow lead", ["cbsa:12420", "cbsa:14460"], "integrator", "Finance"),
    "3": ("Accountant", ["cbsa:14460"], "none", "Finance"),
    "4": ("Prompt writer", [], "integrator", None),
}


def metro(metro_id, name, latitude, longitude):
    return Metro(
        metro_id=metro_id,
        name=name,
        kind="cbsa",
        country="US",
        admin1=None,
        latitude=latitude,
        longitude=longitude,
        population=None,
        employment=None,
        computer_employment=None,
    )


def make(path, *, demonstration=False):
    """A database of four postings, crawled, placed and labelled."""
    with open_for_writing(path) as store:
        add_boards(store)
        advertised = [posting(key, title=row[0], text=row[0]) for key, row in POSTINGS.items()]
        crawl(store, 1, {"acme": (advertised, COMPLETE)})
        write_metros(
            store,
            [metro("cbsa:12420", AUSTIN, 30.3, -97.7), metro("cbsa:14460", BOSTON, 42.4, -71.1)],
            [],
        )
        write_placements(store, placed(store), gazetteer="g", now=NOW)
        cluster_jobs(store, NOW)
        use_model(store, "m", NOW)
        for batch in unlabelled(store, "m", 100):
            write_labels(store, [labelled(row) for row in batch], model_id="m", now=NOW)
        if demonstration:
            mark_demonstration(store)
    return path


def placed(store):
    for subject in list(unplaced(store, "g")):
        metros = POSTINGS[str(subject.posting_id)][1]
        places = tuple(
            Place(metro_id=key, share=1 / len(metros), method="m", confidence=1.0, segment="s")
            for key in metros
        )
        yield (
            subject,
            Placement(remote="none", scope=(), countries=("US",), places=places, unresolved=()),
        )


def labelled(row):
    _, _, role, sector = POSTINGS[str(row.posting_id)]
    p = {
        f"p_{name}": 0.9 if name == role else 0.05 for name in ("specialist", "integrator", "none")
    }
    return row, Label(role=role, sector=sector, **p)


class Page:
    """A site and a loop to ask it in."""

    def __init__(self, path, choices=None, *, demonstration=False):
        self.site = build(path, choices or Choices(), demonstration=demonstration)
        self._loop = asyncio.new_event_loop()

    def get(self, path, method="get", **options):
        return self._loop.run_until_complete(getattr(self.site.client, method)(path, **options))

    def sql(self, sql, **parameters):
        query = urlencode({"sql": sql, "_shape": "objects", **parameters})
        return self.get(f"/atlas.json?{query}")

    def close(self):
        self._loop.close()


def charts(name="roles"):
    return dashboards("/", demonstration=False)[name]["charts"]


def drawn():
    return [
        pytest.param(board, name, id=f"{board}/{name}")
        for board in ("roles", "basis")
        for name, chart in charts(board).items()
        if "query" in chart
    ]


def rows(page, name, board="roles", **filters):
    """What the dashboard's script would fetch for a chart."""
    query = charts(board)[name]["query"]
    for part in re.findall(r"\[\[.*?\]\]", query):
        keep = re.search(r":(\w+)", part)[1] in filters
        query = query.replace(part, part.strip("[]") if keep else "")
    answer = page.sql(query, **filters)
    assert answer.status_code == 200, answer.text
    return answer.json()["rows"]


PAGES = [
    "/",
    "/atlas",
    *(f"/atlas/{name}" for name in VIEWS),
    *(f"/atlas/{name}_example" for name in VIEWS),
    *(f"/atlas/{name}" for name in TABLES),
    "/atlas/postings/1",
    "/atlas/texts?_search=workflow",
    "/atlas/find_postings",
    "/atlas/find_postings?words=workflow",
    "/-/dashboards",
    "/-/dashboards/roles",
    f"/-/dashboards/roles?metro={quote(AUSTIN)}",
    "/-/dashboards/basis",
    "/-/dashboards/roles/us_map",
    "/-/roleatlas/roleatlas.css",
    "/-/roleatlas/charts.js",
    "/-/roleatlas-outlines/us.json",
    "/-/roleatlas-outlines/world.json",
    "/-/static-plugins/datasette_dashboards/vega.min.js",
]
