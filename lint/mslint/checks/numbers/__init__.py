"""Whether the numbers of a paper agree with each other and can be: dates, ranges, shares, samples. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks.numbers import counts, dates, units
from mslint.model import Diagnostic, Document

RULES = (*dates.RULES, *counts.RULES, *units.RULES)


def check(document: Document) -> Iterator[Diagnostic]:
    for part in (dates, counts, units):
        yield from part.check(document)
