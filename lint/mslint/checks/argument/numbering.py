"""Labels and typed numbers that skip or repeat: RQ1, RQ3; H1 twice; sections 1, 2, 4. Counts nothing in prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from mslint.checks import CheckRule
from mslint.checks.argument.cues import KINDS, cues
from mslint.checks.argument.model import Statement
from mslint.checks.argument.telling import finding, place, quoted
from mslint.checks.argument.tree import heading_span
from mslint.model import Diagnostic, Document, Related, Severity, Span

NUMBERING = CheckRule(
    "argument.numbering",
    Severity.WARNING,
    "Numbers of questions, hypotheses, sections or list items that skip or repeat.",
    "A gap tells the reader that something was taken out; a repeated number makes every mention of it ambiguous.",
)
RULES = (NUMBERING,)

Numbered = tuple[int, Span, str]
"""A number, where it stands, and the name that a message gives it."""


def check(document: Document, statements: Sequence[Statement]) -> Iterator[Diagnostic]:
    for kind in KINDS:
        yield from _labels(document, [s for s in statements if s.kind == kind and s.label])
    yield from _sections(document)
    yield from _lists(document, statements)
    yield from _running(document)


def _labels(document: Document, labelled: Sequence[Statement]) -> Iterator[Diagnostic]:
    closing = [s for s in labelled if _label_span(document, s) == s.span]
    if len(closing) == len(labelled):
        yield from _skips(document, [s for s in labelled if s.number.isdigit()])
    labelled = [s for s in labelled if s not in closing]  # one that closes its statement may refer back
    whole = [s for s in labelled if s.number.isdigit()]
    yield from _gaps(
        document, [(int(s.number), _label_span(document, s), s.label) for s in whole], from_one=len(whole) > 1
    )
    letters: dict[str, list[Statement]] = {}
    for statement in labelled:
        if not statement.number.isdigit() and statement.number[:-1].isdigit():
            letters.setdefault(statement.number[:-1], []).append(statement)
    for group in letters.values():
        numbered = [(ord(s.number[-1]) - ord("a") + 1, _label_span(document, s), s.label) for s in group]
        yield from _gaps(document, numbered, from_one=len(numbered) > 1)


def _skips(document: Document, closing: Sequence[Statement]) -> Iterator[Diagnostic]:
    """“(H1)”, “(H2)”, “(H4)”: only a number that stands nowhere in the paper is missing."""
    numbers = [int(s.number) for s in closing]
    for statement in closing:
        number = int(statement.number)
        missing = statement.label.replace(statement.number, str(number - 1))
        if number > 1 and number - 1 not in numbers and not re.search(rf"{re.escape(missing)}\b", document.text):
            yield finding(
                NUMBERING, statement.span, f"{quoted(statement.label)} is here, but the paper has no {quoted(missing)}."
            )


def _label_span(document: Document, statement: Statement) -> Span:
    """Where the label stands, right before its statement."""
    at = document.text.rfind(statement.label, max(statement.span.start - 80, 0), statement.span.start)
    return Span(at, at + len(statement.label)) if at >= 0 else statement.span


def _gaps(document: Document, numbered: Sequence[Numbered], *, from_one: bool) -> Iterator[Diagnostic]:
    """The first of each fault: a number that is there already, one that comes too early, one that skips."""
    before: Numbered | None = None
    seen: dict[int, Numbered] = {}
    for number, span, name in numbered:
        other = seen.get(number)
        if other:
            message = f"{quoted(name)} is there twice; the first stands in {place(document, other[1])}."
            yield finding(NUMBERING, span, message, related=(Related(other[1], "the first of that number"),))
        elif before and number > before[0] + 1 and not any(n == before[0] + 1 for n, _, _ in numbered):
            message = f"{quoted(name)} follows {quoted(before[2])}; one between them is missing or the number is wrong."
            yield finding(NUMBERING, span, message, related=(Related(before[1], "the number before it"),))
        elif before and number < before[0]:
            message = f"{quoted(name)} comes after {quoted(before[2])}."
            yield finding(NUMBERING, span, message, related=(Related(before[1], "the number before it"),))
        elif before is None and from_one and number == 2:
            yield finding(NUMBERING, span, f"{quoted(name)} is the first of its kind; there is none before it.")
        seen.setdefault(number, (number, span, name))
        before = (number, span, name)


# --- sections --------------------------------------------------------------------------------------------------------

_NUMBER = (
    r"(?:(?:section|chapter|part)\s+)?"
    r"(?:(\d{1,2}(?:\.\d{1,2})*)(?:[.):]|\s)\s*(?=[^\W\d_]{2})|([IVX]{1,5})(?:[.):])\s+(?=\w))"
)


def section_number(title: str) -> str:
    """The number that a heading begins with (“2.1”; Roman ones as figures), "" if none."""
    found = re.match(_NUMBER, title, re.IGNORECASE)
    return re.sub(r"(?<=\d)\.0$", "", found[1] or as_figures(found[2])) if found else ""


def as_figures(number: str) -> str:
    """A Roman number below forty in figures; others as they are, "" for what is no number."""
    if number.isdigit():
        return number
    values = [{"I": 1, "V": 5, "X": 10}.get(letter, 0) for letter in number.upper()]
    total = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
    return str(total) if all(values) else ""


def _sections(document: Document) -> Iterator[Diagnostic]:
    """Numbers of headings below one parent; only where most of them have one, so that a heading with a year is none."""
    siblings: dict[tuple[int | None, int], list[int]] = {}
    for index, section in enumerate(document.sections):
        if section.level:
            siblings.setdefault((section.parent, section.level), []).append(index)
    for group in siblings.values():
        numbered: list[Numbered] = []
        stems: set[str] = set()
        for index in group:
            number = section_number(document.sections[index].title)
            if number:
                stem, _, last = number.rpartition(".")
                stems.add(stem)
                numbered.append((int(last), heading_span(document, index), document.sections[index].title))
        if len(numbered) >= 3 and len(stems) == 1:
            yield from _gaps(document, numbered, from_one=False)


# --- lists -----------------------------------------------------------------------------------------------------------


def _lists(document: Document, statements: Sequence[Statement]) -> Iterator[Diagnostic]:
    """Typed numbers of items in a row; a list that is 1. throughout leaves the counting to Markdown.

    Markdown counts anew, so that only the source has a gap: there it is a warning only for statements, of which one was
    likely taken out.
    """
    stated = {statement.block for statement in statements}
    for run in _runs(document):
        numbers = [number for _, number, _ in run]
        if len(run) < 2 or len(set(numbers)) == 1 or numbers[0] > 1 or 1 in numbers[1:]:
            continue
        grave = document.format == "plain" or run[0][0] in stated
        numbered = [(number, document.blocks[at].marker or document.blocks[at].span, name) for at, number, name in run]
        for found in _gaps(document, numbered, from_one=False):
            yield found if grave else replace(found, severity=Severity.SUGGESTION)


def _runs(document: Document) -> Iterator[list[tuple[int, int, str]]]:
    """The numbered items that stand in a row on one level, deeper ones between them left out: block, number, marker."""
    run: list[tuple[int, int, str]] = []
    key: tuple[int, str] | None = None
    for at, block in enumerate(document.blocks):
        number = _marker(document, block.marker) if block.kind == "item" and block.marker else None
        if number and key in (None, (block.level, number[1])):
            run.append((at, number[0], number[2]))
            key = (block.level, number[1])
        elif not (block.kind == "item" and key and block.level > key[0]):
            yield run
            run, key = [], None
            if number:
                run, key = [(at, number[0], number[2])], (block.level, number[1])
    yield run


def _marker(document: Document, span: Span) -> tuple[int, str, str] | None:
    """An item's number, how it is counted and closed (“figure.”), and number and close as they stand."""
    found = re.fullmatch(r"\s*\(?(\d{1,2}|[ivx]{1,4}|[a-h])([.)])\s*", document.text[span.start : span.end])
    if not found:
        return None
    mark = found[1]
    if mark.isdigit():
        return int(mark), f"figure{found[2]}", found[0].strip()
    if set(mark) <= set("ivx"):
        return int(as_figures(mark)), f"roman{found[2]}", found[0].strip()
    return ord(mark) - ord("a") + 1, f"letter{found[2]}", found[0].strip()


