"""`roleatlas test`: the hypotheses, on a database or on an analyst's own panel."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from roleatlas import front
from roleatlas.answers import panel_of

if TYPE_CHECKING:
    from analysis.result import HypothesisResult


@click.command()
@click.argument("database", required=False, type=front.FilePath())
@click.option("--hypothesis", metavar="NAME", help="Only this one: H1, H1w, H2, ... H8.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
@click.option(
    "--margins",
    type=front.FilePath(),
    help="Weight employers to these shares of postings: a file of sector,share.",
)
@click.option(
    "--panel",
    type=front.FolderPath(),
    help="Folder with your own postings.csv, gold.csv and panel.json.",
)
@click.option("--to", "target", metavar="answers.json", default="-", help="Answers; - is stdout.")
def test(
    database: Path | None,
    hypothesis: str | None,
    as_json: bool,
    margins: Path | None,
    panel: Path | None,
    target: str,
) -> None:
    """Test the hypotheses, with intervals and verdicts.

    They are tested on DATABASE; with --panel, the questions of panel.json are answered instead.
    """
    if bool(database) == bool(panel):
        raise click.UsageError("Name a DATABASE, or --panel DIR.")
    if panel and (hypothesis or as_json or margins):
        raise click.UsageError("--hypothesis, --json and --margins go with a DATABASE.")
    if database and target != "-":
        raise click.UsageError("--to goes with --panel; for a DATABASE, use --json and a pipe.")
    if panel:
        _test_panel(panel, target)
    elif database:
        _test_database(database, hypothesis, as_json, margins)


def _test_panel(folder: Path, target: str) -> None:
    from analysis.panel_files import answers, read_panel

    with front.sentences():
        given = read_panel(folder)
        found = answers(given)
    with front.opened(target, "w") as out:
        out.write(json.dumps(found, indent=2) + "\n")
    for problem in given.problems:
        click.echo(front.safe(problem), err=True)
    if any(problem.line for problem in given.problems):
        raise SystemExit(1)


def _test_database(
    database: Path, hypothesis: str | None, as_json: bool, margins: Path | None
) -> None:
    from analysis.frame import panel
    from analysis.hypotheses import run
    from analysis.margins import by_sector, read_margins
    from analysis.settings import load_settings
    from db.place_store import read_groups

    with front.reading(database) as connection:
        rows, groups = panel_of(connection), read_groups(connection)
        counted, settings = panel(rows), load_settings()
        if margins:
            counted, raking = by_sector(counted, read_margins(margins))
            settings = replace(settings, weighted=True)
            for sector in raking.thin:
                click.echo(f"{sector}: too few employers for weights to help.", err=True)
        results = run(counted, only=hypothesis, settings=settings, groups=groups)
    if as_json:
        click.echo(json.dumps([result.as_dict() for result in results], indent=2))
    else:
        _tell(results)


def _tell(results: Sequence[HypothesisResult]) -> None:
    from analysis.words import lines

    for result in results:
        for line in lines(result):
            click.echo(front.safe_line(line))
