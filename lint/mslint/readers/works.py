"""Reads what a document cites: works named in its text, and the entries of its typed reference list. Opens no file."""

from __future__ import annotations

from dataclasses import replace

from mslint.model import Document


def with_works(document: Document) -> Document:
    """The document with its in-text citations and its typed references beside those that its reader found.

    Called once the sections have their final roles. Never raises for what the text contains.
    """
    from mslint.readers.citations import read_citations
    from mslint.readers.references import read_references

    references = (*document.references, *read_references(document))
    return replace(document, references=references, citations=read_citations(document, references))
