"""Trains the tagger of typed references and writes rules/data/references-model.yml. Needs numpy and ../shared.

python tests/benchmarks/_references_model.py

A conditional random field (J. Lafferty, A. McCallum, F. Pereira, ICML 2001) over the words of 7,000 references tagged
by AnyStyle's users (BSD-2) and given by Crossref (MIT). `references.py` beside this file measures it on references that
it was not trained on.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mslint.readers.references.tagger import LABELS, LINKS, Model, features_of, row_of, words_of

ROOT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("MSLINT_SHARED", ROOT / "../shared"))
EPOCHS = 6
RATE, DECAY, DROPOUT = 0.15, 1e-3, 0.2
"""Rate of learning, weight decay, and the share of features that each step overlooks."""

KEPT = 12_000
"""Features that have weights in the end: those with the largest weight times the root of their count."""

FEWEST = 3
"""A feature seen on fewer words has no weight: it would be learnt by heart."""

SMALLEST = 1
"""Weights of a smaller size are left out of the file."""

SCALE = 12
"""Weights are written as whole numbers, this many times the averaged ones."""

LABEL_OF = {
    "author": "author",
    "editor": "editor",
    "translator": "editor",
    "director": "editor",
    "producer": "editor",
    "date": "date",
    "title": "title",
    "journal": "journal",
    "container-title": "container",
    "collection-title": "container",
    "volume": "volume",
    "pages": "pages",
    "publisher": "publisher",
    "location": "location",
    "url": "link",
    "doi": "link",
    "isbn": "note",
    "note": "note",
    "genre": "note",
    "edition": "note",
    "medium": "note",
    "source": "note",
}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A reference with the label of each word."""

    words: list[str]
    labels: list[int]
    source: str
    parts: tuple[tuple[str, str], ...] = ()

    @property
    def text(self) -> str:
        return " ".join(self.words)


def tagged() -> list[Tagged]:
    """The tagged references of AnyStyle, each text once, and those of Crossref whose parts are beyond doubt."""
    out: list[Tagged] = []
    seen: set[str] = set()
    for name in ("core", "good"):
        root = ElementTree.parse(SHARED / f"data/references/anystyle-{name}.xml").getroot()
        for sequence in root:
            parts = tuple(
                (part.tag, " ".join((part.text or "").split())) for part in sequence if part.tag != "citation-number"
            )
            item = from_parts(parts, name)
            if item.words and item.text not in seen:
                seen.add(item.text)
                out.append(item)
    out.extend(crossref())
    return out


def from_parts(parts: tuple[tuple[str, str], ...], source: str) -> Tagged:
    words: list[str] = []
    labels: list[int] = []
    for name, text in parts:
        found = [text[a:b] for a, b in words_of(text)]
        words += found
        labels += [LABELS.index(LABEL_OF[name])] * len(found)
    for at, word in enumerate(words):
        if re.fullmatch(r"(?:19|20)\d\d;", word) and LABELS[labels[at]] in ("journal", "volume", "pages", "date"):
            labels[at] = LABELS.index("date")  # “2012;11(3):690-9” is tagged as one part in some
            if at + 1 < len(words) and re.fullmatch(r"\d[\w()–-]*:", words[at + 1]):
                labels[at + 1] = LABELS.index("volume")
    return Tagged(words, labels, source, parts)


SURE = re.compile(
    r"(?P<author>.*?) (?P<date>\((?:\d{4}|n\.d\.)\)\.) (?P<title>.+?[.?!]) (?P<journal>[^.]+?)"
    r"(?:, (?P<volume>\d[\w-]*(?:\([\w–-]+\))?))?(?:, (?P<pages>[\w–.-]+?))?\."
)


def crossref() -> Iterator[Tagged]:
    """References of Crossref in APA with authors before the year and no stop within title or journal."""
    for item in json.loads((SHARED / "data/references/crossref-strings.json").read_text("utf-8")):
        text = " ".join((item["reference"] or "").split())
        match = SURE.fullmatch(text)
        if not match or re.search(r"[.?!] ", match["title"]) or not match["author"]:
            continue
        parts = tuple(
            (name, match[name]) for name in ("author", "date", "title", "journal", "volume", "pages") if match[name]
        )
        yield from_parts(parts, "crossref")


# --- training --------------------------------------------------------------------------------------------------------


def train(data: Sequence[Tagged], epochs: int = EPOCHS, seed: int = 7) -> Model:
    """The weights of the features that weigh most, learnt a second time without the others."""
    first = learn(data, epochs, seed)
    return learn(data, epochs, seed, first.unary)


