"""Long lists of alternatives as patterns that are quick to fail: equal beginnings stand once."""

from __future__ import annotations

from itertools import groupby


def grouped(pattern: str) -> str:
    """An equal pattern whose alternatives share their first letters: "ab|cd|ac" -> "a(?:b|c)|cd".

    Alternatives with the same beginning keep their order and others cannot match at the same
    place, so the same one wins.
    """
    return _joined(_alternatives(pattern.replace("\n", "")))


def _joined(alternatives: list[str]) -> str:
    parts: list[str] = []
    for lettered, stretch in groupby(alternatives, key=_starts_with_letter):
        if not lettered:
            parts.extend(stretch)
            continue
        tails: dict[str, list[str]] = {}
        for one in stretch:
            tails.setdefault(one[0], []).extend(_alternatives(one[1:]))
        parts.extend(
            letter + (rest[0] if len(rest) == 1 else f"(?:{_joined(rest)})")
            for letter, rest in tails.items()
        )
    return "|".join(parts)


def _starts_with_letter(pattern: str) -> bool:
    return pattern[:1].isalpha() and pattern[1:2] not in {"?", "*", "+", "{"}


def _alternatives(pattern: str) -> list[str]:
    """The alternatives of a pattern, those of a group at the start of one included."""
    found: list[str] = []
    for one in _split(pattern):
        end = _end_of_group(one)
        if end and one[end : end + 1] not in {"?", "*", "+", "{"}:
            found.extend(head + one[end:] for head in _alternatives(one[3 : end - 1]))
        else:
            found.append(one)
    return found


def _split(pattern: str) -> list[str]:
    """The parts between the bars that stand in no group and no set."""
    parts, start = [], 0
    for at, depth in _depths(pattern):
        if pattern[at] == "|" and depth == 0:
            parts.append(pattern[start:at])
            start = at + 1
    return [*parts, pattern[start:]]


def _end_of_group(pattern: str) -> int:
    """Where a group at the pattern's start ends; 0 where there is none."""
    if not pattern.startswith("(?:"):
        return 0
    return next(at + 1 for at, depth in _depths(pattern) if pattern[at] == ")" and depth == 0)


def _depths(pattern: str) -> list[tuple[int, int]]:
    """Place and depth of each character that is neither escaped nor in a set."""
    found: list[tuple[int, int]] = []
    depth, escaped, in_set = 0, False, False
    for at, character in enumerate(pattern):
        if escaped or character == "\\":
            escaped = not escaped
            continue
        if in_set:
            in_set = character != "]"
            continue
        in_set = character == "["
        depth += (character == "(") - (character == ")")
        found.append((at, depth))
    return found
