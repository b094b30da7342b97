"""Lines, columns and UTF-16, for people and editors. The only place that converts code points."""

from __future__ import annotations

import re
from bisect import bisect_right

_LINE_END = re.compile(r"\r\n|\r|\n")


class Lines:
    """Line index of a text; lines end at LF, CRLF or CR."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))]

    def position(self, offset: int) -> tuple[int, int]:
        """(line, column) of a code point, both from 1; the column counts code points."""
        line = bisect_right(self.starts, offset) - 1
        return line + 1, offset - self.starts[line] + 1

    def utf16(self, offset: int) -> tuple[int, int]:
        """(line, character) of a code point, both from 0; the character counts UTF-16 units, as LSP does."""
        line = bisect_right(self.starts, offset) - 1
        start = self.starts[line]
        return line, utf16_length(self.text[start:offset])

    def line(self, number: int) -> str:
        """The text of line `number` (from 1), without its line end."""
        start = self.starts[number - 1]
        end = self.starts[number] if number < len(self.starts) else len(self.text)
        return self.text[start:end].rstrip("\r\n")


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)
