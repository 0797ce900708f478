"""How well skills are told: all of them together, and each alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from classify.skills import NAMES

Pairs = Sequence[tuple[Sequence[str], Sequence[str]]]
"""The skills of postings, as read and as said."""


@dataclass(frozen=True, slots=True)
class SkillScore:
    """Precision, recall and F1 of a skill that ``n`` postings were read to name."""

    name: str
    n: int
    precision: float
    recall: float
    f1: float


def skill_scores(pairs: Pairs) -> tuple[SkillScore, ...]:
    """One score per skill that was read or said of a posting, in the order of their names."""
    return tuple(found for name in NAMES if (found := _score(name, pairs)))


def _score(name: str, pairs: Pairs) -> SkillScore | None:
    real = sum(name in one for one, _ in pairs)
    said = sum(name in other for _, other in pairs)
    right = sum(name in one and name in other for one, other in pairs)
    if not real + said:
        return None
    shares = (right / max(1, said), right / max(1, real), 2 * right / (real + said))
    return SkillScore(name, real, *shares)


def micro_f1(pairs: Pairs) -> float:
    """F1 over all pairs of posting and skill."""
    right = sum(len(set(real) & set(said)) for real, said in pairs)
    return 2 * right / max(1, sum(len(real) + len(said) for real, said in pairs))
