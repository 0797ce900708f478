"""The name of an employer without what does not tell it apart."""

from __future__ import annotations

import re

_FORM = re.compile(
    r"\b(?:inc|llc|ltd|limited|gmbh|ag|corp|corporation|co|plc|sa|bv|pte|pvt|the|group)\b\.?"
)


def normal_name(employer: str) -> str:
    """An employer's name in lower case without legal form and punctuation."""
    bare = re.sub(r"[^\w]+", " ", employer.lower())
    return " ".join(_FORM.sub(" ", bare).split())
