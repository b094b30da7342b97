"""Whole processes: start, unchanged re-check, time a word, memory.

python tests/benchmarks/process.py [--smoke]

Two commands are compared in turn (A B A B …), and the median of each is told. Texts are made by repeating papers of
../shared, or manuscript/paper.md where that is absent. LanguageTool is left out where a text is checked for the first
time: `grammar.py` measures it.
"""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MSLINT_SHARED", ROOT.parent / "shared"))
CLICK = [sys.executable, "-c", "import click"]
MSLINT = [str(Path(sys.executable).parent / "mslint")]


def seconds(*commands: list[str], runs: int, cwd: Path) -> list[float]:
    """Median wall seconds of each command, run in turn after one run that does not count."""
    taken: list[list[float]] = [[] for _ in commands]
    for number in range(runs + 1):
        for at, command in enumerate(commands):
            start = time.perf_counter()
            subprocess.run(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if number:
                taken[at].append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def text(words: int) -> str:
    """About that many words of published papers, each with its own headings and without its front matter."""
    papers = sorted(SHARED.glob("data/manuscripts/joss/*/paper.md")) or [ROOT / "manuscript" / "paper.md"]
    bodies = [re.sub(r"\A---\n.*?\n---\n", "", paper.read_text("utf-8"), flags=re.S) for paper in papers]
    out: list[str] = []
    count = 0
    while count < words:
        for body in bodies:
            if count < words:
                out.append(body)
                count += len(body.split())
    return "\n\n".join(out)


def started(runs: int, folder: Path) -> None:
    click, version = seconds(CLICK, [*MSLINT, "--version"], runs=runs, cwd=folder)
    print(f"start: import click {click * 1000:.0f} ms, mslint --version {version * 1000:.0f} ms")
    print(f"  aim: at most twice import click and 30 ms: {(2 * click + 0.03) * 1000:.0f} ms")


def unchanged(runs: int, folder: Path) -> None:
    seeds = sorted(SHARED.glob("seed/*.txt"))
    paper = seeds[0] if seeds else ROOT / "manuscript" / "draft.md"
    click, again = seconds(CLICK, [*MSLINT, "check", str(paper)], runs=runs, cwd=folder)
    print(f"unchanged re-check of {'the seed' if seeds else paper.name}: {again * 1000:.0f} ms")
    print(f"  aim: at most import click and 150 ms: {(click + 0.15) * 1000:.0f} ms")


def by_length(lengths: tuple[int, ...], folder: Path) -> None:
    print(f"{'words':>8} {'seconds':>8} {'ms per 1,000 words':>19} {'peak MB of the process':>23}")
    for length in lengths:
        paper = folder / f"{length}.md"
        paper.write_text(text(length), "utf-8")
        words = len(paper.read_text("utf-8").split())
        start = time.perf_counter()
        process = subprocess.Popen([*MSLINT, "check", "--no-grammar", str(paper)], stdout=subprocess.DEVNULL)
        _, _, used = os.wait4(process.pid, 0)
        taken = time.perf_counter() - start
        peak = used.ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
        print(f"{words:>8,} {taken:>8.2f} {taken / words * 1e6:>19.1f} {peak:>23.0f}")


def main() -> None:
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    smoke = "--smoke" in sys.argv
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        started(2 if smoke else 15, folder)
        unchanged(2 if smoke else 15, folder)
        by_length((4_000,) if smoke else (4_000, 20_000, 100_000), folder)


if __name__ == "__main__":
    main()
