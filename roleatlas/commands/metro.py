"""`roleatlas metro` and `roleatlas compare`: pages of places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from db.place_store import read_metros
from db.placement import Metro
from roleatlas import front
from roleatlas.answers import panel_of


@click.command()
@front.DATABASE
@click.argument("name")
def metro(database: Path, name: str) -> None:
    """Print one page on a metro.

    Ranks with intervals, quotients, trend, employers, skills, industries, peers. NAME is its city,
    with a state or country after a comma where two share it, or its id.
    """
    from analysis.place import page

    with front.reading(database) as connection:
        rows, metros = panel_of(connection), read_metros(connection)
        lines = page(rows, metros, _called(name, metros))
    click.echo("\n".join(lines))


@click.command()
@front.DATABASE
@click.argument("names", nargs=-1, required=True)
def compare(database: Path, names: tuple[str, ...]) -> None:
    """Print several metros side by side."""
    from analysis.place import compare as side_by_side

    with front.reading(database) as connection:
        rows, metros = panel_of(connection), read_metros(connection)
        lines = side_by_side(rows, metros, [_called(name, metros) for name in names])
    click.echo("\n".join(lines))


def _called(name: str, metros: Mapping[str, Metro]) -> str:
    """The id of a metro that the database has under another name (München, NYC), else ``name``.

    Raises ValueError with the metros of a name that stands for several (Bay Area).
    """
    from analysis.tables.find import find, listed
    from metro.resolver import Resolver

    try:
        find(metros, name)
    except ValueError:
        places = Resolver.load().place([name]).places
        found = [metros[place.metro_id] for place in places if place.metro_id in metros]
        if len(found) > 1:
            raise ValueError(f"{name!r} is several metros: {listed(found)}. Name one.") from None
        if found:
            return found[0].metro_id
    return name
