"""What specialist and integrator postings pay, among those that state it in US dollars."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from analysis.effects import INTEGRATOR, SPECIALIST, Pair
from analysis.shares import difference, share
from analysis.study import Study

PLAUSIBLE = (10_000.0, 2_000_000.0)
"""Dollars a year; outside, thousands or hours were taken for something else."""


def pay_gap(study: Study) -> Pair:
    """Mean log pay of specialist postings less that of integrator postings."""
    name, unit = "log ratio of pay, where stated in US dollars", "log ratio"
    pair = (SPECIALIST, INTEGRATOR)
    paid = _paid(study)
    silent = [role for role in pair if not np.any(paid & study.members(role))]
    if silent:
        why = f"no {' and no '.join(silent)} posting states pay in US dollars"
        return study.refused(name, pair, unit, why)
    log = np.log(np.where(paid, study.panel.pay, 1.0))
    table = study.moments({"paid": paid.astype(float), "log pay": log})
    means = [share(table, definition, "log pay", "paid") for definition in pair]
    found = study.linear(name, table, difference(*means), pair, "paid", unit)
    sample = study.sample(*pair, where=paid.astype(float))
    return replace(found[0], sample=sample), replace(found[1], sample=sample)


def stated(study: Study) -> tuple[str, ...]:
    """Say how many postings state their pay, and what that does to the pay ratio."""
    paid = _paid(study)
    if not paid.any():
        return ()
    shares = [
        f"{100 * np.mean(paid[members]):.0f} % of {name} postings"
        for name in (SPECIALIST, INTEGRATOR)
        if (members := study.members(name)).any()
    ]
    return (
        f"Pay in US dollars is stated by {' and '.join(shares)}, most where a state's law asks for "
        "it: the pay ratio is of those, and not adjusted for place, seniority or employer.",
    )


def _paid(study: Study) -> np.ndarray:
    low, high = PLAUSIBLE
    paid: np.ndarray = (study.panel.pay >= low) & (study.panel.pay <= high)
    return paid
