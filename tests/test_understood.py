"""`mslint check --explain-document`: what was understood, and what an author can do about it."""

from __future__ import annotations

from pathlib import Path

from command import run

PAPER = """\
# Rain and roofs

## Introduction

Roofs leak (Adler, 2011). This paper asks why slate roofs leak more in spring than in autumn.

## What we did

We counted drips.

## References

Adler, B. (2011). *Roofs*. Bern: Kunz.
"""


def explained(folder: Path) -> str:
    (folder / "paper.md").write_text(PAPER, "utf-8")
    ran = run("check", "--explain-document", "paper.md", cwd=folder)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def line_with(text: str, words: str) -> str:
    (line,) = [line for line in text.splitlines() if words in line]
    return line


def test_sections_questions_citations_and_references_are_told_with_their_lines(tmp_path: Path) -> None:
    told = explained(tmp_path)
    assert line_with(told, "What we did").split() == ["line", "7", "What", "we", "did", "—"]
    assert line_with(told, "  question").split()[:3] == ["line", "5", "question"]
    assert "cited: 1 author-year" in told
    assert "reference list in the paper: 1 entry" in told


def test_the_settings_put_a_wrong_reading_right(tmp_path: Path) -> None:
    (tmp_path / "mslint.yaml").write_text("roles: {What we did: methods}\nreading: {citation-style: key}\n")
    told = explained(tmp_path)
    assert line_with(told, "What we did").split()[-1] == "methods"
    assert "author-year" not in line_with(told, "cited:")


def test_a_wrong_setting_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "paper.md").write_text(PAPER, "utf-8")
    (tmp_path / "mslint.yaml").write_text("reading: {citation-style: footnotes}\n")
    ran = run("check", "--explain-document", "paper.md", cwd=tmp_path)
    assert ran.returncode == 2
    assert "mslint.yaml:1" in ran.stderr and "citation-style" in ran.stderr and len(ran.stderr.splitlines()) == 1
