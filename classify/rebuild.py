"""Build time: every file of a model folder from labelled lines and the invented postings.

Usage: python -m classify.rebuild encoder LABELS.jsonl.gz WORK LARGER [whole|without0|...]
       python -m classify.rebuild int8 LABELS.jsonl.gz WORK
       python -m classify.rebuild model LABELS.jsonl.gz WORK OUT [TOPICS.jsonl.gz]

``encoder`` fine-tunes one encoder on all lines and one without each third of the employers, into
WORK, each taught by a larger one (LARGER, a folder with all-mpnet-base-v2) that learned the same
lines; ``int8`` quantises the first (it alone needs nncf, see docs/roles.md); ``model`` fits all
else from them and writes OUT, card included; TOPICS has more postings for sector and function.
What WORK holds already is taken as it is.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from classify.build import fit_lexical, out_of_fold
from classify.build_encoders import (
    INT8,
    PARTIAL,
    SEED,
    WHOLE,
    check_encoders,
    fit_encoder,
    int8_folder,
    larger_folder,
    openvino_folder,
    unseen_by,
)
from classify.build_kinds import fit_all_kinds, kinds_out_of_fold
from classify.build_topics import fit_topics
from classify.crossfit import check_employers, fit_rows
from classify.encoder import Encoder
from classify.export import base_folder
from classify.features import matrix
from classify.kinds import light_kinds
from classify.layers import Layers
from classify.lessons import (
    INVENTED_WEIGHT,
    Labelled,
    Topic,
    invented_lines,
    labelled_lines,
    splits,
    topic_lines,
)
from classify.lexical import Lexical, terms
from classify.prompts import prompt
from classify.rows import Rows
from classify.skills import save_skills
from classify.store import (
    ENCODER_FILES,
    Settings,
    copy_notices,
    digests,
    save_lexical,
    save_settings,
)
from classify.train import BORDERLINE_WEIGHT, fit_heads, rows_of
from classify.votes import votes
from classify.word_vectors import vocabulary, word_vectors
from db.label import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

MODEL_ID = "minilm-passages-7"
_ARGUMENTS = {"encoder": (4, 5 + len(PARTIAL)), "int8": (3, 3), "model": (4, 5)}
"""The least and most arguments of each stage, its own name among them."""
USAGE = (
    "usage: python -m classify.rebuild encoder LABELS WORK LARGER [whole|without0|...], "
    "or int8 LABELS WORK, or model LABELS WORK OUT [TOPICS]\n"
)
SETTLED, THRESHOLD = 0.65, 0.60


def feature_rows(rows: Sequence[Labelled], work: Path) -> Rows:
    """Features of all rows but invented ones.

    Learning rows are read by models that never saw their employer.

    Rows for testing are read by the models that ship, which are written to WORK on the way.
    """
    real = [row for row in rows if not row.invented]
    vectors, encoder = _encoded(real, work)
    dense = matrix([row.reading for row in real])
    light = np.hstack([_light(rows, work), np.round(dense, 4)])
    found = rows_of([row.example for row in real], vectors, np.round(encoder, 4), light)
    return replace(found, test=np.array([row.test for row in real]))


def _encoded(
    rows: Sequence[Labelled], work: Path
) -> tuple[list[NDArray[np.float32]], list[NDArray[np.float32]]]:
    """Vectors of the prompts, and the encoder's columns."""
    vectors: list[NDArray[np.float32]] = [np.zeros(0, dtype=np.float32)] * len(rows)
    columns = list(vectors)
    for name, folder, chosen in _readers(rows, work):
        encoder, layers = Encoder.load(folder), Layers.load(work / name / "linear.npz")
        for at in chosen:
            encoded = encoder.read(prompt(rows[at].reading))
            vectors[at], columns[at] = encoded.posting, layers.columns(encoded)
    return vectors, columns


def _readers(rows: Sequence[Labelled], work: Path) -> list[tuple[str, Path, list[int]]]:
    """Which encoder reads which rows: the one that did not learn them; the int8 one for tests."""
    found = [(WHOLE, work / INT8, [at for at, row in enumerate(rows) if row.test])]
    for name in PARTIAL:
        chosen = [at for at, row in enumerate(rows) if not row.test and unseen_by(row) == name]
        found.append((name, openvino_folder(work, name), chosen))
    return found


def _light(rows: Sequence[Labelled], work: Path) -> NDArray[np.float32]:
    """Role log-probabilities and votes of each real row by the light models (n x 28)."""
    kept = work / "light.npy"
    if not kept.exists():
        learning = [row for row in rows if not row.test]
        held = iter(_held_out(learning))
        lexical, kinds = _fit_light(learning)
        save_lexical(work / "lexical.npz", lexical)
        save_lexical(work / "kinds.npz", kinds)
        real = [row for row in rows if not row.invented]
        columns = [light_columns(row, lexical, kinds) if row.test else next(held) for row in real]
        table = np.round(np.array(columns, dtype=np.float32), 4)
        keep(kept, lambda path: np.save(path, table))
    return np.asarray(np.load(kept), dtype=np.float32)


