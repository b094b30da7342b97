"""What the tests share: where the shared data lies, a cache of their own, and LanguageTool."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from mslint.grammar import jars, server

ROOT = Path(__file__).parents[1]
SHARED = Path(os.environ.get("MSLINT_SHARED", ROOT.parent / "shared"))


@pytest.fixture
def shared() -> Path:
    """The folder of shared data; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("needs ../shared")
    return SHARED


@pytest.fixture
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder for one test."""
    monkeypatch.setenv("MSLINT_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="module")
def cache_of_this_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An empty cache folder for all tests of a file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MSLINT_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def installed() -> Path:
    """The folder with the pinned jars in the user's own cache, fetched if need be."""
    return jars.install()


@pytest.fixture
def live(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's own server, shared by the tests, and an empty store of answers."""
    monkeypatch.setenv("MSLINT_CACHE", str(tmp_path / "cache"))
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "languagetool").symlink_to(installed.parent)
    return tmp_path / "cache"


@pytest.fixture
def own_server(installed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A cache folder with the jars and no server yet; what is started there is stopped."""
    monkeypatch.setenv("MSLINT_CACHE", str(tmp_path / "cache"))
    home = tmp_path / "cache" / "languagetool"
    home.mkdir(parents=True)
    (home / jars.version()).symlink_to(installed)
    yield tmp_path / "cache"
    monkeypatch.setenv("MSLINT_CACHE", str(tmp_path / "cache"))
    server.stop_all()
