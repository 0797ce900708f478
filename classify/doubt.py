"""When a label is flagged uncertain: below the model's threshold, and sooner outside English."""

from __future__ import annotations

import re

from classify.glossary import LANGUAGES
from classify.language import SAMPLE
from classify.passages import Reading
from classify.terms import STRONG
from classify.triggers import WORD

GLOSS_THRESHOLD = 0.75
"""Least probability of a sure label where the posting was read through a gloss: the models were
fitted on English, so their calibration is not known to hold there."""
STRANGE_NONE = 0.9
"""Least probability of a sure ``none`` in a language that nothing here reads; an AI role is never
sure there."""

_CORE = frozenset({"duty", "must"})
_LETTER = re.compile(r"[^\W\d_]")
_OTHER_SCRIPT = re.compile(r"[^\W\d_\u0000-\u024f\u1e00-\u1eff]")
_SCRIPT_SHARE = 0.2
"""Share of letters that are not Latin from which a text is not English, whatever words it has."""
_ENGLISH = re.compile(r"\b(?:the|and|with|our|your?|will|that|this|from)\b", re.IGNORECASE)
"""Words of English alone: "for", "at" and "have" are Danish too, and "to" is Polish."""
_LEAST_WORDS, _MANY_WORDS = 8, 20
"""English of fewer words may well do without a stop word, as a bare title does; and without a
word of English alone where it has some other."""


def uncertain(reading: Reading, role: str, best: float, threshold: float) -> bool:
    """Whether a role of probability ``best`` is doubtful.

    In a gloss, ``none`` is doubtful too where the title, a duty or a must-have names AI. In a
    language that is not read, everything is but a very sure ``none``.
    """
    if reading.language in LANGUAGES:
        return best < max(threshold, GLOSS_THRESHOLD) or (role == "none" and _named(reading))
    if _strange(reading):
        return role != "none" or best < max(threshold, STRANGE_NONE)
    return best < threshold


def _strange(reading: Reading) -> bool:
    """Whether an unglossed posting is not English, judged by a bounded sample of it."""
    sample = f"{reading.title} {reading.text[:SAMPLE]}"
    if not sample.isascii():
        other = len(_OTHER_SCRIPT.findall(sample))
        if other and other >= _SCRIPT_SHARE * len(_LETTER.findall(sample)):
            return True
    if _ENGLISH.search(sample):
        return False
    least = _LEAST_WORDS if reading.language == "other" else _MANY_WORDS
    return len(WORD.findall(sample.lower())) >= least


def _named(reading: Reading) -> bool:
    in_core = any(part.section in _CORE for part in reading.hits)
    return in_core or STRONG.search(reading.title.lower()) is not None
