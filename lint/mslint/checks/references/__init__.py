"""References against themselves: works listed twice, fields missing, order, styles, journals' names. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks.references import fields, journals, whole
from mslint.checks.references.common import filed, typed
from mslint.model import Diagnostic, Document

RULES = (*fields.RULES, *whole.RULES, *journals.RULES)


def check(document: Document) -> Iterator[Diagnostic]:
    """Findings on the typed list, and on each bibliography file with its path."""
    for entries in (typed(document), *filed(document)):
        yield from fields.check(entries, document.reading.year)
        yield from whole.check(entries)
        yield from journals.check(entries)
