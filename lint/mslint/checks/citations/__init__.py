"""What the text cites against what it lists, and the manner of citing. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks.citations import entries, keys, manner, numbers
from mslint.checks.reconcile import reconcile
from mslint.model import Diagnostic, Document

RULES = (*keys.RULES, *entries.RULES, *numbers.RULES, *manner.RULES)


def check(document: Document) -> Iterator[Diagnostic]:
    """Findings on keys, on works cited by name and year or by number, and on how they are cited."""
    reconciled = reconcile(document)
    yield from keys.check(document, {id(r) for match in reconciled.matches for r in match.references})
    if not reconciled.matches and not document.references:
        return
    yield from entries.check(document, reconciled)
    yield from numbers.check(document, reconciled)
    yield from manner.check(document, reconciled)
