"""Counts a paper as journals count it. Pure.

Words are those between spaces, as word processors count them (“post-war” and “12.5” are one). Of the text count
headings, paragraphs, lists, quotations and notes, from the first section to the last. Not counted are title, authors,
abstract and keywords, captions, tables, code, formulas and citations by key, statements (funding, data, …), the
reference list and appendices.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mslint.model import PLACEHOLDER, Block, Document, Span

_TEXT = ("heading", "paragraph", "item", "term", "definition", "quote", "note", "line")
_ABSTRACT = ("abstract", "paragraph", "item", "quote", "line")
_WORD = re.compile(r"\S+")
_OUTSIDE = ("abstract", "keywords", "statement", "references", "appendix")


@dataclass(frozen=True, slots=True)
class Counted:
    """`number` of things, and where each stands, counted from 0."""

    number: int
    place: Callable[[int], Span]

    def surplus(self, allowed: int) -> Span:
        """The first thing that is too many, or the last of too few; the start of the paper if there is none."""
        return self.place(min(allowed, self.number - 1)) if self.number else Span(0, 0)


def text(document: Document) -> Counted:
    """The words of the text."""
    return _words(_text(document) or _under_abstract(document))


def _text(document: Document) -> list[Block]:
    from mslint.checks.places import is_front

    return [
        block
        for block in document.prose(*_TEXT)
        if document.role(block) not in _OUTSIDE and not is_front(document, block)
    ]


def _under_abstract(document: Document) -> list[Block]:
    return [block for block in document.prose(*_ABSTRACT) if document.role(block) == "abstract"]


def abstract(document: Document) -> Counted:
    """The words of the abstract, wherever it stands. A “Summary” that is all of the text is none."""
    marked = list(document.prose("abstract"))
    return _words(marked or (_under_abstract(document) if _text(document) else []))


def title(document: Document) -> Counted:
    """The words of the title; a subtitle is part of it."""
    return _words(list(document.prose("title", "subtitle")))


def title_characters(document: Document) -> Counted:
    """The characters of the title, spaces among them."""
    blocks = list(document.prose("title", "subtitle"))
    places = [(block, at, at + 1) for block in blocks for at in range(len(block.text))]
    return _counted(places)


def keywords(document: Document) -> Counted:
    """The keywords; those of one block are told by semicolons, else by commas."""
    places = []
    for block in document.prose("keywords"):
        mark = ";" if ";" in block.text else ","
        at = 0
        for word in block.text.split(mark):
            start = at + len(word) - len(word.lstrip())
            if word.strip():
                places.append((block, start, start + len(word.strip())))
            at += len(word) + 1
    return _counted(places)


def floats(document: Document, kind: str) -> Counted:
    """Figures or tables: those with a caption, and in Markdown images that stand alone and tables without one."""
    from mslint.checks.crossrefs.floats import read_captions

    found = [
        caption.span
        for caption in read_captions(document)
        if caption.kind == kind and not caption.series and _counts(document, caption.span)
    ]
    if document.format == "markdown" and kind == "Figure":
        found += _images_alone(document)
    elif document.format == "markdown":
        found = max(found, list(_tables(document)), key=len)
    found.sort()
    return Counted(len(found), found.__getitem__)


def _counts(document: Document, span: Span) -> bool:
    """Whether a caption belongs to the paper itself: those of appendices are extra in every journal."""
    block = next((block for block in document.blocks if block.span.contains(span)), None)
    return block is None or document.role(block) != "appendix"


def _images_alone(document: Document) -> Iterator[Span]:
    for block in document.prose("paragraph"):
        alone = block.text.strip() == PLACEHOLDER and any(piece.kind == "image" for piece in block.pieces)
        if alone and document.role(block) != "appendix":
            yield block.span


def _tables(document: Document) -> Iterator[Span]:
    """The first cell of each table."""
    before = ""
    for block in document.blocks:
        if block.kind == "cell" != before and document.role(block) != "appendix":
            yield block.span
        before = block.kind


def references(document: Document) -> Counted:
    """The works of the typed list; without one, the works that the text cites by key, at their first place."""
    typed = [reference.span for reference in document.references if not reference.key]
    if typed:
        return Counted(len(typed), typed.__getitem__)
    first = {citation.key: citation.span for citation in reversed(document.citations) if citation.key}
    spans = sorted(first.values())
    return Counted(len(spans), spans.__getitem__)


def _words(blocks: Sequence[Block]) -> Counted:
    """What stands between spaces and has a letter or digit."""
    return _counted(
        [
            (block, *match.span())
            for block in blocks
            for match in _WORD.finditer(block.text)
            if any(char.isalnum() for char in match[0])
        ]
    )


def _counted(places: Sequence[tuple[Block, int, int]]) -> Counted:
    """Places are sought in the source only where one is shown."""

    def place(index: int) -> Span:
        block, start, end = places[index]
        return block.to_source(start, end)

    return Counted(len(places), place)
