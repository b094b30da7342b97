"""How citations and entries are named in messages. Pure."""

from __future__ import annotations

from mslint.checks.reconcile import authors
from mslint.model import Citation, Document, Edit, Fix, Reference, Related, Span


def cited_as(citation: Citation) -> str:
    """The work as the text names it: “Smith & Jones (2020a)”, or by its page, “Smith 45”."""
    if citation.locator:
        return f"{_authors(citation.names, citation.et_al)} {citation.locator}"
    return f"{_authors(citation.names, citation.et_al)} ({citation.year}{_letter(citation.year, citation.suffix)})"


def listed_as(reference: Reference) -> str:
    """The work as the list names it, cut short after the second author."""
    names = authors(reference)
    short = len(names) > 2 or reference.et_al
    year = f"{reference.year or 'no year'}{_letter(reference.year, reference.suffix)}"
    return f"{_authors(names[: 1 if short else 2], short)} ({year})"


def _letter(year: str, suffix: str) -> str:
    return f"-{suffix}" if suffix and not year.isdigit() else suffix


def _authors(names: tuple[str, ...], et_al: bool) -> str:
    if not names:
        return "An entry without author"
    if et_al:
        return f"{', '.join(names)} et al."
    if len(names) == 1:
        return names[0]
    return f"{', '.join(names[:-1])} & {names[-1]}"


def the_entry(document: Document, reference: Reference) -> Related:
    """Where the entry stands: in the text, or in the bibliography that holds it."""
    path = next((b.path for b in document.bibliographies if any(r is reference for r in b.references)), None)
    return Related(reference.span, f"the entry {listed_as(reference)}", path)


def replaced(document: Document, span: Span, text: str) -> tuple[Fix, ...]:
    """The fix that writes `text` at a source range; never safe: which of two is right is the author's to say."""
    found = document.text[span.start : span.end]
    return (Fix(f"Replace “{found}” with “{text}”", (Edit(span, text),)),)
