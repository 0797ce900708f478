"""`roleatlas classify`: texts to roles, in the database or in JSON lines."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click

from db.connection import Connection
from db.label import Label
from db.label_store import Unlabelled, count_unlabelled, unlabelled, use_model, write_labels
from roleatlas import front
from roleatlas.progress import Progress

if TYPE_CHECKING:
    from classify.pipeline import Classifier

BATCH = 256
MODEL = click.option(
    "--model",
    type=front.FolderPath(exists=True),
    help="Folder of a trained model; the shipped one by default.",
)


@click.command()
@click.argument("database", required=False, type=front.FilePath())
@click.option(
    "--from", "source", metavar="IN.jsonl", help="Lines {id, title, employer, text}; - is stdin."
)
@click.option("--to", "target", metavar="OUT.jsonl", default="-", help="Result lines; - is stdout.")
@MODEL
def classify(database: Path | None, source: str | None, target: str, model: Path | None) -> None:
    """Label postings specialist, integrator or none.

    The postings are those in DATABASE that the model has not labelled yet, or the lines of --from.
    """
    if bool(database) == bool(source):
        raise click.UsageError("Name a DATABASE, or --from IN.jsonl.")
    if database and target != "-":
        raise click.UsageError("--to goes with --from: labels of a DATABASE stay in it.")
    if source:
        with front.sentences():
            _classify_lines(load(model), source, target)
    elif database:
        with front.writing(database) as connection:
            run_classify(connection, model)


def load(model: Path | None) -> Classifier:
    """The classifier of a model folder, or the shipped one."""
    from classify.pipeline import Classifier

    return Classifier.load(model)


def run_classify(
    connection: Connection, model: Path | None = None, clock: front.Clock = front.now
) -> None:
    """Label every posting that the model has not labelled as it is now."""
    classifier = load(model)
    now = front.stamp(clock())
    use_model(connection, classifier.model_id, now)
    pending = count_unlabelled(connection, classifier.model_id)
    with Progress("Classifying", pending) as progress:
        for batch in unlabelled(connection, classifier.model_id, BATCH):
            labels = _labels(classifier, batch)
            pairs = list(zip(batch, labels, strict=True))
            write_labels(connection, pairs, model_id=classifier.model_id, now=now)
            progress.advance("", len(batch))
    click.echo(f"Labelled {pending} postings with model {classifier.model_id}.")


def _labels(classifier: Classifier, batch: Sequence[Unlabelled]) -> list[Label]:
    from classify.item import Item

    return classifier.label(
        [Item(title=row.title, employer=row.employer or "", text=row.text or "") for row in batch]
    )


def _classify_lines(classifier: Classifier, source: str, target: str) -> None:
    bad = front.BadLines()
    with front.opened(source, "r") as lines, front.opened(target, "w") as out:
        for batch in front.batches(front.json_lines(lines, ("id",), bad), BATCH):
            _write(classifier, batch, out)
    bad.exit()


def _write(classifier: Classifier, batch: Sequence[Mapping[str, Any]], out: IO[str]) -> None:
    from classify.item import Item

    items = [
        Item(**{name: front.text_of(line.get(name)) for name in ("title", "employer", "text")})
        for line in batch
    ]
    for line, label in zip(batch, classifier.label(items), strict=True):
        answer = {
            "id": line["id"],
            "role": label.role,
            "p_specialist": round(label.p_specialist, 6),
            "p_integrator": round(label.p_integrator, 6),
            "p_none": round(label.p_none, 6),
            "uncertain": label.uncertain,
            "evidence": [item.passage for item in label.evidence],
            "sector": label.sector,
            "function": label.function,
            "employer_type": label.employer_type,
            "seniority": label.seniority,
            "depth": label.depth,
            "skills": list(label.skills),
        }
        out.write(json.dumps(answer, ensure_ascii=False) + "\n")
