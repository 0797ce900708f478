"""Labelled lines of a whole build: what is known of each posting, and what the encoder learns."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from classify.attributes import VALUES
from classify.clean import plain
from classify.item import Item
from classify.json_lines import json_lines
from classify.passages import Reading, Segment, read
from classify.prompts import cut, prompt
from classify.skills import NAMES as SKILLS
from classify.teaching import Chances, Lesson
from classify.topical import TOPICS
from classify.train import Example
from classify.triggers import WORD
from classify.votes import KINDS
from classify.wording import SENTENCE
from db.label import ROLES

if TYPE_CHECKING:
    from numpy.typing import NDArray

TESTED_APART = ("employer_type", "seniority", "depth")
"""The attributes that have a test of their own."""
INVENTED_POSTINGS = Path(__file__).parent / "data" / "invented.jsonl.gz"
"""Written for this model: titles and sentences near the lines between the roles."""
FOLDS = 6
"""Parts of the employers; what scores one of them learned from the rest."""
EVERY = -1
"""The fold of what teaches all models."""
INVENTED = "invented"
"""The stratum of such postings."""
INVENTED_WEIGHT = 0.3
"""Of an invented posting beside a real one, where words tell roles and skills."""
SURE, DOUBTFUL = 0.97, 0.8
"""Probability that a clear and a borderline label teach."""
SURE_KIND = 0.973
"""Probability that the kind of a passage as read teaches."""
UNREAD = -100
"""The kind of a passage that nobody read."""
_READINGS = {
    **VALUES,
    **{f"{name}_second": VALUES[name] for name in TESTED_APART},
    "first": ROLES,
    "second": ROLES,
}
"""What a reader may have said of a posting, beside its label."""
_SHAPES: tuple[tuple[str, type, str], ...] = (
    ("passages", dict, "an object from sentence to kind"),
    ("slices", dict, "an object from name to value"),
    ("skills", list, "a list of names"),
    ("skills_second", list, "a list of names"),
    ("sentence_skills", dict, "an object from sentence to names"),
)
"""What a field is where it is there, and in words."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A posting of which some attributes are known ("" where not)."""

    reading: Reading
    sector: str = ""
    function: str = ""
    employer_type: str = ""
    seniority: str = ""
    depth: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """One labelled posting, its reading, and the rest of its line.

    ``line`` may hold ``sector``, ``function``, ``employer_type``, ``seniority``, ``depth`` (each
    of these three with a second reading, as ``depth_second``), ``skills``, ``skills_second``,
    ``sentence_skills`` (sentence or title to the skills that it names alone), ``passages``
    (sentence to kind), ``stratum`` (how it was chosen), ``slices``, ``first`` and ``second``
    (readings of the role), ``test`` (for evaluation alone), ``attributes_test`` (employer type,
    seniority and depth are for evaluation alone), and ``fold`` (of an invented one).
    """

    example: Example
    reading: Reading
    line: Mapping[str, Any]

    @property
    def test(self) -> bool:
        """Whether nothing may be learned from it."""
        return bool(self.line.get("test"))

    @property
    def invented(self) -> bool:
        """Whether nobody ever posted it: it teaches, and nothing is measured on it."""
        return self.text("stratum") == INVENTED

    @property
    def fold(self) -> int:
        """Part of the employers, 0 to FOLDS - 1: the models of the others score it.

        An invented posting belongs to the part after one of whose postings it was written, so that
        it teaches nobody who is asked about that one; without such a part to EVERY.
        """
        if self.invented:
            return int(self.line.get("fold", EVERY))
        key = self.example.item.employer.strip().lower() or self.example.id
        return hashlib.blake2b(key.encode(), digest_size=1).digest()[0] % FOLDS

    @property
    def skills(self) -> tuple[str, ...] | None:
        """The skills as read; None where nobody looked or the posting has no AI role."""
        found = self.line.get("skills")
        return None if found is None or self.example.label == "none" else tuple(found)

    @property
    def sentence_skills(self) -> Iterator[tuple[Segment | None, Sequence[str]]]:
        """The title (None) and each AI sentence that was read alone, with the skills it names."""
        found = self.line.get("sentence_skills") or {}
        by_words = {_words(text): skills for text, skills in found.items()}
        for part in (None, *self.reading.ai_sentences):
            text = plain(self.example.item.title) if part is None else part.written or part.text
            skills = by_words.get(_words(text))
            if skills is not None:
                yield part, skills

    @property
    def topic(self) -> Topic:
        """What may be learned of its attributes."""
        aside = TESTED_APART if self.tested_apart else ()
        found = {name: "" if name in aside else self.text(name) for name in TOPICS}
        return Topic(self.reading, **found)

    @property
    def tested_apart(self) -> bool:
        """Whether employer type, seniority and depth of it alone are for evaluation."""
        return bool(self.line.get("attributes_test")) and not self.test

    def text(self, name: str) -> str:
        """A field of the line, or "" where nobody read it."""
        return str(self.line.get(name) or "")


