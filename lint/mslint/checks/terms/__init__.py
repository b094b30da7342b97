"""Whether a paper's terms agree with themselves: acronyms, names, titles and terms in two spellings. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks.terms import acronyms, names, variants, works
from mslint.model import Diagnostic, Document

RULES = (*acronyms.RULES, *names.RULES, *variants.RULES, *works.RULES)


def check(document: Document) -> Iterator[Diagnostic]:
    for part in (acronyms, names, variants, works):
        yield from part.check(document)
