"""`roleatlas label`: gold labels drawn with known probability, read at the keyboard."""

from __future__ import annotations

import textwrap
from pathlib import Path

import click

from db.connection import Connection
from db.gold_store import Draw, agreement, plan_gold, second_reading, waiting, write_gold
from roleatlas import front

KEYS = {"s": "specialist", "i": "integrator", "n": "none"}
HUBS = "six-coastal"
SHOWN_CHARACTERS = 6000


@click.command()
@front.DATABASE
@click.option("--plan", "size", type=click.IntRange(1), help="Draw this many postings to label.")
@click.option("--labeller", metavar="NAME", default="first", show_default=True, help="Who labels.")
@click.option(
    "--second", metavar="NAME", help="Give part of the drawn postings to a second person."
)
@click.option(
    "--share",
    type=click.FloatRange(0, 1),
    default=0.2,
    show_default=True,
    help="Which part of them.",
)
@click.option("--seed", default=1, show_default=True, help="Seed of the draw.")
def label(
    database: Path, size: int | None, labeller: str, second: str | None, share: float, seed: int
) -> None:
    """Label postings by hand, drawn by design.

    --plan draws them. Without it, those that wait are shown one by one: press s, i or n; capital
    letters mark borderline.
    """
    if size and second is not None:
        raise click.UsageError("--plan and --second do not go together: draw first, then give.")
    if not labeller.strip() or (second is not None and not second.strip()):
        raise click.UsageError("The name of a person who labels is empty.")
    if size or second:
        with front.writing(database) as connection:
            if size:
                _plan(connection, size, seed, labeller)
            else:
                _give(connection, labeller, second or "", share, seed)
    else:
        _read(database, labeller)
    with front.reading(database) as connection:
        _tell_agreement(connection)


def _plan(connection: Connection, size: int, seed: int, labeller: str) -> None:
    strata = plan_gold(
        connection, size=size, seed=seed, plan=f"seed {seed}", labeller=labeller, hubs=HUBS
    )
    if not strata:
        raise ValueError("There is nothing to draw from: run `roleatlas update` first.")
    for stratum, (drawn, members) in strata.items():
        click.echo(f"{stratum:40} {drawn:5d} of {members}")


def _give(connection: Connection, first: str, second: str, share: float, seed: int) -> None:
    if second == first:
        raise ValueError(f"{first} reads these postings already: name another person as --second.")
    count = second_reading(connection, first=first, second=second, share=share, seed=seed)
    click.echo(f"{count} postings wait for {front.safe(second)}.")


def _read(database: Path, labeller: str) -> None:
    """Show what waits and store each label; the lock is held only while one is stored."""
    with front.reading(database) as connection:
        drawn = waiting(connection, labeller)
    if not drawn:
        click.echo(f"Nothing waits for {front.safe(labeller)}: draw postings with --plan.")
        return
    for number, draw in enumerate(drawn, start=1):
        _show(draw, number, len(drawn))
        key = _key()
        if key == "q":
            click.echo("Stopped; run the command again to go on.")
            return
        if key != "u":
            with front.writing(database) as connection:
                write_gold(
                    connection,
                    draw.posting_id,
                    labeller,
                    KEYS[key.lower()],
                    key.isupper(),
                    front.now_stamp(),
                )
    click.echo("That was the last one.")


def _show(draw: Draw, number: int, total: int) -> None:
    click.clear()
    click.echo(
        f"{number} of {total}   {front.safe(draw.title)}   {front.safe(draw.employer or '')}"
    )
    for paragraph in (draw.text or "(no text)")[:SHOWN_CHARACTERS].split("\n"):
        click.echo(textwrap.fill(front.safe(paragraph), 100))
    click.echo("\ns specialist   i integrator   n none   (S I N: borderline)   u skip   q stop")


def _key() -> str:
    while True:
        try:
            key = click.getchar()
        except OSError as error:
            raise click.ClickException("Labels are read key by key: use a terminal.") from error
        if key.lower() in KEYS or key in "uq":
            return key


def _tell_agreement(connection: Connection) -> None:
    twice, kappa = agreement(connection)
    if kappa is not None:
        click.echo(f"Two people labelled {twice} postings; kappa {kappa:.2f}.")
