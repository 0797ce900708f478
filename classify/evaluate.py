"""How good a model is on labelled postings: scores with intervals, calibration, slices."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from classify.attributes import VALUES
from classify.measures import (
    calibration_error,
    confusion,
    f1_by_role,
    macro_f1,
    resampled,
    wilson,
)
from classify.skill_scores import Pairs, SkillScore, micro_f1, skill_scores
from classify.skills import NAMES as SKILLS
from classify.topical import TOPICS
from classify.train import Example, groups_of
from db.label import ROLES, Label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from classify.pipeline import Classifier

SEED = 0
"""Of the bootstrap."""
SHORT = 700
"""Texts of fewer characters are a slice of their own."""
LEAST_SLICE = 20
"""Slices with fewer postings are left out: their scores say nothing."""


@dataclass(frozen=True, slots=True)
class Score:
    """An estimate with its 95 % interval."""

    value: float
    low: float
    high: float

    def __str__(self) -> str:
        if math.isnan(self.value):
            return "not measured (no such posting)"
        return f"{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]"


@dataclass(frozen=True, slots=True)
class RoleScore:
    """Precision and recall (Wilson) and F1 (bootstrap by employer) of one role."""

    role: str
    support: int
    precision: Score
    recall: Score
    f1: Score


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known of a gold posting: slices by name, attributes ("" where not), skills.

    ValueError for a value that no model can say: a slip of the pen would count as an error.
    """

    slices: Mapping[str, str] = field(default_factory=dict)
    sector: str = ""
    function: str = ""
    employer_type: str = ""
    seniority: str = ""
    depth: str = ""
    skills: Sequence[str] | None = None

    def __post_init__(self) -> None:
        told = [(name, getattr(self, name), values) for name, values in VALUES.items()]
        told += [("skills", skill, SKILLS) for skill in self.skills or ()]
        for name, value, values in told:
            if value and value not in values:
                raise ValueError(f"{value!r} is no value of {name}: use one of {', '.join(values)}")


@dataclass(frozen=True, slots=True)
class Slice:
    """Macro-F1 on a part of the postings."""

    name: str
    n: int
    macro_f1: float


@dataclass(frozen=True, slots=True)
class AttributeScore:
    """Macro-F1 and accuracy of an attribute, micro-F1 of skills, on postings where it is known.

    ``readers`` is the share of postings on which two readers agree, where two have read them.
    """

    name: str
    n: int
    f1: float
    accuracy: float | None = None
    readers: float | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything measured of one model on one labelled set."""

    model_id: str
    n: int
    macro_f1: Score
    clear_macro_f1: float
    roles: tuple[RoleScore, ...]
    ece: float
    false_ai: Score
    uncertain: float
    confusion: tuple[tuple[int, ...], ...]
    slices: tuple[Slice, ...]
    attributes: tuple[AttributeScore, ...]
    skills: tuple[SkillScore, ...] = ()

    def lines(self) -> list[str]:
        """Lines for a terminal."""
        from classify.card import lines

        return lines(self)

    def card(self) -> str:
        """The model card's section of results, in Markdown."""
        from classify.card import results

        return results(self)


def evaluate(
    gold: Iterable[Example],
    classifier: Classifier,
    *,
    known: Sequence[Known] = (),
) -> Evaluation:
    """Label gold postings and compare. ValueError where there is no gold.

    ``known`` may tell more of each posting, in the order of gold: slices and attribute scores come
    from it.
    """
    examples = list(gold)
    if not examples:
        raise ValueError("no gold labels to evaluate on: give lines with id, title, text, label")
    labels = classifier.label([example.item for example in examples])
    return compare(classifier.model_id, examples, labels, known=known)


