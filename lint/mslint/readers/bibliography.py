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
        references.append(_reference(entry, _find(text, entry.key, at), text, lines))
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


def _reference(entry: Any, span: Span, text: str, lines: Lines) -> Reference:
    raw = {name.lower(): str(field.value) for name, field in entry.fields_dict.items()}
    fields = {name: _plain(value) for name, value in raw.items()}

    def get(*names: str) -> str:
        return next((fields[name] for name in names if name in fields), "")

    people = [name for name in _PEOPLE_APART.split(raw.get("author") or raw.get("editor", "")) if name.strip()]
    parsed = [_name(name) for name in people if name.strip().lower() != "others"]
    year = get("year", "date")
    return Reference(
        span,
        tuple(surname for surname, _ in parsed),
        _year(year),
        get("title"),
        get("journal", "journaltitle", "booktitle", "publisher"),
        get("doi"),
        entry.key,
        entry.entry_type.lower(),
        suffix=year[4:] if re.fullmatch(r"\d{4}[a-z]", year) else "",
        given=tuple(given for _, given in parsed),
        et_al=len(parsed) < len(people),
        fields={_BIBTEX.get(name, name): value for name, value in fields.items()},
        parts=_places(entry, text, lines, span.end),
    )


def _year(text: str) -> str:
    """Four digits, "n.d.", "in press", or what stands there for a year."""
    word = text.lower()
    if word in ("in press", "forthcoming", "to appear"):
        return "in press"
    return "n.d." if word in ("n.d.", "n. d.", "nd") else text[:4]


_PEOPLE_APART = re.compile(r"\s+and\s+")
_BIBTEX = {"journaltitle": "journal", "location": "address"}
"""BibLaTeX's names for fields that BibTeX has too."""


def _places(entry: Any, text: str, lines: Lines, at: int) -> dict[str, Span]:
    """Where each field's value stands in the file, its delimiters left out; one that is made of parts is left out."""
    out: dict[str, Span] = {}
    for name, field in entry.fields_dict.items():
        start = text.find(str(field.value), max(at, _line(lines, field.start_line)))
        if start >= 0 and text.count("\n", at, start) < 200:
            out[_BIBTEX.get(name.lower(), name.lower())] = Span(start, start + len(str(field.value)))
    return out


def _name(name: str) -> tuple[str, str]:
    """Family name with its particles, and given names, of a BibTeX name (“Last, First”, “Last, Jr, First”, “First von
    Last”); a braced name whole."""
    name = " ".join(name.split())
    if name.startswith("{") and name.endswith("}") and "}" not in name[:-1]:
        return _plain(name), ""
    if "," in name:
        last, _, first = name.partition(",")
        return _plain(last), _plain(first.rpartition(",")[2] if "," in first else first)
    words = _outside_braces(name)
    at = len(words) - 1
    while at > 1 and words[at - 1][:1].islower():
        at -= 1
    return _plain(" ".join(words[at:])), _plain(" ".join(words[:at]))


def _outside_braces(name: str) -> list[str]:
    """The words of a name; what stands in braces is one word."""
    words: list[str] = []
    depth = 0
    for word in name.split(" "):
        if depth and words:
            words[-1] += " " + word
        else:
            words.append(word)
        depth += word.count("{") - word.count("}")
    return words


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
        people = [p for p in item.get("author") or item.get("editor") or [] if isinstance(p, dict)]
        names = [(_csl_family(p), str(p.get("given") or "")) for p in people]
        names = [(family, given) for family, given in names if family]
        yield Reference(
            span,
            tuple(family for family, _ in names),
            _csl_year(item.get("issued")),
            str(item.get("title", "")),
            str(item.get("container-title", "")),
            str(item.get("DOI", "")),
            key,
            str(item.get("type", "")),
            given=tuple(given for _, given in names),
            fields={ours: str(item[theirs]) for theirs, ours in _CSL_FIELDS.items() if item.get(theirs)},
        )


_CSL_FIELDS = {
    "volume": "volume",
    "issue": "number",
    "page": "pages",
    "publisher": "publisher",
    "publisher-place": "address",
    "URL": "url",
    "note": "note",
    "container-title": "journal",
    "number": "number",
}
"""CSL's variables by BibTeX's names."""


def _csl_family(person: dict[str, Any]) -> str:
    family = str(person.get("family") or person.get("literal") or person.get("name") or "")
    particle = str(person.get("non-dropping-particle") or person.get("dropping-particle") or "")
    return f"{particle} {family}" if particle and family else family


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
