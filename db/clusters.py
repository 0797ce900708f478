"""Which postings advertise one job: pure rules over their employer, title, text and metros.

Two postings are one job when they are of one employer, stand in the same metros, and title and
text are near-identical; never across metros. The same without the metro rule makes a family.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

NEAR_IDENTICAL = 0.9
SHINGLE_WORDS = 5
LARGEST_COMPARED = 60
_WORD = re.compile(r"\w+")
_LEGAL_FORM = re.compile(
    r"[\s,]+(?:inc|llc|ltd|limited|gmbh|corp|corporation|co|company|plc|sa|sas|ag|bv|b\.v|se|kg|oy|ab|"
    r"pty|pvt|s\.?r\.?l|s\.?p\.?a|holdings?|group)\.?$"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """What clustering reads of a posting; ``place`` is its metros, or its raw locations."""

    posting_id: int
    board_id: int
    ats: str
    token: str
    employer: str
    title: str
    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Link:
    """Why a posting belongs to a job: the posting it is like, and how like."""

    posting_id: int
    leader_id: int
    reason: str
    similarity: float


def employer_name_key(name: str) -> str:
    """A name without case, punctuation and legal form."""
    key = " ".join(name.casefold().split())
    previous = ""
    while key != previous:
        previous, key = key, _LEGAL_FORM.sub("", key)
    return " ".join(_WORD.findall(key)) or name.casefold()


def fingerprint(text: str) -> str:
    """Text as compared: lower-case words only."""
    return " ".join(_WORD.findall(text.casefold()))


def shingles(text: str) -> frozenset[int]:
    """Hashes of every run of five words of a fingerprint."""
    words = text.split()
    if len(words) <= SHINGLE_WORDS:
        return frozenset([hash(tuple(words))])
    return frozenset(
        hash(tuple(words[start : start + SHINGLE_WORDS]))
        for start in range(len(words) - SHINGLE_WORDS + 1)
    )


def similarity(one: frozenset[int], other: frozenset[int]) -> float:
    """Jaccard similarity of two sets of shingles."""
    union = len(one | other)
    return len(one & other) / union if union else 1.0


def cluster(members: Iterable[Member], *, across_places: bool = False) -> list[Link]:
    """Link every posting of one employer to the first one that it repeats (or to itself)."""
    buckets: defaultdict[Hashable, list[Member]] = defaultdict(list)
    for member in sorted(members, key=lambda item: item.posting_id):
        place = "" if across_places else member.place
        buckets[(fingerprint(member.title), place)].append(member)
    return [link for bucket in buckets.values() for link in _cluster_bucket(bucket)]


def _cluster_bucket(bucket: Sequence[Member]) -> list[Link]:
    links: list[Link] = []
    exact: dict[str, int] = {}
    leaders: list[tuple[int, frozenset[int]]] = []
    for member in bucket:
        text = fingerprint(member.text)
        if text in exact:
            links.append(Link(member.posting_id, exact[text], "identical", 1.0))
            continue
        mine = shingles(text) if len(bucket) > 1 else frozenset()
        link = _nearest(member.posting_id, mine, leaders)
        if link.reason == "first" and len(leaders) < LARGEST_COMPARED:
            leaders.append((member.posting_id, mine))
        exact[text] = link.leader_id
        links.append(link)
    return links


def _nearest(
    posting_id: int, mine: frozenset[int], leaders: Sequence[tuple[int, frozenset[int]]]
) -> Link:
    scored = [(similarity(mine, theirs), leader) for leader, theirs in leaders]
    best, leader = max(scored, default=(0.0, posting_id))
    if best >= NEAR_IDENTICAL:
        return Link(posting_id, leader, "near-identical", best)
    return Link(posting_id, posting_id, "first", 1.0)


def employer_keys(members: Iterable[Member]) -> dict[tuple[int, str], str]:
    """Key of the employer for each (board, name); of the texts no more than a hash is kept.

    Boards of one name are one employer only with evidence: the same token on two systems, or a
    text in common. A name alone joins nothing, since two employers can share it.
    """
    boards: defaultdict[str, dict[int, Member]] = defaultdict(dict)
    texts: defaultdict[tuple[str, int], set[int]] = defaultdict(set)
    for member in members:
        name = employer_name_key(member.employer)
        if member.board_id not in boards[name]:
            boards[name][member.board_id] = replace(member, text="")
        if len(member.text) > 200:
            texts[(name, member.board_id)].add(hash(fingerprint(member.text)))
    keys: dict[tuple[int, str], str] = {}
    for name, by_board in boards.items():
        roots: list[Member] = []
        for board_id, member in sorted(by_board.items()):
            root = next((r for r in roots if _same_employer(name, member, r, texts)), None)
            if root is None:
                roots.append(member)
                root = member
            suffix = "" if root is roots[0] else f" @{root.ats}/{root.token.lower()}"
            keys[(board_id, name)] = name + suffix
    return keys


def _same_employer(
    name: str, one: Member, other: Member, texts: dict[tuple[str, int], set[int]]
) -> bool:
    compact = name.replace(" ", "")
    tokens = {re.sub(r"[\W_]", "", member.token.casefold()) for member in (one, other)}
    if len(tokens) == 1 or (one.ats == other.ats == "hackernews"):
        return True
    if "hackernews" in (one.ats, other.ats) and compact in tokens:
        return True
    return bool(texts[(name, one.board_id)] & texts[(name, other.board_id)])
