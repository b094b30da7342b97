"""Whether what the text points to is there: figures, tables, notes, sections, equations, links. Opens no file.

The build resolves the pointers that pandoc understands (`build.missing-target`); here the same targets are looked up in
the source, and so are the numbers that an author types.
"""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks.crossrefs import floats, headings, notes, targets
from mslint.model import Diagnostic, Document

RULES = (*targets.RULES, *floats.RULES, *notes.RULES, *headings.RULES)


def check(document: Document) -> Iterator[Diagnostic]:
    for part in (targets, floats, notes, headings):
        yield from part.check(document)
