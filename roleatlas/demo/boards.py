"""The bundled boards: what a demonstration crawls, and on which invented days."""

from __future__ import annotations

from pathlib import Path

from roleatlas.demo.days import DAYS, START, moment
from roleatlas.demo.source import employers

__all__ = ["BOARDS", "DAYS", "START", "Board", "csv_path", "csv_text", "moment"]

Board = tuple[str, str, str]
_THREADS: Board = ("hackernews", "whoishiring", "Who is hiring? (invented)")


def _boards() -> tuple[Board, ...]:
    """Give ATS, token and employer of each board; an employer with a twin has two."""
    own = [(e.ats, e.token, e.name) for e in employers()]
    twins = [(*e.twin, e.name) for e in employers() if e.twin]
    return tuple(sorted([*own, *twins, _THREADS]))


BOARDS: tuple[Board, ...] = _boards()


def csv_path() -> Path:
    """Give the file that lists the boards, as ``roleatlas crawl --boards`` reads it."""
    return Path(__file__).parent / "boards.csv"


def csv_text() -> str:
    """Write the boards as the file states them."""
    rows = (",".join(board) for board in (("ats", "token", "employer"), *BOARDS))
    return "\n".join(rows) + "\n"
