"""Reads what stands before a plain text: title, subtitle, authors, affiliations, dates."""

from __future__ import annotations

from collections.abc import Sequence

from mslint.readers.plain.lines import Layout, Line
from mslint.readers.plain.people import DATE, FIELD, is_names, is_of_front
from mslint.readers.plain.state import MARK, NUMBERED, PROSE, RUN_IN, State, block_of, is_caps, is_unfinished
from mslint.readers.roles import role_of

LONGEST_TITLE = 220
"""Code points of the longest line that can be a title."""


def read_front(lines: Sequence[Line], state: State) -> int:
    """Reads title, subtitle, authors, affiliations, dates. The index of the line after them."""
    at = _course_header(lines)
    state.blocks.extend(block_of("author", [line]) for line in lines[:at])
    at = _title(lines, at, state)
    named = False
    while at < len(lines) and is_of_front(lines[at].text, named=named):
        found = FIELD.match(lines[at].text)
        skip = found.end() if found and found.end() > 2 else 0
        is_title = bool(found and found["title"]) and not state.blocks
        state.blocks.append(block_of("title" if is_title else "author", [lines[at]], skip=skip))
        named = True
        at += 1
    return at


def _course_header(lines: Sequence[Line]) -> int:
    """How many lines stand over the title of a course paper (MLA): the author, the teacher, the course, the date."""
    for at, line in enumerate(lines[:5]):
        if len(line.text) > PROSE or line.is_complete:
            return 0
        if DATE.fullmatch(line.text):
            return at + 1 if at and is_names(lines[0].text) else 0
    return 0


def _title(lines: Sequence[Line], first: int, state: State) -> int:
    if len(lines) < first + 2 or not _can_be_title(lines[first:], state.layout):
        return first
    at = first + 1
    while at < min(first + 4, len(lines)) and _goes_on_in_title(lines[at - 1], lines[at], state.layout):
        at += 1
    state.blocks.append(block_of("title", lines[first:at]))
    if at < len(lines) and _is_subtitle(lines, at):
        state.blocks.append(block_of("subtitle", [lines[at]]))
        at += 1
    return at


def _can_be_title(lines: Sequence[Line], layout: Layout) -> bool:
    text = lines[0].text
    if len(text) > LONGEST_TITLE or role_of(text) or MARK.match(text) or RUN_IN.match(text) or FIELD.match(text):
        return False
    if (
        text[-1] in ",;"
        or (text[-1] == ":" and lines[1].gap)
        or (text[-1] == "." and len(text.split()) > 3)
        or not any(map(str.isalpha, text))
    ):
        return False
    run = [line for line in lines[:3] if line is lines[0] or not line.gap]
    full = [line for line in run if not layout.is_short(line) and not line.is_complete]
    return not (layout.wrapped and len(run) == len(full) == 3)  # a paragraph


def _goes_on_in_title(a: Line, b: Line, layout: Layout) -> bool:
    if b.gap or len(b.text) > PROSE * 2 or b.text[-1] in ".,;" or role_of(b.text) or RUN_IN.match(b.text):
        return False
    if is_unfinished(a.text) or a.text[-1] in ":–—-" or b.text[0].islower():
        return True
    if is_of_front(b.text):
        return False
    return is_caps(a.text) == is_caps(b.text) and layout.wrapped and not layout.is_short(a)


def _is_subtitle(lines: Sequence[Line], at: int) -> bool:
    """Whether the line after the title goes on with it: after a colon, without a gap, or before the authors."""
    text = lines[at].text
    if len(text) > PROSE * 2 or lines[at].is_complete or role_of(text) or RUN_IN.match(text) or NUMBERED.match(text):
        return False
    if is_of_front(text):
        return False
    below = lines[at + 1].text if at + 1 < len(lines) else ""
    return lines[at - 1].text[-1] == ":" or not lines[at].gap or is_of_front(below)
