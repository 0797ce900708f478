"""Dense features of a reading: where AI stands in the posting, and what the title says."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from classify.passages import Reading
from classify.terms import GENERATIVE, MODEL, USE
from classify.wordlist import grouped

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLACES = ("duty", "role", "must", "nice", "team", "aside")
"""Sections as the features count them; "aside" is blurb, benefits and notices."""

_KINDS = ("any", "model", "use", "sole")
_TITLE = {
    "model": r"machine learning|\bml\b|mlops|deep learning|computer vision|perception|\bnlp\b|"
    r"research(?:er)? scientist|research engineer|applied scientist|inference|\brl\b|"
    r"pre-?training|post-?training|model(?:l?ing)?\b|robotics? learning|"
    r"speech (?:recognition|synthesis|scientist|engineer|research\w*)|llm (?:research|training)",
    "data_scientist": r"data scien|scientifique|datenwissenschaft|cientista de dados|"
    r"científico de datos",
    "ai": r"\bai\b|artificial intelligence|\bki\b|\bia\b|genai|gen ai",
    "ai_engineer": r"\b(?:ai|llm|genai|agent|agentic|prompt|rag)\b.{0,20}\b(?:engineer|developer|"
    r"architect|builder|specialist|entwickler)|forward[- ]deployed",
    "ai_people": r"\bai\b.{0,25}\b(?:trainer|rater|annotat|tutor|evaluat|content)|annotat|"
    r"label(?:l?er|"
    r"ing)\b|rater\b|data collection|transcri",
    "research": r"\bresearch|\bphd\b|postdoc|scientist|professor|fellow",
    "quant": r"quant(?:itative)?\b|trader|trading",
    "data_engineer": r"data engineer|analytics engineer|data platform|etl|data architect|database",
    "analyst": r"analyst|analytics|business intelligence|\bbi\b|insights",
    "software": r"software|full[- ]?stack|front[- ]?end|back[- ]?end|developer|\bsre\b|devops|"
    r"platform engineer|infrastructure|cloud|mobile|ios|android",
    "hardware": r"hardware|silicon|asic|fpga|electrical|mechanical|firmware|chip|"
    r"data ?cent(?:er|re)",
    "product": r"product (?:manager|owner|lead|director|designer)|head of product|\bux\b|designer",
    "solutions": r"solutions? (?:architect|engineer|consultant)|sales engineer|pre-?sales|"
    r"implementation|customer engineer|deployed",
    "sales": r"\bsales\b|account (?:executive|manager|director)|business development|partnerships?|"
    r"customer success|revenue|\bsdr\b|\bbdr\b",
    "marketing": r"marketing|content|growth|brand|seo|communications|social media|copywriter",
    "people": r"recruit|talent|people|human resources|\bhr\b|learning (?:and|&) development",
    "operations": r"operations|chief of staff|program manager|project manager|assistant|"
    r"coordinator|"
    r"administrat|office",
    "teaching": r"teacher|instructor|lecturer|professor|tutor|trainer|educat",
    "legal": r"legal|counsel|compliance|policy|governance|ethic|risk|privacy|audit",
    "intern": r"\bintern\b|internship|werkstudent|praktik|stage\b|trainee|graduate",
    "lead": r"\blead\b|head|director|\bvp\b|chief|principal|staff|manager",
}
_SIGNS = {
    "ai_tools": r"\b(?:use|using|leverag\w+|utili[sz]\w+|adopt\w*|embrac\w+|work\w* with|apply\w*|"
    r"experiment\w*|proficien\w+|comfort\w*|fluen\w+|hands-on)\b.{0,50}\b(?:ai|llms?|"
    r"chatgpt|claude|copilot|cursor|genai|gen ai)\b",
    "interest": r"\b(?:interest|curio\w+|passion\w*|excit\w+|enthusias\w+|keen|fascinat\w+|"
    r"eager)\b.{0,60}\b(?:ai|machine learning|ml|llms?|artificial intelligence|genai|"
    r"data science)\b",
    "experience": r"\b(?:experience|familiar\w*|exposure|proficien\w+|expertise|knowledge|"
    r"understanding|"
    r"background)\b.{0,80}\b(?:ai|machine learning|ml|llms?|artificial intelligence|genai|"
    r"nlp|deep learning|rag|agents?|prompt\w*)\b",
    "trains": r"\b(?:train|training|fine-?tun\w*|pre-?train\w*|develop\w*|design\w*|build\w*|"
    r"research\w*)\b.{0,50}\b(?:machine learning|ml|deep learning|predictive|neural|"
    r"statistical|foundation|forecast\w*|recommend\w*|perception)\b.{0,30}\b(?:models?|"
    r"algorithms?|solutions|systems?|networks?)",
    "calls": r"\b(?:build\w*|develop\w*|implement\w*|design\w*|integrat\w*|deploy\w*|"
    r"ship\w*)\b.{0,60}\b(?:llms?|rag|agents?|agentic|prompts?|genai|generative ai|"
    r"ai[- ](?:powered|driven|native|agents?|features?|applications?|solutions?|"
    r"workflows?|tools?)|chatbots?|copilots?)\b",
    "sells": r"\b(?:sell|selling|sales|demo\w*|pitch|customers?|clients?|market)\b.{0,60}\b(?:ai|"
    r"machine learning|ml)\b",
    "supports": r"\b(?:support\w*|enabl\w+|collaborat\w+|partner\w*|work\w* (?:closely )?with|"
    r"alongside|assist\w*|for)\b.{0,50}\b(?:data scien\w+|ml engineers?|"
    r"machine learning engineers?|ai (?:teams?|engineers?|researchers?)|ml teams?|ai/ml)\b",
    "rates": r"\b(?:annotat\w+|label(?:l?ing)?|rat(?:e|ing)|rank(?:ing)?|review(?:ing)?|evaluat\w+|"
    r"writ(?:e|ing)|record\w*)\b.{0,60}\b(?:ai[- ]generated|prompts?|responses|"
    r"training data|ai models?|model (?:outputs|responses)|datasets?)\b",
    "recruits": r"\b(?:recruit|hire|hiring|sourc\w+|invest\w*|writ\w+ about|"
    r"cover)\b.{0,50}\b(?:ai|ml|"
    r"machine learning)\b",
    "tool_list": r"\b(?:tools?|technologies|stack)\b.{0,40}\b(?:such as|like|including|e\.g\.|\()",
    "either": r"\b(?:ai|ml|machine learning|data science|nlp)\b.{0,20}\bor\b|\bor\b.{0,25}\b(?:ai|"
    r"ml|machine learning|data science|nlp)\b",
}
_STARTS = {
    "ai_tools": "use using leverag utili adopt embrac work apply experiment proficien comfort "
    "fluen hands",
    "interest": "interest curio passion excit enthusias keen fascinat eager",
    "experience": "experience familiar exposure proficien expertise knowledge understanding "
    "background",
    "trains": "train fine pre finetun develop design build research",
    "calls": "build develop implement design integrat deploy ship",
    "sells": "sell sales demo pitch customer client market",
    "supports": "support enabl collaborat partner work alongside assist for",
    "rates": "annotat label rat rank review evaluat writ record",
    "recruits": "recruit hir sourc invest writ cover",
    "tool_list": "tool technologies stack",
    "either": "or",
}
"""How a word begins, one of which is there where a sign is: a test before the slow one."""

_TITLE_PATTERNS = {f"title.{name}": re.compile(grouped(words)) for name, words in _TITLE.items()}
_SIGN_PATTERNS = {name: re.compile(pattern) for name, pattern in _SIGNS.items()}
_START_PATTERNS = {name: re.compile("|".join(_STARTS[name].split())) for name in _SIGNS}
_WORD = re.compile(r"\w+")
_CORE = frozenset({"duty", "role", "must", "team"})

NAMES: tuple[str, ...] = (
    *(f"{place}.{kind}" for place in PLACES for kind in _KINDS),
    *(f"title.{name}" for name in _TITLE),
    *(f"sign.{name}" for name in _SIGNS),
    *(f"sign.duty.{name}" for name in _SIGNS),
    "model_share",
    "use_share",
    "core_share",
    "core",
    "generative",
    "model_first",
    "length",
    "short",
    "weak",
    "untitled",
    "title_hits_none",
)
"""The features in their order."""

_COUNTED = (
    *(f"{place}.{kind}" for place in PLACES for kind in ("any", "model", "use")),
    *(name for name in NAMES if name.startswith("sign.")),
    "generative",
)


def features(reading: Reading) -> list[float]:
    """One value per name in NAMES; counts enter as log(1 + n)."""
    row: dict[str, float] = dict.fromkeys(NAMES, 0.0)
    title = reading.title.lower()
    for name, pattern in _TITLE_PATTERNS.items():
        row[name] = float(pattern.search(title) is not None)
    _count(reading, row)
    _shares(reading, row, title)
    return [row[name] for name in NAMES]


def _count(reading: Reading, row: dict[str, float]) -> None:
    for segment in reading.hits:
        low = segment.text.lower()
        place = segment.section if segment.section in PLACES else "aside"
        models, uses = len(MODEL.findall(low)), len(USE.findall(low))
        row[f"{place}.any"] += 1
        row[f"{place}.model"] += models
        row[f"{place}.use"] += uses
        if place == "aside":
            continue
        if segment.section in _CORE and GENERATIVE.search(low):
            row["generative"] += 1
        for name in signs(low):
            row[f"sign.{name}"] += 1
            row[f"sign.duty.{name}"] += segment.section in {"duty", "role"}


def signs(low: str) -> list[str]:
    """The signs that a lower-case sentence shows."""
    possible = set().union(*map(_begun, _WORD.findall(low)))
    return [name for name in possible if _SIGN_PATTERNS[name].search(low)]


@lru_cache(maxsize=50_000)
def _begun(word: str) -> tuple[str, ...]:
    """The signs that may begin at a word."""
    return tuple(name for name, pattern in _START_PATTERNS.items() if pattern.match(word))


def _shares(reading: Reading, row: dict[str, float], title: str) -> None:
    models = sum(row[f"{place}.model"] for place in _CORE)
    uses = sum(row[f"{place}.use"] for place in _CORE)
    core = sum(row[f"{place}.any"] for place in _CORE)
    every = max(1, len(reading.hits))
    sentences = sum(1 for line in reading.lines if line.section in _CORE and not line.heading)
    row["model_share"] = (models - uses) / (models + uses + 1)
    row["use_share"] = uses / (models + uses + 1)
    row["core_share"] = core / every
    row["core"] = core / max(4, sentences)
    row["model_first"] = _first_kind(reading)
    for place in PLACES:
        row[f"{place}.sole"] = float(row[f"{place}.any"] == every)
    for name in _COUNTED:
        if row[name]:
            row[name] = math.log1p(row[name])
    row["length"] = math.log1p(max(200, len(reading.text))) / 8
    row["short"] = float(len(reading.text) < 700)
    row["weak"] = math.log1p(len(reading.weak))
    row["untitled"] = float(not title)
    row["title_hits_none"] = float(core == 0 and row["title.ai"] > 0)


def _first_kind(reading: Reading) -> float:
    """+1 where the first duty that names AI is about models, -1 where it is about using them."""
    for segment in reading.hits:
        if segment.section in {"duty", "role"}:
            low = segment.text.lower()
            difference = len(MODEL.findall(low)) - len(USE.findall(low))
            if difference:
                return 1.0 if difference > 0 else -1.0
    return 0.0


def matrix(readings: list[Reading]) -> NDArray[np.float32]:
    """Rows of features (n x len(NAMES))."""
    return np.array([features(reading) for reading in readings], dtype=np.float32)
