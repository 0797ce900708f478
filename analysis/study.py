"""One panel under one set of settings: its tables, computed once, and estimates made of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from analysis import by_metro
from analysis.columns import sum_by
from analysis.concentration import Cells, Concentration, Replicates, cells, concentration
from analysis.confusion import Correction, by_place, correction
from analysis.frame import INTEGRATOR, NONE, SPECIALIST, Floats, Panel
from analysis.gold import GoldSample, gold_sample
from analysis.jackknife import Interval, effective_number, employer_interval, label_interval
from analysis.moments import Moments, combined, moments
from analysis.result import EMPLOYERS_LIKE_THESE, THESE_POSTINGS, Estimate, Sample
from analysis.settings import Settings
from analysis.shares import Estimand

NOT_FINITE = "it hangs on a single employer: without that one it has no value"
NO_DIFFERENCE = "it is the same in all employers: they show no spread to judge its error by"


@dataclass(frozen=True)
class Study:
    """A panel with its settings; the tables are built on first use and kept.

    ``by_metro`` corrects labels for the HHI metro by metro, not by kind of place.
    """

    panel: Panel
    settings: Settings
    by_metro: bool = False

    @cached_property
    def mass(self) -> Floats:
        """What each posting counts."""
        return self.panel.mass(self.settings.weighted)

    @cached_property
    def hubs(self) -> tuple[str, ...]:
        """Metros of kind hub for label errors: the fixed lists together."""
        lists = self.settings.hubs
        return tuple(dict.fromkeys(lists.get("top10", ()) + lists.get("top6", ())))

    @cached_property
    def gold(self) -> GoldSample | None:
        """The gold design, or None where there are too few drawn labels to correct with."""
        if int(np.sum(self.panel.gold >= 0)) < self.settings.min_gold:
            return None
        return gold_sample(self.panel, self.mass, self.hubs)

    @cached_property
    def features(self) -> dict[str, Floats]:
        """The linear features of a posting that most hypotheses share."""
        panel, located = self.panel, self.panel.located.astype(float)
        metro = panel.metro
        inside = {
            name: metro.fraction_in(ids) * located for name, ids in self.settings.hubs.items()
        }
        outside = located - inside["top10"]
        month = (panel.month - np.mean(panel.month) if len(panel) else panel.month) * located
        known = panel.sector.codes >= 0
        return {
            "one": np.ones(len(panel)),
            "located": located,
            "remote": panel.remote.astype(float),
            "sector known": known.astype(float),
            "nontech": (known & ~panel.sector.within(self.settings.tech_sectors)).astype(float),
            **inside,
            "outside": outside,
            "month": month,
            "month*month": month**2,
            "month*outside": month * outside,
        }

    @cached_property
    def table(self) -> Moments:
        """Totals of the shared features."""
        return self.moments(self.features)

    @cached_property
    def cells(self) -> Cells:
        """Counts by employer and metro."""
        return cells(self.panel, self.mass, self.hubs)

    @cached_property
    def forms(self) -> Concentration:
        """Quadratic forms of the cross-employer HHI."""
        return concentration(self.cells)

    @cached_property
    def correction(self) -> Correction:
        """Label correction of metro counts."""
        return correction(self.panel, self.gold, by_place(self.panel, self.hubs))

    def hhi(self, definition: str) -> Replicates:
        """Return the cross-employer HHI over metros of a definition, labels corrected."""
        if definition not in self._hhis:
            self._hhis[definition] = self._corrected_hhi(definition)
        return self._hhis[definition]

    @cached_property
    def _hhis(self) -> dict[str, Replicates]:
        return {}

    def _corrected_hhi(self, definition: str) -> Replicates:
        if self.by_metro and self.gold is not None:
            return by_metro.index(self.panel, self.gold, self.cells, definition)
        return self.forms.index(definition, self.correction)

    def moments(self, features: dict[str, Floats]) -> Moments:
        """Return corrected totals of other features."""
        return moments(self.panel, features, self.mass, self.gold)

    def sample(self, *definitions: str, where: Floats | None = None) -> Sample:
        """Return what the named definitions rest on, among the postings of ``where``."""
        chosen = self.members(*definitions)
        if where is not None:
            chosen = chosen & (where > 0)
        codes = self.panel.employer.codes[chosen]
        size = sum_by(codes, self.mass[chosen], len(self.panel.employer.names))
        month = self.panel.month[chosen]
        return Sample(
            postings=int(chosen.sum()),
            jobs=round(float(self.panel.share[chosen].sum()), 3),
            employers=int(np.sum(size > 0)),
            effective_employers=round(effective_number(size), 2),
            window=(int(month.min()), int(month.max())) if len(month) else None,
            gold=0 if self.gold is None else len(self.gold.rows),
        )

    def members(self, *definitions: str) -> NDArray[np.bool_]:
        """Mark the postings that the labels put into any of the definitions."""
        groups = combined(definitions)
        chosen = np.zeros(len(self.panel), dtype=bool)
        for code in (SPECIALIST, INTEGRATOR, NONE):
            if groups[code] > 0:
                chosen |= self.panel.role == code
        return chosen | self.panel.keyword if groups[3] > 0 else chosen

    def linear(
        self,
        name: str,
        table: Moments,
        estimand: Estimand,
        definitions: tuple[str, ...],
        whole: str = "one",
        unit: str = "share",
    ) -> tuple[Estimate, Estimate]:
        """Return the estimate of a function of totals for both populations."""
        label = None if table.without_label is None else estimand(table.without_label)
        values = Replicates(float(estimand(table.full)), estimand(table.without_employer), label)
        sizes = table.size(*definitions, feature=whole)
        sample = self.sample(*definitions, where=self.features.get(whole))
        return self.estimates(name, values, definitions, sizes, sample, unit)

    def estimates(
        self,
        name: str,
        values: Replicates,
        definitions: tuple[str, ...],
        sizes: Floats,
        sample: Sample,
        unit: str,
        note: str = "",
    ) -> tuple[Estimate, Estimate]:
        """Turn an index with its replicates into an estimate for each population."""
        definition = " - ".join(definitions)
        blank = Estimate(
            name=name, estimate=None, definition=definition, unit=unit, sample=sample, note=note
        )
        if not np.isfinite(values.full):
            why = self._why_undefined(definitions)
            return _absent(blank, EMPLOYERS_LIKE_THESE, why), _absent(blank, THESE_POSTINGS, why)
        level = self.settings.level
        like = employer_interval(values.full, values.without_employer, sizes, level)
        labels = None
        if self.gold is not None and values.without_label is not None:
            labels = label_interval(values.full, values.without_label, self.gold, level)
        why_not = "no gold labels: label error is unknown" if self.gold is None else NOT_FINITE
        few = "all postings are of one employer" if sample.employers < 2 else NOT_FINITE
        if sample.employers >= 2 and np.all(np.isfinite(values.without_employer)):
            few = NO_DIFFERENCE
        census = _filled(blank, values.full, labels, THESE_POSTINGS, why_not)
        if labels is not None and labels.se <= 0:
            census = replace(census, note="no gold label was wrong: an interval of no width")
        return _filled(blank, values.full, like, EMPLOYERS_LIKE_THESE, few), census

    def refused(
        self, name: str, definitions: tuple[str, ...], unit: str, why: str
    ) -> tuple[Estimate, Estimate]:
        """Return the two estimates as unanswered, with the reason."""
        blank = Estimate(
            name=name,
            estimate=None,
            definition=" - ".join(definitions),
            unit=unit,
            sample=self.sample(*definitions),
        )
        return _absent(blank, EMPLOYERS_LIKE_THESE, why), _absent(blank, THESE_POSTINGS, why)

    def _why_undefined(self, definitions: tuple[str, ...]) -> str:
        """Say what keeps an estimate of these definitions from being a number."""
        employers = {name: self.sample(name).employers for name in definitions}
        absent = [name for name, count in employers.items() if count == 0]
        single = [name for name, count in employers.items() if count == 1]
        if absent:
            return f"no {' and no '.join(absent)} postings to compute it from"
        if single:
            return f"only one employer has {' and '.join(single)} postings"
        if not self.by_metro and not np.all(np.isfinite(self.correction.full)):
            return "by the gold labels, the predicted ones do not tell the roles apart"
        return "no two employers share what it compares, after correction of the labels"


def _absent(blank: Estimate, population: str, why: str) -> Estimate:
    return replace(blank, population=population, note=why)


def _filled(
    blank: Estimate, value: float, interval: Interval | None, population: str, why: str
) -> Estimate:
    known = replace(blank, estimate=float(value), population=population)
    if interval is None:
        return replace(known, note=why)
    return replace(
        known, lo=interval.lo, hi=interval.hi, p=interval.p, se=interval.se, df=interval.df
    )
