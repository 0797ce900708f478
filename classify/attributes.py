"""The values of employer type, seniority and depth, as CODEBOOK.md defines them."""

from __future__ import annotations

EMPLOYER_TYPES = (
    "frontier_lab",
    "big_tech",
    "ai_startup",
    "other_tech",
    "other_private",
    "consulting_staffing",
    "university_research",
    "government_nonprofit",
)
SENIORITIES = ("intern", "junior", "mid", "senior", "lead", "executive")
DEPTHS = ("builds", "adapts", "uses")
