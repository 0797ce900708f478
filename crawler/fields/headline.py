"""The first line of a "Who is hiring?" comment: employer, title and location between pipes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.fields.kinds import employment

_SHORTEST = 60  # characters of a comment that can be a posting
_SEEKER = re.compile(r"\b(?:seeking work|willing to relocate\s*:|r[ée]sum[ée]/cv\s*:)", re.I)
_HIRING = re.compile(
    r"\b(?:hiring|roles?|positions?|engineers?|developers?|scientists?|designers?|managers?|interns?|"
    r"apply|applicants?|candidates?|recruiting|jobs?|vacanc(?:y|ies)|join (?:us|our)|careers?|"
    r"looking for|remote|on-?site|full[- ]?time|contract)\b",
    re.I,
)
_AGGREGATOR = re.compile(r"\b(?:this thread|who is hiring|whoishiring|who'?s hiring)\b", re.I)
_ROLE = re.compile(
    r"\b(?:engineer(?:s|ing)?|developers?|devs?|scientists?|designers?|managers?|leads?|architects?|"
    r"analysts?|interns?|researchers?|swes?|sres?|devops|full[- ]?stack|front[- ]?end|back[- ]?end|"
    r"head of|director|cto|vp|founding|senior|staff|principal|multiple|various|several|roles?|"
    r"positions?|product|sales|marketing|recruiter|consultants?|administrators?|writers?|operators?|"
    r"programmers?|specialists?|machine learning|ml|ai|data)\b",
    re.I,
)
_TERMS = re.compile(
    r"^(?:full[- ]?time|part[- ]?time|fulltime|contract(?:or)?s?|permanent|internship|freelance|"
    r"ft|visa.*|equity.*|benefits.*|competitive.*|salary.*|.*https?://.*|www\..*|[\w.-]+\.(?:com|io|ai|"
    r"co|org|net|dev)(?:/\S*)?|.*[$€£¥]\s?\d.*|.*\d{2,3}\s?k\b.*)$",
    re.I,
)
_WORKPLACE = (
    ("hybrid", r"\bhybrid\b"),
    ("remote", r"\bremote\b"),
    ("onsite", r"\b(?:on-?site|in[- ]office|in[- ]person)\b"),
)
_LONGEST_TITLE = 200  # characters
_LONGEST_NAME = 8  # words; more are a sentence


@dataclass(frozen=True)
class Headline:
    """What the first line of a comment states."""

    employer: str | None
    title: str
    locations: tuple[str, ...] = ()
    workplace: str | None = None
    employment_type: str | None = None


def no_posting(text: str | None) -> str | None:
    """Why a comment is no posting, or None when it may be one."""
    if not text or text in ("[flagged]", "[dead]", "[deleted]"):
        return "without text"
    if _SEEKER.search(text[:1500]):
        return "of somebody who seeks work"
    first = text.split("\n", 1)[0]
    if "|" in first and len(text) >= _SHORTEST:
        return None
    if len(text) < _SHORTEST or not _HIRING.search(text):
        return "that offer no position"
    if _AGGREGATOR.search(first) and len(text) < 600:
        return "about the thread itself"
    return None


def headline(text: str) -> Headline:
    """Read the first line of a comment; what it does not say is None.

    A line without pipes is a sentence: it is the title, and the employer is not guessed from it.
    """
    first = text.split("\n", 1)[0]
    parts = [part.strip(" -–—•\t") for part in first.split("|")]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        return Headline(None, first[:_LONGEST_TITLE], workplace=_workplace(first))
    employer, rest = _employer(parts[0]), parts[1:]
    titles = [part for part in rest if _ROLE.search(part) and not _TERMS.match(part)]
    title = next((part for part in titles if not _place_like(part)), None)
    places = [
        p
        for p in rest
        if p != title and not _TERMS.match(p) and (_place_like(p) or p not in titles)
    ]
    return Headline(
        employer=employer,
        title=(title or first)[:_LONGEST_TITLE],
        locations=tuple(dict.fromkeys(places[:3])),
        workplace=_workplace(" | ".join(rest)),
        employment_type=next(filter(None, map(employment, rest)), None),
    )


def _employer(part: str) -> str | None:
    name = re.sub(r"\s*[(\[]?(?:https?://|www\.)\S*[)\]]?|\([^()]{0,200}\)", " ", part)
    words = name.split()
    return " ".join(words).strip(" -–—:,") or None if len(words) <= _LONGEST_NAME else None


def _place_like(part: str) -> bool:
    return bool(re.search(r"\b(?:remote|hybrid|on-?site|in[- ]office|in[- ]person)\b", part, re.I))


def _workplace(line: str) -> str | None:
    return next((kind for kind, said in _WORKPLACE if re.search(said, line, re.I)), None)
