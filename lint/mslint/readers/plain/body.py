"""Reads the text proper: paragraphs, items, captions, tables, and the headings between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from mslint.readers.plain.headings import Heading, add_heading, heading_at
from mslint.readers.plain.lines import Line
from mslint.readers.plain.lists import item_count, mark_of
from mslint.readers.plain.state import CAPTION, COLUMNS, LISTED, MARK, RUN_IN, State, block_of, is_unfinished


def read_next(lines: list[Line], at: int, state: State) -> int:
    """Reads the block that begins at this line. The index of the line after it."""
    heading = heading_at(lines, at, state)
    if heading:
        return add_heading(lines, at, heading, state)
    run_in = RUN_IN.match(lines[at].text)
    if run_in and state.role in ("front", "abstract", "keywords"):
        return _add_run_in(lines, at, run_in, state)
    rows = _rows(lines, at)
    if rows:
        return _add_cells(lines, at, rows, state)
    mark = mark_of(lines, at, state)
    if mark:
        return _add_item(lines, at, mark, state)
    if CAPTION.match(lines[at].text):
        return add("caption", lines, at, state)
    state.item = ("", 0)
    return add("paragraph", lines, at, state)


def add(kind: str, lines: Sequence[Line], at: int, state: State, *, skip: int = 0, level: int = 0) -> int:
    """Adds the block that begins at this line, its mark of `skip` code points. The index of the line after it."""
    stop = at + 1
    while stop < len(lines) and _goes_on(lines, stop, kind, state):
        stop += 1
    state.blocks.append(block_of(kind, lines[at:stop], skip=skip, level=level))
    state.indents[lines[at].start] = min(line.indent for line in lines[at:stop])
    return stop


def _goes_on(lines: Sequence[Line], at: int, kind: str, state: State) -> bool:
    """Whether the line goes on with the block of the line before."""
    a, b, layout = lines[at - 1], lines[at], state.layout
    if b.gap:
        return False
    ended = a.is_complete or a.text[-1] in ":;"
    if (ended or kind == "item" or layout.is_short(a)) and MARK.match(b.text):
        return False
    if not layout.wrapped:
        return not ended and (b.text[0].islower() or is_unfinished(a.text))
    if kind in ("caption", "keywords") and layout.is_short(a):
        return False
    if ended and (RUN_IN.match(b.text) or CAPTION.match(b.text)):
        return False
    if (ended or layout.is_short(a)) and heading_at(lines, at, state):
        return False
    if ended and kind != "item" and b.indent > a.indent + 1:
        return False
    begins = not b.text[0].islower()
    if state.role in LISTED and begins and (ended or layout.is_short(a)):
        return False
    return layout.ragged or not (ended and begins and layout.is_short(a))


def _add_run_in(lines: list[Line], at: int, run_in: re.Match[str], state: State) -> int:
    """“Abstract: This paper …” is a heading and its text; “Keywords: …” a block with the word as marker."""
    if run_in["keys"]:
        return add("keywords", lines, at, state, skip=run_in.end())
    label = replace(lines[at], text=run_in[0].rstrip())
    add_heading([label], 0, Heading("name"), state)
    lines[at] = replace(lines[at], start=lines[at].start + run_in.end(), text=lines[at].text[run_in.end() :])
    return add("paragraph", lines, at, state)


def _add_item(lines: Sequence[Line], at: int, mark: re.Match[str], state: State) -> int:
    if not state.blocks or state.blocks[-1].kind != "item":
        state.list_indent = lines[at].indent
    state.item = item_count(mark["number"]) if mark["number"] else ("bullet", 0)
    level = 2 if lines[at].indent > state.list_indent + 1 else 1
    return add("item", lines, at, state, skip=mark.end(), level=level)


def _rows(lines: Sequence[Line], at: int) -> int:
    """How many lines from here are rows of a table: two with tabs in them, or three with wide spaces."""
    rows = 0
    while at + rows < len(lines) and COLUMNS.search(lines[at + rows].text) and not MARK.match(lines[at + rows].text):
        rows += 1
    return rows if rows > 2 or (rows == 2 and "\t" in lines[at].text) else 0


def _add_cells(lines: Sequence[Line], at: int, rows: int, state: State) -> int:
    for line in lines[at : at + rows]:
        start = 0
        for text in COLUMNS.split(line.text):
            start = line.text.index(text, start)
            state.blocks.append(block_of("cell", [replace(line, start=line.start + start, text=text)], row=state.row))
            start += len(text)
        state.row += 1
    return at + rows
