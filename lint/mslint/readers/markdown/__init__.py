"""Reads pandoc's Markdown to a `Document`, every piece of prose with its exact place. Opens no file, runs nothing.

Two phases, as in pandoc's own reader: lines to blocks (`blocks`, `tables`, `frontmatter`), then each block's text to
pieces (`inlines`), when every link target, note and example is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from mslint.model import PLACEHOLDER, Block, Document, Piece, Source, Span
from mslint.readers.markdown import inlines
from mslint.readers.markdown.blocks import Blocks, Context
from mslint.readers.markdown.blocks import read as read_blocks
from mslint.readers.markdown.inlines import Reading
from mslint.readers.markdown.lines import Buffer, split
from mslint.readers.markdown.syntax import pattern


def read(source: Source) -> Document:
    """The manuscript as a document. Never raises for what a text contains; faults in its metadata are `problems`."""
    from mslint.readers import sections

    reading = Reading(source.text)
    blocks = Blocks(reading)
    lines = split(source.text, Span(0, len(source.text)))
    if source.text.startswith("%"):
        from mslint.readers.markdown import frontmatter

        lines = lines[frontmatter.title_block(lines, blocks) :]
    read_blocks(lines, blocks, Context())
    placed, parts = sections.build(list(_blocks(blocks)))
    return Document(
        source=source,
        format="markdown",
        blocks=placed,
        sections=parts,
        citations=tuple(sorted(reading.citations, key=lambda citation: citation.span)),
        labels=tuple(sorted(reading.labels, key=lambda label: label[1])),
        suppressions=tuple(sorted(reading.suppressions, key=lambda suppression: suppression.span)),
        problems=tuple(blocks.problems),
        meta=blocks.meta,
    )


def _blocks(blocks: Blocks) -> Iterator[Block]:
    """The blocks with their text read; a block's inline notes follow it."""
    reading = blocks.reading
    explicit = {span.start for _, span in reading.labels}
    used = dict.fromkeys((name for name, _ in reading.labels), 0)
    for raw in blocks.out:
        if raw.whole:
            yield Block(raw.kind, (Piece(raw.whole, PLACEHOLDER, "code"),), level=raw.level, row=raw.row)
            continue
        parsed = inlines.parse(raw.buffer or Buffer.of(raw.lines), reading)
        kind = "caption" if parsed.figure and raw.kind in ("paragraph", "item", "definition", "quote") else raw.kind
        block = Block(kind, parsed.pieces, level=raw.level, marker=raw.marker, row=raw.row)
        if block.text:
            yield block
            if kind == "heading" and not _has_id(reading.text, block.span.end, explicit):
                reading.labels.append((_identifier(block.text, used), block.span))
        yield from (Block("note", pieces) for pieces in parsed.notes if pieces)


def _has_id(text: str, end: int, explicit: set[int]) -> bool:
    """Whether an id is given between the end of a heading's text and the end of its line."""
    line = pattern(r"[^\r\n]*").match(text, end)
    return line is not None and any(start in explicit for start in range(end, line.end()))


def _identifier(title: str, used: dict[str, int]) -> str:
    """The id that pandoc gives to a heading without one (its extension auto_identifiers).

    `used` holds the ids so far, each with the number that was last put after it; the new one is added.
    """
    kept = "".join(char for char in title.lower() if char.isalnum() or char.isspace() or char in "_-.")
    base = pattern(r"^[\W\d_]+").sub("", "-".join(kept.split())) or "section"
    name = base
    while name in used:
        used[base] += 1
        name = f"{base}-{used[base]}"
    used[name] = 0
    return name
