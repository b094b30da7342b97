"""Measures the speller: misspellings put into real papers, alarms on the papers as published, time, memory. Needs ../shared.

python tests/benchmarks/spelling.py [--smoke] [--hunspell] [--list]

4,310 misspellings that people made are put into paragraphs of published papers, where the word meant stands if any has
it. “With the paper” is the speller as it runs; “without” takes the paper's own words from it; “Hunspell” is the C library on
the same dictionary, on a sample with `--hunspell` (its suggestions take 0.2 s a word).
"""

from __future__ import annotations

import os
import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mslint import engine, session
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import PROSE, Diagnostic, Document, Edit, Severity, Source, Span
from mslint.rules import Rule, RuleChecker, load, shipped_packs
from mslint.spelling import dictionary, suggest
from mslint.spelling.checker import SpellingChecker, SpellingSettings
from mslint.spelling.rules import RULES

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[2] / "../shared")) / "data"
FOUND, FIRST = 0.97, 0.90
"""Aims, of the misspellings: found at warning and above, and their first fix right."""

FLOOR = 0.965
"""Found at least, as it stands; less is a failure."""

ALARMS = 0.5
"""Warnings and errors for 1,000 words of published papers at most."""

APART = 300
"""Code points from one misspelling to the next: about two sentences."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A misspelling at `span` of a changed text; `rights` are the words that it may stand for."""

    span: Span
    wrong: str
    rights: tuple[str, ...]


def main() -> int:
    listed = SHARED / "spelling/common-misspellings.txt"
    if not listed.is_file():
        print(f"skipped: {listed} is not there")
        return 0
    smoke = "--smoke" in sys.argv
    paths = [*sorted(SHARED.glob("manuscripts/joss/*/paper.md")), *sorted(SHARED.glob("citation-faults/clean/*.md"))]
    papers = {path: path.read_text("utf-8") for path in paths[:: 12 if smoke else 1]}
    documents = {path: document(text, path) for path, text in papers.items()}
    failed = alarms(documents)
    pairs = list(read_pairs(listed.read_text("utf-8")))[:: 12 if smoke else 1]
    planted = plant(documents, pairs)
    failed |= found(papers, planted)
    without_the_paper(planted)
    if "--hunspell" in sys.argv:
        hunspell(planted, 300)
    speed(documents)
    return int(failed)


def document(text: str, path: Path) -> Document:
    return session.read(Job(Source.of(path, text), Config(folder=path.parent)))[0]


def spell(document: Document) -> tuple[Diagnostic, ...]:
    """The findings of the speller and of the rules of the pack `spelling`."""
    settings = SpellingSettings(rules=frozenset(rule.id for rule in RULES))
    return engine.check(document, [RuleChecker(pack()), SpellingChecker(settings)]).diagnostics


@cache
def pack() -> tuple[Rule, ...]:
    return load([shipped_packs()["spelling"]])


# --- alarms ----------------------------------------------------------------------------------------------------------


def alarms(documents: dict[Path, Document]) -> bool:
    """Prints what is marked in the papers as they were published."""
    everything, alarmed = 0, 0
    for name, chosen in (
        ("JOSS", [d for path, d in documents.items() if path.name == "paper.md"]),
        ("psychology, read from PDFs by machine", [d for path, d in documents.items() if path.name != "paper.md"]),
    ):
        words = sum(map(count, chosen))
        found = [(one, mark) for one in chosen for mark in spell(one) if mark.rule.startswith("spelling.")]
        marks = [(one, mark) for one, mark in found if mark.severity >= Severity.WARNING]
        by_rule = Counter(f"{mark.rule} ({mark.severity})" for _, mark in marks)
        print(f"{name}: {words:,} words, {len(marks) / max(words, 1) * 1000:.2f} alarms in 1,000: {dict(by_rule)}")
        if "--list" in sys.argv:
            for one, mark in marks:
                print(f"  {one.text[slice(*mark.span)]!r} {mark.message}")
        everything, alarmed = everything + words, alarmed + len(marks)
    rate = alarmed / max(everything, 1) * 1000
    print(f"both: {rate:.2f} alarms in 1,000 (at most {ALARMS})")
    return rate > ALARMS


def count(document: Document) -> int:
    return sum(len(block.text.split()) for block in document.prose(*PROSE) if document.role(block) != "references")


# --- misspellings ----------------------------------------------------------------------------------------------------


