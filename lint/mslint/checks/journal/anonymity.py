"""What in a paper's own words tells a blind reviewer who wrote it. Pure.

The build leaves out of a blind copy what has a place of its own, the authors with all that belongs to them and the
sections that thank and tell of funding (`blind.yml`), and withholds the authors' names. Here is looked for what stands
between other words: a warning where the blind copy would say “[withheld]”, an error where it would say all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mslint import shipped
from mslint.checks.journal.statements import plain
from mslint.model import Block, Citation, Diagnostic, Document, Related, Severity, Span

RULE = "journal.anonymity"

_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63}){1,4}")
_ORCID = re.compile(r"\b\d{4}-\d{4}-\d{4}-\d{3}[\dX]\b")
_SUFFIXES = ("jr", "sr", "ii", "iii", "iv", "phd", "md", "msc", "ma", "dphil")
_SHORT = 4
"""Letters that an author's surname must have to be looked for in addresses."""


@dataclass(frozen=True, slots=True)
class Author:
    """A name as it stands, its last word, and the first letter of its first."""

    name: str
    surname: str
    initial: str


def check(document: Document) -> Iterator[Diagnostic]:
    """The names, addresses, numbers and citations that give the authors away, in order of place."""
    authors = read_authors(document)
    outside = telling(document)
    for block in document.prose():
        if block.kind in ("author", "code", "furniture", "reference") or block.section in outside:
            continue
        if document.role(block) == "references":
            continue
        yield from _named(block, authors)
        yield from _numbered(block)
        yield from _linked(block, document, authors)
        yield from _affiliated(block, document)
    yield from _own_works(document, authors, outside)


def telling(document: Document) -> set[int]:
    """The sections that a blind copy goes without, with those below them."""
    names = {plain(name) for name in shipped.data("blind")["headings"]}
    found: set[int] = set()
    for at, section in enumerate(document.sections):
        if section.level and (plain(section.title) in names or section.parent in found):
            found.add(at)
    return found


def read_authors(document: Document) -> list[Author]:
    """The authors that the title page names; several may stand in one line."""
    found = []
    for block in document.prose("author"):
        for part in re.split(r"[,;]|\s(?:and|&)\s", block.text):
            words = re.findall(r"[^\W\d_][\w.'’-]*", part)
            while words and words[-1].casefold().strip(".") in _SUFFIXES:
                words.pop()
            if 2 <= len(words) <= 5 and all(word[0].isupper() for word in (words[0], words[-1])):
                found.append(Author(" ".join(words), words[-1], words[0][0]))
    return list(dict.fromkeys(found))


def _tell(span: Span, message: str, severity: Severity = Severity.ERROR) -> Diagnostic:
    return Diagnostic(RULE, span, message, severity)


def _named(block: Block, authors: Sequence[Author]) -> Iterator[Diagnostic]:
    for author in authors:
        pattern = r"(?<!\w)" + r"[\s\xa0]+".join(map(re.escape, author.name.split())) + r"(?!\w)"
        for match in re.finditer(pattern, block.text):
            message = f"“{match[0]}” is an author of this paper: a blind copy says “[withheld]” there."
            yield _tell(block.to_source(*match.span()), message, Severity.WARNING)


def _numbered(block: Block) -> Iterator[Diagnostic]:
    for match in _EMAIL.finditer(block.text):
        yield _tell(block.to_source(*match.span()), f"“{match[0]}” is somebody’s address: a blind copy has none.")
    for match in _ORCID.finditer(block.text):
        yield _tell(block.to_source(*match.span()), f"“{match[0]}” is somebody’s ORCID iD: a blind copy has none.")
    for match in _grant().finditer(block.text):
        message = f"“{match[0]}” can be looked up, and leads to who was funded."
        yield _tell(block.to_source(*match.span()), message, Severity.WARNING)


@cache
def _grant() -> re.Pattern[str]:
    return re.compile(shipped.data("journal")["grant"].replace("[A-Z0-9]", "(?-i:[A-Z0-9])"), re.IGNORECASE)


def _linked(block: Block, document: Document, authors: Sequence[Author]) -> Iterator[Diagnostic]:
    """Addresses on the web with an author's surname: their own site or repository."""
    known = [author for author in authors if len(author.surname) >= _SHORT]
    for piece in block.pieces if known else ():
        if piece.kind not in ("markup", "url", "text"):
            continue
        source = document.text[piece.span.start : piece.span.end]
        if "://" not in source:
            continue
        for match in re.finditer(r"https?://[^\s)>\]\"]+", source):
            owner = next((a for a in known if a.surname.casefold() in match[0].casefold()), None)
            if owner:
                start = piece.span.start + match.start()
                message = f"“{match[0]}” has the name of an author of this paper, {owner.name}, in it."
                yield _tell(Span(start, start + len(match[0])), message, Severity.WARNING)


