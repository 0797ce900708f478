"""Panels whose truth is known exactly; shares no code with the estimators.

Employers have lognormal sizes, a headquarters and, per class, a Dirichlet profile of metros around
the class's own. Classes follow Zipf laws over metros. A posting's place, month, remoteness, copies,
second metro, predicted label and gold label follow. ``truth`` holds the parameters of the
population that employers are drawn from, in closed form.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from db.label import ROLES
from db.panel import PanelRow

CLASSES = 3
METROS, SECTORS, MONTHS = 120, 20, 18
TECH = 2
SECTOR_NAMES = ("51", "54", *(str(60 + i) for i in range(SECTORS - TECH)))


@dataclass(frozen=True, kw_only=True)
class Design:
    """What a scenario changes; the defaults are the plain panel with clean labels."""

    employers: int = 300
    postings: int = 20_000
    size_sigma: float = 1.2
    zipf: tuple[float, float, float] = (1.2, 0.7, 0.8)
    headquarters: float = 0.25
    kappa: float = 8.0
    remote: tuple[float, float, float] = (0.25, 0.15, 0.12)
    mix_tech: tuple[float, float, float] = (0.14, 0.12, 0.74)
    mix_other: tuple[float, float, float] = (0.04, 0.09, 0.87)
    outflow: tuple[float, float, float] = (0.0, 0.01, 0.0)
    second_metro: float = 0.15
    copies: float = 0.10
    noise: float = 0.0
    noise_elsewhere: float | None = None
    noise_by_rank: tuple[tuple[int, float], ...] = ()
    drift: float = 0.0
    gold: int = 0
    tech_oversampling: float = 1.0
    tech_share: float = 0.3


@dataclass(frozen=True, kw_only=True)
class Simulated:
    """Rows, the hub lists, and the exact truth of each answer."""

    rows: list[PanelRow]
    top6: tuple[str, ...]
    top10: tuple[str, ...]
    truth: dict[str, float]
    weighted: bool
    true_role: np.ndarray = field(repr=False)


def null(**changes: object) -> Design:
    """A design in which specialists and integrators do not differ in anything."""
    same = {
        "zipf": (1.0, 1.0, 0.8),
        "remote": (0.2, 0.2, 0.12),
        "mix_tech": (0.12, 0.12, 0.76),
        "mix_other": (0.06, 0.06, 0.88),
        "outflow": (0.005, 0.005, 0.0),
    }
    return Design(**{**same, **changes})


def profiles(design: Design) -> tuple[np.ndarray, np.ndarray]:
    """Class profiles over metros (classes x metros) and the law of headquarters."""
    rank = np.arange(1, METROS + 1)
    zipf = np.array([rank**-a for a in design.zipf])
    zipf /= zipf.sum(axis=1, keepdims=True)
    return zipf, zipf[:2].mean(axis=0)


def truth(design: Design) -> dict[str, float]:
    """Closed-form population values of the twelve answers."""
    zipf, office = profiles(design)
    still = design.headquarters * office + (1 - design.headquarters) * zipf
    outside = np.r_[np.zeros(10), np.full(METROS - 10, 1 / (METROS - 10))]
    moved = np.outer(np.array(design.outflow), np.arange(MONTHS))
    mean = moved.mean(axis=1)[:, None]
    place = (1 - mean) * still + mean * outside
    hhi, top6, top10 = (place**2).sum(1), place[:, :6].sum(1), place[:, :10].sum(1)
    tech = design.tech_share * np.array(design.mix_tech)
    other = (1 - design.tech_share) * np.array(design.mix_other)
    nontech = other / (tech + other)
    trend = np.array(design.outflow) * still[:, :10].sum(axis=1)
    return {
        "log_eff_ratio": float(np.log(hhi[0] / hhi[1])),
        "hhi_specialist": float(hhi[0]),
        "hhi_integrator": float(hhi[1]),
        "top6_specialist": float(top6[0]),
        "top6_integrator": float(top6[1]),
        "top6_gap": float(top6[0] - top6[1]),
        "top10_specialist": float(top10[0]),
        "top10_integrator": float(top10[1]),
        "top10_gap": float(top10[0] - top10[1]),
        "nontech_gap": float(nontech[1] - nontech[0]),
        "trend_gap": float(trend[1] - trend[0]),
        "remote_gap": design.remote[0] - design.remote[1],
    }


def simulate(design: Design, seed: int) -> Simulated:
    """Draw one panel."""
    rng = np.random.default_rng(seed)
    employer, is_tech, sector, weight = _employers(design, rng)
    role, month = _jobs(design, rng, employer, is_tech)
    place, second = _places(design, rng, employer, role, month)
    remote = _remote(design, rng, employer, role)
    job = np.repeat(np.arange(len(role)), 1 + (rng.random(len(role)) < design.copies))
    late = np.r_[False, job[1:] == job[:-1]] * rng.integers(1, 3, len(job))
    predicted = _predicted(design, rng, role[job], place[job], month[job])
    kind = np.where(remote, 2, np.where(place < 10, 0, 1))[job]
    inclusion, drawn = _gold(design, rng, predicted, kind)
    rows = [
        PanelRow(
            posting_id=f"p{i}", job_id=f"j{j}", employer=f"e{employer[j]}",
            sector=SECTOR_NAMES[sector[employer[j]]], weight=float(weight[employer[j]]),
            month=int(month[j] + late[i]), metros=_metros(place[j], second[j], remote[j]),
            remote=bool(remote[j]), role=ROLES[predicted[i]],
            gold_role=ROLES[role[j]] if drawn[i] else None,
            inclusion_prob=float(inclusion[i]) if drawn[i] else None,
        )
        for i, j in enumerate(job)
    ]  # fmt: skip
    names = tuple(f"m{i}" for i in range(10))
    weighted = design.tech_oversampling != 1
    return Simulated(
        rows=rows, top6=names[:6], top10=names, truth=truth(design), weighted=weighted,
        true_role=role[job],
    )  # fmt: skip


def _metros(first: int, second: int, remote: bool) -> tuple[str, ...]:
    if remote:
        return ()
    return (f"m{first}",) if first == second else (f"m{first}", f"m{second}")


def _employers(design, rng):
    drawn = design.tech_share * design.tech_oversampling
    drawn = drawn / (drawn + 1 - design.tech_share)
    is_tech = rng.random(design.employers) < drawn
    weight = np.where(is_tech, design.tech_share / drawn, (1 - design.tech_share) / (1 - drawn))
    low, high = np.where(is_tech, 0, TECH), np.where(is_tech, TECH, SECTORS)
    sector = rng.integers(low, high)
    size = rng.lognormal(0, design.size_sigma, design.employers)
    counts = rng.poisson(design.postings * size / size.sum())
    return np.repeat(np.arange(design.employers), counts), is_tech, sector, weight


def _jobs(design, rng, employer, is_tech):
    mix = np.where(is_tech[:, None], design.mix_tech, design.mix_other)
    own = rng.gamma(np.maximum(mix * design.kappa, 1e-6))
    own /= own.sum(axis=1, keepdims=True)
    return _draw(rng, own, employer), rng.integers(0, MONTHS, len(employer))


def _places(design, rng, employer, role, month):
    zipf, office = profiles(design)
    hq = rng.choice(METROS, design.employers, p=office)
    own = rng.gamma(np.broadcast_to(zipf * design.kappa, (design.employers, *zipf.shape)))
    own /= own.sum(axis=2, keepdims=True)
    own *= 1 - design.headquarters
    own[np.arange(design.employers), :, hq] += design.headquarters
    table = own.reshape(-1, METROS)
    first = _place(design, rng, table, employer, role, month)
    other = _place(design, rng, table, employer, role, month)
    return first, np.where(rng.random(len(role)) < design.second_metro, other, first)


def _place(design, rng, table, employer, role, month):
    place = _draw(rng, table, employer * CLASSES + role)
    moved = rng.random(len(role)) < np.array(design.outflow)[role] * month
    return np.where(moved, rng.integers(10, METROS, len(role)), place)


def _remote(design, rng, employer, role):
    mean = np.broadcast_to(design.remote, (design.employers, CLASSES))
    own = rng.beta(mean * design.kappa, (1 - mean) * design.kappa)
    return rng.random(len(role)) < own[employer, role]


def _draw(rng, table, row):
    """Draw one column per entry of ``row`` by inverting that row's distribution."""
    edges = np.cumsum(table, axis=1)
    edges = np.minimum(edges / edges[:, -1:], 1.0) + np.arange(len(table))[:, None]
    found = np.searchsorted(edges.ravel(), rng.random(len(row)) + row, side="right")
    return np.clip(found - row * table.shape[1], 0, table.shape[1] - 1)


def _predicted(design, rng, role, place, month):
    elsewhere = design.noise if design.noise_elsewhere is None else design.noise_elsewhere
    rate = np.where(place < 10, design.noise, elsewhere)
    for rank, noise in design.noise_by_rank:  # from this metro on, largest first
        rate = np.where(place >= rank, noise, rate)
    wrong = rng.random(len(role)) < rate
    predicted = np.where(wrong, (role + rng.integers(1, 3, len(role))) % CLASSES, role)
    boilerplate = (role == 2) & (rng.random(len(role)) < design.drift * month / MONTHS)
    return np.where(boilerplate, 1, predicted)


def _gold(design, rng, predicted, kind):
    inclusion, drawn = np.full(len(predicted), np.nan), np.zeros(len(predicted), bool)
    if design.gold:
        for cell in range(CLASSES * 3):
            members = np.flatnonzero(predicted * 3 + kind == cell)
            take = min(design.gold // 9, len(members))
            inclusion[members] = take / max(len(members), 1)
            drawn[rng.choice(members, take, replace=False)] = True
    return inclusion, drawn