def read_pairs(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for line in text.splitlines():
        wrong, _, rights = line.partition("->")
        yield wrong, tuple(right.strip() for right in rights.split(","))


def plant(documents: dict[Path, Document], pairs: Sequence[tuple[str, tuple[str, ...]]]) -> dict[Path, list[Planted]]:
    """Each misspelling at a place of its own, by the file; spans are those of the changed texts."""
    chance = random.Random(7)
    places: dict[str, list[tuple[Path, Span]]] = {}
    for path, one in documents.items():
        for word, span in words(one):
            places.setdefault(word, []).append((path, span))
    any_place = [place for word, listed in sorted(places.items()) if len(word) > 3 for place in listed]
    taken: set[tuple[Path, int]] = set()
    chosen: dict[Path, list[tuple[Span, str, tuple[str, ...]]]] = {}
    for wrong, rights in pairs:
        where = [place for right in rights for place in places.get(right.lower(), ())]
        where = chance.sample(where, len(where)) + [chance.choice(any_place) for _ in range(200)]
        free = ((p, s) for p, s in where if not {(p, s.start // APART + i) for i in (-1, 0, 1)} & taken)
        place = next(free, None)
        if place:
            path, span = place
            taken.add((path, span.start // APART))
            chosen.setdefault(path, []).append((span, wrong, rights))
    return {path: list(shifted(sorted(listed))) for path, listed in chosen.items()}


def shifted(chosen: Sequence[tuple[Span, str, tuple[str, ...]]]) -> Iterator[Planted]:
    moved = 0
    for span, wrong, rights in chosen:
        start = span.start + moved
        yield Planted(Span(start, start + len(wrong)), wrong, rights)
        moved += len(wrong) - (span.end - span.start)


def words(document: Document) -> Iterator[tuple[str, Span]]:
    """The words in small letters of its paragraphs, with their places in the source."""
    for block in document.prose("paragraph"):
        if document.role(block) in ("references", "front"):
            continue
        for match in re.finditer(r"(?<=[\w,] )[a-z]{2,}(?=[ ,.])", block.text):
            if block.is_plain(*match.span()):
                yield match[0], block.to_source(*match.span())


def changed(text: str, planted: Sequence[Planted], originals: Sequence[Span]) -> str:
    for place, span in sorted(zip(planted, originals, strict=True), reverse=True, key=lambda pair: pair[1]):
        text = text[: span.start] + place.wrong + text[span.end :]
    return text


def with_faults(text: str, document: Document, planted: Sequence[Planted]) -> str:
    """The text with the misspellings in it: each place is found by undoing the shifts."""
    originals = []
    moved = 0
    by_start = {span.start: span for _, span in words(document)}
    for place in planted:
        span = by_start[place.span.start - moved]
        originals.append(span)
        moved += len(place.wrong) - (span.end - span.start)
    return changed(text, planted, originals)


def found(papers: dict[Path, str], planted: dict[Path, list[Planted]]) -> bool:
    """Prints how many are found, and whose first fix is right."""
    tally: Counter[str] = Counter()
    missed: list[str] = []
    for path, places in planted.items():
        text = with_faults(papers[path], document(papers[path], path), places)
        marks = spell(document(text, path))
        for place in places:
            assert text[slice(*place.span)] == place.wrong
            tally["all"] += 1
            near = [mark for mark in marks if mark.span.overlaps(place.span)]
            best = max(near, key=lambda mark: mark.severity, default=None)
            if best is None or best.severity < Severity.WARNING:
                tally["suggested"] += best is not None
                missed.append(f"{place.wrong} ({', '.join(place.rights)}) {best.message if best else ''}")
                continue
            tally["found"] += 1
            tally["error"] += best.severity is Severity.ERROR
            right = bool(best.fixes) and mended(text, best.fixes[0].edits, place) in [r.lower() for r in place.rights]
            tally["first"] += right
            tally["error first"] += right and best.severity is Severity.ERROR
            if not right:
                missed.append(f"{place.wrong} ({', '.join(place.rights)}) first fix: {best.message}")
    share, first = tally["found"] / tally["all"], tally["first"] / max(tally["found"], 1)
    print(
        f"misspellings in papers: {tally['all']:,}, found {share:.3f} (aim {FOUND}), first fix {first:.3f} (aim {FIRST})"
    )
    print(f"  of those not found {tally['suggested']:,} are suggestions")
    print(f"  errors {tally['error']:,}, first fix {tally['error first'] / max(tally['error'], 1):.3f}")
    if "--list" in sys.argv:
        print(*missed, sep="\n")
    return share < FLOOR or first < FIRST


def mended(text: str, edits: Sequence[Edit], place: Planted) -> str:
    """What stands at the place after the edits."""
    start, end = place.span
    for edit in sorted(edits, reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        end += len(edit.text) - (edit.span.end - edit.span.start)
    return text[start:end].strip().lower()


def without_the_paper(planted: dict[Path, list[Planted]]) -> None:
    lexicon = dictionary.load()
    unknown = [place for places in planted.values() for place in places if not lexicon.knows(place.wrong)]
    first = sum(
        suggest.candidates(p.wrong.lower(), lexicon)[:1][0].text.lower() in [r.lower() for r in p.rights]
        for p in unknown
        if suggest.candidates(p.wrong.lower(), lexicon)
    )
    everything = sum(map(len, planted.values()))
    print(f"without the paper: unknown {len(unknown) / everything:.3f}, first {first / max(len(unknown), 1):.3f}")


def hunspell(planted: dict[Path, list[Planted]], most: int) -> None:
    from hunspell import Hunspell

    engine = Hunspell("en_US")
    chosen = random.Random(3).sample([p for places in planted.values() for p in places], most)
    unknown = [place for place in chosen if place.wrong.isascii() and not engine.spell(place.wrong)]
    right = sum([s.lower() for s in engine.suggest(p.wrong)[:1]] <= [r.lower() for r in p.rights] for p in unknown)
    print(f"Hunspell on {len(chosen)}: unknown {len(unknown) / len(chosen):.3f}, first {right / len(unknown):.3f}")


# --- time ------------------------------------------------------------------------------------------------------------


def speed(documents: dict[Path, Document]) -> None:
    dictionary.load.cache_clear()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.perf_counter()
    dictionary.load()
    loading = time.perf_counter() - start
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    start = time.perf_counter()
    for one in documents.values():
        spell(one)
    taken = time.perf_counter() - start
    per = taken / sum(map(count, documents.values())) * 1e6
    print(f"dictionary: {loading * 1000:.0f} ms to load, {grown:.0f} MB more at the peak; {per:.1f} ms for 1,000 words")


if __name__ == "__main__":
    sys.exit(main())