def topic_lines(path: Path) -> list[Topic]:
    """Read lines with title, employer, text, sector and function; ValueError where one is wrong."""
    found = []
    for where, line in json_lines(path):
        try:
            item = Item(*(str(line[name] or "") for name in ("title", "employer", "text")))
            topic = Topic(read(item), line["sector"], line["function"])
            _check(line)
        except KeyError as error:
            raise ValueError(
                f"{where} lacks {error}: it needs title, employer, text, sector and function"
            ) from None
        except ValueError as error:
            raise ValueError(f"{where}: {error}") from None
        found.append(topic)
    return found


def labelled_lines(path: Path) -> list[Labelled]:
    """Read a JSON-lines file, gzipped or not; ValueError that names the line that is wrong."""
    found = [_labelled(line, where) for where, line in json_lines(path)]
    if not found:
        raise ValueError(f"{path} holds no labelled line: see docs/roles.md for what one has")
    return found


def invented_lines(path: Path = INVENTED_POSTINGS) -> list[Labelled]:
    """The invented postings, labelled with role, kinds of passages and skills."""
    return [_labelled({**line, "stratum": INVENTED}, where) for where, line in json_lines(path)]


def _labelled(line: Mapping[str, Any], where: str) -> Labelled:
    try:
        _check(line)
        example = Example.parse(line)
    except ValueError as error:
        raise ValueError(f"{where}: {error}") from None
    return Labelled(example, read(example.item), line)


def _check(line: Mapping[str, Any]) -> None:
    """ValueError where a field holds what nobody can learn from."""
    if not isinstance(line.get("text", ""), str):
        raise ValueError("its text is no text")
    for name, shape, said in _SHAPES:
        if not isinstance(line.get(name) or shape(), shape):
            raise ValueError(f"its {name} must be {said}")
    for text, skills in (line.get("sentence_skills") or {}).items():
        if not isinstance(skills, list):
            raise ValueError(f"the skills of its sentence {text!r} must be a list of names")
    for name, value, values in _choices(line):
        if value not in values:
            known = ", ".join(map(str, values))
            raise ValueError(f"{value!r} is no value of {name}: use one of {known}")


def _choices(line: Mapping[str, Any]) -> Iterator[tuple[str, Any, Sequence[Any]]]:
    """The fields that are there of those with known values: name, value, and known values."""
    for kind in (line.get("passages") or {}).values():
        yield "passages", kind, KINDS
    for name in ("skills", "skills_second"):
        for skill in line.get(name) or ():
            yield name, skill, SKILLS
    for skills in (line.get("sentence_skills") or {}).values():
        yield from (("sentence_skills", skill, SKILLS) for skill in skills)
    for name, values in _READINGS.items():
        if line.get(name):
            yield name, line[name], values
    yield "fold", line.get("fold", EVERY), range(EVERY, FOLDS)


def splits(
    rows: Sequence[Labelled],
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Positions of learning and held rows of each fold; invented rows are never held."""
    folds = np.array([row.fold for row in rows])
    invented = np.array([row.invented for row in rows])
    for fold in range(FOLDS):
        yield np.flatnonzero(folds != fold), np.flatnonzero((folds == fold) & ~invented)


def lessons(rows: Sequence[Labelled]) -> list[Lesson]:
    """What the encoder learns: postings with a sentence that names or suggests AI."""
    return [_lesson(row) for row in rows if row.reading.hits or row.reading.weak]


def _lesson(row: Labelled) -> Lesson:
    sure = DOUBTFUL if row.example.borderline else SURE
    kinds = (
        () if kind == UNREAD else _chances(kind, SURE_KIND, len(KINDS)) for kind in kinds_read(row)
    )
    return Lesson(
        tuple(prompt(row.reading).pieces()),
        _chances(ROLES.index(row.example.label), sure, len(ROLES)),
        tuple(kinds),
    )


def _chances(right: int, sure: float, count: int) -> Chances:
    """``sure`` for one of ``count`` values, the rest shared by the others."""
    rest = (1 - sure) / (count - 1)
    return tuple(sure if at == right else rest for at in range(count))


def kinds_read(row: Labelled) -> tuple[int, ...]:
    """The kind of each passage of the prompt as somebody read it, UNREAD for the rest.

    What was read may be a line of several sentences; each is then of that kind.

    A first duty that nobody read names no AI and is of the last kind.
    """
    found: Mapping[str, str] = row.line.get("passages") or {}
    read_kinds = {
        _words(part): kind for text, kind in found.items() for part in (*SENTENCE.split(text), text)
    }
    named = {_words(cut(part.text)) for part in row.reading.ai_sentences}
    return tuple(_kind(part, read_kinds, named) for part in prompt(row.reading).passages)


def _kind(part: Segment, read_kinds: Mapping[str, str], named: set[str]) -> int:
    words = _words(cut(part.written or part.text))
    if words in read_kinds:
        return KINDS.index(read_kinds[words])
    if read_kinds and words not in named:
        return KINDS.index("other")
    return UNREAD


def _words(text: str) -> str:
    return " ".join(WORD.findall(text.lower()))
