"""Tells the headings of a plain text and their levels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from mslint.readers.plain.lines import Line
from mslint.readers.plain.lists import mark_of
from mslint.readers.plain.numerals import value_of
from mslint.readers.plain.state import (
    CAPTION,
    COLUMNS,
    LINK,
    LISTED,
    MARK,
    NUMBERED,
    PROSE,
    RUN_IN,
    SMALL,
    State,
    block_of,
    has_gap_after,
    is_caps,
)
from mslint.readers.roles import role_of

LONGEST_HEADING = 130
"""Code points of the longest line that can be a heading."""

SENTENCE = 40
"""Code points of the shortest paragraph that can stand alone under a heading."""

HEADLINE = 0.6
"""Share of the words with a capital from which on a line is in headline style; running text has less than .2."""

ANSWERING = frozenset({"", "results", "discussion", "findings"})
"""Roles of the sections in which a short line “RQ1: Prevalence” is a heading and no item of a list."""

THEME = re.compile(
    r"(?:Theme|Case|Topic|Category|Finding|Pattern|Type|Study|Experiment)\s+(?:\d{1,2}|[IVX]+|One|Two|Three|Four|Five)\b\s*[:.–—-]"
)
"""How a heading begins that counts the themes of a study."""

ENDING = frozenset({"results", "discussion", "findings", "conclusion"})
"""Roles of the sections that no list of references has behind it."""

OUTER = frozenset({"abstract", "keywords", "introduction", "conclusion", "references", "statement", "appendix"})
"""Roles of sections that stand at the highest level, whatever is above them."""


@dataclass(frozen=True, slots=True)
class Heading:
    style: str  # number, name, caps, colon, question, title, plain
    lines: int = 1  # how many lines it takes
    depth: str = ""  # kind of its number: chapter, roman, letter, arabic1, arabic2, …
    count: int = 0  # its number among its siblings


def heading_at(lines: Sequence[Line], at: int, state: State) -> Heading | None:
    """What kind of heading the line is, if it is one."""
    line = lines[at]
    text = line.text
    if len(text) > LONGEST_HEADING or text[-1] in ",;" or text[0].islower():
        return None
    if not _is_settled(lines, at, state) and not (state.layout.is_short(lines[at - 1]) and role_of(text)):
        return None
    if CAPTION.match(text) or LINK.match(text) or RUN_IN.match(text) or COLUMNS.search(text):
        return None
    height = _height(lines, at, state)
    numbered = _numbered(lines, at, state)
    if numbered:
        return replace(numbered, lines=height)
    if line.is_complete and not text.endswith("?"):
        return Heading("name") if role_of(text) and len(text.split()) <= 3 else None
    if mark_of(lines, at, state):
        answers = state.role in ANSWERING and text[0] in "RSHQO" and not text.endswith("?")
        return Heading("plain") if answers and _stands_over(lines, at, at, state) else None
    style = _style(lines, at, height, state)
    return Heading(style, height) if style else None


def _is_settled(lines: Sequence[Line], at: int, state: State) -> bool:
    """Whether what stands before the line has come to its end."""
    if lines[at].gap or not state.layout.wrapped or not state.blocks or lines[at - 1].is_complete:
        return True
    return state.blocks[-1].kind in ("heading", "title", "subtitle", "author", "keywords")


def _style(lines: Sequence[Line], at: int, height: int, state: State) -> str:
    """How an unnumbered heading of `height` lines looks, "" if these lines are none."""
    line, last = lines[at], at + height - 1
    text = " ".join(line.text for line in lines[at : last + 1])
    words, role = text.split(), role_of(text)
    if role and len(words) <= 12 and not (text.endswith("?") and role in LISTED):
        return "name"
    if len(words) > 18 or not any(map(str.isalpha, text)):
        return ""
    after = _length_after(lines, last, state)
    if is_caps(text) and sum(map(str.isalpha, text)) > 4:
        return "caps" if after else ""
    over = _stands_over(lines, at, last, state)
    if over and height == 1 and THEME.match(text):
        return "plain"
    if text[0].isdigit() or (after < PROSE and not over) or (height == 1 and not _stands_alone(lines, at, state)):
        return ""
    capitals, listed = _share_of_capitals(words), state.role in LISTED
    alone = line.gap and has_gap_after(lines, last)
    if text.endswith(":"):
        return "colon" if capitals >= HEADLINE or (": " in text and line.gap) else ""
    if text.endswith("?"):
        return "question" if alone and not listed and after > 1.5 * PROSE else ""
    if capitals >= HEADLINE and len(words) <= 16:
        return "title" if not listed or (alone and after > PROSE) else ""
    if listed or not (line.gap or over) or len(words) > 10 or (state.blocks and state.blocks[-1].kind == "item"):
        return ""
    return "plain" if over or after > 1.5 * PROSE or len(words) <= 6 else ""


def _stands_over(lines: Sequence[Line], at: int, last: int, state: State) -> bool:
    """Whether a short line that no sentence ends stands right over a paragraph, where each paragraph is one line.

    The line before it must be another's end, or a heading: of short lines in a row, none is one.
    """
    layout, blocks = state.layout, state.blocks
    if layout.wrapped or last + 1 >= len(lines):
        return False
    below = lines[last + 1]
    if not below.is_complete or len(below.text) < SENTENCE or len(lines[at].text) > PROSE:
        return False
    return bool(blocks) and (blocks[-1].kind == "heading" or lines[at - 1].is_complete)


def _stands_alone(lines: Sequence[Line], at: int, state: State) -> bool:
    """Whether the line was ended by its author."""
    return not state.layout.wrapped or has_gap_after(lines, at) or state.layout.is_short(lines[at])


def _length_after(lines: Sequence[Line], at: int, state: State) -> int:
    """Code points of the paragraph after the line; a heading counts as prose, the end of the text as nothing."""
    at += 1
    if at >= len(lines):
        return 0
    if MARK.match(lines[at].text) or role_of(lines[at].text) or NUMBERED.match(lines[at].text):
        return PROSE
    if lines[at].text[0].islower():
        return 0
    length = len(lines[at].text)
    while state.layout.wrapped and at + 1 < len(lines) and not lines[at + 1].gap and length < 4 * PROSE:
        at += 1
        length += len(lines[at].text)
    return length


def _height(lines: Sequence[Line], at: int, state: State) -> int:
    """How many lines the heading that begins here takes, if it is one: two, if the first is full or a bare number."""
    if at + 1 >= len(lines):
        return 1
    line, below = lines[at], lines[at + 1]
    number = NUMBERED.fullmatch(line.text)
    if number and number["word"] and len(below.text) <= PROSE and not below.is_complete:
        return 2 if not NUMBERED.match(below.text) else 1
    if below.gap or role_of(line.text) or below.is_complete or role_of(below.text):
        return 1
    if NUMBERED.match(below.text) or MARK.match(below.text):
        return 1
    if is_caps(line.text) and is_caps(below.text):
        return 2
    if not state.layout.wrapped or state.layout.is_short(line) or line.text.endswith((":", "?")):
        return 1
    headline = _share_of_capitals([*line.text.split(), *below.text.split()]) >= HEADLINE
    return 2 if has_gap_after(lines, at + 1) or (headline and state.layout.is_short(below)) else 1


def _share_of_capitals(words: Sequence[str]) -> float:
    """Share of the words that have a capital, those left out that headlines never capitalise."""
    bare = (word.strip("“”\"'‘’(),:?-–") for word in words)
    content = [word for word in bare if word[:1].isalpha() and word.lower() not in SMALL]
    capital = sum(not word[0].islower() for word in content)
    return capital / len(content) if content else 0.0


def _numbered(lines: Sequence[Line], at: int, state: State) -> Heading | None:
    """A heading by its number: “2.1 Data”, “IV. METHODS”, “Chapter 3”; not an item of a list."""
    found = NUMBERED.match(lines[at].text)
    if not found:
        return None
    rest = lines[at].text[found.end() :]
    depth = _depth(found)
    if not depth or (not rest and not found["word"]):
        return None
    if rest and (not _is_capital(rest) or len(rest.split()) > 18 or (rest[-1] in ".!" and not role_of(rest))):
        return None
    count = value_of(found["number"])
    heading = Heading("number", depth=depth, count=count)
    if found["word"] or role_of(rest) or depth not in ("arabic1", "letter", "roman"):
        return heading
    follows = state.counts.get(depth) == count - 1
    if state.item == (depth, count - 1) or (state.role in LISTED and not follows):
        return None
    below = NUMBERED.match(lines[at + 1].text) if at + 1 < len(lines) else None
    if below and _depth(below) == depth and value_of(below["number"]) == count + 1:
        return None
    return heading if (follows or count == 1) and 2 * _length_after(lines, at, state) >= PROSE else None


def _is_capital(text: str) -> bool:
    """Whether the first word has a capital, or is in a script without; quotation marks before it do not count."""
    first = text.lstrip("“‘\"'«(¿¡")[:1]
    return first.isalpha() and not first.islower()


def _depth(found: re.Match[str]) -> str:
    number = found["number"].removesuffix(".0")  # “3.0 Methodology” above “3.1 Design”
    if found["word"]:
        return found["word"].strip().lower()
    if number[0].isdigit():
        return f"arabic{number.count('.') + 1}"
    if not found["close"] or len(number) > 5:
        return ""
    return "roman" if number[0] in "IVXL" else "letter" if len(number) == 1 else ""


def _level(heading: Heading, text: str, role: str, state: State) -> int:
    """Levels from numbers, then capitals; without either all are equal, parts of a part aside."""
    if heading.depth:
        if heading.depth not in state.depths:
            state.depths.insert(0 if heading.depth in ("chapter", "part") else len(state.depths), heading.depth)
        return state.depths.index(heading.depth) + 1
    if is_caps(text) or role in OUTER:
        return 1
    if state.counts:
        return len(state.depths) + 1
    if state.has_caps or (role and role == state.role):
        return 2
    return 1


def add_heading(lines: Sequence[Line], at: int, heading: Heading, state: State) -> int:
    block = block_of("heading", lines[at : at + heading.lines])
    role = role_of(block.text)
    level = _level(heading, block.text, role, state)
    if heading.depth:
        state.counts[heading.depth] = heading.count
        del state.depths[level:]  # deeper numbers begin anew
        state.counts = {depth: count for depth, count in state.counts.items() if depth in state.depths}
    state.blocks.append(replace(block, level=level))
    named = re.search(r"reference|bibliograph|cited", block.text, re.IGNORECASE)
    if role == "references" and not named and _goes_on(lines, at + heading.lines):
        role = ""  # “Sources” in front of what they are sources of
    state.role = role or (state.role if level > state.level and state.level else "")
    state.level = level if role or level <= state.level or not state.level else state.level
    state.item = ("", 0)
    return at + heading.lines


def _goes_on(lines: Sequence[Line], at: int) -> bool:
    """Whether a part follows that no list of references has behind it."""
    return any(role_of(line.text) in ENDING for line in lines[at:] if len(line.text) <= PROSE)
