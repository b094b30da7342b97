"""The reference table: each entry with the places that cite it and the findings on it. Pure; prints nothing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mslint.checks import citations, references
from mslint.checks.reconcile import reconcile
from mslint.model import Citation, Diagnostic, Document, Reference
from mslint.positions import Lines


@dataclass(frozen=True, slots=True)
class Row:
    """An entry with the citations of it and the findings on it."""

    reference: Reference
    path: Path | None
    line: int
    citations: tuple[Citation, ...]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The entries in order, and the citations that belong to none."""

    rows: tuple[Row, ...]
    unmatched: tuple[Citation, ...]


def table(document: Document) -> Table:
    """The document's references, typed ones first, against its citations."""
    found = [*references.check(document), *citations.check(document)]
    reconciled = reconcile(document)
    known = {id(reference) for reference in reconciled.references}
    by_key: dict[str, list[Citation]] = {}
    for citation in document.citations:
        if citation.key:
            by_key.setdefault(citation.key, []).append(citation)
    rows: list[Row] = []
    lists: list[tuple[Path | None, str, tuple[Reference, ...]]] = [(None, document.text, document.references)]
    lists += [(b.path, b.text, b.references) for b in document.bibliographies]
    for path, text, entries in lists:
        lines = Lines(text)
        here = [d for d in found if d.path == path and d.rule.startswith("references.")]
        for entry, problems in zip(entries, _by_entry(entries, here), strict=True):
            cited = [*(reconciled.citations_of(entry) if id(entry) in known else ()), *by_key.get(entry.key, ())]
            cited.sort(key=lambda citation: citation.span)
            line = lines.position(entry.span.start)[0]
            rows.append(Row(entry, path, line, tuple(cited), problems))
    keys = {row.reference.key for row in rows if row.reference.key}
    unmatched = (
        [match.citation for match in reconciled.matches if not match.references] if reconciled.references else []
    )
    unmatched += [c for key, cited in by_key.items() if key not in keys for c in cited]
    return Table(tuple(rows), tuple(sorted(unmatched, key=lambda citation: citation.span)))


def _by_entry(entries: Sequence[Reference], found: Sequence[Diagnostic]) -> Iterator[tuple[Diagnostic, ...]]:
    """The findings that lie in each entry: in its span, or from its key to the next."""
    order = sorted(range(len(entries)), key=lambda at: entries[at].span)
    starts = [entries[at].span.start for at in order]
    held: dict[int, list[Diagnostic]] = {}
    for diagnostic in sorted(found, key=lambda d: d.span):
        place = bisect_right(starts, diagnostic.span.start) - 1
        if place >= 0:
            held.setdefault(order[place], []).append(diagnostic)
    return (tuple(held.get(at, ())) for at in range(len(entries)))
