"""The lines of a text without markup: where they are, how they are laid out, which are page furniture. No blocks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from mslint import shipped

_LINE = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_TERMINAL = re.compile(r"[.!?…][\"'”’»)\]]*(?:\d{1,3}|\[[\d,–-]+\])?$")
_PAGE = re.compile(
    r"(?:(page|p\.|pg\.)\s*)?([-–—|]\s*)?(\d{1,4}|[ivxl]{1,6})(\s*(?:[-–—|]|of\s+\d+|/\s*\d+))?", re.IGNORECASE
)
_LEADER = re.compile(r".*\S\s?(?:\.\s?){4,}\s*\d+")
_RULE = re.compile(r"[-–—_=*~#.·• \t]{3,}|[*#~⁂]+")
_JOURNAL = re.compile(
    r".*\b\d{1,4}\s?(?:\(\d{1,3}\)\s?)?\((?:19|20)\d\d\)[,:]?\s*\d+\s?[–-]\s?\d+"
    r"|(?:doi\b|issn\b|arxiv:|https?://(?:dx\.)?doi\.org).*",
    re.IGNORECASE,
)
_HEAD_NUMBER = re.compile(r"^\d{1,4}\s+(?=\D)|(?<=\D)\s+\d{1,4}$|\s*[|•]\s*(?:page\s*)?\d{1,4}$", re.IGNORECASE)

LONG_LINE = 110
"""Code points; no editor or PDF wraps a line of running text later, so a longer one is a whole paragraph."""

SHORT_OF_FULL = 0.75
"""Share of the text's width below which a line was ended by its author and not by the margin."""


FEWEST_LINES, TIGHT = 12, 0.15
"""Lines of a text that can be told to have no blank lines, and the share of them that may have one before them."""

LONGEST_FURNITURE = 160
"""Code points of the longest line that is looked at for a running head or a line of a table of contents."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank, without the white space around it.

    `gap`: a blank line, a page break or the text's beginning is before it. `indent` counts columns, tabs are 4.
    `apart`: page furniture stands between it and the line before.
    """

    start: int
    text: str
    indent: int
    gap: bool
    feed: bool
    apart: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_complete(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_TERMINAL.search(self.text[-16:]))


@dataclass(frozen=True, slots=True)
class Layout:
    """How paragraphs are told: `wrapped` if each spans several lines of about `width`, else each is one line.

    `ragged`: lines end where sentences end, so a short line says nothing. `tight`: no blank lines part the paragraphs,
    as where text is copied out of a word processor.
    """

    wrapped: bool
    width: int
    ragged: bool = False
    tight: bool = False

    def is_short(self, line: Line) -> bool:
        """Whether the line was ended by its author, not by the margin."""
        return len(line.text) + line.indent < SHORT_OF_FULL * self.width


def lines_of(text: str) -> list[Line]:
    """The lines of `text` that are not blank, in order."""
    lines: list[Line] = []
    at, gap, feed = 0, True, False
    for end, mark in [*((match.span(), match[0]) for match in _LINE.finditer(text)), ((len(text), 0), "")]:
        raw = text[at : end[0]]
        stripped = raw.strip()
        if stripped:
            lead = len(raw) - len(raw.lstrip())
            indent = sum(4 if char == "\t" else 1 for char in raw[:lead])
            lines.append(Line(at + lead, stripped, indent, gap, feed))
        gap, feed = not stripped or mark == "\f", (feed and not stripped) or mark == "\f"
        at = end[1]
    return lines


