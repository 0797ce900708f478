"""One writer at a time: an advisory file lock that the kernel frees when its holder dies."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.connection import StoreError


class Locked(StoreError):
    """Another process holds the writer's lock."""


@contextmanager
def writer_lock(database: Path) -> Iterator[None]:
    """Hold ``DATABASE.lock`` for the time of a writing command; raises Locked naming the holder."""
    final = database.resolve()  # a link to a database is the same database
    path = final.with_name(final.name + ".lock")
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            f"{path} cannot be written ({error.strerror}): check that you may write there."
        ) from error
    try:
        _acquire(descriptor, database)
        yield
    finally:
        os.close(descriptor)


def _acquire(descriptor: int, database: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        holder = os.pread(descriptor, 64, 0).decode("ascii", "replace").strip() or "unknown"
        raise Locked(
            f"{database} is locked by process {holder}: wait until it ends, or stop it."
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
