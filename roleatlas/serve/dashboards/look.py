"""One look for every chart: white ground, colours that colour-blind readers tell apart."""

from __future__ import annotations

import json
from typing import Any

# Okabe and Ito (2008); the report's figures give the roles the same colours.
SPECIALIST, INTEGRATOR, NEITHER = "#D55E00", "#0072B2", "#9aa1a9"
GREEN, SKY, PURPLE = "#009E73", "#56B4E9", "#CC79A7"
INK, MUTED, FAINT, LAND = "#1b1f24", "#5b6470", "#d5d9de", "#eceae4"
DEMONSTRATION = "Demonstration data: invented employers"
NOTHING = "No data: nothing that is stored fits"

ROLE_SCALE = {"domain": ["specialist", "integrator"], "range": [SPECIALIST, INTEGRATOR]}
# From integrators only (blue) to specialists only (vermilion).
MIX_SCALE = {"domain": [0, 0.5, 1], "range": [INTEGRATOR, "#dcdcdc", SPECIALIST]}

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
CONFIG: dict[str, Any] = {
    "background": "#ffffff",
    "font": "system-ui, sans-serif",
    "axis": {
        "labelColor": INK,
        "titleColor": MUTED,
        "titleFontWeight": "normal",
        "gridColor": "#eceef1",
        "domainColor": FAINT,
        "tickColor": FAINT,
        "labelLimit": 260,
    },
    "legend": {
        "orient": "top",
        "labelColor": INK,
        "titleColor": MUTED,
        "titleFontWeight": "normal",
    },
    "title": {
        "anchor": "start",
        "fontSize": 14,
        "color": INK,
        "subtitleColor": MUTED,
        "subtitleFontSize": 11,
        "subtitlePadding": 5,
        "offset": 12,
    },
    "view": {"stroke": None},
    "line": {"point": {"size": 40}, "strokeWidth": 2},
}

# `ast` interprets expressions instead of compiling them, so that the page's policy need not allow
# eval. The editor action would send the data to another site.
EMBED = {
    "ast": True,
    "renderer": "svg",
    "scaleFactor": 2,
    "tooltip": {"theme": "light"},
    "actions": {"export": True, "source": False, "compiled": False, "editor": False},
    "i18n": {
        "CLICK_TO_VIEW_ACTIONS": "Download this chart",
        "PNG_ACTION": "Download as PNG",
        "SVG_ACTION": "Download as SVG",
    },
}


def embed(name: str) -> dict[str, Any]:
    """How vega-embed shows a chart and names its downloads."""
    return {"embedOptions": {**EMBED, "downloadFileName": f"roleatlas-{name}"}}


def title(text: str, what: str, *, demonstration: bool) -> dict[str, Any]:
    """A title that travels with the downloaded picture: what is shown, of which selection and data.

    The query of every chart says in ``selection`` which filters were on, and in ``basis`` what it
    rests on.
    """
    lines = [what, DEMONSTRATION] if demonstration else [what]
    fixed = ", ".join(json.dumps(line) for line in lines)
    row = "data('source_0')[0]"
    told = f"{row}.selection ? [{fixed}, {row}.selection, {row}.basis] : [{fixed}, {row}.basis]"
    expression = f"!data('source_0').length ? [{fixed}, {json.dumps(NOTHING)}] : {told}"
    return {"text": text, "subtitle": {"expr": expression}}
