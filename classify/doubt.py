"""When a label is flagged uncertain: below the model's threshold, and sooner in a gloss."""

from __future__ import annotations

from classify.glossary import LANGUAGES
from classify.passages import Reading
from classify.terms import STRONG

GLOSS_THRESHOLD = 0.75
"""Least probability of a sure label where the posting was read through a gloss: the models were
fitted on English, so their calibration is not known to hold there."""

_CORE = frozenset({"duty", "must"})


def uncertain(reading: Reading, role: str, best: float, threshold: float) -> bool:
    """Whether a role of probability ``best`` is doubtful.

    In a gloss, ``none`` is doubtful too where the title, a duty or a must-have names AI.
    """
    if reading.language not in LANGUAGES:
        return best < threshold
    return best < max(threshold, GLOSS_THRESHOLD) or (role == "none" and _named(reading))


def _named(reading: Reading) -> bool:
    in_core = any(part.section in _CORE for part in reading.hits)
    return in_core or STRONG.search(reading.title.lower()) is not None
