"""A model's folder on disk: encoder, lexical model, heads and settings; arrays only, no pickle."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.head import Head
from classify.lexical import ROLE_BLOCKS, TOPIC_BLOCKS, Lexical, Lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHIPPED = Path(__file__).parent / "model"
HEADS = ("full", "light")
_HEAD_PARTS = ("center", "scale", "weights", "bias")


@dataclass(frozen=True, slots=True)
class Settings:
    """``config.json`` of a model folder.

    ``encoder`` is empty for the OpenVINO encoder of the folder, or the name of a
    sentence-transformers model. A posting is settled by the light head alone where its most
    probable role reaches ``settled_none`` or ``settled_ai``. Below ``threshold`` a label is
    flagged uncertain. ``outputs`` names the columns of the topical model.
    """

    model_id: str
    encoder: str
    settled_none: float
    settled_ai: float
    threshold: float
    seed: int
    outputs: tuple[str, ...]
    sha256: dict[str, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything but the encoder: settings, the light models, its linear layer, two heads."""

    settings: Settings
    lexical: Lexical
    topical: Lexical
    layer: tuple[NDArray[np.float32], NDArray[np.float32]]
    full: Head
    light: Head


def load_parts(folder: Path) -> Parts:
    """Read a model folder; ValueError with one sentence where a file is missing or altered."""
    settings = load_settings(folder)
    lexical = _load_lexical(folder / "lexical.npz", ROLE_BLOCKS)
    topical = _load_lexical(folder / "topical.npz", TOPIC_BLOCKS)
    with np.load(_present(folder / "linear.npz"), allow_pickle=False) as arrays:
        layer = (arrays["weight"], arrays["bias"])
    with np.load(_present(folder / "head.npz"), allow_pickle=False) as arrays:
        full, light = (Head(*(arrays[f"{lead}_{part}"] for part in _HEAD_PARTS)) for lead in HEADS)
    return Parts(settings, lexical, topical, layer, full, light)


def _load_lexical(path: Path, blocks: dict[str, float]) -> Lexical:
    with np.load(_present(path), allow_pickle=False) as arrays:
        terms = arrays["terms"].tobytes().decode().split("\n")
        lexicon = Lexicon({term: at for at, term in enumerate(terms)}, arrays["idf"], blocks)
        return Lexical(lexicon, arrays["weights"].astype(np.float32), arrays["bias"])


def load_settings(folder: Path) -> Settings:
    """Read ``config.json`` of a model folder."""
    path = _present(folder / "config.json")
    try:
        known = json.loads(path.read_text())
        return Settings(**{**known, "outputs": tuple(known["outputs"])})
    except (ValueError, TypeError, KeyError) as error:
        raise ValueError(f"{path} is not a model's settings: train the model again") from error


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
    terms = "\n".join(sorted(lexical.lexicon.columns, key=lexical.lexicon.columns.__getitem__))
    np.savez_compressed(
        path,
        terms=np.frombuffer(terms.encode(), dtype=np.uint8),
        idf=lexical.lexicon.idf,
        weights=lexical.weights.astype(np.float16),
        bias=lexical.bias,
    )


def _present(path: Path) -> Path:
    if not path.exists():
        raise ValueError(f"{path} is missing: name a model folder or reinstall the shipped model")
    return path
