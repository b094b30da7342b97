"""Reads citations in running text: author-year, author-page, numeric, beside pandoc's keys. Opens no file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mslint.model import PLACEHOLDER, Block, Citation, Document, Reference, Span
from mslint.readers.citations.authorpage import citations_by_page, is_works_cited
from mslint.readers.citations.authoryear import Found, citations_in
from mslint.readers.citations.names import Known
from mslint.readers.citations.numeric import numbers_in, style_of

READ = frozenset({"abstract", "paragraph", "item", "term", "definition", "quote", "cell", "caption", "note", "line"})
"""Kinds of blocks in which works are cited."""


def read_citations(document: Document, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """All citations of the document in source order, those by key among them.

    `references` (the typed list) help to tell a name from a word and a number from a note. Linear in the text.
    """
    blocks = [block for block in document.blocks if block.kind in READ and not _is_list(document, block)]
    style = style_of(document, blocks, references)
    out = list(document.citations)
    if style == "numeric":
        highest = max((r.number for r in references if r.number is not None), default=0)
        out += (citation for block in blocks for citation in numbers_in(document, block, highest))
    if style != "key":
        known = Known.of(references)
        found = [(block, one) for block in blocks for one in citations_in(block.text, known)]
        dated = [_citation(block, one) for block, one in _believed(found)]
        paged = citations_by_page(blocks, known) if is_works_cited(references) else []
        out += dated + (paged if len(paged) > len(dated) else [])
    return tuple(sorted(out, key=lambda citation: citation.span))


def _is_list(document: Document, block: Block) -> bool:
    return document.role(block) == "references"


def _citation(block: Block, found: Found) -> Citation:
    def span(start: int, end: int) -> Span:
        return block.to_source(start, end)

    return Citation(
        span(found.start, found.end),
        found.form,
        names=tuple(item.name for item in found.names.items),
        year=found.year,
        suffix=found.suffix,
        group=span(*found.group),
        et_al=found.names.et_al,
        joint=found.names.joint,
        secondary=found.secondary,
        name_spans=tuple(span(item.start, item.end) for item in found.names.items),
        year_span=span(found.year_start, found.year_end),
    )


def _believed(found: Sequence[tuple[Block, Found]]) -> Iterator[tuple[Block, Found]]:
    """Those that are citations: “(Name 2020)” of an unknown name is one only where the paper cites without commas."""
    bare = sum("," not in block.text[one.names.end : one.year_start] for block, one in found if one.form != "narrative")
    commas = sum("," in block.text[one.names.end : one.year_start] for block, one in found if one.form != "narrative")
    return (
        (block, one)
        for block, one in found
        if (one.sure or bare > commas) and not _has_key(block.text[one.end : one.end + 4])
    )


def _has_key(after: str) -> bool:
    """Whether a citation by key follows: “Smith et al. (2019) [@smith2019]” is one citation."""
    return after.lstrip(" [").startswith(PLACEHOLDER)


__all__ = ["read_citations"]
