"""Reads citations in running text: author-year, numeric, beside pandoc's keys. Opens no file."""

from __future__ import annotations

from collections.abc import Sequence

from mslint.model import Citation, Document, Reference


def read_citations(document: Document, references: Sequence[Reference]) -> tuple[Citation, ...]:
    """All citations of the document in source order, those by key among them.

    `references` (the typed list) help to tell a name from a word and a number from a note.
    """
    return document.citations
