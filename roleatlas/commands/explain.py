"""`roleatlas explain`: why a posting has its role."""

from __future__ import annotations

from pathlib import Path

import click

from roleatlas import front


@click.command()
@front.DATABASE
@click.argument("posting", type=click.IntRange(1, 2**63 - 1))
def explain(database: Path, posting: int) -> None:
    """Print why a posting has its role.

    By each model: the probabilities, the passages that decided, the attributes and the skills.
    POSTING is its number, posting_id in the views.
    """
    from db.label_store import explanations

    with front.reading(database) as connection:
        found = explanations(connection, posting)
    for text in found:
        click.echo("\n".join(map(front.safe_line, text)))
