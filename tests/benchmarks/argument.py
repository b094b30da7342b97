"""Measures the checks of the argument: recall by kind on papers with known mismatches, false findings on others, time.

Run it from the checkout: `python tests/benchmarks/argument.py` (`--smoke` for a few papers). The papers with known
mismatches are those of `tests/data/argument`; published papers are read from `../shared` where it is there. A mismatch is
found if a finding at or above the severity touches a line where the yardstick wants it. `--verbose` lists what was missed
and what was found in papers where nothing is wrong.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType
from typing import Any

from mslint.checks import argument
from mslint.model import Diagnostic, Document, Severity, Source
from mslint.readers import read

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MSLINT_SHARED", ROOT / ".." / "shared"))
SMOKE = 12

Paper = tuple[str, str, list[Any]]
"""File name, text, mismatches: what `make.py` yields."""


def yardstick() -> ModuleType:
    """`tests/data/argument/make.py`, which has the papers and says when a mismatch is found."""
    spec = importlib.util.spec_from_file_location("make", ROOT / "tests" / "data" / "argument" / "make.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def findings(document: Document, least: Severity) -> list[Diagnostic]:
    return [d for d in argument.check(document) if d.severity >= least]


def measure_recall(known_papers: Iterable[Paper], papers: ModuleType, least: Severity, verbose: bool) -> float:
    """Prints recall by kind and the findings a paper without mismatch; returns the recall over all."""
    right: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    false: dict[str, int] = {}
    for name, text, known in known_papers:
        found = findings(read(Source.of(Path(name), text)), least)
        if not known:
            false[name] = len(found)
        for mismatch in known:
            hit = papers.found(text, mismatch, [d.span for d in found])
            right[mismatch.kind][0] += hit
            right[mismatch.kind][1] += 1
            if verbose and not hit:
                print(f"  missed  {name}: {mismatch.kind}: {mismatch.places[0][:70]!r}")
        if verbose and not known:
            for d in found:
                print(f"  false   {name}: {d.rule}: {d.message}")
    for kind, (hits, all_) in sorted(right.items()):
        print(f"  {kind:<28}{hits:>3}/{all_}")
    hits, all_ = (sum(column) for column in zip(*right.values(), strict=True)) if right else (0, 0)
    print(f"  recall {hits}/{all_} = {hits / max(all_, 1):.3f}")
    if false:
        print(
            f"  {sum(false.values())} findings in {len(false)} aligned papers = {sum(false.values()) / len(false):.2f} a paper"
        )
    return hits / max(all_, 1)


def published(most: int | None) -> Iterator[tuple[str, Document]]:
    """The published papers that mslint reads, in a fixed order."""
    paths = sorted((SHARED / "data" / "citation-faults" / "clean").glob("*.md"))
    paths += sorted((SHARED / "data" / "manuscripts" / "joss").glob("*/**/paper.md"))
    paths += sorted((SHARED / "data" / "manuscripts" / "text").glob("*/**/*.md"))
    for path in paths[:most]:
        yield path.name, read(Source.of(path, path.read_text("utf-8")))


def measure_published(most: int | None, verbose: bool) -> None:
    papers = list(published(most))
    if not papers:
        print(f"no published papers in {SHARED}: skipped")
        return
    for _, document in papers:
        for block in document.blocks:
            _ = block.sentences  # shared by all checks, so no part of this one's time
    start = time.process_time()
    found = [(name, findings(document, Severity.WARNING)) for name, document in papers]
    seconds = time.process_time() - start
    words = sum(len(document.text.split()) for _, document in papers)
    asking = [name for name, document in papers if any(q.listed for q in argument.statements.read(document).questions)]
    told = sum(len(ds) for _, ds in found)
    of_asking = sum(len(ds) for name, ds in found if name in asking)
    print(
        f"  {told} findings in {len(papers)} published papers, {of_asking} in the {len(asking)} with explicit questions"
    )
    print(f"  {seconds / words * 1e6:.1f} ms for 1,000 words")
    for name, ds in found if verbose else ():
        for d in ds:
            print(f"  {name}: {d.rule}: {d.message}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--smoke", action="store_true", help="a few papers only")
    parser.add_argument("--verbose", action="store_true", help="list what was missed and what is false")
    asked = parser.parse_args()
    most = SMOKE if asked.smoke else None
    papers = yardstick()
    for least in (Severity.WARNING, Severity.SUGGESTION):
        print(f"Papers with known mismatches, findings from {least} on")
        measure_recall(islice(papers.load(), most), papers, least, asked.verbose)
    for half in papers.HALVES:
        print(f"Papers kept apart, {half}, findings from {Severity.WARNING} on")
        measure_recall(islice(papers.apart(half), most), papers, Severity.WARNING, asked.verbose)
    print("Published papers")
    measure_published(most, asked.verbose)


if __name__ == "__main__":
    main()
