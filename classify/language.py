"""A guess at the language of a posting from the shares of its stop words."""

from __future__ import annotations

import re

from classify.triggers import WORD

SAMPLE = 2_400
"""Characters that are looked at, half from the start and half from the middle."""

_ENGLISH = frozenset(
    {"the", "and", "to", "for", "with", "our", "you", "your", "will", "are", "that", "this"}
    | {"from", "have", "at", "it", "be", "by"}
)
"""Only words that none of the other languages has."""

_OTHERS = {
    "de": "und der die das den dem des ein eine einen einer eines mit von für auf im zur zum bei "
    "aus wir unsere unser unseren sie ihre ihr ihren du dein deine dich sich ist sind oder nicht "
    "als auch nach über sowie uns",
    "fr": "le la les des du un une et est vous votre vos nous notre nos pour dans sur avec au aux "
    "par en ce ces qui que ou sont êtes leur leurs sein",
    "es": "el la los las de del un una y en con para por que se su sus tu nuestro nuestra nuestros "
    "como más eres es al lo nos te buscamos trabajo",
    "pt": "o os as de do da dos das um uma e em com para por que se no na nos nas ao à seu sua "
    "nosso nossa você mais como é são pelo pela",
    "nl": "de het een en van voor met op te je jij jouw wij ons onze bij aan zijn is dat die als "
    "naar ook om uit bent of door",
}
_WORDS = {name: frozenset(words.split()) for name, words in _OTHERS.items()}
_MARKS = {
    "de": re.compile(r"\((?:[mwdx]/){2}[mwdx]\)|gmbh"),
    "fr": re.compile(r"\b[hf]/[fh]\b"),
}
_ELSEWHERE = re.compile(r"[čďěłňřšťůžąćęńśźżőűșțăđğışøåæ]")
"""Letters that none of these languages writes: Czech, Polish, Turkish, the Nordic languages, ..."""
_ELSEWHERE_SHARE = 0.05
"""Share of words with such a letter from which a text is in another language, whatever stop words
the two have in common; a single one may be a name."""
_PLAINLY_ENGLISH = 0.1
_LEAST_SHARE, _LEAST_WORDS = 0.1, 2


def language(title: str, text: str) -> str:
    """One of en, de, fr, es, pt, nl, or "other" where no stop words or foreign letters tell.

    Reads a bounded sample, so that the cost does not grow with the text.
    """
    middle = len(text) // 2
    half = SAMPLE // 2
    sample = text if len(text) <= SAMPLE else f"{text[:half]} {text[middle : middle + half]}"
    low = f"{title}\n{sample}".lower()
    quick = low.split()
    english = sum(map(_ENGLISH.__contains__, quick))
    return "en" if english > _PLAINLY_ENGLISH * len(quick) else _compared(low)


def _compared(low: str) -> str:
    words = WORD.findall(low)
    english = sum(word in _ENGLISH for word in words)
    counts = {name: sum(word in known for word in words) for name, known in _WORDS.items()}
    for name, mark in _MARKS.items():
        counts[name] += mark.search(low) is not None
    best = max(counts, key=lambda name: counts[name])
    if counts[best] <= 2 * english:
        return "en" if english else "other"
    enough = counts[best] >= max(_LEAST_WORDS, _LEAST_SHARE * len(words))
    return best if enough and not _elsewhere(words) else "other"


def _elsewhere(words: list[str]) -> bool:
    return sum(map(bool, map(_ELSEWHERE.search, words))) > max(1, _ELSEWHERE_SHARE * len(words))
