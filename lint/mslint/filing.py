"""Sorts the findings on a source into its files, with positions in each file's own text. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mslint.model import Diagnostic, Edit, Part, Related, Severity, Source, Span


@dataclass(frozen=True, slots=True)
class FileReport:
    """The findings in one file, positions in that file's text."""

    path: Path
    text: str
    diagnostics: tuple[Diagnostic, ...]


def by_file(
    source: Source, diagnostics: Sequence[Diagnostic], others: Sequence[tuple[Path, str]] = ()
) -> Iterator[FileReport]:
    """A report for each part of the source, then for each other file (path, text) that findings are in."""
    for part in source.parts:
        own = [d for d in diagnostics if d.path is None and source.part_at(d.span.start) is part]
        yield FileReport(
            part.path, source.text[part.span.start : part.span.end], tuple(_moved(source, part, d) for d in own)
        )
    for path, text in others:
        own = [replace(d, path=None) for d in diagnostics if d.path == path]
        if own:
            yield FileReport(path, text, tuple(own))


def _moved(source: Source, part: Part, diagnostic: Diagnostic) -> Diagnostic:
    """The diagnostic with positions in its own file's text; a fix that reaches into another file is left out."""
    if len(source.parts) == 1:
        return diagnostic
    shift = part.span.start

    def related(item: Related) -> Related:
        if item.path is not None:
            return item
        home = source.part_at(item.span.start)
        span = Span(item.span.start - home.span.start, item.span.end - home.span.start)
        return replace(item, span=span, path=None if home is part else home.path)

    return replace(
        diagnostic,
        span=Span(diagnostic.span.start - shift, diagnostic.span.end - shift),
        fixes=tuple(
            replace(fix, edits=tuple(Edit(Span(e.span.start - shift, e.span.end - shift), e.text) for e in fix.edits))
            for fix in diagnostic.fixes
            if all(part.span.contains(edit.span) for edit in fix.edits)
        ),
        related=tuple(related(item) for item in diagnostic.related),
    )


def counts(reports: Iterable[FileReport]) -> dict[Severity, int]:
    """Findings by severity, gravest first."""
    out = dict.fromkeys(sorted(Severity, reverse=True), 0)
    for report in reports:
        for diagnostic in report.diagnostics:
            out[diagnostic.severity] += 1
    return out
