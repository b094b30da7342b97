"""Applies fixes to a text. Pure: no files. Overlapping fixes are skipped, never merged."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from mslint.model import Diagnostic, Edit, Fix, Part, Source, Span


@dataclass(frozen=True, slots=True)
class Applied:
    """A source with fixes applied, and the findings that they mended."""

    source: Source
    mended: tuple[Diagnostic, ...]


def safe(diagnostic: Diagnostic) -> Fix | None:
    """The finding's first fix, if it is safe."""
    return diagnostic.fixes[0] if diagnostic.fixes and diagnostic.fixes[0].safe else None


def any_fix(diagnostic: Diagnostic) -> Fix | None:
    """The finding's first fix, safe or not."""
    return diagnostic.fixes[0] if diagnostic.fixes else None


def apply(
    source: Source, diagnostics: Iterable[Diagnostic], choose: Callable[[Diagnostic], Fix | None] = safe
) -> Applied:
    """The source with the chosen fix of each finding, earliest place first.

    A fix whose edits touch those of one already taken, or reach out of one file into another, is left for the next
    round. Findings in other files (`Diagnostic.path`) are left out.
    """
    taken: list[Edit] = []  # sorted by place
    mended: list[Diagnostic] = []
    for diagnostic in diagnostics:
        fix = choose(diagnostic) if diagnostic.path is None else None
        if fix is None or not _fits(fix.edits, taken) or not all(_in_one_part(source, edit.span) for edit in fix.edits):
            continue
        for edit in fix.edits:
            taken.insert(bisect_left(taken, edit), edit)
        mended.append(diagnostic)
    return Applied(_edited(source, taken), tuple(mended))


def _fits(edits: Sequence[Edit], taken: Sequence[Edit]) -> bool:
    """Whether the edits touch none of those taken; the neighbours in order are enough to look at."""
    for edit in edits:
        at = bisect_left(taken, edit)
        for other in taken[max(0, at - 1) : at + 1]:
            if edit.span.start <= other.span.end and other.span.start <= edit.span.end:
                return False
    return bool(edits)


def _in_one_part(source: Source, span: Span) -> bool:
    return source.part_at(span.start).span.contains(span)


def _edited(source: Source, edits: Sequence[Edit]) -> Source:
    """The source after these edits, which are in order; each part's range moves along."""
    out: list[str] = []
    at = 0
    for edit in edits:
        out += [source.text[at : edit.span.start], edit.text]
        at = edit.span.end
    parts = []
    moved = 0
    for part in source.parts:
        grown = sum(len(e.text) - (e.span.end - e.span.start) for e in edits if _in_part(source, part, e))
        parts.append(replace(part, span=Span(part.span.start + moved, part.span.end + moved + grown)))
        moved += grown
    return Source(source.path, "".join([*out, source.text[at:]]), tuple(parts))


def _in_part(source: Source, part: Part, edit: Edit) -> bool:
    return source.part_at(edit.span.start) is part
