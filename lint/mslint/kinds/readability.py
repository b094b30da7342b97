"""`readability`: the school grade that a text asks for, by the mean of named formulas. Pure."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from mslint.kinds.common import Found, Key, Options, Pattern, Reading, Unit
from mslint.kinds.measures import Measures, measured

KEYS: Mapping[str, Key] = {
    "metrics": Key("texts", required=True),
    "grade": Key("number", required=True),  # the highest that is let pass
}
SCOPE = ("summary",)
"""What it reads if its scope is not said, or is all text."""


def automated_readability(of: Measures) -> float:
    """Smith, E. A., & Senter, R. J. (1967). Automated readability index (AMRL-TR-66-220)."""
    return 4.71 * of.characters / of.words + 0.5 * of.words / of.sentences - 21.43


def coleman_liau(of: Measures) -> float:
    """Coleman, M., & Liau, T. L. (1975). Journal of Applied Psychology 60(2), 283–284; per 100 words."""
    return 5.88 * of.characters / of.words - 29.6 * of.sentences / of.words - 15.8


def flesch_kincaid(of: Measures) -> float:
    """Kincaid, J. P., et al. (1975). Derivation of new readability formulas (Research Branch Report 8-75)."""
    return 0.39 * of.words / of.sentences + 11.8 * of.syllables / of.words - 15.59


def gunning_fog(of: Measures) -> float:
    """Gunning, R. (1952). The technique of clear writing. McGraw-Hill."""
    return 0.4 * (of.words / of.sentences + 100 * of.complex_words / of.words)


def smog(of: Measures) -> float:
    """McLaughlin, G. H. (1969). SMOG grading. Journal of Reading 12(8), 639–646."""
    return 1.043 * math.sqrt(30 * of.polysyllabic_words / of.sentences) + 3.1291


METRICS: Mapping[str, Callable[[Measures], float]] = {
    "Automated Readability": automated_readability,
    "Coleman-Liau": coleman_liau,
    "Flesch-Kincaid": flesch_kincaid,
    "Gunning Fog": gunning_fog,
    "SMOG": smog,
}


def patterns(options: Options) -> Sequence[Pattern]:
    """None: a number cannot be scanned for."""
    return []


def faults(options: Options) -> Iterator[tuple[str, str]]:
    """Metrics that are not known."""
    if not options["metrics"]:
        yield "metrics", f"none named ({', '.join(METRICS)})"
    for name in options["metrics"]:
        if name not in METRICS:
            yield "metrics", f"unknown metric {name!r} ({', '.join(METRICS)})"


def find(rule: Reading, units: Sequence[Unit]) -> Iterator[Found]:
    """One finding a unit whose mean grade is too high, at its very start; none where there are no words."""
    metrics = [METRICS[name] for name in rule.options["metrics"]]
    for unit in units:
        counted = measured(unit.text)
        if not counted.words:
            continue
        grade = sum(metric(counted) for metric in metrics) / len(metrics)
        if grade > rule.options["grade"]:
            yield Found(unit, 0, 0, (f"{grade:.2f}",))
