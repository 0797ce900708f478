"""The model card and the terminal's lines, from an evaluation."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.label import ROLES

if TYPE_CHECKING:
    from classify.evaluate import Evaluation


def lines(found: Evaluation) -> list[str]:
    """One line per fact, for a terminal."""
    rows = [
        f"model {found.model_id}, {found.n} postings",
        f"macro-F1 {found.macro_f1}, clear cases {found.clear_macro_f1:.3f}",
    ]
    for role in found.roles:
        rows.append(
            f"{role.role} ({role.support}): precision {role.precision}, recall {role.recall}, "
            f"F1 {role.f1}"
        )
    rows.append(f"calibration error {found.ece:.3f}")
    rows.append(f"none called AI {found.false_ai}")
    rows.append(f"flagged uncertain {found.uncertain:.1%}")
    rows.extend(f"{part.name} ({part.n}): {part.macro_f1:.3f}" for part in found.attributes)
    rows.extend(f"slice {part.name} ({part.n}): {part.macro_f1:.3f}" for part in found.slices)
    return rows


def results(found: Evaluation) -> str:
    """Results in Markdown: scores, calibration, confusion, attributes, slices."""
    parts = [
        f"{found.n} postings. Macro-F1 {found.macro_f1}; clear cases {found.clear_macro_f1:.3f}. "
        f"Expected calibration error {found.ece:.3f}. Of postings without an AI role, "
        f"{found.false_ai} are called specialist or integrator. "
        f"{found.uncertain:.1%} are flagged uncertain. Intervals are 95 %: Wilson for precision "
        "and recall, bootstrap over employers for F1.",
        _table(
            ("role", "postings", "precision", "recall", "F1"),
            [(r.role, r.support, r.precision, r.recall, r.f1) for r in found.roles],
        ),
        "Rows are the reading, columns the model.",
        _table(
            ("", *ROLES),
            [(role, *row) for role, row in zip(ROLES, found.confusion, strict=True)],
        ),
    ]
    if found.attributes:
        rows = [(a.name, a.n, f"{a.macro_f1:.3f}") for a in found.attributes]
        parts.append("Attributes (macro-F1; micro-F1 for skills).")
        parts.append(_table(("attribute", "postings", "F1"), rows))
    if found.slices:
        rows = [(s.name, s.n, f"{s.macro_f1:.3f}") for s in found.slices]
        parts.append("Slices of at least 20 postings.")
        parts.append(_table(("slice", "postings", "macro-F1"), rows))
    return "\n\n".join(parts) + "\n"


def _table(head: tuple[object, ...], rows: Sequence[tuple[object, ...]]) -> str:
    body = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in row) + " |" for row in body)
