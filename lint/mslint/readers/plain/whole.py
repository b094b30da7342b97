"""Settles what only the whole of a plain text tells: lists without marks, quotations, the abstract, the sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mslint.model import Block, Section
from mslint.readers import sections
from mslint.readers.plain.state import LISTED, NUMBERED
from mslint.readers.roles import role_of

LONGEST_ITEM = 60
"""Words of the longest paragraph that is taken for an item because of the heading above it."""

LONGEST_ABSTRACT = 500
"""Words of the longest text that is taken for an abstract."""

NOTES = frozenset({"notes", "endnotes", "footnotes"})


def _groups(blocks: Sequence[Block]) -> Iterator[tuple[str | None, list[int]]]:
    """Each heading with the indexes of the blocks up to the next; None for those before the first."""
    title: str | None = None
    inside: list[int] = []
    for at, block in enumerate(blocks):
        if block.kind == "heading":
            yield title, inside
            title, inside = block.text, []
        else:
            inside.append(at)
    yield title, inside


def listed(blocks: Sequence[Block]) -> list[Block]:
    """Paragraphs under a heading that asks for a list are its items; items under “Notes” are notes."""
    result = list(blocks)
    for title, inside in _groups(blocks):
        if title and title.strip(" :").lower() in NOTES:
            _set_kind(result, [at for at in inside if blocks[at].kind == "item"], "note")
        plain = [at for at in inside if blocks[at].kind == "paragraph"]
        if not title or role_of(title) not in LISTED or not plain:
            continue
        short = [at for at in plain if _words(blocks[at]) <= LONGEST_ITEM and not blocks[at].text.endswith(":")]
        marked = len(inside) - len(plain)
        if 2 * len(short) < len(plain) or (len(short) + marked < 2 and not blocks[plain[0]].text.endswith("?")):
            continue
        for at in short:
            result[at] = replace(blocks[at], kind="item", level=1)
    return result


def _words(block: Block) -> int:
    return len(block.text.split())


UNDER = {
    "methods": ("methods", "results"),
    "results": ("results", "discussion", "findings", "limitations", "conclusion"),
}
"""By role of a section, what the next section with a role is if those between the two are its parts."""


def nested(blocks: Sequence[Block]) -> list[Block]:
    """Headings without a role between “Methods” and “Results”, or between these and “Discussion”, stand below them,
    where neither numbers nor capitals tell the levels.
    """
    result = list(blocks)
    heads = [(at, role_of(block.text)) for at, block in enumerate(blocks) if block.kind == "heading"]
    above = ""
    for place, (at, role) in enumerate(heads):
        level = blocks[at].level
        if level > 1 or NUMBERED.match(blocks[at].text):
            continue
        following = next((other for later, other in heads[place:] if other and blocks[later].level == level), "")
        inside = above in UNDER and following in UNDER[above]
        if inside and (not role or (role == above and len(heads) > place + 1)):
            result[at] = replace(blocks[at], level=level + 1)
        elif role:
            above = role
    return result


def quotes(blocks: Sequence[Block], indents: dict[int, int]) -> list[Block]:
    """Paragraphs set in as a whole are quotations, unless setting in is how this text marks its paragraphs."""
    depth = {at: indents.get(block.span.start, 0) for at, block in enumerate(blocks) if block.kind == "paragraph"}
    base = min(depth.values(), default=0)
    deep = {at for at, indent in depth.items() if indent >= base + 4}
    if 4 * len(deep) > len(depth):
        return list(blocks)
    return [replace(block, kind="quote") if at in deep else block for at, block in enumerate(blocks)]


def lead(blocks: Sequence[Block]) -> tuple[list[Block], dict[int, str]]:
    """Tells abstract and keywords, headed or not, and where a section begins without a heading (start -> role)."""
    result, opens = list(blocks), dict[int, str]()
    groups = [("front" if title is None else role_of(title), inside) for title, inside in _groups(blocks)]
    for number, (role, inside) in enumerate(groups):
        prose = [at for at in inside if blocks[at].kind in ("paragraph", "item", "quote")]
        if role == "front":
            _open_front(result, opens, inside, prose, [role for role, _ in groups[number + 1 :]])
        elif role == "abstract" and prose and not any(role == "introduction" for role, _ in groups[:number]):
            count = _abstract_length(blocks, inside, prose)
            _set_kind(result, prose[:count], "abstract")
            _open(result, opens, prose[count:], "introduction")
        elif role == "keywords" and prose:
            _set_kind(result, prose[:1], "keywords")
            _open(result, opens, prose[1:], "introduction")
    return result, opens


def _open_front(
    blocks: list[Block], opens: dict[int, str], inside: list[int], prose: list[int], later: Sequence[str]
) -> None:
    """Text before the first heading: abstract before keywords or an introduction, else the introduction itself."""
    if not prose:
        return
    keywords = [at for at in inside if blocks[at].kind == "keywords"]
    count = _abstract_length(blocks, inside, prose)
    begins = bool(later) and later[0] in ("introduction", "background", "problem", "keywords")
    if not keywords and not (begins and count == len(prose)):
        _open(blocks, opens, prose, "introduction" if later else "")
        return
    _set_kind(blocks, prose[:count], "abstract")
    _open(blocks, opens, prose[:count], "abstract")
    _open(blocks, opens, prose[count:], "introduction")


def _abstract_length(blocks: Sequence[Block], inside: Sequence[int], prose: Sequence[int]) -> int:
    """How many of the paragraphs are the abstract: those before the keywords, or as many as fit its length."""
    keywords = [at for at in inside if blocks[at].kind == "keywords"]
    if keywords and keywords[0] > prose[0]:
        return sum(at < keywords[0] for at in prose)
    total = 0
    for count, at in enumerate(prose):
        total += _words(blocks[at])
        if total > LONGEST_ABSTRACT:
            return max(count, 1)
    return len(prose)


def _set_kind(blocks: list[Block], places: Sequence[int], kind: str) -> None:
    for at in places:
        blocks[at] = replace(blocks[at], kind=kind, level=0)


def _open(blocks: Sequence[Block], opens: dict[int, str], places: Sequence[int], role: str) -> None:
    if places:
        opens[_start(blocks[places[0]])] = role


def _start(block: Block) -> int:
    return block.marker.start if block.marker else block.span.start


def sections_of(blocks: Sequence[Block], opens: dict[int, str]) -> tuple[tuple[Block, ...], tuple[Section, ...]]:
    """The sections by headings, and those without heading, cut out of the section in which they begin."""
    placed, by_heading = sections.build(blocks)
    result: list[Section] = []
    became: list[int] = []  # where the children of each section by heading belong now
    for section in by_heading:
        parent = became[section.parent] if section.parent is not None else None
        role = section.role if role_of(section.title) or parent is None else result[parent].role
        cuts = [at for at in section.blocks if _start(placed[at]) in opens]
        ends = [*cuts, section.blocks.stop]
        result.append(replace(section, role=role, parent=parent, blocks=range(section.blocks.start, ends[0])))
        for start, end in zip(cuts, ends[1:], strict=True):
            result.append(Section("", max(section.level, 1), opens[_start(placed[start])], range(start, end), parent))
        became.append(len(result) - 1)
    at_section = {at: number for number, section in enumerate(result) for at in section.blocks}
    return tuple(replace(block, section=at_section[at]) for at, block in enumerate(placed)), tuple(result)
