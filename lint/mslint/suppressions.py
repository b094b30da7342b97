"""Leaves out the findings that a comment in the text, or `suppress:` in mslint.yaml, switches off. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from mslint.model import Diagnostic, Document, Edit, Fix, Severity, Span, Suppression
from mslint.positions import Lines

UNUSED = "mslint.unused-suppression"


def names(patterns: Iterable[str], rule: str) -> bool:
    """Whether one of the patterns is the rule's id or a pack that it stands in ("typography")."""
    return any(rule == pattern or rule.startswith(pattern + ".") for pattern in patterns)


def apply(
    document: Document,
    diagnostics: Iterable[Diagnostic],
    ran: Callable[[str], bool],
    words: Sequence[tuple[str, str]] = (),
) -> tuple[list[Diagnostic], int]:
    """The findings that are left, with one for each unused comment, and how many were suppressed.

    `ran` tells whether a rule (or pack) ran, so that a comment for one that did not is not called unused. `words` are
    (rule or pack, words found) pairs of mslint.yaml; empty words stand for every finding of the rule.
    """
    ranges = list(_ranges(document))
    used: set[Suppression] = set()
    left: list[Diagnostic] = []
    hidden = 0
    for diagnostic in diagnostics:
        by = [s for s, span in ranges if diagnostic.path is None and _covers(s, span, diagnostic)]
        used.update(by)
        if by or (diagnostic.path is None and _named(document, diagnostic, words)):
            hidden += 1
        else:
            left.append(diagnostic)
    left.extend(_unused(s) for s, _ in ranges if s not in used and all(ran(rule) for rule in s.rules or ("",)))
    return left, hidden


def _ranges(document: Document) -> Iterable[tuple[Suppression, Span]]:
    """Each switch-off with the range of text that it rules."""
    lines = Lines(document.text) if document.suppressions else None
    for at, switch in enumerate(document.suppressions):
        if switch.action == "off":
            ends = (
                later.span.start
                for later in document.suppressions[at + 1 :]
                if later.action == "on" and (not later.rules or later.rules == switch.rules)
            )
            yield switch, Span(switch.span.end, next(ends, len(document.text)))
        elif switch.action == "off-next-line" and lines is not None:
            line, _ = lines.position(switch.span.end)
            if line < len(lines.starts):
                end = lines.starts[line + 1] if line + 1 < len(lines.starts) else len(document.text)
                yield switch, Span(lines.starts[line], end)


def _covers(switch: Suppression, span: Span, diagnostic: Diagnostic) -> bool:
    inside = span.start <= diagnostic.span.start < span.end
    return inside and (not switch.rules or names(switch.rules, diagnostic.rule))


def _named(document: Document, diagnostic: Diagnostic, words: Sequence[tuple[str, str]]) -> bool:
    found = document.text[diagnostic.span.start : diagnostic.span.end]
    return any(names([rule], diagnostic.rule) and quoted in ("", found) for rule, quoted in words)


def _unused(switch: Suppression) -> Diagnostic:
    what = ", ".join(switch.rules) or "any rule"
    return Diagnostic(
        UNUSED,
        switch.span,
        f"This comment switches off {what}, but nothing is found where it applies; take it out.",
        Severity.WARNING,
        (Fix("Remove the comment", (Edit(switch.span, ""),)),),
    )
