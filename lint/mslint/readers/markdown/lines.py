"""Lines of Markdown as block parsers see them: text without its indentation, which is counted in columns. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from mslint.model import Span

TAB = 4
"""Columns between tab stops, as in pandoc."""


class Line(NamedTuple):
    """One line inside its containers.

    `text` has no white space before it and no line end; "" is a blank line. `start` is the source offset of `text`,
    `indent` the columns of white space between the container's edge and it, `column` its column in the file, from 0.
    """

    text: str
    start: int
    indent: int = 0
    column: int = 0

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    def cut(self, count: int) -> Line:
        """What follows the first `count` characters of the text, as a line whose container begins there."""
        rest = self.text[count:]
        text = rest.lstrip(" \t")
        space = rest[: len(rest) - len(text)]
        before = self.column + count
        column = _advance(before, space)
        return Line(text, self.start + count + len(space), column - before, column)

    def dedent(self, columns: int) -> Line:
        """The line in a container whose edge lies so much further right; a line that is not so far in stays."""
        return self._replace(indent=self.indent - columns) if 0 < columns <= self.indent else self


def _advance(column: int, space: str) -> int:
    if "\t" not in space:
        return column + len(space)
    for char in space:
        column = column + TAB - column % TAB if char == "\t" else column + 1
    return column


def split(text: str, span: Span) -> list[Line]:
    """The lines of a stretch of source; lines end at LF, CRLF or CR."""
    found: list[Line] = []
    at = span.start
    for match in re.compile(r"\r\n|\r|\n").finditer(text, span.start, span.end):
        found.append(Line(text[at : match.start()], at).cut(0))
        at = match.end()
    if at < span.end:
        found.append(Line(text[at : span.end], at).cut(0))
    return found


class Buffer:
    """The text of one block, its lines joined by LF, and where each of its characters stands in the source.

    A segment is (text, source offset, source length): as long in the source as it is, except where one character stands
    for an escape sequence of several.
    """

    def __init__(self, segments: Sequence[tuple[str, int, int]], joint: str = "\n") -> None:
        self.text = joint.join(segment[0] for segment in segments)
        self._segments = segments
        self._starts: list[int] = []
        at = 0
        for text, _, _ in segments:
            self._starts.append(at)
            at += len(text) + len(joint)

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Buffer:
        """The buffer of these lines, white space at its end left out."""
        segments = [(line.text, line.start, len(line.text)) for line in lines]
        if segments:
            text, start, _ = segments[-1]
            text = text.rstrip(" \t")
            segments[-1] = (text, start, len(text))
        return cls(segments)

    def spans(self, start: int, end: int) -> list[tuple[Span, int, int]]:
        """The source ranges of `text[start:end]`, one a segment, each with its own range of `text`."""
        found = []
        at = bisect_right(self._starts, start) - 1
        while start < end:
            text, source, length = self._segments[at]
            base = self._starts[at]
            until = min(end, base + len(text))
            if until > start:
                whole = length != len(text)
                first = source if whole else source + start - base
                last = source + length if whole else source + until - base
                found.append((Span(first, last), start, until))
                start = until
            at += 1
            if start < end and start < self._starts[at]:  # the line end between two lines
                found.append((Span(source + length, self._segments[at][1]), start, self._starts[at]))
                start = self._starts[at]
        return found

    def span(self, start: int, end: int) -> Span:
        """The one source range from the start to the end of `text[start:end]`, which must not be empty."""
        at = bisect_right(self._starts, start) - 1
        text, source, length = self._segments[at]
        offset = source - self._starts[at]
        if length == len(text) and end - self._starts[at] <= length:
            return Span(start + offset, end + offset)
        parts = self.spans(start, end)
        return Span(parts[0][0].start, parts[-1][0].end)
