"""The panel as columns: one pass over rows, then only NumPy.

``panel(rows)`` reads any iterable of ``db.panel.PanelRow`` once, a block at a time, so a million
postings need no list of a million objects. API for the rest of the room:

* ``Panel`` columns, all of length n: ``month`` (int32, the job's first month), ``remote``,
  ``open``, ``keyword``, ``research`` (bool), ``role`` and ``gold`` (int8: 0 specialist,
  1 integrator, 2 none; gold -1 where not drawn), ``inclusion`` (NaN where not drawn),
  ``weight``, ``share`` (1/postings of the job), ``pay`` (US dollars a year, NaN where unknown).
* ``employer``, ``sector``, ``country``, ``employer_type``, ``function``, ``seniority``, ``mode``
  are ``Coded`` (``codes`` -1 for unknown, ``names``); ``metro`` and ``skill`` are ``Incidence``.
* ``panel.take(mask)`` keeps rows (shares recomputed); ``panel.mass(weighted)`` is what a posting
  counts; ``panel.located`` marks on-site postings with a metro.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.columns import Coded, Coder, Incidence, IncidenceCoder
from db.label import ROLES
from db.panel import PanelRow

Floats = NDArray[np.float64]
SPECIALIST, INTEGRATOR, NONE = range(3)
BLOCK = 20_000
RESEARCH_WORDS = ("research", "scientist")


@dataclass(frozen=True, eq=False, kw_only=True)
class Panel:
    """Postings as columns of one length; see the module for what each holds."""

    employer: Coded
    job: NDArray[np.int32]
    month: NDArray[np.int32]
    remote: NDArray[np.bool_]
    open: NDArray[np.bool_]
    keyword: NDArray[np.bool_]
    research: NDArray[np.bool_]
    role: NDArray[np.int8]
    gold: NDArray[np.int8]
    inclusion: Floats
    weight: Floats
    share: Floats
    pay: Floats
    sector: Coded
    country: Coded
    employer_type: Coded
    function: Coded
    seniority: Coded
    mode: Coded
    metro: Incidence
    skill: Incidence

    def __len__(self) -> int:
        return len(self.role)

    @property
    def located(self) -> NDArray[np.bool_]:
        """On-site or hybrid postings with at least one metro; remote ones are kept apart."""
        return ~self.remote & (self.metro.counts > 0)

    @property
    def window(self) -> tuple[int, int] | None:
        """First and last month, or None for an empty panel."""
        return (int(self.month.min()), int(self.month.max())) if len(self) else None

    def mass(self, weighted: bool = False) -> Floats:
        """What each posting counts: 1/postings of its job, times its weight when ``weighted``."""
        return self.share * self.weight if weighted else self.share

    def take(self, mask: NDArray[np.bool_]) -> Panel:
        """Return the postings of ``mask``; a job counts once among the postings that stay."""
        kept = {field.name: getattr(self, field.name)[mask] for field in fields(self)}
        return replace(Panel(**kept), share=job_share(kept["job"]))


def job_share(job: NDArray[np.int32]) -> Floats:
    """Return 1/(postings of the same job) for each posting."""
    if len(job) == 0:
        return np.zeros(0)
    share: Floats = 1.0 / np.bincount(job)[job]
    return share


def first_month(job: NDArray[np.int32], month: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return for each posting the first month of its job: a repost is not a new opening."""
    if len(job) == 0:
        return month
    first = np.full(int(job.max()) + 1, np.iinfo(np.int32).max, dtype=np.int32)
    np.minimum.at(first, job, month)
    return first[job]


def panel(rows: Iterable[PanelRow]) -> Panel:
    """Read rows once into a ``Panel``. A ValueError names an unknown role or a bad weight."""
    builder = _Builder()
    stream = iter(rows)
    while block := list(islice(stream, BLOCK)):
        builder.add(block)
    return builder.finish()


class _Builder:
    """Collects blocks of rows; text becomes codes at once, numbers stay arrays per block."""

    def __init__(self) -> None:
        self.employer, self.job, self.sector = Coder(), Coder(), Coder()
        self.country, self.employer_type, self.function = Coder(), Coder(), Coder()
        self.seniority, self.mode = Coder(), Coder()
        self.metro, self.skill = IncidenceCoder(), IncidenceCoder()
        self.numbers: dict[str, list[NDArray[Any]]] = {}

    def add(self, block: list[PanelRow]) -> None:
        """Append one block of rows."""
        for name in ("employer", "sector", "country", "employer_type"):
            getattr(self, name).extend([getattr(row, name) for row in block])
        for name in ("function", "seniority", "mode"):
            getattr(self, name).extend([getattr(row, name) for row in block])
        self.job.extend([row.job_id for row in block])
        self.metro.extend([row.metros for row in block])
        self.skill.extend([row.skills for row in block])
        self._number("month", [row.month for row in block], np.int32)
        for name in ("remote", "open", "keyword"):
            self._number(name, [getattr(row, name) for row in block], np.bool_)
        self._number("research", [_is_research(row.title) for row in block], np.bool_)
        self._number("role", [_role(row.role) for row in block], np.int8)
        self._number("gold", [_role(row.gold_role) for row in block], np.int8)
        self._number("inclusion", [row.inclusion_prob or np.nan for row in block], np.float64)
        self._number("weight", [row.weight for row in block], np.float64)
        self._number("pay", [row.pay or np.nan for row in block], np.float64)

    def _number(self, name: str, values: list[Any], kind: type[np.generic]) -> None:
        self.numbers.setdefault(name, []).append(np.array(values, dtype=kind))

    def finish(self) -> Panel:
        """Join the blocks; gold without a usable probability is set aside."""
        column = {name: np.concatenate(parts) for name, parts in self.numbers.items()}
        if not column:
            column = _EMPTY
        job = self.job.finish().codes
        gold = np.where(column["inclusion"] > 0, column["gold"], np.int8(-1))
        columns = {**column, "gold": gold, "month": first_month(job, column["month"])}
        return Panel(
            job=job,
            share=job_share(job),
            employer=self.employer.finish(),
            sector=self.sector.finish(),
            country=self.country.finish(),
            employer_type=self.employer_type.finish(),
            function=self.function.finish(),
            seniority=self.seniority.finish(),
            mode=self.mode.finish(),
            metro=self.metro.finish(),
            skill=self.skill.finish(),
            **columns,
        )


_EMPTY: dict[str, NDArray[Any]] = {
    "month": np.zeros(0, np.int32),
    **{name: np.zeros(0, np.bool_) for name in ("remote", "open", "keyword", "research")},
    **{name: np.zeros(0, np.int8) for name in ("role", "gold")},
    **{name: np.zeros(0) for name in ("inclusion", "weight", "pay")},
}
_ROLE_CODE: dict[str | None, int] = {None: -1, **{role: i for i, role in enumerate(ROLES)}}


def _role(role: str | None) -> int:
    code = _ROLE_CODE.get(role)
    if code is None:
        raise ValueError(f"Role {role!r} is not one of {', '.join(ROLES)}: correct the row.")
    return code


def _is_research(title: str) -> bool:
    lowered = title.lower()
    return any(word in lowered for word in RESEARCH_WORDS)
