"""Charts for datasette-dashboards from a query and a Vega-Lite specification."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from roleatlas.serve.dashboards.look import CONFIG, SCHEMA, embed, title

DATABASE = "atlas"
ROW = 20
"""Height of a row of names, in pixels; fixed, so that the large chart does not squeeze them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """One chart: its name in the address, its heading, a sentence, its query and how it draws."""

    name: str
    heading: str
    sentence: str
    sql: str
    spec: Mapping[str, Any] = field(default_factory=dict)

    def configuration(self, *, demonstration: bool) -> dict[str, Any]:
        """The chart as datasette-dashboards wants it."""
        display = {
            "$schema": SCHEMA,
            "autosize": {"type": "fit-x", "contains": "padding"},
            "title": title(self.heading, self.sentence, demonstration=demonstration),
            "height": {"step": ROW},
            "config": CONFIG,
            "usermeta": embed(self.name),
            **self.spec,
        }
        return {
            "title": self.heading,
            "db": DATABASE,
            "query": self.sql.strip(),
            "library": "vega-lite",
            "display": display,
        }


def metric(heading: str, sql: str) -> dict[str, Any]:
    """A single number; the query gives it as text in the column ``number``."""
    return {
        "title": heading,
        "db": DATABASE,
        "query": sql.strip(),
        "library": "metric",
        "display": {"field": "number"},
    }


def note(markdown: str) -> dict[str, Any]:
    """A paragraph of the house's own text; never of the data."""
    return {"library": "markdown", "display": markdown}


def x(name: str, heading: str, **more: Any) -> dict[str, Any]:
    """A quantitative horizontal channel from zero; its ticks are whole unless ``more`` says how."""
    axis = {"tickMinStep": 1}
    return {"field": name, "type": "quantitative", "title": heading, "axis": axis, **more}


def names(name: str, order: str) -> dict[str, Any]:
    """Names down the side, the largest ``order`` first."""
    return {
        "field": name,
        "type": "nominal",
        "title": None,
        "sort": {"field": order, "op": "sum", "order": "descending"},
        "axis": {"labelOverlap": False, "ticks": False, "domain": False},
    }
