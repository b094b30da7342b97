"""How right and how fast grammar checking is: dev.jsonl of ../shared/data/grammar, and one paper cold, warm and seen.

    python tests/benchmarks/grammar.py [--smoke]

`--smoke` scores every tenth sentence and is done in seconds. The server is one of the benchmark's own, in a temporary
cache folder, and is stopped at the end; the jars are those of the user's cache.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from mslint.engine import Outcome
from mslint.grammar import jars, server
from mslint.grammar.checker import GrammarChecker, GrammarSettings
from mslint.model import Block, Document, Piece, Section, Severity, Source, Span

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MSLINT_SHARED", ROOT.parent / "shared")) / "data"
LANGUAGES = ("en-US", "en-GB")


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
    """Precision, recall and F0.5 of findings at warning and above, by the shared script."""
    spec = importlib.util.spec_from_file_location("score", SHARED / "grammar" / "score.py")
    assert spec and spec.loader
    scoring = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scoring)
    rows = scoring.load(SHARED / "grammar" / "dev.jsonl")[::step]
    start = time.perf_counter()
    for language in LANGUAGES:  # one document, so that the requests are large; each sentence then comes from the cache
        check(document([row["source"] for row in rows]), language=language)
    words = len(LANGUAGES) * sum(len(row["source"].split()) for row in rows)
    print(f"{words / (time.perf_counter() - start):8.0f} words/s")
    found = []
    for row in rows:
        diagnostics = check(document([row["source"]])).diagnostics
        found.append([tuple(d.span) for d in diagnostics if d.severity >= Severity.WARNING])
    scoring.show(scoring.score(rows, found))


def main() -> None:
    if not (SHARED / "grammar").is_dir():
        sys.exit("needs ../shared")
    with own_cache():
        times()
        score(10 if "--smoke" in sys.argv else 1)


if __name__ == "__main__":
    main()
