"""Locations as advertised: strings split where a source lists several, and stated addresses."""

from __future__ import annotations

from collections.abc import Iterable

from crawler.fields.text import line
from db.posting import Address


def names(*values: object) -> tuple[str, ...]:
    """Distinct location strings in order; one that lists several with ``;`` is split."""
    found = (line(part) for value in values if isinstance(value, str) for part in value.split(";"))
    return tuple(dict.fromkeys(name for name in found if name))


def joined(*parts: object) -> str | None:
    """``City, Region, Country`` of the parts that are stated, each once."""
    found = dict.fromkeys(name for part in parts if (name := line(part)))
    return ", ".join(found) or None


def address(
    locality: object = None,
    region: object = None,
    country: object = None,
    postal_code: object = None,
) -> Address | None:
    """A structured address, or None when no part is stated."""
    found = Address(
        locality=line(locality),
        region=line(region),
        country=line(country),
        postal_code=line(postal_code),
    )
    return found if found != Address() else None


def addresses(found: Iterable[Address | None]) -> tuple[Address, ...]:
    """The stated ones, each once."""
    return tuple(dict.fromkeys(one for one in found if one))
