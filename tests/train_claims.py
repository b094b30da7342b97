"""Trains the model of `checks/claims.py` and writes `rules/data/claims.model.yml`. Needs ../shared and scikit-learn.

python tests/train_claims.py [--dry]

Trained on four fifths of the documents of data/citation-worthiness (by a hash of their names), calibrated on sentences
scored by models that had not seen their document; the last fifth is for `tests/benchmarks/claims.py`. The same input
gives the same file.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from mslint.checks.claims import Sentence, features, section_role
from mslint.readers.roles import role_of

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[1] / "../shared"))
DATA = SHARED / "data/citation-worthiness"
MODEL = Path(__file__).parents[1] / "rules/data/claims.model.yml"

STRENGTH = 0.05  # inverse of the L2 penalty; F1 by cross-validation is the same within .01 from .02 to .1
FEWEST = 5  # sentences that a word or pair must stand in
FEATURES = 8000  # kept, by absolute weight, so that the file stays small

TRACE = re.compile(
    r"\b(?:by|in|of|and|from|see|with|to|also|than|as|for|that|the|e\.g\.?|cf\.?|like|or)\s*[,–-]*\s*[,.;:)]"
    r"|\b(?:by|of|from|see|in|and)\s+(?:and|who|showed|found|have|has)\b",
    re.IGNORECASE,
)
"""Words that are left where a citation was part of its sentence: “by , who”, “see .”, “in and”.

What is left of punctuation (“,, .”) does not matter: the model sees words only.
"""


class Row(NamedTuple):
    document: str
    sentence: Sentence
    cited: bool


def rows() -> Iterator[Row]:
    """The data set's sentences with their place; those whose citation left a trace are left out."""
    for name in ("plos", "elife"):
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for (document, section), lines in groupby(map(json.loads, file), lambda row: (row["doc"], row["section"])):
                for paragraph in paragraphs(lines):
                    yield from _rows(document, section, paragraph)


def paragraphs(lines: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    paragraph: list[dict[str, Any]] = []
    for line in lines:
        if paragraph and line["i"] <= paragraph[-1]["i"]:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _rows(document: str, section: str, paragraph: list[dict[str, Any]]) -> Iterator[Row]:
    role = section_role(role_of(section), lead=False, over=0, cited=True)
    cited = [bool(line["label"]) for line in paragraph]
    for at, line in enumerate(paragraph):
        text = line["stripped"]
        narrative = any(re.search(r"[^\W\d]\s*\((?:19|20)\d\d", cite) for cite in line["cites"])
        if role and not narrative and text[:1].isupper() and not TRACE.search(text):
            yield Row(document, placed(text, role, cited, at), cited[at])


def placed(text: str, role: str, cited: Sequence[bool], at: int) -> Sentence:
    """The sentence `at` of a paragraph whose sentences are `cited` or not, as the check would see it."""
    others = any(cited[:at]) or any(cited[at + 1 :])
    last = at + 1 == len(cited)
    return Sentence(text, role, at == 0, last, at > 0 and cited[at - 1], not last and cited[at + 1], others)


def is_held_out(document: str) -> bool:
    return hashlib.sha256(document.encode()).digest()[0] % 5 == 0


def fit(train: Sequence[Row]) -> tuple[dict[str, float], float]:
    """Weights by feature, and the intercept."""
    import numpy
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen: dict[str, int] = {}
    found = [features(row.sentence) for row in train]
    for names in found:
        for name in names:
            seen[name] = seen.get(name, 0) + 1
    kept = [{name: 1.0 for name in sorted(names) if seen[name] >= FEWEST and usable(name)} for names in found]
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=500, random_state=1)
    model.fit(vectors.fit_transform(kept), numpy.array([row.cited for row in train]))
    weights = dict(zip(vectors.feature_names_, model.coef_[0].tolist(), strict=True))
    best = sorted(weights, key=lambda name: (-abs(weights[name]), name))[:FEATURES]
    return {name: round(weights[name], 2) for name in best if round(weights[name], 2)}, float(model.intercept_[0])


def usable(name: str) -> bool:
    """Whether a feature can stand in the file: “|” parts them there, and Greek letters name genes."""
    return name.isascii() and "|" not in name


def total(weights: dict[str, float], intercept: float, sentence: Sentence) -> float:
    return intercept + sum(weights.get(name, 0.0) for name in features(sentence))


def out_of_fold(data: Sequence[Row], folds: int = 5) -> list[float]:
    """Each row's score by a model that has not seen its document."""
    fold = [hashlib.sha256(b"fold" + row.document.encode()).digest()[0] % folds for row in data]
    scores = [0.0] * len(data)
    for part in range(folds):
        weights, intercept = fit([row for row, at in zip(data, fold, strict=True) if at != part])
        for at, row in enumerate(data):
            if fold[at] == part:
                scores[at] = total(weights, intercept, row.sentence)
    return scores


def calibration(scores: Sequence[float], cited: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift of Platt scaling."""
    import numpy
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(numpy.array(scores).reshape(-1, 1), numpy.array(cited))
    return float(model.coef_[0][0]), float(model.intercept_[0])


def write(weights: dict[str, float], intercept: float, slope: float, shift: float) -> None:
    """The model's file; its limits are written by hand and kept."""
    head, _, _ = MODEL.read_text("utf-8").partition("# --- written by")
    by_weight: dict[float, list[str]] = {}
    for name, weight in sorted(weights.items()):
        by_weight.setdefault(weight, []).append(name)
    lines = [f"  {weight:g} {'|'.join(names)}" for weight, names in sorted(by_weight.items())]
    numbers = f"intercept: {intercept:.3f}\nslope: {slope:.3f}\nshift: {shift:.3f}\n"
    text = f"{head}# --- written by tests/train_claims.py\n{numbers}weights: |\n" + "\n".join(lines) + "\n"
    MODEL.write_text(text, "utf-8")


def main() -> int:
    data = [row for row in rows() if not is_held_out(row.document)]
    scores = out_of_fold(data)
    slope, shift = calibration(scores, [row.cited for row in data])
    weights, intercept = fit(data)
    print(f"{len(data)} sentences, {len({row.document for row in data})} documents, {len(weights)} weights")
    if "--dry" not in sys.argv:
        write(weights, intercept, slope, shift)
    return 0


if __name__ == "__main__":
    sys.exit(main())
