"""Trains the model of `checks/claims.py` and writes `rules/data/claims.model.yml`. Needs ../shared and scikit-learn.

python tests/train_claims.py [--dry]

Trained on the sentences of data/citation-worthiness (biology and medicine) and of the papers of data/citation-faults/clean
(psychology), their citations taken out; a sentence's label is whether it had one. Calibrated on scores by models that had
not seen the document. `tests/benchmarks/claims.py` measures by such models too. The same input gives the same file.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from mslint.checks import claims
from mslint.checks.claims import Addition, Paragraph, Sentence
from mslint.checks.listed import stems
from mslint.checks.reconcile import reconcile
from mslint.config import Config
from mslint.inputs import Job
from mslint.model import Document, Source, Span
from mslint.readers.roles import role_of
from mslint.session import read

SHARED = Path(os.environ.get("MSLINT_SHARED", Path(__file__).parents[1] / "../shared"))
DATA = SHARED / "data/citation-worthiness"
PAPERS = SHARED / "data/citation-faults/clean"
READ = Path(__file__).parent / "data/claims_read.tsv"
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
    unit: Sentence | Addition
    cited: bool
    features: frozenset[str]


def row(document: str, unit: Sentence | Addition, cited: bool) -> Row:
    return Row(document, unit, cited, frozenset(claims.features(unit)))


def rows() -> list[Row]:
    """What the model learns from; sentences whose citation left a trace are left out."""
    return [*_of_articles(), *(row for path in sorted(PAPERS.glob("*.md")) for row in _of_paper(path))]


def _of_articles() -> Iterator[Row]:
    for name in ("plos", "elife"):
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for document, lines in groupby(map(json.loads, file), lambda row: row["doc"]):
                yield from _of_article(document, lines)


def _of_article(document: str, lines: Iterator[dict[str, Any]]) -> Iterator[Row]:
    found: list[Paragraph] = []
    whole: list[bool] = []
    for section, (heading, part) in enumerate(groupby(lines, lambda row: row["section"])):
        role = claims.section_role(role_of(heading), lead=False, over=0, cited=True)
        for paragraph in paragraphs(part) if role else ():
            texts = [line["stripped"] for line in paragraph]
            found.append(Paragraph(texts, [bool(line["label"]) for line in paragraph], role, section))
            whole += [not any(NARRATIVE.search(cite) for cite in line["cites"]) for line in paragraph]
    yield from _rows(document, (u for p in claims.placed(found, claims.listed((), found)) for u in p), found, whole)


NARRATIVE = re.compile(r"[^\W\d]\s*\((?:19|20)\d\d")
"""“Smith (2010)”: what is left without it is no sentence."""


def paragraphs(lines: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    paragraph: list[dict[str, Any]] = []
    for line in lines:
        if paragraph and line["i"] <= paragraph[-1]["i"]:
            yield paragraph
            paragraph = []
        paragraph.append(line)
    yield paragraph


def _of_paper(path: Path) -> Iterator[Row]:
    document = paper(path)
    marks = sorted(citation.group or citation.span for citation in document.citations)
    found: list[Paragraph] = []
    places: list[list[Span]] = []
    whole: list[bool] = []
    for block, role in claims.passages(document, marks):
        spans = [block.to_source(start, end) for start, end in block.sentences]
        inside = [claims.within(marks, span) for span in spans]
        texts = [without(document, span, cut) for span, cut in zip(spans, inside, strict=True)]
        found.append(Paragraph(texts, [bool(cut) for cut in inside], role, block.section))
        places.append(spans)
        whole += [all(document.text[mark.start] in "([" for mark in cut) for cut in inside]
        for span, cut in zip(spans, inside, strict=True):
            yield from _additions(document, path.stem, role, span, cut)
    yield from _rows(path.stem, _drafted(document, found, places), found, whole)


DRAFT = 4
"""Sentences of a paper whose citations are cut at once, so that what only they cite is idle in the list: a draft."""


def _drafted(document: Document, found: Sequence[Paragraph], places: Sequence[Sequence[Span]]) -> Iterator[Sentence]:
    """The sentences of a paper, each as it stands in a draft in which some citations, its own among them, are cut."""
    reconciled = reconcile(document)
    titles = [work.title for work in reconciled.references]
    works = claims.listed(titles, found)
    citing = {
        at: [citation.span for citation in reconciled.cited.get(at, ())]
        for at, work in enumerate(reconciled.references)
        if work.names and work.year and at not in reconciled.nearly_cited
    }
    spans = [span for paragraph in places for span in paragraph]
    cited = [span for span, is_cited in zip(spans, (c for p in found for c in p.cited), strict=True) if is_cited]
    cited.sort(key=lambda span: hashlib.sha256(document.text[span.start : span.end].encode()).digest())
    groups = [cited[at : at + DRAFT] for at in range(0, len(cited), DRAFT)] or [[]]
    idle = [
        frozenset(
            at
            for at, marks in citing.items()
            if all(any(span.start <= mark.start < span.end for span in group) for mark in marks)
        )
        for group in groups
    ]
    group_of = {span: at for at, group in enumerate(groups) for span in group}
    sentences = (sentence for paragraph in claims.placed(found, works) for sentence in paragraph)
    for number, (span, sentence) in enumerate(zip(spans, sentences, strict=True)):
        among = idle[group_of.get(span, number % len(groups))]
        yield replace(sentence, idle=works.best(stems(claims.tokens(sentence.text)), among)[0])


def _additions(document: Document, name: str, role: str, span: Span, marks: Sequence[Span]) -> Iterator[Row]:
    """What the check asks about: each part without a citation, and each whose citation is taken away, as if it had none."""
    text = document.text[span.start : span.end]
    cited = [(mark.start - span.start, mark.end - span.start) for mark in marks]
    yield from (row(name, unit, False) for _, _, unit in claims.additions(text, cited, role))
    for begin, end in cited if len(cited) > 1 else ():
        if text[begin] in "([":
            cut = len(text[:begin].rstrip())
            less = text[:cut] + text[end:]
            rest = [(a - (end - cut) * (a > begin), b - (end - cut) * (a > begin)) for a, b in cited if a != begin]
            found = claims.additions(less, rest, role)
            yield from (row(name, unit, True) for start, stop, unit in found if start <= cut <= stop + 1)


def without(document: Document, span: Span, marks: Sequence[Span]) -> str:
    """The text of a sentence, its citations taken out."""
    out, at = "", span.start
    for mark in marks:
        out, at = out + document.text[at : mark.start].rstrip(), mark.end
    return out + document.text[at : span.end]


def paper(path: Path) -> Document:
    return read(Job(Source.of(path, path.read_text("utf-8")), Config(folder=path.parent)))[0]


def _rows(
    document: str, sentences: Iterator[Sentence], found: Sequence[Paragraph], whole: Sequence[bool]
) -> Iterator[Row]:
    """`whole`: whether each sentence is one without its citations."""
    cited = (label for paragraph in found for label in paragraph.cited)
    for sentence, label, is_whole in zip(sentences, cited, whole, strict=True):
        if is_whole and claims.is_statement(sentence.text) and not (label and TRACE.search(sentence.text)):
            yield row(document, sentence, label)


FOLDS = 5


def fold(document: str) -> int:
    return hashlib.sha256(b"fold" + document.encode()).digest()[0] % FOLDS


def fit(train: Sequence[Row]) -> Model:
    """Weights by feature, and the intercept."""
    import numpy
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    seen: dict[str, int] = {}
    for row in train:
        for name in row.features:
            seen[name] = seen.get(name, 0) + 1
    kept = [{name: 1.0 for name in sorted(row.features) if seen[name] >= FEWEST and usable(name)} for row in train]
    vectors = DictVectorizer()
    model = LogisticRegression(C=STRENGTH, max_iter=500, random_state=1)
    model.fit(vectors.fit_transform(kept), numpy.array([row.cited for row in train]))
    weights = dict(zip(vectors.feature_names_, model.coef_[0].tolist(), strict=True))
    best = sorted(weights, key=lambda name: (-abs(weights[name]), name))[:FEATURES]
    kept_weights = {name: round(weights[name], 2) for name in best if round(weights[name], 2)}
    return Model(kept_weights, float(model.intercept_[0]))


def usable(name: str) -> bool:
    """Whether a feature can stand in the file: “|” parts them there, and Greek letters name genes."""
    return name.isascii() and "|" not in name


class Model(NamedTuple):
    weights: dict[str, float]
    intercept: float


def out_of_fold(data: Sequence[Row]) -> tuple[list[Model], list[float]]:
    """The model that has not seen the documents of each fold, and each row's score by the one of its own."""
    models = [fit([row for row in data if fold(row.document) != part]) for part in range(FOLDS)]
    return models, [total(models[fold(row.document)], row.features) for row in data]


