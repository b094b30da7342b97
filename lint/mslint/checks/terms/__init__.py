"""Whether a paper's terms agree with themselves: acronyms, names and terms in two spellings. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks.terms import acronyms, names, variants
from mslint.model import Diagnostic, Document

RULES = (*acronyms.RULES, *names.RULES, *variants.RULES)


def check(document: Document) -> Iterator[Diagnostic]:
    for part in (acronyms, names, variants):
        yield from part.check(document)
