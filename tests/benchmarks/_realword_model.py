"""Fits the model that tells slips into real words and writes rules/data/realword-model.yml. Needs scikit-learn and ../shared.

python tests/benchmarks/_realword_model.py [--dry]

Slips: those that `realword.py` puts into published papers. Words that are right: those of the papers as published that
stand beside none of their usual neighbours; a few are slips in truth. The figures told are of papers that the model was
not fitted on: two halves of the papers, each judged by a model of the other half.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

import realword
import spelling

MODEL = Path(__file__).parents[2] / "rules/data/realword-model.yml"

FIRST = defaultdict(float, {"slip": -2.5, "closeness": 1.0})
"""Weights by which the word meant is chosen among those near, until there are fitted ones."""

STRENGTH = 1.0
"""Inverse of the L2 penalty."""

RIGHT, SLIP = 3.0, 0.5
"""Weight of a word that is right and of a slip, of which many more are put in than papers have."""


def main() -> int:
    import numpy as np
    from sklearn.linear_model import LogisticRegression

    documents = realword.papers(smoke=False)
    found = list(realword.samples(documents, FIRST))
    samples = [sample for sample in found if sample.features]
    names = sorted(samples[0].features)
    values = np.array([[float(sample.features[name]) for name in names] for sample in samples])
    labels = np.array([sample.meant != "" and sample.meant == sample.first for sample in samples])
    halves = np.array([sample.paper % 2 for sample in samples])
    weights = np.array([SLIP if sample.meant else RIGHT for sample in samples])

    def fitted(chosen: object) -> LogisticRegression:
        model = LogisticRegression(C=STRENGTH, max_iter=3000)
        return model.fit(values[chosen], labels[chosen], sample_weight=weights[chosen])

    scores = np.zeros(len(samples))
    for half in (0, 1):
        scores[halves == half] = fitted(halves != half).decision_function(values[halves == half])
    missed = [sample for sample in found if not sample.features]
    words = sum(map(spelling.count, documents))
    realword.curve([*samples, *missed], [*scores.tolist(), *(sample.odds for sample in missed)], words)
    if "--dry" in sys.argv:
        return 0
    model = fitted(np.ones(len(samples), bool))
    head = "# Weights that tell slips into real words; made by tests/benchmarks/_realword_model.py. Not to be edited.\n"
    lines = [f"  bias: {model.intercept_[0]:.3f}"]
    lines += [f"  {name}: {weight:.3f}" for name, weight in zip(names, model.coef_[0], strict=True)]
    MODEL.write_text(
        head + f"warning: {realword.WARNING}\nsuggestion: {realword.SUGGESTION}\nweights:\n" + "\n".join(lines) + "\n",
        "utf-8",
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
