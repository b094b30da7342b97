"""Reads the entries of a typed reference list into their fields. Opens no file."""

from __future__ import annotations

import re
from dataclasses import replace

from mslint.model import PLACEHOLDER, Document, Reference


def read_references(document: Document) -> tuple[Reference, ...]:
    """The entries of the document's typed reference lists, in order; none where it has none.

    A list is what stands under a heading of the role “references”, or, without such a heading, a run of paragraphs at
    the document's end that look like entries. Never raises for what the text contains.
    """
    from mslint.readers.references.entries import entries_of
    from mslint.readers.references.reading import REPEATED, read_entry

    found: list[Reference] = []
    for entry in entries_of(document):
        reference = read_entry(entry)
        if reference.names == (REPEATED,):
            before = found[-1] if found else None
            reference = replace(reference, names=before.names if before else (), given=before.given if before else ())
        if reference.names or (reference.year and (reference.title or "author" in reference.parts)):
            found.append(_linked(reference, document))
    return tuple(found)


def _linked(reference: Reference, document: Document) -> Reference:
    """The reference with the DOI or address of its link, which a reader's text does not show in Markdown."""
    from mslint.readers.references.reading import doi_in

    fields = {name: value for name, value in reference.fields.items() if value.strip(f"{PLACEHOLDER} ")}
    source = document.text[reference.span.start : reference.span.end]
    link = re.search(r"https?://[^\s<>]+", source)
    if reference.doi or link is None:
        return replace(reference, fields=fields)
    doi = doi_in(source)
    if not doi:
        fields.setdefault("url", link.group().rstrip(".,;)"))
    return replace(reference, doi=doi, fields=fields)
