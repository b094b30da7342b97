"""Key terms of the title and keywords that the paper never uses. Compares words, knows no synonyms but the shipped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mslint.checks import CheckRule
from mslint.checks.argument.matrix import Matrix
from mslint.checks.argument.telling import finding, listed, quoted
from mslint.checks.argument.terms import families, family, is_frame, names_matter, roots
from mslint.checks.argument.tree import title_block
from mslint.model import Block, Diagnostic, Document, Severity
from mslint.words import Word, content

TITLE = CheckRule(
    "argument.title-term-missing",
    Severity.WARNING,
    "Key terms of the title that the paper does not use.",
    "The title promises what the paper is about.",
)
KEYWORD = CheckRule(
    "argument.unused-keyword",
    Severity.WARNING,
    "A keyword that the paper does not use.",
    "Readers who find the paper by it will not find it there.",
)
RULES = (TITLE, KEYWORD)

APART = ("title", "subtitle", "keywords", "author", "code", "furniture", "reference")

KEYWORDS = r"\s*(?:key\s?words?(?: and phrases)?|index terms)\s*[:.—–-]\s*"

LONG = 6
"""Letters of a root that another may be made from."""

QUALIFIES = re.compile(r"(?:ing|ed|ly|al|ic|ive|ous|ful|less|ary|ish)$", re.IGNORECASE)
"""Endings of words that say how or of what kind; what a title is about is a noun."""

LEAST = 250
"""Words of a paper that is held to its title."""


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    document = matrix.document
    title = title_block(document)
    used: set[str] = set()
    texts: list[str] = []
    size = 0
    for block in document.prose():
        if (
            block is title
            or block.kind in APART
            or lists_keywords(document, block)
            or document.role(block) in ("keywords", "references", "statement")
        ):
            continue
        size += len(block.text.split())
        used.update(families(block.text))
        texts.append(block.text)
    if size < LEAST:
        return
    promised = [block for block in document.blocks if lists_keywords(document, block)] + ([title] if title else [])
    if any(name not in used for block in promised for name in families(block.text)):
        used.update(name for text in texts for name in roots(text))
    if title is not None:
        yield from _title(matrix, title, used)
    for block in document.blocks:
        if lists_keywords(document, block):
            yield from _keywords(block, used | {*families(title.text), *roots(title.text)} if title else used)


def lists_keywords(document: Document, block: Block) -> bool:
    """Whether a block is a list of keywords, by its kind, its section or its own first word."""
    if block.kind == "keywords":
        return True
    role = document.role(block)
    if block.kind != "paragraph" or role not in ("keywords", "abstract", "front", "introduction"):
        return False
    return role == "keywords" or bool(re.match(KEYWORDS, block.text, re.IGNORECASE))


def _title(matrix: Matrix, title: Block, used: set[str]) -> Iterator[Diagnostic]:
    """Half of the terms missing, or a name: a warning. One term: perhaps a figure of speech, and only a suggestion."""
    terms = [word for word in content(title.text) if not is_frame(family(word)) and not word.text.isdigit()]
    source = matrix.document.text.lower()  # a program's name may stand in code only
    missing = [word for word in terms if _is_unused(word, used) and source.count(word.text.lower()) < 2]
    if not missing:
        return
    sober = [word for word in terms if not _may_play(title.text, word)]
    lacking = [word for word in missing if word in sober]
    most = len(lacking) >= 2 and 2 * len(lacking) >= len(sober) and any(names_matter(w.text) for w in lacking)
    grave = most or (matrix.asks and any(names_matter(w.text) and not QUALIFIES.search(w.text) for w in lacking))
    missing = lacking or missing
    names = list(dict.fromkeys(word.text for word in missing))
    message = f"The title names {listed(names)}, and the paper never does."
    span = title.to_source(missing[0].start, missing[0].end)
    yield finding(TITLE, span, message, Severity.WARNING if grave else Severity.SUGGESTION)


def _is_unused(word: Word, used: set[str]) -> bool:
    """Whether neither the word, nor a synonym, nor what it is made from (“neighbour” for “neighbourhood”) is used."""
    if family(word) in used:
        return False
    return not any(
        root.startswith(name) for root in roots(word.text) for name in used if len(name) >= LONG or name == root
    )


def _may_play(title: str, word: Word) -> bool:
    """Whether a word may be part of a figure of speech: before the colon, and none of a list with commas."""
    behind = re.search(r"[:?]\s|\s[–—]\s", title[word.end :])
    return behind is not None and "," not in title[: word.end + behind.start()]


def _keywords(block: Block, used: set[str]) -> Iterator[Diagnostic]:
    lead = re.match(KEYWORDS, block.text, re.IGNORECASE)
    at = lead.end() if lead else 0
    for match in re.finditer(r"[^,;·•|\n]+", block.text[at:]):
        words = [word for word in content(match[0]) if not word.text.isdigit()]
        if not words or not match[0].strip() or len(words) > 6:
            continue
        missing = [word for word in words if _is_unused(word, used)]
        if not missing:
            continue
        whole = len(missing) == len(words)
        only_head = not whole and missing == words[-1:]  # “on-task behaviour”, of which “on task” is used
        grave = whole or (not only_head and any(names_matter(word.text) for word in missing))
        severity = KEYWORD.severity if grave else Severity.SUGGESTION
        start = at + match.start() + len(match[0]) - len(match[0].lstrip())
        end = at + match.start() + len(match[0].rstrip())
        keyword = block.text[start:end].rstrip(".")
        message = f"The paper never uses its keyword {quoted(keyword)}."
        yield finding(KEYWORD, block.to_source(start, start + len(keyword)), message, severity)
