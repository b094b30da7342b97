"""Sections that a paper of its kind has: missing, out of order, empty, doubled. Reads headings, not what they mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from mslint import shipped
from mslint.checks import CheckRule
from mslint.checks.argument.matrix import Matrix
from mslint.checks.argument.numbering import section_number
from mslint.checks.argument.telling import finding, quoted
from mslint.checks.argument.tree import (
    below,
    body,
    children,
    heading_span,
    is_part,
    is_study,
    own_role,
    serves_as_results,
)
from mslint.model import Diagnostic, Document, Related, Section, Severity, Span
from mslint.readers.roles import role_of

MISSING = CheckRule(
    "argument.missing-section",
    Severity.WARNING,
    "A section that a paper of this kind has and this one lacks.",
    "Readers and examiners look for it by its name.",
)
ORDER = CheckRule(
    "argument.section-out-of-order",
    Severity.WARNING,
    "A section that stands where no reader expects it, such as methods behind the results.",
    "The order of the parts is the order of the argument.",
)
EMPTY = CheckRule(
    "argument.empty-section",
    Severity.WARNING,
    "A heading with nothing below it.",
    "Its text was moved or never written.",
)
DOUBLED = CheckRule(
    "argument.doubled-section",
    Severity.WARNING,
    "Two sections of one name side by side.",
    "A reader cannot tell which is meant, and one of them may be an older version.",
)
RULES = (MISSING, ORDER, EMPTY, DOUBLED)

ONE_OF_A_KIND = (
    "introduction",
    "literature",
    "theory",
    "conclusion",
    "recommendations",
    "methods",
    "results",
    "discussion",
    "findings",
    "objectives",
    "questions",
    "hypotheses",
    "problem",
    "abstract",
)
ORDERED = (
    "abstract",
    "introduction",
    "literature",
    "theory",
    "methods",
    "results",
    "discussion",
    "conclusion",
    "references",
)
"""The roles whose order is held to in any paper."""

ENDS = ("conclusion", "discussion", "findings", "recommendations")

BUILT = ("references", "front", "keywords", "appendix", "statement")
"""Sections that a build fills or that may stand for a mere list."""


def check(matrix: Matrix) -> Iterator[Diagnostic]:
    document = matrix.document
    top = [(index, own_role(document, index) or _topic(document, index)) for index in children(document, None)]
    yield from _missing(matrix, top)
    yield from _out_of_order(document, top)
    yield from _empty(document)
    yield from _doubled(document, top)


def _topic(document: Document, index: int) -> str:
    return "" if is_part(document.sections[index]) else "topic"


# --- missing ---------------------------------------------------------------------------------------------------------


def _kind(roles: Sequence[str]) -> str:
    """The first kind of paper whose telling roles are there."""
    kinds: Mapping[str, Mapping[str, object]] = shipped.data("argument")["kinds"]
    for name, kind in kinds.items():
        when = kind["when"]
        assert isinstance(when, list)
        if len({role for role in roles if role in when}) >= int(str(kind["least"])):
            return name
    return ""


def _missing(matrix: Matrix, top: Sequence[tuple[int, str]]) -> Iterator[Diagnostic]:
    document = matrix.document
    roles = [role for _, role in top] + [own_role(document, i) for i in range(len(document.sections))]
    shows = any(serves_as_results(document, index) for index, _ in top)
    kind = _kind(roles) or ("empirical" if shows or any(h.listed for h in matrix.argument.hypotheses) else "")
    if len(top) < 4:
        return
    if not kind:
        yield from _no_end(matrix, top)
        return
    expects: Mapping[str, Sequence[str]] = shipped.data("argument")["kinds"][kind]["expects"]
    sure = kind == "thesis" or matrix.asks or {"introduction", "results", "discussion"} <= {role for _, role in top}
    severity = Severity.WARNING if sure else Severity.SUGGESTION
    for role, instead in expects.items():
        if any(other in roles for other in instead) or (role == "methods" and _tells_methods(matrix, top)):
            continue
        span = _where(document, top, role)
        name = {"literature": "literature review", "results": "section with results"}.get(role, role)
        yield finding(MISSING, span, f"The paper has no {name}; papers of its kind do.", severity)


def _tells_methods(matrix: Matrix, top: Sequence[tuple[int, str]]) -> bool:
    """Whether the first section with a heading of its own says what was done: two words of method at least."""
    document = matrix.document
    first = next((index for index, role in top if role == "topic"), None)
    if first is None:
        return False
    text = " ".join(block.text for part in below(document, first) for block in body(document, part)).lower()
    words = shipped.data("argument")["abstract"]["method"]
    return sum(bool(re.search(rf"\b{re.escape(word)}\b", text)) for word in words) >= 2


def _no_end(matrix: Matrix, top: Sequence[tuple[int, str]]) -> Iterator[Diagnostic]:
    """A paper that asks and has no part in which it could conclude."""
    main = [
        (index, role)
        for index, role in top
        if role not in ("references", "appendix", "statement", "abstract", "keywords")
    ]
    if not matrix.asks or len(main) < 4 or any(role in ENDS for _, role in main):
        return
    yield finding(
        MISSING, heading_span(matrix.document, main[-1][0]), "The paper asks questions and has no conclusion."
    )


def _where(document: Document, top: Sequence[tuple[int, str]], role: str) -> Span:
    """The heading before which the section would stand; the last of the paper's own if there is none."""
    rank = _ranks()
    after = [index for index, other in top if other in rank and rank[other] > rank[role]]
    return heading_span(document, after[0] if after else top[-1][0])


