"""Citation keys against the bibliography files: unknown keys, works never cited. Opens no file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from mslint.checks import CheckRule
from mslint.model import Citation, Diagnostic, Document, Edit, Fix, Reference, Related, Severity, Span

UNKNOWN = CheckRule(
    "citations.unknown-key",
    Severity.ERROR,
    "A citation whose key is in no bibliography.",
    "pandoc prints the bare key in bold instead of the citation, and the reference list lacks the work.",
)
NO_BIBLIOGRAPHY = CheckRule(
    "citations.no-bibliography",
    Severity.WARNING,
    "Citations by key, and no bibliography that could hold them.",
    "Name it in the front matter (`bibliography:`) or in mslint.yaml; until then no citation can be checked or built.",
)
UNCITED = CheckRule(
    "references.uncited",
    Severity.WARNING,
    "An entry of the reference list or the bibliography that nothing cites.",
    "Often the citation was lost in editing, or its key, name or year changed. Entries of a bibliography file, which "
    "the built paper leaves out, and works of authors whom the text names elsewhere are told as suggestions.",
)
RULES = (UNKNOWN, NO_BIBLIOGRAPHY, UNCITED)

RESOLVED_ELSEWHERE = (
    "arxiv",
    "doi",
    "isbn",
    "pmc",
    "pmcid",
    "pmid",
    "url",
    "wikidata",
    "http",
    "https",
    "10.",
    "tag:",
    "{",
)
"""Beginnings of keys that name a work by a persistent identifier, which tools such as Manubot fetch when they build, of
tags that its own file resolves, and of a template's fields."""


def check(document: Document, otherwise_cited: Collection[int] = ()) -> Iterator[Diagnostic]:
    """Findings on keys. `otherwise_cited` are ids of entries of bibliographies that the text cites by name and year."""
    cited = [c for c in document.citations if c.form == "key" and not c.key.lower().startswith(RESOLVED_ELSEWHERE)]
    known = {
        r.key: r for r in (*document.references, *(r for b in document.bibliographies for r in b.references)) if r.key
    }
    if cited and not known and not document.bibliographies:
        if (
            not document.meta.get("bibliography") and not document.references
        ):  # one that is named and missing is told by itself
            yield _no_bibliography(cited)
        return
    broken = any(b.problems for b in document.bibliographies)
    for citation in cited:
        if citation.key not in known:
            yield _unknown(document, citation, known, broken)
    yield from _uncited(document, otherwise_cited)


def _no_bibliography(cited: list[Citation]) -> Diagnostic:
    some = f"{len(cited)} works are cited" if len(cited) > 1 else "A work is cited"
    message = f"{some} by key (“@{cited[0].key}”), but the paper names no bibliography."
    return Diagnostic(NO_BIBLIOGRAPHY.id, cited[0].span, message, NO_BIBLIOGRAPHY.severity)


def _unknown(document: Document, citation: Citation, known: Mapping[str, Reference], broken: bool) -> Diagnostic:
    from difflib import get_close_matches

    near = get_close_matches(citation.key, known, n=1, cutoff=0.8)
    where = ", ".join(f"“{b.path.name}”" for b in document.bibliographies) or "the references"
    message = f"“@{citation.key}” is not in {where}"
    if not near:
        tail = "; an entry there cannot be read, which may be the one." if broken else "."
        return Diagnostic(UNKNOWN.id, citation.span, message + tail, UNKNOWN.severity)
    start = document.text.find(citation.key, *citation.span)
    edit = Edit(Span(start, start + len(citation.key)), near[0])
    return Diagnostic(
        UNKNOWN.id,
        citation.span,
        f"{message}; did you mean “@{near[0]}”?",
        UNKNOWN.severity,
        (Fix(f"Cite {near[0]}", (edit,)),) if start >= 0 else (),
        tuple(
            Related(r.span, f"the entry “{near[0]}”", b.path)
            for b in document.bibliographies
            for r in b.references
            if r.key == near[0]
        ),
    )


def _uncited(document: Document, otherwise_cited: Collection[int]) -> Iterator[Diagnostic]:
    if document.meta.get("nocite") or not document.citations:
        return
    cited = {citation.key for citation in document.citations}
    for bibliography in document.bibliographies:
        for reference in bibliography.references:
            if reference.key not in cited and id(reference) not in otherwise_cited:
                message = f"“{reference.key}” is cited nowhere in {document.path.name}."
                yield Diagnostic(UNCITED.id, reference.span, message, Severity.SUGGESTION, path=bibliography.path)
