"""A table: columns with a kind, rows of raw values, its note and the query that recomputes it."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Cell = str | float | int | tuple[float, float] | None
UNKNOWN = "–"
LINE_WIDTH = 100
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name in files, kind (``text``, ``count``, ``share``, ``ratio``, ``points`` or
    ``p``), and a shorter heading where its neighbours say the rest. ``file_only`` columns are in
    the CSV and not on the page.
    """

    name: str
    kind: str = "text"
    short: str = ""
    file_only: bool = False

    @property
    def heading(self) -> str:
        """What stands over the column on the page."""
        return self.short or self.name

    @property
    def opens(self) -> bool:
        """Whether a part of a wide table may begin here: an interval stays by its estimate."""
        return "95 %" not in self.heading

    def show(self, value: Cell) -> str:
        """The value as a reader sees it; a pair is an interval; None is a dash."""
        if value is None:
            return UNKNOWN
        if isinstance(value, tuple):
            return between(*(number(self.kind, part) for part in value))
        return value if isinstance(value, str) else number(self.kind, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of raw values with what a reader needs to judge them.

    ``note`` says what is in the table and what is left out; ``query`` recomputes it over the
    promised views of the database. A reader sees the first ``visible`` rows, a file has all.
    ``basis`` names sample and window. ``whole`` keeps columns without any value on the page, where
    what is not known is an answer too.
    """

    key: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    query: str = ""
    visible: int | None = None
    basis: str = ""
    whole: bool = False

    @property
    def on_page(self) -> tuple[Column, ...]:
        """The columns that a reader sees: none for the file, none empty unless ``whole``."""
        return tuple(self.columns[i] for i in self._places())

    def _places(self) -> list[int]:
        return [
            i
            for i, column in enumerate(self.columns)
            if not column.file_only
            and (self.whole or not self.rows or any(row[i] is not None for row in self.rows))
        ]

    def shown(self) -> list[list[str]]:
        """Every cell as a reader sees it."""
        places = self._places()
        return [[self.columns[i].show(row[i]) for i in places] for row in self.rows[: self.visible]]

    def lines(self) -> list[str]:
        """The table for a terminal: title, heading, aligned rows, note.

        What is wider than a terminal stands in parts, each with the names of the rows.
        """
        body = [[column.heading for column in self.on_page], *self.shown()]
        widths = [max(len(row[i]) for row in body) for i in range(len(self.on_page))]
        parts = fitting(widths, [column.opens for column in self.on_page])
        return [
            self.title,
            *(self._aligned(row, widths, part) for part in parts for row in body),
            *textwrap.wrap(self.note, LINE_WIDTH),
        ]

    def _aligned(self, row: Sequence[str], widths: Sequence[int], part: Iterable[int]) -> str:
        cells = [
            row[i].ljust(widths[i]) if self.on_page[i].kind == "text" else row[i].rjust(widths[i])
            for i in part
        ]
        return "  ".join(cells).rstrip()

    def csv(self) -> str:
        """Raw values as CSV; an interval takes two columns; no cell can start a formula."""
        pairs = [
            any(isinstance(row[i], tuple) for row in self.rows) for i in range(len(self.columns))
        ]
        heading = [
            name
            for column, pair in zip(self.columns, pairs, strict=True)
            for name in ((f"{column.name} low", f"{column.name} high") if pair else (column.name,))
        ]
        return as_csv(heading, ([v for c in spread(row, pairs) for v in c] for row in self.rows))


def fitting(widths: Sequence[int], opens: Sequence[bool]) -> list[list[int]]:
    """Places of columns in parts of at most ``LINE_WIDTH``, the first column in each.

    A part begins only with a column that ``opens``; what belongs together may stay wider.
    """
    groups: list[list[int]] = []
    for i in range(1, len(widths)):
        if opens[i] or not groups:
            groups.append([])
        groups[-1].append(i)
    parts: list[list[int]] = [[0]]
    for group in groups:
        wide = sum(widths[i] + 2 for i in parts[-1] + group) - 2
        if wide > LINE_WIDTH and len(parts[-1]) > 1:
            parts.append([0])
        parts[-1] += group
    return parts


def number(kind: str, value: float) -> str:
    """A number in the form of its kind."""
    if kind == "share":
        return f"{100 * value:.1f} %"
    if kind == "points":
        return f"{100 * value:+.1f} pp".replace("-", "−")
    if kind == "p":
        return "< 0.001" if value < 0.001 else f"{value:.3f}"
    if kind == "count":
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    return f"{value:.2f}"


def between(low: str, high: str) -> str:
    """Two numbers with their unit said once."""
    for tail in (" %", " pp"):
        if low.endswith(tail) and high.endswith(tail):
            return f"{low.removesuffix(tail)} to {high}"
    return f"{low} to {high}"


def spread(row: Sequence[Cell], pairs: Sequence[bool]) -> Iterable[tuple[str | float | None, ...]]:
    """Cells of one row, an interval column as two values."""
    for value, pair in zip(row, pairs, strict=True):
        if isinstance(value, tuple):
            yield value
        else:
            yield (value, None) if pair else (value,)


def guarded(value: str | float | None) -> str | float | None:
    """Text that a spreadsheet would run as a formula gets an apostrophe in front."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def as_csv(heading: Sequence[str], rows: Iterable[Sequence[str | float | None]]) -> str:
    """CSV text with guarded cells; None is empty."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow([guarded(name) for name in heading])
    writer.writerows([guarded(value) for value in row] for row in rows)
    return buffer.getvalue()
