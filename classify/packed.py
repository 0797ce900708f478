"""Files of a model folder, and names in an npz without pickle: bytes, a line each."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def pack(names: Iterable[str]) -> NDArray[np.uint8]:
    """Names as bytes; none of them may hold a line break."""
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def unpack(packed: NDArray[np.uint8]) -> list[str]:
    """The names that ``pack`` was given."""
    return packed.tobytes().decode().split("\n")


def present(path: Path, remedy: str = "name a model folder or reinstall the shipped model") -> Path:
    """The path of a file; ValueError, which says what to do, where it is missing."""
    if not path.is_file():
        raise ValueError(f"{path} is missing: {remedy}")
    return path
