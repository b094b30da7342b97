"""Measures the rule engine: time by length of text, cost of rules that find nothing, loading. Needs ../shared.

python tests/benchmarks/rules.py [--smoke]

With `proselint` (MSLINT_PROSELINT, or on the path) both check 20,000 words, whole processes in turn.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

from mslint import rules, scan
from mslint.model import Document, Source
from mslint.readers import markdown

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[2] / "../shared"))
LENGTHS = (4_000, 20_000, 100_000)
PROSELINT = os.environ.get("MSLINT_PROSELINT") or shutil.which("proselint")
MORE_COSTS_AT_MOST = 0.10
"""Of the time of all shipped rules: what 100 more may cost that find nothing."""


def main() -> int:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
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
    missed = more(loaded, document, rounds)
    return missed + against_proselint(papers, rounds)


PACKS = """
import sys
from pathlib import Path
from mslint import rules
from mslint.model import Source
from mslint.readers import markdown

path = Path(sys.argv[1])
on = [rule for rule in rules.load(list(rules.shipped_packs().values())) if rule.default]
document = markdown.read(Source.of(path, path.read_text("utf-8")))
print(len(rules.RuleChecker(on).check(document).diagnostics), "findings")
"""
"""A process that checks a file by the rules of all packs that are on."""


def against_proselint(papers: list[Path], rounds: int) -> int:
    """Medians of both on 20,000 words, start of the process included."""
    if PROSELINT is None:
        print("proselint is not there: not compared")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "papers.md"
        path.write_text(read(papers, LENGTHS[1]).text, "utf-8")
        commands = [[PROSELINT, "check", str(path)], [sys.executable, "-c", PACKS, str(path)]]
        taken: list[list[tuple[float, float]]] = [[], []]
        for number in range(rounds + 1):
            for at, command in enumerate(commands):
                begin, before = time.perf_counter(), os.times()
                subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
                after = os.times()
                used = after.children_user + after.children_system - before.children_user - before.children_system
                taken[at] += [(time.perf_counter() - begin, used)] if number else []
    (theirs, their_cpu), (own, own_cpu) = [
        (median(wall for wall, _ in spent), median(used for _, used in spent)) for spent in taken
    ]
    print(f"{LENGTHS[1]:,} words: proselint {theirs:.2f} s ({their_cpu:.2f} of processors),", end=" ")
    print(f"all packs {own:.2f} s ({own_cpu:.2f})")
    return int(own > theirs)


def loading(folders: list[Path]) -> tuple[rules.Rule, ...]:
    """Loads all packs with an empty cache, then with a full one."""
    with tempfile.TemporaryDirectory() as folder:
        before = os.environ.get("MSLINT_CACHE")
        os.environ["MSLINT_CACHE"] = folder
        cold = timed(lambda: rules.load(folders))
        rules.read_pack.cache_clear()
        warm = timed(lambda: rules.load(folders))
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