def layout_of(lines: Sequence[Line]) -> Layout:
    """Whether lines are paragraphs or parts of them, decided for the whole text."""
    pairs = [(a, b) for a, b in pairwise(lines) if not b.gap]
    total = sum(len(line.text) for line in lines)
    if 2 * sum(len(line.text) for line in lines if len(line.text) > LONG_LINE) > total or len(pairs) < 2:
        gaps = sum(line.gap for line in lines)
        return Layout(False, LONG_LINE, tight=len(lines) >= FEWEST_LINES and gaps <= TIGHT * len(lines))
    inner = sorted(len(a.text) + a.indent for a, _ in pairs)
    width = inner[9 * len(inner) // 10]
    told = [(a, b) for a, b in pairs if len(a.text) >= 40]
    broken = sum(not a.is_complete and b.text[0].isalnum() for a, b in told)
    if 2 * broken > len(told):
        return Layout(True, width)
    return Layout(_is_ragged(lines), width, ragged=True)


def _is_ragged(lines: Sequence[Line]) -> bool:
    """Whether each line is one sentence and blank lines part the paragraphs."""
    prose = [line for line in lines if line.is_complete and len(line.text) >= 30]
    inside = sum(bool(re.search(r"[a-z][.!?] [A-Z]", line.text)) for line in prose)
    runs = sum(line.gap for line in prose)
    return len(prose) >= 6 and 10 * inside < len(prose) and 2 * runs < len(prose)


def furniture_of(lines: Sequence[Line]) -> set[int]:
    """Indexes of the lines that belong to the page and not to the text.

    Page numbers alone on a line, running heads, the journal's line over the title, drawn rules, lines of a table of
    contents with leaders, and the chrome of a web page where two of its lines stand together.
    """
    pages = _page_numbers(lines)
    short = ((at, line.text) for at, line in enumerate(lines) if len(line.text) <= LONGEST_FURNITURE)
    drawn = {at for at, text in short if _LEADER.fullmatch(text) or _RULE.fullmatch(text)}
    drawn |= {at for at, line in enumerate(lines[:3]) if len(line.text) <= 100 and _JOURNAL.fullmatch(line.text)}
    return pages | drawn | _running_heads(lines, pages) | _chrome(lines)


def _page_numbers(lines: Sequence[Line]) -> set[int]:
    """Dressed numbers (“Page 3 of 9”, “- 3 -”), and bare ones that count on over the text or stand at a page break."""
    found: set[int] = set()
    bare: dict[int, list[int]] = {}
    for at, line in enumerate(lines):
        match = _PAGE.fullmatch(line.text) if len(line.text) <= 20 else None
        if match is None:
            continue
        if (match[1] or match[2] or match[4]) and match[3].isdigit():
            found.add(at)
        elif match[3].isdigit():
            bare.setdefault(int(match[3]), []).append(at)
            if line.feed or (at + 1 < len(lines) and lines[at + 1].feed) or (at == len(lines) - 1 and line.gap):
                found.add(at)
    for number, places in bare.items():
        following = bare.get(number + 1, [])
        for at in places:
            later = bisect_left(following, at + 4)  # the cells of a table follow at once, the next page does not
            if later < len(following):
                found.update((at, following[later]))
    return found


def _running_heads(lines: Sequence[Line], pages: set[int]) -> set[int]:
    """Short lines that come again at page breaks, with or without the page's number."""
    from mslint.readers.roles import role_of

    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        core = _HEAD_NUMBER.sub("", line.text)
        if len(line.text) <= LONGEST_FURNITURE and len(core) > 3 and at not in pages and not line.is_complete:
            places.setdefault(core.casefold(), []).append(at)
    found: set[int] = set()
    for core, ats in places.items():
        if len(ats) < 2 or role_of(core):
            continue
        at_break = [at for at in ats if _is_at_break(lines, at, pages)]
        numbered = [at for at in ats if len(lines[at].text) > len(core) and " " in core]
        if 2 * len(at_break) >= len(ats) and len(at_break) >= 2:
            found.update(ats[1:] if 0 in ats else ats)
        elif len(numbered) >= 3 and _counts_on([lines[at].text for at in numbered]):
            found.update(numbered)
    return found


def _is_at_break(lines: Sequence[Line], at: int, pages: set[int]) -> bool:
    around = at - 1 in pages or at + 1 in pages
    return around or lines[at].feed or (at + 1 < len(lines) and lines[at + 1].feed)


def _counts_on(texts: Sequence[str]) -> bool:
    """Whether the numbers at the ends of these lines rise by more than one in all, as pages do."""
    numbers = [int(re.findall(r"\d+", text)[0 if text[0].isdigit() else -1]) for text in texts]
    return all(a < b for a, b in pairwise(numbers)) and numbers[-1] - numbers[0] >= len(numbers)


def _chrome(lines: Sequence[Line]) -> set[int]:
    likely = [at for at, line in enumerate(lines) if is_chrome(line.text)]
    found = {at for at in likely if bisect_right(likely, at + 4) - bisect_left(likely, at - 4) > 1}
    for at in sorted(found):
        while at + 1 < len(lines) and not lines[at + 1].gap and lines[at + 1].text[0].islower():
            at += 1
            found.add(at)
    return found


def is_chrome(text: str) -> bool:
    """Whether a line is known from the frames of web pages: “Sign in”, “Share on …”."""
    known, starts = _known_chrome()
    plain = text.casefold().replace("’", "'").strip(" .:!?»›→|")
    return plain in known or plain.startswith(starts)


@cache
def _known_chrome() -> tuple[frozenset[str], tuple[str, ...]]:
    data = shipped.data("furniture")
    return frozenset(data["lines"]), tuple(data["starts"])
