"""Tables of pandoc's Markdown: pipe, simple, multiline and grid, with their captions, as cells of lines. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

from mslint.readers.markdown import syntax
from mslint.readers.markdown.lines import Line
from mslint.readers.markdown.syntax import pattern

Row = list[list[Line]]
"""The cells of a row, each as its lines."""


class Table(NamedTuple):
    """A table: its rows, header first; its caption's lines without the word that marks it; the line after it.

    Only the cells of a grid table hold blocks.
    """

    rows: list[Row]
    caption: tuple[Line, ...]
    caption_first: bool
    end: int
    grid: bool = False


def read(lines: Sequence[Line], at: int, footers: Sequence[int], ends: Callable[[Line], bool]) -> Table | None:
    """The table that begins at line `at`, with its caption or as its caption; None if none does.

    `footers` are the lines of dashes that a blank line follows, in order; `ends` tells the line that closes the
    container, which ends a table as a blank line does.
    """
    caption = _caption(lines, at, ends)
    start = at
    if caption:
        start = _after_blanks(lines, caption[1])
    if start >= len(lines):
        return None
    found = _body(lines, start, footers, ends)
    if not found:
        return None
    rows, end = found
    grid = lines[start].text.startswith("+")
    if caption:
        return Table(rows, caption[0], True, end, grid)
    caption = _caption(lines, _after_blanks(lines, end), ends)
    return Table(rows, caption[0], False, caption[1], grid) if caption else Table(rows, (), False, end, grid)


def _after_blanks(lines: Sequence[Line], at: int) -> int:
    while at < len(lines) and not lines[at].text:
        at += 1
    return at


def _caption(lines: Sequence[Line], at: int, ends: Callable[[Line], bool]) -> tuple[tuple[Line, ...], int] | None:
    """The lines of `Table: …` or `: …`, and the line after them."""
    if at >= len(lines) or lines[at].indent > 3:
        return None
    match = pattern(r"[Tt]able:|:(?![!-/:-@\[-`{-~])").match(lines[at].text)
    if not match:
        return None
    end = at
    while end < len(lines) and lines[end].text and not ends(lines[end]):
        end += 1
    return (lines[at].cut(match.end()), *lines[at + 1 : end]), end


def _body(
    lines: Sequence[Line], at: int, footers: Sequence[int], ends: Callable[[Line], bool]
) -> tuple[list[Row], int] | None:
    line = lines[at]
    following = lines[at + 1] if at + 1 < len(lines) else None
    near = line.indent < 4
    if not line.text:
        return None
    if following and near and "|" in line.text and (found := _pipe(lines, at)):
        return found
    if _is_dashes(line) and following and following.text:
        return _multiline(lines, at, footers) or _simple(lines, at, at, footers, ends) or _rows(lines, at, footers)
    if following and _is_dashes(following) and " " in following.text.strip():
        return _simple(lines, at, at + 1, footers, ends)
    return _grid(lines, at) if near and line.text[:2] in ("+-", "+=", "+:") else None


def _is_dashes(line: Line) -> bool:
    return line.indent < 4 and line.text.startswith("-") and not line.text.strip("- \t")


# Pipe tables


def _pipe(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    ruler = lines[at + 1]
    if ruler.indent > 3 or not pattern(r"\|?[ \t]*:?-+:?[ \t]*(?:[|+][ \t]*:?-+:?[ \t]*)*+\|?[ \t]*$").match(
        ruler.text
    ):
        return None
    text = ruler.text.strip(" \t")
    count = len(pattern(r"-+").findall(text))
    if count == 1 and "|" not in text:
        return None
    header = _pipe_cells(lines[at])
    if header is None:
        return None
    rows = [header[:count]]
    end = at + 2
    while end < len(lines) and "|" in lines[end].text:
        row = _pipe_cells(lines[end])
        if row is None:
            break
        rows.append(row[:count])
        end += 1
    return rows, end


def _pipe_cells(line: Line) -> Row | None:
    """The cells between bars; a bar in code, math, a tag or after a backslash is none. None if it is no row."""
    text = line.text.rstrip(" \t")
    look = syntax.Text(text)
    at = start = 1 if text.startswith("|") else 0
    cells = []
    special = pattern(r"[\\`$<|]")
    while match := special.search(text, at):
        at = match.start()
        if match.group() != "|":
            at = look.opaque(at, len(text)) or at + 1
            continue
        cells.append(_slice(line, start, at))
        start = at = at + 1
    if start < len(text):
        cells.append(_slice(line, start, len(text)))
    return None if len(cells) == 1 and "|" not in (text[0], text[-1]) else cells


def _slice(line: Line, start: int, end: int) -> list[Line]:
    """Part of a line as the only line of a cell."""
    return [line._replace(text=line.text[:end].rstrip(" \t")).cut(start)._replace(indent=0)]


# Simple and multiline tables


def _columns(line: Line) -> list[int]:
    """Where the columns of a line of dashes begin, counted from the container's edge."""
    return [line.indent + match.start() for match in pattern(r"-+").finditer(line.text)]


def _cut(line: Line, starts: Sequence[int]) -> Row:
    """A line's text column by column; what stands before the first column belongs to none."""
    cells: Row = []
    for index, start in enumerate(starts):
        end = starts[index + 1] - line.indent if index + 1 < len(starts) else len(line.text)
        first = max(start - line.indent, 0)
        cells.append(_slice(line, first, max(end, first)))
    return cells


