"""The structure that a paper promises (“Section 3 discusses …”, “It then reviews …”) against the one it has."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.argument.cues import any_of
from mslint.checks.argument.matrix import Matrix
from mslint.checks.argument.numbering import as_figures, section_number
from mslint.checks.argument.telling import finding, quoted
from mslint.checks.argument.terms import families, is_everyday
from mslint.checks.argument.tree import APART, below, body, children, heading_span, own_role
from mslint.model import Block, Diagnostic, Document, Related, Severity, Span

PROMISE = CheckRule(
    "argument.promise-not-kept",
    Severity.WARNING,
    "A section that the paper promises and does not have, or has elsewhere.",
    "A reader finds their way by the announcement; it was written for an earlier structure.",
)
RULES = (PROMISE,)

HELD, ELSEWHERE = 0.25, 0.5
"""What a section holds at most of a promise that it breaks, and what another that keeps it holds at least."""

PARTS = ("introduction", "findings", "recommendations", "limitations", "conclusion")
"""Parts that speak of everything that the paper treats."""

SPEAKING = ("front", "abstract", "introduction", "background", "problem", "objectives", "questions", "hypotheses", "")
"""Roles of the sections in which a road map can stand."""


@dataclass(frozen=True, slots=True)
class _Patterns:
    numbered: re.Pattern[str]
    cue: re.Pattern[str]
    following: re.Pattern[str]
    verb: re.Pattern[str]
    predicate: re.Pattern[str]  # what stands behind “Section 5” where any verb does
    roles: Mapping[str, re.Pattern[str]]


@cache
def _patterns() -> _Patterns:
    data = shipped.data("argument")["promise"]
    return _Patterns(
        re.compile(
            r"\b(?:Sections?|Parts?|Chapters?|§)\s+(\d{1,2}(?:\.\d{1,2})?|[IVX]{1,4}\b)(?:\s*(?:and|to|–|-|,)\s*(\d{1,2})\b)?"
        ),
        re.compile(rf"\b{any_of(data['cues'])}\b", re.IGNORECASE),
        re.compile(r"\b(?:the\s+)?(?:next|following)\s+section\b", re.IGNORECASE),
        re.compile(rf"\b{any_of(data['verbs'])}\b", re.IGNORECASE),
        re.compile(
            r"\s+(?:then|next|finally|also|briefly|further|in turn|first)?\s*"
            r"(?!is\b|was\b|has\b|does\b|as\b)[a-z]{3,}s\s+\w"
        ),
        {role: re.compile(rf"\b{any_of(words)}\b", re.IGNORECASE) for role, words in data["roles"].items()},
    )


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    document = matrix.document
    main = _main(document)
    if len(main) < 3:
        return
    for block in document.prose("paragraph", "item"):
        if document.role(block) not in SPEAKING:
            continue
        yield from _numbered(matrix, block, main)
        if document.role(block) != "":
            yield from _road_map(matrix, block, main)
    for block in document.prose("paragraph"):
        yield from _following(matrix, block, main)


def _main(document: Document) -> list[int]:
    """The sections that a paper counts: those of the top that are no front or back matter."""
    return [index for index in children(document, None) if document.sections[index].role not in APART]


# --- “Section 3 discusses” -------------------------------------------------------------------------------------------


def _numbered(matrix: Matrix, block: Block, main: Sequence[int]) -> Iterator[Diagnostic]:
    for begin, end in block.sentences:
        marks = list(_patterns().numbered.finditer(block.text, begin, end))
        if not marks:
            continue
        for at, mark in enumerate(marks):
            stop = marks[at + 1].start() if at + 1 < len(marks) else end
            claim = block.text[mark.end() : stop]
            follows = at > 0 and re.match(r"\s+(?:to|on|with)\s", claim)  # “…, Section 5 to its causes”
            if not follows and not _patterns().verb.match(claim.lstrip()) and not _patterns().predicate.match(claim):
                continue
            yield from _keeps(matrix, block.to_source(mark.start(), mark.end()), mark, claim, main)


def _keeps(matrix: Matrix, span: Span, mark: re.Match[str], claim: str, main: Sequence[int]) -> Iterator[Diagnostic]:
    document = matrix.document
    index = _section_of(document, as_figures(mark[1]) or mark[1], main)
    name = mark[0]
    if index is None:
        if not _counts_from_one(document, main):
            return
        yield finding(PROMISE, span, f"{quoted(name)} is promised, but the paper has {len(main)} sections.")
        return
    if mark[2]:
        return  # of several sections at once no one can be held to the claim
    yield from _fits(matrix, span, index, claim, main, quoted(name))


def _section_of(document: Document, number: str, main: Sequence[int]) -> int | None:
    """The section of that number: as its heading says, or, where headings have none, by its place."""
    typed = {section_number(section.title): index for index, section in enumerate(document.sections) if section.level}
    typed.pop("", None)
    if number in typed:
        return typed[number]
    if len(typed) >= 2 or not number.isdigit():
        return None
    return main[int(number) - 1] if 0 < int(number) <= len(main) else None


def _counts_from_one(document: Document, main: Sequence[int]) -> bool:
    """Whether it is plain what “Section 7” would be: headings carry numbers, or the first is the introduction."""
    typed = [index for index in main if section_number(document.sections[index].title)]
    return len(typed) >= 3 or (not typed and document.sections[main[0]].role == "introduction")


def _fits(matrix: Matrix, span: Span, index: int, claim: str, main: Sequence[int], name: str) -> Iterator[Diagnostic]:
    """Whether a section is what a claim says: its role where the claim names one, else its words."""
    document = matrix.document
    title = document.sections[index].title
    role = _role(claim)
    actual = own_role(document, index)
    related = (Related(heading_span(document, index), "that section"),)
    if role and actual:
        if actual not in shipped.data("argument")["promise"]["alike"][role] and not _names_role(title, role):
            message = f"{name} is said to be the {role} (“{_short(claim)}”), but it is {quoted(title)}."
            yield finding(PROMISE, span, message, related=related)
        return
    if role:
        return
    terms = matrix.words.terms(_PREDICATE.sub("", _first_clause(claim)))
    telling = [name for name in terms if not is_everyday(name)]
    if not telling:
        return
    here = _held(matrix, index, terms)
    scores = {at: _held(matrix, at, terms) for at in main if own_role(document, at) not in PARTS and at != index}
    best = max(scores, key=lambda at: scores[at], default=index)
    elsewhere = scores.get(best, 0.0)
    if elsewhere >= max(ELSEWHERE, here + 0.4):
        treats = quoted(document.sections[best].title)
        message = f"{name} is said to treat “{_short(claim)}”; that is {treats}, not {quoted(title)}."
        yield finding(PROMISE, span, message, related=related)
    elif (
        actual != "methods" and not any(n in telling for n in _named_in(matrix, index)) and _is_foreign(matrix, telling)
    ):
        message = f"{name} is said to treat “{_short(claim)}”, but {quoted(title)} does not."
        yield finding(PROMISE, span, message, related=related)


_PREDICATE = re.compile(r"^\s*(?:(?:then|next|finally|also|briefly|first)\s+)?(?!to\b|on\b|with\b|the\b)[a-z]+\s+")
"""What a section does, at the head of a claim; what it treats stands behind."""


def _named_in(matrix: Matrix, index: int) -> set[str]:
    """The word families of a section and those below it."""
    document = matrix.document
    parts = list(below(document, index))
    texts = [document.sections[part].title for part in parts] + [b.text for part in parts for b in body(document, part)]
    return {name for text in texts for name in families(text)}


def _is_foreign(matrix: Matrix, names: Sequence[str]) -> bool:
    """Whether the paper speaks of none of the matters that are named, the promise itself apart."""
    return all(matrix.words.held.get(name, 0) < 2 for name in names)


def _held(matrix: Matrix, index: int, terms: Mapping[str, float]) -> float:
    """What a section and those below it hold of the terms."""
    return matrix.words.cover(terms, dict.fromkeys(_named_in(matrix, index), 2))


def _role(claim: str) -> str:
    return next((role for role, pattern in _patterns().roles.items() if pattern.search(claim)), "")


def _names_role(title: str, role: str) -> bool:
    return bool(_patterns().roles[role].search(title))


def _first_clause(claim: str) -> str:
    return re.split(r"[;.]|,\s+(?:and|while|which|before)\b", claim, maxsplit=1)[0]


def _short(claim: str) -> str:
    from mslint.checks.argument.telling import short

    return short(_first_clause(claim).strip(" ,;.:"), 60)


# --- “the paper first reviews …, then sets out …” --------------------------------------------------------------------


def _road_map(matrix: Matrix, block: Block, main: Sequence[int]) -> Iterator[Diagnostic]:
    """Roles that a road map names must be there, in its order."""
    document = matrix.document
    start = next((b for b, e in block.sentences if _patterns().cue.search(block.text, b, e)), None)
    if start is None or _patterns().numbered.search(block.text, start):
        return
    promised = sorted(
        (match.start(), role, match)
        for role, pattern in _patterns().roles.items()
        if (match := pattern.search(block.text, start))
    )
    alike = shipped.data("argument")["promise"]["alike"]
    own = [own_role(document, index) for index in range(len(document.sections))]
    kept: list[tuple[str, int, Span]] = []
    for at, role, match in promised:
        span = block.to_source(at, match.end())
        if role not in own and not any(_names_role(s.title, role) for s in document.sections):
            if any(_mentions(document, index, role) for index, other in enumerate(own) if other in alike[role]):
                continue
            if role in ("theory", "literature") and _opens_with_matter(document):
                continue  # under a heading of its own
            message = f"{quoted(block.text[at : match.end()])} is promised here, but no section is called so."
            yield finding(PROMISE, span, message)
        elif role in own and role not in ("problem", "objectives", "questions", "hypotheses"):
            kept.append((role, own.index(role), span))
    for (early, first, _), (late, second, span) in itertools.pairwise(kept):
        if second < first and {early, late} != {"recommendations", "findings"}:
            title, other = document.sections[second].title, document.sections[first].title
            message = f"Here {quoted(other)} is promised before {quoted(title)}; in the paper it comes after."
            yield finding(PROMISE, span, message, related=(Related(heading_span(document, second), "the section"),))


def _opens_with_matter(document: Document) -> bool:
    """Whether a section with a heading of its own stands before the methods, or the first of all if there are none."""
    roles = [own_role(document, index) for index in children(document, None)]
    roles = [role for role in roles if role not in APART]
    before = roles[: roles.index("methods")] if "methods" in roles else roles[:2]
    return "" in before


def _mentions(document: Document, index: int, role: str) -> bool:
    """Whether a section that may stand for one of the role speaks of what it promises."""
    if document.sections[index].role in ("introduction", "background"):
        return False
    return any(
        _patterns().roles[role].search(block.text) for part in below(document, index) for block in body(document, part)
    )


# --- “the next section” ----------------------------------------------------------------------------------------------


def _following(matrix: Matrix, block: Block, main: Sequence[int]) -> Iterator[Diagnostic]:
    document = matrix.document
    if "section" not in block.text:
        return
    for begin, end in block.sentences:
        found = _patterns().following.search(block.text, begin, end)
        if not found:
            continue
        claim = block.text[found.end() : end]
        after = [index for index in range(block.section + 1, len(document.sections)) if document.sections[index].level]
        if not after or not _patterns().verb.match(claim.lstrip()):
            continue
        here = document.sections[block.section]
        index = next((i for i in after if document.sections[i].level <= max(here.level, 1)), after[0])
        if document.sections[index].role in APART:
            continue
        yield from _fits(matrix, block.to_source(found.start(), found.end()), index, claim, main, "The next section")
