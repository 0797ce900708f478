"""Shared fixtures; where recorded material lies, if it is here."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(scope="session")
def shared():
    """The folder of recorded material; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("ROLEATLAS_SHARED", ROOT.parent / "shared"))
    if not (folder / "payloads").is_dir():
        pytest.skip("the recorded material is not here (ROLEATLAS_SHARED)")
    return folder


@pytest.fixture(scope="session")
def resolver():
    """The shipped tables of places; resolving changes nothing in them."""
    from metro.resolver import Resolver

    return Resolver.load()


@pytest.fixture
def store(tmp_path):
    """An open, empty store."""
    from db.store import open_for_writing

    with open_for_writing(tmp_path / "atlas.db") as connection:
        yield connection


@pytest.fixture(scope="session")
def loopback():
    """One server for all tests of the fault suite; ``world`` empties it."""
    from faultboard import Faultboard

    with Faultboard() as running:
        yield running


@pytest.fixture
def world(loopback, store):
    """Sources on loopback, a store and a clock; every invariant must hold at the end."""
    from fault_world import fresh

    with fresh(loopback, store) as found:
        yield found
