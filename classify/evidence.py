"""Why a label: the sentences whose words weigh most towards the chosen role."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from classify.lexical import GROUPS, Lexical, grams
from classify.passages import Reading, Segment
from classify.triggers import WORD
from db.label import ROLES, Evidence

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 3
LONGEST = 400


def evidence(reading: Reading, role: str, lexical: Lexical) -> tuple[Evidence, ...]:
    """Up to three AI sentences, heaviest first, with the section and weight of each.

    The weight is the sentence's part of the light model's score for the role less its mean score
    for the two others, from the words of the sentence in its section.
    """
    unique = {part.text: part for part in reading.hits}
    weighed = [(weight(part, role, lexical), part) for part in unique.values()]
    weighed.sort(key=lambda pair: -pair[0])
    return tuple(
        Evidence(
            passage=(part.written or part.text)[:LONGEST],
            section=part.section,
            weight=round(value, 4),
        )
        for value, part in weighed[:MOST]
    )


def weight(part: Segment, role: str, lexical: Lexical) -> float:
    """Contribution of one sentence to a role against the other two."""
    words = WORD.findall(part.text.lower())
    keys = grams(words, GROUPS[part.section] + "|") + grams(words, "h|")
    at = lexical.lexicon.find(dict.fromkeys(keys))
    at = at[at >= 0]
    if not len(at):
        return 0.0
    contrast = _contrast(lexical.weights[at], role)
    return float(contrast @ lexical.lexicon.idf[at]) / float(np.sqrt(len(at)))


def _contrast(weights: NDArray[np.float32], role: str) -> NDArray[np.float32]:
    chosen = ROLES.index(role)
    others = [index for index in range(len(ROLES)) if index != chosen]
    return np.asarray(weights[:, chosen] - weights[:, others].mean(axis=1), dtype=np.float32)