def _ranks() -> dict[str, int]:
    return {role: at for at, roles in enumerate(shipped.data("argument")["order"]) for role in roles}


# --- order -----------------------------------------------------------------------------------------------------------


def _out_of_order(document: Document, top: Sequence[tuple[int, str]]) -> Iterator[Diagnostic]:
    """The fewest sections that, moved, put the parts in order;
    each is told with what it should come before or after.
    """
    rank = _ranks()
    ranked = [(index, role) for index, role in top if role in rank]
    present = Counter(role for _, role in ranked)
    thesis = _kind([role for role, _ in present.items()]) == "thesis"
    if len(ranked) < 4 or any(present[role] > 1 for role in ("methods", "results", "introduction")):
        return  # several studies in one paper have an order of their own
    if not thesis:
        ranked = [(i, r) for i, r in ranked if r in ORDERED]
        own = [(i, r) for i, r in ranked if r not in ("references", "appendix")]
        if own and own[-1][1] == "methods":
            ranked = [(i, r) for i, r in ranked if r != "methods"]  # at the end, as some journals want them
        late = [
            i
            for i, r in ranked
            if r == "literature" and re.search(r"\brelated\b", document.sections[i].title, re.IGNORECASE)
        ]
        ranked = [(i, r) for i, r in ranked if i not in late]  # “Related work” may close a paper
    kept = _longest_rising([rank[role] for _, role in ranked])
    for at, (index, role) in enumerate(ranked):
        if at in kept:
            continue
        mine = rank[role]
        later = [ranked[k][0] for k in kept if k < at and rank[ranked[k][1]] > mine]
        earlier = [ranked[k][0] for k in kept if k > at and rank[ranked[k][1]] < mine]
        other, how = (later[0], "after") if later else (earlier[-1], "before")
        title, neighbour = document.sections[index].title, document.sections[other].title
        severity = Severity.WARNING if role != "topic" or thesis else Severity.SUGGESTION
        message = f"The section {quoted(title)} comes {how} {quoted(neighbour)}; readers expect it the other way round."
        related = (Related(heading_span(document, other), "the section that it should change places with"),)
        yield finding(ORDER, heading_span(document, index), message, severity, related=related)


def _longest_rising(values: Sequence[int]) -> list[int]:
    """Indexes of a longest run that never falls; of equal ones that which keeps the earlier."""
    lengths: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        best, link = 1, -1
        for k in range(at):
            if values[k] <= value and lengths[k] + 1 > best:
                best, link = lengths[k] + 1, k
        lengths.append(best)
        before.append(link)
    if not values:
        return []
    at = max(range(len(values)), key=lambda k: lengths[k])
    out = []
    while at >= 0:
        out.append(at)
        at = before[at]
    return out[::-1]


# --- empty, doubled --------------------------------------------------------------------------------------------------


BYLINE = re.compile(r"[Bb]y [^\W\d_a-z]")
"""An author's name set as a heading below the title."""


