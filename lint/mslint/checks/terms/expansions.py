"""Finds acronyms and the words they stand for. Pure; knows no document.

The match of an acronym with the words before its bracket is that of A. S. Schwartz and M. A. Hearst, “A simple
algorithm for identifying abbreviation definitions in biomedical text”, Pacific Symposium on Biocomputing 8 (2003).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from mslint import shipped
from mslint.distance import distance


@dataclass(frozen=True, slots=True)
class Definition:
    """`text[start:end]` is the acronym where it is defined; `words` what stands for it, from `words_start`.

    `fits`: its letters stand in the words. An acronym alone in a bracket after words that do not fit has no `words`.
    `key`: it stands as in a key to signs, “RT = response time”.
    """

    acronym: str
    start: int
    end: int
    words: str
    words_start: int
    fits: bool
    key: bool = False


@dataclass(frozen=True, slots=True)
class Acronym:
    """`text[start:end]` is an acronym, its plural s left out; `definition` is there if it is defined here."""

    start: int
    end: int
    definition: Definition | None


@dataclass(frozen=True, slots=True)
class _Patterns:
    token: re.Pattern[str]
    small: re.Pattern[str]
    lead: re.Pattern[str]
    close: re.Pattern[str]
    reverse: re.Pattern[str]
    equals: re.Pattern[str]
    called: re.Pattern[str]


@cache
def _patterns() -> _Patterns:
    """The token begins with a capital, so that `re` leaps from one to the next; what is around it is looked at then."""
    lead = r"(?:hereafter|henceforth|hereinafter|abbreviated(?: as| to)?|or|i\.e\.,?|called|known as),?\s+"
    words = r"[A-Za-z][\w’'/-]*(?:[\s-]+[A-Za-z][\w’'/-]*)"
    return _Patterns(
        re.compile(r"[A-Z](?:[A-Z0-9]|&(?=[A-Z])){1,7}(?:-[A-Z0-9]{1,3})?(?=(s?)(?![A-Za-z0-9_]))"),
        re.compile(r"(?<![A-Za-z0-9])[a-z]{1,2}$"),
        re.compile(rf"[(\[](?:{lead})?[“\"‘']?$"),
        re.compile(r"[”\"’']?\s*[)\];,:]"),
        re.compile(rf"\s*\((?P<words>{words}{{1,8}})\s*[),;]"),
        re.compile(rf"\s*(?:=|:|stands for|is short for|–)\s+(?P<words>{words}{{1,9}})"),
        re.compile(r"(?:,\s+or|abbreviated(?:\s+as|\s+to)?|known\s+as|called)\s+(?:the\s+)?[“\"‘']?$"),
    )


def acronyms(text: str) -> Iterator[Acronym]:
    """The acronyms of a text in order: capitals, digits among them, up to two small letters before (“fMRI”)."""
    patterns = _patterns()
    for match in patterns.token.finditer(text):
        start, end = match.span()
        if start and text[start - 1].islower():
            small = patterns.small.search(text, max(start - 3, 0), start)
            start = small.start() if small else start
        if not start or not (text[start - 1].isalnum() or text[start - 1] in "_.@#/\\’'-"):
            yield Acronym(start, end, _definition_at(text, start, end, match[1]))


def _definition_at(text: str, start: int, end: int, plural: str) -> Definition | None:
    """What the acronym is defined as right here, in any of the usual forms."""
    patterns, after = _patterns(), end + len(plural)
    opening = patterns.lead.search(text, max(start - 24, 0), start)
    if opening and patterns.close.match(text, after):
        return _before(text, start, end, plural, opening.start())
    if words := patterns.reverse.match(text, after):
        at = _fit(text[start:end], words["words"])
        return _definition(text, start, end, words.start("words") + at, words.end("words")) if at is not None else None
    if (words := patterns.equals.match(text, after)) and _starts_with(text[start:end], words["words"]):
        return replace(_definition(text, start, end, *words.span("words")), key=True)
    if called := patterns.called.search(text, max(start - 24, 0), start):
        found = _before(text, start, end, plural, called.start())
        return found if found.fits and _initials(found.words) == found.acronym.upper() else None
    return None


def _definition(text: str, start: int, end: int, words_start: int, words_end: int, *, fits: bool = True) -> Definition:
    words = " ".join(text[words_start:words_end].split())
    return Definition(text[start:end], start, end, words, words_start, fits)


def _before(text: str, start: int, end: int, plural: str, stop: int) -> Definition:
    """The definition of the acronym whose words stand before `stop`."""
    acronym = text[start:end]
    begin = _window(text, stop, _letters(acronym))
    words = text[begin:stop].rstrip(" “\"'‘,–—")
    at = _fit(acronym, words)
    if at is None and plural:
        at = _fit(acronym + plural, words)
    near = _near(acronym, text, stop, only_moved=at is not None)
    if near is not None:
        return _definition(text, start, end, near, stop, fits=False)
    if at is not None:
        return _definition(text, start, end, begin + at, begin + len(words))
    return _definition(text, start, end, stop, stop, fits=False)


def _letters(acronym: str) -> int:
    return sum(char.isalnum() for char in acronym)


def _window(text: str, end: int, letters: int) -> int:
    """Where the words begin that may stand for an acronym of so many letters: min(n + 5, 2n) of them, in one clause."""
    stop = max(text.rfind(mark, max(end - 200, 0), end) for mark in ("(", ")", ";", ". ", ": ", "?", "]"))
    begin = max(stop + 1, end - 200, 0)
    starts = [m.start() for m in re.finditer(r"[^\s-]+", text[begin:end])]
    most = min(letters + 5, 2 * letters)
    return begin + starts[-most] if len(starts) > most else begin


def _fit(acronym: str, words: str) -> int | None:
    """Where in `words` the expansion begins that holds the acronym's letters in order, the first at a word's start."""
    short = [char.lower() for char in acronym if char.isalnum()]
    at = len(words) - 1
    for index in range(len(short) - 1, -1, -1):
        char = short[index]
        while at >= 0 and not (words[at].lower() == char and (index > 0 or at == 0 or not words[at - 1].isalnum())):
            at -= 1
        if at < 0:
            return None
        at -= 1
    begin = at + 1
    found = words[begin:]
    return begin if len(found) > len(short) + 1 and " " in found + ("-" in found) * " " else None


def _starts_with(acronym: str, words: str) -> bool:
    """Whether the words begin with the acronym's first letter and hold the others in order."""
    letters = iter(words.lower())
    return words[:1].lower() == acronym[0].lower() and all(
        char.lower() in letters for char in acronym if char.isalnum()
    )


