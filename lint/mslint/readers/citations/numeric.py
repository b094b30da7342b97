"""Reads numeric citations in one block, “[3, 5–7]” or “³”, where the paper's style is numeric. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from mslint.model import PLACEHOLDER, Block, Citation, Document, Reference, Span

ENOUGH = 3
"""Bracketed numbers from which on a paper without author-year citations is numeric."""

_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@cache
def _bracket() -> re.Pattern[str]:
    return re.compile(r"\[\s*(?:refs?\.?\s*)?(\d{1,4}(?:\s*[,;–-]\s*\d{1,4})*)\s*(?:,\s*pp?\.[^\]]{1,20})?\]")


@cache
def _raised() -> re.Pattern[str]:
    return re.compile(r"(?<=[^\W\d_.,;:)”\"])[.,;:)”\"]?([⁰¹²³⁴-⁹]+(?:[,⁻–-][⁰¹²³⁴-⁹]+)*)(?![⁰¹²³⁴-⁹⁻])")


@cache
def _interval() -> re.Pattern[str]:
    """What stands before a bracket that holds an interval or an index, not works."""
    return re.compile(
        r"(?:[=∈×<>≤≥±~:]|\b(?:CI|CIs|HDI|interval|range|ranging|from|between|within|scale|domain|in|IQR|vector|values?)\b:?)"
        r"[\s(]*$"
    )


def style_of(document: Document, blocks: Sequence[Block], references: Sequence[Reference]) -> str:
    """How the paper cites: "numeric", "key" or "author-year"; as the settings say, else guessed."""
    if document.reading.citation_style != "auto":
        return document.reading.citation_style
    if document.citations and not references:
        return "author-year"  # keys, and a work or two typed by hand
    numbered = sum(reference.number is not None for reference in references)
    brackets = sum(1 for block in blocks for _ in _marks(block))
    if references and 2 * numbered > len(references):
        years = sum(bool(re.search(r"[(,]\s?(?:19|20)\d\d[a-z]?\)", block.text)) for block in blocks)
        return "numeric" if brackets or not years else "author-year"
    return "numeric" if brackets >= ENOUGH and not references else "author-year"


def _marks(block: Block) -> Iterator[re.Match[str]]:
    for found in _bracket().finditer(block.text):
        numbers = re.split(r"\D+", found[1])
        before = _interval().search(block.text, max(0, found.start() - 16), found.start())
        pair = len(numbers) == 2 and "," in found[1]
        if "0" in numbers or (before and (pair or before[0][0] in "=∈×<>≤≥±~")):
            continue  # a lone number after “from” or “in” is a work
        yield found


def numbers_in(document: Document, block: Block, highest: int) -> Iterator[Citation]:
    """The works cited by number in the block, each number of a range by itself. `highest` is the list's last number."""
    text = block.text
    before: re.Match[str] | None = None
    for found in _marks(block):
        if PLACEHOLDER in found[0]:
            continue
        group = block.to_source(*found.span())
        if before and text[before.end() : found.start()].strip() in ("-", "–"):  # “[3]–[5]”
            first, last = int(re.findall(r"\d+", before[1])[-1]), int(re.findall(r"\d+", found[1])[0])
            yield from (
                Citation(group, "numeric", number=n, group=group) for n in range(first + 1, min(last, first + 200))
            )
        yield from _numbers(block, found[1], found.start(1), group)
        before = found
    if not highest:
        return
    for found in _raised().finditer(text):
        digits = found[1].translate(_SUPER)
        if all(0 < int(number) <= highest for number in re.findall(r"\d+", digits)) and not _is_unit(
            text, found.start(1)
        ):
            yield from _numbers(block, digits, found.start(1), Span(*block.to_source(*found.span(1))))
    for found in re.finditer(r"\d{1,3}(?:[,–-]\d{1,3})*", text):
        span = block.to_source(*found.span())
        source = document.text
        raised = source[span.start - 1 : span.start] == "^" and source[span.end : span.end + 1] == "^"
        if raised and not _is_unit(text, found.start()):
            yield from _numbers(block, found[0], found.start(), span)


def _is_unit(text: str, at: int) -> bool:
    """Whether the raised figure is a power: “m²”, “R²”, “χ²”."""
    word = re.search(r"\w+$", text[max(0, at - 12) : at])
    return word is not None and (
        len(word[0]) == 1 or word[0] in ("km", "cm", "mm", "dm", "nm", "µm", "ft", "chi", "eta")
    )


def _numbers(block: Block, text: str, at: int, group: Span) -> Iterator[Citation]:
    """The citations of “3, 5–7” that begins at `at` of the block's text."""
    for part in re.finditer(r"(\d+)(?:\s*[–-]\s*(\d+))?", text):
        first, last = int(part[1]), int(part[2] or part[1])
        span = block.to_source(at + part.start(), at + part.end())
        if last - first > 200:
            last = first
        for number in range(first, max(first, last) + 1):
            yield Citation(span, "numeric", number=number, group=group)
