"""Tells what each section is in the paper: part, matter, title; and counts the words of those that can answer. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from mslint.checks.argument.model import Unit
from mslint.checks.argument.terms import families
from mslint.model import Block, Document, Section, Span
from mslint.readers.roles import role_of

ASKING = (
    "front",
    "abstract",
    "keywords",
    "introduction",
    "background",
    "problem",
    "objectives",
    "questions",
    "hypotheses",
)
PRIOR = ("literature", "theory", "methods")
CLOSING = ("findings", "recommendations", "limitations", "conclusion")
APART = ("front", "abstract", "keywords", "statement", "references", "appendix")

FRAME = 40
"""Words that a section with others below it has at most of its own if it is a mere frame."""

MATERIAL = (
    r"(?:[\dIVX.]+\s+)?(?:the\s+)?"
    r"(?:corpus|data|materials?|sources?|sample|setting|cases?\s+(?:selection|and\s+(?:data|sources|materials?))|study\s+(?:area|site))\b"
)
"""How the heading of a section on what is studied begins, which answers nothing."""

LABEL = r"(?:\[?(?:fig|figure|table|tab|box|panel|div|note)\b|\[)"
"""How the heading of what is no section begins: a figure or table that a converter made a section of."""


def title_section(document: Document) -> int | None:
    """The section whose heading is the paper's title: alone on its level, first, with all others below it."""
    headed = [index for index, section in enumerate(document.sections) if section.level]
    if len(headed) < 2:
        return None
    first = headed[0]
    level = document.sections[first].level
    if role_of(document.sections[first].title) or any(document.sections[i].level <= level for i in headed[1:]):
        return None
    return first


def with_opening(document: Document) -> Document:
    """The document, what stands right below its title read as its introduction."""
    at = title_section(document)
    if at is None or document.sections[at].role:
        return document
    sections = list(document.sections)
    sections[at] = replace(sections[at], role="introduction")
    return replace(document, sections=tuple(sections))


def title_block(document: Document) -> Block | None:
    """The block that holds the paper's title, if it has one."""
    block = next(document.prose("title"), None)
    if block is not None:
        return block
    at = title_section(document)
    return document.blocks[document.sections[at].blocks.start] if at is not None else None


def own_role(document: Document, index: int) -> str:
    """The role that the section's own heading (or mslint.yaml) gives it; "" where it has its parent's or none."""
    section = document.sections[index]
    if not section.role or not section.level:
        return section.role
    if section.role == "references" and _has_more_behind(document, index):
        return "methods"  # “Sources” in front of what they are sources of
    parent = document.sections[section.parent].role if section.parent is not None else ""
    return section.role if role_of(section.title) == section.role or section.role != parent else ""


def _has_more_behind(document: Document, index: int) -> bool:
    """Whether a conclusion or findings follow, which no list of references has behind it."""
    return any(
        section.role in ("results", "discussion", "findings", "conclusion")
        for section in document.sections[index + 1 :]
    )


def children(document: Document, index: int | None) -> list[int]:
    """The sections right below one, or, for None, the top of the paper (below its title)."""
    top = title_section(document)
    above = top if index is None else index
    return [
        at for at, section in enumerate(document.sections) if section.level and at != top and section.parent == above
    ]


def heading_of(document: Document, index: int) -> Block | None:
    section = document.sections[index]
    return document.blocks[section.blocks.start] if section.level else None


def heading_span(document: Document, index: int) -> Span:
    """Where the section's title stands; an empty range at its start if it has none."""
    heading = heading_of(document, index)
    if heading is not None and heading.text:
        return heading.to_source(0, len(heading.text))
    blocks = document.sections[index].blocks
    at = document.blocks[blocks.start].span.start if blocks else 0
    return Span(at, at)


def body(document: Document, index: int) -> list[Block]:
    """The blocks of a section without its heading and without those of sections below it."""
    section = document.sections[index]
    blocks = document.blocks[section.blocks.start : section.blocks.stop]
    return [block for block in blocks if block.kind not in ("heading", "furniture", "code")]


def below(document: Document, index: int) -> Iterator[int]:
    """The section and all below it, in order."""
    yield index
    for child in children(document, index):
        yield from below(document, child)


def is_part(section: Section) -> bool:
    """Whether the heading names no matter but a label: of a figure, a table, a number alone."""
    return bool(re.match(LABEL, section.title, re.IGNORECASE)) or not re.search(r"[^\W\d_]{3}", section.title)


def is_study(title: str) -> bool:
    """Whether a heading is that of one of several studies in a paper: “Study 2”, “Experiment 1a: …”."""
    return bool(
        re.match(
            r"(?:[\d.]+\s+)?(?:study|experiment|case|part|chapter|sample)\s+(?:\d|[IVX]+\b|one|two|three)",
            title,
            re.IGNORECASE,
        )
    )


