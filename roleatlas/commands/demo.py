"""`roleatlas demo`: the main job on bundled boards of invented employers, offline."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import click

from db.boards import has_boards
from db.connection import Connection, DatabaseError, connect, require_space
from db.lock import writer_lock
from db.place_store import read_groups, read_metros
from db.queries import is_demonstration, mark_demonstration
from roleatlas import front
from roleatlas.answers import panel_of
from roleatlas.commands.classify import run_classify
from roleatlas.commands.crawl import run_crawl
from roleatlas.commands.locate import run_locate
from roleatlas.commands.report import write_report

NOTICE = "Demonstration data: the employers and their postings are invented."


@click.command()
@click.option(
    "--keep",
    type=front.FolderPath(),
    help="Folder for the database and the report; a temporary one by default.",
)
def demo(keep: Path | None) -> None:
    """Try it all, offline, on bundled boards of invented employers.

    Crawls the boards, places and labels their postings, writes the report, prints the answer.
    """
    folder = keep or Path(tempfile.mkdtemp(prefix="roleatlas-demo-"))
    with front.sentences():
        folder.mkdir(parents=True, exist_ok=True)
        database, page = folder / "demo.db", folder / "report.html"
        _make_room(database)
    click.echo(NOTICE)
    with front.writing(database, new=True) as connection:
        mark_demonstration(connection)
        _crawl_all_days(connection)
        _step(2, "Places: find the metro of every posting, and the postings of one job")
        run_locate(connection)
        _step(3, "Roles: label every posting as specialist, integrator or none")
        run_classify(connection)
        _step(4, "Report: test the hypotheses, draw the figures")
        write_report(connection, page)
        _answer(connection)
    click.echo(f"\nReport:   {page}")
    click.echo(f"Database: {database}, to browse with")
    click.echo(f"          {shlex.join([_program(), 'serve', str(database)])}")
    click.echo(NOTICE)


def _step(number: int, what: str) -> None:
    click.echo(f"\n[{number}/4] {what}")


def _program() -> str:
    """How to call this program, so that the line can be pasted."""
    return "roleatlas" if shutil.which("roleatlas") else sys.argv[0]


def _make_room(database: Path) -> None:
    """Remove an earlier demonstration; raises ValueError for a file that is none."""
    require_space(database)
    with writer_lock(database):
        if not database.exists():
            return
        if not _is_ours(database):
            raise ValueError(f"{database} is no demonstration: move it, or name another folder.")
        for ending in ("", "-wal", "-shm"):
            database.with_name(database.name + ending).unlink(missing_ok=True)


def _is_ours(database: Path) -> bool:
    """Whether the file is a demonstration, or one that was stopped before it held anything."""
    connection = connect(database, read_only=True)
    try:
        return is_demonstration(connection) or not has_boards(connection)
    except DatabaseError:
        return database.stat().st_size == 0
    finally:
        connection.close()


def _crawl_all_days(connection: Connection) -> None:
    from roleatlas.demo import boards
    from roleatlas.demo.server import DemoServer

    _step(1, "Crawl: bundled boards as they stood on each day, served by this machine")
    for day in boards.DAYS:
        with DemoServer(day) as server:
            clock = _clock(boards.START + timedelta(days=day))
            click.echo(f"{clock():%d %B %Y}")
            run_crawl(connection, boards.csv_path(), None, server.url, clock)


def _clock(moment: datetime) -> Callable[[], datetime]:
    return lambda: moment


def _answer(connection: Connection) -> None:
    from analysis.report import summary

    lines = summary(panel_of(connection), read_metros(connection), read_groups(connection))
    click.echo("\n" + "\n".join(map(str, lines)))