def _simple(
    lines: Sequence[Line], at: int, ruler: int, footers: Sequence[int], ends: Callable[[Line], bool]
) -> tuple[list[Row], int] | None:
    """A table of one line a row: a header over its ruler, or a ruler alone and dashes after it."""
    starts = _columns(lines[ruler])
    rows = [_cut(lines[at], starts)] if at < ruler else []
    closing = set(footers[bisect_left(footers, ruler + 1) : bisect_left(footers, ruler + 1) + 1])
    end = ruler + 1
    while end < len(lines) and lines[end].text and end not in closing and not ends(lines[end]):
        rows.append(_cut(lines[end], starts))
        end += 1
    if end == ruler + 1 or (at == ruler and end not in closing):
        return None
    return rows, end + 1 if end in closing else end


def _multiline(lines: Sequence[Line], at: int, footers: Sequence[int]) -> tuple[list[Row], int] | None:
    """Dashes, header, ruler, rows with blank lines between them, dashes."""
    ruler = at + 1
    while ruler < len(lines) and not _is_dashes(lines[ruler]):
        ruler += 1
    if ruler >= len(lines) or ruler + 1 >= len(lines) or not lines[ruler + 1].text:
        return None
    found = _rows(lines, ruler, footers)
    if not found:
        return None
    return [_merge(lines[at + 1 : ruler], _columns(lines[ruler])), *found[0]], found[1]


def _rows(lines: Sequence[Line], ruler: int, footers: Sequence[int]) -> tuple[list[Row], int] | None:
    index = bisect_left(footers, ruler + 1)
    if index == len(footers):
        return None
    footer = footers[index]
    starts = _columns(lines[ruler])
    rows: list[Row] = []
    at = ruler + 1
    while at < footer:
        end = at
        while end < footer and lines[end].text:
            end += 1
        if end > at:
            rows.append(_merge(lines[at:end], starts))
        at = end + 1
    return (rows, footer + 1) if rows else None


def _merge(lines: Sequence[Line], starts: Sequence[int]) -> Row:
    """The lines of one row, column by column."""
    row: Row = [[] for _ in starts]
    for line in lines:
        if line.text:
            for cell, part in zip(row, _cut(line, starts), strict=True):
                cell.extend(piece for piece in part if piece.text)
    return row


# Grid tables


def _grid(lines: Sequence[Line], at: int) -> tuple[list[Row], int] | None:
    """A table drawn with `+`, `-`, `=` and `|`; cells may span rows and columns, and hold blocks."""
    if not pattern(r"\+[-=:+]+\+[ \t]*$").match(lines[at].text):
        return None
    end = at
    while end < len(lines) and lines[end].text[:1] in ("+", "|") and lines[end].indent == lines[at].indent:
        end += 1
    rows = _grid_rows([_drawn(line.text.rstrip(" \t")) for line in lines[at:end]], lines[at:end])
    return (rows, end) if rows else None


def _drawn(text: str) -> str:
    """A line one character a column: a second NUL for what is two columns wide, nothing for what has no width."""
    if text.isascii():
        return text
    return "".join(char * (_width(char) > 0) + "\0" * (_width(char) - 1) for char in text)


def _width(char: str) -> int:
    from unicodedata import category, east_asian_width

    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in ("W", "F") else 1


def _offset(text: str, column: int) -> int:
    """The offset in a line's text of the character at a column of its drawing."""
    if text.isascii():
        return column
    at = 0
    for offset, char in enumerate(text):
        if at >= column and _width(char):
            return offset
        at += _width(char)
    return len(text)


def _grid_rows(grid: Sequence[str], lines: Sequence[Line]) -> list[Row]:
    """The cells in reading order, those that begin on one line as one row; empty if the drawing does not hold."""
    width = len(grid[0])
    if any(len(line) != width for line in grid) or grid[-1][:1] != "+":
        return []
    done = [0] * width  # the row down to which each column is covered
    rows: dict[int, Row] = {}
    corners = {(0, 0)}
    limit = len(grid) * width
    while corners and limit:
        limit -= 1
        top, left = min(corners)
        corners.remove((top, left))
        if top >= len(grid) - 1 or left >= width - 1 or done[left] > top:
            continue
        cell = _trace(grid, top, left)
        if not cell:
            continue
        bottom, right = cell
        done[left:right] = [bottom] * (right - left)
        corners |= {(top, right), (bottom, left)}
        inside = [_within(line, left + 1, right) for line in lines[top + 1 : bottom]]
        rows.setdefault(top, []).append(_shifted(inside))
    complete = all(covered == len(grid) - 1 for covered in done[: width - 1])
    return [rows[top] for top in sorted(rows)] if complete else []


def _within(line: Line, left: int, right: int) -> Line:
    """What stands between two columns of a line."""
    start, end = _offset(line.text, left), _offset(line.text, right)
    return line._replace(text=line.text[:end].rstrip(" \t")).cut(start)


def _shifted(cell: list[Line]) -> list[Line]:
    """A cell's lines without the indentation that all of them have."""
    common = min((line.indent for line in cell if line.text), default=0)
    return [line.dedent(common) for line in cell]


def _trace(grid: Sequence[str], top: int, left: int) -> tuple[int, int] | None:
    """Bottom and right of the smallest cell whose upper left corner is here."""
    if grid[top][left] != "+":
        return None
    for right in range(left + 1, len(grid[0])):
        char = grid[top][right]
        if char not in "+-=:":
            return None
        if char != "+":
            continue
        bottom = _trace_down(grid, top, left, right)
        if bottom is not None:
            return bottom, right
    return None


def _trace_down(grid: Sequence[str], top: int, left: int, right: int) -> int | None:
    for bottom in range(top + 1, len(grid)):
        if grid[bottom][right] not in "+|" or grid[bottom][left] not in "+|":
            return None
        edge = grid[bottom][left : right + 1]
        if edge[0] == edge[-1] == "+" and len(edge) > 2 and not edge.strip("+-=:"):
            return bottom
    return None
