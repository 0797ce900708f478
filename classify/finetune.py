"""Build time: fine-tune the encoder to tell roles of postings and kinds of their passages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.encoder import Pieces
from classify.layers import Layers
from classify.votes import KINDS
from db.label import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

FROZEN = 1
"""Layers from the bottom that stay as they are, with the word vectors: cheaper, no worse."""
BATCH = 16
RATE = 6e-5
LAYER_DECAY = 0.9
"""Each layer below the top learns this much slower than the one above."""
WARMUP = 0.1
DROPOUT = 0.1
"""Of the vectors before the linear layers; none within the encoder, which a few epochs do not need.
"""
SMOOTHING = 0.03
UNREAD = -100
"""The kind of a passage that nobody labelled; it teaches nothing."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A prompt's pieces, the probabilities of its roles, and the kind of each passage.

    ``kinds`` are positions in KINDS, or UNREAD; there is one for each piece after the title.
    """

    pieces: tuple[str, ...]
    roles: tuple[float, ...]
    kinds: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    ids: list[int]
    spans: list[tuple[int, int]]
    lesson: Lesson


def finetune(
    lessons: Sequence[Lesson],
    out: Path,
    *,
    base: Path,
    epochs: int,
    seed: int,
) -> Path:
    """Train on lessons and write weights, tokenizer and both linear layers to ``out``.

    ``base`` is a folder with a BERT in Hugging Face's layout. The loss is the cross-entropy of the
    roles, from the mean of all token vectors, plus that of the kinds, from the mean over each
    passage's tokens. Products are bfloat16, twice as fast on processors that have it. Needs torch
    and transformers.
    """
    import torch

    torch.manual_seed(seed)
    network = _network(base)
    pieces = Pieces.load(base)
    rows = [_Row(*pieces.row(lesson.pieces), lesson) for lesson in lessons]
    rng = np.random.default_rng(seed)
    steps = epochs * -(-len(rows) // BATCH)
    optimizer = torch.optim.AdamW(_groups(network), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    network.train()
    for epoch in range(epochs):
        losses = []
        for chosen in _batches([len(row.ids) for row in rows], rng):
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = _loss(network, [rows[at] for at in chosen])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(float(loss.detach()))
        _save(network, base, out, {"epoch": epoch + 1, "loss": float(np.mean(losses))})
    return out


def _network(base: Path) -> Any:
    """The encoder with its two linear layers; the lowest layers do not learn."""
    import torch
    from transformers import AutoModel

    encoder = AutoModel.from_pretrained(
        base, attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
    )
    for part in (encoder.embeddings, *encoder.encoder.layer[:FROZEN]):
        part.requires_grad_(False)
    width = encoder.config.hidden_size
    layers = {
        "role": torch.nn.Linear(width, len(ROLES)),
        "kind": torch.nn.Linear(width, len(KINDS)),
    }
    return torch.nn.ModuleDict({"encoder": encoder, **layers})


def _loss(network: Any, rows: Sequence[_Row]) -> Any:
    import torch

    functional = torch.nn.functional
    ids, mask, spans = (torch.from_numpy(array) for array in _arrays(rows))
    states = network["encoder"](input_ids=ids, attention_mask=mask).last_hidden_state
    whole = (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)
    roles = network["role"](functional.dropout(whole, DROPOUT))
    wanted = torch.tensor([row.lesson.roles for row in rows])
    loss = functional.cross_entropy(roles, wanted)
    kinds = torch.from_numpy(_kinds(rows, spans.shape[1]))
    if bool((kinds >= 0).any()):
        passages = network["kind"](functional.dropout(torch.bmm(spans, states), DROPOUT))
        loss = loss + functional.cross_entropy(
            passages.flatten(0, 1), kinds.flatten(), label_smoothing=SMOOTHING
        )
    return loss


def _arrays(
    rows: Sequence[_Row],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """Token ids, mask (n x tokens), and averages over passages (n x passages x tokens)."""
    length = max(len(row.ids) for row in rows)
    most = max(1, *(len(row.spans) - 1 for row in rows))
    ids = np.zeros((len(rows), length), dtype=np.int64)
    mask = np.zeros((len(rows), length), dtype=np.int64)
    spans = np.zeros((len(rows), most, length), dtype=np.float32)
    for at, row in enumerate(rows):
        ids[at, : len(row.ids)] = row.ids
        mask[at, : len(row.ids)] = 1
        for passage, (start, end) in enumerate(row.spans[1:]):
            spans[at, passage, start:end] = 1 / (end - start)
    return ids, mask, spans


def _kinds(rows: Sequence[_Row], most: int) -> NDArray[np.int64]:
    """Kinds of passages (n x passages), UNREAD where there is none."""
    kinds = np.full((len(rows), most), UNREAD, dtype=np.int64)
    for at, row in enumerate(rows):
        known = row.lesson.kinds[: len(row.spans) - 1]
        kinds[at, : len(known)] = known
    return kinds


def _batches(lengths: Sequence[int], rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Random batches of rows of like length, so that little is padding."""
    order = rng.permutation(len(lengths))
    sizes = np.array(lengths)
    block = BATCH * 20
    batches: list[NDArray[np.int64]] = []
    for start in range(0, len(order), block):
        part = order[start : start + block]
        part = part[np.argsort(sizes[part], kind="stable")]
        batches.extend(part[at : at + BATCH] for at in range(0, len(part), BATCH))
    for at in rng.permutation(len(batches)):
        yield batches[at]


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(steps * WARMUP))
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


def _groups(network: Any) -> list[dict[str, Any]]:
    layers = [*network["role"].parameters(), *network["kind"].parameters()]
    groups = [{"params": layers, "lr": RATE * 20}]
    for depth, layer in enumerate(reversed(network["encoder"].encoder.layer[FROZEN:])):
        groups.append({"params": list(layer.parameters()), "lr": RATE * LAYER_DECAY**depth})
    return groups


def _save(network: Any, base: Path, out: Path, note: dict[str, float]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    network["encoder"].save_pretrained(out)
    (out / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())
    parts = (network[name] for name in ("role", "kind"))
    arrays = (array.detach().numpy() for part in parts for array in (part.weight, part.bias))
    Layers(*arrays).save(out / "linear.npz")
    (out / "finetune.json").write_text(json.dumps(note) + "\n")
