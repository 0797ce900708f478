"""`roleatlas metro` and `roleatlas compare`: pages of places."""

from __future__ import annotations

from pathlib import Path

import click

from db.place_store import read_metros
from roleatlas import front
from roleatlas.answers import panel_of


@click.command()
@front.DATABASE
@click.argument("name")
def metro(database: Path, name: str) -> None:
    """One page on a metro: ranks with intervals, quotients, trend, employers, skills, peers."""
    from analysis.place import page

    with front.reading(database) as connection:
        lines = page(panel_of(connection), read_metros(connection), name)
    click.echo("\n".join(lines))


@click.command()
@front.DATABASE
@click.argument("names", nargs=-1, required=True)
def compare(database: Path, names: tuple[str, ...]) -> None:
    """Several metros side by side."""
    from analysis.place import compare as side_by_side

    with front.reading(database) as connection:
        lines = side_by_side(panel_of(connection), read_metros(connection), names)
    click.echo("\n".join(lines))
