"""What the parts of the plain-text reader share: what has been read so far, and how lines become a block."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from mslint.model import Block, Piece, Span
from mslint.readers.plain.lines import Layout, Line

PROSE = 80
"""Code points from which on a paragraph is running text, and no label or cell."""

LISTED = frozenset({"questions", "objectives", "hypotheses", "findings", "recommendations"})
"""Roles of sections that people write as lists, often without marks."""

SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on", "or", "over", "per"}
    | {"than", "that", "the", "to", "under", "upon", "via", "vs", "with", "its", "their", "is", "are"}
)
"""Words that headline style leaves in lower case, and after which no line of text has ended."""

MARK = re.compile(
    r"(?:[•◦▪▫‣⁃●○■□◆◇➢➤►▶✓✔❖∙·\uf000-\uf0ff]\s*|[–—*-]\s+|o\t\s*"
    r"|\(?(?P<number>\d{1,3}|[ivx]{1,5}|[a-zA-Z])[.)]\)?\s+"
    r"|(?:RQ|SQ|H|Q|O|(?:Research |Sub-?|Main |Guiding )?(?:[Qq]uestion|[Oo]bjective|[Hh]ypothesis|[Aa]im|[Gg]oal))\s?"
    r"(?:\d{1,2}[a-z]?)?\s*[:.)–—]\s+)(?=\S)"
)
"""A list's mark: a bullet (those of Word's symbol fonts are in the private use area), a number or letter, a label."""

NUMBERED = re.compile(
    r"(?P<word>(?:[Cc]hapter|CHAPTER|[Ss]ection|SECTION|[Pp]art|PART)\s+)?"
    r"(?P<number>\d{1,2}(?:\.\d{1,2})*|[IVXL]+|[A-H]|(?i:one|two|three|four|five|six|seven|eight|nine|ten)\b)"
    r"(?P<close>[.):]|\s[–—-])?(?:\s+|$)"
)
"""The number of a heading, with the word before it."""

RUN_IN = re.compile(
    r"(?:abstract|summary|(?P<keys>key\s?words?(?:\s+and\s+phrases)?|index\s+terms|jel\s+(?:codes?|classification)))"
    r"\s*(?:[:.—–]|\s-)\s*(?=\S)",
    re.IGNORECASE,
)
"""“Abstract:” or “Keywords:” with text after it."""

CAPTION = re.compile(
    r"(?:fig(?:ure|\.)|table|box|scheme|map|chart|graph)\s+[A-Z]?\d+(?:\.\d+)?\s*[.:–—|]\s*\S|(?:source|note)s?\s*:\s*\S",
    re.IGNORECASE,
)
COLUMNS = re.compile(r"\s*\t\s*|\s{3,}")
"""What parts the cells of a table's row."""

LINK = re.compile(r"https?://|www\.|doi(?:\.org|:|\s)|10\.\d{4,9}/", re.IGNORECASE)


@dataclass(slots=True)
class State:
    """What has been read so far, by which the next line is judged."""

    layout: Layout
    has_caps: bool
    blocks: list[Block] = field(default_factory=list)
    indents: dict[int, int] = field(default_factory=dict)  # start of a block -> its least indent
    role: str = "front"
    level: int = 0
    depths: list[str] = field(default_factory=list)  # kinds of numbers in order of appearance
    counts: dict[str, int] = field(default_factory=dict)  # last heading's number of each kind
    item: tuple[str, int] = ("", 0)  # kind of mark and number of the last item
    list_indent: int = 0
    row: int = 0


def block_of(kind: str, lines: Sequence[Line], *, skip: int = 0, level: int = 0, row: int | None = None) -> Block:
    """The lines as one block, line ends as spaces; the first `skip` code points are its marker."""
    pieces: list[Piece] = []
    at = 0
    for number, line in enumerate(lines):
        start = line.start + (0 if number else skip)
        text = line.text if number else line.text[skip:]
        if pieces:
            pieces.append(Piece(Span(at, at + 1 if line.apart else start), " "))
        pieces.append(Piece(Span(start, line.end), text))
        at = line.end
    first = lines[0].start
    marker = Span(first, first + len(lines[0].text[:skip].rstrip())) if skip else None
    return Block(kind, tuple(pieces), level=level, marker=marker, row=row)


def is_unfinished(text: str) -> bool:
    """Whether no sentence and no line of its own can end like this: “the price of”."""
    return text[-1] in ",–—-" or text.rpartition(" ")[2].lower() in SMALL


def has_gap_after(lines: Sequence[Line], at: int) -> bool:
    """Whether a blank line, a page break or the text's end comes after the line."""
    return at + 1 == len(lines) or lines[at + 1].gap


def is_caps(text: str) -> bool:
    """Whether it is set in capitals."""
    return text.isupper()
