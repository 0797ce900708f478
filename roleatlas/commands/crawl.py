"""`roleatlas crawl`: visit boards and store what they list."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import click

import roleatlas
from db.boards import BoardEntry, due_boards, has_boards, read_boards, sync_boards
from db.connection import Connection
from db.crawls import abort_crawl, begin_crawl
from db.outcome import OUTAGE, BoardOutcome, BoardRow
from roleatlas import front
from roleatlas.progress import Progress

SHOWN_FAILURES = 40
Clock = front.Clock


def crawl_options(command: click.decorators.FC) -> click.decorators.FC:
    """The options that `crawl` and `update` share."""
    for option in (
        click.option("--mirror", metavar="URL", help="Ask URL/HOST/PATH for https://HOST/PATH."),
        click.option("--ats", metavar="NAME", help="Only boards of this ATS."),
        click.option(
            "--boards",
            type=front.FilePath(),
            help="File of the boards to crawl: ats,token,employer.",
        ),
    ):
        command = option(command)
    return command


@click.command()
@front.DATABASE
@crawl_options
def crawl(database: Path, boards: Path | None, ats: str | None, mirror: str | None) -> None:
    """Visit boards and store what they list in DATABASE.

    Without --boards, the boards that the database knows are visited, or else those that come with
    roleatlas. The status is 1 when any board was not read completely.
    """
    with front.sentences():
        wanted = asked(boards, ats, mirror)
    with front.writing(database, new=True) as connection:
        fine = crawl_asked(connection, wanted)
    if not fine:
        raise SystemExit(1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of a crawl ask for, known to be possible."""

    entries: list[BoardEntry] | None
    ats: str | None
    mirror: str | None


def asked(boards: Path | None, ats: str | None, mirror: str | None) -> Asked:
    """Read the options; a mistake in them shows before a database is made or changed."""
    from crawler import run
    from crawler.mirror import ask

    if mirror is not None:
        ask(mirror)
    known = run.known()
    if ats is not None and ats not in known:
        raise click.UsageError(f"--ats {ats!r} is not known: use one of {', '.join(known)}.")
    entries = None if boards is None else _entries(boards, ats)
    return Asked(entries, ats, mirror)


def run_crawl(
    connection: Connection,
    boards: Path | None,
    ats: str | None,
    mirror: str | None,
    clock: Clock = front.now,
) -> bool:
    """Crawl into an open store and print the summary; returns whether every board was read."""
    return crawl_asked(connection, asked(boards, ats, mirror), clock)


def crawl_asked(connection: Connection, wanted: Asked, clock: Clock = front.now) -> bool:
    """The same for options that were read before."""
    from crawler import run

    due = _due(connection, wanted, front.stamp(clock()))
    sink = begin_crawl(
        connection,
        clock=clock,
        version=roleatlas.__version__,
        mirror=wanted.mirror,
        boards_asked=len(due),
    )
    with Progress("Crawling", len(due)) as progress:

        def on_board(board: BoardRow, outcome: BoardOutcome) -> None:
            progress.advance(f"{board.ats}/{board.token}")

        summary = run.crawl(due, sink, mirror=wanted.mirror, now=clock, on_board=on_board)
    if summary.stopped:
        abort_crawl(connection, sink.crawl_id, front.stamp(clock()))
        raise click.ClickException("The crawl was stopped: run it again and it goes on.")
    sink.end()
    read, steady = _tell(connection, sink.crawl_id), _tell_alarms(connection, sink.crawl_id)
    return read and steady and summary.fine


def _entries(boards: Path, ats: str | None) -> list[BoardEntry]:
    from crawler import run

    entries = [entry for entry in read_boards(boards, run.known()) if ats in (None, entry.ats)]
    if not entries:
        raise ValueError(f"{boards} names no board of {ats}: add one, nothing was changed.")
    return entries


def _shipped() -> Path:
    import crawler

    return Path(crawler.__file__).with_name("boards.csv")


def _due(connection: Connection, wanted: Asked, now: str) -> list[BoardRow]:
    entries, ats = wanted.entries, wanted.ats
    if entries is None and not has_boards(connection):
        entries = _entries(_shipped(), ats)
    if entries is not None:
        left = sync_boards(connection, entries, now, only_ats=ats)
        if left:
            click.echo(f"{left} board(s) are no longer listed: their postings are unmonitored.")
    due = due_boards(connection, ats=ats)
    if not due:
        of = f" of {ats}" if ats else ""
        raise ValueError(f"There is no board{of} to crawl: name a boards file with --boards.")
    return due


def _tell_alarms(connection: Connection, crawl_id: int) -> bool:
    """Name the boards whose list shrank suspiciously; returns whether there was none."""
    from db.queries import alarms

    found = alarms(connection, crawl_id)
    for ats, token, sentence in found[:SHOWN_FAILURES]:
        name = f"{ats}/{front.safe(token)}"
        click.echo(f"  {name}: {sentence}; they close only if later crawls agree.", err=True)
    return not found


def _tell(connection: Connection, crawl_id: int) -> bool:
    """Print what the store recorded of the crawl; returns whether every visit was complete."""
    from db.board_state import outages
    from db.queries import crawl_totals, incomplete_visits

    totals, troubled = crawl_totals(connection, crawl_id), incomplete_visits(connection, crawl_id)
    click.echo(
        "Boards: {boards}, read completely: {complete}. Postings listed: {listed}, new: {opened}, "
        "reopened: {reopened}, revised: {revised}, closed: {closed}.".format(**totals)
    )
    for sentence in outages(connection, crawl_id):
        click.echo(f"  {front.safe(sentence)}", err=True)
    named = [visit for visit in troubled if visit[2] != OUTAGE]  # those are told all at once
    for ats, token, outcome, reason in named[:SHOWN_FAILURES]:
        click.echo(f"  {ats}/{front.safe(token)}: {outcome}: {front.safe(reason)}", err=True)
    if len(named) > SHOWN_FAILURES:
        kinds = Counter(outcome for _, _, outcome, _ in named[SHOWN_FAILURES:])
        rest = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
        click.echo(f"  and {rest}: see the view board_health.", err=True)
    if troubled:
        click.echo(
            f"{len(troubled)} board(s) were not read completely; nothing of theirs closed.",
            err=True,
        )
    return not troubled
