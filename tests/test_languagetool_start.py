"""The ahead-of-time cache that LanguageTool starts with: made, used, torn, and made anew."""

from __future__ import annotations

import json
import shutil
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from mslint import grammar as command
from mslint import rules as packs
from mslint.grammar import aot, jars, server
from mslint.grammar.checker import GrammarSettings, _where
from test_grammar import check, marked, plain

FAULT = "It was an mistake."


@pytest.fixture(scope="session")
def prepared(installed: Path) -> Path:
    """The cache for quick starts beside the user's own jars, made if need be."""
    made = aot.make()
    if made is None:
        pytest.skip("this Java has no such cache")
    return made


@pytest.fixture
def own_jars(prepared: Path, installed: Path, own_server: Path) -> Path:
    """A folder of LanguageTool with copies of its own, so that they can be broken; the cache as it was made."""
    home = jars.home()
    home.unlink()
    shutil.copytree(installed, home, ignore=shutil.ignore_patterns("staging", "*.lock"))
    return home


def command_line() -> str:
    state = server.running()
    assert state
    return Path(f"/proc/{state.java}/cmdline").read_text("utf-8").replace("\0", " ")


def is_mapped(place: Path, setup: server.Setup | None = None) -> bool:
    """Whether the Java that runs has the cache in its memory."""
    state = server.running(setup or server.Setup())
    assert state
    return place.name in Path(f"/proc/{state.java}/maps").read_text("utf-8")


linux = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")


@linux
def test_a_server_starts_with_the_cache(prepared: Path, own_server: Path) -> None:
    document = plain(FAULT)
    assert marked(document, check(document)) == ["an"]
    assert is_mapped(prepared)


@linux
def test_rules_of_ours_come_after_it(prepared: Path, own_server: Path) -> None:
    rules = tuple(r for r in packs.load(list(packs.shipped_packs().values())) if r.kind == "sequence" and r.default)
    settings = GrammarSettings(language="en-US", rules=rules)
    setup = _where(settings, "en-US").setup
    server.ensure(setup)
    try:
        assert is_mapped(prepared, setup)
    finally:
        server.stop(setup)


@pytest.mark.parametrize("how", ["cut", "changed", "gone", "told wrong"])
def test_a_torn_cache_is_left_out(how: str, prepared: Path, own_jars: Path) -> None:
    place = own_jars / prepared.name
    raw = place.read_bytes()
    if how == "cut":
        place.write_bytes(raw[: len(raw) // 2])
    elif how == "changed":
        middle = len(raw) // 2
        place.write_bytes(raw[:middle] + bytes(1000) + raw[middle + 1000 :])
    elif how == "gone":
        place.unlink()
    else:
        place.with_suffix(".json").write_text("{", "utf-8")
    assert aot.ready(jars.find_java()) is None
    document = plain(FAULT)
    outcome = check(document)
    assert marked(document, outcome) == ["an"] and outcome.not_checked == ()
    assert "AOTCache" not in command_line()


def test_a_cache_that_java_does_not_take_is_left_out(prepared: Path, own_jars: Path) -> None:
    """Whole as it was written, but not for this Java."""
    place = own_jars / prepared.name
    place.write_bytes(b"no such thing" * 1000)
    told = json.loads(place.with_suffix(".json").read_text("utf-8"))
    told["sha256"] = sha256(place.read_bytes()).hexdigest()
    place.with_suffix(".json").write_text(json.dumps(told), "utf-8")
    assert aot.ready(jars.find_java()) == place.resolve()
    document = plain(FAULT)
    assert marked(document, check(document)) == ["an"]


def test_it_is_another_for_other_jars(prepared: Path, own_jars: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    java = jars.find_java()
    assert aot.ready(java) == (own_jars / prepared.name).resolve()
    first, *rest = jars.pinned()
    other = jars.Jar(first.group, first.artifact, first.version, "0" * 64, first.size)
    monkeypatch.setattr(jars, "pinned", lambda _languages=(): (other, *rest))
    assert aot.ready(java) is None


def test_a_jar_mended_makes_it_anew(prepared: Path, own_jars: Path) -> None:
    smallest = min(jars.pinned(), key=lambda jar: jar.size)
    (own_jars / smallest.name).write_bytes(b"x")
    jars.install()
    assert aot.ready(jars.find_java()) is None
    assert "is installed" in command.install()
    assert aot.ready(jars.find_java()) is not None


def test_what_fails_while_it_is_made_is_told(own_jars: Path) -> None:
    jars.forget_prepared()
    (own_jars / "training.log").unlink(missing_ok=True)
    (own_jars / "training.log").mkdir()
    assert "not prepared for quick starts" in (told := command.install()) and "cannot be written" in told
    document = plain(FAULT)
    assert marked(document, check(document)) == ["an"]