def keep(path: Path, write: Callable[[Path], None]) -> None:
    """Write a file of WORK, which is there when it is whole: what is there is taken as it is."""
    part = path.with_name(f"part-{path.name}")
    write(part)
    part.replace(path)


def _fit_light(rows: Sequence[Labelled]) -> tuple[Lexical, Lexical]:
    roles, weights = _targets(rows)
    return fit_lexical([row.reading for row in rows], roles, weights), fit_all_kinds(rows)


def _held_out(rows: Sequence[Labelled]) -> Iterator[NDArray[np.float32]]:
    """Columns of each real row by light models of other employers."""
    roles, weights = _targets(rows)
    scores = out_of_fold([row.reading for row in rows], roles, weights, splits(rows))
    for row, found, kinds in zip(rows, scores, kinds_out_of_fold(rows), strict=True):
        if not row.invented:
            yield np.concatenate([found, votes(kinds)])


def _targets(rows: Sequence[Labelled]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    roles = np.array([ROLES.index(row.example.label) for row in rows])
    weights = np.where([row.example.borderline for row in rows], BORDERLINE_WEIGHT, 1.0)
    return roles, weights * np.where([row.invented for row in rows], INVENTED_WEIGHT, 1.0)


def light_columns(row: Labelled, lexical: Lexical, kinds: Lexical) -> NDArray[np.float32]:
    """Role log-probabilities and votes of one row (28)."""
    scores = lexical.log_chances(terms(row.reading))
    return np.concatenate([scores, votes(light_kinds(prompt(row.reading), kinds))])


def write_model(rows: Sequence[Labelled], more: Sequence[Topic], work: Path, out: Path) -> None:
    """Write a whole model folder to OUT; ValueError where WORK lacks an encoder."""
    check_encoders(work)
    out.mkdir(parents=True, exist_ok=True)
    kept = work / "features.npz"
    if not kept.exists():
        keep(kept, feature_rows(rows, work).save)
    for name in ENCODER_FILES:
        shutil.copy(work / INT8 / name, out / name)
    shutil.copy(work / WHOLE / "linear.npz", out / "linear.npz")
    for name in ("lexical.npz", "kinds.npz", "features.npz"):
        shutil.copy(work / name, out / name)
    fit_heads(Rows.load(kept), out, SEED)
    _write_topics(rows, more, out)
    skilled = [row for row in rows if not row.test and row.skills is not None]
    save_skills(out / "skills.npz", fit_rows(skilled))
    copy_notices(out)
    save_settings(out, Settings(MODEL_ID, "", SETTLED, THRESHOLD, SEED, digests(out)))
    # The environment that quantises lacks what the card needs.
    from classify.describe import describe

    (out / "README.md").write_text(describe(rows, Rows.load(kept), out))


def _write_topics(rows: Sequence[Labelled], more: Sequence[Topic], out: Path) -> None:
    """Fit and write the model of the attributes, on ``more`` postings too."""
    known = [row.topic for row in rows if not (row.test or row.invented)] + list(more)
    readings = [one.reading for one in known]
    vectors = word_vectors(vocabulary(readings), str(base_folder()))
    fit_topics(known, vectors).save(out / "topics.npz")


def _sound(argv: Sequence[str]) -> bool:
    """Whether the arguments name a stage and what it needs."""
    if not argv or argv[0] not in _ARGUMENTS:
        return False
    least, most = _ARGUMENTS[argv[0]]
    names_known = argv[0] != "encoder" or set(argv[4:]) <= {WHOLE, *PARTIAL}
    return least <= len(argv) <= most and names_known


def main(argv: Sequence[str]) -> None:
    """Run one stage; wrong arguments or files give a sentence on stderr and exit status 2."""
    if not _sound(argv):
        sys.stderr.write(USAGE)
        raise SystemExit(2)
    try:
        _run(argv)
    except (ValueError, OSError) as error:
        sys.stderr.write(f"{str(error).removesuffix('.')}.\n")
        raise SystemExit(2) from None


def _run(argv: Sequence[str]) -> None:
    stage, work = argv[0], Path(argv[2])
    labelled = labelled_lines(Path(argv[1]))
    check_employers(labelled)
    rows = [*labelled, *invented_lines()]
    if stage == "encoder":
        larger = larger_folder(Path(argv[3]))
        for name in argv[4:] or (WHOLE, *PARTIAL):
            fit_encoder(rows, work, larger, name)
            openvino_folder(work, name)
    elif stage == "int8":
        int8_folder(rows, work)
    else:
        more = topic_lines(Path(argv[4])) if len(argv) > 4 else []
        write_model(rows, more, work, Path(argv[3]))


if __name__ == "__main__":
    main(sys.argv[1:])
