"""The values of sector, function, employer type, seniority and depth, as CODEBOOK.md has them."""

from __future__ import annotations

SECTORS = (
    "software",
    "hardware",
    "finance",
    "insurance",
    "professional_services",
    "health",
    "education",
    "government",
    "retail",
    "manufacturing",
    "logistics",
    "energy",
    "media",
    "real_estate",
    "other",
)
FUNCTIONS = (
    "research",
    "engineering",
    "product",
    "operations",
    "finance",
    "marketing",
    "sales",
    "people",
    "legal",
    "health",
    "education",
    "trades",
    "other",
)
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
VALUES = {
    "sector": SECTORS,
    "function": FUNCTIONS,
    "employer_type": EMPLOYER_TYPES,
    "seniority": SENIORITIES,
    "depth": DEPTHS,
}
"""The values of each attribute."""
