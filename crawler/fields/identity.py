"""The source's id of a posting, the same text however the source types it."""

from __future__ import annotations


def source_id(value: object) -> str:
    """``123``, ``"123"`` and ``123.0`` are one id; raises ValueError for anything that is no id."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise ValueError(f"the id is {value!r}")
