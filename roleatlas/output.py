"""Files that a command writes: whole or not at all, and an error always names the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path


@contextmanager
def named(target: Path, part: Path | None = None) -> Iterator[None]:
    """Name ``target`` in errors that name nothing, such as a full disk's, or only its ``part``."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        if not error.errno or (error.filename and str(error.filename) != str(part)):
            raise
        raise OSError(error.errno, error.strerror, str(target)) from error


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """Give a path to write to; ``target`` is replaced by it when all went well, else left alone.

    A device or a pipe is written to directly. Raises ValueError when the folder
    does not exist.
    """
    if not target.parent.is_dir():
        raise ValueError(f"{target.parent} is not a folder: make it, or name another file.")
    if target.absolute().is_relative_to("/dev") or (target.exists() and not target.is_file()):
        with named(target):
            yield target
        return
    final = target.resolve()  # a link stays a link
    part = final.with_name(final.name + ".part")
    try:
        with named(target, part):
            part.touch()
            yield part
            part.replace(final)
    except BaseException:
        with suppress(OSError):  # the first error is the one to tell
            part.unlink(missing_ok=True)
        raise
