"""Models side by side: which are installed, which is in use, where two of them differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from classify.store import SHIPPED, load_settings
from db.label import ROLES

IN_USE = "in_use"
"""Name of the small file in a folder of models that says which one is used."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model folder: its name, path, encoder, and whether it is the one in use."""

    model_id: str
    path: Path
    encoder: str
    in_use: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A posting that two models label differently."""

    posting: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two models on the same postings: agreement, counts of each pair of roles, the changes."""

    n: int
    agreement: float
    pairs: dict[tuple[str, str], int]
    changes: tuple[Change, ...]

    def lines(self) -> list[str]:
        """Lines for a terminal: agreement, the pairs that differ, then every change."""
        rows = [f"{self.n} postings labelled by both, {self.agreement:.1%} alike"]
        for (before, after), count in sorted(self.pairs.items()):
            if before != after:
                rows.append(f"{before} -> {after}: {count}")
        rows.extend(f"{c.posting}: {c.before} -> {c.after}" for c in self.changes)
        return rows


def models(folder: Path) -> list[Model]:
    """The shipped model, then every model folder inside ``folder`` by name."""
    chosen = used(folder)
    paths = [SHIPPED]
    if folder.is_dir():
        paths += sorted(path.parent for path in folder.glob("*/config.json"))
    found = []
    for path in paths:
        settings = load_settings(path)
        encoder = settings.encoder or "OpenVINO int8"
        found.append(Model(settings.model_id, path, encoder, path == chosen))
    return found


def used(folder: Path) -> Path:
    """The folder of the model in use: the one chosen with ``use``, else the shipped one."""
    mark = folder / IN_USE
    if not mark.exists():
        return SHIPPED
    path = folder / mark.read_text().strip()
    return path if (path / "config.json").exists() else SHIPPED


def use(folder: Path, model_id: str) -> Model:
    """Choose the model with this name; ValueError with the names there are."""
    for model in models(folder):
        if model.model_id == model_id:
            folder.mkdir(parents=True, exist_ok=True)
            if model.path == SHIPPED:
                (folder / IN_USE).unlink(missing_ok=True)
            else:
                (folder / IN_USE).write_text(model.path.name + "\n")
            return Model(model.model_id, model.path, model.encoder, True)
    names = ", ".join(model.model_id for model in models(folder))
    raise ValueError(f"no model {model_id!r} in {folder}: there are {names}")


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> Comparison:
    """Compare roles by posting (id -> role) of two models, on the postings that both have."""
    shared = sorted(before.keys() & after.keys())
    pairs = Counter((before[key], after[key]) for key in shared)
    changes = [Change(key, before[key], after[key]) for key in shared if before[key] != after[key]]
    alike = sum(pairs[(role, role)] for role in ROLES)
    return Comparison(len(shared), alike / max(1, len(shared)), dict(pairs), tuple(changes))


def roles_by_posting(
    rows: Iterable[Mapping[str, object]], posting: str = "posting"
) -> dict[str, str]:
    """Label rows (with a posting's key and its role) as the mapping that ``compare`` takes."""
    return {str(row[posting]): str(row["role"]) for row in rows}
