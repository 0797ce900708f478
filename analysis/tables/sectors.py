"""Industries of employers by class, and their names."""

from __future__ import annotations

from analysis.frame import Panel
from analysis.tables import queries
from analysis.tables.breakdown import breakdown
from analysis.tables.table import Table
from analysis.tables.tally import Tally, by_value

NAICS = {
    "11": "Agriculture", "21": "Mining, oil and gas", "22": "Utilities", "23": "Construction",
    "31": "Manufacturing", "32": "Manufacturing", "33": "Manufacturing", "42": "Wholesale trade",
    "44": "Retail trade", "45": "Retail trade", "48": "Transport", "49": "Warehousing",
    "51": "Information", "52": "Finance and insurance", "53": "Real estate",
    "54": "Professional and technical services", "55": "Management of enterprises",
    "56": "Administrative services", "61": "Education", "62": "Health care",
    "71": "Arts and recreation", "72": "Accommodation and food", "81": "Other services",
    "92": "Public administration",
}  # fmt: skip

ACRONYMS = {
    **{word: word.upper() for word in ("ai", "api", "gpu", "hr", "llm", "ml", "nlp", "rag")},
    "apis": "APIs",
    "llms": "LLMs",
    "mlops": "MLOps",
}
PAIRS = {
    "consulting_staffing": "Consulting and staffing",
    "university_research": "University and research",
    "government_nonprofit": "Government and non-profit",
}
"""Codebook words that join two kinds."""


def sector_name(code: str) -> str:
    """A sector as a reader knows it: a NAICS title, or the codebook's word."""
    return NAICS.get(code) or PAIRS.get(code) or plain(code)


def plain(code: str) -> str:
    """A codebook word as a reader writes it: ``rag`` is RAG, ``ai_startup`` AI startup."""
    words = [ACRONYMS.get(word, word) for word in code.replace("_", " ").split(" ")]
    text = " ".join(words)
    return text[:1].upper() + text[1:]


def tally(panel: Panel) -> Tally:
    """Jobs by the employer's sector, remote ones included."""
    return by_value(panel, panel.sector, panel.mass())


def table(panel: Panel) -> Table:
    """Share of each class by industry."""
    return breakdown(
        tally(panel),
        ("specialist", "integrator", "not AI"),
        key="industry",
        title="Industries of the employers",
        first="Industry",
        label=sector_name,
        note=(
            "Industry of the employer; remote jobs included. Consulting and staffing are in "
            "professional services: they post for clients in other industries."
        ),
        query=queries.by_posting("sector"),
    )
