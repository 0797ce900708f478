"""Postings to labels: read, light model on every one, encoder where the light model is unsure."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from classify.doubt import uncertain
from classify.encoder import Embedder, Encoded, Encoder, TorchEncoder
from classify.evidence import evidence
from classify.features import features
from classify.item import Item
from classify.kinds import light_kinds
from classify.lexical import Terms, terms
from classify.passages import Reading, read
from classify.prompts import Prompt, prompt
from classify.skills import side
from classify.store import SHIPPED, Parts, Settings, load_parts
from classify.terms import mentions_generative
from classify.topical import TOPICS, Topics
from classify.votes import votes
from db.label import ROLES, Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Classifier", "Item"]

CHUNK = 256
"""Postings that go through the steps together; none sees another."""
NOTHING_READ = np.array([0.25, 0.25, 0.5])
"""Probabilities of a posting without title and text: none, and flagged uncertain."""


@dataclass(frozen=True, slots=True)
class Scored:
    """One posting half-way: its reading, terms, prompt, kinds of passages, light columns.

    ``kinds`` are probabilities (passages x kinds) by the light model, ``columns`` are those of the
    light head.
    """

    reading: Reading
    terms: Terms
    prompt: Prompt
    kinds: NDArray[np.float32]
    columns: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judged:
    """Probabilities of the roles, and the kinds of the passages by whoever decided."""

    roles: NDArray[np.float64]
    kinds: NDArray[np.float32]

    @property
    def role(self) -> str:
        """The most probable role."""
        return ROLES[int(self.roles.argmax())]


class Classifier:
    """Labels postings with one model; a label depends on the posting alone."""

    def __init__(self, parts: Parts, embedder: Embedder) -> None:
        self._parts = parts
        self._embedder = embedder

    @classmethod
    def load(cls, path: Path | None = None) -> Classifier:
        """The model in a folder, or the shipped one; ValueError where the folder is no model."""
        folder = path or SHIPPED
        parts = load_parts(folder)
        name = parts.settings.encoder
        loaded = cls(parts, TorchEncoder(name) if name else Encoder.load(folder))
        # What is loaded stays: the garbage collector need not walk it at every batch.
        gc.collect()
        gc.freeze()
        return loaded

    @property
    def settings(self) -> Settings:
        """The settings of the model."""
        return self._parts.settings

    @property
    def model_id(self) -> str:
        """The name under which this model's labels are stored."""
        return self._parts.settings.model_id

    def label(self, items: Sequence[Item]) -> list[Label]:
        """One label per posting, in order."""
        chunks = (items[at : at + CHUNK] for at in range(0, len(items), CHUNK))
        return [label for chunk in chunks for label in self._chunk(chunk)]

    def _chunk(self, items: Sequence[Item]) -> list[Label]:
        """Each step over all postings before the next: its tables then stay in the caches."""
        scored = self.scores([read(item) for item in items])
        judged = [self._judge(one) for one in scored]
        topics = [self._topics(one, by) for one, by in zip(scored, judged, strict=True)]
        return [self._label(*parts) for parts in zip(scored, judged, topics, strict=True)]

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
        lines.extend(f"{name}: {getattr(label, name) or 'unknown'}" for name in TOPICS)
        return [*lines, f"model: {self.model_id}"]

    def score(self, reading: Reading) -> Scored:
        """What the light models and the feature counts say of a reading."""
        return self.scores([reading])[0]

    def scores(self, readings: Sequence[Reading]) -> list[Scored]:
        """The same of several, each on its own."""
        shown = [prompt(reading) for reading in readings]
        kinds = [light_kinds(one, self._parts.kinds) for one in shown]
        counted = [terms(reading) for reading in readings]
        roles = [self._parts.lexical.log_chances(one) for one in counted]
        dense = [np.array(features(reading), dtype=np.float32) for reading in readings]
        columns = [
            np.concatenate([r, votes(k), d]) for r, k, d in zip(roles, kinds, dense, strict=True)
        ]
        parts = zip(readings, counted, shown, kinds, columns, strict=True)
        return [Scored(*one) for one in parts]

    def probabilities(self, one: Scored) -> NDArray[np.float64]:
        """Calibrated probabilities of the three roles; the encoder reads only unsure postings."""
        return self._judge(one).roles

    def encode(self, one: Scored) -> Encoded:
        """The encoder's vectors of a posting."""
        return self._embedder.read(one.prompt)

    def encoder_columns(self, encoded: Encoded) -> NDArray[np.float32]:
        """The encoder's columns of the full head."""
        return self._parts.layers.columns(encoded)

    def _judge(self, one: Scored) -> Judged:
        if one.reading.empty:
            return Judged(NOTHING_READ, one.kinds)
        light = self._parts.light.probabilities(one.columns[None])[0]
        if self.settled(light):
            return Judged(light, one.kinds)
        encoded = self.encode(one)
        row = np.concatenate([self.encoder_columns(encoded), one.columns])[None]
        roles = np.asarray(self._parts.full.probabilities(row)[0])
        layers = self._parts.layers
        return Judged(roles, layers.kinds(encoded.passages) if layers.knows_kinds else one.kinds)

    def settled(self, row: NDArray[np.float64]) -> bool:
        """Whether the light head is sure enough to decide alone."""
        return bool(row.max() >= self._parts.settings.settled)

    def _topics(self, one: Scored, judged: Judged) -> Topics:
        return self._parts.topical.judge(one.reading, one.terms, deep=judged.role == "integrator")

    def _label(self, one: Scored, judged: Judged, topics: Topics) -> Label:
        reading, row, role = one.reading, judged.roles, judged.role
        return Label(
            role=role,
            p_specialist=float(row[0]),
            p_integrator=float(row[1]),
            p_none=float(row[2]),
            uncertain=uncertain(reading, role, float(row.max()), self._parts.settings.threshold),
            evidence=evidence(one.prompt.passages, judged.kinds, role),
            skills=self._parts.skills.skills(reading.ai_sentences, reading.title, side(row)),
            keyword=mentions_generative(reading.title, reading.text),
            sector=topics.sector,
            function=topics.function,
            employer_type=topics.employer_type,
            seniority=topics.seniority,
            depth=topics.depth,
        )
