"""Scopes: which blocks of a document a rule reads. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mslint.model import Block

SCOPES: Mapping[str, str] = {
    # kind of block: the names of scopes that it is in
    "title": "text title",
    "subtitle": "text subtitle",
    "author": "text author",
    "abstract": "text paragraph abstract",
    "keywords": "text keywords",
    "paragraph": "text paragraph",
    "heading": "text heading",
    "item": "text list item",
    "term": "text list term",
    "definition": "text list definition",
    "quote": "text paragraph blockquote quote",
    "cell": "text table cell",
    "caption": "text table figure caption figcaption alt",
    "note": "text note",
    "line": "text paragraph line",
    "reference": "text reference",
    "code": "code",
    "furniture": "text furniture",
    "raw": "raw",
    "summary": "summary",
}

UNREAD = frozenset(["reference", "author", "furniture", "code", "raw", "summary"])
"""Read only by rules that ask for it by name (or, what is in the scope "text", by that name: so Vale's styles do)."""

_NAMES = frozenset([*" ".join(SCOPES.values()).split(), *(f"h{level}" for level in range(1, 7)), "sentence"])
_LATER = ("link", "strong", "emphasis", "comment", "header", "frontmatter", "doc(")
"""Vale's scopes that name what is no block of prose in mslint."""


@dataclass(frozen=True, slots=True)
class Selector:
    """One scope: names that all must fit the block, and (combinations of) names that must not."""

    wanted: frozenset[str]
    unwanted: tuple[frozenset[str], ...]
    sentences: bool

    @classmethod
    def of(cls, scope: str) -> Selector:
        """The selector of "heading.h2", "~heading", "paragraph & ~blockquote", …; of "", what rules read by default."""
        parts = [part.strip() for part in scope.split("&")]
        wanted = frozenset(name for part in parts if part and part[0] != "~" for name in part.split("."))
        unwanted = tuple(frozenset(part[1:].split(".")) for part in parts if part[:1] == "~")
        return cls(wanted - {"sentence"}, unwanted, "sentence" in wanted)

    def reads(self, names: frozenset[str]) -> bool:
        """Whether a block that is in the scopes of these names is read."""
        if not self.wanted <= names or any(combined <= names for combined in self.unwanted):
            return False
        unread = names & UNREAD
        return not unread or bool(unread & self.wanted) or "text" in self.wanted


def names_of(block: Block) -> frozenset[str]:
    """The names of the scopes that a block is in."""
    names = SCOPES.get(block.kind, "text").split()
    return frozenset([*names, f"h{block.level}"] if block.kind == "heading" else names)


def unread(scope: str) -> bool:
    """Whether a scope of Vale's names what is no block of prose here."""
    return any(name in scope for name in _LATER)


def unknown(scope: str) -> str:
    """A name in the scope that means nothing; "" if all mean something."""
    if unread(scope):
        return ""
    selector = Selector.of(scope)
    return next(iter(sorted(selector.wanted.union(*selector.unwanted) - _NAMES)), "")
