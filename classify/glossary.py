"""Words of other languages put into the English that the models know, one by one.

A gloss, not a translation: word order and grammar stay, only the light model, the encoder and
the word lists read it. Evidence shows the sentence as written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import import_module

LANGUAGES = ("de", "fr", "es", "pt", "nl")
LONGEST_WORD = 60
"""A longer run of letters is no word, and is not remembered."""

_ELISION = re.compile(r"(?<!\w)(?:qu|[dlnsjcmt])['’](?=\w)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Glossary:
    """One language's entries: phrases are replaced first, then whole words; earlier wins."""

    language: str
    phrases: re.Pattern[str]
    words: re.Pattern[str]
    phrase_glosses: tuple[str, ...]
    word_glosses: tuple[str, ...]

    def phrase(self, found: re.Match[str]) -> str:
        """The English of a found phrase."""
        return self.phrase_glosses[(found.lastindex or 1) - 1]

    def word(self, found: re.Match[str]) -> str:
        """The English of a found word, or the word itself."""
        word = found.group()
        return word if len(word) > LONGEST_WORD else _word(self.language, word)


@cache
def glossary(language: str) -> Glossary:
    """The glossary of one of LANGUAGES."""
    entries = _entries(import_module(f"classify.glossaries.{language}").ENTRIES)
    phrases = [entry for entry in entries if not _single(entry[0])]
    words = [entry for entry in entries if _single(entry[0])]
    return Glossary(
        language,
        re.compile("|".join(rf"(?<!\w)({pattern})(?!\w)" for pattern, _ in phrases)),
        re.compile("|".join(f"({pattern})" for pattern, _ in words)),
        tuple(english for _, english in phrases),
        tuple(english for _, english in words),
    )


def gloss(text: str, language: str, employer: str = "") -> str:
    """The text in lower case with every known word in English; the employer's name stays."""
    low = text.lower()
    name = employer.lower()
    if len(name) < 3 or name not in low:
        return _glossed(low, language)
    return name.join(_glossed(part, language) for part in low.split(name))


def _glossed(low: str, language: str) -> str:
    known = glossary(language)
    low = known.phrases.sub(known.phrase, _ELISION.sub("", low))
    return _WORD.sub(known.word, low)


@lru_cache(maxsize=50_000)
def _word(language: str, word: str) -> str:
    known = glossary(language)
    found = known.words.fullmatch(word)
    return known.word_glosses[(found.lastindex or 1) - 1] if found else word


def _entries(table: str) -> list[tuple[str, str]]:
    """Pairs of a pattern and its English from lines ``english = pattern, pattern``.

    A line may go on after a comma on the next one.
    """
    pairs: list[tuple[str, str]] = []
    for line in table.strip().replace(",\n", ",").splitlines():
        english, _, patterns = line.partition(" = ")
        pairs.extend((pattern.strip(), english.strip()) for pattern in patterns.split(","))
    return pairs


def _single(pattern: str) -> bool:
    return " " not in pattern and "-" not in pattern
