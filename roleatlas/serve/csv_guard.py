"""CSV that carries no formulas: what `roleatlas export` does, for the pages' CSV."""

from __future__ import annotations

import csv
import io
import re

from roleatlas.commands.export import guarded

_NUMBER = re.compile(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?")


class CsvGuard:
    """Rewrites CSV that arrives in pieces; whole records leave, the rest waits."""

    def __init__(self) -> None:
        self._waiting = ""

    def feed(self, piece: str, *, last: bool) -> str:
        """The records that are complete now, guarded."""
        self._waiting += piece
        # An odd number of quotes means that a cell is still open.
        complete = self._waiting.count('"') % 2 == 0 and self._waiting.endswith("\n")
        if not (complete or last):
            return ""
        records, self._waiting = self._waiting, ""
        return guard_records(records)


def guard_records(records: str) -> str:
    """Whole records with an apostrophe before cells that a spreadsheet would run.

    Plain numbers stay as they are, so that western longitudes stay numbers.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    for row in csv.reader(io.StringIO(records, newline="")):
        writer.writerow([cell if _NUMBER.fullmatch(cell) else guarded(cell) for cell in row])
    return out.getvalue()
