"""`roleatlas train` and `roleatlas evaluate`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from math import isfinite
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
    type=front.FolderPath(),
    help="Folder to write.",
)
@click.option("--model", metavar="NAME", help="Any sentence-transformers model as the encoder.")
@click.option(
    "--seed",
    type=click.IntRange(0, 2**32 - 1),
    default=0,
    show_default=True,
    help="Seed of the training.",
)
def train(source: str | None, out: Path, model: str | None, seed: int) -> None:
    """Train a model on labelled lines.

    Without --from, the shipped head is rebuilt from the shipped features.
    """
    from classify.train import train as fit

    bad = front.BadLines()
    with front.sentences():
        gold = [example for example, _ in _gold(source, bad)] if source else None
        path = fit(gold, out, model=model, seed=seed)
    click.echo(f"Wrote {path}.")
    bad.exit()


@click.command()
@click.option("--from", "source", required=True, metavar="GOLD.jsonl", help="Labelled lines.")
@click.option("--json", "as_json", is_flag=True, help="Print the figures as JSON.")
@click.option("--card", is_flag=True, help="Print the figures as a model card has them (Markdown).")
@MODEL
def evaluate(source: str, as_json: bool, card: bool, model: Path | None) -> None:
    """Measure a model on labelled lines.

    Macro-F1, precision and recall of each role with intervals, calibration. Lines may also give
    sector, function, employer_type, seniority, depth and skills, which are measured where they
    stand.
    """
    if as_json and card:
        raise click.UsageError("--json and --card do not go together.")
    from classify.evaluate import evaluate as measure

    bad = front.BadLines()
    with front.sentences():
        gold = _gold(source, bad)
        examples, known = [example for example, _ in gold], [_known(line) for _, line in gold]
        result = measure(examples, load(model), known=known)
    if as_json:
        click.echo(json.dumps(_without_nan(asdict(result)), indent=2))
    elif card:
        click.echo(result.card(), nl=False)
    else:
        click.echo("\n".join(result.lines()))
    bad.exit()


def _known(line: Mapping[str, Any]) -> Any:
    from classify.evaluate import Known
    from classify.topical import TOPICS

    skills = line.get("skills")
    named = tuple(map(str, skills)) if isinstance(skills, list) else None
    told: dict[str, Any] = {name: front.text_of(line.get(name)) for name in TOPICS}
    return Known(skills=named, **told)


def _without_nan(value: Any) -> Any:
    """The same with null for what cannot be computed: JSON has no NaN."""
    if isinstance(value, dict):
        return {key: _without_nan(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_nan(item) for item in value]
    return None if isinstance(value, float) and not isfinite(value) else value


def _gold(source: str, bad: front.BadLines) -> list[tuple[Any, Mapping[str, Any]]]:
    from classify.train import Example
    from db.label import ROLES

    examples = []
    with front.opened(source, "r") as lines:
        for number, line in front.numbered_lines(lines, ("title", "text"), bad):
            role = _role(line)
            if role not in ROLES:
                bad(f"line {number}: {role!r} is no role (specialist, integrator, none); skipped.")
                continue
            texts = {name: front.text_of(line.get(name)) for name in ("title", "employer", "text")}
            examples.append((Example.parse({**line, **texts, "label": role}), line))
    if not examples:
        raise ValueError(f"{source} has no labelled line: give title, text and label on each.")
    return examples


def _role(line: Mapping[str, Any]) -> str:
    return front.text_of(line.get("label", line.get("role")))