def learn(data: Sequence[Tagged], epochs: int, seed: int, only: Collection[str] | None = None) -> Model:
    """Weights after so many rounds of gradient descent (AdaGrad) over the data in a seeded order."""
    import numpy as np

    prepared = [(*features_of(item.words), item.labels) for item in data]
    counts = Counter(name for features, _, _ in prepared for names in features for name in names)
    index = {
        name: at for at, name in enumerate(n for n, c in counts.items() if (c >= FEWEST if only is None else n in only))
    }
    width = len(LABELS)
    none = len(index)
    links_at = {link: at for at, link in enumerate(LINKS)}
    rows = []
    for features, links, labels in prepared:
        most = max(len(names) for names in features)
        ids = np.full((len(features), most), none, dtype=np.int64)
        for at, names in enumerate(features):
            for k, name in enumerate(names):
                ids[at, k] = index.get(name, none)
        rows.append((ids, np.array([links_at[link] for link in links]), np.array(labels)))
    W = np.zeros((none + 1, width))
    G = np.full_like(W, 1e-2)
    T = np.zeros((len(LINKS), width, width))
    GT = np.full_like(T, 1e-2)
    order = list(range(len(rows)))
    rng = random.Random(seed)
    noise = np.random.default_rng(seed)
    for epoch in range(epochs):
        rng.shuffle(order)
        loss = 0.0
        for at in order:
            ids, links, gold = rows[at]
            if DROPOUT:
                ids = np.where(noise.random(ids.shape) < DROPOUT, none, ids)
            gu, gt, cost = _gradient(W[ids].sum(axis=1), T[links], gold)
            loss += cost
            flat = ids.ravel()
            g = np.repeat(gu, ids.shape[1], axis=0) + DECAY * W[flat]
            np.add.at(G, flat, g * g)
            np.add.at(W, flat, -RATE * g / np.sqrt(G[flat]))
            W[none] = 0
            if len(gold) > 1:
                g2 = gt + DECAY * T[links[1:]]
                np.add.at(GT, links[1:], g2 * g2)
                np.add.at(T, links[1:], -RATE * g2 / np.sqrt(GT[links[1:]]))
        print(f"  round {epoch + 1}: {loss / len(rows):.3f}", file=sys.stderr)
    often = np.array([counts[name] for name in index] + [0], dtype=float)
    W -= W.mean(axis=1, keepdims=True)
    weight = np.abs(W).max(axis=1) * np.sqrt(often)
    kept = np.argsort(-weight)[:KEPT]
    mask = np.zeros(len(W), dtype=bool)
    mask[kept] = True
    W[~mask] = 0
    WQ = np.rint(W * SCALE).astype(int)
    WQ[np.abs(WQ) < SMALLEST] = 0
    TQ = np.rint(T * SCALE).astype(int)
    unary: dict[str, str | tuple[int, ...] | int] = {
        name: tuple(map(int, WQ[at])) for name, at in index.items() if WQ[at].any()
    }
    transition = {link: tuple(tuple(map(int, row)) for row in TQ[at]) for link, at in links_at.items()}
    return Model(unary, transition)


def _gradient(scores: Any, transitions: Any, gold: Any) -> tuple[Any, Any, float]:
    """Gradients of the negative log-likelihood by the scores of words and of transitions, and its value."""
    import numpy as np

    n = len(scores)
    peak = scores.max(axis=1)
    u = np.exp(scores - peak[:, None])
    shift = transitions.max(axis=(1, 2))
    t = np.exp(transitions - shift[:, None, None])
    alpha = np.empty_like(u)
    beta = np.empty_like(u)
    norm = np.empty(n)
    a = u[0]
    norm[0] = a.sum()
    alpha[0] = a / norm[0]
    for i in range(1, n):
        a = u[i] * (t[i] @ alpha[i - 1])
        norm[i] = a.sum()
        alpha[i] = a / norm[i]
    beta[-1] = 1.0
    for i in range(n - 1, 0, -1):
        beta[i - 1] = (u[i] * beta[i]) @ t[i] / norm[i]
    gu = alpha * beta
    gt = t[1:] * (u[1:] * beta[1:] / norm[1:, None])[:, :, None] * alpha[:-1, None, :]
    log_z = np.log(norm).sum() + peak.sum() + shift[1:].sum()
    at = np.arange(n)
    value = scores[at, gold].sum() + transitions[at[1:], gold[1:], gold[:-1]].sum()
    gu[at, gold] -= 1
    gt[at[:-1], gold[1:], gold[:-1]] -= 1
    return gu, gt, float(log_z - value)


def _viterbi(scores: Any, transitions: Any) -> Any:
    import numpy as np

    count = len(scores)
    back = np.zeros(scores.shape, dtype=np.int64)
    best = scores[0]
    for i in range(1, count):
        sums = transitions[i] + best[None, :]
        back[i] = sums.argmax(axis=1)
        best = sums.max(axis=1) + scores[i]
    path = np.zeros(count, dtype=np.int64)
    path[-1] = best.argmax()
    for i in range(count - 1, 0, -1):
        path[i - 1] = back[i, path[i]]
    return path


def main() -> int:
    if not (SHARED / "data/references").is_dir():
        print(f"skipped: {SHARED / 'data/references'} is not there")
        return 0
    data = tagged()
    random.Random(3).shuffle(data)
    print(f"training on {len(data)} references")
    write(train(data))
    return 0


def write(model: Model, path: Path = ROOT / "rules/data/references-model.yml") -> None:
    """The model as data."""
    letters = "abcdefghijklmnop"[: len(LABELS)]
    lines = [
        "# Weights of the tagger of typed references; made by tests/benchmarks/_references_model.py. Not to be edited.",
        "unary: |2-",
    ]
    for name, weights in sorted(model.unary.items()):
        assert not isinstance(weights, int)  # packed only once it has read something
        row = row_of(weights)
        written = "".join(f"{letter}{w}" for letter, w in zip(letters, row, strict=True) if w)
        lines.append(f"  {name}\t{written}")
    lines.append("transition:")
    for link, rows in model.transition.items():
        lines.append(f"  {json.dumps(link)}: [{', '.join(str(n) for row in rows for n in row)}]")
    path.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    sys.exit(main())