def compare(
    model_id: str,
    examples: Sequence[Example],
    labels: Sequence[Label],
    *,
    known: Sequence[Known] = (),
) -> Evaluation:
    """The evaluation of labels that are there already."""
    truth = np.array([ROLES.index(example.label) for example in examples])
    guess = np.array([ROLES.index(label.role) for label in labels])
    table = np.array([[lab.p_specialist, lab.p_integrator, lab.p_none] for lab in labels])
    clear = np.array([not example.borderline for example in examples])
    groups = groups_of(examples)
    none = truth == ROLES.index("none")
    read = _skills(labels, known)
    wrong = int((none & (guess != ROLES.index("none"))).sum())
    return Evaluation(
        model_id=model_id,
        n=len(examples),
        macro_f1=_score(macro_f1, truth, guess, groups),
        clear_macro_f1=macro_f1(truth[clear], guess[clear]) if clear.any() else float("nan"),
        roles=_roles(truth, guess, groups),
        ece=calibration_error(table, truth),
        false_ai=_share(wrong, int(none.sum())),
        uncertain=float(np.mean([label.uncertain for label in labels])),
        confusion=tuple(tuple(int(n) for n in row) for row in confusion(truth, guess)),
        slices=_slices(examples, truth, guess, known),
        attributes=(*attribute_scores(labels, known), *_all_skills(read)),
        skills=skill_scores(read),
    )


def _score(
    measure: Callable[[NDArray[np.int64], NDArray[np.int64]], float],
    truth: NDArray[np.int64],
    guess: NDArray[np.int64],
    groups: NDArray[np.int64],
) -> Score:
    return Score(measure(truth, guess), *resampled(truth, guess, groups, measure, SEED))


def _share(hits: int, n: int) -> Score:
    return Score(hits / n if n else math.nan, *wilson(hits, n))


def _roles(
    truth: NDArray[np.int64], guess: NDArray[np.int64], groups: NDArray[np.int64]
) -> tuple[RoleScore, ...]:
    found = []
    for at, role in enumerate(ROLES):
        hit = int(((truth == at) & (guess == at)).sum())
        said, real = int((guess == at).sum()), int((truth == at).sum())

        def measure(t: NDArray[np.int64], g: NDArray[np.int64], at: int = at) -> float:
            return f1_by_role(t, g)[at]

        found.append(
            RoleScore(
                role,
                real,
                _share(hit, said),
                _share(hit, real),
                _score(measure, truth, guess, groups),
            )
        )
    return tuple(found)


def _slices(
    examples: Sequence[Example],
    truth: NDArray[np.int64],
    guess: NDArray[np.int64],
    known: Sequence[Known],
) -> tuple[Slice, ...]:
    named: dict[str, list[int]] = {}
    for at, example in enumerate(examples):
        short = len(example.item.text) < SHORT
        named.setdefault("text: short" if short else "text: longer", []).append(at)
        for name, value in (known[at].slices if known else {}).items():
            named.setdefault(f"{name}: {value}", []).append(at)
    return tuple(
        Slice(name, len(rows), macro_f1(truth[rows], guess[rows]))
        for name, rows in sorted(named.items())
        if len(rows) >= LEAST_SLICE
    )


def attribute_scores(labels: Sequence[Label], known: Sequence[Known]) -> list[AttributeScore]:
    """How well each attribute is told where it is known.

    Depth only counts where the model too says integrator: it has no depth for others.
    """
    found = []
    for name in TOPICS:
        pairs = [
            (getattr(one, name), getattr(label, name) or "unknown")
            for one, label in zip(known, labels, strict=False)
            if getattr(one, name) and (name != "depth" or label.depth)
        ]
        if pairs:
            names = sorted({one for pair in pairs for one in pair})
            real, said = (np.array([names.index(pair[side]) for pair in pairs]) for side in (0, 1))
            right = float(np.mean(real == said))
            found.append(AttributeScore(name, len(pairs), macro_f1(real, said), right))
    return found


def _skills(labels: Sequence[Label], known: Sequence[Known]) -> Pairs:
    """The skills of postings whose skills were read, as read and as said."""
    both = zip(known, labels, strict=False)
    return [(one.skills, label.skills) for one, label in both if one.skills is not None]


def _all_skills(read: Pairs) -> list[AttributeScore]:
    """The score of all skills together; nothing without a posting."""
    return [AttributeScore("skills", len(read), micro_f1(read))] if read else []
