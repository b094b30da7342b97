"""Reads a list of references out of plain lines, and what stands after it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mslint.readers.plain.body import add, read_next
from mslint.readers.plain.headings import heading_at
from mslint.readers.plain.lines import Line, is_chrome
from mslint.readers.plain.people import AFFILIATION, LOOSE_NAME, is_names
from mslint.readers.plain.state import LINK, PROSE, State, block_of, is_unfinished
from mslint.readers.roles import role_of

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|\bn\.\s?d\.|\bin press\b|\bforthcoming\b", re.IGNORECASE)
_DETAILS = re.compile(r"\d+\s?\(\d+\)|\bpp?\.\s?\d|\d+[–-]\d+|\bvol\.", re.IGNORECASE)
_ENTRY_MARK = re.compile(r"(?:\[\d+\]|\(?\d{1,3}[.)]|[•●▪\uf000-\uf0ff])\s*(?=\S)")
_ENTRY = re.compile(
    r"[_—–-]{3,}"
    r"|(?:(?:de|de la|del|van|van der|van den|von|al|la|le|di|du|bin|ibn)\s+)?"
    r"[^\W\d_a-z][\w’'‐-]+(?:[ ][^\W\d_a-z][\w’'‐-]+){0,2},\s*(?:[^\W\d_a-z]\b|[^\W\d_a-z][\w’'-]+|\.)"  # Surname, I.
    r"|(?:[^\W\d_a-z]\.[\s-]?)+[^\W\d_a-z][\w’'‐-]+"  # I. Surname
    r"|[^\W\d_a-z][\w’'‐-]+ [A-Z]{1,3}[,.]"  # Surname IN,
    r"|[^\W\d_a-z][^(]{2,120}\((?:(?:1[5-9]|20)\d\d|n\.\s?d)"  # Organisation. (year)
)
_INITIAL = re.compile(r"\b[^\W\d_]\.$")


def read_references(lines: list[Line], at: int, state: State) -> int:
    """Reads the entries up to the next section, and what stands after the last of them."""
    stop = at
    while stop < len(lines) and not _ends_references(lines, stop, state):
        stop += 1
    if stop == at:
        return read_next(lines, at, state)
    last = _last_entry(lines[at:stop])
    for entry in _entries(lines[at : at + last]):
        mark = _ENTRY_MARK.match(entry[0].text)
        state.blocks.append(block_of("reference", entry, skip=mark.end() if mark else 0))
    _tail(lines[at + last : stop], state)
    return stop


def _ends_references(lines: Sequence[Line], at: int, state: State) -> bool:
    heading = heading_at(lines, at, state)
    return heading is not None and bool(role_of(lines[at].text) or (heading.style == "caps" and lines[at].gap))


def _last_entry(lines: Sequence[Line]) -> int:
    """How many of the lines belong to entries: up to the last that looks like one, and what it goes on with."""
    last = max((at for at, line in enumerate(lines) if _is_entry_like(line.text)), default=len(lines) - 1) + 1
    while 0 < last < len(lines) and _goes_on_in_entry(lines[last - 1], lines[last]):
        last += 1
    return last


def _goes_on_in_entry(a: Line, b: Line) -> bool:
    if b.gap or is_chrome(b.text):
        return False
    return b.text[0].islower() or is_unfinished(a.text) or not (a.is_complete or LOOSE_NAME.fullmatch(b.text))


def _is_entry_like(text: str) -> bool:
    if is_chrome(text):
        return False
    return bool(_YEAR.search(text) or LINK.search(text) or _DETAILS.search(text)) or (
        len(text) > 40 and _begins_entry(text)
    )


def _begins_entry(text: str) -> bool:
    mark = _ENTRY_MARK.match(text)
    return bool(mark or _ENTRY.match(text))


def _entries(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each entry: begun at a mark, a gap, the margin of a hanging indent, or an author after an end."""
    margin = min((line.indent for line in lines), default=0)
    inside = [line for line in lines if not line.gap]
    hanging = sum(line.indent > margin + 1 for line in inside) * 4 > len(inside) > 0
    entry: list[Line] = []
    for line in lines:
        if entry and _is_new_entry(entry, line, hanging=hanging, margin=margin):
            yield entry
            entry = []
        entry.append(line)
    if entry:
        yield entry


def _is_new_entry(entry: Sequence[Line], b: Line, *, hanging: bool, margin: int) -> bool:
    a = entry[-1]
    if LINK.match(b.text) or b.text[0].islower():
        return False
    if hanging and not b.gap:
        return b.indent <= margin + 1
    begins = _begins_entry(b.text)
    ended = (a.is_complete and not _INITIAL.search(a.text[-3:])) or bool(re.search(r"[\d)/]\W?$|https?://\S+$", a.text))
    if b.gap:
        return begins or (ended and not (_DETAILS.search(b.text) and not _YEAR.search(b.text)))
    return ended and begins and any(_YEAR.search(line.text) or _ENTRY_MARK.match(line.text) for line in entry)


def _tail(lines: Sequence[Line], state: State) -> None:
    """What stands after the references: the author's name, a page's chrome, or text."""
    framed = any(is_chrome(line.text) for line in lines)
    at = 0
    while at < len(lines):
        text = lines[at].text
        if is_chrome(text):
            state.blocks.append(block_of("furniture", [lines[at]]))
        elif len(text) < PROSE and (is_names(text) or LOOSE_NAME.fullmatch(text) or AFFILIATION.search(text)):
            state.blocks.append(block_of("author", [lines[at]]))
        elif framed and len(text) < PROSE:
            state.blocks.append(block_of("furniture", [lines[at]]))
        else:
            at = add("paragraph", lines, at, state)
            continue
        at += 1
