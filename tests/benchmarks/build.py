"""Measures the build: seconds for PDF and DOCX of a paper, ours beside pandoc and Typst by themselves.

python tests/benchmarks/build.py [--smoke]

By themselves: pandoc with citeproc to Typst in its own template, Typst to PDF, pandoc with citeproc to DOCX, one after
the other. The papers are the sample and those of ../shared; for the growth with length, text made here. Last, the time
of a second build of the sample, in which nothing has changed.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from mslint import build as builder
from mslint import session
from mslint.inputs import jobs
from mslint.model import Document

SHARED = Path(os.environ.get("MSLINT_SHARED") or Path(__file__).parents[2] / "../shared")
SAMPLE = Path(__file__).parents[2] / "manuscript/paper.md"
AIM = 1.3
SENTENCE = "The village dug a well of some depth, as others had done before it [@stone1990], and drew water from it. "
REFERENCES = "@book{stone1990, author={Stone, Ada}, title={Deep Wells}, year={1990}, publisher={Well Press}}\n"


def main() -> int:
    """Prints a table of seconds; 1 if a paper of ordinary length takes more than AIM times the tools' own time."""
    smoke = "--smoke" in sys.argv
    rounds = 1 if smoke else 5
    worst = 0.0
    print(f"{'paper':<32} {'words':>7} {'ours s':>8} {'alone s':>8} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as name:
        for paper in papers(smoke, Path(name)):
            ours, alone = side_by_side(paper, Path(name), rounds)
            words = len(paper.read_text("utf-8").split())
            print(f"{paper.parent.name:<32} {words:>7} {ours:>8.2f} {alone:>8.2f} {ours / alone:>6.2f}")
            worst = max(worst, ours / alone) if words < 10_000 else worst
        folder = Path(name) / "again"
        build(SAMPLE, folder)
        again = median(lambda: builder.build(read(SAMPLE), out=folder), rounds)
        print(f"{'manuscript, nothing changed':<32} {'':>7} {again:>8.2f}")
    print(f"worst ratio of a paper below 10,000 words: {worst:.2f} (aim {AIM})")
    return int(worst > AIM and not smoke)


def papers(smoke: bool, folder: Path) -> list[Path]:
    """Real papers if there are any, and made ones of 4,000 to 100,000 words."""
    real = sorted((SHARED / "data/manuscripts/joss").glob("*/paper.md"))[3:12:4]
    made = [made_paper(words, folder) for words in ((1_000,) if smoke else (4_000, 20_000, 100_000))]
    return (
        [buildable(SAMPLE, folder), *made]
        if smoke
        else [buildable(SAMPLE, folder), *(buildable(paper, folder) for paper in real), *made]
    )


def buildable(paper: Path, folder: Path) -> Path:
    """A copy that both can build: papers came without figures and styles, and pandoc's own template for Typst writes
    keywords of two words as no valid Typst.
    """
    place = folder / paper.parent.name
    shutil.copytree(paper.parent, place)
    lines = paper.read_text("utf-8").splitlines()
    kept = "\n".join(line for line in lines if not line.startswith(("![", "csl:")))
    (place / "paper.md").write_text(re.sub(r"^keywords:\n(?: +- .*\n)+", "", kept, flags=re.MULTILINE), "utf-8")
    return place / "paper.md"


def made_paper(words: int, folder: Path) -> Path:
    place = folder / f"made-{words}"
    place.mkdir()
    (place / "refs.bib").write_text(REFERENCES, "utf-8")
    paragraph = SENTENCE * 8 + "\n\n"
    section = "# A section\n\n" + paragraph * 6
    count = max(1, words // len(section.split()))
    (place / "paper.md").write_text(f"---\ntitle: Wells\nbibliography: refs.bib\n---\n\n{section * count}", "utf-8")
    return place / "paper.md"


def median(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        begin = time.perf_counter()
        work()
        times.append(time.perf_counter() - begin)
    return statistics.median(times)


def side_by_side(paper: Path, place: Path, rounds: int) -> tuple[float, float]:
    """Seconds of ours and of the tools', by turns, so that a busy machine slows both."""
    ours, alone = [], []
    for at in range(rounds + 1):
        ours.append(median(lambda at=at: build(paper, place / f"ours-{at}"), 1))  # type: ignore[misc]
        alone.append(median(lambda: by_themselves(paper, place), 1))
    return statistics.median(ours[1:]), statistics.median(alone[1:])  # the first of each warms the disk


def read(paper: Path) -> Document:
    return session.read(jobs([paper])[0][0])[0]


def build(paper: Path, out: Path) -> None:
    """As `mslint build` does after its checks: reading, building, and opening the files again."""
    builder.build(read(paper), out=out)


def by_themselves(paper: Path, out: Path) -> None:
    import pypandoc
    import typst

    pandoc = [pypandoc.get_pandoc_path(), "--quiet", "--citeproc", "--standalone", "paper.md"]
    for target in ("typst-citations", "docx"):
        subprocess.run([*pandoc, f"--to={target}", "-o", out / f"alone.{target}"], cwd=paper.parent, check=True)
    typst.compile(out / "alone.typst-citations", output=out / "alone.pdf", ignore_system_fonts=True)


if __name__ == "__main__":
    sys.exit(main())
