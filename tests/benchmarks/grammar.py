"""How right and how fast grammar checking is: dev.jsonl of ../shared/data/grammar, and one paper cold, warm and seen.

    python tests/benchmarks/grammar.py [--smoke]

The score at the head is of each sentence as a document of its own: they come from 3,600 texts, so what one paper must
do throughout (one English, one form of a word, no paragraph twice) says nothing of them. All of them as the paragraphs
of one paper are scored too. `--smoke` scores every tenth sentence and is done in seconds. The server is one of the benchmark's own, in a temporary
cache folder, and is stopped at the end; the jars are those of the user's cache.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mslint import engine, session
from mslint.config import Config
from mslint.engine import Outcome
from mslint.grammar import jars, server
from mslint.grammar.checker import GrammarChecker, GrammarSettings
from mslint.model import Block, Document, Piece, Section, Severity, Source, Span

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MSLINT_SHARED", ROOT.parent / "shared")) / "data"
NOT_LANGUAGE = ("argument.", "citations.", "claims.", "journal.", "numbers.", "references.", "style.")
"""What says nothing about the language of a sentence, and is left out."""


def document(paragraphs: Sequence[str]) -> Document:
    """Bare paragraphs."""
    blocks = []
    at = 0
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", (Piece(Span(at, at + len(paragraph)), paragraph),)))
        at += len(paragraph) + 2
    source = Source.of(Path("dev.txt"), "\n\n".join(paragraphs))
    return Document(source, "plain", tuple(blocks), (Section("", 0, "front", range(len(blocks))),))


def check(paper: Document, **settings: Any) -> Outcome:
    outcome = GrammarChecker(GrammarSettings(**settings)).check(paper)
    if outcome.not_checked:
        sys.exit(f"not checked: {outcome.not_checked}")
    return outcome


@contextmanager
def own_cache() -> Iterator[None]:
    """An empty cache with the jars in it; the server started there ends with it."""
    installed = jars.install()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MSLINT_CACHE"] = folder
        (Path(folder) / "languagetool").mkdir()
        (Path(folder) / "languagetool" / jars.version()).symlink_to(installed)
        try:
            yield
        finally:
            server.stop()


def times() -> None:
    """Seconds for one paper of our own making, from a cold start to an unchanged second check."""
    from mslint.readers import markdown

    path = next(iter(sorted((ROOT / "manuscript").glob("draft.md"))), ROOT / "lint" / "README.md")
    source = Source.of(path, path.read_text("utf-8"))
    paper = markdown.read(source)
    words = sum(len(block.text.split()) for block in paper.prose())
    edited = markdown.read(Source.of(path, source.text + "\n\nOne more paragraph was were added at the end.\n"))
    other = markdown.read(Source.of(path, source.text.replace("the ", "this ").replace(" is ", " was ")))
    print(f"{path.name}: {words} words")
    for what, which in (
        ("cold: server started, first answer", paper),
        ("seen: unchanged, from the cache", paper),
        ("one new paragraph, server warm", edited),
        ("unseen text, server warm", other),
    ):
        start = time.perf_counter()
        check(which, language="en-US")
        print(f"{time.perf_counter() - start:8.3f} s  {what}")
    state = server.running()
    if state:
        out = subprocess.run(["ps", "-o", "rss=", "-p", str(state.java)], capture_output=True, text=True, check=False)
        print(f"{int(out.stdout) / 1000:8.0f} MB memory of the server")


def score(step: int) -> None:
    """Precision, recall and F0.5 of findings at warning and above, by the shared script; halves are by a hash."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "grammar" / "score.py")
    assert spec and spec.loader
    scoring = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    rows = scoring.load(SHARED / "grammar" / "dev.jsonl")[::step]
    sentences = [row["source"] for row in rows]
    for name, way in (("each sentence alone", alone), ("all as one paper", together)):
        start = time.perf_counter()
        found = way(sentences)
        print(f"\n{name}: {time.perf_counter() - start:.0f} s")
        scoring.show(scoring.score(rows, found))
        for half, what in enumerate(("rules were written on this half", "and tested on this")):
            print(what)
            chosen = [at for at, row in enumerate(rows) if _half(row["source"]) == half]
            scoring.show(scoring.score([rows[at] for at in chosen], [found[at] for at in chosen]))


def alone(sentences: Sequence[str]) -> list[list[Span]]:
    """What all engines find in each of the sentences, which are American papers of their own."""
    checkers = session.checkers(_american())
    check(document(sentences), language="en-US")  # asked at once: the answers then lie in the cache
    return [_spans(engine.check(document([sentence]), checkers)) for sentence in sentences]


def together(sentences: Sequence[str]) -> list[list[Span]]:
    """What all engines find in each of the sentences, which stand as the paragraphs of one American paper."""
    paper = document(sentences)
    starts = [block.span.start for block in paper.blocks]
    found: list[list[Span]] = [[] for _ in sentences]
    for start, end in _spans(engine.check(paper, session.checkers(_american()))):
        at = bisect_right(starts, start) - 1
        found[at].append(Span(start - starts[at], end - starts[at]))
    return found


def _american() -> Config:
    return Config(folder=ROOT, language="en-US", packs=())


def _spans(outcome: Outcome) -> list[Span]:
    """Where the language is found fault with, at warning and above."""
    if outcome.not_checked:
        sys.exit(f"not checked: {outcome.not_checked}")
    found = outcome.diagnostics
    return [one.span for one in found if one.severity >= Severity.WARNING and not one.rule.startswith(NOT_LANGUAGE)]


def _half(sentence: str) -> int:
    return hashlib.sha256(f"grammar-7:{sentence}".encode()).digest()[0] & 1


def main() -> None:
    if not (SHARED / "grammar").is_dir():
        sys.exit("needs ../shared")
    with own_cache():
        times()
        score(10 if "--smoke" in sys.argv else 1)


if __name__ == "__main__":
    main()
