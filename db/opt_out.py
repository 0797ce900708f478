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
            frozenset(row["pattern"].casefold() for row in rows if row["kind"] == "employer"),
            tuple(row["pattern"].lower() for row in rows if row["kind"] == "domain"),
        )

    def covers(self, employer: str | None, url: str | None) -> bool:
        """Whether a posting of this employer at this URL is left out."""
        if employer and employer.strip().casefold() in self.employers:
            return True
        host = (urlsplit(url).hostname or "") if url else ""
        return any(host == domain or host.endswith(f".{domain}") for domain in self.domains)
