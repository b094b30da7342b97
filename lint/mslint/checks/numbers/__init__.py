"""Whether the numbers of a paper agree with each other and can be: dates, ranges, shares, samples. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks.numbers import agreement, counts, dates, units
from mslint.model import Diagnostic, Document

RULES = (*dates.RULES, *counts.RULES, *units.RULES, *agreement.RULES)


def check(document: Document) -> Iterator[Diagnostic]:
    told: list[Diagnostic] = []
    for part in (dates, counts, units):
        told += part.check(document)
    for finding in agreement.check(document):
        if not any(finding.rule == other.rule and finding.span.overlaps(other.span) for other in told):
            told.append(finding)
    yield from told
