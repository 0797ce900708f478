"""Frozen results: an estimate with its interval and sample, and a hypothesis with its verdict.

Everything the room reports is one of these two objects. A number that cannot be computed is None
with a ``note`` that says why; NaN never leaves the room.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

VERDICTS = ("supported", "contradicted", "equivalent", "inconclusive", "cannot be answered")
"""What a hypothesis can come to, from the interval against the smallest effect of interest."""

DEFINITIONS = ("keyword", "specialist", "integrator", "any AI", "not AI")
"""Which postings a figure counts; contrasts name two, as in ``specialist - integrator``."""

THESE_POSTINGS = "these postings"
"""Population (i): a census of the crawled postings, where only label error is uncertain."""

EMPLOYERS_LIKE_THESE = "employers like these"
"""Population (ii): employers drawn as these were, where the employer is the unit of sampling."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What an estimate rests on: postings, jobs, employers and the window of months.

    ``jobs`` is the sum over postings of 1/(postings of the job). ``effective_employers`` is
    (sum n)^2 / sum n^2 over employers. ``window`` is the first and last month, as in ``PanelRow``.
    """

    postings: int = 0
    jobs: float = 0.0
    employers: int = 0
    effective_employers: float = 0.0
    window: tuple[int, int] | None = None
    gold: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """One number with its 95 % interval, two-sided p of zero, standard error and sample.

    ``estimate`` and all figures of uncertainty are None when they cannot be given; ``note`` says
    why, or names a caveat. ``definition`` is one of DEFINITIONS or a contrast of two,
    ``population`` one of the two populations, ``unit`` what the number counts
    (``share``, ``log ratio``, ``share per month``, ``log odds per month``, ``index``, ``metros``).
    """

    name: str
    estimate: float | None
    lo: float | None = None
    hi: float | None = None
    p: float | None = None
    se: float | None = None
    df: float | None = None
    definition: str = ""
    population: str = EMPLOYERS_LIKE_THESE
    unit: str = "share"
    sample: Sample = Sample()
    note: str = ""

    @property
    def answered(self) -> bool:
        """Whether the number and its interval are both known."""
        return self.estimate is not None and self.lo is not None and self.hi is not None

    @property
    def half_width(self) -> float | None:
        """Half the width of the 95 % interval; None without an interval."""
        return None if self.lo is None or self.hi is None else (self.hi - self.lo) / 2

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values, the sample inlined under ``sample``."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class HypothesisResult:
    """One hypothesis with its verdict, the effect that decided it, and everything beside it.

    ``sesoi`` is the smallest effect of interest, in the unit of ``effect``; ``mde`` the smallest
    effect this panel could have told from zero (80 % power), printed beside "inconclusive".
    ``p_adjusted`` is Holm within the family of primary hypotheses. ``estimates`` holds the four
    definitions, both populations and the robustness rows; ``tables`` named rows for figures.
    ``warnings`` are sentences for the reader; ``settings`` is the stamped part of settings.toml.
    """

    hypothesis: str
    title: str
    verdict: str
    reason: str
    effect: Estimate | None = None
    sesoi: float | None = None
    mde: float | None = None
    family: str = "exploratory"
    p_adjusted: float | None = None
    estimates: tuple[Estimate, ...] = ()
    tables: tuple[tuple[str, tuple[dict[str, Any], ...]], ...] = ()
    warnings: tuple[str, ...] = ()
    settings: tuple[tuple[str, Any], ...] = ()

    def find(self, name: str, definition: str = "") -> Estimate | None:
        """Return the first estimate of that name (and definition, when given), or None."""
        for row in self.estimates:
            if row.name == name and definition in ("", row.definition):
                return row
        return None

    def with_adjusted(self, p: float | None) -> HypothesisResult:
        """Return a copy that carries the p-value adjusted within its family."""
        return replace(self, p_adjusted=p)

    def as_dict(self) -> dict[str, Any]:
        """Return plain JSON values; ``tables`` and ``settings`` become objects."""
        plain = asdict(self)
        plain["tables"] = {name: list(rows) for name, rows in self.tables}
        plain["settings"] = dict(self.settings)
        return plain
