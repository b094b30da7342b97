"""Compares with Vale, rule by rule: the same styles over the same papers, by line, column and words found.

python tests/benchmarks/vale.py [--smoke] [--plain] [--show RULE] [--time]

Needs ../shared, a folder of styles (MSLINT_STYLES: Google, Microsoft, write-good, proselint, alex, Joblint,
Readability, …) and `vale` (MSLINT_VALE, or on the path). `--show RULE` lists the differences of a rule, or of all
rules whose name begins so. `--time` times both programs, whole processes, in turn. `--plain` compares on the papers'
prose alone, a paragraph a line and without citations, code and math: what is left then is the engines' own difference,
not that of what they take for prose (Vale reads citations as prose, and a paragraph line by line).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from mslint import rules
from mslint.model import Document, Source
from mslint.positions import Lines
from mslint.readers import markdown

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[2] / "../shared"))
STYLES = Path(os.environ.get("MSLINT_STYLES", SHARED / "styles"))
VALE = os.environ.get("MSLINT_VALE") or shutil.which("vale")
TIMES_AT_MOST = 0.15
"""Of Vale's time."""


class Finding(NamedTuple):
    path: str
    rule: str
    line: int
    column: int
    words: str


def main() -> int:
    styles = sorted(path for path in STYLES.iterdir() if any(path.glob("*.yml"))) if STYLES.is_dir() else []
    papers = sorted((SHARED / "data/manuscripts").glob("joss/*/paper.md"))
    papers += sorted((SHARED / "data/manuscripts").glob("manubot/*/content/*.md"))
    if VALE is None or not styles or not papers:
        print(f"skipped: {'vale is not there' if VALE is None else f'no styles in {STYLES} or no papers in {SHARED}'}")
        return 0
    if "--smoke" in sys.argv:
        papers = papers[:2]
    if "--time" in sys.argv:
        return times([style for style in styles if style.name != "Readability"])
    with tempfile.TemporaryDirectory() as folder:
        return compared(styles, [plain(path, Path(folder)) for path in papers] if "--plain" in sys.argv else papers)


def compared(styles: Sequence[Path], papers: Sequence[Path]) -> int:
    """Prints how far the findings are the same, by kind, style and rule; or, asked to, the differences."""
    theirs = Counter(by_vale(styles, papers))
    loaded = rules.load(styles)
    ours = Counter(by_mslint(loaded, papers))
    if "--show" in sys.argv:
        show(sys.argv[sys.argv.index("--show") + 1], theirs, ours)
        return 0
    kinds = {rule.id: rule.kind for rule in loaded}
    table("kind", {kind: [id for id, own in kinds.items() if own == kind] for kind in kinds.values()}, theirs, ours)
    table(
        "style", {style.name: [id for id in kinds if id.startswith(style.name + ".")] for style in styles}, theirs, ours
    )
    table("rule", {rule: [rule] for rule in sorted(kinds)}, theirs, ours, only_differing=True)
    return 0


# --- both programs' findings -----------------------------------------------------------------------------------------


def settings(styles: Sequence[Path], folder: Path) -> Path:
    """A .vale.ini that runs all rules of these styles on Markdown."""
    path = folder / ".vale.ini"
    named = ", ".join(style.name for style in styles)
    path.write_text(f"StylesPath = {STYLES.resolve()}\nMinAlertLevel = suggestion\n[*.md]\nBasedOnStyles = {named}\n")
    return path


def vale_command(config: Path, papers: Sequence[Path]) -> list[str]:
    return [str(VALE), "--no-global", "--config", str(config), "--output=JSON", "--no-exit", *map(str, papers)]


def by_vale(styles: Sequence[Path], papers: Sequence[Path]) -> Iterator[Finding]:
    with tempfile.TemporaryDirectory() as folder:
        command = vale_command(settings(styles, Path(folder)), papers)
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    for path, alerts in json.loads(told).items():
        for alert in alerts:
            yield Finding(path, alert["Check"], alert["Line"], alert["Span"][0], flat(alert["Match"]))


