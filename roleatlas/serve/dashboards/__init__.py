"""The dashboards, as the configuration that datasette-dashboards reads."""

from __future__ import annotations

from typing import Any

from roleatlas.serve.dashboards import basis, roles


def dashboards(base_url: str, *, demonstration: bool) -> dict[str, Any]:
    """Every dashboard by the name in its address."""
    return {
        "roles": roles.dashboard(base_url, demonstration=demonstration),
        "basis": basis.dashboard(base_url, demonstration=demonstration),
    }
