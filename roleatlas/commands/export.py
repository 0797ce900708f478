"""`roleatlas export`: a view as CSV or Excel that cannot carry formulas."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import click

from roleatlas import front
from roleatlas.output import whole

EXCEL_ROWS = 1_048_576
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@click.command()
@front.DATABASE
@click.argument("view")
@click.option(
    "--out",
    required=True,
    type=front.FilePath(),
    help="File to write: .csv or .xlsx.",
)
def export(database: Path, view: str, out: Path) -> None:
    """Write a view to a .csv or .xlsx file, whole or not at all.

    VIEW is roles, open_postings, metro_month, employer_metro, board_health, coverage or sightings.
    """
    from db.views import VIEWS

    if view not in VIEWS:
        raise click.UsageError(f"{view!r} is no view: use one of {', '.join(VIEWS)}.")
    if out.suffix not in (".csv", ".xlsx"):
        raise click.UsageError(f"{out.name} must end with .csv or .xlsx.")
    with front.reading(database) as connection:
        cursor = connection.execute(f"SELECT * FROM {view}")
        header = [column[0] for column in cursor.description]
        write = _write_csv if out.suffix == ".csv" else _write_xlsx
        with whole(out) as part:
            count = write(part, header, cursor)
    click.echo(f"Wrote {count} rows to {out}.")


def guarded(value: Any) -> Any:
    """A cell that no spreadsheet reads as a formula: such text gets a leading apostrophe."""
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return "'" + value
    return value


def _write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(header)
        for row in rows:
            writer.writerow([guarded(value) for value in row])
            count += 1
        stream.flush()
        os.fsync(stream.fileno())
    return count


def _write_xlsx(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    try:
        from openpyxl import Workbook
        from openpyxl.cell import WriteOnlyCell
    except ImportError as error:
        raise ValueError("Excel files need openpyxl: pip install 'roleatlas[export]'.") from error
    book = Workbook(write_only=True)
    sheet = book.create_sheet("roleatlas")
    sheet.append(list(header))
    count = 0
    for row in rows:
        cells = []
        for value in row:
            cell = WriteOnlyCell(sheet, value=value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
        count += 1
        if count >= EXCEL_ROWS:
            raise ValueError(f"Excel holds {EXCEL_ROWS} rows at most: export to a .csv file.")
    # Through memory: a zip archive that meets a full disk complains again when it is dropped.
    buffer = BytesIO()
    book.save(buffer)
    path.write_bytes(buffer.getvalue())
    return count
