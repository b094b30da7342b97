"""Measures the sentence splitter: golden rules met, and seconds for 100,000 words. Needs ../shared, prints a table.

python tests/benchmarks/sentences.py [--smoke]
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

from mslint.sentences import split

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[2] / "../shared"))
AIM = 44


def main() -> int:
    golden = SHARED / "data/sentences/golden.json"
    if not golden.exists():
        print(f"skipped: {golden} is not there")
        return 0
    rules = json.loads(golden.read_text("utf-8"))
    missed = [rule for rule in rules if sentences(rule["text"]) != rule["sentences"]]
    print(f"golden rules met: {len(rules) - len(missed)} of {len(rules)} (aim {AIM})")
    for rule in missed:
        print(f"  expected {rule['sentences']}\n  found    {sentences(rule['text'])}")
    print(f"100,000 words: {seconds(1 if '--smoke' in sys.argv else 5):.2f} s")
    return int(len(rules) - len(missed) < AIM)


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


def seconds(rounds: int) -> float:
    """Best time of so many rounds over real paragraphs, scaled to 100,000 words."""
    papers = sorted((SHARED / "data/citation-faults/clean").glob("*.md"))[: 4 * rounds]
    paragraphs = [part for paper in papers for part in paper.read_text("utf-8").split("\n\n")]
    words = sum(len(part.split()) for part in paragraphs)
    best = min(timed(paragraphs) for _ in range(rounds))
    return best * 100_000 / words if words else 0.0


def timed(paragraphs: list[str]) -> float:
    begin = time.perf_counter()
    for part in paragraphs:
        list(split(part))
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