def by_mslint(loaded: Sequence[rules.Rule], papers: Sequence[Path]) -> Iterator[Finding]:
    checker = rules.RuleChecker(loaded)
    for path in papers:
        document = read(path)
        lines = Lines(document.text)
        outcome = checker.check(document)
        for missed in outcome.not_checked:
            print(f"{path}: {missed.what} did not run: {missed.why}", file=sys.stderr)
        for d in outcome.diagnostics:
            line, column = lines.position(d.span.start)
            yield Finding(str(path), d.rule, line, column, flat(document.text[d.span.start : d.span.end]))


MARKS = str.maketrans(dict.fromkeys("\N{OBJECT REPLACEMENT CHARACTER}*_`<>[]{}$|\\^~#&", ""))


def plain(path: Path, folder: Path) -> Path:
    """The paper with nothing but headings, paragraphs and items, each on one line, without anything that is markup."""
    out = []
    for block in read(path).prose("heading", "paragraph", "item"):
        text = " ".join(re.sub(r" +(?=[.,;:)])", "", block.text.translate(MARKS)).split())
        if text[:1].isalpha():
            out.append({"heading": "## ", "item": "- "}.get(block.kind, "") + text)
    place = folder / f"{path.parent.name}-{path.stem}-{len(list(folder.iterdir()))}.md"
    place.write_text("\n\n".join(out) + "\n", "utf-8")
    return place


def read(path: Path) -> Document:
    return markdown.read(Source.of(path, path.read_text("utf-8")))


def flat(words: str) -> str:
    return " ".join(words.split())


# --- told ------------------------------------------------------------------------------------------------------------


def table(
    title: str,
    groups: dict[str, list[str]],
    theirs: Counter[Finding],
    ours: Counter[Finding],
    *,
    only_differing: bool = False,
) -> None:
    """How many findings are the same, how many differ in place alone, and how many only one program has."""
    print(f"\n{title:<32} {'same':>6} {'place':>6} {'only Vale':>10} {'only mslint':>12}")
    for name, members in groups.items():
        own = [Counter({f: n for f, n in found.items() if f.rule in members}) for found in (theirs, ours)]
        same = own[0] & own[1]
        left = [sorted((found - same).elements()) for found in own]
        placed = (Counter(loosely(f) for f in left[0]) & Counter(loosely(f) for f in left[1])).total()
        if only_differing and not any(left):
            continue
        print(f"{name:<32} {same.total():>6} {placed:>6} {len(left[0]) - placed:>10} {len(left[1]) - placed:>12}")


def loosely(finding: Finding) -> tuple[str, str, str]:
    """The finding wherever it stands in its paper."""
    return finding.path, finding.rule, finding.words


def show(rule: str, theirs: Counter[Finding], ours: Counter[Finding]) -> None:
    """The differences of a rule, in order of place, each with its line of the paper."""
    both: dict[str, list[str]] = defaultdict(list)
    for mark, found in (("vale  ", theirs - ours), ("mslint", ours - theirs)):
        for finding in found.elements():
            if finding.rule.startswith(rule):
                text = Path(finding.path).read_text("utf-8").splitlines()
                line = text[finding.line - 1] if finding.line <= len(text) else ""
                around = line[max(0, finding.column - 40) : finding.column + 60]
                place = f"{finding.line:5}:{finding.column:<4}"
                both[finding.path].append(f"{place} {mark} {finding.rule} {finding.words!r}  | {around}")
    for path, told in both.items():
        print(path, *sorted(told), sep="\n")


# --- time ------------------------------------------------------------------------------------------------------------

WORDS = 196_000
FEW = 4_000
COLD_AT_MOST = 1.0
"""Seconds that an empty cache, or an edited rule, may cost more."""


