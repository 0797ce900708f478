"""`roleatlas update`: crawl, locate and classify in one go."""

from __future__ import annotations

from pathlib import Path

import click

from roleatlas import front
from roleatlas.commands.classify import MODEL, load, run_classify
from roleatlas.commands.crawl import asked, crawl_asked, crawl_options
from roleatlas.commands.locate import ALIASES, resolver, run_locate


@click.command()
@front.DATABASE
@crawl_options
@ALIASES
@MODEL
def update(
    database: Path,
    boards: Path | None,
    ats: str | None,
    mirror: str | None,
    aliases: Path | None,
    model: Path | None,
) -> None:
    """Crawl, locate and classify: what a scheduled run calls."""
    with front.sentences():  # a mistake in these must not show only after a long crawl
        if aliases:
            resolver(aliases)
        if model:
            load(model)
        wanted = asked(boards, ats, mirror)
    with front.writing(database, new=True) as connection:
        fine = crawl_asked(connection, wanted)
        run_locate(connection, aliases)
        run_classify(connection, model)
    if not fine:
        raise SystemExit(1)
