"""What several checks share: the line of a place, code left out of a search, title matter. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from mslint.model import Block, Document, Span

PROSE = ("paragraph", "item", "quote", "definition", "abstract", "note", "caption", "cell", "line", "term")
"""Kinds of blocks in which a paper points to its parts."""


def line_of(document: Document, offset: int) -> str:
    """The number, from 1, of the line that holds a place: “41”, in a paper of several files “41 of 02-methods.md”."""
    starts = _starts(document.text)
    part = document.source.part_at(offset)
    line = bisect_right(starts, offset) - bisect_right(starts, part.span.start) + 1
    return f"{line} of {part.path.name}" if len(document.source.parts) > 1 else str(line)


@lru_cache(maxsize=2)
def _starts(text: str) -> tuple[int, ...]:
    """Where the lines of the text at hand begin, found once for all its findings."""
    from mslint.positions import Lines

    return tuple(Lines(text).starts)


def is_front(document: Document, block: Block) -> bool:
    """Whether a block is title matter: names, addresses, initials. What precedes the first heading is text if no
    abstract or introduction has a heading of its own."""
    section = document.sections[block.section]
    if section.role != "front" or block.kind == "abstract":
        return False
    return section.level > 0 or any(other.role in ("abstract", "introduction") for other in document.sections)


class Code:
    """The places of a document that are code, whose text points to nothing."""

    def __init__(self, document: Document) -> None:
        spans = sorted(
            piece.span for block in document.blocks for piece in block.pieces if piece.kind == "code" and piece.span
        )
        self._starts = [span.start for span in spans]
        self._spans = spans

    def holds(self, offset: int) -> bool:
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._spans[at].end

    def outside(self, pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
        """The matches that lie in no code."""
        return (match for match in pattern.finditer(text) if not self.holds(match.start()))


def span_of(block: Block, match: re.Match[str], group: int | str = 0) -> Span:
    """The source of what a pattern found in a block's text."""
    return block.to_source(match.start(group), match.end(group))
