"""A model's folder on disk: encoder, lexical model, heads and settings; arrays only, no pickle."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from classify.export import sha256
from classify.head import Head
from classify.kinds import KIND_BLOCKS
from classify.layers import Layers
from classify.lexical import ROLE_BLOCKS, Lexical, Lexicon
from classify.packed import pack, present, unpack
from classify.skills import SkillLayer, load_skills
from classify.topical import Topical

SHIPPED = Path(__file__).parent / "model"
HEADS = ("full", "light")
ENCODER_FILES = ("encoder.xml", "encoder.bin", "tokenizer.json")
HASHED = frozenset({".npz", ".xml", ".bin"})
"""Endings of the files whose sha256 the settings keep, beside the tokenizer's."""
NOTICES = ("LICENSE", "NOTICE")
_ARRAYS = ("lexical.npz", "kinds.npz", "topics.npz", "skills.npz", "linear.npz", "head.npz")
_HEAD_PARTS = ("center", "scale", "weights", "bias")
_KINDS: dict[str, type | tuple[type, ...]] = {
    "model_id": str,
    "encoder": str,
    **dict.fromkeys(("settled", "threshold"), (int, float)),
    "seed": int,
    "sha256": dict,
}
"""What each setting is."""


@dataclass(frozen=True, slots=True)
class Settings:
    """``config.json`` of a model folder.

    ``encoder`` is empty for the OpenVINO encoder of the folder, or the name of a
    sentence-transformers model. A posting is settled by the light head alone where its most
    probable role reaches ``settled``. Below ``threshold`` a label is flagged uncertain.
    """

    model_id: str
    encoder: str
    settled: float
    threshold: float
    seed: int
    sha256: dict[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything but the encoder: settings, the light models, its linear layers, two heads."""

    settings: Settings
    lexical: Lexical
    kinds: Lexical
    topical: Topical
    skills: SkillLayer
    layers: Layers
    full: Head
    light: Head


def load_parts(folder: Path) -> Parts:
    """Read a model folder; ValueError with one sentence where a file is missing or changed.

    The encoder's files are only checked: Encoder.load reads them.
    """
    settings = check_files(folder)
    lexical = _load_lexical(folder / "lexical.npz", ROLE_BLOCKS)
    kinds = _load_lexical(folder / "kinds.npz", KIND_BLOCKS)
    topical = Topical.load(folder / "topics.npz")
    skills = load_skills(folder / "skills.npz")
    layers = Layers.load(folder / "linear.npz")
    with np.load(folder / "head.npz", allow_pickle=False) as arrays:
        full, light = (Head(*(arrays[f"{lead}_{part}"] for part in _HEAD_PARTS)) for lead in HEADS)
    return Parts(settings, lexical, kinds, topical, skills, layers, full, light)


def _load_lexical(path: Path, blocks: dict[str, float]) -> Lexical:
    with np.load(path, allow_pickle=False) as arrays:
        terms = unpack(arrays["terms"])
        lexicon = Lexicon({term: at for at, term in enumerate(terms)}, arrays["idf"], blocks)
        return Lexical(lexicon, arrays["weights"].astype(np.float32), arrays["bias"])


def check_files(folder: Path) -> Settings:
    """Compare every file with the sha256 that the settings have of it, and return the settings.

    ValueError with one sentence that names the first file that is missing or another one.
    """
    settings = load_settings(folder)
    needed = _ARRAYS if settings.encoder else (*ENCODER_FILES, *_ARRAYS)
    for name in dict.fromkeys((*needed, *sorted(settings.sha256))):
        path = present(folder / name)
        # Folders of before the tokenizer was hashed are models too.
        known = settings.sha256.get(name)
        if known != sha256(path) and (known or path.suffix in HASHED):
            raise ValueError(
                f"{path} is not the file that the model was saved with: reinstall it or train again"
            )
    return settings


def digests(folder: Path) -> dict[str, str]:
    """The sha256 of each file of a whole model folder, for its settings."""
    paths = sorted(folder.iterdir())
    return {
        path.name: sha256(path)
        for path in paths
        if path.suffix in HASHED or path.name in ENCODER_FILES
    }


def copy_notices(out: Path) -> None:
    """Copy licence and notice of the shipped model to a folder that lacks them."""
    for name in NOTICES:
        if not (out / name).exists():
            shutil.copy(SHIPPED / name, out / name)


def load_settings(folder: Path) -> Settings:
    """Read ``config.json`` of a model folder."""
    path = present(folder / "config.json")
    try:
        settings = Settings(**json.loads(path.read_text()))
        if not all(isinstance(getattr(settings, name), kind) for name, kind in _KINDS.items()):
            raise TypeError("a value of the wrong kind")
        if not settings.model_id.strip():
            raise ValueError("no name")
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{path} is not a model's settings: train the model again") from error
    return settings


def save_settings(folder: Path, settings: Settings) -> None:
    """Write ``config.json``."""
    text = json.dumps(asdict(settings), indent=2, sort_keys=True)
    (folder / "config.json").write_text(text + "\n")


def save_heads(folder: Path, full: Head, light: Head) -> None:
    """Write ``head.npz``; equal heads give equal bytes."""
    arrays: dict[str, Any] = {**full.arrays("full"), **light.arrays("light")}
    np.savez(folder / "head.npz", **arrays)


def save_lexical(path: Path, lexical: Lexical) -> None:
    """Write a light model: terms, idf, weights as float16, bias."""
    columns = lexical.lexicon.columns
    np.savez_compressed(
        path,
        terms=pack(sorted(columns, key=columns.__getitem__)),
        idf=lexical.lexicon.idf,
        weights=lexical.weights.astype(np.float16),
        bias=lexical.bias,
    )
