"""Texts in title case and in sentence case, word by word. Pure; knows no part of speech.

Both follow Vale's, with its word lists of what stays small; "to" is right both ways in AP style, where it is small
before a noun and capital before a verb.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from mslint.kinds.common import Options, Pattern, compiled, search

_SMALL = "a an and as at but by en for if in nor of on or per the to vs vs. via v v."
"""Articles, conjunctions and short prepositions: small inside a title (AP and Chicago)."""

_PREPOSITIONS = (
    "with from into during including until against among throughout despite towards upon concerning about over through "
    "before between after since without under within along following across beyond around down near above"
)
"""Small inside a title too in Chicago style, whatever their length (CMOS 17, 8.159)."""

Word = tuple[int, int, str]  # range in the text, and the word as it should be

PLAIN: Mapping[str, Any] = {"exceptions": (), "indicators": (), "style": "AP", "prefix": ""}
"""The options of `capitalization` that matter here, as they are by default."""


def in_title_case(text: str) -> str:
    return recased(text, titled(PLAIN, text))


def in_sentence_case(text: str) -> str:
    return recased(text, sentenced(PLAIN, text))


def recased(text: str, words: Iterable[Word]) -> str:
    """The text with these words in their places; they are as long as those that they replace."""
    for start, end, want in words:
        text = text[:start] + want + text[end:]
    return text


def titled(options: Options, text: str) -> Iterator[Word]:
    """The words of a title as they should be."""
    start = _prefix_end(options, text)
    small = (f"{_SMALL} {_PREPOSITIONS}" if options["style"] == "Chicago" else _SMALL).split()
    for match in _words(options["exceptions"], r"[\p{N}\p{L}]+[^\s\-/]*").finditer(text, start):
        (s, e), found = match.span(), match.group()
        before, after = text[max(0, s - 2) : s], text[e : e + 1]
        inner = s > start and text[e:].strip() and before[-1] in " -/" and before[:-1] not in (":", "-")
        if (known := _known(options["exceptions"], found)) is not None:
            yield s, e, known
        elif found.lower() == "to" and options["style"] == "AP":
            yield s, e, found
        elif inner and found.lower() in small and (after != "-" or before[-1] == "-"):
            yield s, e, found.lower()
        else:
            yield s, e, found[0].upper() + found[1:]


def sentenced(options: Options, text: str) -> Iterator[Word]:
    """The words of a sentence as they should be, names that are no exceptions in lower case."""
    previous = None
    for match in _words(options["exceptions"], r"[\p{N}\p{L}*]+[^\s]*").finditer(text, _prefix_end(options, text)):
        (s, e), found = match.span(), match.group()
        if (known := _known(options["exceptions"], found)) is not None:
            yield s, e, known
        elif previous is None or previous.endswith(options["indicators"] or ":") or re.fullmatch(r"\d+\.", previous):
            yield s, e, found[0].upper() + found[1:].lower()
        else:
            yield s, e, found.lower()
        previous = found


def _prefix_end(options: Options, text: str) -> int:
    match = search(Pattern(options["prefix"], False, ()), text) if options["prefix"] else None
    return int(match.end()) if match and match.start() == 0 else 0


@lru_cache(maxsize=64)
def _words(excepted: tuple[str, ...], pattern: str) -> Any:
    """Splits into words; an exception of several words is one."""
    longest_first = sorted(excepted, key=len, reverse=True)
    return compiled(rf"\b(?:{'|'.join(longest_first)})\b|{pattern}" if excepted else pattern, True)


def _known(excepted: tuple[str, ...], found: str) -> str | None:
    """A word that is an exception, in its right case; None for any other."""
    for exception in excepted:
        if exception.casefold() == found.casefold():
            return exception
    return found if any(compiled(rf"(?:{e})").fullmatch(found) for e in excepted) else None
