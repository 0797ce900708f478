"""Build time: fine-tune the encoder to tell roles of postings and kinds of their passages."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from classify.encoder import Pieces
from classify.layers import Layers
from classify.teaching import Lesson, Row, arrays, batches, kind_chances
from classify.votes import KINDS
from db.label import ROLES

FROZEN = 1
"""Layers from the bottom that stay as they are, with the word vectors: cheaper, no worse."""
BATCH = 32
RATE = 8e-5
"""Of MiniLM at its highest; a larger encoder wants less."""
LAYER_DECAY = 0.9
"""Each layer below the top learns this much slower than the one above."""
WARMUP = 0.1
DROPOUT = 0.1
"""Of the vectors before the linear layers; none within the encoder, which a few epochs do not need.
"""


def finetune(
    lessons: Sequence[Lesson],
    out: Path,
    *,
    base: Path,
    epochs: int,
    seed: int,
    rate: float = RATE,
) -> Path:
    """Train on lessons and write weights, tokenizer and both linear layers to ``out``.

    ``base`` is a folder with a BERT or MPNet in Hugging Face's layout. The loss is the
    cross-entropy of the roles, from the mean of all token vectors, plus that of the kinds, from the
    mean over each passage's tokens. Products are bfloat16, twice as fast on processors that have
    it. A GPU is used where there is one. Needs torch and transformers.
    """
    import torch

    torch.manual_seed(seed)
    device = accelerator()
    network = _network(base).to(device)
    pieces = Pieces.load(base)
    rows = [Row(*pieces.row(lesson.pieces)) for lesson in lessons]
    rng = np.random.default_rng(seed)
    steps = epochs * -(-len(rows) // BATCH)
    optimizer = torch.optim.AdamW(_groups(network, rate), weight_decay=0.01, fused=device == "cuda")
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    network.train()
    for epoch in range(epochs):
        losses = []
        for chosen in batches([len(row.ids) for row in rows], BATCH, rng):
            with torch.autocast(device, dtype=torch.bfloat16):
                loss = _loss(network, [rows[at] for at in chosen], [lessons[at] for at in chosen])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(loss.detach())
        _save(network, base, out, {"epoch": epoch + 1, "loss": float(torch.stack(losses).mean())})
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


def _loss(network: Any, rows: Sequence[Row], lessons: Sequence[Lesson]) -> Any:
    import torch

    functional = torch.nn.functional
    states, mask, spans = read_rows(network["encoder"], rows)
    roles = network["role"](functional.dropout(mean_of(states, mask), DROPOUT))
    wanted = torch.tensor([lesson.roles for lesson in lessons], device=roles.device)
    loss = functional.cross_entropy(roles, wanted)
    kinds = kind_chances(rows, lessons, spans.shape[1])
    if kinds.any():
        passages = network["kind"](functional.dropout(torch.bmm(spans, states), DROPOUT))
        told = torch.from_numpy(kinds).to(roles.device)
        loss = loss - (told * passages.float().log_softmax(-1)).sum() / told.sum()
    return loss


def accelerator() -> str:
    """The GPU where there is one, else the processor."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def read_rows(encoder: Any, rows: Sequence[Row]) -> tuple[Any, Any, Any]:
    """Tensors of the token vectors, their mask, and the averages over passages (see arrays)."""
    import torch

    ids, mask, spans = (torch.from_numpy(array).to(encoder.device) for array in arrays(rows))
    states = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
    return states, mask, spans


def mean_of(states: Any, mask: Any) -> Any:
    """The mean token vector of each posting (n x width)."""
    return (states * mask.unsqueeze(-1)).sum(1) / mask.sum(1, keepdim=True)


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(steps * WARMUP))
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


def _groups(network: Any, rate: float) -> list[dict[str, Any]]:
    layers = [*network["role"].parameters(), *network["kind"].parameters()]
    groups = [{"params": layers, "lr": rate * 20}]
    for depth, layer in enumerate(reversed(network["encoder"].encoder.layer[FROZEN:])):
        groups.append({"params": list(layer.parameters()), "lr": rate * LAYER_DECAY**depth})
    return groups


def _save(network: Any, base: Path, out: Path, note: dict[str, float]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    network["encoder"].save_pretrained(out)
    (out / "tokenizer.json").write_bytes((base / "tokenizer.json").read_bytes())
    parts = (network[name] for name in ("role", "kind"))
    arrays = (array.detach().cpu().numpy() for part in parts for array in (part.weight, part.bias))
    Layers(*arrays).save(out / "linear.npz")
    (out / "finetune.json").write_text(json.dumps(note) + "\n")
