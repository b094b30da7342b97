"""A file's text cut into passages: blocks as they are read, and what stands between them. Loses no finding's place.

Positions are in the text that is cut (a document's, or a file's of its own). Writes no HTML.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mslint.model import Block, Document, Span


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of source of one kind: a piece's kind, or "gap" for what no piece covers.

    `shown` is what stands for it where that is not the source: a line break of the source inside a paragraph.
    """

    span: Span
    kind: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """What is shown as one: a block with the notes inside it, a table (`rows`), or source between blocks.

    `kind` is the block's, "table" or "source"; `section` an index into the document's sections, None outside one.
    """

    kind: str
    runs: tuple[Run, ...]
    level: int = 0
    section: int | None = None
    rows: tuple[tuple[tuple[Run, ...], ...], ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.runs[0].span.start, self.runs[-1].span.end)


def of_document(document: Document, within: Span, wanted: Sequence[int]) -> Iterator[Passage]:
    """The passages of one part of a document, in order. `wanted` are sorted offsets that have to be shown."""
    text = document.text
    groups = list(_groups(document, within))
    at, section = within.start, None
    for number, group in enumerate(groups):
        first = group[0]
        begin = max(_line_start(text, at, first.span.start), at)
        yield from _between(text, at, begin, section, wanted)
        section = first.section
        last = max(block.span.end for block in group)
        limit = groups[number + 1][0].span.start if number + 1 < len(groups) else within.end
        at = _line_end(text, last, limit)
        yield _passage(text, group, begin, at)
    yield from _between(text, at, within.end, section, wanted)


def of_source(text: str, wanted: Sequence[int]) -> Iterator[Passage]:
    """The chunks between empty lines of a text that is no manuscript, those alone that hold a wanted offset."""
    at = 0
    for match in re.finditer(r"\n[^\S\n]*\n\s*|\Z", text):
        if _any(wanted, at, match.end() + (match.end() == len(text))) and match.end() > at:
            yield Passage("source", (Run(Span(at, match.end()), "gap"),))
        at = match.end()


def _groups(document: Document, within: Span) -> Iterator[list[Block]]:
    """Blocks that make one passage: one and those that lie in it, or the cells of a table, in source order."""
    blocks = [b for b in document.blocks if b.pieces and within.start <= b.span.start and b.span.end <= within.end]
    blocks.sort(key=lambda block: (block.span.start, -block.span.end))
    group: list[Block] = []
    for block in blocks:
        inside = bool(group) and block.span.start < max(b.span.end for b in group)
        beside = bool(group) and block.kind == group[-1].kind == "cell" and block.section == group[-1].section
        if beside:
            beside = not document.text[group[-1].span.end : block.span.start].count("\n\n")
        if group and not inside and not beside:
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _line_start(text: str, start: int, end: int) -> int:
    """Where the line begins that holds `end`: a list's mark or a heading's goes with what follows it."""
    return text.rfind("\n", start, end) + 1 or start


def _line_end(text: str, start: int, limit: int) -> int:
    """Where the line ends that holds `start`; what is left of it goes with what came before, if it is no space."""
    end = text.find("\n", start, limit)
    end = limit if end < 0 else end
    return end if text[start:end].strip() else start


def _between(text: str, start: int, end: int, section: int | None, wanted: Sequence[int]) -> Iterator[Passage]:
    """What stands between two passages, unless it is empty lines in which nothing is found."""
    if start >= end:
        return
    between = text[start:end]
    if not between.strip():
        if _any(wanted, start, end):
            yield Passage("source", (Run(Span(start, end), "gap"),), section=section)
        return
    left = start + len(between) - len(between.lstrip("\r\n"))
    right = start + len(between.rstrip())
    if _any(wanted, start, left):
        left = start
    if _any(wanted, right, end):
        right = end
    yield Passage("source", (Run(Span(left, right), "gap"),), section=section)


def _any(wanted: Sequence[int], start: int, end: int) -> bool:
    at = bisect_left(wanted, start)
    return at < len(wanted) and wanted[at] < end


def _passage(text: str, group: list[Block], begin: int, end: int) -> Passage:
    first = group[0]
    runs = tuple(_runs(text, group, begin, end))
    cells = [block for block in group if block.kind == "cell"]
    if first.kind == "cell" and len(cells) > 1:
        return Passage("table", runs, section=first.section, rows=tuple(_rows(cells, runs)))
    return Passage(first.kind, runs, first.level, first.section)


def _runs(text: str, group: list[Block], begin: int, end: int) -> Iterator[Run]:
    """The pieces of the blocks from `begin` to `end`, and what lies between; one that holds others gives way."""
    pieces = sorted((p for block in group for p in block.pieces if p.span.end > p.span.start), key=lambda p: p.span)
    at = begin
    for number, piece in enumerate(pieces):
        start, stop = max(piece.span.start, at), piece.span.end
        if number + 1 < len(pieces):
            stop = min(stop, max(pieces[number + 1].span.start, start))
        if start >= stop:
            continue
        if at < start:
            yield Run(Span(at, start), "gap")
        is_break = piece.kind == "text" and piece.prose in (" ", "\n") and "\n" in text[start:stop]
        yield Run(Span(start, stop), piece.kind, "\n" if is_break else "")
        at = stop
    if at < end:
        yield Run(Span(at, end), "gap")


def _rows(cells: list[Block], runs: tuple[Run, ...]) -> Iterator[tuple[tuple[Run, ...], ...]]:
    """The runs of each cell by rows; what stands before a cell goes with the one before it, or with the first."""
    row: list[tuple[Run, ...]] = []
    number = cells[0].row
    at = 0
    for index, cell in enumerate(cells):
        limit = cells[index + 1].span.start if index + 1 < len(cells) else runs[-1].span.end
        mine = at
        while mine < len(runs) and runs[mine].span.start < limit:
            mine += 1
        if cell.row != number:
            yield tuple(row)
            row, number = [], cell.row
        row.append(runs[at:mine])
        at = mine
    yield tuple(row)
