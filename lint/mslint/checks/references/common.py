"""What the checks of references share: the entries of each list with their text, and how to name them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mslint.checks import CheckRule
from mslint.model import Diagnostic, Document, Fix, Reference, Related, Severity, Span
from mslint.readers.citations.names import fold


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry and the text that it stands in: the document's, or that of the bibliography at `path`."""

    reference: Reference
    source: str
    path: Path | None = None

    @property
    def text(self) -> str:
        """A typed entry as it stands."""
        return self.source[self.reference.span.start : self.reference.span.end]

    def part(self, name: str) -> Span:
        """Where a field stands; the entry's beginning, or its key, where it has no place of its own."""
        return self.reference.parts.get(name) or self.head

    @property
    def head(self) -> Span:
        """The authors, the title or the first words of a typed entry; the key of one in a file."""
        r = self.reference
        if r.key:
            return r.span
        place = r.parts.get("author") or r.parts.get("title")
        return (
            place if place and place.end - place.start < 80 else Span(r.span.start, min(r.span.end, r.span.start + 60))
        )

    def finding(
        self,
        rule: CheckRule,
        span: Span,
        message: str,
        *,
        severity: Severity | None = None,
        fixes: tuple[Fix, ...] = (),
        related: tuple[Related, ...] = (),
    ) -> Diagnostic:
        return Diagnostic(rule.id, span, message, severity or rule.severity, fixes, related, path=self.path)

    def related(self, message: str = "", span: Span | None = None) -> Related:
        return Related(span or self.head, message or f"“{label(self.reference)}”", self.path)


def typed(document: Document) -> list[Listed]:
    """The entries of the document's typed lists."""
    return [Listed(r, document.text) for r in document.references if not r.key]


def filed(document: Document) -> Iterator[list[Listed]]:
    """The entries of each bibliography that the paper cites; all of one of which it cites none."""
    cited = {citation.key for citation in document.citations if citation.key}
    for bibliography in document.bibliographies:
        used = [r for r in bibliography.references if r.key in cited] or bibliography.references
        yield [Listed(r, bibliography.text, bibliography.path) for r in used]


def label(reference: Reference) -> str:
    """An entry as a citation would name it: “Moe and Lund (2020)”; by title or key where it has no author."""
    names = reference.names
    who = (
        ""
        if not names
        else names[0]
        if len(names) == 1
        else f"{names[0]} and {names[1]}"
        if len(names) == 2
        else f"{names[0]} et al."
    )
    who = who or shortened(reference.title) or reference.key or "an entry"
    return f"{who} ({reference.year}{reference.suffix})" if reference.year else who


def shortened(text: str, most: int = 60) -> str:
    """The text, cut after a word with “…” where it is long."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    return text[:most].rpartition(" ")[0].rstrip(",:;.") + "…"


def folded(text: str) -> str:
    """The letters and digits of a text, without a subtitle's colon, accents, case."""
    return fold(re.sub(r"<[^>]*>|[*_\\{}]", "", text))


def some(entries: Sequence[Listed], most: int = 3) -> tuple[Related, ...]:
    """The first of these entries as related places."""
    return tuple(entry.related() for entry in entries[:most])
