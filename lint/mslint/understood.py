"""Tells what was understood of a manuscript, so that a wrong reading can be seen and put right. Pure: gives lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from mslint.checks.places import line_of
from mslint.model import Document, Span

if TYPE_CHECKING:
    from mslint.checks.argument.model import Statement

LONGEST = 76
"""Code points of a statement that are shown."""

FORMS = {"key": "by key (@key)", "narrative": "author-year", "parenthetical": "author-year", "numeric": "by number"}


def lines(document: Document, language: str) -> Iterator[str]:
    """What kind of paper it is, its sections with their roles, its argument, its citations and references."""
    yield f"{document.path}: {document.format}, {language}, {_count(document.blocks, 'block')}"
    yield ""
    yield "Sections (set another role in mslint.yaml, `roles: {Heading: role}`)"
    yield from _sections(document)
    yield ""
    yield "Argument (say how yours begin in mslint.yaml, `reading: {questions: [we ask], …}`)"
    yield from _argument(document)
    yield ""
    yield "Citations (`reading: {citation-style: author-year | numeric | key}` if this is wrong)"
    yield from _citations(document)


def _sections(document: Document) -> Iterator[str]:
    for section in document.sections:
        if not section.level:
            continue
        heading = document.blocks[section.blocks[0]].span if section.blocks else Span(0, 0)
        title = _short("  " * (section.level - 1) + " ".join(section.title.split()), 52)
        yield f"  {_line(document, heading):>9}  {title:<52}  {section.role or '—'}"
    if all(not section.level for section in document.sections):
        yield "  none"


def _argument(document: Document) -> Iterator[str]:
    from mslint.checks.argument.statements import read

    argument = read(document)
    kinds = {
        "problem": argument.problems,
        "question": argument.questions,
        "objective": argument.objectives,
        "hypothesis": argument.hypotheses,
        "finding": argument.findings,
        "conclusion": argument.conclusions,
        "recommendation": argument.recommendations,
    }
    for kind, statements in kinds.items():
        yield from (_statement(document, kind, statement) for statement in statements)
    if not any(kinds.values()):
        yield "  none"


def _statement(document: Document, kind: str, statement: Statement) -> str:
    label = f"{statement.label} " if statement.label else ""
    text = _short(label + " ".join(statement.text.split()), LONGEST)
    return f"  {_line(document, statement.span):>9}  {kind:<14} {text}"


def _citations(document: Document) -> Iterator[str]:
    forms = Counter(FORMS[citation.form] for citation in document.citations)
    told = ", ".join(f"{number} {form}" for form, number in forms.most_common())
    yield f"  cited: {told or 'nothing'}"
    if document.references:
        styles = Counter(reference.style for reference in document.references if reference.style)
        manner = f", mostly in the manner of {styles.most_common(1)[0][0]}" if styles else ""
        yield f"  reference list in the paper: {_count(document.references, 'entry')}{manner}"
    for bibliography in document.bibliographies:
        yield f"  {bibliography.path}: {_count(bibliography.references, 'entry')}"
    if not document.references and not document.bibliographies:
        yield "  references: none found"


def _count(things: Sequence[object], name: str) -> str:
    many = name[:-1] + "ies" if name.endswith("y") else name + "s"
    return f"{len(things)} {name if len(things) == 1 else many}"


def _line(document: Document, span: Span) -> str:
    return f"line {line_of(document, span.start)}"


def _short(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
