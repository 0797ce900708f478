"""The light reading of passages: what each says of the job, from its words and its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from classify.grams import Run, begins, every_key
from classify.head import log_softmax
from classify.lexical import GROUPS, Lexical, Terms
from classify.prompts import Prompt
from classify.triggers import WORD
from classify.votes import KINDS

if TYPE_CHECKING:
    from numpy.typing import NDArray

KIND_BLOCKS = {"title": 0.6, "words": 1.0, "placed": 0.8, "place": 0.6}
"""Blocks and their weights: title, words, words with their section, and the place alone."""

_LAST, _LENGTH = 6, 6


def passage_terms(prompt: Prompt) -> list[Terms]:
    """The terms of each passage of a prompt."""
    title = WORD.findall(prompt.title.lower())
    count = len(prompt.passages)
    found = []
    for at, part in enumerate(prompt.passages):
        words = WORD.findall(part.text.lower())
        place = [
            part.section,
            f"at{min(at, _LAST)}",
            f"of{min(count, _LAST)}",
            f"long{min(len(words) // 6, _LENGTH)}",
        ]
        runs: dict[str, list[Run]] = {
            "title": [("t=", title)],
            "words": [("", words)],
            "placed": [(GROUPS[part.section] + "|", words)],
            "place": [("h|", place)],
        }
        found.append(Terms(runs))
    return found


def light_kinds(prompt: Prompt, model: Lexical) -> NDArray[np.float32]:
    """Probabilities of the kinds (passages x kinds)."""
    return kinds_of(passage_terms(prompt), model)


def kinds_of(counted: Sequence[Terms], model: Lexical) -> NDArray[np.float32]:
    """Probabilities of the kinds (passages x kinds) of a posting's counted passages."""
    if not counted:
        return np.zeros((0, len(KINDS)), dtype=np.float32)
    return np.asarray(np.exp(log_softmax(_scores(counted, model))), dtype=np.float32)


def _scores(counted: Sequence[Terms], model: Lexical) -> NDArray[np.float32]:
    """What ``model.score`` gives for each passage, worked out for all of them at once."""
    lexicon, blocks = model.lexicon, len(KIND_BLOCKS)
    parts = [runs for terms in counted for runs in terms.runs.values()]
    part = np.repeat(np.arange(len(parts)), [len(runs) for runs in parts])
    keys, _, run = every_key([run for runs in parts for run in runs])
    columns, known = lexicon.index.columns_of(keys)
    size = len(lexicon.columns)
    every = np.sort(part[run[known]] * size + columns)
    first = begins(every)
    counts = np.diff(first, append=len(every))
    part, columns = np.divmod(every[first], max(1, size))
    values = (1 + np.log(counts.astype(np.float32))) * lexicon.idf[columns]
    length = np.sqrt(np.bincount(part, values * values, minlength=len(parts)))
    scale = np.tile(list(KIND_BLOCKS.values()), len(counted)) / np.maximum(length, 1e-9)
    weighed = (values * scale[part]).astype(np.float32)[:, None] * model.weights[columns]
    passage = part // blocks
    scores = np.tile(model.bias, (len(counted), 1))
    first = begins(passage)
    scores[passage[first]] += np.add.reduceat(weighed, first)
    return scores
