"""The settings that are fixed before the data: effects of interest, hub lists, benchmarks."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

SETTINGS_FILE = Path(__file__).with_name("settings.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One run's settings; ``hubs`` holds the named lists, ``weighted`` is off unless asked for."""

    sesoi: dict[str, float]
    hubs: dict[str, tuple[str, ...]]
    tech_sectors: tuple[str, ...]
    benchmarks: dict[str, dict[str, Any]]
    words: dict[str, tuple[str, ...]]
    level: float
    power: float
    min_employers: int
    min_cell_employers: int
    min_months: int
    min_gold: int
    weighted: bool = False

    def with_hubs(self, **lists: tuple[str, ...]) -> Settings:
        """Return a copy with some hub lists replaced."""
        return replace(self, hubs={**self.hubs, **lists})

    def stamp(self, *sesoi: str) -> tuple[tuple[str, Any], ...]:
        """Return what a result carries: the named effects of interest and how it was computed."""
        effects = tuple((f"sesoi.{name}", self.sesoi[name]) for name in sesoi)
        return (*effects, ("level", self.level), ("weighted", self.weighted))


def load_settings(path: Path = SETTINGS_FILE) -> Settings:
    """Read a settings file; a ValueError names the file and what is missing or unreadable."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Settings(
            sesoi={name: float(value) for name, value in raw["sesoi"].items()},
            hubs={name: tuple(ids) for name, ids in raw["hubs"].items()},
            tech_sectors=tuple(raw["sectors"]["tech"]),
            benchmarks=raw["benchmarks"],
            words={name: tuple(words) for name, words in raw["words"].items()},
            **raw["inference"],
        )
    except (KeyError, TypeError, tomllib.TOMLDecodeError) as error:
        raise ValueError(
            f"Settings in {path} cannot be used ({error}): correct the file."
        ) from error
