"""Measures the reader of typed references: authors, year and title, and entries a second. Needs numpy and ../shared.

python tests/benchmarks/references.py            cross-validation in five parts: about five minutes
python tests/benchmarks/references.py --smoke    the model that is shipped on 300 of the references it was trained on

Every reference is read by a model trained on the other four parts; what is counted is what `read_entry` gives.
author: all surnames, in order, are those in the tagged author part (editors where it has none); none where it has none.
year: it stands in the tagged date; none where no date is tagged. title: the same words; “near”: nine tenths of them.
"""

from __future__ import annotations

import random
import re
import sys
import time
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from _references_model import SHARED, Tagged, tagged, train

from mslint.model import Block, Piece, Reference, Span
from mslint.readers.references.entries import Entry
from mslint.readers.references.names import read_names
from mslint.readers.references.reading import REPEATED, read_entry
from mslint.readers.references.tagger import Model, model

FOLDS = 5
AIM = 0.95
SPEED = 500
DASH = re.compile(r"[\s·_—–-]+[.,]?")
MEASURES = ("author", "first author", "year", "title", "near title")


def main() -> int:
    if not (SHARED / "data/references").is_dir():
        print(f"skipped: {SHARED / 'data/references'} is not there")
        return 0
    data = tagged()
    random.Random(3).shuffle(data)
    if "--smoke" in sys.argv:
        return smoke(data[:300])
    total: dict[str, Counter[str]] = {}
    seconds = 0.0
    for fold in range(FOLDS):
        weights = train([item for at, item in enumerate(data) if at % FOLDS != fold])
        since = time.process_time()
        found = scores(data[fold::FOLDS], weights)
        seconds += time.process_time() - since
        for source, count in found.items():
            total.setdefault(source, Counter()).update(count)
        print(row(f"part {fold + 1}", sum(found.values(), Counter())), flush=True)
    every = Counter({"entries": 0})
    for source, count in sorted(total.items()):
        print(row(source, count))
        every.update(count)
    print(row("all", every))
    speed = every["entries"] / seconds
    print(f"{speed:.0f} entries a second of CPU (aim {SPEED})")
    missed = [name for name in ("author", "year", "title") if every[name] < AIM * every["entries"]]
    return int(bool(missed) or speed < SPEED)


def smoke(data: Sequence[Tagged]) -> int:
    """Whether the shipped model reads what it has seen."""
    found = sum(scores(data, model()).values(), Counter())
    print(row("seen", found))
    return int(found["year"] < AIM * len(data))


def scores(data: Sequence[Tagged], weights: Model) -> dict[str, Counter[str]]:
    """Right entries by measure, for each source of references."""
    out: dict[str, Counter[str]] = {}
    for item in data:
        found = read_entry(entry_of(item.text), weights)
        count = out.setdefault(item.source, Counter())
        count["entries"] += 1
        for name, right in judged(item, found).items():
            count[name] += right
            if not right and f"--show={name}" in sys.argv:
                print(f"{name}: {item.text}\n   found {found.names} {found.year} “{found.title}”")
    return out


def judged(item: Tagged, found: Reference) -> dict[str, bool]:
    """Whether each measure is right for a reference."""
    parts: dict[str, str] = {}
    for name, text in item.parts:
        parts.setdefault(name, text)
    first, text = item.parts[0]
    edited = text if first in ("editor", "director", "producer", "translator") else ""
    names = read_names(parts.get("author") or edited).surnames if not DASH.fullmatch(text) else (REPEATED,)
    years = re.findall(r"(?:1[4-9]|20)\d\d", " ".join(text for name, text in item.parts if name == "date"))
    glued = re.findall(r"((?:19|20)\d\d);", item.text)  # “2012;11(3)” is tagged as volume in some
    title, gold = bare(found.title), bare(parts.get("title", ""))
    year = found.year if found.year.isdigit() else ""
    return {
        "author": tuple(map(bare, found.names)) == tuple(map(bare, names)),
        "first author": tuple(map(bare, found.names[:1])) == tuple(map(bare, names[:1])),
        "year": year in (*years, *glued) if years or glued else not year,
        "title": title == gold,
        "near title": title == gold or (bool(gold) and SequenceMatcher(None, title, gold).ratio() >= 0.9),
    }


def bare(text: str) -> str:
    """The words of a text in lower case, without what stands in brackets at its end, if anything stands before."""
    text = re.sub(r"(?<=\w)\W*[(\[][^()\[\]]*[)\]]\W*$", "", text)
    return " ".join(re.findall(r"\w+", text.casefold()))


def entry_of(text: str) -> Entry:
    block = Block("reference", (Piece(Span(0, len(text)), text),))
    return Entry(((block, 0, len(text)),))


def row(name: str, count: Counter[str]) -> str:
    n = count["entries"]
    return f"{name:10}{n:6}  " + "  ".join(f"{measure} {count[measure] / n:.3f}" for measure in MEASURES)


if __name__ == "__main__":
    sys.exit(main())
