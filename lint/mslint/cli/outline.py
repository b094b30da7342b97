"""`mslint outline`: the argument of a paper as a table.
Prints what `checks.argument.outline` reads; finds no faults.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mslint.cli.common import echo
from mslint.errors import UserError

if TYPE_CHECKING:
    from mslint.checks.argument.outline import Cell, Outline
    from mslint.model import Document

SHORT = 110
"""Code points of a sentence that the text shows."""

PARTS = ("question", "objective", "hypothesis", "section", "finding", "conclusion")

OPTIONAL = ("question", "objective", "hypothesis")
"""Parts that are left out where the paper states none of them."""


@click.command()
@click.argument("path", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--format", "format_name", type=click.Choice(["text", "json", "html"]), default="text", show_default=True)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option("--config", "config_path", type=click.Path(path_type=Path), help="Use this mslint.yaml.")
def outline(path: Path, format_name: str, output: Path | None, config_path: Path | None) -> None:
    """Show the argument of FILE: question, objective, section, finding and conclusion, side by side."""
    from mslint import config, files, inputs, session
    from mslint.checks.argument.outline import outline as read_outline

    jobs, _ = inputs.jobs([path], lambda found: config.load(config_path) if config_path else found)
    if len(jobs) > 1:
        raise UserError(f"{path}: holds {len(jobs)} manuscripts; name one")
    document, _ = session.read(jobs[0])
    shown = read_outline(document)
    lines = list(RENDERED[format_name](document, shown))
    if output is None:
        echo(lines)
        return
    files.write(output, "\n".join(lines) + "\n")


class _Places:
    """Where a cell stands, for people: its line, with the file where the paper is in several."""

    def __init__(self, document: Document) -> None:
        from mslint.positions import Lines

        self._source = document.source
        self._lines = {
            part.path: Lines(document.source.text[part.span.start : part.span.end]) for part in document.source.parts
        }

    def line(self, cell: Cell) -> tuple[Path, int]:
        part = self._source.part_at(cell.span.start)
        return part.path, self._lines[part.path].position(cell.span.start - part.span.start)[0]

    def name(self, cell: Cell) -> str:
        path, line = self.line(cell)
        return f"{path}:{line}" if len(self._lines) > 1 else f"line {line}"


NOTHING = (
    "No question, objective, hypothesis or finding was found. Headings such as “Research questions”, labels such as \
“RQ1:” and sentences such as “This paper asks whether …” are read; `reading:` in mslint.yaml names other words."
)


def _cells(row: Any) -> dict[str, Sequence[Cell]]:
    """The cells of a row by the names of its columns."""
    single = {name: getattr(row, name) for name in PARTS if name != "finding"}
    cells: dict[str, Sequence[Cell]] = {name: (cell,) if cell is not None else () for name, cell in single.items()}
    return {name: row.findings if name == "finding" else cells[name] for name in PARTS}


def _shown(outline: Outline) -> list[str]:
    """The parts that a person is shown."""
    return [name for name in PARTS if name not in OPTIONAL or any(_cells(row)[name] for row in outline.rows)]


def _beside(outline: Outline) -> dict[str, Sequence[Cell]]:
    """What stands beside the matrix, by its name."""
    return {"problem": outline.problems, "claim": outline.claims, "recommendation": outline.recommendations}


# --- text ------------------------------------------------------------------------------------------------------------


def _text(document: Document, outline: Outline) -> Iterator[str]:
    if outline.is_empty:
        yield f"{document.path}: {NOTHING}"
        return
    places = _Places(document)
    shown = _shown(outline)
    yield str(document.path)
    for number, row in enumerate(outline.rows, 1):
        yield ""
        yield f"{number}."
        cells = _cells(row)
        for name in shown:
            yield from _text_cells(places, name, cells[name])
    for name, beside in _beside(outline).items():
        if beside:
            yield ""
            yield from _text_cells(places, name, beside)


def _text_cells(places: _Places, name: str, cells: Sequence[Cell]) -> Iterator[str]:
    from mslint.checks.argument.telling import short

    if not cells:
        yield f"   {name:<15}—"
    for at, cell in enumerate(cells):
        label = f"{cell.label}: " if cell.label else ""
        yield f"   {name if at == 0 else '':<15}{label}{short(cell.text, SHORT)}  ({places.name(cell)})"


# --- json ------------------------------------------------------------------------------------------------------------


def _json(document: Document, outline: Outline) -> Iterator[str]:
    places = _Places(document)

    def told(cell: Cell) -> dict[str, Any]:
        path, line = places.line(cell)
        out: dict[str, Any] = {
            "text": cell.text,
            "path": str(path),
            "line": line,
            "start": cell.span.start,
            "end": cell.span.end,
        }
        return {"label": cell.label, **out} if cell.label else out

    def row_of(row: Any) -> dict[str, Any]:
        cells = _cells(row)
        one = {name: told(cells[name][0]) if cells[name] else None for name in PARTS if name != "finding"}
        return {**one, "findings": [told(cell) for cell in cells["finding"]]}

    beside = {f"{name}s": [told(c) for c in cells] for name, cells in _beside(outline).items()}
    beside["hypotheses"] = [told(c) for c in outline.hypotheses]
    yield json.dumps(
        {"path": str(document.path), "rows": [row_of(row) for row in outline.rows], **beside},
        ensure_ascii=False,
        indent=2,
    )


# --- html ------------------------------------------------------------------------------------------------------------

STYLE = """\
:root { color-scheme: light dark; --line: #8885; --gone: #b33; }
@media (prefers-color-scheme: dark) { :root { --gone: #f88; } }
body { font: 16px/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 80rem; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .5rem .6rem; text-align: left; vertical-align: top; }
th { font-weight: 600; }
td p { margin: 0 0 .5rem; } td p:last-child { margin: 0; }
.place { opacity: .7; font-size: .85em; white-space: nowrap; }
.none { color: var(--gone); }
@media (max-width: 50rem) {
  thead { display: none; } tr { display: block; margin-bottom: 1rem; } td { display: block; }
  td::before { content: attr(data-name); display: block; font-weight: 600; }
}"""


def _html(document: Document, outline: Outline) -> Iterator[str]:
    from html import escape

    places = _Places(document)
    title = escape(f"Argument of {document.path.name}")
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>\n{STYLE}\n</style>\n</head>\n<body>\n<h1>{title}</h1>"
    if outline.is_empty:
        yield f"<p>{escape(NOTHING)}</p>"
    if outline.rows:
        shown = _shown(outline)
        heads = "".join(f"<th scope='col'>{name.capitalize()}</th>" for name in shown)
        yield f"<table>\n<thead><tr>{heads}</tr></thead>\n<tbody>"
        for row in outline.rows:
            parts = _cells(row)
            yield f"<tr>{''.join(_html_cell(places, name, parts[name]) for name in shown)}</tr>"
        yield "</tbody>\n</table>"
    for name, beside in _beside(outline).items():
        if beside:
            yield f"<h2>{name.capitalize()}</h2>\n<ul>"
            yield from (f"<li>{_html_text(places, cell)}</li>" for cell in beside)
            yield "</ul>"
    yield "</body>\n</html>"


def _html_cell(places: _Places, name: str, cells: Sequence[Cell]) -> str:
    inside = "".join(f"<p>{_html_text(places, cell)}</p>" for cell in cells) or "<span class='none'>none</span>"
    return f"<td data-name='{name.capitalize()}'>{inside}</td>"


def _html_text(places: _Places, cell: Cell) -> str:
    from html import escape

    label = f"<strong>{escape(cell.label)}</strong> " if cell.label else ""
    return f"{label}{escape(cell.text)} <span class='place'>{escape(places.name(cell))}</span>"


RENDERED = {"text": _text, "json": _json, "html": _html}
"""Each format and what gives its lines."""
