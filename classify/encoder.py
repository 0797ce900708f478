"""The encoder at work: OpenVINO int8, one thread, each text alone, so that no text sees another."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_TOKENS = 256
STEP = 16
"""Texts are padded to a multiple of this many tokens: few shapes, and the same one for a text."""


class Embedder(Protocol):
    """Texts to vectors, row by row."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per text (n x width); a row depends on its own text only."""
        ...


class Encoder:
    """A BERT in OpenVINO's format with its tokenizer; mean-pooled token vectors come out."""

    def __init__(self, compiled: Any, tokenizer: Any, width: int) -> None:
        self._request = compiled.create_infer_request()
        self._tokenizer = tokenizer
        self.width = width

    @classmethod
    def load(cls, folder: Path) -> Encoder:
        """Read ``encoder.xml``, ``encoder.bin`` and ``tokenizer.json`` from a folder."""
        os.environ.setdefault("OPENVINO_TELEMETRY_OPTOUT", "1")
        import openvino
        from tokenizers import Tokenizer

        core = openvino.Core()
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
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.enable_truncation(MAX_TOKENS)
        tokenizer.no_padding()
        return cls(compiled, tokenizer, compiled.output(0).partial_shape[1].get_length())

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Mean token vector of each text (n x width), computed one text at a time."""
        rows = np.zeros((len(texts), self.width), dtype=np.float32)
        for row, encoding in enumerate(self._tokenizer.encode_batch(list(texts))):
            rows[row] = self._one(encoding.ids)
        return rows

    def tokens(self, texts: Sequence[str]) -> int:
        """How many word pieces the texts have together, after truncation."""
        return sum(len(found.ids) for found in self._tokenizer.encode_batch(list(texts)))

    def _one(self, ids: list[int]) -> NDArray[np.float32]:
        length = -(-len(ids) // STEP) * STEP
        tokens = np.zeros((1, length), dtype=np.int64)
        mask = np.zeros((1, length), dtype=np.int64)
        tokens[0, : len(ids)] = ids
        mask[0, : len(ids)] = 1
        found = self._request.infer({"input_ids": tokens, "attention_mask": mask})
        return np.array(next(iter(found.values()))[0], dtype=np.float32)


class TorchEncoder:
    """Any sentence-transformers model by name or folder; slower, and it imports torch.

    all-MiniLM-L6-v2 comes from the installed package and needs no network.
    """

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        from classify.export import base_folder

        bundled = name.removeprefix("sentence-transformers/") == "all-MiniLM-L6-v2"
        path = str(base_folder()) if bundled else name
        try:
            self._model = SentenceTransformer(path, device="cpu")
        except (OSError, ValueError) as error:
            raise ValueError(
                f"no sentence-transformers model {name!r}: give a name or folder"
            ) from error
        self.width = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The model's own sentence vectors (n x width)."""
        rows = self._model.encode(list(texts), batch_size=16, show_progress_bar=False)
        return np.asarray(rows, dtype=np.float32)
