"""`mslint references`: the reference list against the citations, and the list as a .bib file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mslint.cli.common import echo, has_colour
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.checks.references.table import Row, Table
    from mslint.inputs import Job
    from mslint.model import Citation, Diagnostic, Document, Span


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|-")
@click.option("--stdin-filename", type=click.Path(path_type=Path), help="What “-” is to be read as.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to show the list.")
@click.option("--export", type=click.Choice(["bib"]), help="Write the typed list as a bibliography instead.")
@click.option("--output", "-o", type=click.Path(path_type=Path), help="Write the bibliography to this file.")
def references(file: Path, stdin_filename: Path | None, form: str, export: str | None, output: Path | None) -> None:
    """List a paper's references: where each is cited, how often, and what is wrong with it."""
    from mslint import session
    from mslint.checks.references.table import table as read_table

    if output and not export:
        raise UserError("--output goes with --export bib")
    document, _ = session.read(_job(file, stdin_filename))
    if export:
        _export(document, output)
        return
    table = read_table(document)
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
