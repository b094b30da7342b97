"""`mslint references`: the reference list against the citations, and the list as a .bib file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mslint.cli.common import echo, has_colour
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.inputs import Job
    from mslint.model import Citation, Diagnostic, Document, Reference, Span


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-")
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="What “-” is to be read as.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show the list.")
@click.option("--export", type=click.Choice(["bib"]), help="Write the typed list as a bibliography instead.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the bibliography to this file.")
def references(file: Path, stdin_filename: Path | None, form: str, export: str | None, output: Path | None) -> None:
    """List a paper's references: where each is cited, how often, and what is wrong with it."""
    from mslint import session

    if output and not export:
        raise UserError("--output goes with --export bib")
    document, _ = session.read(_job(file, stdin_filename))
    if export:
        _export(document, output)
        return
    table = _table(document)
    if form == "json":
        click.echo(_json(document, table))
    else:
        echo(_text(document, table))


def _job(file: Path, stdin_filename: Path | None) -> Job:
    from mslint import inputs

    if file == Path("-"):
        return inputs.from_text(sys.stdin.buffer.read(), stdin_filename or Path("stdin.md"))
    found, _ = inputs.jobs([file])
    if len(found) > 1:
        raise UserError(f"{file}: holds {len(found)} manuscripts; name one")
    return found[0]


# --- export ----------------------------------------------------------------------------------------------------------


def _export(document: Document, output: Path | None) -> None:
    from mslint import files
    from mslint.bibtex import bibtex

    typed = [r for r in document.references if not r.key]
    if not typed:
        raise UserError(f"{document.path}: has no typed reference list to export")
    text = "\n".join(bibtex((r, document.text[r.span.start : r.span.end]) for r in typed))
    if output is None:
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    files.write(output, text)
    click.echo(f"{len(typed)} references written to {output}", err=True)


# --- the table -------------------------------------------------------------------------------------------------------


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


def _table(document: Document) -> Table:
    from mslint.checks import citations, references
    from mslint.checks.reconcile import reconcile
    from mslint.positions import Lines

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
    from bisect import bisect_right

    order = sorted(range(len(entries)), key=lambda at: entries[at].span)
    starts = [entries[at].span.start for at in order]
    held: dict[int, list[Diagnostic]] = {}
    for diagnostic in sorted(found, key=lambda d: d.span):
        place = bisect_right(starts, diagnostic.span.start) - 1
        if place >= 0:
            held.setdefault(order[place], []).append(diagnostic)
    return (tuple(held.get(at, ())) for at in range(len(entries)))


def _text(document: Document, table: Table) -> Iterator[str]:
    import shutil

    from mslint.checks.references.common import label
    from mslint.report import plural

    width = max(shutil.get_terminal_size((100, 24)).columns, 40)
    if not table.rows:
        yield f"{document.path}: no reference list and no bibliography entry found"
    place = _Places(document)
    for row in table.rows:
        count = len(row.citations)
        told = f"{count}×" if count else "–"
        yield _cut(f"{told:>4}  {_paint(label(row.reference), '1')}  {row.reference.title}", width)
        if row.citations:
            where = ", ".join(dict.fromkeys(place(c.span) for c in row.citations))
            yield f"      {_paint('cited in', '2')} line{'s' if ',' in where else ''} {where}"
        for problem in row.problems:
            colour = {3: "31", 2: "33"}.get(int(problem.severity), "36")
            yield f"      {_paint(f'{problem.severity}', colour)} {problem.message}"
    if table.unmatched:
        yield ""
        yield _paint("Cited, and not in the list", "1")
        for citation in table.unmatched:
            words = " ".join(document.text[citation.span.start : citation.span.end].split())
            yield _cut(f"      line {place(citation.span)}  {words}", width)
    for problem in _problems(document):
        yield f"{_paint(str(problem.severity), '31')} {problem.message}"
    if table.rows:
        never = sum(not row.citations for row in table.rows)
        problems = sum(len(row.problems) for row in table.rows)
        yield ""
        yield (
            f"{plural(len(table.rows), 'reference')}, {never} never cited, {plural(problems, 'problem')}; "
            f"{plural(len(table.unmatched), 'citation')} without reference"
        )


def _problems(document: Document) -> list[Diagnostic]:
    """What is wrong with the bibliographies themselves: files that are missing, entries that cannot be read."""
    found = [*document.problems, *(p for b in document.bibliographies for p in b.problems)]
    return [problem for problem in found if problem.rule.startswith("references.")]


class _Places:
    """Lines of places in a document, its line ends counted once."""

    def __init__(self, document: Document) -> None:
        from mslint.positions import Lines

        self._source = document.source
        self._lines = {p.span.start: Lines(document.text[p.span.start : p.span.end]) for p in document.source.parts}

    def __call__(self, span: Span) -> str:
        """The line, with its file where the paper is of several."""
        path, line = self.at(span)
        return str(line) if len(self._source.parts) == 1 else f"{path}:{line}"

    def at(self, span: Span) -> tuple[Path, int]:
        """The file and the line in it, from 1."""
        part = self._source.part_at(span.start)
        return part.path, self._lines[part.span.start].position(span.start - part.span.start)[0]


def _paint(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if has_colour() else text


def _cut(line: str, width: int) -> str:
    """The line cut to so many terminal columns; colours take none."""
    import re

    from wcwidth import wcwidth

    out: list[str] = []
    used = 0
    for piece in re.split(r"(\x1b\[\d+m)", line):
        if piece.startswith("\x1b["):
            out.append(piece)
            continue
        for char in piece:
            char = char if char.isprintable() else " "
            wide = max(wcwidth(char), 0)
            if used + wide > width - 1:
                return "".join(out) + "…" + ("\x1b[0m" if "\x1b[" in line else "")
            out.append(char)
            used += wide
    return "".join(out)


def _json(document: Document, table: Table) -> str:
    import json

    place = _Places(document)

    def cited(citation: Citation) -> dict[str, Any]:
        words = document.text[citation.span.start : citation.span.end]
        path, line = place.at(citation.span)
        return {"path": str(path), "line": line, "start": citation.span.start, "end": citation.span.end, "text": words}

    def row_of(row: Row) -> dict[str, Any]:
        r = row.reference
        return {
            "key": r.key,
            "number": r.number,
            "names": list(r.names),
            "given": list(r.given),
            "year": r.year + r.suffix,
            "title": r.title,
            "container": r.container,
            "doi": r.doi,
            "kind": r.kind,
            "style": r.style,
            "fields": dict(r.fields),
            "path": str(row.path or document.path),
            "line": row.line,
            "start": r.span.start,
            "end": r.span.end,
            "cited": [cited(c) for c in row.citations],
            "problems": [
                {
                    "rule": d.rule,
                    "severity": str(d.severity),
                    "message": d.message,
                    "start": d.span.start,
                    "end": d.span.end,
                }
                for d in row.problems
            ],
        }

    out = {
        "references": [row_of(row) for row in table.rows],
        "unmatched": [cited(c) for c in table.unmatched],
        "problems": [{"rule": p.rule, "severity": str(p.severity), "message": p.message} for p in _problems(document)],
    }
    return json.dumps(out, ensure_ascii=False, indent=2)
