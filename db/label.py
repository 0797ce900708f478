"""What the classify room says of one posting's text."""

from __future__ import annotations

from dataclasses import dataclass

ROLES = ("specialist", "integrator", "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A passage that moved the decision: its section, and its weight towards the chosen role."""

    passage: str
    section: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Role of a posting by one model: probabilities, evidence, and what else the text says.

    Probabilities are calibrated and sum to 1. ``uncertain`` flags a most probable role below the
    model's threshold. ``skills`` are codebook names; the attributes are None where not known.
    """

    role: str
    p_specialist: float
    p_integrator: float
    p_none: float
    uncertain: bool = False
    evidence: tuple[Evidence, ...] = ()
    skills: tuple[str, ...] = ()
    keyword: bool = False
    sector: str | None = None
    function: str | None = None
    employer_type: str | None = None
    seniority: str | None = None
    depth: str | None = None
