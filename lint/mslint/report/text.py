"""Findings for people: place, rule, message, the line with the words underlined, the fix. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import category

from mslint.filing import FileReport, counts
from mslint.model import Diagnostic, Fix, Related, Severity, Span
from mslint.positions import Lines
from mslint.report import Report, plural

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.SUGGESTION: "36"}  # ANSI red, yellow, cyan


def render(report: Report) -> Iterator[str]:
    yield from findings(report)
    yield from summary(report)


def findings(report: Report) -> Iterator[str]:
    """Each finding with its place, then an empty line."""
    for file in report.files:
        lines = Lines(file.text)
        for diagnostic in file.diagnostics:
            yield from _finding(file, diagnostic, lines, report)
            yield ""


def _paint(text: str, code: str, report: Report) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if report.colour else text


def _finding(file: FileReport, d: Diagnostic, lines: Lines, report: Report) -> Iterator[str]:
    line, column = lines.position(d.span.start)
    colour = COLOURS[d.severity]
    place = _paint(f"{file.path}:{line}:{column}", "1", report)
    yield f"{place}: {_paint(f'{d.severity}', f'1;{colour}', report)} {_paint(d.rule, '2', report)}"
    yield f"  {_paint(_one_line(d.message), '1', report)}"
    gutter = " " * len(str(line))
    before, marked, after = _excerpt(lines.line(line), column - 1, _end_column(d.span, lines, line), report.width - 8)
    yield f"  {_paint(f'{line} |', '2', report)} {before}{_paint(marked, f'4;{colour}', report)}{after}"
    carets = "^" * max(1, _columns(marked))
    yield f"  {_paint(f'{gutter} |', '2', report)} {' ' * _columns(before)}{_paint(carets, colour, report)}"
    for fix in d.fixes[:1]:
        yield f"  {gutter} {_paint('= fix:', '32', report)} {_told(fix)}"
    for item in d.related:
        if item.span == d.span and item.path == d.path:
            yield f"  {gutter} {_paint('= also:', '2', report)} {item.message}"
        else:
            yield f"  {gutter} {_paint('= see:', '2', report)} {_related(item, lines)}"


def _related(item: Related, lines: Lines) -> str:
    if item.path:
        return f"{item.message} ({item.path})"
    line, column = lines.position(item.span.start)
    return f"{item.message} (line {line}, column {column})"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _end_column(span: Span, lines: Lines, line: int) -> int:
    """Where the range ends on the line it starts on, from 0."""
    end_line, end_column = lines.position(span.end)
    return end_column - 1 if end_line == line else len(lines.line(line))


def _excerpt(line: str, start: int, end: int, width: int) -> tuple[str, str, str]:
    """The line's words before, in and after the range, cut to about `width` columns around it; tabs become spaces."""
    line = line.translate(_VISIBLE)
    end = min(max(end, start), len(line), start + max(width - 10, 20))
    room = max(width - (end - start), 20)
    left = max(0, start - room * 2 // 3)
    right = min(len(line), end + room - (start - left))
    before, after = line[left:start], line[end:right]
    if left > 0:
        before = "…" + before.partition(" ")[2] if " " in before[:-1] else "…" + before
    if right < len(line):
        after = (after.rpartition(" ")[0] if " " in after[1:] else after) + "…"
    return before, line[start:end], after


_VISIBLE = {
    9: " ",
    **{code: "\N{REPLACEMENT CHARACTER}" for code in range(32) if code != 9},
    0x7F: "\N{REPLACEMENT CHARACTER}",
}


def _columns(text: str) -> int:
    """Terminal columns of a text."""
    if text.isascii() or all(map(_is_narrow, text)):
        return len(text)
    from wcwidth import wcswidth

    width = wcswidth(text)
    return width if width >= 0 else len(text)


def _is_narrow(char: str) -> bool:
    """Whether the character surely takes one column, whatever stands beside it: wcwidth takes 30 ms to load."""
    near = char < "\u1100" or "\u2010" <= char <= "\u2027" or "\ue000" <= char <= "\uf8ff"
    return near and category(char)[0] != "M" and category(char) not in ("Cc", "Cf")


def _told(fix: Fix) -> str:
    """The fix in words: its title, and whether `mslint fix` makes it."""
    return f"{_one_line(fix.title)}{'' if fix.safe else ' (to be looked at: --unsafe)'}"


def summary(report: Report) -> Iterator[str]:
    """What was found, in one line, then what can be mended and what was not checked."""
    by_severity = counts(report.files)
    total = sum(by_severity.values())
    files = plural(len(report.files), "file")
    safe = sum(1 for f in report.files for d in f.diagnostics if d.fixes and d.fixes[0].safe)
    if total:
        parts = [_paint(plural(n, str(s)), f"1;{COLOURS[s]}", report) for s, n in by_severity.items() if n]
        yield f"{', '.join(parts)} in {files}"
    elif report.not_checked:
        yield f"No findings in {files}"
    elif report.narrowed or report.unchanged:
        yield f"No findings in {files}, by the rules that were asked for"
    else:
        yield f"Clean: no findings in {files}"
    if safe:
        yield f"{plural(safe, 'safe fix').replace('fixs', 'fixes')}: `mslint fix` makes {'them' if safe > 1 else 'it'}"
    if report.suppressed:
        yield f"{plural(report.suppressed, 'finding')} suppressed"
    if report.accepted:
        yield f"{plural(report.accepted, 'finding')} accepted by the baseline"
    if report.unchanged:
        yield f"{plural(report.unchanged, 'finding')} on lines that did not change"
    for line in not_checked_lines(report):
        yield _paint(line, "33", report)


def not_checked_lines(report: Report) -> Iterator[str]:
    """What was not checked and why; the same of several files in one line."""
    by_item: dict[str, list[str]] = {}
    for path, item in report.not_checked:
        by_item.setdefault(f"{item.what}: {item.why}", []).append(path)
    for told, paths in by_item.items():
        yield f"Not checked: {told}{f' ({paths[0]})' if len(paths) == 1 and paths[0] else ''}"
