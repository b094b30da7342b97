"""Terms that a paper writes two ways: “policymaker” and “policy-maker”, “Cold War” and “cold war”. Pure.

What any paper may write two ways is left to the rules of `consistency`; here only the paper's own use is compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.checks.terms.vocabulary import vocabulary
from mslint.model import Block, Diagnostic, Document, Related, Severity

JOINED = CheckRule(
    "terms.hyphen-two-ways",
    Severity.SUGGESTION,
    "A compound that is hyphenated here and written as one word in most places, or the reverse.",
    "A text keeps to one spelling of each term.",
)
CAPITALS = CheckRule(
    "terms.capitals-two-ways",
    Severity.SUGGESTION,
    "A name of two words that has capitals in most places and none here.",
    "A text keeps to one spelling of each name.",
)
RULES = (JOINED, CAPITALS)

USUAL, TIMES = 3, 3
"""How often the usual form must stand at least, and how many times as often as the other."""


@dataclass(frozen=True, slots=True)
class Place:
    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]


def check(document: Document) -> Iterator[Diagnostic]:
    hyphened: dict[str, list[Place]] = {}
    capital: dict[str, list[Place]] = {}
    blocks = [
        block
        for block in document.prose("paragraph", "item", "abstract", "quote", "caption", "note", "definition")
        if document.role(block) != "references"
    ]
    for block in blocks:
        for match in _hyphened().finditer(block.text):
            first = _word_before().search(block.text, max(match.start() - 24, 0), match.start())
            if first:
                key = (first[0] + match[1]).casefold()
                hyphened.setdefault(key, []).append(Place(block, first.start(), match.end()))
        for match in _pair().finditer(block.text):
            before = block.text[max(match.start() - 2, 0) : match.start()]
            if before[-1:] in (" ", "(") and before[0] not in ".?!:" and not _next_is_name(block.text, match.end()):
                key = f"{match[1]} {match[2]}"
                capital.setdefault(key, []).append(Place(block, match.start(), match.end()))
    yield from _joined(document, blocks, hyphened)
    yield from _capitals(document, blocks, capital)


@cache
def _hyphened() -> re.Pattern[str]:
    return re.compile(r"[-‐‑]([a-z]{3,})(?![\w-])")


@cache
def _word_before() -> re.Pattern[str]:
    return re.compile(r"(?<![\w/@-])[A-Za-z][a-z]{2,}$")


@cache
def _pair() -> re.Pattern[str]:
    return re.compile(r"([A-Z][a-z]{3,}) ([A-Z][a-z]{2,})(?![\w-])")


def _next_is_name(text: str, end: int) -> bool:
    """Whether the name goes on, so that the two words alone may be no name."""
    return bool(re.match(r"[’']?s?\s[A-Z][a-z]", text[end : end + 5]))


def _joined(document: Document, blocks: list[Block], hyphened: dict[str, list[Place]]) -> Iterator[Diagnostic]:
    """Compounds with a hyphen that also stand as one word; one of the two far more often."""
    if not hyphened:
        return
    both = frozenset(shipped.data("terms")["both_right"])
    solid: dict[str, list[Place]] = {}
    for block in blocks:
        for match in re.finditer(r"[A-Za-z][a-z]{5,}", block.text):
            key = match[0].casefold()
            if key in hyphened and (not match.start() or block.text[match.start() - 1] not in "-‐‑_/@"):
                solid.setdefault(key, []).append(Place(block, match.start(), match.end()))
    for key, places in solid.items():
        if key in both:
            continue
        rare, usual = sorted((places, hyphened[key]), key=len)
        if len(usual) >= USUAL and len(usual) >= TIMES * len(rare):
            yield from _findings(document, JOINED, rare, usual)


def _capitals(document: Document, blocks: list[Block], capital: dict[str, list[Place]]) -> Iterator[Diagnostic]:
    names = {key.casefold(): key for key, places in capital.items() if len(places) >= USUAL}
    if not names:
        return
    pattern = re.compile("|".join(sorted(map(re.escape, names), key=len, reverse=True)))
    small: dict[str, list[Place]] = {}
    for block in blocks:
        for match in pattern.finditer(block.text):
            start, end = match.span()
            if (not start or not block.text[start - 1].isalnum()) and not block.text[end : end + 1].isalnum():
                small.setdefault(match[0], []).append(Place(block, start, end))
    for key, places in small.items():
        usual = capital[names[key]]
        if len(usual) >= TIMES * len(places) and _is_name(document, key, len(places)):
            yield from _findings(document, CAPITALS, places, usual)


def _is_name(document: Document, key: str, times: int) -> bool:
    """Whether one of the two words stands nowhere else in small letters: “cold war”, but not “computer science”."""
    words = vocabulary(document.text)
    return any(words[word] == times for word in key.split())


def _findings(document: Document, rule: CheckRule, rare: list[Place], usual: list[Place]) -> Iterator[Diagnostic]:
    first = usual[0].block.to_source(usual[0].start, usual[0].end)
    line = line_of(document, first.start)
    for place in rare:
        wanted = usual[0].text
        if rule is JOINED and place.text[0].isupper() != wanted[0].isupper():
            wanted = (wanted[0].upper() if place.text[0].isupper() else wanted[0].lower()) + wanted[1:]
        message = f"“{place.text}” here, but “{wanted}” in {len(usual)} other places (the first in line {line})."
        fix = edits.replacement(document, place.block, place.start, place.end, wanted)
        span = place.block.to_source(place.start, place.end)
        yield Diagnostic(rule.id, span, message, rule.severity, (fix,), (Related(first, f"“{usual[0].text}”"),))