def _initials(words: str) -> str:
    """The first letters of the words, without “of”, “the” and their like, in capitals."""
    return "".join(word[0].upper() for word in re.findall(r"\w+", words) if word not in _SMALL)


_SMALL = frozenset({"a", "an", "and", "at", "by", "de", "for", "in", "of", "on", "or", "the", "to", "with"})


def _near(acronym: str, text: str, stop: int, *, only_moved: bool) -> int | None:
    """Where the capitalised name begins whose initials are the acronym with one letter wrong, missing or moved.

    “Organisation for Security and Co-operation in Europe (OCSE)”: a name, so that there is no doubt what is meant.
    `only_moved`: two letters must have changed places (“E” of “OCSE” could be found elsewhere in the words).
    """
    if len(acronym) < 3 or not acronym.isalpha() or not acronym.isupper() or acronym in household():
        return None
    match = re.search(rf"{_NAME}\s*$", text[max(stop - 160, 0) : stop])
    if not match:
        return None
    words = list(re.finditer(r"[^\s-]+", match[0]))
    initials = [word for word in words if word[0][0].isupper()]
    for drop in range(len(initials)):
        part = initials[drop:]
        if not 3 <= len(part) <= len(acronym) + 1:
            continue
        letters = "".join(word[0][0] for word in part)
        if only_moved and sorted(letters) != sorted(acronym):
            continue
        if letters != acronym and letters[0] == acronym[0] and distance(letters, acronym, 1) == 1:
            with_small = {letters, "".join(w[0][0].upper() for w in words if w.start() >= part[0].start())}
            if acronym not in with_small:
                return max(stop - 160, 0) + match.start() + part[0].start()
    return None


_NAME = r"(?:[A-Z][a-z]+(?:-[a-z]{3,})?(?:[’']s?)?[\s-](?:(?:of|for|and|the|in|on|to|de|&)\s){0,2}){2,9}(?:[A-Z][a-z]+)"


def fits(acronym: str, text: str, stop: int) -> int | None:
    """Where the words begin, right before `stop`, that the acronym may stand for; None if its letters are not there."""
    begin = _window(text, stop, _letters(acronym))
    at = _fit(acronym, text[begin:stop].rstrip(" “\"'‘,–—"))
    return None if at is None else begin + at


@cache
def household() -> frozenset[str]:
    """Acronyms that need no definition."""
    groups: dict[str, list[str]] = shipped.data("terms")["household"]
    return frozenset(word for group in groups.values() for word in group)
