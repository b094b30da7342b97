"""Reads MLA's citations by author and page, “(Smith 45)”, “Smith argues … (45)”, of a list of works cited. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mslint.model import Block, Citation, Reference, Span
from mslint.readers.citations.names import Known, Names, fold, is_initials, lists, names_before

LATE = 0.6
"""Share of the entries whose year follows the title from which on a list can be one of works cited."""

FEWEST = 3
"""Entries that such a list has."""

SURE = 2
"""Citations of listed authors by page from which on the paper cites so."""

REACH = 400
"""Code points before a lone page in brackets in which its author is named."""


@cache
def _bracket() -> re.Pattern[str]:
    return re.compile(r"\(([^()]{1,160})\)")


@cache
def _part() -> re.Pattern[str]:
    """The author, if any, and the page of one work in a bracket; four digits that may be a year are none."""
    number = r"(?!1[5-9]\d\d\b|20\d\d\b)\d{1,4}"
    pages = rf"{number}(?:[–-]\d{{1,4}})?(?:,\s?{number}(?:[–-]\d{{1,4}})?)*|[ivxl]{{1,6}}(?:[–-][ivxl]{{1,6}})?"
    return re.compile(
        r"\s*(?:(?:see(?: also)?|cf\.|e\.g\.,?|also)\s+)?(?:qtd\.? in\s+|quoted in\s+)?"
        rf"(?:(?P<names>[^\W\d_][^;:=]*?),?\s+)?(?:pp?\.\s?|(?:ch|par|sec|act|bk)s?\.\s?)?(?P<pages>{pages})\s*"
    )


@cache
def _more() -> re.Pattern[str]:
    """What goes on a list of authors in running text."""
    return re.compile(
        r"\s+et\s+al\.?|(?:,\s[A-Z][\w’'-]+){0,3},?\s+and\s+(?:[A-Z][\w’'-]+\s)?(?:[A-Z][\w’'-]+|colleagues|others)"
    )


def is_works_cited(references: Sequence[Reference]) -> bool:
    """Whether the typed list is such as MLA's: not numbered, and with the year after the title."""
    typed = [r for r in references if "title" in r.parts]
    late = sum("year" in r.parts and r.parts["year"].start > r.parts["title"].start for r in typed)
    return len(typed) >= FEWEST and late >= LATE * len(typed) and not any(r.number is not None for r in typed)


def citations_by_page(blocks: Sequence[Block], known: Known) -> list[Citation]:
    """The citations by author and page in these blocks; none where fewer than SURE name a listed author."""
    found = [one for block in blocks for one in _in_block(block, known)]
    sure = sum(fold(one.names[0]) in known.years for one in found)
    if sure < SURE:
        return []
    doubted = any(fold(one.names[0]) not in known.years for one in found) and sure * 2 < len(found)
    return [one for one in found if fold(one.names[0]) in known.years] if doubted else found


def _in_block(block: Block, known: Known) -> Iterator[Citation]:
    text = block.text
    for bracket in _bracket().finditer(text):
        at = bracket.start(1)
        last: Names | None = None
        for part in bracket[1].split(";"):
            match = _part().fullmatch(text, at, at + len(part))
            at += len(part) + 1
            if not match:
                continue
            names = _names(text, match, known) if match["names"] else last or _before(text, bracket.start(), known)
            if names is None or (not match["names"] and last is None and len(bracket[1].split(";")) > 1):
                continue
            last = names
            yield _citation(block, bracket, match, names)


def _names(text: str, match: re.Match[str], known: Known) -> Names | None:
    """The authors that a bracket names before the page; without the short title that may stand between."""
    start, end = match.span("names")
    words = match["names"]
    if "," in words and not re.search(r"\b(?:and|et al)\b|&", words):
        end = start + words.index(",")
    names = names_before(text, end, start, known.years)
    if names is None or names.start > start or names.end < end:
        return None  # words that are no names stand there too
    first = names.items[0].name
    if fold(first) in known.years:
        return names
    labels = lists()["no_names"] | lists()["leads"] | lists()["inner"] | lists()["organisations"]
    plain = any(word.lower().strip(".") in labels for word in first.split())
    return None if plain or first.isupper() or is_initials(first) or len(first.split()) > 2 else names


def _before(text: str, stop: int, known: Known) -> Names | None:
    """The listed author named last before a lone page in brackets, in the same sentence or the one before."""
    begin = max(0, stop - REACH)
    stretch = text[begin:stop]
    stops = [m.end() for m in re.finditer(r"(?<=[^\W\d_]{3})[.?!][”\"’]?\s(?=[A-Z“\"])", stretch)]
    begin += stops[-2] if len(stops) > 1 else 0
    for word in reversed(list(re.finditer(r"[^\W\d_][\w’'-]*\w", text[begin:stop]))):
        name = re.sub(r"[’']s$", "", word[0])
        if name[0].isupper() and fold(name) in known.years:
            end = begin + word.start() + len(name)
            more = _more().match(text, end, stop)
            end = more.end() if more and not word[0].endswith(("’s", "'s")) else end
            return names_before(text, end, begin, known.years)
    return None


def _citation(block: Block, bracket: re.Match[str], match: re.Match[str], names: Names) -> Citation:
    narrative = not (bracket.start() <= names.start < bracket.end())
    span = block.to_source(bracket.start() if narrative else names.start, bracket.end() if narrative else match.end())
    return Citation(
        span,
        "narrative" if narrative else "parenthetical",
        names=tuple(item.name for item in names.items),
        group=block.to_source(*bracket.span()),
        et_al=names.et_al,
        joint=names.joint,
        name_spans=tuple(Span(*block.to_source(item.start, item.end)) for item in names.items),
        locator=match["pages"],
    )
