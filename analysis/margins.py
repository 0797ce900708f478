"""Weights by industry from a file of shares that an analyst knows: ``sector,share``."""

from __future__ import annotations

import csv
from pathlib import Path

from analysis.columns import sum_by
from analysis.frame import Panel
from analysis.weights import Raking, by_employer, rake, weighted_panel


def read_margins(path: Path) -> dict[str, float]:
    """Shares by sector; a ValueError names the file and line that cannot be used."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise ValueError(f"{path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"{path} is not UTF-8 text: save it as CSV in UTF-8.") from error
    lines = list(csv.reader(text.splitlines()))
    if not lines or [cell.strip() for cell in lines[0]] != ["sector", "share"]:
        raise ValueError(f"{path}:1: the first line must be `sector,share`.")
    shares: dict[str, float] = {}
    for number, cells in enumerate(lines[1:], start=2):
        if any(cell.strip() for cell in cells):
            sector, share = _margin(cells, f"{path}:{number}")
            if sector in shares:
                raise ValueError(f"{path}:{number}: {sector} stands there twice: remove one line.")
            shares[sector] = share
    if not shares:
        raise ValueError(f"{path} has no shares: give lines of `sector,share`.")
    return shares


def _margin(cells: list[str], where: str) -> tuple[str, float]:
    try:
        sector, number = (cell.strip() for cell in cells)
        share = float(number)
    except ValueError:
        raise ValueError(f"{where}: not a sector and a number: correct the line.") from None
    if not sector or not 0 < share < float("inf"):
        raise ValueError(f"{where}: the share must be a positive number: correct the line.")
    return sector, share


def by_sector(panel: Panel, shares: dict[str, float]) -> tuple[Panel, Raking]:
    """The panel with employers weighted so that their postings have these shares by sector.

    Shares need not sum to 1. Raises ValueError for a sector that no employer is in.
    """
    size = sum_by(panel.employer.codes, panel.mass(), len(panel.employer.names))
    raking = rake(size, [(by_employer(panel, panel.sector), shares)])
    return weighted_panel(panel, raking.weight), raking
