"""`roleatlas train` and `roleatlas evaluate`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from roleatlas import front
from roleatlas.commands.classify import MODEL, load


@click.command()
@click.option(
    "--from", "source", metavar="GOLD.jsonl", help="Labelled lines; else the shipped features."
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Folder to write.",
)
@click.option("--model", metavar="NAME", help="Any sentence-transformers model as the encoder.")
@click.option("--seed", default=0, show_default=True, help="Seed of the training.")
def train(source: str | None, out: Path, model: str | None, seed: int) -> None:
    """Train a model on labelled lines, or rebuild the shipped head from its features."""
    from classify.train import train as fit

    bad = front.BadLines()
    with front.sentences():
        path = fit(_gold(source, bad) if source else None, out, model=model, seed=seed)
    click.echo(f"Wrote {path}.")
    bad.exit()


@click.command()
@click.option("--from", "source", required=True, metavar="GOLD.jsonl", help="Labelled lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@MODEL
def evaluate(source: str, as_json: bool, model: Path | None) -> None:
    """Measure a model on labelled lines: macro-F1, per role with intervals, calibration."""
    from classify.evaluate import evaluate as measure

    bad = front.BadLines()
    with front.sentences():
        result = measure(_gold(source, bad), load(model))
    click.echo(json.dumps(asdict(result), indent=2) if as_json else "\n".join(result.lines()))
    bad.exit()


def _gold(source: str, bad: front.BadLines) -> list[Any]:
    from classify.train import Example
    from db.label import ROLES

    examples = []
    with front.opened(source, "r") as lines:
        for number, line in enumerate(front.json_lines(lines, ("title", "text"), bad), start=1):
            role = _role(line)
            if role not in ROLES:
                bad(
                    f"record {number}: {role!r} is no role (specialist, integrator, none); skipped."
                )
                continue
            examples.append(Example.parse({**line, "label": role}))
    if not examples:
        raise ValueError(f"{source} has no labelled line: give title, text and label on each.")
    return examples


def _role(line: Mapping[str, Any]) -> str:
    return front.text_of(line.get("label", line.get("role")))
