"""Builds the flat tuple of sections from heading blocks, for every reader. Changes no block's pieces, reads no file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from mslint.model import Block, Section


def build(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """The blocks with their `section` set, and the sections they stand in.

    A block of kind "heading" opens a section; it reaches to the next heading, and its parent is the nearest heading
    before it of a lower level (None at the top). Section 0 holds what precedes the first heading and has the role
    "front". A title that says no role takes its parent's.
    """
    from mslint.readers.roles import role_of

    edges = [at for at, block in enumerate(blocks) if block.kind == "heading"] + [len(blocks)]
    sections = [Section("", 0, "front", range(edges[0]))]
    open_above: list[int] = []
    for start, end in pairwise(edges):
        heading = blocks[start]
        while open_above and sections[open_above[-1]].level >= heading.level:
            open_above.pop()
        parent = open_above[-1] if open_above else None
        title = " ".join(heading.text.split())
        role = role_of(title) or (sections[parent].role if parent is not None else "")
        open_above.append(len(sections))
        sections.append(Section(title, heading.level, role, range(start, end), parent))
    placed = [
        block if block.section == index else replace(block, section=index)
        for index, section in enumerate(sections)
        for block in blocks[section.blocks.start : section.blocks.stop]
    ]
    return tuple(placed), tuple(sections)
