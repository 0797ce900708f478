"""`roleatlas report`: the self-contained report."""

from __future__ import annotations

from pathlib import Path

import click

from db.connection import Connection
from db.queries import is_demonstration
from roleatlas import front
from roleatlas.answers import panel_of, sample_card
from roleatlas.output import named


@click.command()
@front.DATABASE
@click.option(
    "--out",
    required=True,
    type=front.FilePath(),
    help="HTML file to write; figures and their data go beside it.",
)
def report(database: Path, out: Path) -> None:
    """Write the report on DATABASE to --out."""
    with front.reading(database) as connection:
        write_report(connection, out)
    click.echo(f"Wrote {out}.")


def write_report(connection: Connection, out: Path) -> None:
    """Build the report of an open store."""
    from analysis.report import build
    from db.place_store import read_groups, read_metros

    if not out.parent.is_dir():
        raise ValueError(f"{out.parent} is not a folder: make it, or name another file.")
    with named(out):
        build(
            panel_of(connection),
            read_metros(connection),
            read_groups(connection),
            sample=sample_card(connection),
            demonstration=is_demonstration(connection),
            out=out,
        )
