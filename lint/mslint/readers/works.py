"""Reads what a document cites: works named in its text, and the entries of its typed reference list. Opens no file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from mslint.model import Block, Document, Reference


def with_works(document: Document) -> Document:
    """The document with its in-text citations and its typed references beside those that its reader found.

    Called once the sections have their final roles. Never raises for what the text contains.
    """
    from mslint.readers.citations import read_citations
    from mslint.readers.references import read_references

    listed = read_references(document)
    references = (*document.references, *listed)
    document = replace(document, references=references, blocks=_with_entries(document.blocks, listed))
    return replace(document, citations=read_citations(document, references))


def _with_entries(blocks: Sequence[Block], listed: Sequence[Reference]) -> tuple[Block, ...]:
    """The blocks, those that hold entries of the list of kind “reference”: no rule reads them as prose."""
    spans = sorted(reference.span for reference in listed)
    out: list[Block] = []
    for block in blocks:
        at = bisect_right(spans, (block.span.start, float("inf"))) - 1
        held = (at >= 0 and spans[at].end > block.span.start) or (
            at + 1 < len(spans) and spans[at + 1].start < block.span.end
        )
        held = held and bool(block.text) and block.kind not in ("heading", "furniture", "note")
        out.append(replace(block, kind="reference") if held and block.kind != "reference" else block)
    return tuple(out)
