"""The words of a posting that only the model of the attributes counts (see topical)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain, islice

from classify.employer_table import Facts
from classify.employers import normal_name
from classify.grams import Run
from classify.passages import Reading
from classify.topics import topics
from classify.traits import duties, rank_traits, traits
from classify.triggers import WORD

GROUPED_WORDS = 450
"""Words of the text that are sorted into groups."""
ABOUT_WORDS = 160
"""Words that tell about the employer, and of one line at most half as many."""

_LETTERS = (3, 4, 5)
_WE = re.compile(r"(?:we|our|we're|we’re|about us)\b")
_HEAD_END = re.compile(r"\s[-–|,(/@:]\s?|[,(|]")
_RANK = re.compile(
    r"senior|sr|junior|jr|staff|principal|lead|i|ii|iii|iv|v|remote|m|w|d|f|h|x|hybrid|full|time|"
    r"mid|level|the|of|and|a|in|for|usa|us|uk"
)
"""Words that say nothing of the kind of work."""
_SILENT = frozenset({"benefit", "legal"})
"""Sections that say nothing of what the employer does."""


def topic_runs(reading: Reading) -> dict[str, list[Run]]:
    """Words that follow one another by block: the head of the title, lines on the employer."""
    words = WORD.findall(_HEAD_END.split(reading.title.lower())[0])
    head = [word for word in words if not _RANK.fullmatch(word)]
    return {
        "head": [("h=", head), ("z=", head[-1:])],
        "about": [("a=", about) for about in _about(reading)],
    }


def topic_singles(reading: Reading, told: Facts, deep: bool) -> dict[str, list[str]]:
    """Terms that have no neighbours by block; ``told`` is what the table knows of the employer.

    Without ``deep`` those that tell only depth are left out. A bare name tells of its employer
    alone, not that a job asks nothing.
    """
    bare = reading.empty
    name = WORD.findall(reading.employer.lower())
    words = islice(chain.from_iterable(line.words for line in reading.lines), GROUPED_WORDS)
    kinds: list[str] = []
    groups: list[str] = []
    for group, count in topics(WORD.findall(reading.title.lower()), name, words).items():
        (kinds if group.startswith("kt") else groups).extend([group] * count)
    return {
        "name_letters": ["n=" + part for part in _letters(name)],
        "kinds": ["k=" + kind for kind in kinds],
        "groups": ["i=" + group for group in groups],
        "ranks": ["r=" + trait for trait in ([] if bare else rank_traits(reading))],
        "traits": ["x=" + trait for trait in traits(reading, told)],
        "duties": ["d=" + trait for trait in duties(reading)] if deep and not bare else [],
    }


def _letters(words: Iterable[str]) -> list[str]:
    found: list[str] = []
    for word in words:
        bounded = f"_{word}_"
        for size in _LETTERS:
            found.extend(bounded[at : at + size] for at in range(len(bounded) - size + 1))
    return found


def _about(reading: Reading) -> list[tuple[str, ...]]:
    """The words of the first lines that tell about the employer: by section, by name, by "we"."""
    name = normal_name(reading.employer)
    found: list[tuple[str, ...]] = []
    left = ABOUT_WORDS
    for line in reading.lines:
        if left <= 0:
            break
        if line.section in _SILENT:
            continue
        low = line.text.lower()
        if line.section == "about" or _WE.match(low) or (len(name) > 3 and name in low):
            found.append(line.words[: ABOUT_WORDS // 2])
            left -= len(found[-1])
    return found
