"""Rows that the analysis room reads: one posting with its job, employer, places and role."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelRow:
    """One posting as the statistics see it.

    ``metros`` are metro ids, each counting 1/len(metros); empty when the posting is remote only or
    not located. ``month`` is when the job was first seen, months since year 0 (year*12 + month-1).
    ``role`` is the predicted role; ``gold_role`` and ``inclusion_prob`` are set where a gold label
    was drawn. ``keyword`` marks a generative-AI keyword match (Brookings-like definition).
    ``pay`` is the middle of the stated pay a year, in US dollars; None where it is not stated so.
    """

    posting_id: str
    job_id: str
    employer: str
    sector: str | None
    weight: float
    month: int
    metros: tuple[str, ...]
    remote: bool
    role: str
    gold_role: str | None = None
    inclusion_prob: float | None = None
    keyword: bool = False
    country: str | None = None
    employer_type: str | None = None
    function: str | None = None
    seniority: str | None = None
    skills: tuple[str, ...] = ()
    open: bool = True
    mode: str = "none"
    title: str = ""
    pay: float | None = None
