"""How fast LanguageTool is here, against language_tool_python used plainly on the same text, and what it takes.

    python tests/benchmarks/languagetool.py [--smoke] [--install]

Plainly: `LanguageTool("en-US").check(text)` in a process of its own, which starts the server, with the Java on PATH and
the same 76 jars of LanguageTool (its own download has 130, and is slower to start). Ours: `mslint check --select grammar
FILE` in a process of its own, with an empty store of answers and no server running where it is cold. They are run in
turn, and medians told. The paper is one of ../shared, or manuscript/draft.md where that is absent; `--smoke` takes one
round and a short text. `--install` fetches and prepares LanguageTool anew first (48 MB). All of it happens in a cache
folder of its own.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import psutil  # type: ignore[import-untyped]
from process import ROOT, SHARED, text

from mslint import grammar
from mslint.engine import Outcome
from mslint.grammar import aot, jars, server
from mslint.grammar.checker import GrammarChecker, GrammarSettings
from mslint.model import Document, Source
from mslint.readers import plain
from mslint.rules import Rule

ROUNDS = 3
PLAIN = (
    "import sys, language_tool_python as l; t = l.LanguageTool('en-US'); print(len(t.check(open(sys.argv[1]).read())))"
)
MSLINT = [str(Path(sys.executable).parent / "mslint"), "check", "--fail-on", "never", "--select", "grammar"]


@contextmanager
def own_cache(fresh: bool) -> Iterator[Path]:
    """An empty cache folder, with the jars of the user's unless they are to be fetched; its server ends with it."""
    installed = None if fresh else jars.install()
    if installed:
        aot.make()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    with tempfile.TemporaryDirectory() as folder:
        os.environ["MSLINT_CACHE"] = folder
        if installed:
            jars.home().parent.mkdir()
            jars.home().symlink_to(installed)
        try:
            yield Path(folder)
        finally:
            server.stop_all()


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def installing() -> None:
    print("install, nothing there before:")
    taken = seconds(jars.install)
    size = sum(path.stat().st_size for path in jars.home().glob("*.jar")) / 1e6
    print(f"{taken:9.1f} s  {len(jars.pinned())} jars fetched and checked, {size:.0f} MB")
    print(f"{seconds(aot.make):9.1f} s  prepared for quick starts, {_size(jars.home()) / 1e6 - size:.0f} MB more")
    print(f"{seconds(grammar.install):9.1f} s  again, with all there")


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def against_plain(paper: Path, folder: Path, rounds: int) -> None:
    """Cold, unchanged and edited, each as a share of the plain use."""
    environment = {**os.environ, "LTP_PATH": str(_distribution(folder).parent)}
    edited = folder / "edited.txt"
    taken: dict[str, list[float]] = {name: [] for name in ("plain", "cold", "again", "edited", "edited, in an editor")}
    processor: dict[str, list[float]] = {"plain": [], "cold": []}
    for number in range(rounds):
        command = [sys.executable, "-c", PLAIN, str(paper)]
        before = _children()
        taken["plain"].append(seconds(lambda command=command: _run(command, environment)))  # type: ignore[misc]
        processor["plain"].append(_children() - before)
        server.stop_all()
        for path in folder.glob("store.sqlite*"):
            path.unlink()
        _run(
            [*MSLINT, "--ignore", "grammar", str(paper)], None
        )  # what is compiled once for all papers is no part of it
        before = _children()
        taken["cold"].append(seconds(lambda: _run([*MSLINT, str(paper)], None)))
        processor["cold"].append(_children() - before + sum(map(_cpu, _servers(folder))))
        taken["again"].append(seconds(lambda: _run([*MSLINT, str(paper)], None)))
        edited.write_text(_edited(paper.read_text("utf-8"), 2 * number), "utf-8")
        taken["edited"].append(seconds(lambda: _run([*MSLINT, str(edited)], None)))
        document = _read(_edited(paper.read_text("utf-8"), 2 * number + 1))
        check = GrammarChecker(GrammarSettings(language="auto", rules=_rules())).check
        taken["edited, in an editor"].append(seconds(lambda: check(document)))  # noqa: B023
    base = statistics.median(taken["plain"])
    aims = {"cold": 0.6, "again": 0.02, "edited": 0.05, "edited, in an editor": 0.05}
    words = len(paper.read_text("utf-8").split())
    print(f"\n{paper.name}, {words} words; medians of {rounds}; Java on PATH: {_java()}")
    print(f"{base:9.3f} s          language_tool_python, plainly ({_all(taken['plain'])})")
    for name, aim in aims.items():
        middle = statistics.median(taken[name])
        print(f"{middle:9.3f} s  {middle / base:6.3f}  {name} (aim {aim}; {_all(taken[name])})")

    own, plainly = statistics.median(processor["cold"]), statistics.median(processor["plain"])
    print(f"processor time of all processes: plainly {plainly:.1f} s, cold {own:.1f} s ({own / plainly:.2f})")


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _servers(folder: Path) -> Iterator[psutil.Process]:
    """Java and supervisor of the server that runs, which are nobody's children."""
    for path in (folder / "languagetool").glob("server-*/server.json"):
        state = json.loads(path.read_text("utf-8"))
        yield psutil.Process(state["java"])
        yield psutil.Process(state["pid"])