def serves_as_results(document: Document, index: int) -> bool:
    """Whether a section called “Findings” is the paper's results: it has sections of its own, and none is called
    results.
    """
    if document.sections[index].role != "findings" or any(s.role == "results" for s in document.sections):
        return False
    return bool(children(document, index))


def units(document: Document) -> tuple[Unit, ...]:
    """The sections in which a paper treats its matter, in order.

    A topical section with all below it; the results and the discussion, unless they have topical sections below;
    a topical section whose own children are parts (“Method” below “Study 1”) gives way to them.
    """
    end = _back_matter(document)
    return tuple(unit for unit in _units(document, None, len(children(document, None))) if unit.section < end)


def _back_matter(document: Document) -> int:
    """The section from which on there are only statements, thanks and what else a paper ends with."""
    roles = [own_role(document, index) for index in range(len(document.sections))]
    last = max((at for at, role in enumerate(roles) if role and role not in APART), default=len(roles))
    return next((at for at in range(last, len(roles)) if roles[at] == "statement"), len(roles))


def _units(document: Document, above: int | None, depth: int) -> Iterator[Unit]:
    for index in children(document, above):
        section = document.sections[index]
        closed = own_role(document, index) in ASKING + PRIOR + CLOSING + APART and not serves_as_results(
            document, index
        )
        if closed or section.role in ASKING + PRIOR or is_part(section) or _is_of_methods(document, index):
            continue
        under = children(document, index)
        topical = not own_role(document, index)
        holds_parts = any(own_role(document, child) for child in under) or _is_frame(document, index, under)
        if (topical and not holds_parts) or not under:
            yield _unit(document, index, list(below(document, index)), topical)
            continue
        if body(document, index):
            yield _unit(document, index, [index], False)
        yield from _units(document, index, depth + 1)


def _is_of_methods(document: Document, index: int) -> bool:
    """Whether a section without a part of its own stands between the methods and the results, all on one level."""
    if re.match(MATERIAL, document.sections[index].title, re.IGNORECASE):
        return True
    level = document.sections[index].level
    beside = [(i, own_role(document, i)) for i, section in enumerate(document.sections) if section.level == level]
    before = [role for i, role in beside if i <= index and role]
    after = [role for i, role in beside if i > index and role]
    return not own_role(document, index) and before[-1:] == ["methods"] and after[:1] == ["results"]


def _is_frame(document: Document, index: int, under: list[int]) -> bool:
    """Whether a section does little more than hold those below it."""
    return len(under) > 1 and sum(len(block.text.split()) for block in body(document, index)) < FRAME


def _unit(document: Document, index: int, parts: list[int], topical: bool) -> Unit:
    section = document.sections[index]
    own: Counter[str] = Counter()
    headings: Counter[str] = Counter()
    held: Counter[str] = Counter()
    size = 0
    for part in parts:
        for block in body(document, part):
            found = families(block.text)
            own.update(found)
            held.update(set(found))
            size += len(block.text.split())
        title = families(document.sections[part].title)
        headings.update(title)
        held.update(set(title))
    counts = own + headings + headings  # a heading is a treatment, not a mention
    heading = frozenset(name for name in families(section.title) if not name.isdigit())
    return Unit(
        index,
        section.title,
        heading_span(document, index),
        section.role,
        topical,
        section.level,
        counts,
        heading,
        own,
        held,
        size,
    )


def passages(document: Document, of: Sequence[Unit], least: int) -> tuple[Unit, ...]:
    """The paragraphs of sections that have no sections below them, each a unit of its own; their sentences, if there
    are fewer than `least` paragraphs.
    """
    blocks = [
        (at, block)
        for unit in of
        for at in range(*_extent(document, unit.section))
        if (block := document.blocks[at]).kind in ("paragraph", "item") and block.text
    ]
    places = [(at, 0, len(block.text)) for at, block in blocks]
    if len(places) < least:
        places = [(at, begin, end) for at, block in blocks for begin, end in block.sentences]
    return tuple(_passage(document, place) for place in places)


def _extent(document: Document, index: int) -> tuple[int, int]:
    blocks = document.sections[index].blocks
    return blocks.start, blocks.stop


def _passage(document: Document, place: tuple[int, int, int]) -> Unit:
    at, begin, end = place
    block = document.blocks[at]
    section = document.sections[block.section]
    counts = Counter(families(block.text[begin:end]))
    held = Counter(set(counts))
    size = len(block.text[begin:end].split())
    span = heading_span(document, block.section)
    doubled = counts + counts  # what a whole passage is about it need not say twice
    return Unit(
        block.section,
        section.title,
        span,
        section.role,
        False,
        section.level,
        doubled,
        frozenset(),
        counts,
        held,
        size,
        place,
    )
