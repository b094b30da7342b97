"""Names that the paper sets in capitals, in other letters elsewhere: organisations, journals, acronyms.

Pure; what any paper must capitalise is left to the rules of `case`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from mslint import edits, shipped
from mslint.checks import CheckRule
from mslint.checks.places import line_of
from mslint.checks.terms.vocabulary import vocabulary
from mslint.emphasis import is_emphasised
from mslint.model import Block, Diagnostic, Document, Edit, Fix, Reference, Related, Severity, Span

NAME = CheckRule(
    "case.known-name",
    Severity.WARNING,
    "A name of several words of which some are small here and capitals elsewhere in the paper or its reference list.",
    "The words of a proper name take capitals (Chicago Manual of Style 17, 8.1); a text keeps to one form of it.",
)
ACRONYM = CheckRule(
    "case.known-acronym",
    Severity.WARNING,
    "An acronym written like a word that is all capitals elsewhere in the paper.",
    "A text keeps to one form of an acronym (Chicago Manual of Style 17, 10.6).",
)
JOURNAL = CheckRule(
    "case.listed-journal",
    Severity.WARNING,
    "A journal in the reference list with small words in its name where the others have capitals.",
    "Journals' names take capitals (APA 7, 9.25; Chicago Manual of Style 17, 14.170).",
)
RULES = (NAME, ACRONYM, JOURNAL)

FEWEST = 3
"""Journals of two words and more from which on their letters are a habit."""

HABIT = 0.5
"""Share of them that must have all their capitals."""

USUAL = 2
"""How often a name or an acronym must stand in its usual letters at least, and always oftener than in others."""

_READ = ("paragraph", "item", "abstract", "quote", "note", "definition", "caption")


@dataclass(frozen=True, slots=True)
class Place:
    """`block.text[start:end]`."""

    block: Block
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.block.text[self.start : self.end]

    @property
    def span(self) -> Span:
        return self.block.to_source(self.start, self.end)


def check(document: Document) -> Iterator[Diagnostic]:
    blocks = [block for block in document.prose(*_READ) if document.role(block) != "references"]
    yield from _names(document, blocks)
    yield from _acronyms(document, blocks)
    yield from _journals(document)


@cache
def _small() -> frozenset[str]:
    return frozenset(shipped.data("manner")["small_in_titles"])


# --- names in the text -----------------------------------------------------------------------------------------------


@cache
def _full() -> re.Pattern[str]:
    """Words with capitals, joined by a space or by one or two small words of a name: “Ministry of Trade and Salt”."""
    capital = r"[A-Z][a-z]+(?:-[A-Z][a-z]+)*"
    return re.compile(
        rf"(?<![\w’'.&/-]){capital}(?: (?:(?:of|for|and|on|the|in|to) ){{0,2}}{capital})+(?![\w’'/-]|\.\w)"
    )


def _names(document: Document, blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    """The places of each name in other letters than it has elsewhere. What opens a sentence tells nothing of its first
    word, and what another word with a capital follows may be no name by itself."""
    usual: dict[str, list[Place]] = defaultdict(list)
    for block in blocks:
        for match in _full().finditer(block.text):
            opening = len("The ") if match[0].startswith("The ") and " " in match[0][4:] else 0
            if not _goes_on(block.text, match.end()) and (opening or _is_inner(block, match.start())):
                place = Place(block, match.start() + opening, match.end())
                usual[place.text.casefold()].append(place)
    listed = _listed(document)
    wanted = {key: places[0].text for key, places in usual.items() if len(places) >= USUAL} | listed
    if not wanted:
        return
    other: dict[str, list[Place]] = defaultdict(list)
    for block in blocks:
        folded = block.text.casefold()
        if len(folded) != len(block.text):
            continue
        for match in _any_of(tuple(sorted(wanted, key=len, reverse=True))).finditer(folded):
            place = Place(block, *match.span())
            inner = _is_inner(block, match.start()) and not _goes_on(block.text, match.end())
            if inner and _is_slip(place, named=match[0] in listed):
                other[match[0]].append(place)
    for key, places in other.items():
        if key in listed or len(usual[key]) > len(places):
            for place in places:
                yield _told(document, place, wanted[key], usual[key])


def _goes_on(text: str, end: int) -> bool:
    return bool(re.match(r"(?:[’']s)?[ \n](?:of |for |and )?[A-Z]", text[end : end + 8]))


def _is_inner(block: Block, at: int) -> bool:
    """Whether a small letter would stand there if it were no name: inside a sentence, after a word or an article."""
    return bool(re.search(r"[a-z,;][ \n]$|[a-z] \($", block.text[max(0, at - 3) : at]))


def _listed(document: Document) -> dict[str, str]:
    """Organisations that the reference list has as authors: those without first names or initials."""
    names = (
        name
        for reference in document.references
        for name, given in zip(reference.names, reference.given or ("",) * len(reference.names), strict=False)
        if not given
    )
    return {name.casefold(): name for name in names if re.fullmatch(r"(?:the )?" + _full().pattern, name)}


@cache
def _any_of(names: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, names)) + r")(?![\w-])")


def _is_slip(place: Place, *, named: bool) -> bool:
    """Whether the letters here are wrong: the first word has its capital and another has none, or none has one though
    the reference list names somebody so."""
    words = [word for word in place.text.split() if word.casefold() not in _small()]
    capitals = [word[0].isupper() for word in words]
    return (capitals[0] and not all(capitals)) or (named and len(words) > 1 and not any(capitals))


def _told(document: Document, place: Place, name: str, usual: Sequence[Place]) -> Diagnostic:
    fix = edits.replacement(document, place.block, place.start, place.end, name, safe=False)
    if usual:
        there = usual[0].span
        where = f"elsewhere (line {line_of(document, there.start)})"
        related: tuple[Related, ...] = (Related(there, f"“{name}”"),)
    else:
        where, related = "in the reference list", ()
    message = f"“{place.text}” here, but “{name}” {where}."
    return Diagnostic(NAME.id, place.span, message, NAME.severity, (fix,), related)


# --- acronyms --------------------------------------------------------------------------------------------------------


def _acronyms(document: Document, blocks: Sequence[Block]) -> Iterator[Diagnostic]:
    words = vocabulary(document.text)
    known = {word for word, times in words.items() if word.isupper() and len(word) >= 4 and times >= USUAL}
    known = {
        word
        for word in known
        if words[word] > words[word.capitalize()] > 0 and not words[word.lower()] and word.lower() not in _everyday()
    }
    if not known:
        return
    pattern = re.compile(r"(?<![\w./@-])(?:" + "|".join(sorted(map(str.capitalize, known))) + r")(?![\w/@-]|\.\w)")
    for block in [*blocks, *document.prose("heading", "title")]:
        for match in pattern.finditer(block.text):
            if is_emphasised(document, block, *match.span()):
                continue  # genes: “SETMAR” of people, “*Setmar*” of mice
            wanted = match[0].upper()
            fix = edits.replacement(document, block, *match.span(), wanted, safe=True)
            message = f"“{match[0]}” here, but “{wanted}” elsewhere ({words[wanted]} times)."
            span = block.to_source(*match.span())
            yield Diagnostic(ACRONYM.id, span, message, ACRONYM.severity, (fix,))


@cache
def _everyday() -> frozenset[str]:
    return frozenset(word for words in shipped.data("everyday")["everyday"] for word in words)


# --- journals in the reference list ----------------------------------------------------------------------------------


def _journals(document: Document) -> Iterator[Diagnostic]:
    entries = [r for r in document.references if r.kind == "article" and r.fields.get("volume") and _capitals(r)]
    whole = sum(all(_capitals(entry)) for entry in entries)
    habit = len(entries) >= FEWEST and whole >= HABIT * len(entries)
    for entry in entries:
        capitals = _capitals(entry)
        if all(capitals) or not (habit or any(capitals)):
            continue
        span = entry.parts["container"]
        for match in _words(entry):
            place = Span(span.start + match.start(), span.start + match.end())
            if match[0].islower() and document.text[slice(*place)] == match[0]:
                right = match[0].capitalize()
                fix = Fix(f"Write “{right}”", (Edit(place, right),), safe=True)
                message = f"“{match[0]}” in the name of the journal: “{right}”."
                yield Diagnostic(JOURNAL.id, place, message, JOURNAL.severity, (fix,))


@cache
def _of_journals() -> frozenset[str]:
    listed = shipped.data("references")["journal_words"]
    return frozenset((*listed, *(f"{word}s" for word in listed if not word.endswith("s"))))


def _words(reference: Reference) -> list[re.Match[str]]:
    """The words after the first that journals' names are made of, “Studies” and the like; no part of a broken word."""
    found = list(re.finditer(r"(?<![\w’'-])[^\W\d_]{3,}(?![\w’'-])", reference.container))
    return [
        match
        for before, match in pairwise(found)
        if match[0].lower() in _of_journals() - _small() and (before[0] + match[0]).lower() not in _of_journals()
    ]


def _capitals(reference: Reference) -> list[bool]:
    return [match[0][0].isupper() for match in _words(reference)] if "container" in reference.parts else []
