"""Reads a bibliography's text (.bib, CSL JSON, CSL YAML) to references. Opens no file.

BibTeX is read by `bibtexparser` 2, which goes on after a broken entry and tells its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from mslint.errors import UserError
from mslint.model import Bibliography, Diagnostic, Reference, Severity, Span
from mslint.positions import Lines

BROKEN = "references.broken-entry"
DUPLICATE = "references.duplicate-key"
SUFFIXES = (".bib", ".bibtex", ".json", ".yaml", ".yml")


def read(path: Path, text: str) -> Bibliography:
    """The entries of a bibliography; what cannot be read is a problem at its place. UserError for other kinds."""
    if path.suffix in (".bib", ".bibtex"):
        return _bibtex(path, text)
    if path.suffix in (".json", ".yaml", ".yml"):
        return _csl(path, text)
    raise UserError(f"{path}: bibliographies of this kind are not read yet; mslint reads {', '.join(SUFFIXES)}")


def _bibtex(path: Path, text: str) -> Bibliography:
    import logging

    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import DuplicateBlockKeyBlock

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # it tells of each bad entry; so do we
    library = parse_string(text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = Lines(text)
    references: list[Reference] = []
    problems: list[Diagnostic] = []
    for entry in library.entries:
        at = _line(lines, entry.start_line)
        references.append(_reference(entry, _find(text, entry.key, at)))
    for block in library.failed_blocks:
        at = _line(lines, block.start_line)
        if isinstance(block, DuplicateBlockKeyBlock):
            span = _find(text, block.key, at)
            message = f"The key “{block.key}” stands twice in the bibliography; only its first entry is used."
            problems.append(Diagnostic(DUPLICATE, span, message, Severity.ERROR, path=path))
        else:
            message = f"This entry cannot be read: {_reason(block)}"
            problems.append(Diagnostic(BROKEN, _first_line(lines, at), message, Severity.ERROR, path=path))
    return Bibliography(path, text, tuple(references), tuple(problems))


def _reason(block: Any) -> str:
    words = " ".join(str(block.error).split())
    return (words[:120] + "…" if len(words) > 120 else words).rstrip(".") + "."


def _line(lines: Lines, number: int | None) -> int:
    """The offset where line `number` (from 0) starts."""
    return lines.starts[min(number or 0, len(lines.starts) - 1)]


def _first_line(lines: Lines, at: int) -> Span:
    line, _ = lines.position(at)
    return Span(at, at + max(len(lines.line(line)), 1))


def _find(text: str, key: str, at: int) -> Span:
    """Where the key stands, at or after an offset."""
    start = text.find(key, at)
    return Span(start, start + len(key)) if start >= 0 else Span(at, at)


def _plain(value: str) -> str:
    """A field's text as it is read: TeX's accents as letters, without braces and commands."""
    if "\\" in value:
        value = _latex().latex_to_text(value)
    return " ".join(value.replace("{", "").replace("}", "").split())


@cache
def _latex() -> Any:
    import logging

    from pylatexenc.latex2text import LatexNodes2Text

    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)  # odd TeX in a title is not worth a word
    return LatexNodes2Text()


def _reference(entry: Any, span: Span) -> Reference:
    fields = {name.lower(): str(field.value) for name, field in entry.fields_dict.items()}

    def get(*names: str) -> str:
        return next((_plain(fields[name]) for name in names if name in fields), "")

    return Reference(
        span,
        tuple(
            _surname(name) for name in re.split(r"\s+and\s+", fields.get("author", fields.get("editor", ""))) if name
        ),
        get("year", "date")[:4],
        get("title"),
        get("journal", "journaltitle", "booktitle", "publisher"),
        get("doi"),
        entry.key,
        entry.entry_type.lower(),
    )


def _surname(name: str) -> str:
    """The family name of a BibTeX name: before the comma, or the last word; a braced name whole."""
    name = name.strip()
    if name.startswith("{") and name.endswith("}"):
        return _plain(name)
    return _plain(name.partition(",")[0] if "," in name else name.rpartition(" ")[2])


def _csl(path: Path, text: str) -> Bibliography:
    import json

    from mslint import yamlio

    try:
        data = json.loads(text) if path.suffix == ".json" else yamlio.parse(text, path)
    except (ValueError, UserError) as error:
        line = getattr(error, "lineno", 1)
        message = f"This bibliography cannot be read: {str(error).removeprefix(f'{path}:')}"
        lines = Lines(text)
        problem = Diagnostic(BROKEN, _first_line(lines, _line(lines, line - 1)), message, Severity.ERROR, path=path)
        return Bibliography(path, text, (), (problem,))
    items = data.get("references", []) if isinstance(data, dict) else data
    return Bibliography(path, text, tuple(csl_references(items, text)))


def csl_references(items: Any, text: str) -> Iterator[Reference]:
    """References from a list of CSL items; each has its place in `text` at its id. What is no item is left out."""
    at = 0
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict) or "id" not in item:
            continue
        key = str(item["id"])
        span = _find(text, key, at)
        at = span.end
        people = item.get("author") or item.get("editor") or []
        names = [p.get("family") or p.get("literal") or "" for p in people if isinstance(p, dict)]
        yield Reference(
            span,
            tuple(str(name) for name in names if name),
            _csl_year(item.get("issued")),
            str(item.get("title", "")),
            str(item.get("container-title", "")),
            str(item.get("DOI", "")),
            key,
            str(item.get("type", "")),
        )


def _csl_year(issued: Any) -> str:
    if isinstance(issued, dict):
        parts = issued.get("date-parts")
        if isinstance(parts, list) and parts and isinstance(parts[0], list) and parts[0]:
            return str(parts[0][0])
        issued = issued.get("raw") or issued.get("literal") or issued.get("year") or ""
    if isinstance(issued, list) and issued and isinstance(issued[0], dict):
        issued = issued[0].get("year", "")
    match = re.search(r"\d{4}", str(issued or ""))
    return match.group() if match else ""
