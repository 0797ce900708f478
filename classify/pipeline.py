"""Postings to labels: read, light model on every one, encoder where the light model is unsure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from classify.attributes import depth, employer_type, seniority
from classify.doubt import uncertain
from classify.encoder import Embedder, Encoder, TorchEncoder
from classify.evidence import evidence
from classify.features import features
from classify.head import log_softmax
from classify.item import Item
from classify.lexical import terms
from classify.passages import Reading, prompt, read
from classify.skills import skills
from classify.store import SHIPPED, Parts, load_parts
from classify.terms import mentions_generative
from db.label import ROLES, Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Classifier", "Item"]

SECTOR, FUNCTION = "sector:", "function:"
"""Leads of the topical model's outputs."""

NOTHING_READ = np.array([0.25, 0.25, 0.5])
"""Probabilities of a posting without title and text: none, and flagged uncertain."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One posting half-way: its reading, topical scores and the columns of the light head."""

    reading: Reading
    topics: NDArray[np.float32]
    columns: NDArray[np.float32]


class Classifier:
    """Labels postings with one model; a label depends on the posting alone."""

    def __init__(self, parts: Parts, embedder: Embedder) -> None:
        self._parts = parts
        self._embedder = embedder
        outputs = parts.settings.outputs
        self._sectors = _named(outputs, SECTOR)
        self._functions = _named(outputs, FUNCTION)

    @classmethod
    def load(cls, path: Path | None = None) -> Classifier:
        """The model in a folder, or the shipped one; ValueError where the folder is no model."""
        folder = path or SHIPPED
        parts = load_parts(folder)
        name = parts.settings.encoder
        return cls(parts, TorchEncoder(name) if name else Encoder.load(folder))

    @property
    def model_id(self) -> str:
        """The name under which this model's labels are stored."""
        return self._parts.settings.model_id

    def label(self, items: Sequence[Item]) -> list[Label]:
        """One label per posting, in order."""
        return [self._one(item) for item in items]

    def _one(self, item: Item) -> Label:
        scored = self.score(read(item))
        return self._label(scored, self.probabilities(scored))

    def explain(self, item: Item) -> list[str]:
        """Lines for a reader: role, probabilities, evidence with sections, skills, attributes."""
        label = self.label([item])[0]
        flag = " (uncertain)" if label.uncertain else ""
        lines = [
            f"role: {label.role}{flag}",
            f"probabilities: specialist {label.p_specialist:.3f}, "
            f"integrator {label.p_integrator:.3f}, none {label.p_none:.3f}",
        ]
        for found in label.evidence:
            lines.append(f"evidence [{found.section}] {found.weight:+.2f}: {found.passage}")
        if not label.evidence:
            lines.append("evidence: no sentence names AI")
        lines.append(f"skills: {', '.join(label.skills) or 'none'}")
        names = ("sector", "function", "employer_type", "seniority", "depth")
        lines.extend(f"{name}: {getattr(label, name) or 'unknown'}" for name in names)
        return [*lines, f"model: {self.model_id}"]

    def score(self, reading: Reading) -> Scored:
        """What the light model and the feature counts say of a reading."""
        counted = terms(reading)
        roles = log_softmax(self._parts.lexical.score(counted)[None])[0]
        columns = np.concatenate([roles, np.array(features(reading), dtype=np.float32)])
        return Scored(reading, self._parts.topical.score(counted), columns)

    def probabilities(self, one: Scored) -> NDArray[np.float64]:
        """Calibrated probabilities of the three roles; the encoder reads only unsure postings."""
        if one.reading.empty:
            return NOTHING_READ
        light = self._parts.light.probabilities(one.columns[None])[0]
        return light if self.settled(light) else self._full(one)

    def encode(self, reading: Reading) -> NDArray[np.float32]:
        """The encoder's vector of a reading's passages."""
        vectors = self._embedder.embed([prompt(reading)])
        return np.asarray(vectors[0])

    def role_scores(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """Log-probabilities of the roles by the encoder's own linear layer (n x 3)."""
        weight, bias = self._parts.layer
        return log_softmax(vectors @ weight.T + bias)

    def _full(self, one: Scored) -> NDArray[np.float64]:
        roles = self.role_scores(self.encode(one.reading)[None])[0]
        row = np.concatenate([roles, one.columns])[None]
        return np.asarray(self._parts.full.probabilities(row)[0])

    def settled(self, row: NDArray[np.float64]) -> bool:
        """Whether the light head is sure enough to decide alone."""
        settings = self._parts.settings
        best = int(row.argmax())
        limit = settings.settled_none if ROLES[best] == "none" else settings.settled_ai
        return bool(row[best] >= limit)

    def _label(self, one: Scored, row: NDArray[np.float64]) -> Label:
        reading = one.reading
        role = ROLES[int(row.argmax())]
        sector = self._best(one, self._sectors)
        function = self._best(one, self._functions)
        passages = (*reading.hits, *reading.weak)
        return Label(
            role=role,
            p_specialist=float(row[0]),
            p_integrator=float(row[1]),
            p_none=float(row[2]),
            uncertain=uncertain(reading, role, float(row.max()), self._parts.settings.threshold),
            evidence=evidence(reading, role, self._parts.lexical),
            skills=skills(passages, reading.title, role),
            keyword=mentions_generative(reading.title, reading.text),
            sector=sector,
            function=function,
            employer_type=employer_type(reading, sector),
            seniority=seniority(reading.title),
            depth=depth(passages, reading.title, function) if role == "integrator" else None,
        )

    def _best(self, one: Scored, outputs: tuple[tuple[int, ...], tuple[str, ...]]) -> str | None:
        columns, names = outputs
        if not columns or one.reading.empty:
            return None
        return names[int(one.topics[list(columns)].argmax())]


def _named(outputs: tuple[str, ...], lead: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
    found = [
        (at, name.removeprefix(lead)) for at, name in enumerate(outputs) if name.startswith(lead)
    ]
    return tuple(at for at, _ in found), tuple(name for _, name in found)
