"""What the abstract of an empirical paper leaves out: aim, method, result, conclusion.
Reads words, judges no content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.argument.cues import any_of, cues
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

PARTS = ("aim", "method", "result", "conclusion")

STRUCTURED = 3
"""How many of its parts an abstract names that is held to name all."""


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    document = matrix.document
    blocks = [b for b in document.blocks if is_abstract(document, b) and not lists_keywords(document, b)]
    text = " ".join(block.text for block in blocks)
    if len(text.split()) < LEAST:
        return
    roles = {own_role(document, index) for index in range(len(document.sections))}
    empirical = "methods" in roles
    if not empirical and not matrix.asks:
        return
    sentences = [block.text[slice(*sentence)] for block in blocks for sentence in block.sentences]
    labels = _labels(text)
    if len(labels) >= STRUCTURED:
        missing = [part for part in PARTS if part not in labels and (part != "aim" or not _tells(part, sentences))]
    else:
        missing = [part for part in (PARTS if empirical else PARTS[:1]) if not _tells(part, sentences)]
    if not missing:
        return
    plain = [part for part in missing if part != "conclusion"]
    if len(labels) < STRUCTURED and plain:
        missing = plain  # the words of a conclusion are too many to be sure of it
    parts = missing[0] if len(missing) == 1 else f"{', '.join(missing[:-1])} and {missing[-1]}"
    sure = len(missing) == 1 and (missing == plain or len(labels) >= STRUCTURED)
    if plain == ["aim"]:
        sure = matrix.asks
    severity = Severity.WARNING if sure else ABSTRACT.severity
    message = f"The abstract does not seem to tell the {parts} of the study."
    yield finding(ABSTRACT, blocks[0].to_source(*blocks[0].sentences[0]), message, severity)


def _labels(text: str) -> set[str]:
    """The parts that a structured abstract names: “Methods: …”."""
    found = (match[1].lower() for match in re.finditer(r"(?:^|[.?!]\s+)([A-Z]\w+)\s*[:.]\s", text))
    parts: dict[str, list[str]] = shipped.data("argument")["abstract_labels"]
    named = list(found)
    return {part for part, words in parts.items() if any(name in words for name in named)}


def _tells(part: str, sentences: Sequence[str]) -> bool:
    text = " ".join(sentences)
    if part == "conclusion":  # it comes last, and its words are too common to be looked for elsewhere
        return _has(" ".join(sentences[-2:]), _words(part))
    if _has(text, _words(part)):
        return True
    if part == "aim":
        return any(cues().inline[kind].search(text) for kind in ("question", "objective")) or "?" in text
    return _acts(text) if part == "method" else _says_more(sentences)


def _words(part: str) -> list[str]:
    return list(shipped.data("argument")["abstract"][part])


def _acts(text: str) -> bool:
    """Whether somebody did something, other than to find: “we reran each suite”, “plots were mown”."""
    found = {*_words("result"), *_words("conclusion"), *_words("aim")}
    done = re.finditer(
        r"\b(?:we|i|was|were)\s+(?:\w+ly\s+)?((?:re)?(?:\w+ed|ran|took|read|gave|kept|built|drew|met|sent))\b",
        text,
        re.IGNORECASE,
    )
    return any(match[1].lower() not in found for match in done)


def _says_more(sentences: Sequence[str]) -> bool:
    """Whether a sentence behind aim and method is neither of them nor a conclusion: a result in words of its own."""
    told = [at for at, s in enumerate(sentences) if _tells("aim", [s]) or _tells("method", [s])]
    behind = sentences[max(told, default=len(sentences)) + 1 :]
    return any(re.search(r"\d", s) or not _has(s, _words("conclusion")) for s in behind)


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
