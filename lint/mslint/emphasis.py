"""Tells which words the source sets apart by emphasis. Pure; must not read a file."""

from __future__ import annotations

from collections.abc import Iterator

from mslint.model import Block, Document, Span

LONGEST = 60
"""Code points in italics from which on they are no longer a name or a term, but a sentence that is stressed."""


def is_emphasised(document: Document, block: Block, start: int, end: int) -> bool:
    """Whether `block.text[start:end]` is, or is in, a few words in italics.

    So are set words of other languages, taxa, genes, titles, and words that are spoken of: no rule for English words
    holds there for sure. Bold type is mere stress.
    """
    if document.format != "markdown":
        return False
    place = block.to_source(start, end)
    return any(run.contains(place) for run in _runs(document, block))


def _runs(document: Document, block: Block) -> Iterator[Span]:
    """The stretches of the source in italics that are short, without their marks."""
    opened: int | None = None
    for piece in block.pieces:
        if piece.kind != "markup" or piece.prose or not _is_mark(document.text, piece.span):
            continue
        if opened is not None and piece.span.start - opened <= LONGEST:
            yield Span(opened, piece.span.start)
        opened = piece.span.end if opened is None else None


def _is_mark(text: str, span: Span) -> bool:
    """One `*` or `_`, or the three that close bold italics."""
    return span.end - span.start in (1, 3) and set(text[slice(*span)]) in ({"*"}, {"_"})
