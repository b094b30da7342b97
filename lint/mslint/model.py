"""The value types that every part of mslint speaks. Pure: no files, no clock, no regular expressions.

Every position is a half-open range of code points in `Document.text`; UTF-16 and line/column exist only in
`positions`, at the edge.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

PLACEHOLDER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""What stands in `Block.text` for a thing that is read but is no prose: math, code, an image, a citation."""


class Span(NamedTuple):
    """Half-open range of code points, `0 <= start <= end`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a code point; an empty range is shared where it lies inside or at an end."""
        if self.start == self.end or other.start == other.end:
            return self.start <= other.end and other.start <= self.end
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end


class Severity(IntEnum):
    """How sure and how grave; ordered, so that `severity >= Severity.WARNING` reads as it should."""

    SUGGESTION = 1  # taste or doubt
    WARNING = 2  # likely wrong
    ERROR = 3  # certain, and must change before submission

    def __str__(self) -> str:
        return self.name.lower()

    @classmethod
    def parse(cls, name: str) -> Severity:
        """The severity called `name`; raises KeyError."""
        return cls[name.upper()]


class Edit(NamedTuple):
    """Replace `span` by `text`."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """One way to mend a finding. `safe`: a copy editor would do it without asking the author."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that a finding is about; `path` None means the document itself."""

    span: Span
    message: str
    path: Path | None = None


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding. `path` is set only where it is not in the document's text (a bibliography file).

    `confidence` is the probability, 0 to 1, that a reviewer agrees, where the rule has a calibrated one.
    """

    rule: str
    span: Span
    message: str
    severity: Severity
    fixes: tuple[Fix, ...] = ()
    related: tuple[Related, ...] = ()
    url: str | None = None
    path: Path | None = None
    confidence: float | None = None


class Piece(NamedTuple):
    """A stretch of source and the prose that stands for it.

    kind        prose
    text        what the reader reads: the source itself, or its value where the source is an escape, an entity or a
                line break
    markup      "": delimiters, prefixes of lists and quotes, attributes, link targets, comments, note marks
    math code image raw citation crossref url
                PLACEHOLDER, or "" where a reader would see nothing
    """

    span: Span
    prose: str
    kind: str = "text"


@dataclass(frozen=True)
class Block:
    """A run of prose that is read without a break.

    kind: title, subtitle, author, abstract, keywords, paragraph, heading, item, term, definition, quote, cell, caption,
    note, line, reference, code, furniture (page numbers, pasted page chrome).
    `pieces` are in source order, do not overlap and are never empty of source unless they stand for nothing in the
    source; `section` is an index into `Document.sections`; `level` is a heading's level, a list item's depth, else 0.
    `marker` is the source range of a list item's marker or a reference's number, where it has one.
    `row` numbers table cells' rows, so that cells of one row can be told.
    """

    kind: str
    pieces: tuple[Piece, ...]
    section: int = 0
    level: int = 0
    marker: Span | None = None
    row: int | None = None

    @cached_property
    def text(self) -> str:
        """What a reader reads."""
        return "".join(piece.prose for piece in self.pieces)

    @cached_property
    def span(self) -> Span:
        """From the first to the last code point of the pieces; (0, 0) if there are none."""
        if not self.pieces:
            return Span(0, 0)
        return Span(self.pieces[0].span.start, self.pieces[-1].span.end)

    @cached_property
    def _starts(self) -> tuple[tuple[int, ...], tuple[Piece, ...]]:
        """Offsets in `text` of the pieces that have prose, and those pieces."""
        starts: list[int] = []
        pieces: list[Piece] = []
        at = 0
        for piece in self.pieces:
            if piece.prose:
                starts.append(at)
                pieces.append(piece)
                at += len(piece.prose)
        return tuple(starts), tuple(pieces)

    def _source(self, index: int, *, end: bool) -> int:
        """The source offset where prose code point `index` starts, or where the one before `index` ends."""
        starts, pieces = self._starts
        at = bisect_right(starts, index - 1 if end else index) - 1
        piece, inside = pieces[at], index - starts[at]
        if len(piece.prose) == piece.span.end - piece.span.start:
            return piece.span.start + inside
        return piece.span.end if end else piece.span.start

    def to_source(self, start: int, end: int) -> Span:
        """The source range of `text[start:end]`, delimiters at its outer ends left out.

        Raises ValueError unless `0 <= start <= end <= len(text)`. An empty range at `i` lies where code point `i`
        starts, or at the end of the last piece of prose.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"no range {start}:{end} in a block of {len(self.text)} code points")
        if not self.text:
            return Span(self.span.start, self.span.start)
        if start == end:
            at = self._source(end, end=True) if start == len(self.text) else self._source(start, end=False)
            return Span(at, at)
        return Span(self._source(start, end=False), self._source(end, end=True))

    def is_plain(self, start: int, end: int) -> bool:
        """Whether the source of `text[start:end]` is that very text: no markup, escape or line break inside."""
        starts, pieces = self._starts
        if not pieces:
            return start == end
        first = max(bisect_right(starts, start) - 1, 0)
        last = max(bisect_right(starts, max(start, end - 1)) - 1, 0)
        run = pieces[first : last + 1]
        return all(
            piece.kind == "text"
            and piece.prose not in (" ", "\n")  # may be a line break of the source
            and len(piece.prose) == piece.span.end - piece.span.start
            for piece in run
        ) and all(a.span.end == b.span.start for a, b in pairwise(run))

    @cached_property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """Half-open ranges of the sentences in `text`, white space around them left out."""
        from mslint.sentences import split  # the one import from here: loaded when first needed

        return tuple(split(self.text))


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, up to the next heading of its level or above.

    Section 0 of a document is what comes before the first heading; its role is "front" and its level 0.
    `blocks` are indexes into `Document.blocks` (own blocks only, the heading first, children's not), `parent` an index
    into `Document.sections`. `role` is one of `readers.roles.ROLES`, or "" if the heading says none;
    children without a role of their own take their parent's.
    """

    title: str
    level: int
    role: str
    blocks: range
    parent: int | None = None


@dataclass(frozen=True, slots=True)
class Citation:
    """One cited work at one place.

    form: "key" (`@key`), "parenthetical" (“(Smith, 2020)”), "narrative" (“Smith (2020)”), "numeric" (“[3]”). `span`
    covers the work's own mark (`@smith2020`, `Smith, 2020`, `Smith (2020)`, `3`), not the bracket; `group` is the
    bracket with all that stands in it, or the mark itself, the same for all works cited in one bracket.
    `names` are surnames or an organisation's name as written; `year` is four digits, "n.d.", "in press" or "" with
    `suffix` its letter; `et_al` says that names were cut short, `joint` is "&" or "and" as it stands before the last
    name; `number` is the number of a numeric citation; `secondary` a work cited through another (“as cited in”).
    `name_spans` and `year_span` are where each name and the year with its letter stand. `locator` is the page of a
    citation by author and page (“(Smith 45)”), which has no year.
    """

    span: Span
    form: str
    names: tuple[str, ...] = ()
    year: str = ""
    suffix: str = ""
    key: str = ""
    group: Span | None = None
    et_al: bool = False
    joint: str = ""
    number: int | None = None
    secondary: bool = False
    name_spans: tuple[Span, ...] = ()
    year_span: Span | None = None
    locator: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of a reference list. `span` is in the document's text, or in the bibliography's own file.

    `names` are the surnames of its authors (or editors, or the organisation), in order; `given` what stands for each
    as initials or first names, "" where nothing does. `year` is four digits, "n.d.", "in press" or "", `suffix` its
    letter. `kind` is BibTeX's or CSL's type for entries of a file, else one of article, book, chapter, thesis, report,
    proceedings, web, other. `number` is the entry's number in a numbered list. `style` is the typed entry's manner:
    apa, chicago, harvard, mla, ieee, vancouver or "". `fields` are the other fields by their BibTeX names (volume,
    number, pages, publisher, address, editor, url, note, …), as they stand. `parts` are where each field (author, year,
    title, …, the same names) stands in a typed entry, as source spans.
    """

    span: Span
    names: tuple[str, ...] = ()
    year: str = ""
    title: str = ""
    container: str = ""
    doi: str = ""
    key: str = ""
    kind: str = ""
    suffix: str = ""
    given: tuple[str, ...] = ()
    number: int | None = None
    style: str = ""
    et_al: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Bibliography:
    """A bibliography file: its entries, and what could not be read of it, with positions in its own `text`."""

    path: Path
    text: str
    references: tuple[Reference, ...]
    problems: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Suppression:
    """A comment that switches rules.

    action: "off", "on" or "off-next-line". `rules` are ids or packs ("typography"); empty means all.
    """

    span: Span
    action: str
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One file's share of a source's text: `source.text[span.start:span.end]` is that file's text."""

    path: Path
    span: Span
    bom: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """The text of a manuscript as it is on disk (line ends kept, BOM left out), from one file or several in order."""

    path: Path
    text: str
    parts: tuple[Part, ...]

    @classmethod
    def of(cls, path: Path, text: str, *, bom: bool = False) -> Source:
        return cls(path, text, (Part(path, Span(0, len(text)), bom),))

    def part_at(self, offset: int) -> Part:
        """The part that holds `offset`; between two parts, the earlier one."""
        at = bisect_right([part.span.start for part in self.parts], offset) - 1
        return self.parts[max(at, 0)]


@dataclass(frozen=True, slots=True)
class Reading:
    """How the author wants the paper read where a guess would be wrong (`reading:` in mslint.yaml).

    `citation_style`: "author-year", "numeric", "key" or "auto". `questions`, `objectives`, `hypotheses`, `findings`:
    words that begin a statement of that kind, beside those known. `acronyms` need no definition. `year` is the year in
    which it is read, 0 where that is not known.
    """

    citation_style: str = "auto"
    questions: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    hypotheses: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    year: int = 0


PROSE = (
    "title",
    "subtitle",
    "abstract",
    "paragraph",
    "heading",
    "item",
    "term",
    "definition",
    "quote",
    "cell",
    "caption",
    "note",
    "line",
)
"""Kinds of block that are read for language; code, references, authors, keywords and page furniture are not."""


@dataclass(frozen=True)
class Document:
    """A manuscript, read once; every check and engine works on it and nothing is searched for afterwards."""

    source: Source
    format: str  # "markdown" or "plain"
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...] = ()
    references: tuple[Reference, ...] = ()
    labels: tuple[tuple[str, Span], ...] = ()
    suppressions: tuple[Suppression, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=dict)
    bibliographies: tuple[Bibliography, ...] = ()
    reading: Reading = Reading()

    @property
    def path(self) -> Path:
        return self.source.path

    @property
    def text(self) -> str:
        return self.source.text

    def role(self, block: Block) -> str:
        """The role of the section that the block stands in."""
        return self.sections[block.section].role

    def prose(self, *kinds: str) -> Iterator[Block]:
        """The blocks of these kinds, in order; without kinds, all that have text."""
        return (block for block in self.blocks if (block.kind in kinds if kinds else block.text))

    def with_bibliographies(self, bibliographies: Sequence[Bibliography]) -> Document:
        return replace(self, bibliographies=tuple(bibliographies))
