"""The site: one database behind Datasette, with our metadata, settings and plugin."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from roleatlas.serve.dashboards import dashboards
from roleatlas.serve.dashboards.chart import DATABASE
from roleatlas.serve.guard import LOOPBACK, TILES

HERE = Path(__file__).parent
# Keeps one visitor from holding the page. It counts waiting, too: a chart takes a twentieth of a
# second alone, and more than one where other work fills the cores.
SQL_TIME_LIMIT_MS = 5000
MAX_ROWS = 2000
SETTINGS: dict[str, Any] = {
    "sql_time_limit_ms": SQL_TIME_LIMIT_MS,
    "facet_time_limit_ms": SQL_TIME_LIMIT_MS,
    "max_returned_rows": MAX_ROWS,
    "default_page_size": 50,
    "allow_download": False,
    "truncate_cells_html": 300,
    "max_csv_mb": 200,
    "num_sql_threads": 4,
    "suggest_facets": False,
    "trace_debug": False,
    "template_debug": False,
}
# One transparent pixel: without tiles from elsewhere the markers stand on a plain ground.
NO_TILE = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
# Tables that analysts look up; the others may change, and stand behind "hidden tables".
SHOWN = ("postings", "texts", "unresolved", "metros")
FIND = """SELECT r.title, r.employer, r.role, r.sector, r.metro, r.state, r.first_seen, r.url
FROM texts_fts JOIN roles r ON r.posting_id = texts_fts.rowid
WHERE texts_fts MATCH coalesce(nullif(escape_fts(:words), ''), '""')
ORDER BY texts_fts.rank LIMIT 500"""
FACETS = {"roles": ["role", "sector", "remote", "state"], "board_health": ["ats", "outcome"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the operator chose: the public address if any, tiles, and the memory of SQLite."""

    public: str | None = None
    tiles: bool = False
    heap_bytes: int | None = None


def build(database: Path, choices: Choices, *, demonstration: bool) -> Any:
    """A Datasette over ``database``, read-only; raises ValueError for a bad public address."""
    from datasette.app import Datasette

    from db.connection import stands_still
    from roleatlas.serve.database import ServedDatabase

    _register()
    hosts, base_url, https = address(choices.public)
    site = Datasette(
        files=[],
        metadata=metadata(choices, hosts, base_url, demonstration=demonstration),
        settings={**SETTINGS, "base_url": base_url, "force_https_urls": https},
        template_dir=str(HERE / "templates"),
        static_mounts=[("-/roleatlas", str(HERE / "static"))],
    )
    # Without files Datasette offers an empty database in memory: ours is the only one.
    site.remove_database("_memory")
    served = ServedDatabase(site, path=_path(database), is_mutable=not stands_still(database))
    site.add_database(served, name=DATABASE)
    return site


def _path(database: Path) -> str:
    path = str(database.resolve())
    # Datasette puts the path into a URI as it is.
    if any(sign in path for sign in "?#%"):
        raise ValueError(f"{path} has one of ? # % in its path: rename it.")
    return path


def _register() -> None:
    from datasette.plugins import pm

    from roleatlas.serve import plugin

    if not pm.is_registered(plugin):
        pm.register(plugin, name=plugin.NAME)


def address(public: str | None) -> tuple[list[str], str, bool]:
    """Host names that are answered, the path that the site lives under, and whether by https."""
    if not public:
        return list(LOOPBACK), "/", False
    parts = urlsplit(public)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(f"{public!r} is no address: write --public https://host/ with its scheme.")
    base_url = "/" + parts.path.strip("/") + "/" if parts.path.strip("/") else "/"
    return [*LOOPBACK, parts.hostname], base_url, parts.scheme == "https"


def metadata(
    choices: Choices, hosts: list[str], base_url: str, *, demonstration: bool
) -> dict[str, Any]:
    """The store's own descriptions, plus dashboards, map and our choices."""
    from db.describe import TABLES, datasette_metadata

    described = datasette_metadata(DATABASE, demonstration=demonstration)
    tables = described["databases"][DATABASE]["tables"]
    for name, facets in FACETS.items():
        tables[name]["facets"] = facets
    for name in [*(name for name in TABLES if name not in SHOWN), "_sqlite_migrations"]:
        tables.setdefault(name, {})["hidden"] = True
    described["databases"][DATABASE]["queries"]["find_postings"] = {
        "sql": FIND,
        "title": "Find postings by words in title or text",
    }
    described["plugins"] = {
        "datasette-dashboards": dashboards(base_url, demonstration=demonstration),
        "datasette-cluster-map": _map(choices.tiles),
        "roleatlas": {
            "demonstration": demonstration,
            "hosts": hosts,
            "tiles": choices.tiles,
            "heap_bytes": choices.heap_bytes,
        },
    }
    return described


def _map(tiles: bool) -> dict[str, Any]:
    credit = "&copy; OpenStreetMap contributors" if tiles else ""
    layer = TILES.replace("*", "{s}") + "/{z}/{x}/{y}.png" if tiles else NO_TILE
    return {"tile_layer": layer, "tile_layer_options": {"maxZoom": 12, "attribution": credit}}
