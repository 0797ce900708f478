"""`roleatlas locate`: location strings to metros, in the database or in JSON lines."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from lzma import LZMAError
from pathlib import Path
from typing import Any

import click

from db.connection import Connection
from db.job_store import cluster_jobs
from db.place_store import (
    Unplaced,
    employer_metros,
    unplaced,
    unresolved_segments,
    write_metros,
    write_placements,
)
from db.placement import Placement
from metro.groups import GROUPS
from metro.resolver import Resolver
from roleatlas import front
from roleatlas.progress import Progress

BATCH = 1000
_AGAIN = "install roleatlas again, nothing was changed."
ALIASES = click.option(
    "--aliases",
    type=front.FilePath(exists=True),
    help="Your own aliases: alias,metro_id[;metro_id].",
)


@click.command()
@click.argument("database", required=False, type=front.FilePath())
@click.option(
    "--from", "source", metavar="IN.jsonl", help="Lines {id, location, employer}; - is stdin."
)
@click.option("--to", "target", metavar="OUT.jsonl", default="-", help="Result lines; - is stdout.")
@click.option("--explain", metavar="STRING", help="Show step by step how a string is read.")
@click.option("--unresolved", is_flag=True, help="List the most frequent strings without a metro.")
@click.option(
    "--limit", type=front.LENGTH, default=50, show_default=True, help="Length of that list."
)
@ALIASES
def locate(
    database: Path | None,
    source: str | None,
    target: str,
    explain: str | None,
    unresolved: bool,
    limit: int,
    aliases: Path | None,
) -> None:
    """Resolve locations to metros.

    They are those of the postings in DATABASE that have no place yet, or of the lines of --from.
    """
    if sum(map(bool, (database, source, explain))) != 1:
        raise click.UsageError("Name a DATABASE, or --from IN.jsonl, or --explain STRING.")
    if not source and target != "-":
        raise click.UsageError("--to goes with --from: places of a DATABASE stay in it.")
    if unresolved and not database:
        raise click.UsageError("--unresolved goes with a DATABASE.")
    if explain:
        with front.sentences():
            steps = Resolver.load(aliases).explain(explain)
        click.echo("\n".join(map(front.safe, steps)))
    elif source:
        with front.sentences():
            _locate_lines(Resolver.load(aliases), source, target)
    elif database and unresolved:
        _list_unresolved(database, limit)
    elif database:
        with front.writing(database) as connection:
            run_locate(connection, aliases)


def _list_unresolved(database: Path, limit: int) -> None:
    with front.reading(database) as connection:
        found = unresolved_segments(connection, limit)
    for segment, reason, count in found:
        click.echo(f"{count:7d}  {front.safe(segment)}  ({reason})")
    if not found:
        click.echo("No string without a metro: all have one, or `roleatlas locate` has not run.")


def run_locate(
    connection: Connection, aliases: Path | None = None, clock: front.Clock = front.now
) -> None:
    """Place every posting without a current placement, then cluster postings into jobs."""
    found = resolver(aliases)
    pending = list(unplaced(connection, found.version))
    now = front.stamp(clock())
    if pending:
        write_metros(connection, found.metros(), _group_rows())
    known = employer_metros(connection)
    with Progress("Locating", len(pending)) as progress:
        for batch in front.batches(_placed(found, pending, known), BATCH):
            write_placements(connection, batch, gazetteer=found.version, now=now)
            progress.advance("", len(batch))
    postings, jobs = cluster_jobs(connection, now)
    click.echo(f"Located {len(pending)} postings; {postings} postings advertise {jobs} jobs.")


def resolver(aliases: Path | None) -> Resolver:
    """The resolver; raises ValueError when its tables are damaged or empty, before any write."""
    try:
        found = Resolver.load(aliases)
        sound = bool(found.metros()) and bool(found.place(["New York, NY"]).places)
    except (EOFError, LZMAError, LookupError) as error:
        raise ValueError(f"The tables of metros are damaged ({error}): {_AGAIN}") from error
    if not sound:
        raise ValueError(f"The tables of metros are empty: {_AGAIN}")
    return found


def _group_rows() -> Iterator[tuple[str, str, str, str | None]]:
    for group in GROUPS.values():
        for member in group.members:
            yield group.id, group.label, member, group.source


def _placed(
    resolver: Resolver, pending: Iterable[Unplaced], known: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Unplaced, Placement]]:
    """Place by employer: what is certain first, then what its other postings settle."""
    for employer, group in groupby(pending, key=lambda subject: subject.employer):
        subjects = list(group)
        first = [(subject, _place(resolver, subject, ())) for subject in subjects]
        counts: dict[str, int] = defaultdict(int)
        for metro in known.get(employer or "", ()):
            counts[metro] += 1
        for _, placement in first:
            for place in placement.places:
                counts[place.metro_id] += 1
        settled = tuple(sorted(counts, key=lambda metro: (-counts[metro], metro)))
        for subject, placement in first:
            again = placement.unresolved and settled
            yield subject, _place(resolver, subject, settled) if again else placement


def _place(resolver: Resolver, subject: Unplaced, known: tuple[str, ...]) -> Placement:
    return resolver.place(
        subject.locations,
        addresses=subject.addresses,
        workplace=subject.workplace,
        known=known,
        employer=subject.employer,
    )


def _locate_lines(resolver: Resolver, source: str, target: str) -> None:
    bad = front.BadLines()
    with front.opened(source, "r") as lines, front.opened(target, "w") as out:
        for line in front.json_lines(lines, ("id", "location"), bad):
            placement = resolver.place(
                _locations(line["location"]), employer=front.text_of(line.get("employer")) or None
            )
            out.write(json.dumps(_answer(line["id"], placement), ensure_ascii=False) + "\n")
    bad.exit()


def _locations(value: Any) -> list[str]:
    return (
        [front.text_of(item) for item in value]
        if isinstance(value, list)
        else [front.text_of(value)]
    )


def _answer(key: Any, placement: Placement) -> dict[str, Any]:
    return {
        "id": key,
        "metros": [place.metro_id for place in placement.places],
        "countries": list(placement.countries),
        "remote": placement.remote,
        "scope": list(placement.scope),
    }
