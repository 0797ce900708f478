"""Postings a second: the whole classifier beside naive MiniLM plus logistic regression.

Usage: python bench/bench_classify.py POSTINGS.jsonl.gz [N]

Both run in this process, on one thread, in alternating rounds, each over N other postings (a random
draw of the file: a natural mix), so that no round profits from what an earlier one remembers. Time
is CPU time of the process. The naive way encodes title and text with SentenceTransformer (256
tokens) and applies a linear layer.
"""

import gzip
import json
import os
import random
import sys
import time
from functools import partial
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from classify.encoder import Encoder, Pieces
from classify.evidence import evidence
from classify.export import base_folder
from classify.features import features
from classify.kinds import light_kinds
from classify.lexical import terms
from classify.passages import read
from classify.pipeline import Classifier, Item
from classify.prompts import prompt
from classify.skills import side
from classify.store import SHIPPED, load_parts
from db.label import ROLES

ROUNDS = 3
WARM = 300
"""Postings labelled before the clock starts: in a crawl of thousands, common words are known."""
FLOP_PER_TOKEN = 21.2e6
"""Linear layers of a 6-layer, 384-wide BERT: 6 x 2 x (4 x 384^2 + 2 x 384 x 1536)."""
PEAK_INT8 = 410e9
"""Operations a second of one core's best int8 product at these shapes (measured elsewhere)."""


def sample(path, n):
    with gzip.open(path, "rt") as lines:
        rows = [json.loads(line) for line in lines]
    rows = random.Random(0).sample(rows, min(n, len(rows)))
    return [Item(row["title"] or "", row["employer"] or "", row["text"]) for row in rows]


def timed(work):
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def naive(model, items):
    layer = np.zeros((model.get_embedding_dimension(), 3), dtype=np.float32)
    texts = [f"{item.title}. {item.text}" for item in items]
    return (model.encode(texts, batch_size=32, show_progress_bar=False) @ layer).argmax(1)


def steps(classifier, items):
    """CPU seconds of each step on its own, over all items."""
    parts = load_parts(SHIPPED)
    encoder = Encoder.load(SHIPPED)
    seconds = {}

    def step(name, work):
        seconds[name], found = timed(work)
        return found

    readings = step("read: markup, sections, AI sentences", lambda: [read(i) for i in items])
    prompts = step("choose passages", lambda: [prompt(r) for r in readings])
    counted = step("words of the posting", lambda: [terms(r) for r in readings])
    step("roles by words", lambda: [parts.lexical.score(words) for words in counted])
    kinds = step("kinds of passages", lambda: [light_kinds(p, parts.kinds) for p in prompts])
    step("features", lambda: [features(r) for r in readings])
    scored = [classifier.score(r) for r in readings]
    rows = [parts.light.probabilities(one.columns[None])[0] for one in scored]
    unsure = [p for p, row in zip(prompts, rows, strict=True) if not classifier.settled(row)]
    step("encoder", lambda: [encoder.read(p) for p in unsure])
    roles = [ROLES[int(row.argmax())] for row in rows]
    found = list(zip(readings, prompts, kinds, roles, strict=True))
    step("evidence", lambda: [evidence(p.passages, k, role) for _, p, k, role in found])
    read_roles = list(zip(readings, counted, roles, strict=True))
    judge = parts.topical.judge
    step("attributes", lambda: [judge(r, c, deep=k == "integrator") for r, c, k in read_roles])
    name = parts.skills.skills
    sides = [(r, side(row)) for r, row in zip(readings, rows, strict=True)]
    step("skills", lambda: [name(r.ai_sentences, r.title, role) for r, role in sides])
    pieces = Pieces.load(SHIPPED)
    return seconds, len(unsure), sum(len(pieces.row(p.pieces())[0]) for p in unsure)


def main():
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 600
    drawn = sample(Path(sys.argv[1]), count * ROUNDS + WARM)
    warm, drawn = drawn[:WARM], drawn[WARM:]
    import torch
    from sentence_transformers import SentenceTransformer

    torch.set_num_threads(1)
    model = SentenceTransformer(str(base_folder()), device="cpu")
    classifier = Classifier.load()
    naive(model, warm[:8])
    classifier.label(warm)
    ours, theirs = [], []
    for at in range(ROUNDS):
        items = drawn[at::ROUNDS]
        few = items[: max(40, len(items) // 8)]
        theirs.append(timed(partial(naive, model, few))[0] / len(few))
        ours.append(timed(partial(classifier.label, items))[0] / len(items))
    slow, fast = float(np.median(theirs)), float(np.median(ours))
    print(f"naive: {slow * 1e3:.2f} ms a posting ({1 / slow:.1f} a CPU-second)")
    print(f"classifier: {fast * 1e3:.2f} ms a posting ({1 / fast:.0f} a CPU-second)")
    print(f"ratio: {slow / fast:.1f}")
    seconds, unsure, tokens = steps(classifier, items)
    total = sum(seconds.values())
    print("\n| step | ms a posting | share |\n| --- | --- | --- |")
    for name, value in seconds.items():
        print(f"| {name} | {value / len(items) * 1e3:.3f} | {value / total:.0%} |")
    floor = tokens * FLOP_PER_TOKEN / PEAK_INT8
    print(f"\n{unsure / len(items):.0%} of postings reach the encoder, {tokens} tokens.")
    print(
        f"Arithmetic floor of the encoder: {floor / len(items) * 1e3:.3f} ms a posting; "
        f"measured {seconds['encoder'] / max(floor, 1e-9):.1f} times that."
    )


if __name__ == "__main__":
    main()
