"""Measures the rule engine: time by length of text, cost of rules that find nothing, loading. Needs ../shared.

python tests/benchmarks/rules.py [--smoke]
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from mslint import rules, scan
from mslint.model import Document, Source
from mslint.readers import markdown

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[2] / "../shared"))
LENGTHS = (4_000, 20_000, 100_000)
MORE_COSTS_AT_MOST = 0.10
"""Of the time of all shipped rules: what 100 more may cost that find nothing."""


def main() -> int:
    papers = sorted((SHARED / "data/manuscripts/joss").glob("*/paper.md"))
    if not papers:
        print(f"skipped: no papers in {SHARED}")
        return 0
    smoke = "--smoke" in sys.argv
    rounds = 1 if smoke else 5
    folders = list(rules.shipped_packs().values())
    loaded = loading(folders)
    checker = rules.RuleChecker(loaded)
    print("words     s        s per 1,000 words   findings")
    for words in LENGTHS[:1] if smoke else LENGTHS:
        document = read(papers, words)
        found = len(checker.check(document).diagnostics)
        taken = best(lambda document=document: checker.check(document), rounds)  # type: ignore[misc]
        print(f"{words:>7,}   {taken:<8.3f} {taken / words * 1000:<19.4f} {found}")
    document = read(papers, LENGTHS[0] if smoke else LENGTHS[1])
    return more(loaded, document, rounds)


def loading(folders: list[Path]) -> tuple[rules.Rule, ...]:
    """Loads all packs with an empty cache, then with a full one."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("MSLINT_CACHE")
        os.environ["MSLINT_CACHE"] = folder
        cold = timed(lambda: rules.load(folders))
        warm = best(lambda: rules.load(folders), 3)
        loaded = rules.load(folders)
        scanner = timed(lambda: scan.Scanner([rule.needs for rule in loaded]))
        again = timed(lambda: scan.Scanner([rule.needs for rule in loaded]))
        os.environ.pop("MSLINT_CACHE")
        if before is not None:
            os.environ["MSLINT_CACHE"] = before
    patterns = [own for rule in loaded for own in rule.needs]
    print(f"{len(loaded)} rules, {len(patterns)} patterns, {patterns.count(None)} of them without literals")
    print(f"load: cold {cold:.3f} s, warm {warm:.3f} s; scanner: cold {scanner:.3f} s, warm {again:.3f} s")
    return loaded


def more(loaded: tuple[rules.Rule, ...], document: Document, rounds: int) -> int:
    """The cost of 100 more rules of ten words each that are nowhere in the text."""
    letters = "abcdefghij"
    words = [[f"qx{a}{b}zv{c}" for c in letters] for a in letters for b in letters]
    like = next(rule for rule in loaded if rule.kind == "existence")
    extra = tuple(
        replace(
            like,
            id=f"more.rule{at}",
            options={**like.options, "tokens": tuple(own)},
            needs=tuple(scan.literals(word) for word in own),
        )
        for at, own in enumerate(words)
    )
    few, many = rules.RuleChecker(loaded), rules.RuleChecker([*loaded, *extra])
    first, second = few.check(document), many.check(document)
    assert len(first.diagnostics) == len(second.diagnostics)
    one = best(lambda: few.check(document), rounds)
    other = best(lambda: many.check(document), rounds)
    cost = (other - one) / one
    print(f"100 more rules that find nothing: {cost:+.1%} (at most {MORE_COSTS_AT_MOST:+.0%})")
    return int(cost > MORE_COSTS_AT_MOST and rounds > 1)


def read(papers: list[Path], words: int) -> Document:
    """A document of about so many words, of whole paragraphs of the papers, over and over."""
    paragraphs = [part for paper in papers for part in paper.read_text("utf-8").split("\n\n")]
    out: list[str] = []
    count = 0
    while count < words:
        part = paragraphs[len(out) % len(paragraphs)]
        out.append(part)
        count += len(part.split())
    return markdown.read(Source.of(Path("papers.md"), "\n\n".join(out)))


def timed(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def best(work: Callable[[], object], rounds: int) -> float:
    return min(timed(work) for _ in range(rounds))


if __name__ == "__main__":
    sys.exit(main())
