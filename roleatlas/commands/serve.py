"""`roleatlas serve`: the database as a web page on this machine."""

from __future__ import annotations

import socket
import threading
import webbrowser
from importlib.util import find_spec
from pathlib import Path

import click

from roleatlas import front

HOST = "127.0.0.1"
OPEN_AFTER_SECONDS = 1.0


@click.command()
@front.DATABASE
@click.option(
    "--port",
    default=8001,
    show_default=True,
    type=click.IntRange(1, 65535),
    help="Port of this machine.",
)
@click.option("--open/--no-open", "show", default=False, help="Open the page in a browser.")
@click.option("--tiles", is_flag=True, help="Show OpenStreetMap's tiles (asks its servers).")
@click.option("--public", metavar="URL", help="Address of the site behind your own web server.")
def serve(database: Path, port: int, show: bool, tiles: bool, public: str | None) -> None:
    """Show DATABASE as a web page: dashboards, tables, SQL, CSV.

    It reads only, and answers on this machine only.
    """
    with front.sentences():
        demonstration = _examine(database)
        _require()
        _require_port(port)
        from roleatlas.serve.limits import HEAP_BYTES
        from roleatlas.serve.site import Choices, build

        choices = Choices(public=public, tiles=tiles, heap_bytes=HEAP_BYTES)
        site = build(database, choices, demonstration=demonstration)
    url = f"http://{HOST}:{port}/"
    click.echo(f"{database} is at {public or url} (stop with Ctrl-C).")
    if show:
        threading.Timer(OPEN_AFTER_SECONDS, webbrowser.open, [url]).start()
    import uvicorn

    uvicorn.run(site.app(), host=HOST, port=port, log_level="warning", server_header=False)


def _examine(database: Path) -> bool:
    """Whether the data is a demonstration; refuses what is not one of our databases."""
    from db.connection import StoreError, connect
    from db.queries import is_demonstration
    from db.store import open_for_reading
    from db.views import VIEWS

    connection = connect(database, read_only=True)
    found = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('boards', 'postings', 'sighting_spans')"
    ).fetchone()[0]
    connection.close()
    if found < 3:
        raise StoreError(f"{database} is no database of roleatlas: name one that it crawled.")
    with open_for_reading(database) as store:
        for name, view in VIEWS.items():
            cursor = store.execute(f"SELECT * FROM {name} LIMIT 0")
            if [column[0] for column in cursor.description] != list(view.columns):
                raise StoreError(
                    f"{database} has older views: run `roleatlas migrate {database}` first."
                )
        return is_demonstration(store)


def _require() -> None:
    for module in ("datasette", "datasette_dashboards", "datasette_cluster_map"):
        if find_spec(module) is None:
            raise ValueError("The web page needs Datasette: pip install 'roleatlas[serve]'.")


def _require_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise ValueError(
                f"Port {port} cannot be used ({error.strerror}): choose another with --port."
            ) from error
