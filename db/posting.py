"""The canonical record of a posting: one field is one column, with its sentence."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


def column(doc: str, **options: Any) -> Any:
    """Declare a dataclass field that is a column; ``doc`` is its sentence in docs and metadata."""
    return field(metadata={"doc": doc}, **options)


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """One structured address that a board states for a posting; unknown parts are None."""

    locality: str | None = None
    region: str | None = None
    country: str | None = None
    postal_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """An opening as one board shows it."""

    source_id: str = column("The applicant tracking system's own id of the opening.")
    title: str = column("Title as advertised.")
    url: str | None = column("Public page of the posting (http or https).", default=None)
    employer: str | None = column("Employer as the board names it.", default=None)
    text: str | None = column("Description as plain text, personal data masked.", default=None)
    locations: tuple[str, ...] = column("Location strings as advertised, not resolved.", default=())
    detail_pending: bool = column(
        "Whether the text stands on a page that could not be read yet.", default=False
    )
    addresses: tuple[Address, ...] = column("Structured addresses, where stated.", default=())
    workplace: str | None = column("`onsite`, `hybrid` or `remote`, where stated.", default=None)
    department: str | None = column("Department or team as advertised.", default=None)
    employment_type: str | None = column(
        "`full_time`, `part_time`, `contract`, `temporary`, `internship`, `volunteer` or NULL.",
        default=None,
    )
    language: str | None = column("Language of the posting, ISO 639-1, where stated.", default=None)
    requisition: str | None = column("The employer's requisition, shared by copies.", default=None)
    posted_at: str | None = column("When the board says it was published (UTC).", default=None)
    updated_at: str | None = column("When the board says it was changed (UTC).", default=None)
    expires_at: str | None = column("When the board says it expires (UTC).", default=None)
    pay_min: float | None = column("Lower end of pay, in `pay_currency` per period.", default=None)
    pay_max: float | None = column("Upper end of pay, in `pay_currency` per period.", default=None)
    pay_currency: str | None = column("Currency of pay, ISO 4217.", default=None)
    pay_period: str | None = column(
        "`hour`, `day`, `week`, `month`, `year` or NULL when not stated.", default=None
    )