def total(model: Model, features: frozenset[str]) -> float:
    return model.intercept + sum(model.weights.get(name, 0.0) for name in features)


def calibration(scores: Sequence[float], cited: Sequence[bool]) -> tuple[float, float]:
    """Slope and shift of Platt scaling."""
    import numpy
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(numpy.array(scores).reshape(-1, 1), numpy.array(cited))
    return float(model.coef_[0][0]), float(model.intercept_[0])


def read_by_eye() -> list[tuple[str, Sentence, bool]]:
    """The sentences that were read one by one: paper, sentence, whether a source could be asked for."""
    judged: dict[str, dict[int, bool]] = {}
    for line in READ.read_text("utf-8").splitlines():
        if not line.startswith("#"):
            path, start, is_asked = line.split("\t")
            judged.setdefault(path, {})[int(start)] = is_asked == "1"
    return [
        (Path(path).stem, unit, starts[span.start])
        for path, starts in sorted(judged.items())
        for span, unit in claims.uncited(paper(SHARED / "data" / path))
        if span.start in starts and isinstance(unit, Sentence)
    ]


def fit_asked(models: Sequence[Model], slope: float, shift: float) -> dict[str, float]:
    """Weights of what tells whether a source could be asked for, given confidence by models that have not seen the paper."""
    import numpy
    from sklearn.linear_model import LogisticRegression

    judged = read_by_eye()
    names = sorted({name for _, unit, _ in judged for name in claims.traits(unit)})
    inputs = [
        [slope * total(models[fold(document)], frozenset(claims.features(unit))) + shift]
        + [float(name in claims.traits(unit)) for name in names]
        for document, unit, _ in judged
    ]
    model = LogisticRegression(C=0.5, max_iter=2000).fit(numpy.array(inputs), [is_asked for *_, is_asked in judged])
    weights = dict(zip(["confidence", *names], model.coef_[0].tolist(), strict=True))
    return {"intercept": float(model.intercept_[0]), **weights}


