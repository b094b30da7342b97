"""Whether the parts of a paper's argument answer each other; one module a kind of fault. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.checks.argument import (
    abstract,
    alignment,
    conclusion,
    counts,
    hypotheses,
    matrix,
    numbering,
    promises,
    structure,
    theory,
    titles,
)
from mslint.model import Diagnostic, Document

RULES = (
    *alignment.RULES,
    *hypotheses.RULES,
    *conclusion.RULES,
    *numbering.RULES,
    *counts.RULES,
    *promises.RULES,
    *structure.RULES,
    *theory.RULES,
    *abstract.RULES,
    *titles.RULES,
)


def check(document: Document) -> Iterator[Diagnostic]:
    read = matrix.build(document)
    argument = read.argument
    yield from alignment.check(read)
    yield from hypotheses.check(read)
    yield from conclusion.check(read)
    statements = (*argument.questions, *argument.objectives, *argument.hypotheses, *argument.findings)
    yield from numbering.check(read.document, statements)
    yield from counts.check(read)
    yield from promises.check(read)
    yield from structure.check(read)
    yield from theory.check(read)
    yield from abstract.check(read)
    yield from titles.check(read)
