"""The same question put to part of a panel, or to the panel counted another way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from analysis.columns import sum_by
from analysis.result import Estimate
from analysis.study import Study

Mask = NDArray[np.bool_]


def part(study: Study, mask: Mask) -> Study:
    """Return a study of the postings of ``mask``."""
    return Study(study.panel.take(mask), study.settings)


def without_largest(study: Study, *definitions: str) -> Study | None:
    """Return the study without the employer that has most of the definitions' postings."""
    members = study.members(*definitions) & study.panel.located
    codes = study.panel.employer.codes
    size = sum_by(codes[members], study.mass[members], len(study.panel.employer.names))
    if np.sum(size > 0) < 3:
        return None
    return part(study, codes != int(np.argmax(size)))


def open_stock(study: Study) -> Study | None:
    """Return the study of the postings that are open now; None when that is all of them."""
    return None if bool(study.panel.open.all()) else part(study, study.panel.open)


def reweighted(study: Study) -> Study | None:
    """Return the study with the weights switched on or off; None when all weights are equal."""
    weight = study.panel.weight
    if len(weight) == 0 or bool(np.all(weight == weight[0])):
        return None
    return Study(study.panel, replace(study.settings, weighted=not study.settings.weighted))


def as_predicted(study: Study) -> Study | None:
    """Return the study that takes the labels as they are; None when no gold corrects them."""
    if study.gold is None:
        return None
    unaided = replace(study.panel, gold=np.full_like(study.panel.gold, -1))
    return Study(unaided, study.settings)


def metro_by_metro(study: Study) -> Study:
    """Return the study whose HHI gold labels correct metro by metro, not by kind of place."""
    return replace(study, by_metro=True)


def united_states(study: Study) -> Study | None:
    """Return the study of postings whose metros are all in the US; None when all or none are."""
    metro = study.panel.metro
    names = [name for name in metro.names if name.startswith("cbsa:")]
    if len(names) in (0, len(metro.names)):
        return None
    outside = study.panel.located & (metro.fraction_in(names) < 1)
    return part(study, ~outside)


def lasting_employers(study: Study) -> Study:
    """Return the study of employers seen in the first and in the last third of the window."""
    panel = study.panel
    first, last = panel.window or (0, 0)
    third = (last - first) / 3
    employers = len(panel.employer.names)
    early = np.bincount(panel.employer.codes[panel.month <= first + third], minlength=employers)
    late = np.bincount(panel.employer.codes[panel.month >= last - third], minlength=employers)
    return part(study, ((early > 0) & (late > 0))[panel.employer.codes])


def named(pair: tuple[Estimate, Estimate], suffix: str) -> tuple[Estimate, Estimate]:
    """Return the pair with the variant in its name."""
    like, these = pair
    return (
        replace(like, name=f"{like.name}, {suffix}"),
        replace(these, name=f"{these.name}, {suffix}"),
    )