def _all(times: Sequence[float]) -> str:
    return " ".join(f"{taken:.2f}" for taken in times)


def _rules() -> tuple[Rule, ...]:
    from mslint import config, session

    return session.sequence_rules(config.for_file(ROOT / "manuscript"))


def _distribution(folder: Path) -> Path:
    """The jars as LanguageTool's own download has them."""
    place = folder / "LanguageTool-6.8"
    (place / "libs").mkdir(parents=True)
    for jar in jars.pinned():
        if jar.artifact == jars.MAIN_JAR:  # which looks for the others from where it really lies
            shutil.copy(jars.home() / jar.name, place / "languagetool-server.jar")
        else:
            (place / "libs" / f"{jar.artifact}.jar").symlink_to((jars.home() / jar.name).resolve())
    return place


def _run(command: Sequence[str], environment: dict[str, str] | None) -> None:
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode or "not checked" in done.stdout + done.stderr:
        sys.exit(f"{command[0]}: {done.stdout[-500:]}{done.stderr[-500:]}")


def _edited(whole: str, number: int) -> str:
    """The paper with one paragraph of another wording."""
    paragraphs = whole.split("\n\n")
    at = max(range(len(paragraphs)), key=lambda index: len(paragraphs[index]))
    paragraphs[at] += f" In addition, case {number} were examined by a author of the study."
    return "\n\n".join(paragraphs)


def _java() -> str:
    path = shutil.which("java")
    told = (
        subprocess.run([str(path), "-version"], capture_output=True, text=True, check=False).stderr if path else "none"
    )
    return told.splitlines()[0]


def _read(whole: str) -> Document:
    return plain.read(Source.of(Path("paper.txt"), whole))


def long_texts(lengths: Sequence[int]) -> None:
    """Unseen text, server warm: how near we come to what the server itself takes."""
    check = GrammarChecker(GrammarSettings(language="en-US")).check
    check(_read(text(2_000)))
    state = server.running()
    assert state
    java, own = psutil.Process(state.java), psutil.Process()
    print(f"\nunseen text, {server.THREADS} requests in flight on {os.cpu_count()} cores")
    print(
        f"{'words':>9} {'seconds':>8} {'words/s':>8} {'server CPU':>11} {'cores busy':>11} {'ours/server':>12} {'our CPU':>8}"
    )
    for length in lengths:
        document = _read(_unseen(length))
        before, mine = _cpu(java), _cpu(own)
        taken = seconds(lambda: _complete(check(document)))  # noqa: B023
        busy = _cpu(java) - before
        share = taken / (busy / server.THREADS)
        words = sum(len(block.text.split()) for block in document.prose())
        print(
            f"{words:>9,} {taken:>8.1f} {words / taken:>8.0f} {busy:>9.1f} s {(busy + _cpu(own) - mine) / taken:>11.2f}"
            f" {share:>12.2f} {_cpu(own) - mine:>6.1f} s"
        )
    print(f"memory of the server: {java.memory_info().rss / 1e6:.0f} MB")


def _complete(outcome: Outcome) -> None:
    if outcome.not_checked:
        sys.exit(f"not checked: {outcome.not_checked}")


_numbers = itertools.count(1)


def _unseen(words: int) -> str:
    """Published text of which no sentence was there before: each ends with a number of its own."""
    return re.sub(r"(?<=[a-z])(?=[.!?]\s)", lambda _: f" {next(_numbers)}", text(words))


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def main() -> None:
    smoke = "--smoke" in sys.argv
    with own_cache("--install" in sys.argv) as folder:
        if "--install" in sys.argv:
            installing()
        seeds = sorted(SHARED.glob("seed/*.txt"))
        paper = seeds[0] if seeds and not smoke else ROOT / "manuscript" / "draft.md"
        against_plain(paper, folder, 1 if smoke else ROUNDS)
        long_texts((1_000,) if smoke else (25_000, 50_000, 100_000))


if __name__ == "__main__":
    main()
