"""``panel.json``: the hub lists, technology sectors and weighting an analyst asks for."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.settings import Settings

TECH_KEYS = ("tech_sectors", "tech")
WEIGHT_KEYS = ("weighted", "weight", "weights", "use_weights")
OFF = ("", "0", "false", "no", "none", "null")


def read_options(path: Path, settings: Settings) -> Settings:
    """Return the settings with what the file changes; a missing file changes nothing.

    A ValueError names the file and the entry that cannot be used.
    """
    if not path.exists():
        return settings
    try:
        raw = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        raise ValueError(f"{path} is not JSON ({error}): correct or remove it.") from error
    if not isinstance(raw, dict):
        raise ValueError(f"{path} must hold one JSON object: correct or remove it.")
    hubs = {name: _names(path, name, raw[name]) for name in ("top6", "top10") if raw.get(name)}
    settings = settings.with_hubs(**hubs)
    for key in TECH_KEYS:
        if raw.get(key):
            sectors = [sector_name(name) or "" for name in _names(path, key, raw[key])]
            settings = replace(settings, tech_sectors=tuple(sectors))
    asked = any(_is_on(raw[key]) for key in WEIGHT_KEYS if key in raw)
    return replace(settings, weighted=asked)


def sector_name(text: str) -> str | None:
    """Return a sector as it is compared: trimmed, ``51.0`` read as ``51``; None when empty."""
    name = text.strip().removesuffix(".0")
    return name or None


def _names(path: Path, key: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str | int) for item in value):
        raise ValueError(f"{key} in {path} must be a list of names: correct it.")
    return tuple(str(item).strip() for item in value)


def _is_on(value: Any) -> bool:
    return str(value).strip().lower() not in OFF
