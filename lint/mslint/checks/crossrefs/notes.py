"""Notes by mark (`[^1]`): marks without a note, notes without a mark, notes that stand twice. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mslint.checks import CheckRule
from mslint.checks.places import Code, line_of
from mslint.model import Diagnostic, Document, Related, Severity, Span

MISSING = CheckRule(
    "crossrefs.missing-note",
    Severity.ERROR,
    "The mark of a note that is not there.",
    "The mark is printed as it stands, brackets and all.",
)
UNUSED = CheckRule(
    "crossrefs.unused-note",
    Severity.WARNING,
    "A note that no mark calls.",
    "It is left out of the built paper.",
)
REPEATED = CheckRule(
    "crossrefs.repeated-note",
    Severity.ERROR,
    "Two notes with one mark.",
    "Only one of the two is built, under both marks.",
)
RULES = (MISSING, UNUSED, REPEATED)


def check(document: Document) -> Iterator[Diagnostic]:
    if document.format != "markdown" or "[^" not in document.text:
        return
    code = Code(document)
    notes: dict[str, Span] = {}
    for match in code.outside(re.compile(r"^[ \t]{0,3}(?:>[ \t]*)*\[\^([^\s^\[\]]+)\]:", re.MULTILINE), document.text):
        span = Span(match.start(1) - 2, match.end(1) + 1)
        if match[1] in notes:
            first = notes[match[1]]
            message = f"The note “[^{match[1]}]” stands already in line {line_of(document, first.start)}."
            yield Diagnostic(REPEATED.id, span, message, REPEATED.severity, related=(Related(first, "the first"),))
        notes.setdefault(match[1], span)
    begins = {span.start for span in notes.values()}
    used: set[str] = set()
    for match in code.outside(re.compile(r"(?<!\\)\[\^([^\s^\[\]]+)\](?!:)"), document.text):
        used.add(match[1])
        if match[1] not in notes and match.start() not in begins:
            message = f"“{match[0]}” marks a note that is not there."
            yield Diagnostic(MISSING.id, Span(*match.span()), message, MISSING.severity)
    for name, span in notes.items():
        if name not in used:
            yield Diagnostic(UNUSED.id, span, f"Nothing in the text calls the note “[^{name}]”.", UNUSED.severity)
