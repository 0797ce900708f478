"""The encoder at work: OpenVINO int8, one thread, each posting alone, so that none sees another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from classify.runtime import openvino

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.prompts import Prompt

MAX_TOKENS = 288
STEP = 16
"""Postings are padded to a multiple of this many tokens: few shapes, the same one for a posting."""
LEAST_ROOM = 6
"""A passage that would get fewer tokens than this is left out."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """The vector of a posting (width) and those of the passages that fitted (n x width)."""

    posting: NDArray[np.float32]
    passages: NDArray[np.float32]


class Embedder(Protocol):
    """Prompts to vectors; a prompt's vectors depend on itself only."""

    def read(self, prompt: Prompt) -> Encoded:
        """The vectors of one posting."""
        ...


class Pieces:
    """The word pieces of title and passages in one row, each piece closed by a separator."""

    def __init__(self, tokenizer: Any) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        names = ("<s>", "</s>") if tokenizer.token_to_id("<s>") is not None else ("[CLS]", "[SEP]")
        self._first, self._last = (tokenizer.token_to_id(name) for name in names)

    @classmethod
    def load(cls, folder: Path) -> Pieces:
        """With the ``tokenizer.json`` of a folder."""
        from tokenizers import Tokenizer

        return cls(Tokenizer.from_file(str(folder / "tokenizer.json")))

    def row(self, pieces: Sequence[str]) -> tuple[list[int], list[tuple[int, int]]]:
        """Token ids, at most MAX_TOKENS, and where each piece that fitted begins and ends."""
        ids = [self._first]
        spans: list[tuple[int, int]] = []
        for piece in self._tokenizer.encode_batch_fast(list(pieces), add_special_tokens=False):
            room = MAX_TOKENS - len(ids) - 1
            if room < LEAST_ROOM:
                break
            start = len(ids)
            ids.extend(piece.ids[:room])
            spans.append((start, len(ids)))
            ids.append(self._last)
        return ids, spans


class Encoder:
    """A BERT in OpenVINO's format with its tokenizer; token vectors come out."""

    def __init__(self, compiled: Any, pieces: Pieces) -> None:
        self._request = compiled.create_infer_request()
        self._pieces = pieces

    @classmethod
    def load(cls, folder: Path) -> Encoder:
        """Read ``encoder.xml``, ``encoder.bin`` and ``tokenizer.json`` from a folder."""
        core = openvino().Core()
        compiled = core.compile_model(
            core.read_model(folder / "encoder.xml"),
            "CPU",
            {
                "INFERENCE_NUM_THREADS": 1,
                "NUM_STREAMS": 1,
                "PERFORMANCE_HINT": "LATENCY",
                "INFERENCE_PRECISION_HINT": "f32",
            },
        )
        return cls(compiled, Pieces.load(folder))

    def read(self, prompt: Prompt) -> Encoded:
        """Mean token vector of the whole row, and of each passage."""
        ids, spans = self._pieces.row(prompt.pieces())
        states = self._states(ids)
        passages = [states[start:end].mean(axis=0) for start, end in spans[1:]]
        width = states.shape[1]
        return Encoded(states.mean(axis=0), np.array(passages).reshape(-1, width))

    def _states(self, ids: list[int]) -> NDArray[np.float32]:
        length = -(-len(ids) // STEP) * STEP
        tokens = np.zeros((1, length), dtype=np.int64)
        mask = np.zeros((1, length), dtype=np.int64)
        tokens[0, : len(ids)] = ids
        mask[0, : len(ids)] = 1
        found = self._request.infer({"input_ids": tokens, "attention_mask": mask})
        return np.asarray(next(iter(found.values()))[0, : len(ids)], dtype=np.float32)


class TorchEncoder:
    """Any sentence-transformers model by name or folder; slower, and it imports torch.

    all-MiniLM-L6-v2 comes from the installed package and needs no network.
    """

    def __init__(self, name: str) -> None:
        from classify.export import base_folder

        bundled = name.removeprefix("sentence-transformers/") == "all-MiniLM-L6-v2"
        try:
            self._model = _transformer(str(base_folder()) if bundled else name)
        except (OSError, ValueError) as error:
            raise ValueError(
                f"no sentence-transformers model {name!r} here, nor on its hub, if that can be"
                " reached: give a name or folder"
            ) from error

    def read(self, prompt: Prompt) -> Encoded:
        """The model's own vector of the whole prompt; it was never taught to read passages."""
        vector = self._model.encode(prompt.text(), show_progress_bar=False)
        return Encoded(np.asarray(vector, np.float32), np.zeros((0, len(vector)), np.float32))


def _transformer(name: str) -> Any:
    """The model from the disk, else from the hub where it has the name.

    The library by itself asks the hub for one file after the other, each six times with pauses:
    a minute and a half for a name with a typo.
    """
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, device="cpu", local_files_only=True)
    except (OSError, ValueError):
        if not _on_hub(name):
            raise
    return SentenceTransformer(name, device="cpu")


def _on_hub(name: str) -> bool:
    from huggingface_hub import repo_exists

    try:
        return repo_exists(name) or (
            "/" not in name and repo_exists(f"sentence-transformers/{name}")
        )
    except Exception:  # no network: the errors of whichever client is installed come through
        return False