def _empty(document: Document) -> Iterator[Diagnostic]:
    headed = [index for index, section in enumerate(document.sections) if section.level]
    first = next((index for index in headed if own_role(document, index)), 0)
    for at, index in enumerate(headed):
        section = document.sections[index]
        bare = is_part(section) or is_study(section.title) or BYLINE.match(section.title)
        if bare or section.role in BUILT or index < first:
            continue
        following = headed[at + 1] if at + 1 < len(headed) else None
        if following is not None and _may_be_part(document, section, document.sections[following]):
            continue
        if len(section.blocks) > 1 or _source_below(document, index, following).strip():
            continue
        yield finding(
            EMPTY, heading_span(document, index), f"Nothing stands below the heading {quoted(section.title)}."
        )


def _may_be_part(document: Document, section: Section, following: Section) -> bool:
    """Whether the second may be the first's own part: headings of a plain text that have no number show no level."""
    bare = document.format == "plain" and not section_number(section.title)
    levels_unknown = bare and (bool(role_of(section.title)) or _holds_none(document, section))
    return levels_unknown or following.level > section.level


def _holds_none(document: Document, section: Section) -> bool:
    """Whether another heading of the same level that names no part has nothing below it either, as one above others."""
    alike = [s for s in document.sections if s.level == section.level and not role_of(s.title) and s is not section]
    return len(alike) < 2 or any(len(other.blocks) < 2 for other in alike)


def _source_below(document: Document, index: int, following: int | None) -> str:
    """What the source has between a heading's line and the next heading: figures and includes are no blocks."""
    heading = document.blocks[document.sections[index].blocks.start]
    end = len(document.text)
    if following is not None:
        end = document.blocks[document.sections[following].blocks.start].span.start
    below = document.text[heading.span.end : end]
    lines = below.splitlines()[1:]  # the rest of the heading's own line: attributes, closing #
    return "\n".join(line for line in lines if not re.fullmatch(r"\s*(?:=+|-{3,}|#+\s*|<!--.*-->)?\s*", line))


def _doubled(document: Document, top: Sequence[tuple[int, str]]) -> Iterator[Diagnostic]:
    """The same title twice below one parent; of the parts at the top, the same role under two names."""
    seen: dict[tuple[int | None, int, str], int] = {}
    twice: list[tuple[int, int]] = []
    for index, section in enumerate(document.sections):
        if not section.level or is_part(section) or section.role in ("statement", "appendix"):
            continue
        key = (section.parent, section.level, _plain(section.title))
        above = section.parent
        if key in seen and not _parts_between(document, seen[key], index):
            twice.append((index, seen[key]))
        elif above is not None and _plain(document.sections[above].title) == key[2]:
            twice.append((index, above))
        else:
            seen[key] = index
    names = {_plain(document.sections[index].title) for index, _ in twice}
    if len(names) > 1 or any(is_study(section.title) for section in document.sections):
        return  # several studies in one paper, each with its method and results
    for index, first in twice:
        title = document.sections[index].title
        message = f"{quoted(title)} is the heading of two sections."
        related = (Related(heading_span(document, first), "the first of them"),)
        yield finding(DOUBLED, heading_span(document, index), message, related=related)
    if twice:
        return
    by_role: dict[str, int] = {}
    for index, role in top:
        if role not in ONE_OF_A_KIND or role_alone(document, index) != role:
            continue
        if role in by_role:
            title, other = document.sections[index].title, document.sections[by_role[role]].title
            message = f"{quoted(title)} and {quoted(other)} are one part of a paper under two headings."
            related = (Related(heading_span(document, by_role[role]), "the other one"),)
            yield finding(DOUBLED, heading_span(document, index), message, Severity.SUGGESTION, related=related)
        by_role.setdefault(role, index)


def _parts_between(document: Document, first: int, second: int) -> bool:
    """Whether the methods and the results, say, lie between two topical sections of one level, each of which has the
    same part: headings that a converter gave one level.
    """
    level = document.sections[first].level
    if own_role(document, first):
        return False
    between = (i for i in range(first + 1, second) if document.sections[i].level == level)
    return any(own_role(document, index) in PARTS for index in between)


PARTS = ("methods", "results", "discussion")


def role_alone(document: Document, index: int) -> str:
    """The role that the whole of the heading names, "" for one that has its role from a part (“Data: …”)."""
    title = re.sub(r"^[\d.]+\s*", "", document.sections[index].title)
    return "" if ":" in title else role_of(title)


def _plain(title: str) -> str:
    return re.sub(r"^[\d.]+\s*", "", title).casefold().strip(" .:")