# --- running text ----------------------------------------------------------------------------------------------------


def _running(document: Document) -> Iterator[Diagnostic]:
    """“(a) …, (c) …, and (d) …” in one sentence: three marks or more that count from the first with a single slip."""
    for block in document.prose("paragraph", "item", "abstract"):
        for begin, end in block.sentences:
            marks = list(cues().enumerated.finditer(block.text, begin, end))
            kind, values = _values([mark[1] for mark in marks])
            slips = [later - earlier for earlier, later in pairwise(values) if later - earlier != 1]
            if len(values) < 3 or values[:2] == [1, 1] or values[0] != 1 or not kind or slips not in ([0], [2]):
                continue
            numbered = [
                (value, block.to_source(mark.start(), mark.start() + len(mark[1]) + 2), f"({mark[1]})")
                for value, mark in zip(values, marks, strict=True)
            ]
            yield from _gaps(document, numbered, from_one=False)


def _values(marks: Sequence[str]) -> tuple[str, list[int]]:
    """What the marks count by (figures, letters, Roman numbers), "" if not all by one, and their values."""
    if all(mark.isdigit() for mark in marks):
        return "figure", [int(mark) for mark in marks]
    if marks and marks[0] == "i" and all(set(mark) <= set("ivx") for mark in marks):
        return "roman", [int(as_figures(mark)) for mark in marks]
    if all(len(mark) == 1 and mark.isalpha() for mark in marks):
        return "letter", [ord(mark) - ord("a") + 1 for mark in marks]
    return "", []
