"""What rules notice of rank, years asked, employer and AI duties: words to learn from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from classify.employer_table import Facts
from classify.headings import ASIDE
from classify.passages import Reading
from classify.terms import STRONG

# The order matters: the first rank found is a trait of its own (see _ranks).
_RANKS = {
    "intern": r"\bintern(?:ship)?s?(?![a-z])|werkstudent|working student|praktik\w+|"
    r"stagiaire|\bstage\b|becario|estágio|estagi\w+|apprentice\w*|alternan\w+|co-?op\b|trainee",
    "executive": r"\bchief (?!of staff)\w+ ?\w* officer|(?<!to )(?<!to the )\bc[eftopim]o\b|"
    r"\bvice president|\b[se]?vp\b|head of|\bhead$|\bdirector\b|\bdir\b|president\b|"
    r"(?<!ex-)founder|(?:^|\b(?:managing|operating|general|founding|venture|equity) )partner$|"
    r"directeur|direktor|diretor",
    "lead": r"\blead\b|\bprincipal\b|(?<!technical )\bstaff\b|\bmanager\b|\bleader\b|"
    r"team ?lead\w*|leiter\w*|supervisor|distinguished|\bfellow\b|gerente|responsable",
    "mid": r"\bmid\b|\bintermediate\b|\bmedior\b",
    "senior": r"\bsenior\b|\bsr\.?(?= |$)|\bexperienced\b|\biii\b|\biv\b|sênior|sénior",
    "junior": r"\bjunior\b|\bjr\.?(?= |$)|entry[- ]level|\bgraduate\b|new grad\w*|early career|"
    r"associate\b|(?<!executive )(?<!personal )\bassistant\b|júnior|\bi\b$|"
    r"\b(?:level|engineer|developer|analyst|scientist) (?:i|1)\b",
}
_RANK_PATTERNS = {name: re.compile(words) for name, words in _RANKS.items()}
_OF_THINGS = re.compile(
    r"\b(?:account|product|project|program(?:me)?|case|community|office|success|marketing|"
    r"social media|partner|operations|sales|delivery) manager\b|chief of staff"
)
"""Managers of things, not of people, and the like."""
_ABOVE = re.compile(r"\b(?:lead|principal|(?<!chief of )staff|distinguished)\b")
"""Ranks that a manager of things may have all the same."""

_NAMED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBERS = {name: number for number, name in enumerate(_NAMED, start=1)}
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NAMED)})"
_AGAIN = rf"(?: ?\({_NUMBER}\))?\+?"
"""The number once more in figures or words: "five (5)"."""
_YEARS = re.compile(
    rf"(?<![\d.,])\b({_NUMBER})(?:[.,]\d)?\b ?\+?{_AGAIN}"
    rf"(?: ?(?:[-–—\u2011]|\b(?:to|or|and)\b) ?{_NUMBER}(?:[.,]\d)?\b ?\+?{_AGAIN})?"
    r" ?(?:or more |plus )?(?:years?|yrs?)\b(?! old| ago)"
)
"""Years of which the first number is the least: "2 to 4 years"."""
_MOST_YEARS = 15
"""More is the age of the employer, not what it asks."""
_DEGREES = re.compile(
    r"\b(?:ph\.?d|master'?s?|m\.?s\.?c?|bachelor'?s?|b\.?s\.?c?|degree)\b.*\bor\b"
)
"""Years that depend on the degree: "PhD, or Master's and 7 years"."""
_LONG = 6
"""Years beyond which more say no more."""

_NAMES = {
    "consulting": r"\b(?:consult\w*|staffing|recruit\w*|talent|advisory|deloitte|accenture|kpmg|"
    r"pwc|ernst|mckinsey|bain|capgemini|cognizant|infosys|wipro|tata consultancy|tcs|booz|slalom|"
    r"randstad|adecco|manpower\w*|kforce|teksystems|insight global|robert half|hays|agency|"
    r"resourcing|search partners|outsourc\w*)\b",
    "academic": r"universit\w*|\bcollege\b|\binstitute?\b|\binstitut\b|school|academy|hochschule|"
    r"fraunhofer|max planck|\bcnrs\b|\binria\b|laborator\w+|research cent\w+|\bmit\b|"
    r"polytech\w*|universidad\w*|eth z",
    "public": r"\b(?:county|city of|state of|department of|ministry|government|federal|"
    r"nasa|army|navy|air force|council|commission|agency for|public|foundation|red cross|"
    r"united nations|unicef|undp|world bank|nonprofit|non-profit|charity|ngo|trust|bundes\w*|"
    r"gemeinde|stadt|authority|association|society|elections?|usaid|nhs|municipal\w*)\b",
    "ai": r"\.ai\b|\bai\b|\bgpt\b|intelligence|neural|cognit|\bml\b",
}
_NAME_PATTERNS = {name: re.compile(words) for name, words in _NAMES.items()}
_CLIENT = re.compile(
    r"\b(?:our clients?|on behalf of a client|client of ours|"
    r"staffing (?:agency|firm)|recruitment (?:agency|firm))\b"
)
_BLURB = re.compile(
    r"\b(?:ai|artificial intelligence|machine learning|llms?|ai-(?:native|powered|first|driven))\b"
)

_ENGINEER = re.compile(
    r"engineer|developer|architect|programmer|full[- ]?stack|software|builder|entwickler|"
    r"ingenieur|développeur|cto\b"
)
_DONE = {
    "builds": r"\b(?:build|built|develop|design|implement|architect|engineer|ship|code|prototype|"
    r"integrat|deploy|creat)\w*\b.{0,80}\b(?:llms?|rag|agents?|agentic|ai[- ]\w+|genai|"
    r"generative ai|chat ?bots?|copilots?|prompts?|embeddings?|vector|ml)\b",
    "adapts": r"\b(?:configur|customi[sz]|tailor|adapt|implement|onboard|fine-?tun|automat|set up|"
    r"roll ?out|orchestrat|deploy|govern|evaluat|test|defin|design|prompt)\w*\b.{0,80}\b"
    r"(?:ai|llms?|agents?|agentic|genai|prompts?|workflows?|automations?|models?|chat ?bots?|"
    r"copilots?)\b",
    "codes": r"\b(?:claude code|cursor|copilots?|codex|windsurf|vibe[- ]cod\w+|"
    r"ai[- ](?:assisted|augmented|driven|accelerated|native|powered)? ?(?:software )?"
    r"(?:development|coding|engineering|programming)|ai[- ]generated code|"
    r"agentic (?:coding|development|engineering)|coding (?:agents?|assistants?|tools?))\b",
    "uses": r"\b(?:us(?:e|es|ing)|leverag\w*|utili[sz]\w*|familiar\w*|comfort\w*|proficien\w*|"
    r"experience with|tools? (?:such as|like))\b.{0,60}\b(?:ai|chatgpt|claude|copilot|cursor|"
    r"gemini|genai|llms?)\b",
}
_DONE_PATTERNS = {name: re.compile(words) for name, words in _DONE.items()}
_COUNTED = 3
"""Sentences beyond which more of a kind say no more."""
_OWN = frozenset({"duty", "role", "must", "team"})
"""Sections that tell of the job itself."""


def names_rank(title: str) -> bool:
    """Whether a title has a word of rank."""
    return len(_ranks(title.lower())) > 1


def _ranks(title: str) -> list[str]:
    """What the words of a lower-case title say of rank."""
    found = [f"rank {name}" for name, pattern in _RANK_PATTERNS.items() if pattern.search(title)]
    first = found[0] if found else "rank none"
    if first == "rank lead" and _OF_THINGS.search(title) and not _ABOVE.search(title):
        first = found[1] if len(found) > 1 else "rank of things"
    return [*found, f"first {first}"]


class Years(NamedTuple):
    """The least and the greatest number of years asked; None where none is named."""

    least: int | None
    most: int | None


def years_asked(reading: Reading) -> Years:
    """The years that requirements ask; those of other sections where they ask none."""
    found: dict[bool, list[int]] = {True: [], False: []}
    for line in reading.lines:
        if line.section not in ASIDE:
            found[line.section == "must"].extend(_years_of(line.text.lower()))
    asked = found[True] or found[False]
    return Years(min(asked), max(asked)) if asked else Years(None, None)


def _years_of(low: str) -> list[int]:
    """The numbers of years in a sentence; only the least where degrees make it depend."""
    if not ("year" in low or "yr" in low):
        return []
    named = [match[1] for match in _YEARS.finditer(low)]
    years = [_NUMBERS[name] if name in _NUMBERS else int(name) for name in named]
    asked = [one for one in years if one <= _MOST_YEARS]
    return [min(asked)] if asked and _DEGREES.search(low) else asked


def rank_traits(reading: Reading) -> list[str]:
    """Traits of the rank of a job: words of its title, the years that it asks, and the two."""
    found = _ranks(reading.title.lower())
    traits = list(found)
    for name, years in zip(("", "most "), years_asked(reading), strict=True):
        many = _many(years)
        number = None if years is None else min(years, _LONG)
        traits += [f"years {name}{many}", f"{found[-1]}, {name}{many} years"]
        traits.append(f"{found[-1]}, {name}{number}")
    return traits


def _many(years: int | None) -> str:
    """The years that the codebook tells apart."""
    if years is None:
        return "none"
    return "few" if years < 2 else "some" if years < 5 else "many"


def traits(reading: Reading, told: Facts) -> list[str]:
    """Traits of title and employer, of whom the table knows ``told``."""
    return [*_of_employer(reading, told), *_of_title(reading.title.lower())]


def _of_employer(reading: Reading, told: Facts) -> Iterator[str]:
    name = reading.employer.lower()
    yield f"table {told.sector}"
    yield f"fact {told.type}"
    for kind, pattern in _NAME_PATTERNS.items():
        if pattern.search(name):
            yield f"name {kind}"
    low = reading.text[:3_000].lower()
    if ("client" in low or "staffing" in low or "recruitment" in low) and _CLIENT.search(low):
        yield "client"
    about = [part for part in reading.hits if part.section in {"about", "role", "team"}]
    said = sum(_BLURB.search(part.text.lower()) is not None for part in about)
    yield from (f"blurb {least}" for least in range(1, min(said, 5) + 1))


def _of_title(title: str) -> Iterator[str]:
    yield f"title {_craft(title)}"
    if STRONG.search(title):
        yield "title AI"


def _craft(title: str) -> str:
    return "technical" if _ENGINEER.search(title) else "other"


def duties(reading: Reading) -> list[str]:
    """Traits of what the job does with AI: how often it builds, adapts, codes with or uses it."""
    title = reading.title.lower()
    texts = [part.text.lower() for part in reading.ai_sentences if part.section in _OWN]
    craft = _craft(title)
    found = [*_of_title(title), *(f"AI {part.section}" for part in reading.hits)]
    for name, pattern in _DONE_PATTERNS.items():
        count = sum(pattern.search(text) is not None for text in texts)
        if count:
            found.append(f"{craft} {name}")
        found.extend(f"{name} {least}" for least in range(1, min(count, _COUNTED) + 1))
    return found