def _affiliated(block: Block, document: Document) -> Iterator[Diagnostic]:
    for place in _affiliations(document):
        for match in re.finditer(rf"(?<!\w){re.escape(place)}(?!\w)", block.text):
            message = f"“{match[0]}” is where an author of this paper works: a reviewer may draw the conclusion."
            yield _tell(block.to_source(*match.span()), message, Severity.WARNING)


def _affiliations(document: Document) -> list[str]:
    """The names of institutions in the front matter: of “Department of X, University of Y, Z” the parts with capitals
    of two words or more.
    """
    found: list[str] = []

    def gather(value: object) -> None:
        if isinstance(value, str):
            parts = (part.strip() for part in value.split(","))
            found.extend(part for part in parts if len(part.split()) > 1 and part[0].isupper())
        elif isinstance(value, list):
            for item in value:
                gather(item)
        elif isinstance(value, dict):
            for key in ("name", "institution", "department", "affiliation", "affiliations"):
                gather(value.get(key))

    authors = document.meta.get("author") or document.meta.get("authors")
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, dict):
            for key in ("affiliation", "affiliations", "institute"):
                gather(author.get(key))
    for key in ("affiliation", "affiliations", "institute", "institutes"):
        gather(document.meta.get(key))
    return list(dict.fromkeys(found))


# --- own works -------------------------------------------------------------------------------------------------------


def _own_works(document: Document, authors: Sequence[Author], outside: set[int]) -> Iterator[Diagnostic]:
    """Citations of works of the authors in sentences that call them theirs; others give nobody away."""
    works = {
        reference.key: (reference.names, reference.given)
        for bibliography in document.bibliographies
        for reference in bibliography.references
        if reference.key
    }
    told: set[Span] = set()
    for citation in document.citations:
        names, given = works.get(citation.key, ((), ())) if citation.key else (citation.names, ())
        author = _is_by(names, given, authors)
        cue = _cue(document, citation, outside) if author else None
        if author is None or cue is None or cue in told:
            continue
        told.add(cue)
        words, work = (document.text[span.start : span.end] for span in (cue, citation.span))
        message = (
            f"“{words}” with “{work}” says that {author.name} wrote this paper: "
            "cite the work as anybody else’s, or leave it out of the blind copy."
        )
        yield Diagnostic(RULE, cue, message, Severity.ERROR, related=(Related(citation.span, "the work cited"),))


def _is_by(names: Sequence[str], given: Sequence[str], authors: Sequence[Author]) -> Author | None:
    for at, name in enumerate(names):
        initial = given[at][:1] if at < len(given) else ""
        for author in authors:
            same = name.casefold().split()[-1:] == author.surname.casefold().split()[-1:]
            if same and (not initial or initial.casefold() == author.initial.casefold()):
                return author
    return None


NEAR = 60
"""Code points behind a citation in which “our earlier work” is still about it."""


def _cue(document: Document, citation: Citation, outside: set[int]) -> Span | None:
    """The words of the citation's sentence, before it or just behind, that call the work the authors' own."""
    group = citation.group or citation.span
    block = next((b for b in document.blocks if b.span.start <= group.start < b.span.end and b.text), None)
    if block is None or block.section in outside:
        return None
    first, last = (_index(block, at) for at in group)
    start, end = max((s for s in block.sentences if s[0] <= first), default=(0, len(block.text)))
    before = list(_own().finditer(block.text[:first].rstrip(" (["), start))
    found = before[-1] if before else _own().search(block.text, last, min(last + NEAR, max(end, last)))
    return block.to_source(*found.span()) if found else None


def _index(block: Block, at: int) -> int:
    """The index in the block's text of the place `at` of the source, or of what stands next."""
    low, high = 0, len(block.text)
    while low < high:
        middle = (low + high) // 2
        if block.to_source(middle, middle + 1).start < at:
            low = middle + 1
        else:
            high = middle
    return low


@cache
def _own() -> re.Pattern[str]:
    return re.compile("|".join(shipped.data("journal")["own_work"]), re.IGNORECASE)
