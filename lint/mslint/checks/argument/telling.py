"""How findings name a place and quote a statement. Makes no findings."""

from __future__ import annotations

from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.model import Diagnostic, Document, Related, Severity, Span

LONGEST = 70
"""Code points of a statement that a message quotes."""


def place(document: Document, span: Span) -> str:
    """“Introduction, line 41”: the section's title, if it has one, and the line."""
    line = line_of(document, span.start)
    title = next(
        (
            section.title
            for section in reversed(document.sections)
            if section.level and section.blocks and document.blocks[section.blocks.start].span.start <= span.start
        ),
        "",
    )
    return f"{short(title, 40)}, line {line}" if title else f"line {line}"


def short(text: str, longest: int = LONGEST) -> str:
    """The text on one line, cut at a word where it is longer."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    return text[: text.rfind(" ", 0, longest) if " " in text[:longest] else longest].rstrip(" ,;:") + " …"


def quoted(text: str, longest: int = LONGEST) -> str:
    return f"“{short(text, longest)}”"


def listed(names: list[str]) -> str:
    """“a”, “b” and “c”."""
    shown = [quoted(name, 50) for name in names]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def finding(
    rule: CheckRule, span: Span, message: str, severity: Severity | None = None, *, related: tuple[Related, ...] = ()
) -> Diagnostic:
    """A finding of the rule; with its severity unless another is given."""
    return Diagnostic(rule.id, span, message, rule.severity if severity is None else severity, related=related)
