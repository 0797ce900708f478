"""Build time: what words mean, as short vectors, so that rare words learn from their neighbours."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from classify.lexical import terms
from classify.passages import Reading

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST = 3
"""A word has a vector where it occurs in this many postings."""
SIZE = 128
_BLOCKS = ("title", "employer", "body")


def vocabulary(readings: Iterable[Reading]) -> list[str]:
    """The words of titles, names and texts that occur in LEAST postings, sorted."""
    seen: Counter[str] = Counter()
    for reading in readings:
        runs = terms(reading).runs
        seen.update({word for block in _BLOCKS for _, run in runs[block] for word in run})
    return sorted(word for word, count in seen.items() if count >= LEAST)


def word_vectors(words: Sequence[str], encoder: str) -> dict[str, NDArray[np.float32]]:
    """SIZE values per word: an encoder's vector of the bare word on its main directions.

    ``encoder`` names a sentence-transformers model or its folder. Directions are those of a
    singular value decomposition of all words, about their mean.
    """
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(encoder, device="cpu")
    found = model.encode(list(words), batch_size=256, normalize_embeddings=True)
    centred = np.asarray(found) - np.mean(found, axis=0)
    left, size, _ = np.linalg.svd(centred, full_matrices=False)
    short = (left[:, :SIZE] * size[:SIZE]).astype(np.float32)
    return dict(zip(words, short, strict=True))
