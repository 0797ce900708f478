"""Fine-tune the encoder on prompts: mean-pooled BERT with a linear layer over the three roles."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_TOKENS = 224
FROZEN = 1
"""Layers from the bottom that stay as they are, with the word vectors: cheaper, no worse."""
BATCH = 16
RATE = 6e-5
LAYER_DECAY = 0.9
"""Each layer below the top learns this much slower than the one above."""
WARMUP = 0.1


def finetune(
    prompts: Sequence[str],
    targets: NDArray[np.float32],
    out: Path,
    *,
    base: Path,
    epochs: int = 3,
    seed: int = 0,
) -> Path:
    """Train on prompts (n texts) and targets (n x 3 probabilities); write weights to ``out``.

    ``base`` is a folder with a BERT in Hugging Face's layout. Needs torch and transformers.
    """
    import torch
    from transformers import AutoModel, AutoTokenizer

    torch.manual_seed(seed)
    tokenizer = AutoTokenizer.from_pretrained(base)
    encoder = AutoModel.from_pretrained(base, attention_probs_dropout_prob=0.0)
    for part in (encoder.embeddings, *encoder.encoder.layer[:FROZEN]):
        part.requires_grad_(False)
    head = torch.nn.Linear(encoder.config.hidden_size, targets.shape[1])
    _restore(head, base)
    rng = np.random.default_rng(seed)
    steps = epochs * -(-len(prompts) // BATCH)
    optimizer = torch.optim.AdamW(_groups(encoder, head), weight_decay=0.01)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: _rate(step, steps))
    encoder.train()
    for epoch in range(epochs):
        losses = []
        for rows in _batches(prompts, rng):
            batch = tokenizer(
                [prompts[row] for row in rows],
                padding=True,
                truncation=True,
                max_length=MAX_TOKENS,
                return_tensors="pt",
            )
            logits = head(torch.nn.functional.dropout(pool(encoder, batch), 0.1))
            loss = torch.nn.functional.cross_entropy(logits, torch.from_numpy(targets[rows]))
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(encoder.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(float(loss.detach()))
        _save(encoder, tokenizer, head, out, {"epoch": epoch + 1, "loss": float(np.mean(losses))})
    return out


def pool(encoder: Any, batch: Any) -> Any:
    """Mean of the token vectors under the attention mask (n x hidden)."""
    states = encoder(**batch).last_hidden_state
    mask = batch["attention_mask"].unsqueeze(-1).to(states.dtype)
    return (states * mask).sum(1) / mask.sum(1)


def _batches(prompts: Sequence[str], rng: np.random.Generator) -> Iterator[NDArray[np.int64]]:
    """Random batches of texts of like length, so that little is padding."""
    order = rng.permutation(len(prompts))
    lengths = np.array([len(prompt) for prompt in prompts])
    block = BATCH * 20
    batches: list[NDArray[np.int64]] = []
    for start in range(0, len(order), block):
        part = order[start : start + block]
        part = part[np.argsort(lengths[part], kind="stable")]
        batches.extend(part[at : at + BATCH] for at in range(0, len(part), BATCH))
    for at in rng.permutation(len(batches)):
        yield batches[at]


def _rate(step: int, steps: int) -> float:
    warm = max(1, int(steps * WARMUP))
    return (step + 1) / warm if step < warm else max(0.02, (steps - step) / (steps - warm))


def _groups(encoder: Any, head: Any) -> list[dict[str, Any]]:
    groups = [{"params": list(head.parameters()), "lr": RATE * 20}]
    for depth, layer in enumerate(reversed(encoder.encoder.layer[FROZEN:])):
        groups.append({"params": list(layer.parameters()), "lr": RATE * LAYER_DECAY**depth})
    return groups


def _restore(head: Any, base: Path) -> None:
    """Start from the linear layer of an earlier fine-tune where ``base`` has one."""
    import torch

    saved = base / "linear.npz"
    if saved.exists():
        arrays = np.load(saved)
        head.weight.data = torch.from_numpy(arrays["weight"].copy())
        head.bias.data = torch.from_numpy(arrays["bias"].copy())


def _save(encoder: Any, tokenizer: Any, head: Any, out: Path, note: dict[str, float]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    encoder.save_pretrained(out)
    tokenizer.save_pretrained(out)
    np.savez(
        out / "linear.npz",
        weight=head.weight.detach().numpy(),
        bias=head.bias.detach().numpy(),
    )
    (out / "finetune.json").write_text(json.dumps(note) + "\n")
