"""Writes references as BibTeX, each with the line that it was read from. Opens no file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mslint.model import Reference
from mslint.readers.citations.names import fold

ORIGINAL = "x-original"
"""The field that holds an entry as it stood in the paper; programs overlook fields that they do not know."""

TYPES = {
    "article": ("article", "journal", "publisher"),
    "chapter": ("incollection", "booktitle", "publisher"),
    "proceedings": ("inproceedings", "booktitle", "publisher"),
    "book": ("book", "series", "publisher"),
    "thesis": ("phdthesis", "series", "school"),
    "report": ("techreport", "series", "institution"),
}
"""For each kind of reference: BibTeX's type, and its names for the container and for who published it."""


def bibtex(references: Iterable[tuple[Reference, str]]) -> Iterator[str]:
    """The lines of a .bib file with these references, each with its text in the paper.

    Names, year and title read from it by `readers.bibliography` are those written, but for a year's letter, which
    citation styles set anew.
    """
    taken: set[str] = set()
    for reference, original in references:
        kind, _, _ = TYPES.get(reference.kind, ("misc", "", ""))
        yield f"@{kind}{{{_key(reference, taken)},"
        for name, value in _fields(reference, original):
            yield f"  {name} = {{{value}}},"
        yield "}"
        yield ""


def _key(reference: Reference, taken: set[str]) -> str:
    """A key like smith2020title that is not taken; it is from then on."""
    who = fold(reference.names[0]) if reference.names else ""
    words = [fold(word) for word in reference.title.split()]
    word = next((w for w in words if len(w) > 3), words[0] if words else "")
    year = reference.year if reference.year.isdigit() else ""
    base = "".join(c for c in who + year + word if c.isascii()) or "reference"
    key, letter = base, ord("a")
    while key in taken:
        key = base + chr(letter) if letter <= ord("z") else f"{base}{letter}"
        letter += 1
    taken.add(key)
    return key


def _fields(r: Reference, original: str) -> Iterator[tuple[str, str]]:
    _, container, publisher = TYPES.get(r.kind, ("misc", "howpublished", "publisher"))
    if r.names:
        yield "author", _people(r)
    if r.title:
        yield "title", _protected(r.title)
    if r.year:
        yield "year", _escaped(r.year)
    if r.container:
        yield container, _escaped(r.container)
    for name in ("volume", "number", "pages", "publisher", "address", "editor", "url"):
        value = r.fields.get(name, "")
        if name == "url" and "doi.org" in value:
            continue
        if name == "pages":
            value = re.sub(r"\s*[-–—−‐]+\s*", "--", value)
        if name == "editor":
            value = _editors(value)
        if value:
            label = publisher if name == "publisher" else name
            yield label, value if name in ("editor", "url") else _escaped(value)
    if r.doi:
        yield "doi", _verbatim(r.doi)
    yield ORIGINAL, _escaped(" ".join(original.split()))


def _people(r: Reference) -> str:
    written = [
        _person(surname, given) for surname, given in zip(r.names, r.given or ("",) * len(r.names), strict=False)
    ]
    return " and ".join([*written, *(["others"] if r.et_al else [])])


def _person(surname: str, given: str) -> str:
    """“Surname, Given”; an organisation, or a name that BibTeX would take apart, in braces."""
    if given:
        return f"{_braced(surname)}, {_escaped(given)}"
    return _braced(surname) if " " not in surname and "," not in surname else f"{{{_escaped(surname)}}}"


def _braced(surname: str) -> str:
    odd = "," in surname or re.search(r"\sand\s", surname)
    return f"{{{_escaped(surname)}}}" if odd else _escaped(surname)


def _editors(text: str) -> str:
    from mslint.readers.references.names import read_names

    names = read_names(text)
    people = [_person(s, g) for s, g in zip(names.surnames, names.given, strict=True)]
    return " and ".join([*people, *(["others"] if names.et_al else [])])


_SPECIAL = str.maketrans(
    {
        "&": r"\&",
        "%": r"\%",
        "#": r"\#",
        "$": r"\$",
        "_": r"\_",
        "{": "(",  # a brace that is not balanced would break the file
        "}": ")",
        "\\": "/",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
    }
)


def _escaped(text: str) -> str:
    """The text with what TeX reads as commands written as characters."""
    return text.translate(_SPECIAL)


def _verbatim(text: str) -> str:
    """A link or DOI as it is, without what could end its field."""
    return re.sub(r"[{}\\\s]", "", text)


def _protected(title: str) -> str:
    """The title, with braces around the words whose capitals a style must keep.

    In a title set in sentence case these are all words with a capital but the first; in headline style those with a
    capital inside.
    """
    words = title.split(" ")
    rest = [word for word in words[1:] if len(word) > 3]
    headline = sum(word[:1].isupper() for word in rest) * 2 > len(rest)
    out = []
    for at, word in enumerate(words):
        inside = word[1:] != word[1:].lower()
        starts = at == 0 or words[at - 1][-1:] in ":?!."
        keep = inside or (not headline and not starts and word != word.lower())
        out.append(f"{{{_escaped(word)}}}" if keep else _escaped(word))
    return " ".join(out)
