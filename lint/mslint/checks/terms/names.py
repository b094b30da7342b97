"""Names of people, places and works that a paper spells two ways: “Shifrison” beside “Shifrinson”. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.checks.places import is_front, line_of
from mslint.checks.terms.vocabulary import vocabulary
from mslint.distance import distance
from mslint.model import Block, Diagnostic, Document, Related, Severity, Span

NAME = CheckRule(
    "terms.name-two-ways",
    Severity.WARNING,
    "A name that is spelt otherwise than everywhere else.",
    "No dictionary knows all names; that the paper itself spells it otherwise in other places does tell.",
)
RULES = (NAME,)

LONG, LONGER = 6, 9
"""Letters that a name must have to be taken for another with one letter, or with two letters, wrong."""

USUAL, TIMES = 3, 3
"""How often the right spelling must stand at least, and how many times as often as the other."""


@dataclass(frozen=True, slots=True)
class Place:
    block: Block
    start: int
    end: int


def check(document: Document) -> Iterator[Diagnostic]:
    places: dict[str, list[Place]] = {}
    for block in document.blocks:
        if block.kind in ("code", "furniture", "reference", "heading", "title", "author") or not block.text:
            continue
        if document.role(block) == "references" or is_front(document, block):
            continue
        _note(block, places)
    known = _known(document)
    usual = {name: found for name, found in places.items() if len(found) >= USUAL}
    by_key: dict[str, list[str]] = {}
    for name in usual:
        for key in _keys(name):
            by_key.setdefault(key, []).append(name)
    cited = _cited(document)
    for name, found in places.items():
        if name in known:
            continue
        near = [other for key in _keys(name) for other in by_key.get(key, ()) if _is_slip(name, other)]
        near = [other for other in near if len(usual[other]) >= TIMES * len(found)]
        if not near or _is_word(document, name):
            continue
        right = max(near, key=lambda other: len(usual[other]))
        if _is_word(document, right):
            continue
        for place in found:
            span = place.block.to_source(place.start, place.end)
            if span.start not in cited and not _is_in_a_title(place, usual[right]):
                yield _finding(document, place, span, name, right, usual[right])


def _is_in_a_title(place: Place, usual: list[Place]) -> bool:
    """Whether another word with a capital follows, as in the name of an institution, and not the usual name's."""
    following = _following(place)
    return bool(following) and all(_following(other) != following for other in usual)


def _following(place: Place) -> str:
    match = re.match(r" ([A-Z][a-z]+)", place.block.text[place.end : place.end + 24])
    return match[1] if match else ""


@cache
def _word() -> re.Pattern[str]:
    return re.compile(r"[A-ZÀ-ÖØ-ÞĀ-Ž][^\W\d_]+(?:-[A-Z][^\W\d_]+)*")


def _is_word(document: Document, name: str) -> bool:
    """Whether the paper has it in small letters too: a word that a title or a heading gave a capital."""
    return name.lower() in vocabulary(document.text)


def _note(block: Block, places: dict[str, list[Place]]) -> None:
    """Adds the words with a capital that begin no sentence."""
    text = block.text
    begins: set[int] | None = None
    for match in _word().finditer(text):
        word, start = match[0], match.start()
        if len(word) < LONG - 1 or word.isupper() or (start and text[start - 1].isalnum()):
            continue
        begins = begins if begins is not None else {start for start, _ in block.sentences}
        if start in begins:
            continue
        if start and (text[start - 1] in "“\"‘'(:•" and _opens(text, start)):
            continue
        places.setdefault(word, []).append(Place(block, start, match.end()))


def _opens(text: str, start: int) -> bool:
    """Whether a capital here may be that of a sentence or title inside quotation marks or after a colon."""
    return text[start - 1] != "("


def _keys(name: str) -> tuple[str, str]:
    """Two halves of which a name with one slip, and nearly all with two, shares one: its beginning and its end."""
    return name[:3].casefold(), "…" + name[-3:].casefold()


def _is_slip(name: str, other: str) -> bool:
    if name[0] != other[0] or name.casefold() == other.casefold() or abs(len(name) - len(other)) > 2:
        return False
    shorter = min(len(name), len(other))
    if shorter < LONG:
        return False
    if _is_form(name, other) or _is_form(other, name) or frozenset((name, other)) in _lookalikes():
        return False
    return distance(name, other, 2) <= (2 if shorter >= LONGER else 1)


def _is_form(longer: str, shorter: str) -> bool:
    """Whether one is a form of the other: plural, possessive, adjective, inhabitant, feminine."""
    if longer == shorter + "n" and shorter[-1] not in "aeioy":
        return False  # “Russia” and “Russian”, but not “Holman” and “Holmann”
    stem = shorter.rstrip("aeoy")
    return (longer.startswith(stem) and longer[len(stem) :] in _endings()) or longer == shorter[:-2] + "es"


@cache
def _endings() -> frozenset[str]:
    return frozenset(shipped.data("terms")["endings"])


@cache
def _lookalikes() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for pair in shipped.data("terms")["lookalikes"])


def _known(document: Document) -> frozenset[str]:
    """The names of cited works, which are right whatever the text has."""
    references = [*document.references, *(r for b in document.bibliographies for r in b.references)]
    names = {part for reference in references for name in reference.names for part in _word().findall(name)}
    titles = {part for reference in references for part in _word().findall(f"{reference.title} {reference.container}")}
    return frozenset(names | {part for part in titles if part[0].isupper()})


def _cited(document: Document) -> frozenset[int]:
    """Where names stand in citations, which are compared with the references elsewhere."""
    return frozenset(span.start for citation in document.citations for span in citation.name_spans)


def _finding(document: Document, place: Place, span: Span, name: str, right: str, usual: list[Place]) -> Diagnostic:
    first = usual[0].block.to_source(usual[0].start, usual[0].end)
    line = line_of(document, first.start)
    return Diagnostic(
        NAME.id,
        span,
        f"“{name}” here, but “{right}” in {len(usual)} other places (the first in line {line}).",
        NAME.severity,
        (edits.replacement(document, place.block, place.start, place.end, right),),
        (Related(first, f"“{right}”"),),
    )
