"""What the commands share: opening the store, the clock, errors and JSON lines for people."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Any, TypeVar

import click

from db.clock import stamp
from db.connection import Connection, StoreError
from db.lock import Locked
from roleatlas.output import whole

__all__ = ["stamp"]

Clock = Callable[[], datetime]
T = TypeVar("T")
LOCKED_STATUS = 75
STANDARD = ("-", "/dev/stdin", "/dev/stdout")  # to open the last by name would empty a log


class NamedPath(click.Path):
    """A path; an empty one (a script's unset variable) is refused, not read as ``.``."""

    def convert(
        self,
        value: str | os.PathLike[str],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str | bytes | os.PathLike[str]:
        """The path; fails on an empty name."""
        if not os.fspath(value):
            self.fail("the name is empty.", param, ctx)
        return super().convert(value, param, ctx)


class FilePath(NamedPath):
    """A file's name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(path_type=Path, dir_okay=False, **options)


class FolderPath(NamedPath):
    """A folder's name."""

    def __init__(self, **options: Any) -> None:
        super().__init__(path_type=Path, file_okay=False, **options)


LENGTH = click.IntRange(1, 2**31 - 1)  # of a list that is printed
DATABASE = click.argument("database", type=FilePath())


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
    except BrokenPipeError:
        raise  # click ends quietly when the reader of a pipe has gone
    except Locked as error:
        raise Busy(str(error)) from error
    except (StoreError, ValueError) as error:
        raise click.ClickException(f"{str(error).removesuffix('.')}.") from error
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
def writing(database: Path, *, new: bool = False) -> Iterator[Connection]:
    """The store, open for writing, errors as sentences; made when it is missing and may be new."""
    from db.store import open_for_writing

    if not new and not database.exists():
        raise click.ClickException(
            f"{database} does not exist: check the name, or run `roleatlas crawl {database}` first."
        )
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
    """A file of UTF-8 lines, or standard input or output for ``-``, whatever the locale says.

    A file that is written appears when it is whole, so that it may be the one that is read.
    """
    if path in STANDARD:
        yield _standard_input() if mode == "r" else _standard_output()
    elif mode == "r":
        with sentences(), Path(path).open(encoding="utf-8-sig", errors="replace") as stream:
            yield stream
    else:
        with (
            sentences(),
            whole(Path(path)) as part,
            part.open("w", encoding="utf-8", errors="backslashreplace") as stream,
        ):
            yield stream


def _standard_input() -> IO[str]:
    if isinstance(sys.stdin, TextIOWrapper):
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="replace")
    return sys.stdin


def _standard_output() -> IO[str]:
    if isinstance(sys.stdout, TextIOWrapper):
        # Half a surrogate pair becomes its escape, which is what JSON writes for it as well.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    return sys.stdout


def show_everything() -> None:
    """Let a terminal of any encoding show what it can, and a question mark for the rest."""
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")


def json_lines(
    stream: IO[str], required: Sequence[str], bad: Callable[[str], None]
) -> Iterator[Mapping[str, Any]]:
    """Objects of a JSON-lines stream; a line that cannot be used goes to ``bad`` as a sentence."""
    for _, value in numbered_lines(stream, required, bad):
        yield value


def numbered_lines(
    stream: IO[str], required: Sequence[str], bad: Callable[[str], None]
) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The same with the number of each line."""
    for number, line in enumerate(stream, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, parse_constant=_no_number)
        except (ValueError, RecursionError):
            bad(f"line {number}: not JSON; skipped.")
            continue
        missing = [name for name in required if not isinstance(value, dict) or name not in value]
        if missing:
            bad(f"line {number}: has no {', '.join(missing)}; skipped.")
            continue
        yield number, value


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no JSON")  # Python alone reads NaN and Infinity


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


def safe_line(line: str) -> str:
    """Like ``safe``, for a line that keeps its indentation."""
    return " " * (len(line) - len(line.lstrip(" "))) + safe(line)


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of ``size``, the last one shorter."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) >= size:
            yield batch
            batch = []
    if batch:
        yield batch
