"""The Datasette plugin: thin hooks that hand over to the modules beside it.

Per-site choices stand in the metadata under ``plugins: roleatlas``, so that one process can hold
several sites, as the tests do.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Any

import pluggy
from jinja2 import Environment

from db.connection import Connection
from roleatlas.serve import front_page, limits, outlines
from roleatlas.serve.errors import answer
from roleatlas.serve.guard import NONCE, App, Guard, Rules
from roleatlas.serve.nonce import NonceLoader

NAME = "roleatlas"
hookimpl = pluggy.HookimplMarker("datasette")


def choices(datasette: Any) -> dict[str, Any]:
    """The choices of this site; empty for a Datasette that is not ours."""
    return datasette.plugin_config(NAME) or {}


@hookimpl
def prepare_connection(conn: Connection, datasette: Any) -> None:
    """Limit what a visitor's SQL may take."""
    ours = choices(datasette)
    if ours:
        limits.prepare(conn, ours.get("heap_bytes"))


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:
    """Mark the templates' own scripts."""
    if choices(datasette) and env.loader:
        env.loader = NonceLoader(env.loader)


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[App], App]:
    """Put the guard around the app."""
    ours = choices(datasette)
    if not ours:
        return lambda app: app
    rules = Rules(
        hosts=frozenset(ours["hosts"]),
        base_url=datasette.setting("base_url"),
        tiles=ours["tiles"],
    )
    return lambda app: Guard(app, rules)


@hookimpl
def extra_template_vars(view_name: str | None, request: Any, datasette: Any) -> Any:
    """The nonce and the banner for every page; views and counts for the front page."""
    ours = choices(datasette)
    shared = {
        "csp_nonce": request.scope.get(NONCE, "") if request else "",
        "demonstration": ours.get("demonstration", False),
    }
    if view_name != "index" or not ours:
        return shared

    async def front() -> dict[str, Any]:
        return {
            **shared,
            "promises": front_page.promises(),
            "facts": await front_page.facts(datasette),
            "dashboards": datasette.plugin_config("datasette-dashboards"),
        }

    return front


@hookimpl
def extra_css_urls(datasette: Any) -> list[str]:
    """The house's style sheet."""
    return ["/-/roleatlas/roleatlas.css"] if choices(datasette) else []


@hookimpl
def extra_js_urls(template: str, view_name: str | None, datasette: Any) -> list[Any]:
    """On dashboards, say so when a chart cannot be drawn; on tables, the land below markers."""
    ours = choices(datasette)
    if ours and template.startswith("dashboard_"):
        return ["/-/roleatlas/charts.js"]
    if ours and view_name in ("table", "database") and not ours["tiles"]:
        return [{"url": "/-/roleatlas/land.js", "module": True}]
    return []


@hookimpl
def register_routes() -> list[tuple[str, Any]]:
    """The outlines of the maps."""
    return [(r"^/-/roleatlas-outlines/(?P<name>us|world)\.json$", outline)]


async def outline(request: Any) -> Any:
    """An outline as GeoJSON."""
    from datasette import Response

    body = outlines.geojson(request.url_vars["name"])
    headers = {"Cache-Control": "max-age=86400"}
    return Response(body, content_type="application/geo+json", headers=headers)


@hookimpl(wrapper=True)
def handle_exception(
    datasette: Any, request: Any, exception: Exception
) -> Generator[None, Any, Any]:
    """Answer errors as pages of the house; Datasette's own handler prints the data it holds."""
    theirs = yield
    return [answer(datasette, request, exception)] if choices(datasette) else theirs
