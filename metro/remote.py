"""Remote, hybrid or neither, and the text that is left when those words are out."""

from __future__ import annotations

import re

from metro.words import ANYWHERE, COUNT, HYBRID, KIND, NOT_REMOTE, ONSITE, REMOTE, RULED_OUT, ZONE

MODES = {"none": 0, "hybrid": 1, "remote": 2}
MARK = "\x01"
"""Stands where a word for remote was."""
_RUNS = re.compile(r"\s{2,}")
"""Words that are out leave runs of spaces, each of which other patterns would try as a start."""
_JOINED = re.compile(r"(?<=\w)-(?=remot\w*(?![\w-]))", re.I)
"""The hyphen of "US-Remote"."""
_QUICK = re.compile(
    r"remot|hybr|h[íi]br|home|anywhere|everywhere|virtual|distrib|wfh|tele|télé|office|person|site"
    r"|field|fern|presen|ort\b|relocat|locations|cities|places|more|[A-Z]T\b|UTC|GMT|zone|time|±|/-|days|contract|intern|freelan|permanent"
    r"|distancia|zdaln|[^\x00-\x7f]",
    re.I,
)


def extract(text: str) -> tuple[str, str, bool, str]:
    """Return (mode, rest, anywhere, zones): the remote mode and the text without those words.

    ``anywhere`` tells that the words say "anywhere"; ``zones`` is "TZ" when time zones are named.
    """
    if not _QUICK.search(text):
        return "none", text, False, ""
    rest = RULED_OUT.sub(" ", NOT_REMOTE.sub(" ", text))
    rest, hybrid = HYBRID.subn(" ", rest)
    rest, remote = REMOTE.subn(f" {MARK} ", _JOINED.sub(" ", rest))
    rest, anywhere = ANYWHERE.subn(" ", rest)
    rest = ONSITE.sub(" ", rest)
    rest, zones = ZONE.subn(" ", rest)
    rest = _RUNS.sub(" ", KIND.sub(" ", COUNT.sub(_country, rest)))
    mode = "remote" if remote or anywhere else "hybrid" if hybrid else "none"
    return mode, rest, bool(anywhere), "TZ" if zones else ""


def _country(match: re.Match[str]) -> str:
    """Return what stays of "multiple US locations": the country."""
    return f" {match.group('country') or ''} "
