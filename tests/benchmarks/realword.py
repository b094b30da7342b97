"""Measures the check for real words in the wrong place: slips put into published papers, alarms on the papers as they are.

python tests/benchmarks/realword.py [--smoke] [--list]      needs ../shared

A slip is a word of the dictionary one edit from a word of four letters or more, drawn by how likely people make it; other
forms of the same word (“claim”, “claims”) are not drawn, for those are grammar's.
"""

from __future__ import annotations

import math
import os
import random
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import spelling

from mslint import shipped
from mslint.grammar.known import Known
from mslint.model import Document, Span
from mslint.spelling import company, dictionary, realword, suggest
from mslint.spelling.paper import Paper

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[2] / "../shared")) / "data"

WARNING, SUGGESTION = 1.5, 0.5
"""Log-odds from which on a word is marked, as a slip or as what may be one."""

LIKELY = 1.9
"""Slips less likely than this (`suggest.slip`) are not drawn."""

APART, SHARE = 300, 0.1
"""Code points from one slip to the next at least, and the share of the words after it that one is put in for."""

FOUND, ALARMS = 0.25, 0.05
"""Warnings: found of the slips at least; in 1,000 words of published papers at most."""

BUDGET = 0.06
"""Seconds of a processor for a paper of 5,000 words at most, once the pairs are loaded."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A word judged, with its log-odds of being a slip; `meant`: the word that it was put in for, "" if it stood there."""

    paper: int
    word: str
    meant: str
    first: str
    features: Mapping[str, float]
    odds: float
    context: str


def main() -> int:
    if not (SHARED / "manuscripts").is_dir():
        print(f"skipped: {SHARED} is not there")
        return 0
    documents = papers(smoke="--smoke" in sys.argv)
    found = list(samples(documents, shipped.data("realword-model")["weights"]))
    share, alarms = curve(found, [sample.odds for sample in found], sum(map(spelling.count, documents)))
    if "--list" in sys.argv:
        for sample in sorted(found, key=lambda sample: -sample.odds):
            if not sample.meant and sample.odds >= SUGGESTION:
                print(f"  {sample.odds:.2f} {sample.word} -> {sample.first}: {sample.context}")
    taken = seconds(documents)
    print(f"{taken * 1000:.0f} ms for 5,000 words (at most {BUDGET * 1000:.0f})")
    return int(share < FOUND or alarms > ALARMS)


def papers(*, smoke: bool) -> list[Document]:
    paths = [*SHARED.glob("manuscripts/joss/*/paper.md"), *SHARED.glob("manuscripts/manubot/*/content/*.md")]
    paths += SHARED.glob("citation-faults/clean/*.md")
    return [read(path) for path in sorted(paths)[:: 12 if smoke else 1]]


def read(path: Path) -> Document:
    return spelling.document(path.read_text("utf-8"), path)


def reader(document: Document) -> realword.Reader:
    return realword.Reader(Paper(document, Known(document), dictionary.load()), company.load())


def samples(documents: Sequence[Document], weights: Mapping[str, float]) -> Iterator[Sample]:
    """The words that stand strangely in the papers as published, and all the slips of papers that have some put in."""
    chance = random.Random(11)
    for number, document in enumerate(documents):
        yield from judged(number, document, {}, weights)
        planted = list(spelling.shifted(list(slips(document, chance))))
        text = spelling.with_faults(document.text, document, planted)
        slipped = {place.span.start: place.rights[0] for place in planted}
        yield from judged(number, spelling.document(text, document.path), slipped, weights)


def judged(
    number: int, document: Document, slipped: Mapping[int, str], weights: Mapping[str, float]
) -> Iterator[Sample]:
    """The slips, where there are any; else the words that may be some."""
    one = reader(document)
    for word in one.words:
        meant = slipped.get(word.block.to_source(word.start, word.end).start, "")
        if slipped and not meant:
            continue
        best = one.best(word, weights)
        context = word.block.text[max(0, word.start - 40) : word.end + 40].replace("\n", " ")
        if best:
            yield Sample(number, word.text, meant, best[1].text, best[1].features, best[0], context)
        elif meant:
            yield Sample(number, word.text, meant, "", {}, -math.inf, context)


def slips(document: Document, chance: random.Random) -> Iterator[tuple[Span, str, tuple[str, ...]]]:
    """Words with a slip, two sentences apart or more: the place, what is put there, what stood there."""
    last = -APART
    for word, span in sorted(spelling.words(document), key=lambda found: found[1]):
        if len(word) < 4 or span.start < last + APART or chance.random() > SHARE:
            continue
        if forms := wrong(word):
            last = span.start
            text = chance.choices([form for form, _ in forms], [odds for _, odds in forms])[0]
            yield span, text, (word,)


@cache
def wrong(word: str) -> tuple[tuple[str, float], ...]:
    """The words of the dictionary that it may be mistyped as, with how likely each is."""
    lexicon = dictionary.load()
    found = sorted(set(suggest.one_away(word)) & lexicon.classes.keys() - {word})
    found = [form for form in found if form.isalpha() and len(form) > 1 and not realword.is_same(form, word, lexicon)]
    weighed = [(form, suggest.slip(form, word)) for form in found]
    return tuple((form, 10**-cost) for form, cost in weighed if cost <= LIKELY)


def curve(found: Sequence[Sample], scores: Sequence[float], words: int) -> tuple[float, float]:
    """Prints what is found and marked at each threshold; the share found and the alarms in 1,000 words of warnings."""
    scored = list(zip(scores, found, strict=True))
    slipped = sum(sample.meant != "" for sample in found)
    out = {}
    print(f"{words:,} words of papers; {slipped:,} slips put in")
    for least in (0.0, SUGGESTION, 1.0, WARNING, 2.0, 2.5, 3.0, 4.0):
        marked = [sample for score, sample in scored if score >= least]
        right = sum(sample.meant == sample.first for sample in marked if sample.meant)
        alarms = sum(not sample.meant for sample in marked)
        told = sum(sample.meant != "" for sample in marked)
        out[least] = told / max(slipped, 1), alarms / max(words, 1) * 1000
        print(
            f"  {least}: found {out[least][0]:.3f}, first fix {right / max(told, 1):.3f}; "
            f"alarms on papers {alarms}, {out[least][1]:.4f} in 1,000 words"
        )
    return out[WARNING]


def seconds(documents: Sequence[Document]) -> float:
    """For 5,000 words, by the paper nearest to that length."""
    document = min(documents, key=lambda one: abs(spelling.count(one) - 5000))
    company.load()
    paper = Paper(document, Known(document), dictionary.load())
    paper.times("warm")
    start = time.process_time()
    tuple(realword.Reader(paper, company.load()).rulings())
    return (time.process_time() - start) * 5000 / max(spelling.count(document), 1)


if __name__ == "__main__":
    sys.exit(main())
