"""What is sent of a block, and the way back from there. Pure.

Things that are no prose (math, code, citations) are sent as words that keep the grammar right, or not at all; the text
that is sent is plain, so that every offset is mapped here and nowhere else.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from mslint.model import PLACEHOLDER, Block, Document

STAND_INS = {
    "math": "x",
    "code": "Python",
    "citation": "Smith",  # that is part of its sentence; one in brackets is left out
    "crossref": "Figure 1",
    "url": "https://example.org",
    "image": "",
    "raw": "",
}
"""Kind of piece -> what is sent for it, words that LanguageTool knows; "" for what a reader would not miss."""

REACH = 2
"""Words: what is found one word from a stand-in is mostly its doing ("Smith then argue", of a work by two authors)."""

_OPENING = frozenset("[(")
_RAISED = frozenset({"^", "<sup>"})
_ENDS = frozenset(".,;:?!)”’\"'")
_MARK = re.compile(r"\d[\d,–\s-]*|ibid\.?")
"""A raised number behind a mark of punctuation leads to a note or a reference."""


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch that maps one to one, or (`opaque`) a placeholder and its stand-in."""

    sent: int
    block: int
    opaque: bool


@dataclass(frozen=True, slots=True)
class Prose:
    """The text to send for `block`."""

    block: Block
    text: str
    _runs: tuple[_Run, ...] = field(repr=False)
    _shown: frozenset[int] = field(repr=False)
    _starts: tuple[int, ...] = field(repr=False)

    def to_block(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of `block.text` for `text[start:end]`; None if it lies outside or touches a placeholder."""
        if not 0 <= start < end <= len(self.text):
            return None
        first, last = self._run(start), self._run(end - 1)
        if first.opaque or last.opaque:
            return None
        a, b = first.block + start - first.sent, last.block + end - last.sent
        return None if PLACEHOLDER in self.block.text[a:b] else (a, b)

    def beside_stand_in(self, start: int, end: int) -> bool:
        """Whether fewer than REACH words are between `block.text[start:end]` and a stand-in."""
        text = self.block.text
        between = (text[end:at] if at >= end else text[at + 1 : start] for at in self._shown)
        return any(len(words.split()) < REACH for words in between)

    def _run(self, offset: int) -> _Run:
        return self._runs[bisect_right(self._starts, offset) - 1]


def prose(document: Document, block: Block) -> Prose:
    """What to send for a block."""
    sent: list[str] = []
    size = at = 0
    runs: list[_Run] = []
    shown: set[int] = set()
    for text, stand_in in _parts(document, block):
        if stand_in is None:
            runs.append(_Run(size, at, opaque=False))
        elif stand_in:
            shown.add(at)
            runs.append(_Run(size, at, opaque=True))
        elif sent and sent[-1].endswith(" ") and not block.text[at + 1 : at + 2].isalnum():
            sent[-1] = sent[-1][:-1]
            size -= 1
        sent.append(text if stand_in is None else stand_in)
        size += len(sent[-1])
        at += len(text)
    return Prose(block, "".join(sent), tuple(runs), frozenset(shown), tuple(run.sent for run in runs))


def _parts(document: Document, block: Block) -> Iterator[tuple[str, str | None]]:
    """The prose of the pieces, and what is sent for it (None: itself)."""
    before = raised = ""
    for piece in block.pieces:
        if not piece.prose:
            raised = document.text[piece.span.start : piece.span.end]
        elif raised.lower() in _RAISED and before[-1:] in _ENDS and _MARK.fullmatch(piece.prose):
            yield piece.prose, ""
        elif piece.prose != PLACEHOLDER:
            yield piece.prose, None
        elif piece.kind == "citation" and document.text[piece.span.start] in _OPENING:
            yield piece.prose, ""
        else:
            yield piece.prose, STAND_INS.get(piece.kind, "")
        if piece.prose:
            before, raised = piece.prose, ""
