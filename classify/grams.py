"""Words and pairs of neighbours: as strings to learn from, and as numbers to look up fast.

Words that any model of this process knows have a number, and a term's key is made of a lead and
two numbers: no string is built for a pair, and a posting's keys serve every model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, repeat
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

Run = tuple[str, Sequence[str]]
"""A lead and words that follow one another; a term is the lead with one word or two."""

ROLE_LEADS = ("", "t=", "e=", "h|", "D|", "R|", "M|", "N|", "A|", "L|")
TOPIC_LEADS = ("h=", "z=", "a=")
"""Leads that only the model of the attributes uses (see topic_words)."""
LEADS = (*ROLE_LEADS, *TOPIC_LEADS)
"""What stands before a term; each ends in a mark that no word holds."""

_LEAD_NUMBERS = {lead: number for number, lead in enumerate(LEADS)}
_UNKNOWN, _ALONE, _FIRST = 0, 1, 2
"""Numbers of a word that no model knows, of "no second word", and of the first word."""
_WORD_BITS, _SLOT_BITS = 18, 22
_END = np.iinfo(np.int64).max
_numbers: dict[str, int] = {}


class Keys(NamedTuple):
    """Distinct terms of a posting in ascending order of key, with counts (three equal lengths).

    A run of n words spans 2n slots; ``slots`` tells where a term stands first.
    """

    keys: NDArray[np.int64]
    counts: NDArray[np.int64]
    slots: NDArray[np.int64]


def numbered() -> int:
    """How many words have a number; keys made before the last one came are stale."""
    return len(_numbers)


def grams(words: Sequence[str], lead: str = "") -> list[str]:
    """Words and pairs of neighbours, each behind ``lead``."""
    found = [lead + word for word in words]
    found.extend(f"{lead}{one} {two}" for one, two in pairwise(words))
    return found


def keys(runs: Sequence[Run]) -> Keys:
    """The keys of ``grams`` of all runs, without those of words that no model knows."""
    places = np.sort(_places(runs))
    every = places >> _SLOT_BITS
    first = begins(every)
    ends = np.append(first[1:], len(every)) if len(first) else first
    slots = places[first] & ((1 << _SLOT_BITS) - 1)
    return Keys(every[first], ends - first, slots)


def begins(ordered: NDArray[np.int64]) -> NDArray[np.int64]:
    """Where each run of equal values begins."""
    new = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=new[1:])
    return np.flatnonzero(new)


def _places(runs: Sequence[Run]) -> NDArray[np.int64]:
    """Key and slot of every word and pair, packed into one number each, so that one sort does."""
    found, slots, _ = every_key(runs)
    return found << _SLOT_BITS | slots


def every_key(
    runs: Sequence[Run],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Key, slot and run of every word and pair of known words, as often as it occurs."""
    sizes = np.array([len(words) for _, words in runs], dtype=np.int64)
    words = chain.from_iterable(words for _, words in runs)
    ids = np.fromiter(map(_numbers.get, words, repeat(_UNKNOWN)), np.int64, sizes.sum())
    ends = sizes.cumsum()
    run = np.repeat(np.arange(len(runs)), sizes)
    leads = np.array([_LEAD_NUMBERS[lead] for lead, _ in runs], dtype=np.int64)
    heads = (leads[run] << _WORD_BITS | ids) << _WORD_BITS
    here = np.arange(len(ids))
    known = ids != _UNKNOWN
    joined = (run[1:] == run[:-1]) & known[1:] & known[:-1]
    single, pair = heads | _ALONE, heads[:-1] | ids[1:]
    slots = here + (ends - sizes)[run], here[:-1] + ends[run[:-1]]
    return (
        np.concatenate((single[known], pair[joined])),
        np.concatenate((slots[0][known], slots[1][joined])),
        np.concatenate((run[known], run[:-1][joined])),
    )


@dataclass(frozen=True, slots=True)
class Index:
    """The columns of a model's terms by key, in ascending order of key."""

    keys: NDArray[np.int64]
    columns: NDArray[np.int64]

    def columns_of(self, keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The columns of the known keys, and where those stand among ``keys``."""
        at = np.searchsorted(self.keys, keys)
        known = np.flatnonzero(self.keys[at] == keys)
        return self.columns[at[known]], known

    def find(self, found: Keys) -> Keys:
        """The known ones with columns in place of keys, in the order in which they first occur."""
        columns, known = self.columns_of(found.keys)
        order = np.argsort(found.slots[known])
        known = known[order]
        return Keys(columns[order], found.counts[known], found.slots[known])


def index(columns: Mapping[str, int]) -> Index:
    """Number the words of a model's terms; terms with a lead that is none of LEADS stay out.

    ValueError where more words would have numbers than fit.
    """
    pairs = ((_key(term), column) for term, column in columns.items())
    table = [*sorted(pair for pair in pairs if pair[0] >= 0), (_END, 0)]
    if len(_numbers) >= (1 << _WORD_BITS) - _FIRST:
        raise ValueError(f"the models know {len(_numbers)} words together: keep fewer terms")
    found = np.array(table, dtype=np.int64)
    return Index(found[:, 0].copy(), found[:, 1].copy())


def _key(term: str) -> int:
    head, mark, rest = term.partition("=") if "=" in term else term.partition("|")
    lead, words = (head + mark, rest) if mark else ("", term)
    if lead not in _LEAD_NUMBERS:
        return -1
    one, space, two = words.partition(" ")
    first = _numbers.setdefault(one, _FIRST + len(_numbers))
    second = _numbers.setdefault(two, _FIRST + len(_numbers)) if space else _ALONE
    return (_LEAD_NUMBERS[lead] << _WORD_BITS | first) << _WORD_BITS | second
