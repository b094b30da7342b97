"""Measures the check of claims on papers that its model has not seen: precision, F1, calibration, faults found, speed.

python tests/benchmarks/claims.py [--smoke]

Needs ../shared and scikit-learn. Five models are trained, each without a fifth of the documents; a document is scored by the
one that has not seen it, so also the papers whose citations were cut. Cues alone stand beside the model for comparison.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from math import exp
from pathlib import Path

from mslint.checks import claims
from mslint.checks.claims import Addition, Claim, Sentence

sys.path.insert(0, str(Path(__file__).parents[1]))
from train_claims import DATA, FOLDS, PAPERS, SHARED, Model, Row, calibration, fold, out_of_fold, paper, rows, total

AIM_TOP, AIM_F1, AIM_FAULTS = 0.82, 0.62, 0.5
FAULTS = SHARED / "data/citation-faults/faults"


def main() -> int:
    if not DATA.is_dir():
        print(f"skipped: {DATA} is not there")
        return 0
    smoke = "--smoke" in sys.argv
    data = [row for row in rows() if not smoke or fold(row.document + "smoke") == 0]
    models, scores, slope, shift = shipped_model(data) if smoke else unseen_models(data)
    confidences = [1 / (1 + exp(-(slope * score + shift))) for score in scores]
    for kind in (Sentence, Addition):
        print(f"{kind.__name__.lower()}s")
        reliability([(c, row.cited) for c, row in zip(confidences, data, strict=True) if isinstance(row.unit, kind)])
    psychology = {path.stem for path in PAPERS.glob("*.md")}
    results = [
        of_field(
            name,
            [(row, score) for row, score in zip(data, scores, strict=True) if (row.document in psychology) == is_in],
        )
        for name, is_in in (("biology and medicine", False), ("psychology", True))
    ]
    faults = sorted(FAULTS.glob("*.gold.json"))[: 6 if smoke else None]
    found = recall(faults, models, slope, shift)
    least_top, least_f1 = (min(result[at] for result in results) for at in (0, 1))
    return 0 if smoke else int(least_top < AIM_TOP or least_f1 < AIM_F1 or found < AIM_FAULTS)


def unseen_models(data: Sequence[Row]) -> tuple[list[Model], list[float], float, float]:
    """Models that have not seen the documents of a fold, each row's score by the one of its own, slope and shift."""
    models, scores = out_of_fold(data)
    return models, scores, *calibration(scores, [row.cited for row in data])


def shipped_model(data: Sequence[Row]) -> tuple[list[Model], list[float], float, float]:
    """The same of the shipped model, which needs no training but has seen all: to try this script."""
    shipped = claims._model()
    model = Model(shipped.weights, shipped.intercept)
    return [model] * FOLDS, [total(model, row.features) for row in data], shipped.slope, shipped.shift


def of_field(name: str, scored: Sequence[tuple[Row, float]]) -> tuple[float, float]:
    """Precision in the top 5 % and the best F1, of sentences in introductions and discussions."""
    chosen = [
        (row.unit, row.cited, score)
        for row, score in scored
        if isinstance(row.unit, Sentence) and row.unit.role in ("introduction", "discussion")
    ]
    cited = [label for _, label, _ in chosen]
    print(name)
    ranked("  cues only", [cues(unit) for unit, _, _ in chosen], cited)
    return ranked("  model", [score for _, _, score in chosen], cited)


def cues(sentence: Sentence) -> float:
    """A ranking without a model: the cue's place in the list, nothing for the author's own."""
    cue = claims.first_cue(sentence.text)
    if cue is None or claims.is_own(sentence.text):
        return 0.0
    order = ("attribution", "received", "quotation", "figure", "definition", "trend", "superlative", "cause")
    return 1 - order.index(cue[0].name) / 10


def ranked(name: str, scores: Sequence[float], cited: Sequence[bool]) -> tuple[float, float]:
    """Precision in the top 5 % and the best F1 of sentences in introductions and discussions."""
    order = sorted(range(len(scores)), key=lambda at: -scores[at])
    right = list(accumulate(int(cited[at]) for at in order))
    top = {share: right[int(len(order) * share) - 1] / int(len(order) * share) for share in (0.01, 0.05, 0.1)}
    f1 = max(2 * hits / (at + sum(cited)) for at, hits in enumerate(right, 1))
    shares = ", ".join(f"top {share:.0%} {precision:.2f}" for share, precision in top.items())
    print(f"{name}: {len(order)} sentences, {sum(cited) / len(order):.2f} cited; precision {shares}; best F1 {f1:.3f}")
    return top[0.05], f1


def reliability(scored: Sequence[tuple[float, bool]]) -> None:
    print("confidence  predicted  observed  sentences")
    for low in range(10):
        bin_ = [(score, cited) for score, cited in scored if low <= score * 10 < low + 1]
        if bin_:
            predicted, observed = sum(s for s, _ in bin_) / len(bin_), sum(c for _, c in bin_) / len(bin_)
            print(f"  .{low} to .{low + 1:<4}    {predicted:.2f}       {observed:.2f}      {len(bin_)}")


def recall(golds: Sequence[Path], models: Sequence[Model], slope: float, shift: float) -> float:
    """The share of citations cut that the 15 best findings of their paper point at, of all and of those shown."""
    shipped = claims._model()
    cut = best = shown = count = words = 0
    seconds = 0.0
    for gold in golds:
        name = gold.name.replace(".gold.json", "")
        document = paper(gold.with_name(f"{name}.md"))
        unseen = models[fold(name)]
        model = replace(shipped, weights=unseen.weights, intercept=unseen.intercept, slope=slope, shift=shift)
        claims._model = lambda model=model: model  # type: ignore[assignment, misc]
        places = [fault["start"] for fault in json.loads(gold.read_text("utf-8")) if fault["kind"] == "uncited-claim"]
        begin = time.perf_counter()
        every = claims.claims(document)
        seconds += time.perf_counter() - begin
        told = claims.shown(every, claims.word_starts(document))
        cut, count, words = cut + len(places), count + len(told), words + len(document.text.split())
        best += hits(sorted(every, key=lambda claim: -claim.confidence)[:15], places)
        shown += hits(told, places)
    print(
        f"faults: {cut} citations cut from {len(golds)} papers; in the 15 best {best / cut:.3f}, shown {shown / cut:.3f}"
    )
    print(f"shown: {count / len(golds):.1f} a paper; {seconds / words * 1e6:.1f} ms for 1,000 words")
    return best / cut


def hits(told: Sequence[Claim], places: Sequence[int]) -> int:
    """A cut stands in or right behind its sentence."""
    return sum(any(claim.span.start <= place <= claim.span.end + 1 for claim in told) for place in places)


if __name__ == "__main__":
    sys.exit(main())
