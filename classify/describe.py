"""Build time: the model card of a folder, from the rows it was built on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.card import model_card
from classify.crossfit import held_out, held_out_skills, sentences
from classify.doubt import uncertain
from classify.employer_facts import facts
from classify.evaluate import (
    AttributeScore,
    Evaluation,
    Known,
    attribute_scores,
    compare,
)
from classify.lessons import EVERY, INVENTED_WEIGHT, TESTED_APART, Labelled
from classify.pipeline import Classifier
from classify.rows import Rows
from classify.skill_scores import micro_f1
from classify.train import BORDERLINE_WEIGHT
from db.gold_store import kappa
from db.label import ROLES, Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.store import Settings

FIRST = "first set"
"""The stratum that others had labelled; the rest was chosen and read for this model."""
RANDOM = "random"


@dataclass(frozen=True, slots=True)
class Unseen:
    """Rows with the labels that models gave which had not learned them."""

    rows: list[Labelled]
    labels: list[Label]

    def evaluate(self, model_id: str) -> Evaluation:
        """The comparison of labels with the reading."""
        examples = [row.example for row in self.rows]
        return compare(model_id, examples, self.labels, known=[_known(row) for row in self.rows])

    def where(self, stratum: str) -> Unseen:
        """Those of one stratum."""
        pairs = zip(self.rows, self.labels, strict=True)
        kept = [(row, label) for row, label in pairs if row.text("stratum") == stratum]
        return Unseen([row for row, _ in kept], [label for _, label in kept])


def describe(rows: Sequence[Labelled], known: Rows, folder: Path) -> str:
    """The card of the model in ``folder``: rows for testing, and the rest cross-validated."""
    classifier = Classifier.load(folder)
    settings = classifier.settings
    test = [row for row in rows if row.test]
    aside = Unseen(test, classifier.label([row.example.item for row in test]))
    pool = _cross_validated(rows, known, classifier)
    results = {
        "Results on postings set aside": aside,
        "Results on the pool, cross-validated": pool,
        "Results on random postings of the pool, cross-validated": pool.where(RANDOM),
    }
    evaluations = {
        name: part.evaluate(settings.model_id) for name, part in results.items() if part.rows
    }
    attributes = _attributes([row for row in rows if row.tested_apart], classifier)
    return model_card(settings.model_id, settings.settled, _data(rows), evaluations, attributes)


def _attributes(rows: Sequence[Labelled], classifier: Classifier) -> list[AttributeScore]:
    """Scores of the attributes that have a test of their own, with the agreement of readers."""
    labels = classifier.label([row.example.item for row in rows])
    told: list[dict[str, Any]] = [{name: row.text(name) for name in TESTED_APART} for row in rows]
    known = [Known(**one) for one in told]
    return [
        replace(score, readers=_readers(rows, score.name))
        for score in attribute_scores(labels, known)
    ]


def _readers(rows: Sequence[Labelled], name: str) -> float | None:
    """The share of postings on which two readings of an attribute agree."""
    pairs = [(row.text(name), row.text(f"{name}_second")) for row in rows]
    twice = [one == other for one, other in pairs if one and other]
    return float(np.mean(twice)) if twice else None


def _cross_validated(rows: Sequence[Labelled], known: Rows, classifier: Classifier) -> Unseen:
    """Labels of all learning rows but the first set by models that saw not their employers."""
    learning = [row for row in rows if not (row.test or row.invented)]
    settings = classifier.settings
    taken = known.take(~known.test)
    roles = held_out(taken, settings.settled, settings.seed)
    skills = held_out_skills(learning, roles, [row for row in rows if row.invented])
    chosen = [at for at, row in enumerate(learning) if row.text("stratum") != FIRST]
    base = classifier.label([learning[at].example.item for at in chosen])
    labels = [
        replace(_judged(label, learning[at], roles[at], settings), skills=skills[at])
        for at, label in zip(chosen, base, strict=True)
    ]
    return Unseen([learning[at] for at in chosen], labels)


def _judged(label: Label, row: Labelled, roles: NDArray[np.float64], settings: Settings) -> Label:
    role, best = ROLES[int(roles.argmax())], float(roles.max())
    return replace(
        label,
        role=role,
        p_specialist=float(roles[0]),
        p_integrator=float(roles[1]),
        p_none=float(roles[2]),
        uncertain=uncertain(row.reading, role, best, settings.threshold),
    )


def _known(row: Labelled) -> Known:
    slices = {"language": row.reading.language, **(row.line.get("slices") or {})}
    if row.text("sector"):
        tech = row.text("sector") in {"software", "hardware"}
        slices["employer"] = "tech" if tech else "outside tech"
    if row.text("stratum") != FIRST:
        slices["chosen"] = row.text("stratum")
    if not row.test:
        # The shipped model learned these: only their roles and skills are held out.
        return Known(slices, skills=row.skills)
    return Known(slices, row.text("sector"), row.text("function"), skills=row.skills)


def _data(rows: Sequence[Labelled]) -> list[str]:
    """What the card says of the labels, counted from the rows."""
    real = [row for row in rows if not row.invented]
    first = sum(row.text("stratum") == FIRST for row in real)
    passages = sum(len(row.line.get("passages") or {}) for row in real)
    with_passages = sum(bool(row.line.get("passages")) for row in real)
    borderline = sum(row.example.borderline for row in real)
    after = sum(row.invented and row.fold != EVERY for row in rows)
    return [
        f"{len(real):,} postings, read and labelled against the codebook: {first:,} of a first set "
        f"(half of them chosen because an early model was unsure) and {len(real) - first:,} more, "
        "most chosen by uncertainty, the rest at random and by predicted role.",
        f"{len(rows) - len(real):,} invented postings, most written near the lines between the "
        "roles, teach the encoder and the word models beside them (`data/invented.jsonl.gz`); they "
        f"enter no head and no figure. {after:,} of them were written after labelled postings that "
        "a model misread, and teach no model that scores the employers of those.",
        *_agreement(rows),
        f"{passages:,} passages of {with_passages:,} postings were read one by one for their kind "
        "(the job's own work on models or with AI, nice-to-have, employer's talk, ...).",
        f"{borderline:,} postings are marked borderline: a careful colleague could defend another "
        f"label. They weigh {BORDERLINE_WEIGHT} in the fit.",
        *_attributes_read(rows),
        *_skills_read(rows),
        *_set_aside([row for row in real if row.test]),
    ]


def _set_aside(test: Sequence[Labelled]) -> list[str]:
    """What the postings for testing are, and how many of their employers the table holds."""
    if not test:
        return ["No posting was set aside before anything was tried."]
    employers = {row.example.item.employer for row in test}
    held = sum(facts(employer).sector is not None for employer in employers)
    return [
        f"{len(test)} postings of the first set, whole employers, were set aside before anything "
        "was tried, and no posting of an employer of the same name was learned from. They are "
        "harder than a natural mix. Earlier versions were compared on them a few times, so they "
        "flatter a little.",
        f"{held:,} of the {len(employers):,} employers set aside stand in `data/employers.csv` by "
        "general knowledge: sectors of less known employers are told less well.",
    ]


def _attributes_read(rows: Sequence[Labelled]) -> list[str]:
    """How many postings were read for the attributes with a test of their own."""
    read = sum(any(row.text(name) for name in TESTED_APART) for row in rows)
    aside = [row for row in rows if row.tested_apart]
    twice = "twice and " if all(row.text("seniority_second") for row in aside) else ""
    if not read:
        return []
    return [
        f"{read:,} postings were also read for employer type, seniority and, of integrators, "
        f"depth; {len(aside):,} of them, whole employers, {twice}for evaluation alone."
    ]


def _skills_read(rows: Sequence[Labelled]) -> list[str]:
    """How many postings were read for their skills, and how far two readings agree."""
    read = sum(row.skills is not None and not row.invented for row in rows)
    invented = sum(row.skills is not None and row.invented for row in rows)
    if not read:
        return []
    return [
        f"{read:,} postings with an AI role were read for their skills."
        f"{_read_twice(rows, 'set aside', test=True)}"
        f"{_read_twice(rows, 'others, by title and AI sentences alone,', test=False)}"
        f"{_sentences_read(rows)} "
        f"{invented:,} invented ones teach beside them and count {INVENTED_WEIGHT}. Terms, cut "
        "and penalties of the skills were chosen on folds of the learning rows, so the set-aside "
        "is the stricter test."
    ]


def _sentences_read(rows: Sequence[Labelled]) -> str:
    """How many different sentences teach skills on their own."""
    count = len(sentences([row for row in rows if row.skills is not None and not row.test]))
    return f" {count:,} of their titles and sentences were also read one by one." if count else ""


def _read_twice(rows: Sequence[Labelled], which: str, *, test: bool) -> str:
    """How far two readings of skills agree, of the rows for testing or of the others."""
    twice = [
        (row.skills, row.line["skills_second"])
        for row in rows
        if row.test == test and row.skills is not None and row.line.get("skills_second") is not None
    ]
    if not twice:
        return ""
    return (
        f" {len(twice):,} {which} were read twice: the readings agree at a micro-F1 of "
        f"{micro_f1(twice):.3f}."
    )


def _agreement(rows: Sequence[Labelled]) -> list[str]:
    """How far two readings of a posting agree; nothing where none was read twice."""
    again = [row for row in rows if row.text("second")]
    twice = [(row.text("first") or row.example.label, row.text("second")) for row in again]
    if not twice:
        return []
    agree = sum(one == other for one, other in twice) / len(twice)
    chance = kappa(twice)
    beyond = "" if chance is None else f" (kappa {chance:.3f})"
    return [
        f"{len(twice)} of the later ones were read again without sight of the first reading: the "
        f"two agree on {agree:.1%}{beyond}; disagreements were decided by a further look. Readers "
        "of one school share habits, so their agreement may flatter."
    ]
