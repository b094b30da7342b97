"""What the abstract of an empirical paper leaves out: aim, method, result, conclusion.
Reads words, judges no content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.argument.cues import any_of
from mslint.checks.argument.matrix import Matrix
from mslint.checks.argument.telling import finding
from mslint.checks.argument.titles import lists_keywords
from mslint.checks.argument.tree import own_role
from mslint.model import Block, Diagnostic, Document, Severity

ABSTRACT = CheckRule(
    "argument.abstract-part",
    Severity.SUGGESTION,
    "An abstract that does not tell the aim, the method, the result or the conclusion of an empirical paper.",
    "Most readers read nothing else.",
)
RULES = (ABSTRACT,)

LEAST = 40
"""Words of an abstract that is looked at."""


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    document = matrix.document
    roles = {own_role(document, index) for index in range(len(document.sections))}
    if "methods" not in roles:
        return
    blocks = [b for b in document.blocks if is_abstract(document, b) and not lists_keywords(document, b)]
    text = " ".join(block.text for block in blocks)
    if len(text.split()) < LEAST:
        return
    ends = [block.text[slice(*sentence)] for block in blocks for sentence in block.sentences][-2:]
    told = {"conclusion": " ".join(ends)}  # it comes last, and its words are too common to be looked for elsewhere
    parts_of = shipped.data("argument")["abstract"]
    missing = [part for part, words in parts_of.items() if not _has(told.get(part, text), words)]
    if not missing:
        return
    block = blocks[0]
    parts = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
    first = block.sentences[0]
    sure = len(missing) == 1 and (missing[0] in ("method", "result") or (matrix.lists and missing[0] == "aim"))
    severity = Severity.WARNING if sure else ABSTRACT.severity
    message = f"The abstract does not seem to tell the {parts} of the study."
    yield finding(ABSTRACT, block.to_source(*first), message, severity)


def is_abstract(document: Document, block: Block) -> bool:
    """Whether a block is the abstract or a paragraph of it, by its kind, its section or its own first word."""
    if block.kind == "abstract":
        return True
    if block.kind != "paragraph":
        return False
    if document.role(block) == "abstract":
        return True
    return document.role(block) in ("front", "introduction") and bool(
        re.match(r"(?:Abstract|Summary)\s*[.:—–-]", block.text)
    )


def _has(text: str, words: list[str]) -> bool:
    return bool(re.search(rf"\b{any_of(words)}\b", text, re.IGNORECASE))
