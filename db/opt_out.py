"""Employers and domains that asked to be left out: enforced before the first write."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from db.connection import Connection


@dataclass(frozen=True, slots=True)
class OptOuts:
    """Who is left out; employers by exact name (case apart), domains with their subdomains."""

    employers: frozenset[str]
    domains: tuple[str, ...]

    @classmethod
    def read(cls, connection: Connection) -> OptOuts:
        """The opt-outs that the database holds."""
        rows = connection.execute("SELECT kind, pattern FROM opt_outs").fetchall()
        return cls(
            frozenset(_folded(row["pattern"]) for row in rows if row["kind"] == "employer"),
            tuple(row["pattern"].lower() for row in rows if row["kind"] == "domain"),
        )

    @classmethod
    def of(cls, kind: str, pattern: str) -> OptOuts:
        """One opt-out: ``kind`` is ``employer`` or ``domain``."""
        if kind == "employer":
            return cls(frozenset([_folded(pattern)]), ())
        return cls(frozenset(), (pattern.lower(),))

    def covers(self, employer: str | None, url: str | None) -> bool:
        """Whether a posting of this employer at this URL is left out."""
        if employer and _folded(employer) in self.employers:
            return True
        host = (urlsplit(url).hostname or "") if url else ""
        return any(host == domain or host.endswith(f".{domain}") for domain in self.domains)


def _folded(employer: str) -> str:
    return employer.strip().casefold()
