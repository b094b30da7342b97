"""A theory that is announced and never used. Reads names of theories; knows none by heart."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.argument.cues import any_of
from mslint.checks.argument.matrix import Matrix
from mslint.checks.argument.telling import finding, place, quoted
from mslint.checks.argument.terms import families, is_everyday, is_frame
from mslint.checks.argument.tree import title_block
from mslint.model import Block, Diagnostic, Document, Related, Severity, Span
from mslint.words import is_stop

UNUSED = CheckRule(
    "argument.unused-theory",
    Severity.WARNING,
    "A theory that the paper sets out and never comes back to.",
    "A framework earns its place by what the later sections see through it.",
)
RULES = (UNUSED,)

BEFORE = (
    "front",
    "abstract",
    "keywords",
    "introduction",
    "background",
    "problem",
    "objectives",
    "questions",
    "literature",
    "theory",
    "references",
    "appendix",
    "statement",
)


ANNOUNCING = ("introduction", "literature", "theory", "background")
TAKEN_UP = 2
"""How many words of the sentence on a theory, where they come again, tell that it is used though not named."""

LEAST = 600
"""Code points of the paper behind its theory from which on it can be expected to use it."""


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    document = matrix.document
    blocks = [
        b for b in document.prose("paragraph", "item") if document.role(b) in ANNOUNCING or _is_early(document, b)
    ]
    if not blocks:
        return
    after = _after(document, blocks[-1])
    if sum(len(b.text) for b in after) < LEAST:
        return
    used = set(families(" ".join(b.text for b in after)))
    topic = _topic(matrix)
    of_section = [(b, *n) for b in blocks if document.role(b) == "theory" for n in _named(b, 0, len(b.text))]
    adopted = [(b, *n) for b in blocks for s in b.sentences if _adopts(b.text, *s) for n in _named(b, *s)]
    if of_section and not any(_is_used(name, used) for _, name, _ in of_section):
        adopted = [*of_section[:1], *adopted]  # of several, one that is used carries the rest: they may be set aside
    unused = (
        (name, span)
        for block, name, span in adopted
        if not _is_used(name, used) and not _is_taken_up(block, span, used, topic)
    )
    for name, span in islice(unused, 1):
        since = place(document, after[0].span)
        message = f"The theory {quoted(name)} is set out here, but nothing from {since} on uses it."
        yield finding(UNUSED, span, message, related=(Related(after[0].span, "no sentence from here on names it"),))


def _is_early(document: Document, block: Block) -> bool:
    """Whether a block stands under a heading of its own before the methods."""
    methods = next((index for index, section in enumerate(document.sections) if section.role == "methods"), 0)
    return not document.role(block) and block.section < methods


def _topic(matrix: Matrix) -> set[str]:
    """The words of the title and of the statements: that the paper comes back to them says nothing of a theory."""
    title = title_block(matrix.document)
    return {*(families(title.text) if title else ()), *(name for terms in matrix.terms.values() for name in terms)}


def _after(document: Document, last: Block) -> list[Block]:
    """The blocks of the paper's own work behind where its theory stands, titles of works left out."""
    at = next(at for at, block in enumerate(document.blocks) if block is last)
    return [
        b for b in document.blocks[at + 1 :] if document.role(b) not in BEFORE and b.kind not in ("reference", "code")
    ]


def _adopts(text: str, start: int, end: int) -> bool:
    cues = shipped.data("argument")["theory"]["cues"]
    return bool(re.compile(rf"\b{any_of(cues)}\b", re.IGNORECASE).search(text, start, end))


def _is_used(name: str, used: set[str]) -> bool:
    """Whether the words of a name that are its own come again; of a name of everyday words, all of them."""
    words = [family for family in families(name) if not is_frame(family)]
    own = [family for family in words if not is_everyday(family)]
    return any(family in used for family in own) if own else all(family in used for family in words)


def _is_taken_up(block: Block, span: Span, used: set[str], topic: set[str]) -> bool:
    """Whether later text speaks of what the sentence that names a theory says of it, the paper's own topic apart."""
    for start, end in block.sentences:
        if block.to_source(start, end).contains(span):
            own = {f for f in families(block.text[start:end]) if not is_everyday(f) and f not in topic}
            return len(own & used) >= TAKEN_UP
    return False


def _named(block: Block, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """“theory of the security dilemma”, “social capital theory”, “realism”, in order of mention."""
    not_theories = frozenset(shipped.data("argument")["theory"]["not_theories"])
    matches = sorted((m.start(1), m[1]) for pattern in _patterns() for m in pattern.finditer(block.text, start, end))
    for at, name in matches:
        cut = _lead(name)
        name, at = name[cut:], at + cut
        if name.lower() not in not_theories and any(not is_frame(f) for f in families(name)):
            yield name, block.to_source(at, at + len(name))


def _lead(name: str) -> int:
    """The length of the words in front that belong to the sentence, not to the name."""
    cut = 0
    for word in re.finditer(r"\S+\s+", name):
        if not is_stop(word[0].strip()) and family_of(word[0]) not in ("theoret", "analyt", "concept"):
            break
        cut = word.end()
    return cut


def family_of(text: str) -> str:
    return next(iter(families(text)), "")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    name = r"([A-Za-z][\w’'-]+(?:\s+[a-z][\w-]+)?)"
    return (
        re.compile(rf"\b(?:[Tt]heor(?:y|ies)|[Cc]oncept|[Ff]ramework|[Mm]odel)\s+of\s+(?:the\s+)?{name}\b(?!\s*\(\d)"),
        re.compile(rf"\b{name}\s+(?:theory|framework)\b"),
        re.compile(r"\b((?:[A-Z][\w-]+\s+(?:of\s+)?){1,4}(?:Model|Theory|Framework|Approach|Perspective))\b"),
        re.compile(
            r"\bthe\s+((?:new|political|moral)\s+(?:economy|economics|institutionalism)(?:\s+of\s+\w+(?:\s+\w+)?)?)"
        ),
        re.compile(rf"\b\d{{4}}\)\s+(?:describes?|defines?|conceives? of|understands?)\s+{name}\s+as\b"),
        re.compile(rf"(?:^|[.;]\s)Under\s+{name},\s+(?:where|in which|a|the)\b"),
        re.compile(r"\b([A-Za-z]{4,}ism)\b"),
    )