def times(styles: Sequence[Path]) -> int:
    """Wall seconds of whole processes, in turn, after one run each that does not count; each run has words of its own.

    Whole papers, each a file. The rules' cache is warm, and no text was seen before.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed has its bytecode
    rounds = 1 if "--smoke" in sys.argv else 3
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["MSLINT_CACHE"] = str(folder / "cache")
        config = settings(styles, folder)
        words = FEW if "--smoke" in sys.argv else WORDS
        many = copies(folder / "many", words)
        missed = told_times(f"{words:,} words", vale_command(config, many), mslint_command(config, many), many, rounds)
        few = copies(folder / "few", FEW)
        return missed + cold(config, styles, few, rounds)


def mslint_command(config: Path, papers: Sequence[Path]) -> list[str]:
    command = [str(Path(sys.executable).parent / "mslint"), "check", "--config", str(config), "--format", "json"]
    return [*command, *map(str, papers)]


def copies(folder: Path, words: int) -> list[Path]:
    """So many words of papers, as files to write to."""
    folder.mkdir()
    out: list[Path] = []
    for source in [*(SHARED / "data/manuscripts").rglob("*.md"), *(SHARED / "data/citation-faults/clean").glob("*.md")]:
        paper = source.read_text("utf-8").split(" ")
        out.append(folder / f"{len(out)}.md")
        out[-1].write_text(" ".join(paper[:words]), "utf-8")
        words -= len(" ".join(paper[:words]).split())
        if words <= 0:
            break
    return out


def changed(papers: Sequence[Path]) -> None:
    """Another last paragraph for each paper, so that nothing is remembered of it."""
    for paper in papers:
        paper.write_text(f"{paper.read_text('utf-8').rstrip()}\n\nOnce more.\n", "utf-8")


def seconds(command: Sequence[str]) -> tuple[float, float]:
    """Wall and processor time of a process and its children."""
    begin, before = time.perf_counter(), os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - begin, used


def told_times(what: str, vale: list[str], mslint: list[str], papers: Sequence[Path], rounds: int) -> int:
    taken: list[list[tuple[float, float]]] = [[], []]
    for number in range(rounds + 1):
        changed(papers)
        for at, command in enumerate((vale, mslint)):
            spent = seconds(command)
            taken[at] += [spent] if number else []
    (theirs, their_cpu), (own, own_cpu) = [(median(w for w, _ in t), median(c for _, c in t)) for t in taken]
    ratio = median(m[1] / v[1] for v, m in zip(*taken, strict=True))
    print(f"{what}: vale {theirs:.2f} s ({their_cpu:.2f} of processors), mslint {own:.2f} s ({own_cpu:.2f})")
    print(f"  {own / theirs:.2f} of vale's time, {ratio:.2f} of its processor time (at most {TIMES_AT_MOST})")
    return int(own / theirs > TIMES_AT_MOST)


def cold(config: Path, styles: Sequence[Path], papers: Sequence[Path], rounds: int) -> int:
    """What an empty cache and an edited rule cost."""
    own = Path(os.environ["MSLINT_CACHE"])
    style = config.parent / "styles" / styles[0].name
    shutil.copytree(STYLES, style.parent)
    path = config.with_name("own.ini")
    path.write_text(config.read_text("utf-8").replace(str(STYLES.resolve()), str(style.parent)), "utf-8")
    rule = sorted(style.glob("*.yml"))[0]
    taken: dict[str, list[tuple[float, float]]] = {"warm": [], "edited": [], "cold": []}
    for number in range(rounds + 1):
        for state, spent in taken.items():
            changed(papers)
            if state == "cold":
                shutil.rmtree(own)
            if state == "edited":
                rule.write_text(rule.read_text("utf-8") + f"# {number}\n", "utf-8")
            one = seconds(mslint_command(path, papers))
            spent += [one] if number else []
    for kind in (0, 1):
        warm, edited, empty = (median(one[kind] for one in spent) for spent in taken.values())
        of = ("", " of processors")[kind]
        print(f"{FEW:,} words: warm {warm:.2f} s{of}, a rule edited {edited - warm:+.2f}, cold {empty - warm:+.2f}")
    print(f"  at most {COLD_AT_MOST:+.0f} s")
    warm, edited, empty = (median(wall for wall, _ in spent) for spent in taken.values())
    return int(max(edited, empty) - warm > COLD_AT_MOST)


if __name__ == "__main__":
    sys.exit(main())
