"""Bubble maps over shipped outlines: no tiles, nothing asked from elsewhere."""

from __future__ import annotations

from typing import Any

from roleatlas.serve.dashboards.look import LAND, MIX_SCALE


def bubbles(base_url: str, outline: str, projection: str, height: int) -> dict[str, Any]:
    """Metros as circles over ``outline``: size is jobs, colour the share of specialists."""
    return {
        "height": height,
        "projection": {"type": projection},
        "layer": [_land(f"{base_url}-/roleatlas-outlines/{outline}.json"), _circles()],
    }


def _land(url: str) -> dict[str, Any]:
    return {
        "data": {"url": url, "format": {"type": "json", "property": "features"}},
        "mark": {"type": "geoshape", "fill": LAND, "stroke": "#c9c5ba", "strokeWidth": 0.6},
    }


def _circles() -> dict[str, Any]:
    return {
        "mark": {"type": "circle", "opacity": 0.85, "stroke": "white", "strokeWidth": 0.7},
        "encoding": {
            "longitude": {"field": "longitude", "type": "quantitative"},
            "latitude": {"field": "latitude", "type": "quantitative"},
            "size": {
                "field": "jobs",
                "type": "quantitative",
                "title": "AI jobs",
                "scale": {"range": [20, 1400]},
                "legend": {"tickCount": 3, "symbolFillColor": "#9aa1a9"},
            },
            "color": {
                "field": "specialist_share",
                "type": "quantitative",
                "title": "Specialists among them",
                "scale": MIX_SCALE,
                "legend": {"format": ".0%", "gradientLength": 110},
            },
            "order": {"field": "jobs", "sort": "descending"},
            "tooltip": [
                {"field": "metro", "title": "Metro"},
                {"field": "jobs", "title": "AI jobs", "format": ",.1f"},
                {"field": "specialist_share", "title": "Specialists", "format": ".0%"},
            ],
        },
    }
