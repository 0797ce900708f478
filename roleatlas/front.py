"""What the commands share: opening the store, the clock, errors and JSON lines for people."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import click

from db.clock import stamp
from db.connection import Connection, StoreError
from db.lock import Locked

__all__ = ["stamp"]

Clock = Callable[[], datetime]
LOCKED_STATUS = 75
DATABASE = click.argument("database", type=click.Path(path_type=Path, dir_okay=False))


class Busy(click.ClickException):
    """Another process writes to the database."""

    exit_code = LOCKED_STATUS


def now() -> datetime:
    """The instant, UTC; bound in Python everywhere."""
    return datetime.now(UTC)


def now_stamp() -> str:
    """The instant as the store writes it."""
    return stamp(now())


@contextmanager
def sentences() -> Iterator[None]:
    """Turn the rooms' errors into one sentence and an exit status."""
    try:
        yield
    except Locked as error:
        raise Busy(str(error)) from error
    except (StoreError, ValueError) as error:
        raise click.ClickException(str(error)) from error
    except OSError as error:
        raise click.ClickException(_os_error(error)) from error
    except MemoryError as error:
        raise click.ClickException(
            "Memory ran out: free some, then run again; what was stored is kept."
        ) from error


def _os_error(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}. Check the path, the rights and the free space."


@contextmanager
def writing(database: Path) -> Iterator[Connection]:
    """The store, open for writing, errors as sentences."""
    from db.store import open_for_writing

    with sentences(), open_for_writing(database) as connection:
        yield connection


@contextmanager
def reading(database: Path) -> Iterator[Connection]:
    """The store, open for reading, errors as sentences."""
    from db.store import open_for_reading

    with sentences(), open_for_reading(database) as connection:
        yield connection


@contextmanager
def opened(path: str, mode: str) -> Iterator[IO[str]]:
    """A text file, or standard input or output for ``-``."""
    if path == "-":
        yield sys.stdin if mode == "r" else sys.stdout
        return
    with sentences(), Path(path).open(mode, encoding="utf-8", errors="replace") as stream:
        yield stream


def json_lines(
    stream: IO[str], required: Sequence[str], bad: Callable[[str], None]
) -> Iterator[Mapping[str, Any]]:
    """Objects of a JSON-lines stream; a line that cannot be used goes to ``bad`` as a sentence."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            bad(f"line {number}: not JSON; skipped.")
            continue
        missing = [name for name in required if not isinstance(value, dict) or name not in value]
        if missing:
            bad(f"line {number}: has no {', '.join(missing)}; skipped.")
            continue
        yield value


class BadLines:
    """Counts lines that could not be used and tells each on standard error."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, sentence: str) -> None:
        """Tell and count one line."""
        self.count += 1
        click.echo(sentence, err=True)

    def exit(self) -> None:
        """End with status 1 when any line was skipped."""
        if self.count:
            click.echo(f"{self.count} line(s) skipped.", err=True)
            raise SystemExit(1)


def text_of(value: Any) -> str:
    """A field of a JSON line as text; null is empty."""
    return value if isinstance(value, str) else "" if value is None else str(value)


def safe(text: object) -> str:
    """Text that is safe on a terminal: no control characters, one line."""
    return "".join(character if character.isprintable() else " " for character in str(text)).strip()
