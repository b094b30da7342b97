"""The files of a report as the page needs them: findings with numbers, places that links go to. Writes no HTML."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from mslint.model import PLACEHOLDER, Diagnostic, Document, Part, Span
from mslint.positions import Lines
from mslint.report import Report


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding and its number on the page, from 1; `span` is in the file's own text."""

    number: int
    diagnostic: Diagnostic

    @property
    def span(self) -> Span:
        return self.diagnostic.span


@dataclass(frozen=True)
class File:
    """One file on the page. All positions are in its own text; `document` is what it is a part of, if it is a paper's.

    `targets` are the offsets that something on the page links to; `sections` counts those of the files before.
    """

    number: int
    path: Path
    text: str
    lines: Lines
    findings: tuple[Finding, ...]
    document: Document | None = None
    part: Part | None = None
    sections: int = 0
    targets: set[int] = field(default_factory=set)

    @property
    def title(self) -> str:
        """The paper's title, if this file holds it."""
        blocks = self.document.blocks if self.document else ()
        block = next((b for b in blocks if b.kind == "title" and self.holds(b.span.start)), None)
        return " ".join(block.text.replace(PLACEHOLDER, " ").split()) if block else ""

    def holds(self, offset: int) -> bool:
        """Whether an offset in the document's text lies in this file."""
        return self.part is not None and self.part.span.start <= offset <= self.part.span.end

    def line(self, offset: int) -> int:
        return self.lines.position(offset)[0]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a link goes: a file of the page and an offset in it."""

    file: File
    offset: int

    @property
    def anchor(self) -> str:
        return anchor(self.file, self.offset)

    @property
    def line(self) -> int:
        return self.file.line(self.offset)


def anchor(file: File, offset: int) -> str:
    """The id of the place at an offset of a file."""
    return f"p{file.number}-{offset}"


class Places:
    """Finds places on the page, and has the files remember that something links there."""

    def __init__(self, files: Iterable[File]) -> None:
        self._files = list(files)
        self._by_path = {file.path: file for file in self._files}

    def at(self, path: Path, offset: int) -> Place | None:
        """The place at an offset of the file at `path`; None if that file is not on the page."""
        file = self._by_path.get(path)
        return self._marked(file, offset) if file else None

    def of(self, document: Document, offset: int) -> Place | None:
        """The place at an offset of a document's text."""
        file = self._by_path.get(document.source.part_at(offset).path)
        return self._marked(file, offset - file.part.span.start) if file and file.part else None

    def _marked(self, file: File, offset: int) -> Place:
        file.targets.add(offset)
        return Place(file, offset)


def files_of(report: Report) -> list[File]:
    """The files of the report in its order, all that is linked to known."""
    parts = {part.path: (document, part) for document in report.documents for part in document.source.parts}
    files: list[File] = []
    number = sections = 0
    known: dict[int, int] = {}  # the number of a document's first section, by the document
    for at, found in enumerate(report.files):
        document, part = parts.get(found.path, (None, None))
        in_order = sorted(found.diagnostics, key=lambda d: d.span)
        numbered = tuple(Finding(number + n, d) for n, d in enumerate(in_order, 1))
        number += len(numbered)
        if document is not None and id(document) not in known:
            known[id(document)] = sections
            sections += len(document.sections)
        first = known[id(document)] if document is not None else 0
        files.append(File(at, found.path, found.text, Lines(found.text), numbered, document, part, first))
    for file in files:
        file.targets.update(finding.span.start for finding in file.findings)
    places = Places(files)
    for file in files:
        for finding in file.findings:
            for item in finding.diagnostic.related:
                places.at(item.path or file.path, item.span.start)
    return files
