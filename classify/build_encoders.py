"""Build time: the encoders of a model folder, each taught by a larger one; the int8 one ships."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from classify.distil import mixtures, told
from classify.export import base_folder, to_int8, to_openvino
from classify.finetune import finetune
from classify.lessons import EVERY, Labelled, lessons
from classify.packed import present
from classify.prompts import prompt
from classify.teaching import Lesson

WHOLE, PARTIAL = "whole", ("without0", "without1", "without2")
INT8 = "whole-int8"
EPOCHS, EPOCHS_WITH_MIXTURES = 4, 3
LARGER_RATE = 6e-5
CALIBRATION = 300
"""Prompts on which the int8 ranges are measured."""
SEED = 0


def fit_encoder(rows: Sequence[Labelled], work: Path, larger: Path, name: str) -> Path:
    """The fine-tuned encoder of all learning rows, or of all but those of some folds."""
    out = work / name
    if not _finished(out):
        taught = lessons([row for row in rows if learns(row, name)])
        teach(taught, larger, out)
    return out


def _finished(folder: Path) -> bool:
    """Whether an encoder has learned all its epochs."""
    note = folder / "finetune.json"
    return note.exists() and json.loads(note.read_text())["epoch"] == EPOCHS_WITH_MIXTURES


def learns(row: Labelled, name: str) -> bool:
    """Whether the encoder of a name learns from a row."""
    return not row.test and (name == WHOLE or name != unseen_by(row))


def unseen_by(row: Labelled) -> str | None:
    """The encoder that does not learn from a row; None where all do."""
    return None if row.fold == EVERY else PARTIAL[row.fold % len(PARTIAL)]


def teach(taught: Sequence[Lesson], larger: Path, out: Path) -> Path:
    """An encoder that learned from lessons and from mixtures of them as a larger one reads them."""
    large = finetune(
        taught,
        out.with_name(f"{out.name}-larger"),
        base=larger,
        epochs=EPOCHS,
        seed=SEED,
        rate=LARGER_RATE,
    )
    more = told(large, mixtures(taught, SEED))
    return finetune(
        [*taught, *more], out, base=base_folder(), epochs=EPOCHS_WITH_MIXTURES, seed=SEED
    )


def openvino_folder(work: Path, name: str) -> Path:
    """The fp32 OpenVINO model of a fine-tuned encoder; ValueError where that is not finished."""
    out = work / f"{name}-openvino"
    if _whole(out):
        return out
    if not _finished(work / name):
        raise ValueError(f"{work / name} holds no finished encoder: run the stage encoder first")
    return to_openvino(work / name, out)


def _whole(folder: Path) -> bool:
    """Whether a folder's OpenVINO model was written to the end: its tokenizer comes last."""
    return (folder / "tokenizer.json").exists()


def check_encoders(work: Path) -> None:
    """ValueError where an encoder is missing that the other files are fitted with."""
    for name in PARTIAL:
        openvino_folder(work, name)
    present(work / INT8 / "tokenizer.json", "run the stage int8 first")


def int8_folder(rows: Sequence[Labelled], work: Path) -> Path:
    """The int8 model of the whole encoder, calibrated on a draw of its own prompts."""
    out = work / INT8
    if _whole(out):
        return out
    taught = [row for row in rows if not row.test and row.reading.hits]
    drawn = np.random.default_rng(SEED).permutation(len(taught))[:CALIBRATION]
    prompts = [prompt(taught[at].reading) for at in drawn]
    return to_int8(openvino_folder(work, WHOLE), prompts, out)


def larger_folder(folder: Path) -> Path:
    """The folder, ValueError where it holds no encoder in Hugging Face's layout."""
    for name in ("config.json", "model.safetensors", "tokenizer.json"):
        present(folder / name, "name a folder with all-mpnet-base-v2")
    return folder
