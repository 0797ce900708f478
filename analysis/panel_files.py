"""An analyst's own panel: ``postings.csv``, ``gold.csv`` and ``panel.json`` of one folder.

A row that cannot be used is skipped and reported with its file and line; a file that cannot be
used at all raises a ValueError that says what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from analysis.answers import answer_estimates
from analysis.frame import Panel, panel
from analysis.gold import ENOUGH_GOLD, TOO_NARROW
from analysis.panel_lines import Problem, flag, gold_fault, lines, month_number, positive
from analysis.panel_options import read_options, sector_name
from analysis.settings import Settings, load_settings
from analysis.study import Study
from db.label import ROLES
from db.panel import PanelRow

REQUIRED = ("posting", "employer", "month", "metros", "remote", "label")
GOLD_REQUIRED = ("posting", "gold_label", "inclusion_prob")


@dataclass(frozen=True, kw_only=True)
class PanelInput:
    """A panel read from files, the settings it asks for, and what was wrong with its rows."""

    panel: Panel
    settings: Settings
    problems: tuple[Problem, ...] = ()


def read_panel(folder: Path, settings: Settings | None = None) -> PanelInput:
    """Read a folder; a ValueError names a missing or unusable file or column."""
    folder = Path(folder)
    options = read_options(folder / "panel.json", settings or load_settings())
    reader = _Reader(folder, options.weighted)
    built = panel(reader.rows())
    if _numbered_within_employers(reader.employers_of):
        reason = "a job id recurs in most employers: it is read as a number within its employer"
        reader = _Reader(folder, options.weighted, within=True)
        built = panel(reader.rows())
        reader.problems.append(Problem("postings.csv", 0, reason))
    if len(built) == 0:
        raise ValueError(f"{folder / 'postings.csv'} has no usable row: {_first(reader.problems)}")
    reader.remark_on_gold(int((built.gold >= 0).sum()), options.min_gold)
    return PanelInput(panel=built, settings=options, problems=tuple(reader.problems))


def answers(given: PanelInput) -> dict[str, dict[str, Any]]:
    """Return est, lo, hi and p by key; nulls and a ``reason`` where there is no answer."""
    found = answer_estimates(Study(given.panel, given.settings))
    plain: dict[str, dict[str, Any]] = {}
    for key, row in found.items():
        plain[key] = {"est": row.estimate, "lo": row.lo, "hi": row.hi, "p": row.p}
        if not row.answered:
            plain[key]["reason"] = row.note
    return plain


def _first(problems: list[Problem]) -> str:
    return str(problems[0]) if problems else "it is empty."


def _numbered_within_employers(employers_of: dict[str, set[str] | str]) -> bool:
    """Whether jobs are numbered anew in each employer: some job belongs to most of them."""
    shared = [owner for owner in employers_of.values() if isinstance(owner, set)]
    employers = set().union(*shared, *({o} for o in employers_of.values() if isinstance(o, str)))
    most = max((len(owner) for owner in shared), default=0)
    return most >= 3 and most > len(employers) / 2


@dataclass
class _Reader:
    """Streams rows of postings.csv with their gold, then the gold rows that are not among them."""

    folder: Path
    weighted: bool
    within: bool = False
    problems: list[Problem] = field(default_factory=list)
    employers_of: dict[str, set[str] | str] = field(default_factory=dict)
    added: int = 0

    def rows(self) -> Iterator[PanelRow]:
        gold = self._gold()
        seen: set[str] = set()
        for file, line, row in lines(self.folder / "postings.csv", self._required(), self.problems):
            posting = self._posting(file, line, row, seen)
            if posting is not None:
                label = gold.pop(posting.posting_id, None)
                yield posting if label is None else _with_gold(posting, label)
        for line, row in gold.values():
            posting = self._posting("gold.csv", line, row, seen)
            if posting is not None:
                self.added += 1
                yield _with_gold(posting, (line, row))

    def remark_on_gold(self, usable: int, least: int) -> None:
        """Say, without faulting a line, which gold counts otherwise than one would think."""
        if self.added:
            reason = f"{self.added} postings are not in postings.csv: they are counted as well"
            self.problems.append(Problem("gold.csv", 0, reason))
        if 0 < usable < least:
            reason = f"{usable} labels are too few to correct with (least {least}): none is used"
            self.problems.append(Problem("gold.csv", 0, reason))
        elif 0 < usable < ENOUGH_GOLD:
            reason = f"{usable} labels are few: below {ENOUGH_GOLD} {TOO_NARROW}"
            self.problems.append(Problem("gold.csv", 0, reason))

    def _required(self) -> tuple[str, ...]:
        return (*REQUIRED, "weight") if self.weighted else REQUIRED

    def _gold(self) -> dict[str, tuple[int, dict[str, str]]]:
        path = self.folder / "gold.csv"
        if not path.exists():
            return {}
        found: dict[str, tuple[int, dict[str, str]]] = {}
        for file, line, row in lines(path, GOLD_REQUIRED, self.problems):
            reason = gold_fault(row, found)
            if reason:
                self.problems.append(Problem(file, line, reason))
            else:
                found[row["posting"]] = (line, row)
        return found

    def _posting(
        self, file: str, line: int, row: dict[str, str], seen: set[str]
    ) -> PanelRow | None:
        try:
            posting = self._parse(row, seen)
        except KeyError as error:
            reason = f"it is not in postings.csv, and there is no column {error.args[0]}"
            self.problems.append(Problem(file, line, f"{reason}; row skipped"))
            return None
        except ValueError as error:
            self.problems.append(Problem(file, line, f"{error}; row skipped"))
            return None
        seen.add(posting.posting_id)
        return posting

    def _parse(self, row: dict[str, str], seen: set[str]) -> PanelRow:
        posting, employer = row["posting"], row["employer"]
        if not posting or not employer:
            raise ValueError("posting and employer must not be empty")
        if posting in seen:
            raise ValueError(f"posting {posting!r} was given before")
        if row["label"] not in ROLES:
            raise ValueError(f"label {row['label']!r} is not one of {', '.join(ROLES)}")
        job = row.get("job") or posting
        self._note_employer(job, employer)
        remote = flag(row["remote"])
        metros = tuple(part for part in map(str.strip, row["metros"].split(";")) if part)
        return PanelRow(
            posting_id=posting,
            job_id=f"{employer}\t{job}" if self.within else job,
            employer=employer,
            sector=sector_name(row.get("sector", "")),
            weight=positive(row["weight"]) if self.weighted else 1.0,
            month=month_number(row["month"]),
            metros=metros,
            remote=remote,
            role=row["label"],
        )

    def _note_employer(self, job: str, employer: str) -> None:
        owner = self.employers_of.setdefault(job, employer)
        if isinstance(owner, set):
            owner.add(employer)
        elif owner != employer:
            self.employers_of[job] = {owner, employer}


def _with_gold(posting: PanelRow, label: tuple[int, dict[str, str]]) -> PanelRow:
    row = label[1]
    inclusion = float(row["inclusion_prob"])
    return replace(posting, gold_role=row["gold_label"], inclusion_prob=inclusion)
