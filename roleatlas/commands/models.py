"""`roleatlas models`: which models labelled a database, which one counts, how two differ."""

from __future__ import annotations

from pathlib import Path

import click

from db.connection import Connection
from db.label_store import compare_models, list_models, use_model
from roleatlas import front


@click.group()
def models() -> None:
    """List, choose and compare the models that labelled a database."""


@models.command("list")
@front.DATABASE
def show(database: Path) -> None:
    """List the models of DATABASE; the views show the one with a star."""
    with front.reading(database) as connection:
        for row in list_models(connection):
            star = "*" if row["active"] else " "
            click.echo(f"{star} {row['model_id']:40} {row['labels']:8d} labels  {row['added_at']}")


@models.command()
@front.DATABASE
@click.argument("model_id")
def use(database: Path, model_id: str) -> None:
    """Make the views show the labels of MODEL_ID."""
    with front.writing(database) as connection:
        _require_known(connection, model_id)
        use_model(connection, model_id, front.now_stamp())
    click.echo(f"The views show {model_id}.")


@models.command()
@front.DATABASE
@click.argument("first")
@click.argument("second")
@click.option(
    "--limit",
    type=front.LENGTH,
    default=50,
    show_default=True,
    help="How many differences to list.",
)
def compare(database: Path, first: str, second: str, limit: int) -> None:
    """List the postings that two models label differently."""
    with front.reading(database) as connection:
        _require_known(connection, first)
        _require_known(connection, second)
        rows = compare_models(connection, first, second)
    for row in rows[:limit]:
        click.echo(
            f"{row['posting_id']:8d}  {row['first']} -> {row['second']}  {front.safe(row['title'])}"
        )
    click.echo(f"{len(rows)} postings differ.")


def _require_known(connection: Connection, model_id: str) -> None:
    known = [row["model_id"] for row in list_models(connection)]
    if not known:
        raise ValueError("No model gave labels here: run `roleatlas classify` first.")
    if model_id not in known:
        raise ValueError(f"{model_id!r} gave no labels here: use one of {', '.join(known)}.")
