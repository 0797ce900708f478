"""Attributes of a posting from rules: seniority, depth of integration, type of employer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from classify.employers import BIG_TECH, FRONTIER_LABS, normal_name
from classify.passages import Reading, Segment

SENIORITIES = ("intern", "junior", "mid", "senior", "lead", "executive")
DEPTHS = ("builds", "adapts", "uses")
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

_SENIORITY = (
    (
        "intern",
        r"\bintern(?:ship)?s?\b|werkstudent|working student|praktik\w+|stagiaire|\bstage\b|"
        r"becario|estágio|estagi\w+|apprentice\w*|alternan\w+|co-?op\b|trainee",
    ),
    (
        "executive",
        r"\bchief (?!of staff)\w+ ?\w* officer|\bc[eftopim]o\b|\bvice president|\b[se]?vp\b|"
        r"head of|\bdirector\b|president\b|founder|partner\b(?! (?:manager|success|sales))|"
        r"directeur|direktor|diretor",
    ),
    (
        "lead",
        r"\blead\b|\bprincipal\b|\bstaff\b|\bmanager\b|\bleader\b|team ?lead\w*|leiter\w*|"
        r"supervisor|distinguished|fellow|gerente|responsable",
    ),
    ("senior", r"\bsenior\b|\bsr\.?(?= |$)|\bexperienced\b|\biii\b|\biv\b|sênior|sénior"),
    (
        "junior",
        r"\bjunior\b|\bjr\.?(?= |$)|entry[- ]level|\bgraduate\b|new grad\w*|early career|"
        r"associate\b|\bassistant\b|júnior|\bi\b$",
    ),
)
_SENIORITY_PATTERNS = tuple((name, re.compile(words)) for name, words in _SENIORITY)
_ACCOUNT_MANAGER = re.compile(
    r"\b(?:account|product|project|program|case|community|office|success|marketing|"
    r"social media|partner) manager\b|chief of staff"
)

_BUILDS = re.compile(
    r"\b(?:build|built|develop|design|implement|architect|engineer|ship|code|prototype|"
    r"integrat|deploy|creat)\w*\b.{0,80}\b(?:llms?|rag|agents?|agentic|ai[- ]\w+|genai|"
    r"generative ai|chat ?bots?|copilots?|prompts?|embeddings?|vector|ml)\b"
)
_ENGINEER = re.compile(
    r"engineer|developer|architect|programmer|full[- ]?stack|software|builder|entwickler|"
    r"ingenieur|développeur|cto\b"
)
_ADAPTS = re.compile(
    r"\b(?:configur|customi[sz]|tailor|adapt|implement|onboard|fine-?tun|automat|set up|"
    r"roll ?out|orchestrat|deploy|govern|evaluat|test|defin|design|"
    r"prompt)\w*\b.{0,80}\b(?:ai|llms?|agents?|agentic|genai|prompts?|workflows?|"
    r"automations?|models?|chat ?bots?|copilots?)\b"
)

_CONSULTING = re.compile(
    r"\b(?:consult\w*|staffing|recruit\w*|talent|advisory|deloitte|accenture|kpmg|pwc|"
    r"ernst|mckinsey|bain|capgemini|cognizant|infosys|wipro|tata consultancy|tcs|booz|"
    r"slalom|randstad|adecco|manpower\w*|kforce|teksystems|insight global|robert half|"
    r"hays|agency|resourcing|search partners|outsourc\w*)\b"
)
_ACADEMIC = re.compile(
    r"universit\w*|\bcollege\b|\binstitute?\b|\binstitut\b|school|academy|hochschule|"
    r"fraunhofer|max planck|\bcnrs\b|\binria\b|laborator\w+|research cent\w+|\bmit\b|"
    r"polytech\w*|universidad\w*|eth z"
)
_PUBLIC = re.compile(
    r"\b(?:county|city of|state of|department of|ministry|government|federal|"
    r"national (?!grid|instruments|bank|life|oilwell)\w*|nasa|army|navy|air force|council|"
    r"commission|agency for|public|foundation|red cross|united nations|unicef|undp|"
    r"world bank|nonprofit|non-profit|charity|ngo|trust|bundes\w*|gemeinde|stadt|"
    r"authority|association|society|elections?|usaid|nhs|municipal\w*)\b"
)
_CLIENT = re.compile(
    r"\b(?:our client|on behalf of (?:our|a) client|client of ours|for our client|"
    r"staffing (?:agency|firm)|recruitment (?:agency|firm))\b"
)
_AI_FIRM = re.compile(r"\.ai\b|\bai\b|\bgpt\b|intelligence|neural|cognit|\bml\b")
_AI_BLURB = re.compile(
    r"\b(?:ai|artificial intelligence|machine learning|llms?|ai-(?:native|powered|first|"
    r"driven))\b"
)
_TECH_SECTORS = frozenset({"software", "hardware"})


def seniority(title: str) -> str | None:
    """One of SENIORITIES from the title's words; None for an empty title, "mid" where silent."""
    low = title.lower()
    if not low.strip():
        return None
    for name, pattern in _SENIORITY_PATTERNS:
        if not pattern.search(low):
            continue
        if (
            name == "lead"
            and _ACCOUNT_MANAGER.search(low)
            and not re.search(r"senior|lead|staff", low)
        ):
            return "mid"
        if name == "lead" and re.search(r"\bsenior\b|\bsr\b", low) and _ACCOUNT_MANAGER.search(low):
            return "senior"
        return name
    return "mid"


def depth(passages: Iterable[Segment], title: str, function: str | None) -> str:
    """One of DEPTHS: an integrator builds AI into products, adapts AI, or uses AI tools."""
    duties = [
        part.text.lower() for part in passages if part.section in {"duty", "role", "must", "team"}
    ]
    technical = function in {"engineering", "research"} or _ENGINEER.search(title.lower())
    if technical and any(_BUILDS.search(duty) for duty in duties):
        return "builds"
    if any(_ADAPTS.search(duty) or _BUILDS.search(duty) for duty in duties):
        return "adapts"
    return "uses"


def employer_type(reading: Reading, sector: str | None) -> str | None:
    """One of EMPLOYER_TYPES; None where neither the employer's name nor a sector is known."""
    name = normal_name(reading.employer)
    if name in FRONTIER_LABS:
        return "frontier_lab"
    if name in BIG_TECH:
        return "big_tech"
    low = reading.employer.lower()
    for kind, pattern in (
        ("university_research", _ACADEMIC),
        ("government_nonprofit", _PUBLIC),
        ("consulting_staffing", _CONSULTING),
    ):
        if pattern.search(low):
            return kind
    if _for_client(reading.text[:3_000].lower()):
        return "consulting_staffing"
    return _by_sector(reading, low, sector)


def _for_client(low: str) -> bool:
    """Whether a lower-case text says that it was posted for somebody else."""
    named = "client" in low or "staffing" in low or "recruitment" in low
    return named and _CLIENT.search(low) is not None


def _by_sector(reading: Reading, employer: str, sector: str | None) -> str | None:
    if sector is None:
        return None
    if sector in _TECH_SECTORS:
        about = [part for part in reading.hits if part.section in {"about", "role", "team"}]
        names = _AI_FIRM.search(employer) is not None
        says = sum(_AI_BLURB.search(part.text.lower()) is not None for part in about)
        return "ai_startup" if names or says >= 3 else "other_tech"
    by = {"government": "government_nonprofit", "professional_services": "consulting_staffing"}
    return by.get(sector, "other_private")
