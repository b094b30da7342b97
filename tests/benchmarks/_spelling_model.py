"""Fits the model that tells slips from terms and writes rules/data/spelling-model.yml. Needs scikit-learn and ../shared.

python tests/benchmarks/_spelling_model.py [--dry]

Slips: misspellings that people made, put into published papers as `spelling.py` does it. Terms: the unknown words of
those papers and of theses and web text, each once a text; a few are slips in truth. Both also from sentences that
people corrected. Half of each, by a hash of the word meant or found, is for fitting; the figures told are of the other
half, those of the last line of the papers as a whole.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import grammar
import spelling

from mslint.grammar.known import Known
from mslint.model import PROSE, Document
from mslint.spelling import dictionary, likely
from mslint.spelling.checker import unknown_words
from mslint.spelling.lexicon import bare
from mslint.spelling.paper import Paper

MODEL = Path(__file__).parents[2] / "rules/data/spelling-model.yml"

STRENGTH = 1.0
"""Inverse of the L2 penalty."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A word found with what speaks for and against; `key` decides its half."""

    word: str
    key: str
    features: dict[str, float]
    slip: bool

    @property
    def fitted(self) -> bool:
        return hashlib.sha256(f"spelling-3:{self.key}".encode()).digest()[0] & 1 == 0


def words(document: Document) -> Iterator[tuple[int, str, dict[str, float]]]:
    """The unknown words of a document that may be slips: place in the source, word, features."""
    paper = Paper(document, Known(document), dictionary.load())
    for block in document.prose(*PROSE):
        if document.role(block) == "references":
            continue
        for place, _ in unknown_words(block, paper):
            low = bare(place.word)
            found = paper.candidates(low) if low.islower() and low.isascii() and len(low) > 3 else []
            best = next((c for c in found if " " not in c.text), None)
            if best and best.edits:
                start = block.to_source(place.start, place.end).start
                yield start, low, likely.features(place, low, best, paper.lexicon)


def of_papers(documents: list[Document]) -> Iterator[Sample]:
    """The unknown words of papers as they are."""
    for one in documents:
        for low, features in {low: features for _, low, features in words(one)}.items():
            yield Sample(low, low, features, slip=False)


def of_lists(papers: dict[Path, str], documents: dict[Path, Document]) -> Iterator[Sample]:
    """Misspellings put into papers."""
    pairs = list(spelling.read_pairs((spelling.SHARED / "spelling/common-misspellings.txt").read_text("utf-8")))
    for path, places in spelling.plant(documents, pairs).items():
        planted = {place.span.start: place for place in places}
        text = spelling.with_faults(papers[path], documents[path], places)
        for start, low, features in words(spelling.document(text, path)):
            if start in planted:
                yield Sample(low, planted[start].rights[0], features, slip=True)


def of_sentences() -> Iterator[Sample]:
    """Words of sentences that people corrected, slips where somebody changed them."""
    spec = importlib.util.spec_from_file_location("score", spelling.SHARED / "grammar/score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for line in (spelling.SHARED / "grammar/dev.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        source = row["source"]
        if grammar._half(source):
            continue
        edits = [edit for ref in row["refs"] for edit in score.edits(source, ref)]
        for start, low, features in words(grammar.document([source])):
            changed = any(score.meet(source, (start, start + len(low)), edit) for edit in edits)
            yield Sample(low, low, features, slip=changed)


def fit(samples: list[Sample]) -> dict[str, float]:
    """The weights by feature, of values as they are."""
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    names = list(samples[0].features)
    values = np.array([[float(sample.features[name]) for name in names] for sample in samples])
    mean, spread = values.mean(0), values.std(0) + 1e-9
    model = LogisticRegression(C=STRENGTH, max_iter=5000)
    model.fit((values - mean) / spread, [s.slip for s in samples])
    weights = model.coef_[0] / spread
    return {"bias": float(model.intercept_[0] - weights @ mean), **dict(zip(names, map(float, weights), strict=True))}


def told(samples: list[Sample], weights: dict[str, float]) -> None:
    """Prints how many slips are found and how many terms are marked, by the probability asked for."""
    chances = [(likely.probability(s.features, weights), s) for s in samples]
    for least in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95):
        slips = [chance >= least for chance, s in chances if s.slip]
        terms = [chance >= least for chance, s in chances if not s.slip]
        print(f"  {least:.2f}: slips {sum(slips) / len(slips):.4f}, terms {sum(terms)} of {len(terms)}")


def main() -> None:
    shared = spelling.SHARED
    paths = [*sorted(shared.glob("manuscripts/joss/*/paper.md")), *sorted(shared.glob("citation-faults/clean/*.md"))]
    others = [
        p
        for kind in ("manubot/*/content/*.md", "text/**/*.md", "text/**/*.txt")
        for p in sorted(shared.glob(f"manuscripts/{kind}"))
    ]
    papers = {path: path.read_text("utf-8") for path in paths}
    documents = {path: spelling.document(text, path) for path, text in papers.items()}
    more = [spelling.document(path.read_text("utf-8"), path) for path in others]
    samples = [*of_papers([*documents.values(), *more]), *of_lists(papers, documents), *of_sentences()]
    held = [s for s in samples if not s.fitted]
    print(f"{len(samples)} samples; fitted on half of them, the other half:")
    told(held, fit([s for s in samples if s.fitted]))
    weights = fit(samples)
    print("fitted on all:")
    told(samples, weights)
    for name, weight in weights.items():
        print(f"{weight:8.2f} {name}")
    if "--dry" not in sys.argv:
        lines = [f"  {name}: {weight:.3f}" for name, weight in weights.items()]
        head = "# Weights that tell slips from terms; made by tests/benchmarks/_spelling_model.py. Not to be edited.\nweights:\n"
        MODEL.write_text(head + "\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
