"""Reads a manuscript without markup, pasted out of Word or a PDF, into a Document. Guesses structure, opens no file.

It goes by the habits of such texts: short lines without a stop are headings, lines of one width are one paragraph, what
stands under “References” is a list. Each guess is one function in this package, its limits are named constants.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from mslint.model import Document, Source
from mslint.readers.plain.body import read_next
from mslint.readers.plain.front import read_front
from mslint.readers.plain.lines import Line, furniture_of, layout_of, lines_of
from mslint.readers.plain.references import read_references
from mslint.readers.plain.state import State, block_of, is_caps
from mslint.readers.plain.whole import lead, listed, nested, quotes, sections_of
from mslint.readers.roles import role_of


def read(source: Source) -> Document:
    """The document in a text without markup. Never raises for what the text contains.

    Every code point that is not white space is in the pieces or the marker of exactly one block.
    """
    lines = lines_of(source.text)
    furniture = furniture_of(lines)
    body = _without(lines, furniture)
    caps = sum(is_caps(line.text) and bool(role_of(line.text)) for line in body)
    state = State(layout_of(body), caps > 1)
    at = read_front(body, state)
    while at < len(body):
        at = read_references(body, at, state) if state.role == "references" else read_next(body, at, state)
    blocks, opens = lead(quotes(listed(nested(state.blocks)), state.indents))
    blocks.extend(block_of("furniture", [lines[index]]) for index in furniture)
    blocks.sort(key=lambda block: block.marker or block.span)
    return Document(source, "plain", *sections_of(blocks, opens))


def _without(lines: Sequence[Line], furniture: set[int]) -> list[Line]:
    """The lines that are text. One that goes on after a page break is parted from the one before no longer."""
    body: list[Line] = []
    for at, line in enumerate(lines):
        if at in furniture:
            continue
        if at - 1 in furniture and body:
            goes_on = not body[-1].is_complete and line.text[0].islower()
            line = replace(line, gap=not goes_on, apart=True)
        body.append(line)
    return body