def write(weights: dict[str, float], intercept: float, slope: float, shift: float, asked: dict[str, float]) -> None:
    """The model's file; its limits are written by hand and kept."""
    head, _, _ = MODEL.read_text("utf-8").partition("# --- written by")
    by_weight: dict[float, list[str]] = {}
    for name, weight in sorted(weights.items()):
        by_weight.setdefault(weight, []).append(name)
    lines = [f"  {weight:g} {'|'.join(names)}" for weight, names in sorted(by_weight.items())]
    numbers = f"intercept: {intercept:.3f}\nslope: {slope:.3f}\nshift: {shift:.3f}\n"
    numbers += "asked: # log odds that a source could be asked for; “confidence” by its own log odds\n"
    numbers += "".join(f"  {name}: {weight:.2f}\n" for name, weight in asked.items())
    text = f"{head}# --- written by tests/train_claims.py\n{numbers}weights: |\n" + "\n".join(lines) + "\n"
    MODEL.write_text(text, "utf-8")


def main() -> int:
    data = rows()
    models, scores = out_of_fold(data)
    slope, shift = calibration(scores, [row.cited for row in data])
    weights, intercept = fit(data)
    asked = fit_asked(models, slope, shift)
    print(f"{len(data)} sentences, {len({row.document for row in data})} documents, {len(weights)} weights")
    if "--dry" not in sys.argv:
        write(weights, intercept, slope, shift, asked)
    return 0


if __name__ == "__main__":
    sys.exit(main())
